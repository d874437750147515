"""Check-ins in the engine: they come by themselves, stand in nobody's way, and what was left can be taken up again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from edition_files import library_of
from small_world import NOW

from dialogs.checking_in import has_place
from dialogs.events import CheckInAnswered, CheckInPutOff, Ended, Event, Said
from dialogs.inputs import Called, CaseClosed, Due, Heard, Input, Picked, Started
from dialogs.phrase import Phrase
from dialogs.sentences import Sentence
from dialogs.state import Frame, Option, Question, State
from dialogs.transcripts import EngineTalk
from dialogs.walk import MAX_FRAMES

MENU = """
script: menu
title: Menu
starts: {anywhere: menu, command: menu}
steps:
  keuze:
    ask: Wat wilt u?
    slot: keuze
    options: {niets: ✅ Niets}
"""
LESSEN = """
script: lessen
title: Hoe gaat de les
steps:
  hoe:
    ask: Hoe gaat de les?
    slot: hoe
    options: {goed: ✅ Goed, slecht: ❌ Niet zo goed}
  waarom:
    when: {hoe: slecht}
    ask: Wat is er?
    slot: wat
    options: {uitval: 📅 Geen les, anders: 📄 Iets anders}
  dank:
    say: Dank u.
"""
INTAKE = """
script: intake
title: Een intake
starts: {command: intake}
steps:
  een:
    ask: Hoe oud bent u?
    slot: leeftijd
    type: number
  twee:
    ask: Wilt u door?
    slot: door
    options: {ja: ✅ Ja}
  klaar:
    say: Klaar.
"""
PAUZE = """
script: pauze
title: Pauze
starts: {anywhere: pause}
steps:
  duur:
    ask: Hoe lang?
    slot: duur
    options: {week: ⏸ Een week}
  goed:
    say: Goed.
"""
MENS = """
script: mens
title: Mens
steps:
  zaak:
    hand_over: hulp
    reason: Wil praten
    wait: true
  daar:
    say: Daar.
"""
LIBRARY = library_of(MENU, LESSEN, INTAKE, PAUZE)
DUE = Due(script="lessen", check_in=7)


class Life:
    """One person and a clock."""

    def __init__(self) -> None:
        self.talk = EngineTalk(LIBRARY, {}, now=NOW)

    def does(self, given: Input, *, after: timedelta = timedelta(minutes=1)) -> list[Event]:
        self.talk.now += after
        return self.talk.turn(given)

    def taps(self, value: str, *, after: timedelta = timedelta(minutes=1)) -> list[Event]:
        question = self.state.question
        assert question is not None
        index = next(i for i, option in enumerate(question.options) if value in (option.value, option.role))
        return self.does(Picked(asking=question.asking, indexes=(index,)), after=after)

    @property
    def state(self) -> State:
        return self.talk.state

    @property
    def options(self) -> list[Option]:
        assert self.state.question is not None
        return list(self.state.question.options)


def words(events: list[Event]) -> list[str]:
    return [event.phrase.text for event in events if isinstance(event, Said)]


def test_a_check_in_asks_and_offers_later_and_quiet() -> None:
    life = Life()
    assert words(life.does(DUE)) == ["Hoe gaat de les?"]
    assert [option.role for option in life.options] == ["answer", "answer", "later", "quiet"]


def test_one_tap_answers_and_that_is_told_once() -> None:
    life = Life()
    life.does(DUE)
    events = life.taps("slecht")
    assert [event for event in events if isinstance(event, CheckInAnswered)] == [CheckInAnswered(check_in=7)]
    assert [option.role for option in life.options if option.role in ("later", "quiet")] == []
    assert not any(isinstance(event, CheckInAnswered) for event in life.taps("uitval"))


def test_back_does_not_lead_before_an_answered_check_in() -> None:
    life = Life()
    life.does(DUE)
    life.taps("slecht")
    assert words(life.does(Called(word="back"))) == [Sentence.cannot_undo, "Wat is er?"]


def test_later_puts_it_off_and_gives_the_open_question_back() -> None:
    life = Life()
    life.does(Started(script="intake"))
    life.does(DUE)
    events = life.taps("later")
    assert CheckInPutOff(check_in=7) in events
    assert words(events) == [Sentence.check_in_put_off, "Hoe oud bent u?"]


def test_later_without_anything_open_ends_the_talk() -> None:
    life = Life()
    life.does(DUE)
    assert words(life.taps("later")) == [Sentence.check_in_put_off]
    assert life.state.frames == ()


def test_quiet_leads_to_the_pause_and_the_check_in_is_done() -> None:
    life = Life()
    life.does(DUE)
    events = life.taps("quiet")
    assert CheckInAnswered(check_in=7) in events
    assert words(events) == ["Hoe lang?"]
    assert [frame.script for frame in life.state.frames] == ["pauze"]


def test_a_dialog_of_an_hour_ago_goes_on_after_the_check_in() -> None:
    life = Life()
    life.does(Started(script="intake"))
    life.does(DUE, after=timedelta(hours=3))
    assert words(life.taps("goed")) == ["Dank u.", "Hoe oud bent u?"]


def test_a_dialog_left_for_a_day_is_parked_and_the_menu_leads_back() -> None:
    life = Life()
    life.does(Started(script="intake"))
    life.does(Heard(text="30", value=30))
    life.does(DUE, after=timedelta(hours=25))
    assert [frame.script for frame in life.state.frames] == ["lessen"]
    assert words(life.taps("goed")) == ["Dank u."]
    life.does(Called(word="menu"))
    assert [option.role for option in life.options] == ["answer", "resume"]
    assert words(life.taps("resume")) == ["Wilt u door?"]
    assert words(life.taps("ja")) == ["Klaar."]
    assert life.talk.state.parked == ()


def test_an_unanswered_check_in_does_not_block_the_next_and_its_button_still_works() -> None:
    life = Life()
    life.does(DUE)
    question = life.state.question
    assert question is not None
    life.does(Due(script="pauze", check_in=8), after=timedelta(days=3))
    assert [frame.script for frame in life.state.frames] == ["pauze"]
    events = life.does(Picked(asking=question.asking, indexes=(0,)))
    assert CheckInAnswered(check_in=7) in events
    assert words(events) == ["Dank u.", "Hoe lang?"]


def test_the_same_check_in_comes_in_the_place_of_the_one_that_waits() -> None:
    life = Life()
    life.does(DUE)
    life.does(Due(script="lessen", check_in=9), after=timedelta(hours=5))
    assert [frame.check_in for frame in life.state.frames] == [9]


def test_what_was_begun_on_top_of_the_one_that_waits_goes_on_after_the_same_comes_again() -> None:
    life = Life()
    life.does(DUE)
    life.does(Started(script="intake"), after=timedelta(hours=1))
    life.does(Heard(text="30", value=30))
    life.does(Due(script="lessen", check_in=9), after=timedelta(hours=21))
    assert [(frame.script, frame.check_in) for frame in life.state.frames] == [("intake", None), ("lessen", 9)]
    assert words(life.taps("goed")) == ["Dank u.", "Wilt u door?"]
    assert words(life.taps("ja")) == ["Klaar."]
    assert life.state.frames == ()


def test_after_two_weeks_a_dialog_is_over() -> None:
    life = Life()
    life.does(Started(script="intake"))
    events = life.does(DUE, after=timedelta(days=15))
    assert Ended(reason="expired") in events
    assert life.state.parked == ()
    life.does(Called(word="menu"), after=timedelta(days=15))
    assert [option.role for option in life.options] == ["answer"]


def test_the_open_question_is_answered_after_days_as_if_nothing_was() -> None:
    life = Life()
    life.does(Started(script="intake"))
    assert words(life.does(Heard(text="30", value=30), after=timedelta(days=3))) == ["Wilt u door?"]


def test_a_parked_dialog_whose_script_is_gone_begins_anew() -> None:
    life = Life()
    life.does(Started(script="intake"))
    life.does(Heard(text="30", value=30))
    asking = life.state.question.asking if life.state.question else 0
    life.does(DUE, after=timedelta(days=2))
    life.talk.library = library_of(MENU, LESSEN, PAUZE, INTAKE.replace("  twee:", "  anders:"))
    assert words(life.does(Picked(asking=asking, indexes=(0,)))) == ["Hoe oud bent u?"]


def test_what_waits_for_a_human_is_not_parked() -> None:
    life = Life()
    life.talk.library = library_of(MENU, LESSEN, PAUZE, MENS)
    life.does(Started(script="mens"))
    life.does(DUE, after=timedelta(days=2))
    assert [frame.script for frame in life.state.frames] == ["mens", "lessen"]
    life.taps("goed")
    assert words(life.does(CaseClosed())) == ["Daar."]


def test_a_check_in_has_place_just_where_it_would_be_heard() -> None:
    for depth in range(1, MAX_FRAMES + 1):
        for script in ("intake", "lessen"):
            life = Life()
            life.talk.state = State(frames=tuple(Frame(script=script, step="een" if script == "intake" else "hoe") for _ in range(depth)))
            place = has_place(life.state, "lessen", NOW)
            assert bool(words(life.does(DUE))) == place, (depth, script)
            assert place == (depth < MAX_FRAMES or script == "lessen")


@pytest.mark.parametrize(("kind", "days", "place"), [("choice", 0, False), ("choice", 1, True), ("wait", 1, False), ("wait", 14, True)])
def test_a_pile_that_was_left_keeps_no_check_in_away(kind: str, days: int, place: bool) -> None:
    life = Life()
    top = Frame(script="intake", step="twee", question=Question(asking=1, step="twee", text=Phrase(text="Wilt u door?"), kind=kind))  # type: ignore[arg-type]
    frames = (*(Frame(script="intake", step="een") for _ in range(MAX_FRAMES - 1)), top)
    life.talk.state = State(frames=frames, asking=1, moved_at=NOW)
    after = timedelta(days=days)
    assert has_place(life.state, "lessen", NOW + after) == place
    assert bool(words(life.does(DUE, after=after))) == place
