"""What stands out over time: each signal both ways, and what follows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

import pytest
from teaching import TODAY, person, request, text, world

from bot.guidance.fact_names import (
    CIRCUMSTANCE_LENGTH,
    CIRCUMSTANCES,
    HOURS_4_WEEKS,
    HOURS_A_WEEK,
    HOURS_ONLINE,
    HOURS_TOTAL,
    LAST_DAY,
    LESSONS,
    LETTER_LAW,
    LEVEL,
    LOAN_USED,
    PASSED,
    PERMIT,
    PERMIT_KNOWN,
    ROUTE,
    WORRIES,
)
from bot.guidance.progress import ProgressGuide, low_periods, signals
from bot.guidance.standing import Standing
from dialogs.guides import UNKNOWN, Advice, Known, Person, Slot

GUIDE = ProgressGuide(world())
OLD = {LETTER_LAW: "wi2013", PERMIT: "asiel", PERMIT_KNOWN: "2018-05-01"}
ALL_OLD = ["LEZ", "LUI", "SCH", "SPR", "KNM", "ONA", "PVT"]
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def standing(today: date = TODAY, **facts: Slot) -> Standing:
    return Standing.of(person(**facts), world(), today)


def keys(**facts: Slot) -> list[str]:
    return [signal.key for signal in signals(standing(**facts))]


def human(**facts: Slot) -> dict[str, str | None]:
    return {signal.key: signal.human for signal in signals(standing(**facts))}


def told(**facts: Slot) -> Advice:
    return GUIDE.consult(request(facts))


def over_time(**histories: Mapping[int, Slot]) -> Standing:
    """Somebody who said this, so many days ago."""
    facts = {
        name: tuple(Known(value=value, at=NOON - timedelta(days=days)) for days, value in sorted(said.items(), reverse=True))
        for name, said in histories.items()
    }
    return Standing.of(Person(facts=facts), world(), TODAY)


# -- hours: less than half of the plan ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("had", "holds"), [(0, True), (19, True), (20, False), (40, False), (60, False)])
def test_few_lessons_is_less_than_half_of_what_was_agreed(had: int, holds: bool) -> None:
    assert ("few_lessons" in keys(**{HOURS_A_WEEK: 10, HOURS_4_WEEKS: had, LESSONS: "begonnen"})) is holds


@pytest.mark.parametrize("plan", [None, 0, UNKNOWN])
def test_without_a_plan_few_lessons_are_not_too_few(plan: Slot) -> None:
    assert keys(**{HOURS_A_WEEK: plan, HOURS_4_WEEKS: 0, LESSONS: "begonnen"}) == []


@pytest.mark.parametrize("lessons", ["nog_niet", "wachtlijst", "klaar"])
def test_who_has_no_lessons_now_has_not_too_few(lessons: str) -> None:
    assert keys(**{HOURS_A_WEEK: 10, HOURS_4_WEEKS: 0, LESSONS: lessons}) == []


def test_the_first_time_is_advice_and_the_second_time_is_for_a_human() -> None:
    once = over_time(**{HOURS_A_WEEK: {90: 10}, HOURS_4_WEEKS: {1: 5}})
    twice = over_time(**{HOURS_A_WEEK: {90: 10}, HOURS_4_WEEKS: {29: 5, 1: 6}})
    assert [(one.key, one.human) for one in signals(once)] == [("few_lessons", None)]
    assert [(one.key, one.human) for one in signals(twice)] == [("few_lessons_again", "few_lessons")]


def test_an_answer_that_was_mended_is_not_a_second_time() -> None:
    assert low_periods(over_time(**{HOURS_A_WEEK: {90: 10}, HOURS_4_WEEKS: {2: 5, 1: 6}})) == 1


def test_a_good_period_now_ends_the_signal_and_one_in_between_does_not_undo_the_count() -> None:
    assert low_periods(over_time(**{HOURS_A_WEEK: {200: 10}, HOURS_4_WEEKS: {60: 5, 30: 5, 1: 40}})) == 0
    assert low_periods(over_time(**{HOURS_A_WEEK: {200: 10}, HOURS_4_WEEKS: {60: 5, 30: 40, 1: 5}})) == 2


def test_an_earlier_period_is_held_against_the_plan_of_then() -> None:
    assert low_periods(over_time(**{HOURS_A_WEEK: {200: 4, 10: 20}, HOURS_4_WEEKS: {40: 12, 1: 12}})) == 1
    assert low_periods(over_time(**{HOURS_A_WEEK: {200: 20, 10: 10}, HOURS_4_WEEKS: {40: 12, 1: 12}})) == 2


@pytest.mark.parametrize(("days", "count"), [(56, 1), (57, 0)])
def test_hours_of_long_ago_say_nothing_about_now(days: int, count: int) -> None:
    assert low_periods(over_time(**{HOURS_A_WEEK: {90: 10}, HOURS_4_WEEKS: {days: 5}})) == count


# -- illness, worries, lessons that stopped -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("circumstances", "length", "holds"),
    [(["ziek"], "langer_3m", True), (["ziek"], "korter_3m", False), (["ziek"], None, False), (["baby"], "langer_3m", False)],
)
def test_r1_25_illness_of_three_months_may_be_a_ground_and_is_for_a_human(circumstances: Slot, length: Slot, holds: bool) -> None:
    found = human(**{CIRCUMSTANCES: circumstances, CIRCUMSTANCE_LENGTH: length})
    assert found == ({"illness": "illness"} if holds else {})


def test_r1_43_an_extension_is_never_promised() -> None:
    signal = signals(standing(**{CIRCUMSTANCES: ["ziek"], CIRCUMSTANCE_LENGTH: "langer_3m"}))[0]
    assert "Misschien krijgt u extra tijd. DUO beslist dat." in text(signal.then)


@pytest.mark.parametrize("worry", ["stress", "geweld", "schulden"])
def test_with_stress_violence_or_debts_the_person_goes_first(worry: str) -> None:
    assert keys(**OLD, **{WORRIES: [worry], LOAN_USED: 9900})[0] == "worries"


@pytest.mark.parametrize("worry", ["gezin", "verzekering", "geen"])
def test_other_worries_do_not_go_before_the_lessons(worry: str) -> None:
    assert keys(**{WORRIES: [worry]}) == []


@pytest.mark.parametrize(("lessons", "found"), [("gestopt", ["stopped"]), ("school_stopte", ["school_stopped"]), ("begonnen", [])])
def test_lessons_that_stopped_stand_out(lessons: str, found: list[str]) -> None:
    assert keys(**{LESSONS: lessons}) == found


# -- time -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("last", "open_parts", "found"),
    [
        ("2027-11-22", 3, ["at_risk"]),
        ("2027-11-22", 2, []),
        ("2027-11-23", 3, []),
        ("2027-05-23", 3, ["at_risk"]),
        ("2027-05-22", 3, ["high_risk"]),
        ("2027-05-22", 1, ["high_risk"]),
        ("2027-05-23", 1, []),
        ("2027-05-22", 0, []),
    ],
)
def test_less_than_a_year_with_three_parts_and_less_than_half_a_year_with_any(last: str, open_parts: int, found: list[str]) -> None:
    passed: list[str] = ALL_OLD[: len(ALL_OLD) - open_parts]
    assert keys(**OLD, **{LAST_DAY: last, PASSED: passed}) == found


def test_what_was_never_asked_is_not_counted_as_open() -> None:
    assert keys(**OLD, **{LAST_DAY: "2027-01-01"}) == []


def test_a_term_that_is_over_is_never_called_fine_and_is_told_without_a_threat() -> None:
    late = {**OLD, LAST_DAY: "2026-01-01", LESSONS: "begonnen"}
    assert keys(**late, **{PASSED: ["LEZ"]}) == ["over"]
    assert told(**late, **{PASSED: ["LEZ"]}).outcome == "attention"
    assert keys(**late) == ["over"]
    assert keys(**late, **{PASSED: ALL_OLD}) == []
    said = text(signals(standing(**late))[0].seen)
    assert "boete" not in said
    assert "2026" not in said


# -- tries, loan, many hours ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("tries", "found"), [("1", []), ("2", ["failed.SPR"]), ("3_plus", ["failed.SPR"])])
def test_an_exam_that_failed_twice_needs_other_help(tries: str, found: list[str]) -> None:
    assert keys(pogingen_spreken=tries) == found
    assert keys(**{"pogingen_spreken": tries, PASSED: ["SPR"]}) == []


@pytest.mark.parametrize(
    ("used", "last", "holds"),
    [
        (9500, "2029-01-01", True),
        (9499, "2029-01-01", False),
        (7500, "2027-11-22", True),
        (7499, "2027-11-22", False),
        (7500, "2029-01-01", False),
    ],
)
def test_r3_13_a_loan_that_runs_out_is_for_a_human(used: int, last: str, holds: bool) -> None:
    found = human(**OLD, **{LOAN_USED: used, LAST_DAY: last})
    assert found == ({"loan": "loan"} if holds else {})


def test_r3_02_under_the_new_law_refugees_have_no_loan_to_run_out() -> None:
    assert keys(**{LETTER_LAW: "wi2021", PERMIT: "asiel", LOAN_USED: 9900}) == []


@pytest.mark.parametrize(
    ("hours", "online", "level", "holds"),
    [(600, 0, "a1", True), (599, 0, "a1", False), (700, 101, "a1", False), (600, 0, "a2", False), (600, 0, None, False)],
)
def test_r1_51_many_hours_and_no_a2_is_for_a_human_under_the_old_law(hours: int, online: int, level: Slot, holds: bool) -> None:
    found = human(**OLD, **{HOURS_TOTAL: hours, HOURS_ONLINE: online, LEVEL: level})
    assert found == ({"efforts": "efforts"} if holds else {})


@pytest.mark.parametrize(
    ("route", "hours", "online", "level", "holds"),
    [
        ("b1", 600, 300, "a2", True),
        ("b1", 600, 301, "a2", False),
        ("b1", 599, 0, "a2", False),
        ("b1", 600, 0, "b1", False),
        ("z", 600, 0, "a1", False),
    ],
)
def test_r2_12_many_hours_and_no_b1_is_for_a_human_under_the_new_law(route: str, hours: int, online: int, level: str, holds: bool) -> None:
    found = human(**{LETTER_LAW: "wi2021", ROUTE: route, HOURS_TOTAL: hours, HOURS_ONLINE: online, LEVEL: level})
    assert found == ({"scale_down": "scale_down"} if holds else {})


def test_r1_51_is_not_offered_while_the_law_is_not_sure() -> None:
    assert keys(**{HOURS_TOTAL: 900, LEVEL: "a1"}) == []
