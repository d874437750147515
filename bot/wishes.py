"""What people asked their municipality for beside a question: a list that is worked off, because a day was promised to them."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.cases.casework import scope_of
from bot.cases.sent_along import sent_along
from bot.guidance.hours import working_day
from bot.turns import House
from dialogs.days import day_of
from storage import staff, wishes
from storage.database import Service
from storage.staff import Member
from storage.wishes import Wish

log = logging.getLogger(__name__)


class WishNotFound(Exception):
    """There is no such wish for this member of staff."""


@dataclass(frozen=True, kw_only=True)
class ShownWish:
    """A wish with everything that is shown of it."""

    wish: Wish
    #: Label and value of what was sent along.
    details: Sequence[tuple[str, str]]
    #: The day that was promised to the person; None where their municipality promises none.
    promised: date | None
    late: bool


class Wishes:
    """Reads and writes in the scope of the staff."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def listed(self, member: Member, *, done: bool) -> list[ShownWish]:
        """Those that wait, or those that are done."""
        scope = scope_of(member)
        async with self._house.database.reading(scope) as tx:
            found = await wishes.listed(tx, scope, done=done)
        return [self._shown(wish) for wish in found]

    async def mark(self, member: Member, id: int, *, done: bool) -> None:
        """It is done, or is not after all. Raises WishNotFound."""
        scope, now = scope_of(member), self._house.now()
        async with self._house.database.writing(scope) as tx:
            if not await wishes.mark(tx, scope, id, done_at=now if done else None, by=member.id):
                raise WishNotFound
        async with self._house.database.writing(Service()) as tx:
            await staff.note(tx, member.id, "wish_done" if done else "wish_reopened", now=now)
        log.info("wish_marked", extra={"wish": id, "staff": member.id, "done": done})

    def _shown(self, wish: Wish) -> ShownWish:
        hall = self._house.worlds.world.municipalities.get(wish.municipality_code)
        promised = working_day(day_of(wish.at), hall.answer_days) if hall and hall.answer_days else None
        late = wish.done_at is None and promised is not None and promised < day_of(self._house.now())
        return ShownWish(wish=wish, details=sent_along(self._house, wish.details or {}), promised=promised, late=late)
