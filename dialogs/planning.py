"""Which check-ins a person is to get, and on which days: worked out from what is known, and from nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import takewhile

from dialogs.conditions import holds
from dialogs.days import day_of, months_later
from dialogs.guides import Guide, Person, Request
from dialogs.library import Library
from dialogs.phrase import Day
from dialogs.plans import CheckInPlan, DaysOf, EachYear, Rhythm

#: A day that has passed is still planned for so long: what was said too late is not lost.
LATE = timedelta(days=3)
#: The field of a guide's row that holds its day.
DAY = "day"
_YEARS_AHEAD = 2
#: So begins the cause of what somebody of the municipality planned by hand.
BY_HAND = "staff/"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """One check-in that is to come."""

    plan: str
    #: What caused it: a fact with its day, or a named period; never the moment. With contact and plan it is its key.
    cause: str
    day: date
    #: The day it is about, when it must not come after that day.
    before: date | None = None


@dataclass(frozen=True, kw_only=True)
class Had:
    """A check-in that has a row already: still planned, or over."""

    plan: str
    cause: str
    day: date
    open: bool
    #: It was given up before it came: when it is wanted again, it comes.
    off: bool = False
    #: The day on which it came; None where it did not.
    came: date | None = None


@dataclass(frozen=True, kw_only=True)
class Silence:
    """Somebody says nothing although something was seen."""

    since: date
    #: The day of their last word: by that a silence is known, also when the question that it began with is forgotten.
    after: date


@dataclass(frozen=True, kw_only=True)
class About:
    """Whose check-ins: what is known, what they had, and whether they said nothing although something was seen."""

    person: Person
    had: Sequence[Had] = ()
    silence: Silence | None = None


def wanted(library: Library, guides: Mapping[str, Guide], about: About, today: date) -> Iterator[Wanted]:
    """Everything that is to come for this person, as it stands today; of what comes again and again only the next one.

    What the verb `remind` planned has its row already and is not told here.
    """
    asked = _Asked(guides, about.person)
    for name, plan in library.checkins.items():
        if applies(plan, about.person, today):
            found = list(_of_plan(name, plan, asked, about, today))
            yield from found
            yield from _waiting(name, plan, asked, about, today, {one.cause for one in found})


def still_wanted(library: Library, guides: Mapping[str, Guide], about: About, had: Had, today: date) -> bool:
    """Whether what is due would be planned again as things stand. What a script or staff planned only needs its condition."""
    plan = library.checkins.get(had.plan)
    if plan is None or not applies(plan, about.person, today):
        return False
    if plan.after_days is not None or had.cause.startswith(BY_HAND):
        return True
    return _as_it_was(had, plan, _Asked(guides, about.person), about, today) is not None


def overtaken(had: Had, others: Sequence[Had], today: date) -> bool:
    """Whether a later one of the same series should have come by now as well: nobody is asked the same thing day after day."""
    if had.cause.startswith(BY_HAND):
        return False
    later = (one for one in others if one.open and one.plan == had.plan and had.day < one.day <= today)
    return any(_series(one.cause) == _series(had.cause) for one in later)


def _series(cause: str) -> str:
    return cause.rpartition("/")[0]


def applies(plan: CheckInPlan, person: Person, today: date) -> bool:
    """Whether the plan's condition holds for this person."""
    return holds(plan.when, person.value, today)


class _Asked:
    """The guides, asked about one person: the same question about the same day is asked once, however many plans want to know."""

    def __init__(self, guides: Mapping[str, Guide], person: Person) -> None:
        self._guides, self._person = guides, person
        self._told: dict[tuple[str, str, date], Mapping[str, date]] = {}

    def days(self, of: DaysOf, today: date) -> Iterator[tuple[str, date]]:
        """The days that a guide knows about this person, each with its key."""
        question = (of.consult, of.list, today)
        if question not in self._told:
            self._told[question] = self._ask(of, today)
        return ((key, day) for key, day in self._told[question].items() if not of.keys or key.startswith(of.keys))

    def _ask(self, of: DaysOf, today: date) -> Mapping[str, date]:
        guide, request = self._guides[of.consult], Request(arguments={}, person=self._person, today=today)
        listed = guide.consult(request).values.get(of.list)
        keys = [str(key) for key in listed] if isinstance(listed, (list, tuple)) else []
        rows = guide.describe(request, of.list, keys) if keys else {}
        return {key: told.day for key, row in rows.items() if isinstance(told := row.get(DAY), Day)}


def _waiting(name: str, plan: CheckInPlan, asked: _Asked, about: About, today: date, found: Collection[str]) -> Iterator[Wanted]:
    """What should have come and could not yet, because of a pause or a human who answers: time alone does not take it away."""
    for had in about.had:
        if had.plan == name and had.open and had.day < today and had.cause not in found:
            one = _as_it_was(had, plan, asked, about, today)
            if one is not None:
                yield replace(one, day=had.day)


def _as_it_was(had: Had, plan: CheckInPlan, asked: _Asked, about: About, today: date) -> Wanted | None:
    """What a row stands for, seen on its own day; None where it is wanted no more, or comes after what it was to come before."""
    seen = _of_plan(had.plan, plan, asked, about, min(today, had.day))
    one = next((one for one in seen if one.cause == had.cause), None)
    if one is None or (one.before is not None and one.before < today and not plan.deadline):
        return None
    return one


def _of_plan(name: str, plan: CheckInPlan, asked: _Asked, about: About, today: date) -> Iterator[Wanted]:
    if plan.since is not None:
        anchor = _anchor(plan.since, about.person)
        if anchor is not None:
            yield from _around(name, plan, plan.since, anchor, today)
            yield from _again(name, plan, plan.since, anchor, about, today)
    elif plan.days_of is not None:
        for key, day in asked.days(plan.days_of, today):
            yield from _around(name, plan, key, day, today)
    elif plan.each is not None:
        yield from _each(name, plan.each, today)
    elif plan.silent_days is not None and about.silence is not None:
        day = about.silence.since + timedelta(days=plan.silent_days)
        yield Wanted(plan=name, cause=f"silent/{about.silence.after.isoformat()}", day=day)


def _anchor(fact: str, person: Person) -> date | None:
    """The day in a fact; of a fact without a day, the one on which it was said first in its present value."""
    history = person.facts.get(fact, ())
    value = person.value(fact)
    if value is None:
        return None
    if isinstance(value, str) and (day := _iso(value)) is not None:
        return day
    run = list(takewhile(lambda known: known.value == value, reversed(history)))
    return day_of(run[-1].at)


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def comes_before(cause: str) -> date | None:
    """The day before which a check-in is to come, as its cause names it; None for one that comes after something."""
    parts = cause.split("/")
    if not parts[-1].startswith(("-", "+0")):
        return None
    return next((day for part in parts if (day := _iso(part)) is not None), None)


def _around(name: str, plan: CheckInPlan, what: str, anchor: date, today: date) -> Iterator[Wanted]:
    """The days before and after one day, as far as they are still to come."""
    offsets = [(f"{days:+}d", anchor + timedelta(days=days), days) for days in plan.days]
    offsets += [(f"{months:+}m", months_later(anchor, months), months) for months in plan.months]
    for offset, day, sign in offsets or [("+0d", anchor, 0)]:
        if day >= today - LATE and not (sign <= 0 and anchor < today):
            yield Wanted(plan=name, cause=f"{what}/{anchor.isoformat()}/{offset}", day=day, before=anchor if sign <= 0 else None)


def _again(name: str, plan: CheckInPlan, what: str, anchor: date, about: About, today: date) -> Iterator[Wanted]:
    """The next of those that come again and again: the rhythm goes on from the last one that was."""
    if plan.then_every is None:
        return
    series = f"{what}/{anchor.isoformat()}/#"
    rows = {int(one.cause.removeprefix(series)): one for one in about.had if one.plan == name and one.cause.startswith(series)}
    over = {number: one for number, one in rows.items() if not one.open and not one.off}
    last = max((one.day for one in over.values()), default=anchor + timedelta(days=max(plan.days, default=0)))
    step = timedelta(days=_rhythm(plan.then_every, about.person))
    next_one = max(over, default=0) + 1
    day = last + step
    came = max((one.came for one in over.values() if one.came is not None), default=last)
    while day < max(today - LATE, came + step / 2):
        day += step
    for number, one in sorted(rows.items()):
        # What was put off is still to come, and does not take the place of those after it.
        if one.open and (number != next_one or one.day < today):
            yield Wanted(plan=name, cause=one.cause, day=one.day)
    if not (next_one in rows and rows[next_one].open and rows[next_one].day < today):
        yield Wanted(plan=name, cause=f"{series}{next_one}", day=day)


def _rhythm(every: Rhythm, person: Person) -> int:
    chosen = person.value(every.fact) if every.fact else None
    return every.values.get(str(chosen), every.days)


def _each(name: str, each: EachYear, today: date) -> Iterator[Wanted]:
    """The next day of a named period."""
    days = (date(year, month, each.day) for year in range(today.year, today.year + _YEARS_AHEAD) for month in sorted(each.months))
    if (day := next((day for day in days if day >= today), None)) is not None:
        yield Wanted(plan=name, cause=f"{day.year}-{day.month:02}", day=day)


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What has to be done so that the rows say what is wanted."""

    new: tuple[Wanted, ...] = ()
    #: Open rows that get another cause or day, each with what it was.
    moved: tuple[tuple[Had, Wanted], ...] = ()
    dropped: tuple[Had, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.moved or self.dropped)


def reconciled(had: Sequence[Had], wanted: Sequence[Wanted], planned_here: Collection[str]) -> Changes:
    """How the rows become what is wanted. A day that moved changes its own row; what is over never comes again,
    but what was given up before it came is `new` once more.

    `planned_here` names the plans that are planned from what is known: of others the open rows stay as they are, and so does
    what staff planned by hand.
    """
    rows = {(one.plan, one.cause): one for one in had if not one.off}
    off = {(one.plan, one.cause) for one in had if one.off}
    wishes = {(one.plan, one.cause): one for one in wanted}
    moved = [(rows[key], one) for key, one in wishes.items() if key in rows and rows[key].open and rows[key].day != one.day]
    missing = [one for key, one in wishes.items() if key not in rows]
    here = [one for one in rows.values() if one.plan in planned_here and not one.cause.startswith(BY_HAND)]
    loose = [one for one in here if one.open and (one.plan, one.cause) not in wishes]
    new: list[Wanted] = []
    for one in missing:
        match = next((row for row in loose if row.plan == one.plan and _offset(row.cause) == _offset(one.cause)), None)
        if match is None or (one.plan, one.cause) in off:
            new.append(one)
        else:
            loose.remove(match)
            moved.append((match, one))
    return Changes(new=tuple(new), moved=tuple(moved), dropped=tuple(loose))


def _offset(cause: str) -> str:
    """Which of the check-ins of one cause it is: what is left when the day is taken away."""
    parts = [part for part in cause.split("/") if _iso(part) is None]
    return "/".join(parts)
