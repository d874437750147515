"""What is to come for a person follows from what is known; what moved keeps its row, and what is over never comes again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from edition_files import library_of

from dialogs.guides import Advice, Gives, Guide, Known, Person, Request, Row, Signature
from dialogs.library import Library
from dialogs.phrase import Day
from dialogs.planning import About, Had, Silence, Wanted, comes_before, overtaken, reconciled, still_wanted, wanted

SCRIPT = "script: vraag\ntitle: Vraag\nsteps:\n  een:\n    say: Dag.\n"
TODAY = date(2026, 11, 23)


def library(plans: str) -> Library:
    return library_of(SCRIPT, checkins="plans:\n" + plans)


def told(**values: object) -> Person:
    """What was said on the day of today, or `(value, day)` earlier."""
    facts = {}
    for name, value in values.items():
        said, day = value if isinstance(value, tuple) else (value, TODAY)
        facts[name] = (Known(value=said, at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC)),)
    return Person(facts=facts)


def days(plans: str, about: About, today: date = TODAY, guides: Mapping[str, Guide] | None = None) -> list[tuple[str, str]]:
    return [(one.cause, one.day.isoformat()) for one in wanted(library(plans), guides or {}, about, today)]


EXAM = "  voor: {title: Voor, script: vraag, since: examen, days: [-14, -1]}\n"
LESSONS = "  les: {title: Les, script: vraag, since: begonnen, days: [7, 21], then_every: {days: 28, fact: vaak, values: {week: 7}}}\n"
QUARTER = "  kwartaal: {title: K, script: vraag, each: {months: [1, 4, 7, 10], day: 12}}\n"
SILENT = "  stil: {title: Stil, script: vraag, silent_days: 21}\n"


def test_days_before_a_day_that_is_known() -> None:
    assert days(EXAM, About(person=told(examen="2027-01-19"))) == [
        ("examen/2027-01-19/-14d", "2027-01-05"),
        ("examen/2027-01-19/-1d", "2027-01-18"),
    ]


def test_what_has_passed_is_not_planned_and_neither_is_what_is_not_known() -> None:
    assert days(EXAM, About(person=told(examen="2026-11-30"))) == [("examen/2026-11-30/-1d", "2026-11-29")]
    assert days(EXAM, About(person=told(examen="2026-11-01"))) == []
    assert days(EXAM, About(person=told())) == []


def test_a_fact_without_a_day_counts_from_when_it_was_said_first() -> None:
    history = tuple(Known(value=value, at=datetime(2026, 11, day, 12, tzinfo=UTC)) for day, value in ((1, "nee"), (10, "ja"), (15, "ja")))
    assert days(LESSONS, About(person=Person(facts={"begonnen": history})))[0] == ("begonnen/2026-11-10/+21d", "2026-12-01")


def test_months_keep_to_the_end_of_a_short_month() -> None:
    plan = "  einde: {title: E, script: vraag, since: laatste, months: [-3, -1]}\n"
    found = days(plan, About(person=told(laatste="2027-05-31")))
    assert [day for _, day in found] == ["2027-02-28", "2027-04-30"]


def test_a_series_goes_on_from_the_last_one_that_was_in_the_rhythm_that_is_chosen() -> None:
    begun = told(begonnen=("ja", date(2026, 6, 1)))
    assert days(LESSONS, About(person=begun))[-1] == ("begonnen/2026-06-01/#1", "2026-12-07")
    had = (Had(plan="les", cause="begonnen/2026-06-01/#1", day=date(2026, 11, 20), open=False),)
    assert days(LESSONS, About(person=begun, had=had)) == [("begonnen/2026-06-01/#2", "2026-12-18")]
    weekly = told(begonnen=("ja", date(2026, 6, 1)), vaak="week")
    assert days(LESSONS, About(person=weekly, had=had)) == [("begonnen/2026-06-01/#2", "2026-11-27")]


@pytest.mark.parametrize(("came", "then"), [
    (date(2026, 11, 1), "2026-11-26"),
    (date(2026, 11, 12), "2026-11-26"),
    (date(2026, 11, 13), "2026-12-24"),
    (date(2026, 11, 22), "2026-12-24"),
])  # fmt: skip
def test_one_that_came_late_is_not_followed_by_the_next_at_once(came: date, then: str) -> None:
    """After a pause nobody is asked the same on one day and the next: not before half of the rhythm is over."""
    had = (Had(plan="les", cause="begonnen/2026-06-01/#1", day=date(2026, 10, 29), open=False, came=came),)
    assert days(LESSONS, About(person=told(begonnen=("ja", date(2026, 6, 1))), had=had)) == [("begonnen/2026-06-01/#2", then)]


@pytest.mark.parametrize(("today", "cause", "day"), [
    (date(2026, 11, 23), "2027-01", "2027-01-12"),
    (date(2027, 1, 12), "2027-01", "2027-01-12"),
    (date(2027, 1, 13), "2027-04", "2027-04-12"),
])  # fmt: skip
def test_a_named_period_comes_once(today: date, cause: str, day: str) -> None:
    assert days(QUARTER, About(person=told()), today) == [(cause, day)]


def test_silence_counts_from_what_was_seen() -> None:
    assert days(SILENT, About(person=told())) == []
    assert days(SILENT, About(person=told(), silence=Silence(since=TODAY, after=date(2026, 11, 20)))) == [
        ("silent/2026-11-20", "2026-12-14")
    ]


class Plan:
    """A guide that knows two days."""

    signature = Signature(name="plan", outcomes=("known",), values={"days": Gives(kind="list", fields=("day",))})

    def consult(self, request: Request) -> Advice:
        return Advice(outcome="known", values={"days": ("register-8", "last-day")})

    def describe(self, request: Request, value: str, keys: Sequence[str]) -> Mapping[str, Row]:
        known = {"register-8": Day(day=date(2027, 3, 1)), "last-day": Day(day=date(2027, 9, 1))}
        return {key: {"day": known[key]} for key in keys}


def test_days_that_a_guide_knows_by_their_key() -> None:
    plan = "  aanmelden: {title: A, script: vraag, days_of: {consult: plan, list: days, keys: [register]}, days: [-14]}\n"
    assert days(plan, About(person=told()), guides={"plan": Plan()}) == [("register-8/2027-03-01/-14d", "2027-02-15")]


def test_a_condition_decides_when_it_is_planned_and_again_when_it_is_due() -> None:
    plan = "  les: {title: Les, script: vraag, since: begonnen, days: [7], when: {begonnen: ja}}\n"
    row = Had(plan="les", cause="begonnen/2026-11-23/+7d", day=TODAY + timedelta(days=7), open=True)
    assert still_wanted(library(plan), {}, About(person=told(begonnen="ja")), row, TODAY + timedelta(days=7))
    assert still_wanted(library(plan), {}, About(person=told(begonnen="ja")), row, TODAY + timedelta(days=40)), "it was put off for long"
    assert not still_wanted(library(plan), {}, About(person=told(begonnen="nee")), row, TODAY + timedelta(days=7))
    assert not still_wanted(library(EXAM), {}, About(person=told(begonnen="ja")), row, TODAY)


def test_what_waits_for_a_pause_or_a_human_is_still_to_come_when_its_day_is_long_over() -> None:
    row = Had(plan="kwartaal", cause="2026-10", day=date(2026, 10, 12), open=True)
    assert days(QUARTER, About(person=told(), had=[row])) == [("2027-01", "2027-01-12"), ("2026-10", "2026-10-12")]


def test_what_was_to_come_before_a_day_does_not_come_after_it_unless_it_is_a_deadline() -> None:
    person, row = told(examen="2026-11-20"), Had(plan="voor", cause="examen/2026-11-20/-14d", day=date(2026, 11, 6), open=True)
    assert days(EXAM, About(person=person, had=[row])) == []
    assert not still_wanted(library(EXAM), {}, About(person=person, had=[row]), row, TODAY)
    late = EXAM.replace("[-14, -1]", "[-14, -1], deadline: true")
    assert days(late, About(person=person, had=[row])) == [("examen/2026-11-20/-14d", "2026-11-06")]


def test_one_of_a_series_that_is_asked_for_later_stays_and_so_does_the_next() -> None:
    begun = told(begonnen=("ja", date(2026, 6, 1)))
    had = [
        Had(plan="les", cause="begonnen/2026-06-01/#1", day=date(2026, 10, 20), open=False),
        Had(plan="les", cause="begonnen/2026-06-01/#2", day=date(2026, 11, 17), open=True),
        Had(plan="les", cause="begonnen/2026-06-01/#3", day=date(2026, 12, 15), open=True),
    ]
    assert days(LESSONS, About(person=begun, had=had)) == [(one.cause, one.day.isoformat()) for one in had[1:]]


# -- rows ---------------------------------------------------------------------------------------------------------------


def want(cause: str, day: date, plan: str = "voor") -> Wanted:
    return Wanted(plan=plan, cause=cause, day=day)


def have(cause: str, day: date, *, plan: str = "voor", still: bool = True) -> Had:
    return Had(plan=plan, cause=cause, day=day, open=still)


@pytest.mark.parametrize(
    ("cause", "by"),
    [
        ("begin/2026-09-01/#1", "begin/2026-09-01/#2"),
        ("2026-05", "2026-08"),
    ],
)
def test_one_that_waited_is_overtaken_by_the_next_of_its_series_once_that_is_due(cause: str, by: str) -> None:
    first, second = (Had(plan="les", cause=one, day=day, open=True) for one, day in ((cause, date(2026, 9, 8)), (by, date(2026, 9, 15))))
    assert overtaken(first, [first, second], date(2026, 9, 15))
    assert not overtaken(first, [first, second], date(2026, 9, 14)), "the next is not due yet"
    assert not overtaken(second, [first, second], date(2026, 9, 15)), "the last stays"
    assert not overtaken(first, [first, replace(second, open=False)], date(2026, 9, 15)), "the next came, and this one was asked for later"
    assert not overtaken(first, [first, replace(second, plan="examen")], date(2026, 9, 15))
    assert not overtaken(first, [first, replace(second, cause="end/2027-01-01/-28d")], date(2026, 9, 15))


def test_what_staff_planned_by_hand_is_never_overtaken() -> None:
    first, second = (Had(plan="les", cause=f"staff/{n}", day=date(2026, 9, n), open=True) for n in (8, 9))
    assert not overtaken(first, [first, second], date(2026, 9, 15))


def test_what_has_its_row_changes_nothing() -> None:
    row = have("examen/2027-01-19/-1d", date(2027, 1, 18))
    assert not reconciled([row], [want(row.cause, row.day)], {"voor"})


def test_a_day_that_moved_changes_its_own_row() -> None:
    row = have("examen/2027-01-19/-1d", date(2027, 1, 18))
    moved = want("examen/2027-02-02/-1d", date(2027, 2, 1))
    changes = reconciled([row], [moved], {"voor"})
    assert (changes.new, changes.moved, changes.dropped) == ((), ((row, moved),), ())


def test_what_is_over_never_comes_again_but_another_day_does() -> None:
    over = have("examen/2027-01-19/-1d", date(2027, 1, 18), still=False)
    assert not reconciled([over], [want(over.cause, over.day)], {"voor"})
    other = want("examen/2027-06-01/-1d", date(2027, 5, 31))
    assert reconciled([over], [other], {"voor"}).new == (other,)


def test_what_was_given_up_before_it_came_is_planned_anew_and_takes_no_other_row() -> None:
    off = Had(plan="voor", cause="examen/2027-01-19/-1d", day=date(2027, 1, 18), open=False, off=True)
    other, again = have("examen/2027-06-01/-1d", date(2027, 5, 31)), want(off.cause, off.day)
    changes = reconciled([off, other], [again], {"voor"})
    assert (changes.new, changes.moved, changes.dropped) == ((again,), (), (other,))


def test_what_is_no_longer_wanted_is_dropped_but_not_what_a_script_planned() -> None:
    row, asked = have("examen/2027-01-19/-1d", date(2027, 1, 18)), have("2026-11-23", date(2026, 12, 1), plan="beloofd")
    assert reconciled([row, asked], [], {"voor"}).dropped == (row,)


def test_planning_again_after_its_own_changes_finds_nothing_to_do() -> None:
    """Once reconciled, the rows say what is wanted."""
    about = About(person=told(examen="2027-01-19", begonnen=("ja", date(2026, 11, 1))))
    wishes = list(wanted(library(EXAM + LESSONS + QUARTER), {}, about, TODAY))
    first = reconciled([], wishes, {"voor", "les", "kwartaal"})
    rows = [have(one.cause, one.day, plan=one.plan) for one in first.new]
    assert not reconciled(rows, wishes, {"voor", "les", "kwartaal"})


@pytest.mark.parametrize(
    ("cause", "day"),
    [
        ("activiteit_datum/2026-12-06/-1d", date(2026, 12, 6)),
        ("last-day/2027-06-15/-3m", date(2027, 6, 15)),
        ("gekozen_cursus/2026-11-28/+7d", None),
        ("les_status/2026-11-28/#3", None),
        ("staff/2026-12-02", None),
        ("2027-02", None),
    ],
)
def test_a_cause_names_the_day_before_which_it_is_to_come(cause: str, day: date | None) -> None:
    assert comes_before(cause) == day
