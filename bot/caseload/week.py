"""This week: as many people as fit the time that somebody of the staff has, those first whom waiting would harm most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.cases.casework import scope_of
from bot.guidance.replies import StandardReply, standard_replies, suggested
from bot.turns import House
from dialogs.days import day_of
from storage import casework, followed, views, week
from storage.casework import Work
from storage.database import Service
from storage.followed import Followed
from storage.staff import Member

#: Who never said how much time there is.
USUAL_MINUTES = 120
#: What one person takes, about.
MINUTES_EACH = 10
LEAST_MINUTES, MOST_MINUTES = 10, 40 * 60


class NoSuchTime(Exception):
    """So much time is not in a week of work."""


@dataclass(frozen=True, kw_only=True)
class Item:
    """One person to help: with an open case, or because of how they stand, or both."""

    #: Empty where nobody asked anything.
    work: Work | None
    #: Empty where they may not be followed.
    row: Followed | None
    suggestion: StandardReply | None


@dataclass(frozen=True, kw_only=True)
class Week:
    """What is to be done this week, and what can wait."""

    minutes: int
    items: Sequence[Item]
    #: How many with a reason do not fit.
    more: int
    #: How many need nothing now.
    nothing: int


class WeekRoom:
    """Reads in the scope of the staff."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def week(self, member: Member) -> Week:
        """This member's week."""
        scope, today = scope_of(member), day_of(self._house.now())
        async with self._house.database.reading(Service()) as tx:
            minutes = await views.minutes(tx, member.id) or USUAL_MINUTES
        fit = minutes // MINUTES_EACH
        async with self._house.database.reading(scope) as tx:
            works = await casework.listed(tx, scope, today)
            open_ones = [work for work in works if work.taken_by in (None, member.id)]
            about = await week.topics(tx, [work.id for work in open_ones])
            theirs = await followed.of_contacts(tx, scope, [work.contact_id for work in works])
            rows = await followed.need_help(tx, scope, member.id, today, limit=fit + len(works))
            needing, everybody = await followed.counted(tx, scope, member.id, today)
        asked = {work.contact_id for work in works}
        alone = [row for row in rows if row.contact_id not in asked]
        # Those with a case, of the people this member looks at: in need by themselves, or because of the case only.
        mine = [row for row in theirs.values() if row.coordinator_id in (None, member.id)]
        in_need = sum(wanted(row, today) for row in mine)
        items = [self._asked(work, theirs.get(work.contact_id), about[work.id]) for work in open_ones][:fit]
        items += [Item(work=None, row=row, suggestion=None) for row in alone[: fit - len(items)]]
        waiting = len(open_ones) + needing - in_need
        return Week(minutes=minutes, items=items, more=waiting - len(items), nothing=everybody - needing - (len(mine) - in_need))

    async def set_hours(self, member: Member, hours: float) -> None:
        """So much time there is from now on. Raises NoSuchTime."""
        minutes = round(hours * 60)
        if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
            raise NoSuchTime
        async with self._house.database.writing(Service()) as tx:
            await views.set_minutes(tx, member.id, minutes)

    def _asked(self, work: Work, row: Followed | None, topics: Sequence[str]) -> Item:
        replies = standard_replies(self._house.worlds.world.knowledge, day_of(self._house.now()))
        words = [*(row.needs if row else ()), *topics]
        return Item(work=work, row=row, suggestion=suggested(replies.values(), words))


def wanted(row: Followed, today: date) -> bool:
    """Whether somebody needs help now, by themselves: nobody looked at them lately, or it is worse since."""
    awake = row.rests_until is None or row.rests_until <= today or row.harm > (row.rests_at or 0)
    return row.harm > 0 and awake
