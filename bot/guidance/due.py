"""What is to be done with a check-in that is due: start it, put it off, or give it up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.guidance.fact_names import PartOfDay
from bot.guidance.hours import allowed, next_allowed
from dialogs.days import day_of

#: Who did something so lately is in the middle of it.
BUSY = timedelta(hours=2)
#: The same, once the day that was meant is over: who talks every day at the hour that they chose would wait for ever.
STILL_BUSY = timedelta(minutes=20)
#: Two that come by themselves on one day are one too many, for who gets them.
GAP = timedelta(hours=20)
#: Older than this nobody wants it any more.
TOO_OLD = timedelta(days=7)
#: While somebody rests or is answered by a human: it is looked at again, for that may end sooner or last longer.
WAITS = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Start:
    """Now."""


@dataclass(frozen=True, kw_only=True)
class PutOff:
    """Not before this moment."""

    until: datetime


@dataclass(frozen=True, kw_only=True)
class GiveUp:
    """Not any more; the reason is a word for staff."""

    reason: str


Verdict = Start | PutOff | GiveUp


@dataclass(frozen=True, kw_only=True)
class Situation:
    """How it stands with the person at whom a check-in is aimed."""

    #: The day that was meant, and the moment that became of it.
    day: date
    due_at: datetime
    #: It cannot wait and is never dropped.
    deadline: bool
    #: They still want to be reminded.
    agrees: bool
    #: The plan is there, its condition holds, and what caused it is still so.
    wanted: bool
    #: A later one of the same series should have come by now as well.
    overtaken: bool = False
    #: There is a way to them.
    reachable: bool
    #: A human took their case and is answering.
    in_hands: bool
    paused_until: datetime | None
    last_heard_at: datetime
    #: When another one came to them by itself; none did.
    last_sent_at: datetime | None = None
    part: PartOfDay | None
    #: Their own minute.
    spread: int


def verdict(at: Situation, now: datetime) -> Verdict:
    """One answer, from what weighs most."""
    if not at.agrees:
        return GiveUp(reason="no_consent")
    if not at.wanted:
        return GiveUp(reason="not_wanted")
    if not at.deadline and now - at.due_at > TOO_OLD:
        return GiveUp(reason="too_old")
    if not at.reachable:
        return _later(at, now + WAITS) if at.deadline else GiveUp(reason="unreachable")
    if at.overtaken and not at.deadline:
        return GiveUp(reason="overtaken")
    if at.paused_until is not None and at.paused_until > now and not at.deadline:
        return _later(at, min(at.paused_until, now + WAITS))
    if at.in_hands and not at.deadline:
        return _later(at, now + WAITS)
    busy = BUSY if day_of(now) <= at.day else STILL_BUSY
    if now - at.last_heard_at < busy and not at.deadline:
        return _later(at, at.last_heard_at + busy)
    if at.last_sent_at is not None and now - at.last_sent_at < GAP and not at.deadline:
        return _later(at, at.last_sent_at + GAP)
    return Start() if allowed(now, None if at.deadline else at.part) else _later(at, now)


def comes_at(due_at: datetime, deadline: bool, paused_until: datetime | None, part: PartOfDay | None, spread: int) -> datetime:
    """When it is to come, as things stand: where it can wait not before the end of a pause, and then at the hour that the person chose."""
    if deadline or paused_until is None or paused_until <= due_at:
        return due_at
    return next_allowed(paused_until, part, spread)


def _later(at: Situation, moment: datetime) -> PutOff:
    return PutOff(until=next_allowed(moment, at.part, at.spread))
