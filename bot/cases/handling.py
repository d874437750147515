"""How colleagues share a case: notes, who else looks, waiting until a day, handing over, opening it again."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.cases.casework import CaseNotTheirs, Casework, PersonAway, scope_of
from bot.messages import Outgoing
from bot.turns import House
from dialogs.days import day_of
from dialogs.phrase import Phrase
from dialogs.sentences import Sentence
from storage import cases, casework, conversations, handling, staff
from storage.casework import Work
from storage.database import Service
from storage.handling import Colleague, Note
from storage.staff import Member

log = logging.getLogger(__name__)

#: Who drew the page within this time is still looking.
LOOKS = timedelta(minutes=2)
#: A case may wait so long at most.
LONGEST_WAIT = timedelta(days=366)


class DayUnfit(Exception):
    """A case cannot wait until this day: it is not after today, or too far away."""


class ColleagueUnknown(Exception):
    """This is no colleague of the same municipality who may have a case."""


class CannotReopen(Exception):
    """The case cannot be opened again: the person took back their yes, or has another open one."""


@dataclass(frozen=True, kw_only=True)
class Around:
    """What colleagues know of a case beside the talk."""

    notes: Sequence[Note]
    #: Who else is looking just now.
    lookers: Sequence[str]
    #: To whom it can be handed.
    colleagues: Sequence[Colleague]
    earlier: Sequence[Work]
    #: It waits until a day that is still to come.
    waits: bool


class Handling:
    """Every case is found in the scope of who asks before anything is done with it; those methods raise CaseNotFound."""

    def __init__(self, house: House, cases: Casework, deliver: Callable[[Sequence[Outgoing]], None]) -> None:
        """`deliver` begins the way of what was said, after the commit."""
        self._house = house
        self._cases = cases
        self._deliver = deliver

    async def around(self, member: Member, work: Work) -> Around:
        """For the page of a case that was found; that it is being looked at is told to others."""
        scope, now = scope_of(member), self._house.now()
        async with self._house.database.reading(scope) as tx:
            earlier = await casework.earlier(tx, scope, work)
        async with self._house.database.writing(Service()) as tx:
            await handling.look(tx, work.id, member.id, now=now)
            return Around(
                notes=await handling.notes(tx, work.id),
                lookers=await handling.lookers(tx, work.id, but=member.id, since=now - LOOKS),
                colleagues=await handling.colleagues(tx, work.municipality_code, but=member.id),
                earlier=earlier,
                waits=work.snoozed_until is not None and work.snoozed_until > day_of(now),
            )

    async def write(self, member: Member, number: str, text: str) -> None:
        """A note, by anybody who may see the case."""
        work, now = await self._cases.found(member, number), self._house.now()
        async with self._house.database.writing(Service()) as tx:
            await handling.write(tx, work.id, member.id, text, now=now)
            await staff.note(tx, member.id, "case_noted", case_number=number, now=now)

    async def snooze(self, member: Member, number: str, until: date | None) -> None:
        """Let it wait until a day, or no longer. Raises CaseNotTheirs or DayUnfit."""
        work, now = await self._cases.found(member, number), self._house.now()
        if until is not None and not day_of(now) < until <= day_of(now + LONGEST_WAIT):
            raise DayUnfit
        async with self._house.database.writing(Service()) as tx:
            if not await handling.snooze(tx, work.id, member.id, until):
                raise CaseNotTheirs
            await staff.note(tx, member.id, "case_snoozed", case_number=number, now=now)

    async def hand(self, member: Member, number: str, to: int) -> None:
        """Another has it from now on; for the person nothing changes. Raises CaseNotTheirs or ColleagueUnknown."""
        work, now = await self._cases.found(member, number), self._house.now()
        async with self._house.database.writing(Service()) as tx:
            if to not in {one.id for one in await handling.colleagues(tx, work.municipality_code, but=member.id)}:
                raise ColleagueUnknown
            if not await handling.hand(tx, work.id, member.id, to, now=now):
                raise CaseNotTheirs
            await staff.note(tx, member.id, "case_handed_over", case_number=number, now=now)
        log.info("case_handed_over", extra={"case": number, "staff": member.id})

    async def reopen(self, member: Member, number: str) -> None:
        """A closed case is open again, with who opens it; the person hears that. Raises PersonAway or CannotReopen."""
        work, now = await self._cases.found(member, number), self._house.now()
        async with self._house.database.writing(Service()) as tx:
            held = await conversations.hold_person(tx, work.contact_id)
            if held is None:
                raise PersonAway
            open_already = await cases.is_open(tx, work.contact_id)
            if open_already or not held.consents.get("human") or not await handling.reopen(tx, work.id, member.id, now=now):
                raise CannotReopen
            # Of a guest everything would go a day after the case was closed.
            await conversations.keep(tx, held, state=held.state or "", edition=held.edition, heard_at=None, erase_after=None)
            said = Phrase(text=self._house.shelf.newest.sentence(Sentence.case_taken))
            outgoing = await self._house.queue.tell(tx, held, said, now)
            await staff.note(tx, member.id, "case_reopened", case_number=number, now=now)
        self._deliver(outgoing)
