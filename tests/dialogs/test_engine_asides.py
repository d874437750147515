"""Greetings, thanks, photos, danger and guesses: what lies beside an answer leaves the open question as it was."""

from __future__ import annotations

from datetime import timedelta

import pytest
from edition_files import library_of
from hypothesis import given, settings
from hypothesis import strategies as st
from small_world import NOW, question, said, talk

from dialogs.events import Said
from dialogs.inputs import Called, CaseClosed, Happened, Heard, Occasion, Picked, Remark, Remarked, Started
from dialogs.sentences import Sentence
from dialogs.transcripts import EngineTalk

PROEF = """
script: proef
title: Een proef
starts: {keywords: proef}
steps:
  wanneer:
    ask: Wanneer kunt u?
    slot: wanneer
    options: {dag: ✅ Overdag, avond: ❌ Avond, nacht: ◐ Nacht}
  verhaal:
    ask: Wat gebeurde er?
    slot: verhaal
    type: text
  dag:
    ask: Welke dag was dat?
    slot: welke_dag
    type: date
  klaar:
    say: Het was op {welke_dag}.
"""
NOOD = """
script: nood
title: Nood
starts: {occasion: crisis}
steps:
  bellen:
    say: Bel 112.
  verder:
    ask: Gaat het weer?
    slot: gaat
    options: {ja: ✅ Ja}
"""
MENU = """
script: menu
title: Menu
starts: {anywhere: menu}
steps:
  wat:
    ask: Wat wilt u?
    slot: wat
    options: {proef: ✅ Proef}
"""
MENS = """
script: mens
title: Mens
starts: {anywhere: human}
steps:
  zaak:
    hand_over: mens
    reason: Wil een mens
    wait: true
  klaar:
    say: Klaar.
"""


def begun(*more: str) -> EngineTalk:
    at = EngineTalk(library_of(PROEF, MENU, MENS, *(more or (NOOD,))), {}, now=NOW)
    at.take(Started(script="proef"))
    return at


def words(at: EngineTalk, given: object) -> list[str]:
    return [shown.words for shown in at.take(given).shown]  # type: ignore[arg-type]


def pick(at: EngineTalk, index: int) -> list[str]:
    return words(at, Picked(asking=question(at).asking, indexes=(index,)))


@pytest.mark.parametrize(
    ("remark", "first"),
    [("greeting", Sentence.greeting), ("unreadable", Sentence.cannot_read), ("unclear", Sentence.other_words)],
)
def test_a_remark_is_answered_and_the_question_comes_back(remark: Remark, first: str) -> None:
    at = begun()
    asking = question(at).asking
    assert words(at, Remarked(remark=remark)) == [first, "Wanneer kunt u?"]
    assert (at.state.misses, question(at).asking) == (0, asking)


def test_again_says_only_the_question() -> None:
    assert words(begun(), Remarked(remark="again")) == ["Wanneer kunt u?"]


def test_who_does_not_understand_hears_why_it_is_asked_and_is_offered_a_human() -> None:
    at = talk()
    at.take(Started(script="intake"))
    why = question(at).why
    assert why is not None
    assert said(at.turn(Remarked(remark="unclear")))[0] == why.text
    assert "human" in {option.role for option in question(at).options}


def test_a_remark_without_an_open_question_opens_the_menu() -> None:
    at = EngineTalk(library_of(PROEF, MENU, MENS, NOOD), {}, now=NOW)
    assert words(at, Remarked(remark="greeting")) == [Sentence.greeting, "Wat wilt u?"]


@pytest.mark.parametrize(
    ("occasion", "first"), [("photo", Sentence.cannot_see), ("voice", Sentence.cannot_hear), ("thanks", Sentence.thanked)]
)
def test_an_occasion_without_a_script_gets_a_word_and_the_question(occasion: Occasion, first: str) -> None:
    at = begun()
    assert words(at, Happened(occasion=occasion)) == [first, "Wanneer kunt u?"]
    assert at.state.misses == 0


def test_help_in_danger_comes_on_top_and_the_question_afterwards() -> None:
    at = begun()
    assert words(at, Happened(occasion="crisis", text="x")) == ["Bel 112.", "Gaat het weer?"]
    assert pick(at, 0) == ["Wanneer kunt u?"]
    assert [frame.script for frame in at.state.frames] == ["proef"]


def test_help_in_danger_is_given_again_when_it_is_needed_again() -> None:
    at = begun()
    for _ in range(12):
        assert words(at, Happened(occasion="crisis", text="x")) == ["Bel 112.", "Gaat het weer?"]
    assert len(at.state.frames) == 2


def test_help_in_danger_is_given_while_the_talk_waits_for_a_human() -> None:
    at = begun()
    at.take(Called(word="human"))
    assert question(at).kind == "wait"
    assert words(at, Happened(occasion="crisis", text="x"))[0] == "Bel 112."
    pick(at, 0)
    assert question(at).kind == "wait"
    assert words(at, CaseClosed())[0] == "Klaar."


def test_who_goes_on_writing_about_danger_in_own_words_is_heard() -> None:
    at = begun()
    pick(at, 0)
    typed = Happened(occasion="crisis", text="hij bedreigt mij")
    assert words(at, typed)[0] == "Bel 112."
    pick(at, 0)
    assert words(at, typed) == ["Welke dag was dat?"]
    assert at.state.slots["verhaal"] == "hij bedreigt mij"


def test_what_was_typed_in_danger_is_kept_nowhere() -> None:
    at = begun()
    at.take(Happened(occasion="crisis", text="hij bedreigt mij"))
    assert "bedreigt" not in at.state.model_dump_json()


def test_where_nothing_begins_in_danger_a_human_does() -> None:
    at = EngineTalk(library_of(PROEF, MENU, MENS), {}, now=NOW)
    assert at.take(Happened(occasion="crisis", text="x")).happened == ("case: mens — Wil een mens",)


def test_messages_in_a_flurry_are_one_miss() -> None:
    at = begun()
    assert words(at, Heard(text="x"))[0] == Sentence.not_understood
    now = at.now
    at.now = now - timedelta(seconds=9)
    assert words(at, Heard(text="y")) == []
    assert at.state.misses == 1
    assert words(at, Heard(text="z"))[0] == Sentence.not_understood_again
    assert "human" in {option.role for option in question(at).options}


def test_the_nearest_choices_are_offered_and_one_of_them_answers() -> None:
    at = begun()
    assert words(at, Heard(text="x", near=(1,))) == [Sentence.perhaps_meant]
    assert [option.role for option in question(at).options] == ["answer", "again"]
    assert pick(at, 0) == ["Wat gebeurde er?"]
    assert at.state.slots["wanneer"] == "avond"


def test_none_of_the_nearest_asks_the_whole_question_again() -> None:
    at = begun()
    at.take(Heard(text="x", near=(1,)))
    assert pick(at, 1) == ["Wanneer kunt u?"]
    assert len(question(at).options) == 3
    assert pick(at, 2) == ["Wat gebeurde er?"]
    assert at.state.slots["wanneer"] == "nacht"


def test_the_buttons_of_the_whole_question_still_count() -> None:
    at = begun()
    asking = question(at).asking
    at.take(Heard(text="x", near=(1,)))
    at.take(Picked(asking=asking, indexes=(0,)))
    assert at.state.slots["wanneer"] == "dag"


def test_the_second_time_a_human_is_offered_beside_the_nearest() -> None:
    at = begun()
    at.take(Heard(text="x", near=(1,)))
    at.take(Heard(text="y", near=(0,)))
    assert [option.role for option in question(at).options] == ["answer", "again", "human"]


def test_a_subject_is_begun_on_top_and_the_question_comes_back() -> None:
    at = begun()
    at.take(Heard(text="over de nood", subjects=("nood", "menu", "nergens", "proef")))
    assert [(option.role, option.value) for option in question(at).options] == [("subject", "nood"), ("again", None)]
    assert pick(at, 0) == ["Bel 112.", "Gaat het weer?"]
    assert pick(at, 0) == ["Wanneer kunt u?"]


def test_without_an_open_question_the_subject_stands_under_the_menu() -> None:
    at = EngineTalk(library_of(PROEF, MENU, MENS, NOOD), {}, now=NOW)
    events = at.turn(Heard(text="iets over de proef", subjects=("proef",)))
    asked = [event.question for event in events if isinstance(event, Said) and event.question]
    assert [[option.role for option in one.options] for one in asked] == [["answer", "subject"]]
    assert pick(at, 1) == ["Wanneer kunt u?"]


def test_a_guessed_day_is_confirmed_and_shown_as_a_day() -> None:
    at = begun()
    pick(at, 0)
    at.take(Heard(text="van alles"))
    assert words(at, Heard(text="۱۴۰۳/۵/۲", days=("2024-07-23",))) == ["Bedoelt u 2024-07-23?"]
    assert pick(at, 0) == ["Het was op 2024-07-23."]


def test_of_two_days_one_is_chosen_or_another_typed() -> None:
    at = begun()
    pick(at, 0)
    at.take(Heard(text="van alles"))
    assert words(at, Heard(text="1 መስከረም 2017", days=("2017-09-01", "2024-09-11"))) == [Sentence.which_day]
    assert pick(at, 2) == ["Welke dag was dat?"]
    at.take(Heard(text="x", days=("2017-09-01", "2024-09-11")))
    assert words(at, Heard(text="3-11-2026", value="2026-11-03")) == ["Het was op 2026-11-03."]


GIVEN = st.one_of(
    st.builds(Heard, text=st.text(max_size=10), near=st.tuples(st.integers(0, 5)), subjects=st.sampled_from([(), ("nood",), ("x",)])),
    st.builds(Heard, text=st.text(max_size=10), days=st.sampled_from([(), ("2024-07-23",), ("2024-07-23", "2017-01-01")])),
    st.builds(Remarked, remark=st.sampled_from(["greeting", "again", "unclear", "unreadable"])),
    st.builds(Happened, occasion=st.sampled_from(["crisis", "photo", "voice", "thanks"]), text=st.text(max_size=5)),
    st.builds(Called, word=st.sampled_from(["menu", "back", "human", "end"])),
    st.integers(0, 4),
)


@settings(max_examples=150, deadline=None)
@given(steps=st.lists(GIVEN, max_size=25))
def test_no_aside_raises_and_the_number_of_a_question_never_goes_down(steps: list[object]) -> None:
    at = begun()
    for step in steps:
        before = at.state.asking
        at.take(Picked(asking=before, indexes=(step,)) if isinstance(step, int) else step)  # type: ignore[arg-type]
        assert at.state.asking >= before
        assert at.state.question is not None or not at.state.frames
