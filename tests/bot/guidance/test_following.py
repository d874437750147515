"""What lists show of somebody whom the municipality may follow: only what is sure, and why to help them now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

import pytest
from teaching import TODAY, world

from bot.guidance.fact_names import (
    DUO_LETTER_DAY,
    FIRST_PIP,
    LAST_DAY,
    LESSON_PROBLEM,
    LESSONS,
    LETTER_LAW,
    LEVEL,
    OLD_LETTER,
    OLD_LETTER_DAY,
    PASSED,
    PERMIT,
    PERMIT_KNOWN,
    PIP_STAGE,
    ROUTE,
    WORRIES,
)
from bot.guidance.following import HARM, Following, Need, following
from bot.guidance.standing import Standing
from dialogs.guides import Known, Person, Slot

OLD = {LETTER_LAW: "wi2013", PERMIT: "asiel", PERMIT_KNOWN: "2018-05-01"}
NEW = {LETTER_LAW: "wi2021", PERMIT: "asiel", ROUTE: "b1", FIRST_PIP: "2026-01-10"}
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def known(*, reported: bool = False, silent_since: date | None = None, **facts: Slot | Mapping[int, Slot]) -> Following:
    """Somebody who said this today, or so many days ago."""
    told = {
        name: tuple(
            Known(value=value, at=NOON - timedelta(days=days))
            for days, value in sorted((said if isinstance(said, Mapping) else {0: said}).items(), reverse=True)
        )
        for name, said in facts.items()
    }
    return following(Standing.of(Person(facts=told), world(), TODAY), reported=reported, silent_since=silent_since)


def test_a_reckoned_last_day_that_has_passed_is_not_shown_under_the_old_law() -> None:
    assert known(**OLD).last_day is None
    assert Need.over not in known(**OLD, **{PASSED: []}).needs


def test_duos_own_day_is_shown_and_is_no_estimate() -> None:
    found = known(**OLD, **{LAST_DAY: "2027-02-01", PASSED: ["LEZ", "LUI"]})
    assert (found.law, found.last_day, found.estimated, found.exams_left) == ("wi2013", date(2027, 2, 1), False, 5)


def test_the_day_of_the_plan_counts_under_the_new_law() -> None:
    found = known(**NEW)
    assert (found.last_day, found.route, found.estimated) == (date(2029, 1, 10), "b1", False)


def test_where_the_law_is_not_sure_nothing_is_reckoned() -> None:
    found = known()
    assert (found.law, found.last_day, found.exams_left, found.needs, found.harm) == (None, None, None, (), 0)


def test_who_has_no_trouble_needs_nothing_now() -> None:
    found = known(**NEW, **{PASSED: ["LEZ"], LESSONS: "begonnen", LEVEL: "a2"})
    assert (found.needs, found.harm) == ((), 0)


@pytest.mark.parametrize(
    ("need", "facts"),
    [
        (Need.violence, {WORRIES: ["geweld"]}),
        (Need.letter_running, {OLD_LETTER: "boete", OLD_LETTER_DAY: "2026-11-10"}),
        (Need.old_letter, {OLD_LETTER: "boete", OLD_LETTER_DAY: "2026-01-10"}),
        (Need.school, {LESSONS: "school_stopte"}),
        (Need.not_right, {LESSON_PROBLEM: "klopt_niet"}),
        (Need.little_time, {**OLD, LAST_DAY: "2027-02-01", PASSED: ["LEZ"]}),
        (Need.months_left, {**OLD, LAST_DAY: "2027-04-30", PASSED: ["LEZ"]}),
        (Need.over, {**OLD, LAST_DAY: "2026-10-01", PASSED: ["LEZ"]}),
        (Need.late_plan, {LETTER_LAW: "wi2021", PERMIT: "asiel", DUO_LETTER_DAY: "2026-06-01", PIP_STAGE: "uitgenodigd"}),
        (Need.no_lessons, {**NEW, LESSONS: {120: "wachtlijst"}}),
        (Need.no_lessons, {**OLD, LESSONS: "gestopt"}),
        (Need.worries, {WORRIES: ["schulden"]}),
        (Need.law, {LETTER_LAW: "wi2013", FIRST_PIP: "2025-01-10"}),
    ],
)
def test_each_of_these_is_a_reason_to_help_now(need: Need, facts: Mapping[str, Slot]) -> None:
    assert known(**facts).needs == (need,)


def test_a_report_and_long_silence_are_reasons_too() -> None:
    assert known(reported=True).needs == (Need.report,)
    assert known(silent_since=TODAY - timedelta(days=34)).needs == ()
    assert known(silent_since=TODAY - timedelta(days=35)).needs == (Need.silent,)


def test_the_gravest_reason_goes_first_and_every_reason_has_its_weight() -> None:
    found = known(**OLD, **{LAST_DAY: "2027-02-01", PASSED: [], WORRIES: ["geweld"]}, reported=True)
    assert found.needs == (Need.violence, Need.report, Need.little_time)
    assert found.harm == HARM[Need.violence]
    assert set(HARM) == set(Need)


@pytest.mark.parametrize(
    ("facts", "needs"),
    [
        ({**NEW, LESSONS: {10: "nog_niet"}}, ()),
        ({LETTER_LAW: "wi2021", PERMIT: "asiel", LESSONS: {200: "nog_niet"}}, ()),
        ({**NEW, LESSONS: {200: "wachtlijst", 10: "begonnen"}}, ()),
        ({LESSON_PROBLEM: {100: "klopt_niet"}}, ()),
    ],
)
def test_these_are_none(facts: Mapping[str, Slot], needs: tuple[Need, ...]) -> None:
    assert known(**facts).needs == needs


@pytest.mark.parametrize(
    ("facts", "trend"),
    [
        ({LEVEL: "a1"}, None),
        ({LEVEL: {300: "a1", 10: "a2"}}, "up"),
        ({LEVEL: {300: "a1"}}, "same"),
        ({PASSED: {100: ["LEZ"], 10: ["LEZ", "LUI"]}}, "up"),
        ({LEVEL: {300: "a2", 10: "a1"}}, "down"),
        ({LEVEL: {400: "a1", 300: "a2"}}, "same"),
    ],
)
def test_the_trend_is_what_changed_in_half_a_year(facts: Mapping[str, Slot], trend: str | None) -> None:
    assert known(**facts).trend == trend
