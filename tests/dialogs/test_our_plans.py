"""The days on which our own plans want to say something to made-up people in two years: the table is `our_plans.yaml`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conversations.conftest import shipped_library
from conversations.world import guides_for_tests

from dialogs.facts import FactDefinition
from dialogs.guides import Guide, Known, Person, Slot
from dialogs.library import Library
from dialogs.planning import About, Had, Silence, Wanted, reconciled, still_wanted, wanted
from dialogs.reading import read_yaml
from dialogs.script import Ask

#: Everything is said on this day, and then nothing more for two years.
SAID = date(2026, 11, 23)
UNTIL = date(2028, 11, 23)
#: Planned anew at least so often, as the clock does every night.
NIGHTS = timedelta(days=3)
MOST_ANSWERS = 3

#: Who it is, what was said, and what comes on which day.
PEOPLE: Mapping[str, Mapping[str, Any]] = read_yaml(Path(__file__).with_name("our_plans.yaml").read_text("utf-8")).data
NEW: Mapping[str, Slot] = {"wet_brief": "wi2021", "les_status": "begonnen"}


@cache
def library() -> Library:
    return shipped_library()


@cache
def guides() -> Mapping[str, Guide]:
    return guides_for_tests(library())


def knowing(facts: Mapping[str, Slot]) -> Person:
    at = datetime.combine(SAID, time(12), UTC)
    return Person(facts={name: (Known(value=value, at=at),) for name, value in facts.items()})


def two_years(facts: Mapping[str, Slot], silent_since: date | None = None) -> list[Wanted]:
    """Everything that comes, night after night planned anew, each thing said on its day."""
    person, had, came, today = knowing(facts), dict[tuple[str, str], Had](), list[Wanted](), SAID
    while today <= UNTIL:
        about = About(person=person, had=tuple(had.values()), silence=silent_since and Silence(since=silent_since, after=silent_since))
        wishes = list(wanted(library(), guides(), about, today))
        changes = reconciled(about.had, wishes, {one.plan for one in wishes} | {one.plan for one in about.had})
        for old in (*changes.dropped, *(before for before, _ in changes.moved)):
            had.pop((old.plan, old.cause))
        for one in (*changes.new, *(after for _, after in changes.moved)):
            had[one.plan, one.cause] = Had(plan=one.plan, cause=one.cause, day=one.day, open=True)
        for key, row in had.items():
            if row.open and row.day <= today:
                had[key] = replace(row, open=False)
                came.append(Wanted(plan=row.plan, cause=row.cause, day=today))
        ahead = [row.day for row in had.values() if row.open]
        today = min([*ahead, today + NIGHTS])
    return came


@cache
def comes_to(who: str) -> tuple[Wanted, ...]:
    return tuple(two_years(PEOPLE[who]["facts"]))


def table(came: Iterable[Wanted]) -> list[str]:
    return [f"{one.day} {one.plan}" for one in came]


@pytest.mark.parametrize("who", PEOPLE)
def test_what_comes_in_two_years(who: str) -> None:
    assert table(comes_to(who)) == PEOPLE[who]["comes"]


def test_who_says_nothing_is_asked_another_way_and_only_with_a_yes_the_municipality_hears_of_it() -> None:
    assert table(two_years({}, silent_since=SAID)) == ["2026-12-28 stil"]
    assert table(two_years({"mag_volgen": "yes"}, silent_since=SAID)) == ["2026-12-28 stil", "2027-01-25 stil_gemeente"]


@pytest.mark.parametrize("who", PEOPLE)
def test_the_same_plan_does_not_come_again_within_five_days(who: str) -> None:
    days: dict[str, date] = {}
    for one in comes_to(who):
        assert one.plan not in days or one.day - days[one.plan] >= timedelta(days=5), one
        days[one.plan] = one.day


def test_where_the_municipality_pays_nobody_is_asked_about_an_invoice() -> None:
    for permit in ("asiel", "gezin_bij_asiel"):
        for standing in ("begonnen", "gestopt"):
            comes = {one.plan for one in two_years({**NEW, "vergunning": permit, "les_status": standing})}
            assert comes.isdisjoint({"factuur", "factuur_daarna"})


@pytest.mark.parametrize("plan", sorted(shipped_library().checkins))
def test_the_first_question_has_three_answers_at_most_and_asks_nothing_private(plan: str) -> None:
    script = library().checkins[plan].script
    asked = [step for step in library().scripts[script].steps.values() if isinstance(step, Ask)]
    first = asked[0]
    fact: FactDefinition | None = library().facts.get(first.slot)
    assert len(first.options or (fact.values if fact else {})) + len(first.aside) <= MOST_ANSWERS
    assert fact is None or not (fact.private or fact.special)


def test_after_the_exam_nobody_asks_any_more_whether_somebody_will_come() -> None:
    exam = SAID + timedelta(days=10)
    about = About(person=knowing({"aangemeld_examen": "LEZ", "examen_datum": exam.isoformat()}))
    (row, *_) = [one for one in wanted(library(), guides(), about, SAID) if one.plan == "examen_komt"]
    waits = Had(plan=row.plan, cause=row.cause, day=row.day, open=True)
    for day, still in ((exam, True), (exam + timedelta(days=1), False)):
        assert still_wanted(library(), guides(), replace(about, had=[waits]), waits, day) is still
