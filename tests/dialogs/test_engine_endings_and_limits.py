from __future__ import annotations

import pytest
from small_world import goes_as, press, standing, talk

from dialogs.events import CheckInPlanned, Forgotten, LimitReached, Submitted
from dialogs.inputs import Called, CaseClosed, Expired, Heard, Started
from dialogs.sentences import Sentence
from dialogs.state import State
from dialogs.transcripts import EngineTalk
from dialogs.walk import MAX_FRAMES


def test_a_waiting_hand_over_goes_on_when_the_case_is_closed() -> None:
    goes_as("""
        script: hulp
        case: hulp, urgent — Wil met een mens spreken
        bot: waiting
        closed
        bot: Daar ben ik weer.
        end
    """)


def test_a_case_that_is_closed_while_nobody_waits_changes_nothing() -> None:
    at = talk()
    at.take(Started(script="intake"))
    before = at.state
    assert at.take(CaseClosed()).shown == ()
    assert at.state == before


def test_forget_erases_after_a_yes_only() -> None:
    at = talk(facts={"leest": "ja"})
    goes_as("script: wissen\nbot: @wissen\nyou: @no\nbot: Er is niets gewist.\nend\n", at)
    assert at.facts
    at.take(Called(word="my_data"))
    events = press(at, role="yes")
    assert any(isinstance(event, Forgotten) for event in events)
    assert (at.state.answers, at.state.slots, at.state.frames, at.facts) == ({}, {}, (), {})


def test_a_form_gets_slots_by_name_and_other_words_as_they_stand() -> None:
    at = talk()
    at.take(Started(script="sturen"))
    at.take(Heard(text="Is er kinderopvang?"))
    events = press(at, "yes")
    assert [e.values for e in events if isinstance(e, Submitted)] == [{"words": "Is er kinderopvang?", "soort": "nieuw"}]
    assert [e.plan for e in events if isinstance(e, CheckInPlanned)] == ["na_een_week"]


def test_a_planned_check_in_comes_after_its_time() -> None:
    goes_as("""
        script: sturen
        bot: @vraag
        you: Dag
        bot: @zeker
        you: =no
        remind: na_een_week
        bot: @daarna
        you: =no
        end
        later: 6 days
        later: 2 days
        bot: Hoe gaat het?
        end
    """)


def test_a_dialog_that_is_left_too_long_ends() -> None:
    at = talk()
    at.take(Started(script="intake"))
    assert at.take(Expired()).ended
    assert standing(at) == State(asking=1)


def test_ending_a_talk_says_goodbye() -> None:
    goes_as("script: intake\nbot: @wonen\nyou: @end\nbot: stopped\nend\n")


def limits(at: EngineTalk, script: str) -> list[str]:
    return [event.limit for event in at.turn(Started(script=script)) if isinstance(event, LimitReached)]


def test_scripts_that_visit_each_other_stop_at_the_limit_of_frames() -> None:
    at = talk()
    assert limits(at, "diep") == ["frames"]
    assert len(at.state.frames) <= MAX_FRAMES


def test_a_circle_that_the_checks_did_not_see_stops_and_says_so() -> None:
    at = talk()
    assert limits(at, "rondje") == ["steps"]
    assert at.state.frames == ()


def test_too_long_an_answer_is_not_taken() -> None:
    at = talk()
    at.take(Started(script="sturen"))
    assert [shown.words for shown in at.take(Heard(text="a" * 2001)).shown] == [Sentence.too_long, "Wat is uw vraag?"]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("3-11-1990", "1990-11-03"),
        ("3 / 11 / 1990", "1990-11-03"),
        ("1990-11-03", "1990-11-03"),
        ("٣/١١/١٩٩٠", "1990-11-03"),
        ("31-2-1990", None),
        ("²-1-1990", None),
        ("3-11-90", None),
        ("gisteren", None),
    ],
)
def test_a_date_is_read_by_day_month_year_in_any_digits(words: str, day: str | None) -> None:
    at = talk()
    at.take(Started(script="jarig"))
    at.take(Heard(text=words))
    assert (at.state.answers["geboren"].value if at.state.answers else None) == day


def test_a_day_is_compared_and_shown_as_a_day() -> None:
    goes_as("script: jarig\nbot: @wanneer\nyou: 3-11-1990\nbot: U bent groot: 1990-11-03.\nend\n")
    goes_as("script: jarig\nbot: @wanneer\nyou: 3-11-2015\nend\n")
