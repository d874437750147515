"""Messages that come by themselves, in the hands of staff: plan one for a person, move it to another day, cancel it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import chain, count

from bot.caseload.person import PersonRoom
from bot.guidance.hours import moment_for, part_of_day
from bot.persons import person_of
from bot.turns import House
from dialogs.days import day_of
from dialogs.planning import BY_HAND, applies
from storage import check_ins, facts, followed, staff
from storage.check_ins import Kept, Planned
from storage.database import Service
from storage.followed import Followed
from storage.staff import Member
from storage.transactions import Transaction

log = logging.getLogger(__name__)

#: How far ahead staff can plan.
AHEAD = timedelta(days=365)


class NoSuchDay(Exception):
    """The day has passed, or is too far away."""


class CannotWait(Exception):
    """What is a deadline is not cancelled, and not put off."""


class NotToCome(Exception):
    """It was sent or dropped already, it is not this person's, or it does not fit them."""


class CheckInRoom:
    """Writes after the person was found in the scope of the staff."""

    def __init__(self, house: House, people: PersonRoom) -> None:
        self._house = house
        self._people = people

    async def plan(self, member: Member, number: str, plan: str, day: date) -> None:
        """Have a script start by itself on this day. Raises PersonNotFound, NoSuchDay or NotToCome.

        Only for who wants messages, and only what fits them: that is judged once more on the day itself.
        """
        row = await self._people.found(member, number)
        self._check(day)
        async with self._house.database.writing(Service()) as tx:
            person = person_of(await facts.history(tx, row.contact_id))
            known = self._house.shelf.newest.checkins.get(plan)
            reach = await followed.reach(tx, row.contact_id)
            if known is None or not reach.agrees or not applies(known, person, day_of(self._house.now())):
                raise NotToCome
            due_at = moment_for(day, part_of_day(person), row.contact_id)
            kept = (await check_ins.of(tx, [row.contact_id]))[row.contact_id]
            cause = _cause(day, [one for one in kept if one.plan == plan], due_at)
            await check_ins.plan_all(tx, [Planned(contact_id=row.contact_id, plan=plan, cause=cause, day=day, due_at=due_at)])
            await staff.note_people(tx, member.id, "check_in_planned", [number], now=self._house.now())

    async def move(self, member: Member, number: str, id: int, day: date) -> None:
        """To another day; what cannot wait only to an earlier one. Raises PersonNotFound, NoSuchDay, CannotWait or NotToCome."""
        row = await self._people.found(member, number)
        self._check(day)
        async with self._house.database.writing(Service()) as tx:
            deadline = (await self._planned(tx, row, id)).deadline
            due_at = moment_for(day, part_of_day(person_of(await facts.history(tx, row.contact_id))), row.contact_id)
            if not await check_ins.put_on(tx, row.contact_id, id, due_at=due_at, earlier_only=deadline):
                raise CannotWait if deadline else NotToCome
            await staff.note_people(tx, member.id, "check_in_moved", [number], now=self._house.now())

    async def cancel(self, member: Member, number: str, id: int) -> None:
        """It does not come. Raises PersonNotFound, CannotWait or NotToCome."""
        row = await self._people.found(member, number)
        async with self._house.database.writing(Service()) as tx:
            if (await self._planned(tx, row, id)).deadline:
                raise CannotWait
            if not await check_ins.cancel(tx, row.contact_id, id):
                raise NotToCome
            await staff.note_people(tx, member.id, "check_in_cancelled", [number], now=self._house.now())

    async def _planned(self, tx: Transaction, row: Followed, id: int) -> Kept:
        kept = (await check_ins.of(tx, [row.contact_id]))[row.contact_id]
        found = next((one for one in kept if one.id == id and one.status == "planned"), None)
        if found is None:
            raise NotToCome
        return found

    def _check(self, day: date) -> None:
        today = day_of(self._house.now())
        if not today < day <= today + AHEAD:
            raise NoSuchDay


def _cause(day: date, kept: Sequence[Kept], due_at: datetime) -> str:
    """What stands for this wish: pressed twice it is one, but one that was moved, sent or cancelled does not stand in its way."""
    causes = {one.cause: one for one in kept}
    wishes = (f"{BY_HAND}{day.isoformat()}{again}" for again in chain([""], (f"/{number}" for number in count(2))))
    return next(cause for cause in wishes if cause not in causes or (causes[cause].open and causes[cause].due_at == due_at))
