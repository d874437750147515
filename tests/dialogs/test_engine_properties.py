from __future__ import annotations

from datetime import timedelta

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from small_world import NOW, Courses, Places, small_library

from dialogs.engine import take_turn
from dialogs.events import Ended, Event, FactLearned, FactWithdrawn, Forgotten, LimitReached, Said
from dialogs.guides import Known, Person
from dialogs.inputs import Called, CaseClosed, Expired, Heard, Input, Picked, Shared, Started
from dialogs.state import State
from dialogs.walk import MAX_FRAMES, MAX_TRAIL

LIBRARY = small_library()
#: Scripts without the two circles that only limits stop.
SOUND = sorted(set(LIBRARY.scripts) - {"diep", "dieper", "rondje"})

#: A button as a person meets it: mostly one of the open question, sometimes an old one, sometimes nonsense.
BUTTONS = st.tuples(st.sampled_from([0, 0, 0, 0, -1, -2, 1]), st.lists(st.integers(-1, 7), min_size=1, max_size=2), st.booleans())
TYPED = st.one_of(
    st.sampled_from(["Utrecht", "hengelo", "Atlantis", "2", "٢", "16", "3-11-1990", "31-2-1990", "", "  ", "²/1/2020", "ja", "⁵"]),
    st.text(max_size=20),
)
#: What a person does most of the time: answer what is asked, one way or another.
ANSWERS = st.integers(0, 40)
STEPS = st.one_of(
    ANSWERS,
    ANSWERS,
    ANSWERS,
    ANSWERS,
    BUTTONS,
    st.builds(Heard, text=TYPED),
    st.builds(Started, script=st.sampled_from([*SOUND, "nergens"])),
    st.builds(Called, word=st.sampled_from(["menu", "back", "language", "human", "pause", "end", "my_data", "hide"])),
    st.builds(Shared, latitude=st.floats(-90, 90), longitude=st.floats(-180, 180)),
    st.just(CaseClosed()),
    st.just(Expired()),
)
#: Which schools there are can change between two turns.
TALK = st.lists(st.tuples(STEPS, st.sampled_from([("brug", "haven"), ("brug",), ()])), max_size=25)
KNOWN = st.dictionaries(st.sampled_from(["leest", "woonplaats", "kinderen"]), st.just("ja"), max_size=3)

THOROUGH = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


class Talk:
    """Takes steps, and remembers what a memory would."""

    def __init__(self, known: dict[str, str]) -> None:
        values = {"leest": "ja", "woonplaats": "utrecht", "kinderen": 2}
        self.person = Person(facts={name: (Known(value=values[name], at=NOW),) for name in known})
        self.courses = Courses("brug", "haven")
        self.state = State()
        self.now = NOW

    def take(self, step: object, schools: tuple[str, ...] = ("brug", "haven")) -> list[Event]:
        self.courses.schools = schools
        self.now += timedelta(minutes=1)
        self.state, events = take_turn(
            LIBRARY, {"places": Places(), "courses": self.courses}, self.state, self.person, self.given(step), self.now
        )
        facts = dict(self.person.facts)
        for event in events:
            match event:
                case FactLearned(fact=fact, value=value):
                    facts[fact] = (*facts.get(fact, ()), Known(value=value, at=self.now))
                case FactWithdrawn(fact=fact):
                    facts.pop(fact, None)
                case Forgotten():
                    facts.clear()
        self.person = Person(facts=facts)
        return events

    def given(self, step: object) -> Input:
        if isinstance(step, int):
            return self.answer(step)
        if isinstance(step, tuple):
            newer, indexes, complete = step
            asking = self.state.question.asking if self.state.question else 0
            return Picked(asking=asking + newer, indexes=tuple(indexes), complete=complete)
        return step  # type: ignore[return-value]

    def answer(self, number: int) -> Input:
        question = self.state.question
        words = {"place": "hengelo", "number": "3", "date": "3-11-1990", "text": "Dag"}
        if question is None:
            return Started(script=SOUND[number % len(SOUND)])
        if question.kind == "wait":
            return CaseClosed()
        if question.kind in words and (number % 2 or not question.options):
            return Heard(text=words[question.kind])
        return Picked(asking=question.asking, indexes=(number // 2 % len(question.options),), complete=number % 5 == 0)


@THOROUGH
@example(steps=[(5, ("brug", "haven")), (4, ())], known={})
@given(steps=TALK, known=KNOWN)
def test_no_input_raises_loops_or_goes_beyond_the_limits(steps: list[tuple[object, tuple[str, ...]]], known: dict[str, str]) -> None:
    talk = Talk(known)
    for step, schools in steps:
        events = talk.take(step, schools)
        assert not [event for event in events if isinstance(event, LimitReached) and event.limit != "frames"]
        assert len(talk.state.frames) <= MAX_FRAMES
        assert len(talk.state.trail) <= MAX_TRAIL


@THOROUGH
@given(steps=TALK, known=KNOWN)
def test_the_state_survives_json(steps: list[tuple[object, tuple[str, ...]]], known: dict[str, str]) -> None:
    talk = Talk(known)
    for step, schools in steps:
        talk.take(step, schools)
        assert State.model_validate_json(talk.state.model_dump_json()) == talk.state


@THOROUGH
@given(steps=TALK, known=KNOWN)
def test_numbers_of_questions_never_go_down(steps: list[tuple[object, tuple[str, ...]]], known: dict[str, str]) -> None:
    talk = Talk(known)
    for step, schools in steps:
        before = talk.state
        events = talk.take(step, schools)
        assert talk.state.asking >= before.asking
        for event in events:
            if isinstance(event, Said) and event.question is not None:
                old = event.question.asking <= before.asking
                assert not old or event.question.asking in {f.question.asking for f in before.frames if f.question}


@THOROUGH
@given(steps=TALK, known=KNOWN)
def test_a_turn_leaves_a_question_or_an_end(steps: list[tuple[object, tuple[str, ...]]], known: dict[str, str]) -> None:
    talk = Talk(known)
    for step, schools in steps:
        under_way = bool(talk.state.frames)
        events = talk.take(step, schools)
        if talk.state.frames:
            assert talk.state.question is not None
        elif under_way:
            assert any(isinstance(event, Ended) for event in events)


@THOROUGH
@given(steps=TALK, known=KNOWN, back=st.integers(2, 30), index=st.integers(0, 7))
def test_an_old_button_never_changes_an_answer(
    steps: list[tuple[object, tuple[str, ...]]], known: dict[str, str], back: int, index: int
) -> None:
    talk = Talk(known)
    for step, schools in steps:
        talk.take(step, schools)
    before = talk.state
    question = before.question
    old = before.asking - back
    if question is not None and old != question.asking:
        talk.take(Picked(asking=old, indexes=(index,)))
        assert (talk.state.answers, talk.state.slots, talk.state.question) == (before.answers, before.slots, question)


@THOROUGH
@given(steps=TALK, known=KNOWN)
def test_back_after_an_answer_asks_the_same_slot_again(steps: list[tuple[object, tuple[str, ...]]], known: dict[str, str]) -> None:
    talk = Talk(known)
    for step, schools in steps:
        before = talk.state.question
        events = talk.take(step, schools)
        answered = before is not None and talk.state.answered == before.asking and talk.state.trail and before.slot
        asks_on = talk.state.question is not None and talk.state.question != before
        if answered and asks_on and not isinstance(step, Started | Called) and talk.state.trail[-1].slot == before.slot:  # type: ignore[union-attr]
            again = Talk(known)
            again.state, again.person, again.now = talk.state, talk.person, talk.now
            again.take(Called(word="back"), schools)
            if schools:
                assert again.state.question is not None, events
                assert again.state.question.slot == before.slot  # type: ignore[union-attr]


@THOROUGH
@given(steps=TALK, known=KNOWN, index=st.integers(0, 7))
def test_a_second_tap_says_nothing_and_changes_nothing(
    steps: list[tuple[object, tuple[str, ...]]], known: dict[str, str], index: int
) -> None:
    talk = Talk(known)
    for step, schools in steps:
        talk.take(step, schools)
        before = talk.state
        if before.answered and (before.question is None or before.question.asking != before.answered):
            assert talk.take(Picked(asking=before.answered, indexes=(index,)), schools) == []
            assert talk.state.model_copy(update={"moved_at": before.moved_at}) == before
