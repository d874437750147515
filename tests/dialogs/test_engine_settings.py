"""How somebody wants to be talked with: several questions on one screen, somebody who helps, a phone that is shared."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from small_world import NOW, Courses, Places, press, question, said, small_library

from dialogs.events import ConsentGiven, Event, FactLearned, HandedOver, Submitted
from dialogs.facts import FactDefinition, LegalBasis
from dialogs.guides import WITHHELD, Slot
from dialogs.inputs import Heard, Started
from dialogs.library import Library
from dialogs.script import Script
from dialogs.sentences import Sentence
from dialogs.transcripts import EngineTalk

BASIS = LegalBasis(wi2013="Toestemming", wi2021="Toestemming")
SETTINGS = {"kort": "short", "hulp": "helped", "samen": "shared"}
SCRIPTS: dict[str, dict[str, Any]] = {
    "formulier": {
        "scherm": {"confirm": ["leest", "woonplaats", "kinderen", "geboren"]},
        "wonen": {"ask": "Waar woont u?", "slot": "woonplaats"},
        "lezen": {"ask": "Kunt u lezen?", "slot": "leest"},
        "kinderen": {"ask": "Hoeveel kinderen?", "slot": "kinderen"},
        "jarig": {"when": {"kinderen": {"at_least": 1}}, "ask": "Wanneer?", "slot": "geboren"},
        "onthouden": {"visit": "bewaren"},
        "klaar": {"say": "Klaar."},
    },
    "bewaren": {
        "mag": {"ask": "Mag ik dit onthouden?", "slot": "mag_onthouden", "mark": "consent", "again": True},
        "goed": {"when": {"mag_onthouden": "yes"}, "say": "Goed."},
    },
    "wens": {
        "mag": {"ask": "Zal ik dit sturen?", "slot": "sturen", "type": "yes_no", "mark": "consent"},
        "nee": {"when": {"sturen": "no"}, "go": "end"},
        "weg": {"submit": "brief"},
        "zaak": {"hand_over": "wens", "reason": "Een wens"},
    },
    "gevoelig": {
        "eerst": {"say": "Dit mag iedereen lezen."},
        "geheim": {"say": "Dit is alleen voor u.", "private": True},
        "ook": {"say": "Dit ook.", "private": True},
        "slot": {"ask": "Nog iets?", "slot": "nog", "type": "yes_no"},
    },
    "hulp_vragen": {"helpt": {"ask": "Helpt iemand u?", "slot": "hulp", "again": True}, "klaar": {"say": "Goed."}},
}


def library() -> Library:
    small = small_library()
    more = {name: Script(script=name, title=name, steps=steps) for name, steps in SCRIPTS.items()}  # type: ignore[arg-type]
    facts = {
        name: FactDefinition(
            type="yes_no",
            label=name,
            setting=setting,  # type: ignore[arg-type]
            purpose="Anders praten",
            legal_basis=BASIS,
            keep="Tot u het wist",
            fresh_for=0 if setting == "helped" else None,
        )
        for name, setting in SETTINGS.items()
    }
    return Library(scripts={**small.scripts, **more}, facts={**small.facts, **facts}, checkins=small.checkins, sentences=small.sentences)


def talk(**facts: Slot) -> EngineTalk:
    return EngineTalk(library(), {"places": Places(), "courses": Courses("brug")}, now=NOW, facts=facts)


def begun(script: str, **facts: Slot) -> tuple[EngineTalk, list[Event]]:
    at = talk(**facts)
    return at, at.turn(Started(script=script))


# -- several questions on one screen ---------------------------------------------------------------------------------


def test_in_short_mode_open_questions_stand_on_one_screen_with_the_known_answers() -> None:
    at, _ = begun("formulier", kort="yes", woonplaats="utrecht")
    assert question(at).kind == "confirm"
    assert [option.value for option in question(at).options if option.role == "change"] == ["leest", "woonplaats", "kinderen"]
    assert question(at).options[0].label.text.endswith(Sentence.confirm_on)


def test_in_short_mode_the_questions_are_answered_in_any_order_and_then_it_goes_on() -> None:
    at, _ = begun("formulier", kort="yes")
    press(at, "kinderen", role="change")
    at.turn(Heard(text="2"))
    assert question(at).kind == "confirm"
    assert "geboren" in [option.value for option in question(at).options], "what follows from an answer is on the screen too"
    press(at, "leest", role="change")
    press(at, "ja")
    press(at, role="yes")
    assert question(at).step == "wonen", "what was left open is asked after all"
    at.turn(Heard(text="Utrecht"))
    assert question(at).step == "jarig"


def test_in_short_mode_a_full_screen_is_confirmed() -> None:
    at, _ = begun("formulier", kort="yes", woonplaats="utrecht", leest="ja", kinderen=0)
    assert question(at).options[0].label.text.endswith(Sentence.confirm_ok)


def test_without_short_mode_only_what_is_known_is_on_the_screen() -> None:
    at, _ = begun("formulier", woonplaats="utrecht")
    assert [option.value for option in question(at).options if option.role == "change"] == ["woonplaats"]
    assert question(begun("formulier")[0]).step == "wonen"


# -- somebody helps --------------------------------------------------------------------------------------------------


def test_while_somebody_helps_a_private_question_is_passed_over_and_nothing_of_it_is_recorded() -> None:
    at, _ = begun("formulier", hulp="yes")
    events = at.turn(Heard(text="Utrecht"))
    assert said(events) == [Sentence.later_alone, "kinderen"]
    assert "leest" not in at.state.answers
    assert at.state.slots["leest"] == WITHHELD


def test_while_somebody_helps_private_answers_are_not_shown() -> None:
    at, _ = begun("formulier", hulp="yes", leest="ja", woonplaats="utrecht")
    assert [option.value for option in question(at).options if option.role == "change"] == ["woonplaats"]
    assert said(begun("gevoelig", hulp="yes")[1]) == ["eerst", Sentence.later_alone, "slot"]


def test_while_somebody_helps_a_yes_to_a_purpose_is_left_for_the_person() -> None:
    at, _ = begun("formulier", hulp="yes", mag_onthouden="yes")
    at.turn(Heard(text="Utrecht"))
    events = at.turn(Heard(text="0"))
    assert said(events) == [Sentence.later_alone, "klaar"]
    assert not [event for event in events if isinstance(event, ConsentGiven)]


@pytest.mark.parametrize("hulp", ["yes", "no"])
def test_while_somebody_helps_nothing_is_sent_that_needs_a_yes(hulp: str) -> None:
    at, events = begun("wens", hulp=hulp)
    sent = [event for event in events if isinstance(event, Submitted | HandedOver)]
    assert sent == []
    assert bool(at.state.frames) is (hulp == "no")


@pytest.mark.parametrize(("hulp", "by"), [("yes", "helped"), ("no", "contact")])
def test_what_is_said_while_somebody_helps_is_marked(hulp: str, by: str) -> None:
    at, _ = begun("formulier", hulp=hulp)
    learned = [event for event in at.turn(Heard(text="Utrecht")) if isinstance(event, FactLearned)]
    assert [event.by for event in learned] == [by]
    assert at.state.answers["woonplaats"].by == by


def test_help_is_over_at_the_end_of_the_day() -> None:
    at = talk(hulp="yes")
    at.now += timedelta(hours=12)
    at.turn(Started(script="formulier"))
    at.turn(Heard(text="Utrecht"))
    assert question(at).step == "lezen"


def test_when_the_help_is_over_the_question_is_asked_in_the_same_dialog() -> None:
    at, _ = begun("formulier", hulp="yes")
    at.turn(Started(script="hulp_vragen"))
    press(at, "no")
    at.turn(Heard(text="Utrecht"))
    assert question(at).step == "lezen"
    press(at, "ja")
    assert at.state.answers["leest"].value == "ja"


# -- a shared phone --------------------------------------------------------------------------------------------------


def test_on_a_shared_phone_private_words_wait_until_the_person_reads_alone() -> None:
    at, events = begun("gevoelig", samen="yes")
    assert said(events)[0] == "eerst"
    assert question(at).kind == "alone"
    assert said(press(at, role="yes")) == ["geheim", "ook", "slot"]


def test_on_a_shared_phone_a_no_leaves_private_words_out_and_goes_on() -> None:
    at, _ = begun("gevoelig", samen="yes")
    assert said(press(at, role="no")) == [Sentence.later_alone, "slot"]


def test_on_a_shared_phone_known_private_answers_are_not_shown_before_that_was_asked() -> None:
    at, _ = begun("formulier", samen="yes", leest="ja", woonplaats="utrecht")
    assert question(at).kind == "alone"
    press(at, role="no")
    assert [option.value for option in question(at).options if option.role == "change"] == ["woonplaats"]


def test_it_is_asked_once_in_a_dialog_and_again_in_the_next() -> None:
    at, _ = begun("gevoelig", samen="yes")
    press(at, role="yes")
    press(at, "no")
    at.turn(Started(script="gevoelig"))
    assert question(at).kind == "alone"


def test_without_a_shared_phone_nobody_is_asked() -> None:
    assert said(begun("gevoelig")[1]) == ["eerst", "geheim", "ook", "slot"]
