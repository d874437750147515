"""What somebody of the staff sets of their own work: hours, free days, leave, what they promise, and when e-mail comes."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.team.mail import StaffMail
from bot.turns import House
from dialogs.days import day_of
from storage import habits, staff
from storage.database import Service
from storage.habits import Habit, Leave
from storage.staff import Member

log = logging.getLogger(__name__)

#: Working days that can be promised, and leaves that can be set ahead.
PROMISED_MOST = 30
LEAVES_MOST = 20


@dataclass(frozen=True, kw_only=True)
class Promise:
    """What a person of this municipality hears who asks for a human now."""

    municipality: str
    #: The last day of the promise; None where the person hears that no day is known.
    day: date | None
    #: Working days that the municipality promised, where it did.
    usual: int | None


@dataclass(frozen=True, kw_only=True)
class Work:
    """How somebody works, and what comes of it."""

    habit: Habit
    leaves: Sequence[Leave]
    promises: Sequence[Promise]
    #: Whether this house sends e-mail.
    mail_is_there: bool


class WorkingRoom:
    """Keeps the settings of staff. What people are promised follows at once."""

    def __init__(self, house: House, mail: StaffMail) -> None:
        self._house = house
        self._mail = mail

    async def work(self, member: Member) -> Work:
        """How they work."""
        async with self._house.database.reading(Service()) as tx:
            habit = await habits.of(tx, member.id)
            leaves = await habits.leaves(tx, member.id, since=day_of(self._house.now()))
        return Work(habit=habit, leaves=leaves, promises=self._promises(member), mail_is_there=self._mail.is_there)

    async def put(self, member: Member, habit: Habit) -> None:
        """From now on they work like this."""
        async with self._house.database.writing(Service()) as tx:
            await habits.put(tx, member.id, habit)
            await staff.note(tx, member.id, "settings_changed", now=self._house.now())
        await self._house.worlds.refresh()

    async def be_away(self, member: Member, first_day: date, last_day: date) -> bool:
        """They are away on these days. False: there is so much leave ahead that no more is taken."""
        today = day_of(self._house.now())
        async with self._house.database.writing(Service()) as tx:
            if len(await habits.leaves(tx, member.id, since=today)) >= LEAVES_MOST:
                return False
            await habits.be_away(tx, member.id, first_day, last_day)
            await staff.note(tx, member.id, "leave_set", now=self._house.now())
        await self._house.worlds.refresh()
        return True

    async def not_away(self, member: Member, leave_id: int) -> None:
        """They are not away after all."""
        async with self._house.database.writing(Service()) as tx:
            await habits.not_away(tx, member.id, leave_id)
            await staff.note(tx, member.id, "leave_taken_back", now=self._house.now())
        await self._house.worlds.refresh()

    def _promises(self, member: Member) -> list[Promise]:
        halls, now = self._house.worlds.world.municipalities, self._house.now()
        found = []
        for hall in (halls[code] for code in sorted(member.municipalities) if code in halls):
            days = hall.team.promised_days(hall.answer_days)
            day = None if days is None else hall.team.answer_day(now, days)
            found.append(Promise(municipality=hall.name, day=day, usual=hall.answer_days))
        return found
