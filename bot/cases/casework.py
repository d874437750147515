"""The municipality answers: somebody of the staff reads a case, takes it, replies and closes it; the dialog that waits goes on."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from bot.cases.sheet import Sheet, Sheets
from bot.cases.tapping import QUESTION, data_of
from bot.guidance.replies import StandardReply, said_by, standard_replies
from bot.language.plain import Advice, advised
from bot.messages import Outgoing
from bot.turns import House, Turns
from dialogs.days import day_of
from dialogs.inputs import CaseClosed
from dialogs.phrase import Phrase
from dialogs.sentences import Sentence
from dialogs.state import State
from storage import appointments, asking, casework, conversations, handling, inbox, staff
from storage.casework import Work
from storage.conversations import Held
from storage.database import Service, Staff
from storage.staff import Member
from storage.transactions import Transaction

log = logging.getLogger(__name__)

#: As what a form of the console is remembered, so that a second click sends nothing.
CONSOLE = "console"
#: What may become of a case.
OUTCOMES = ("answered", "helped", "referred", "no_contact", "other")


class CaseNotFound(Exception):
    """There is no such case for this member of staff."""


class CaseNotTheirs(Exception):
    """Somebody else has the case now, or nobody."""


class AppointmentToCome(Exception):
    """The person counts on an appointment of this case, so it cannot be closed yet."""


class PersonAway(Exception):
    """The person is not at the phone that they share with others, so nothing can be said to them now."""


@dataclass(frozen=True, kw_only=True)
class Speaking:
    """Somebody of the staff says something to the person of their case, in one transaction."""

    tx: Transaction
    work: Work
    #: The person, held as every turn does.
    held: Held
    now: datetime


class Casework:
    """Reads in the scope of the staff; writes after the case was found in that scope."""

    def __init__(self, house: House, turns: Turns, deliver: Callable[[Sequence[Outgoing]], None]) -> None:
        """`deliver` begins the way of what was said, after the commit."""
        self._house = house
        self._sheets = Sheets(house)
        self._turns = turns
        self._deliver = deliver

    async def listed(self, member: Member) -> list[Work]:
        """The open cases of the municipalities of somebody of the staff."""
        scope = scope_of(member)
        async with self._house.database.reading(scope) as tx:
            return await casework.listed(tx, scope, day_of(self._house.now()))

    async def sheet(self, member: Member, number: str) -> Sheet:
        """A case to read; that it was read is noted. Raises CaseNotFound."""
        work = await self.found(member, number)
        sheet = await self._sheets.of(work, scope_of(member))
        async with self._house.database.writing(Service()) as tx:
            await staff.note(tx, member.id, "case_seen", case_number=number, now=self._house.now())
        return sheet

    async def take(self, member: Member, number: str) -> None:
        """From now on what the person types is for who took it. Raises CaseNotFound or CaseNotTheirs."""
        work, now = await self.found(member, number), self._house.now()
        async with self._house.database.writing(Service()) as tx:
            held = await conversations.hold_person(tx, work.contact_id)
            if not await casework.take(tx, work.id, member.id, now=now):
                raise CaseNotTheirs
            outgoing = await self._say(tx, held, Sentence.case_taken, now) if held else []
            await self._note(tx, member, work, "case_taken", now)
        self._deliver(outgoing)

    async def give_back(self, member: Member, number: str) -> None:
        """Somebody else may take it. Raises CaseNotFound or CaseNotTheirs."""
        work, now = await self.found(member, number), self._house.now()
        async with self._house.database.writing(Service()) as tx:
            held = await conversations.hold_person(tx, work.contact_id)
            if not await casework.give_back(tx, work.id, member.id):
                raise CaseNotTheirs
            outgoing = await self._say(tx, held, Sentence.case_given_back, now) if held else []
            await self._note(tx, member, work, "case_given_back", now)
        self._deliver(outgoing)

    async def reply(self, member: Member, number: str, reply: Phrase, once: str, answers: Sequence[Phrase] = ()) -> None:
        """Say something to the person, marked as from the municipality; what has the same `once` is said one time.

        With `answers` it is a question, and each of them stands on a button.

        Raises CaseNotFound, CaseNotTheirs or PersonAway.
        """
        async with self.speaking(member, number, once) as it:
            if it is None:
                return
            said = said_by(reply, self._house.shelf.newest.sentence)
            buttons = await self._buttons(it, member, (said, *answers)) if answers else ()
            outgoing = await self._house.queue.tell(it.tx, it.held, said, it.now, buttons=buttons)
            await handling.snooze(it.tx, it.work.id, member.id, None)
            await self._note(it.tx, member, it.work, "case_replied", it.now)
        self._deliver(outgoing)

    async def close(self, member: Member, number: str, outcome: str) -> None:
        """It is done: the person is told, what was sent along is gone, the dialog that waits goes on.

        Raises CaseNotFound, CaseNotTheirs or AppointmentToCome: with the case the person would lose what they count on.
        """
        work, now = await self.found(member, number), self._house.now()
        async with self._house.database.writing(Service()) as tx:
            held = await conversations.hold_person(tx, work.contact_id)
            if any(it.to_come(now) for it in await appointments.of_case(tx, work.id)):
                raise AppointmentToCome
            if not await casework.close(tx, work.id, member.id, outcome=outcome, now=now):
                raise CaseNotTheirs
            outgoing = await self._go_on(tx, held, outcome, now) if held else []
            await self._note(tx, member, work, "case_closed", now)
        self._deliver(outgoing)

    def replies(self) -> Mapping[str, StandardReply]:
        """The standard replies that can be given today."""
        return standard_replies(self._house.worlds.world.knowledge, day_of(self._house.now()))

    def previewed(self, reply: Phrase, language: str) -> str:
        """A reply as the person will read it."""
        return self._house.speech.renderer.render(said_by(reply, self._house.shelf.newest.sentence), language)

    def advised(self, words: str) -> Advice:
        """What could be plainer in somebody's own Dutch; words that the bot explains are plain enough."""
        known = [name for term in self._house.shelf.newest.terms.all.values() for name in (*term.written, *term.names)]
        return advised(words, [word for name in known for word in name.split()])

    def rendered(self, phrase: Phrase, language: str) -> str:
        """Words of a reply, without who says them: what stands on a button."""
        return self._house.speech.renderer.render(phrase, language)

    async def found(self, member: Member, number: str) -> Work:
        """The case, looked for as this staff may see it: on PostgreSQL through the database's own lock as well. Raises CaseNotFound."""
        scope = scope_of(member)
        async with self._house.database.reading(scope) as tx:
            work = await casework.one(tx, scope, number)
        if work is None:
            raise CaseNotFound
        return work

    @asynccontextmanager
    async def speaking(self, member: Member, number: str, once: str = "") -> AsyncIterator[Speaking | None]:
        """What it takes to say something to the person, kept when the block ends; None where the same `once` was said before.

        Raises CaseNotFound, CaseNotTheirs or PersonAway.
        """
        work, now = await self.found(member, number), self._house.now()
        async with self._house.database.writing(Service()) as tx:
            if once and await inbox.remember(tx, channel=CONSOLE, update_id=f"{member.id}:{once}", now=now) is None:
                yield None
                return
            held = await conversations.hold_person(tx, work.contact_id)
            if not await casework.is_theirs(tx, work.id, member.id):
                raise CaseNotTheirs
            if held is None:
                raise PersonAway
            yield Speaking(tx=tx, work=work, held=held, now=now)

    async def _go_on(self, tx: Transaction, held: Held, outcome: str, now: datetime) -> list[Outgoing]:
        state = State.model_validate_json(held.state) if held.state else State()
        library = await self._house.shelf.library(state.edition) if state.frames else self._house.shelf.newest
        told = await self._say(tx, held, Sentence.case_closed, now)
        receipt = await self._turns.begin(tx, held, state, library, CaseClosed(outcome=outcome), now)
        return [*told, *receipt.outgoing]

    async def _say(self, tx: Transaction, held: Held, key: Sentence, now: datetime) -> list[Outgoing]:
        return await self._house.queue.tell(tx, held, Phrase(text=self._house.shelf.newest.sentence(key)), now)

    async def _buttons(self, it: Speaking, member: Member, phrases: Sequence[Phrase]) -> list[tuple[str, Phrase]]:
        """Keep what is asked and what can be answered; gives the buttons."""
        kept = [phrase.model_dump(mode="json") for phrase in phrases]
        number = await asking.add(it.tx, it.work.id, asked_by=member.id, phrases=kept, now=it.now)
        return [(data_of(QUESTION, number, index), answer) for index, answer in enumerate(phrases[1:])]

    async def _note(self, tx: Transaction, member: Member, work: Work, action: str, now: datetime) -> None:
        await staff.note(tx, member.id, action, case_number=work.number, now=now)
        log.info(action, extra={"case": work.number, "staff": member.id})


def scope_of(member: Member) -> Staff:
    """What somebody of the staff may see. An administrator sees no person."""
    return Staff(municipalities=member.municipalities if member.role != "admin" else frozenset())
