"""The list of those whom the municipality may follow: staff look, sort, save a list, and pass people on to a colleague."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.cases.casework import scope_of
from storage import followed, staff, views
from storage.database import Database, Service
from storage.followed import After, Filter, Followed, Order
from storage.staff import Member
from storage.views import Colleague, View

log = logging.getLogger(__name__)

#: People on one page, and people that are passed on at once.
LISTED = 50


class NoColleague(Exception):
    """There is nobody by this number who may look after people here."""


@dataclass(frozen=True, kw_only=True)
class Listing:
    """One page of a list."""

    rows: Sequence[Followed]
    total: int
    #: Where the next page begins; None on the last one.
    end: After | None


class PeopleRoom:
    """Reads in the scope of the staff; writes of people who were found in that scope."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    async def listed(self, member: Member, found: Filter, order: Order, after: After | None) -> Listing:
        """A page of those who agreed to be followed."""
        scope = scope_of(member)
        async with self._database.reading(scope) as tx:
            rows = await followed.listed(tx, scope, found, order, after=after, limit=LISTED + 1)
            total = await followed.count(tx, scope, found)
        more, rows = len(rows) > LISTED, rows[:LISTED]
        return Listing(rows=rows, total=total, end=followed.end_of(rows[-1], order) if more else None)

    async def colleagues(self, member: Member) -> list[Colleague]:
        """Who can look after people of the same municipalities, oneself too."""
        async with self._database.reading(Service()) as tx:
            return await views.colleagues(tx, member.municipalities)

    async def move(self, member: Member, numbers: Collection[str], to: int | None) -> int:
        """Somebody else looks after these people from now on, or nobody. Gives how many; raises NoColleague.

        Who is not to be seen by either of them stays where they are.
        """
        colleague = next((one for one in await self.colleagues(member) if one.id == to), None)
        if to is not None and colleague is None:
            raise NoColleague
        scope, now = scope_of(member), self._now()
        async with self._database.reading(scope) as tx:
            seen = await followed.these(tx, scope, list(numbers)[:LISTED])
        rows = [row for row in seen if colleague is None or row.municipality_code in colleague.municipalities]
        async with self._database.writing(Service()) as tx:
            await followed.assign(tx, [row.contact_id for row in rows], to)
            await staff.note_people(tx, member.id, "person_moved", [row.number for row in rows], now=now)
        log.info("people_moved", extra={"staff": member.id, "count": len(rows)})
        return len(rows)

    async def views(self, member: Member) -> list[View]:
        """The lists that somebody saved."""
        async with self._database.reading(Service()) as tx:
            return await views.of(tx, member.id)

    async def save_view(self, member: Member, name: str, query: str) -> bool:
        """Keep a list under a name. False where there are too many."""
        async with self._database.writing(Service()) as tx:
            return await views.save(tx, member.id, name=name, query=query, now=self._now())

    async def remove_view(self, member: Member, id: int) -> None:
        """A list is no longer needed."""
        async with self._database.writing(Service()) as tx:
            await views.remove(tx, member.id, id)
