"""Appointments with the municipality: staff offer two times, the person chooses one, and is reminded of what they chose."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot.cases.appointing import Words, cannot, data_of, next_reminder
from bot.cases.casework import CaseNotFound, Casework
from bot.guidance.hours import allowed, next_allowed, part_of_day
from bot.guidance.replies import said_by
from bot.messages import Outgoing
from bot.persons import known
from bot.turns import House
from dialogs.days import day_of
from dialogs.guides import Phone
from dialogs.phrase import Phrase
from storage import appointments, conversations, staff
from storage.appointments import Appointment, Offer
from storage.conversations import Held
from storage.database import Service
from storage.staff import Member
from storage.transactions import Transaction

log = logging.getLogger(__name__)

#: Looked at in one tick.
BATCH = 100
#: While somebody is away from the phone that they share.
AWAY = timedelta(minutes=30)


class Appointments:
    """What staff do, and what the clock does: any number of processes may tick, a reminder goes once."""

    def __init__(self, house: House, cases: Casework, deliver: Callable[[Sequence[Outgoing]], None]) -> None:
        """`deliver` begins the way of what was said, after the commit."""
        self._house = house
        self._cases = cases
        self._deliver = deliver

    async def of_case(self, case_id: int) -> Sequence[Appointment]:
        """What was offered in a case that was found in the scope of who asks."""
        async with self._house.database.reading(Service()) as tx:
            return await appointments.of_case(tx, case_id)

    def previewed(self, offer: Offer, language: str) -> tuple[str, list[str]]:
        """The words and the buttons as the person will read them."""
        words, render = self._words(), self._house.speech.renderer.render
        said = said_by(words.offer(offer), self._house.shelf.newest.sentence)
        return render(said, language), [render(label, language) for label in words.choices(offer)]

    async def offer(self, member: Member, number: str, offer: Offer, once: str) -> None:
        """Let the person choose a time; what has the same `once` is offered one time. Raises CaseNotFound, CaseNotTheirs or PersonAway."""
        async with self._cases.speaking(member, number, once) as to:
            if to is None:
                return
            it = await appointments.add(to.tx, to.work.id, offer, offered_by=member.id, now=to.now)
            words = self._words()
            buttons = [(data_of(it.id, index), label) for index, label in enumerate(words.choices(it))]
            outgoing = await self._say(to.tx, to.held, words.offer(it), buttons, to.now)
            await staff.note(to.tx, member.id, "appointment_offered", case_number=number, now=to.now)
        self._deliver(outgoing)

    async def cancel(self, member: Member, number: str, id: int) -> None:
        """It is not to be, and the person hears that. Raises CaseNotFound, CaseNotTheirs or PersonAway."""
        async with self._cases.speaking(member, number) as to:
            it = await appointments.one(to.tx, id) if to else None
            if to is None or it is None or it.case_id != to.work.id:
                raise CaseNotFound
            if not await appointments.cancel(to.tx, id):
                return
            outgoing = await self._say(to.tx, to.held, self._words().cancelled(it), (), to.now)
            await staff.note(to.tx, member.id, "appointment_cancelled", case_number=number, now=to.now)
        self._deliver(outgoing)

    async def tick(self) -> int:
        """Remind of what is due. Gives how many were looked at.

        It needs no yes to being reminded, and no pause holds it back: the person made this appointment, and whoever makes one
        expects to hear of it. It is never said at night, on a Sunday or on a holiday.
        """
        async with self._house.database.reading(Service()) as tx:
            due = await appointments.due(tx, self._house.now(), BATCH)
        for it in due:
            try:
                async with self._house.database.writing(Service()) as tx:
                    outgoing = await self._remind(tx, it)
                self._deliver(outgoing)
            except Exception:
                # The others go on; this one is looked at again.
                log.exception("appointment_not_reminded", extra={"appointment": it.id})
        return len(due)

    async def _remind(self, tx: Transaction, it: Appointment) -> Sequence[Outgoing]:
        """Hold the person first, as every turn does; then whoever moves the reminder on says it."""
        now = self._house.now()
        held = await conversations.hold_person(tx, it.contact_id)
        if it.at is None or it.at <= now or it.over:
            await appointments.remind_next(tx, it, None)
            return ()
        if held is None or not allowed(now):
            later = next_allowed(now + AWAY if held is None else now, None, it.contact_id)
            await appointments.remind_next(tx, it, later if later < it.at else None)
            return ()
        person = await known(tx, held, self._house.shelf.newest, Phone(), now)
        following = next_reminder(it.at, now, part_of_day(person), it.contact_id)
        if not await appointments.remind_next(tx, it, following) or held.unreachable:
            return ()
        words = self._words()
        said = words.about("today" if day_of(it.at) == day_of(now) else "before", it, it.at)
        return await self._say(tx, held, said, [cannot(it, words)], now)

    async def _say(
        self, tx: Transaction, held: Held, phrase: Phrase, buttons: Sequence[tuple[str, Phrase]], now: datetime
    ) -> list[Outgoing]:
        return await self._house.queue.tell(tx, held, said_by(phrase, self._house.shelf.newest.sentence), now, buttons=buttons)

    def _words(self) -> Words:
        return Words(knowledge=self._house.worlds.world.knowledge, today=day_of(self._house.now()))
