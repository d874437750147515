"""Who of a municipality is told of a case, and when: urgent ones at once, others in a digest, and colleagues when nobody took it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from bot.guidance.office_hours import Habits, Team, Way
from dialogs.days import day_of

#: Where nobody promised a number of working days, this is what a case is measured by among colleagues; no person hears of it.
USUAL_DAYS = 5
#: A case that nobody took when this share of the promised time is over goes to the next coordinator, and then to a team lead.
NEXT_AFTER, LEAD_AFTER = 0.5, 0.75
#: An urgent one goes to a team lead after this.
URGENT_LEAD_AFTER = timedelta(hours=1)

Kind = Literal["urgent", "new", "untaken"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Colleague:
    """Somebody who works for the municipality."""

    id: int
    lead: bool
    habits: Habits


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """A case that nobody took."""

    id: int
    opened_at: datetime
    #: When it became urgent; None where it can wait.
    urgent_since: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Telling:
    """That somebody is to be told of a case at a moment. The same three of colleague, case and kind are told once."""

    colleague: int
    case: int
    kind: Kind
    at: datetime
    #: By e-mail, on Telegram, or both.
    ways: frozenset[Way] = field(default=frozenset[Way]({"mail"}))


def tellings(colleagues: Collection[Colleague], cases: Collection[Waiting], now: datetime, usual_days: int | None = None) -> list[Telling]:
    """Everybody who is to be told now or at a moment that is known now. Who wants to hear nothing is not among them."""
    team = Team(members=tuple(one.habits for one in answering(colleagues)))
    days = team.promised_days(usual_days) or USUAL_DAYS
    return [telling for case in cases for telling in (*_at_first(colleagues, case), *_untaken(colleagues, case, now, team, days))]


def answering(colleagues: Collection[Colleague]) -> list[Colleague]:
    """Those who take cases: the coordinators; where there is none the team leads."""
    return [one for one in colleagues if not one.lead] or list(colleagues)


def in_turn(colleagues: Collection[Colleague], case: Waiting) -> list[Colleague]:
    """Those who are told of it, beginning with somebody else for each case; who reads it a day sooner goes before who reads it later."""
    told = sorted((one for one in answering(colleagues) if _ways(one, case)), key=lambda one: one.id)
    begin = case.id % len(told) if told else 0
    return sorted(told[begin:] + told[:begin], key=lambda one: _next_day(one.habits, case.opened_at))


def _at_first(colleagues: Collection[Colleague], case: Waiting) -> Iterator[Telling]:
    turn = in_turn(colleagues, case)
    if case.urgent_since is not None:
        there = [one for one in turn if one.habits.works_on(day_of(case.urgent_since))]
        yield from (_telling(one, case, "urgent", case.urgent_since) for one in there or turn)
    elif turn and (digest := turn[0].habits.next_digest(case.opened_at)) is not None:
        yield _telling(turn[0], case, "new", digest)


def _untaken(colleagues: Collection[Colleague], case: Waiting, now: datetime, team: Team, days: int) -> Iterator[Telling]:
    """Each step only where there is somebody else for it, who works on that day or at least is told."""
    next_at, lead_at = _steps(case, team, days)
    turn = in_turn(colleagues, case)
    if case.urgent_since is None and now >= next_at and (one := _there(turn[1:], next_at)):
        yield _telling(one, case, "untaken", next_at)
    leads = [one for one in colleagues if one.lead and _ways(one, case) and one not in turn]
    if now >= lead_at and (one := _there(leads, lead_at)):
        yield _telling(one, case, "untaken", lead_at)


def _telling(one: Colleague, case: Waiting, kind: Kind, at: datetime) -> Telling:
    return Telling(colleague=one.id, case=case.id, kind=kind, at=at, ways=_ways(one, case))


def _ways(one: Colleague, case: Waiting) -> frozenset[Way]:
    return one.habits.ways(urgent=case.urgent_since is not None)


def _steps(case: Waiting, team: Team, days: int) -> tuple[datetime, datetime]:
    if case.urgent_since is not None:
        return case.urgent_since, case.urgent_since + URGENT_LEAD_AFTER
    until = team.answer_day(case.opened_at, days)
    if until is None:
        return case.opened_at, case.opened_at
    return team.share_of(case.opened_at, until, NEXT_AFTER), team.share_of(case.opened_at, until, LEAD_AFTER)


def _there(colleagues: Sequence[Colleague], at: datetime) -> Colleague | None:
    """The first who works on that day, else the first. By the moment of the step, so that it stays the same one."""
    return next((one for one in colleagues if one.habits.works_on(day_of(at))), colleagues[0] if colleagues else None)


def _next_day(habits: Habits, moment: datetime) -> date:
    """The day of their next digest; far away for who does not work within a year."""
    digest = habits.next_digest(moment)
    return day_of(digest) if digest else datetime.max.replace(tzinfo=UTC).date()
