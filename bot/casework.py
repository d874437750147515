"""The municipality answers: somebody of the staff reads a case, takes it, replies and closes it; the dialog that waits goes on."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.guidance.replies import StandardReply, said_by, standard_replies
from bot.guidance.rules_told import RuleTold, rules_told
from bot.language.plain import Advice, advised
from bot.messages import Outgoing
from bot.recording import Recorded
from bot.sent_along import sent_along
from bot.tapping import QUESTION, data_of
from bot.turns import House, Turns
from bot.wording import DUTCH
from dialogs.days import day_of
from dialogs.inputs import CaseClosed
from dialogs.phrase import Phrase
from dialogs.sentences import Sentence
from dialogs.state import State
from storage import appointments, asking, casework, conversations, files, followed, handling, inbox, staff
from storage.asking import Asked
from storage.casework import Because, Work
from storage.conversations import Held
from storage.database import Service, Staff
from storage.files import Kept
from storage.followed import Followed
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
class Line:
    """One thing that was said, by the bot and the municipality in Dutch, or by the person as they typed it; or that they spoke."""

    at: datetime
    text: str
    #: Of what the person typed or spoke: the language they are answered in.
    language: str = ""
    #: As it was sent, where that is not Dutch.
    sent: str = ""
    sent_language: str = ""
    #: Of a question with buttons: what stands on them, and what the person tapped.
    answers: Sequence[str] = ()
    chosen: str = ""
    answered_at: datetime | None = None
    #: The person tapped this, and did not type it.
    tapped: bool = False
    #: The person spoke: what is known of that without listening.
    voice: Kept | None = None


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One reason of a case, with the rules that it follows from; None where none is to be named."""

    text: str
    #: When it was added last.
    at: datetime
    rules: Sequence[RuleTold] | None


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A case with everything that is shown of it."""

    work: Work
    #: What colleagues call who has it; empty where nobody has.
    holder: str
    #: Label and value of what the person agreed to send along.
    summary: Sequence[tuple[str, str]]
    reasons: Sequence[Reason]
    lines: Sequence[Line]
    #: How the person stands; None where they did not agree to be followed.
    person: Followed | None = None


class Casework:
    """Reads in the scope of the staff; writes after the case was found in that scope."""

    def __init__(self, house: House, turns: Turns, deliver: Callable[[Sequence[Outgoing]], None]) -> None:
        """`deliver` begins the way of what was said, after the commit."""
        self._house = house
        self._turns = turns
        self._deliver = deliver

    async def listed(self, member: Member) -> list[Work]:
        """The open cases of the municipalities of somebody of the staff."""
        scope = scope_of(member)
        async with self._house.database.reading(scope) as tx:
            return await casework.listed(tx, scope, day_of(self._house.now()))

    async def sheet(self, member: Member, number: str) -> Sheet:
        """A case to read; that it was read is noted. Raises CaseNotFound."""
        scope = scope_of(member)
        work = await self.found(member, number)
        async with self._house.database.reading(scope) as tx:
            summary, because = await casework.summary(tx, work.id), await casework.because(tx, work.id)
            said, typed = await casework.said(tx, scope, work), await casework.typed(tx, work)
            asked = {each.asked_at: each for each in await asking.of_case(tx, work.id)}
            voices = [each for each in await files.of_case(tx, scope, work.id) if each.seconds is not None]
            person = (await followed.of_contacts(tx, scope, [work.contact_id])).get(work.contact_id)
        async with self._house.database.writing(Service()) as tx:
            holder = await casework.name_of(tx, work.taken_by)
            await staff.note(tx, member.id, "case_seen", case_number=number, now=self._house.now())
        theirs = [Line(at=one.at, text=one.text, language=one.language) for one in typed]
        spoken = [Line(at=one.at, text="", language=work.language or "", voice=one) for one in voices]
        told = [self._asked(_line(each), asked.get(each.at)) for each in said]
        tapped = [
            Line(at=line.answered_at, text=line.chosen, language=work.language or "", tapped=True) for line in told if line.answered_at
        ]
        # What was answered at the same moment comes after what it answers.
        lines = sorted([*theirs, *spoken, *tapped, *told], key=lambda line: line.at)
        return Sheet(
            work=work,
            holder=holder,
            summary=sent_along(self._house, summary),
            reasons=[self._reason(each) for each in because],
            lines=lines,
            person=person,
        )

    async def take(self, member: Member, number: str) -> None:
        """From now on what the person types is for who took it. Raises CaseNotFound or CaseNotTheirs."""
        work, now = await self.found(member, number), self._house.now()
        async with self._house.database.writing(Service()) as tx:
            held = await conversations.hold_person(tx, work.contact_id)
            if not await casework.take(tx, work.id, member.id, now=now):
                raise CaseNotTheirs
            outgoing = await self._say(tx, held, self._sentence(Sentence.case_taken), now) if held else []
            await self._note(tx, member, work, "case_taken", now)
        self._deliver(outgoing)

    async def give_back(self, member: Member, number: str) -> None:
        """Somebody else may take it. Raises CaseNotFound or CaseNotTheirs."""
        work, now = await self.found(member, number), self._house.now()
        async with self._house.database.writing(Service()) as tx:
            held = await conversations.hold_person(tx, work.contact_id)
            if not await casework.give_back(tx, work.id, member.id):
                raise CaseNotTheirs
            outgoing = await self._say(tx, held, self._sentence(Sentence.case_given_back), now) if held else []
            await self._note(tx, member, work, "case_given_back", now)
        self._deliver(outgoing)

    async def reply(self, member: Member, number: str, reply: Phrase, once: str, answers: Sequence[Phrase] = ()) -> None:
        """Say something to the person, marked as from the municipality; what has the same `once` is said one time.

        With `answers` it is a question, and each of them stands on a button.

        Raises CaseNotFound, CaseNotTheirs or PersonAway.
        """
        work, now = await self.found(member, number), self._house.now()
        async with self._house.database.writing(Service()) as tx:
            if await inbox.remember(tx, channel=CONSOLE, update_id=f"{member.id}:{once}", now=now) is None:
                return
            held = await conversations.hold_person(tx, work.contact_id)
            if not await casework.is_theirs(tx, work.id, member.id):
                raise CaseNotTheirs
            if held is None:
                raise PersonAway
            said = said_by(reply, self._house.shelf.newest.sentence)
            buttons = await self._buttons(tx, member, work, (said, *answers), now) if answers else ()
            outgoing = await self._say(tx, held, said, now, buttons)
            await handling.snooze(tx, work.id, member.id, None)
            await self._note(tx, member, work, "case_replied", now)
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

    async def _go_on(self, tx: Transaction, held: Held, outcome: str, now: datetime) -> list[Outgoing]:
        state = State.model_validate_json(held.state) if held.state else State()
        library = await self._house.shelf.library(state.edition) if state.frames else self._house.shelf.newest
        told = await self._say(tx, held, self._sentence(Sentence.case_closed), now)
        receipt = await self._turns.begin(tx, held, state, library, CaseClosed(outcome=outcome), now)
        return [*told, *receipt.outgoing]

    async def _say(
        self, tx: Transaction, held: Held, phrase: Phrase, now: datetime, buttons: Sequence[tuple[str, Phrase]] = ()
    ) -> list[Outgoing]:
        queue = self._house.queue
        content = queue.about_case(phrase, held, buttons=buttons)
        return await queue.queue(tx, Recorded(held=held, state=State()), [content], now, asked=False)

    async def _buttons(
        self, tx: Transaction, member: Member, work: Work, phrases: Sequence[Phrase], now: datetime
    ) -> list[tuple[str, Phrase]]:
        """Keep what is asked and what can be answered; gives the buttons."""
        kept = [phrase.model_dump(mode="json") for phrase in phrases]
        number = await asking.add(tx, work.id, asked_by=member.id, phrases=kept, now=now)
        return [(data_of(QUESTION, number, index), answer) for index, answer in enumerate(phrases[1:])]

    async def _note(self, tx: Transaction, member: Member, work: Work, action: str, now: datetime) -> None:
        await staff.note(tx, member.id, action, case_number=work.number, now=now)
        log.info(action, extra={"case": work.number, "staff": member.id})

    def _reason(self, because: Because) -> Reason:
        knowledge, day = self._house.worlds.world.knowledge, day_of(because.at)
        rules = None if because.rules is None else rules_told(because.rules, knowledge, day)
        return Reason(text=because.reason, at=because.at, rules=rules)

    def _asked(self, line: Line, asked: Asked | None) -> Line:
        """The line with what stood on its buttons."""
        if asked is None:
            return line
        answers = [self._house.speech.renderer.render(Phrase.model_validate(phrase), DUTCH) for phrase in asked.phrases[1:]]
        chosen = answers[asked.chosen] if asked.chosen is not None else ""
        return replace(line, answers=answers, chosen=chosen, answered_at=asked.answered_at)

    def _sentence(self, key: Sentence) -> Phrase:
        return Phrase(text=self._house.shelf.newest.sentence(key))


def scope_of(member: Member) -> Staff:
    """What somebody of the staff may see. An administrator sees no person."""
    return Staff(municipalities=member.municipalities if member.role != "admin" else frozenset())


def _line(written: casework.Written) -> Line:
    content = written.content or {}
    dutch, text = content.get("dutch", ""), content.get("text", "")
    return Line(at=written.at, text=dutch or text, sent=text if dutch else "", sent_language=content.get("language", "") if dutch else "")
