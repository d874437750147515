"""The municipality begins a talk with somebody who agreed to be followed: a case is opened, and the person is asked whether it is right."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.cases.appointing import WORDS
from bot.cases.casework import PersonAway, scope_of
from bot.cases.tapping import QUESTION, data_of
from bot.guidance.replies import said_by
from bot.messages import Outgoing
from bot.turns import House
from bot.wording import DUTCH
from dialogs.days import day_of
from dialogs.phrase import Phrase
from storage import asking, cases, casework, conversations, handling, staff
from storage.conversations import Held
from storage.database import Service
from storage.staff import Member
from storage.transactions import Transaction

log = logging.getLogger(__name__)

#: What such a case is about.
TOPIC = "municipality"
#: The purpose under which words that are typed go to a human.
HUMAN = "human"


class NobodyToSpeak(Exception):
    """There is no such person in the municipality, or they did not agree to be followed: which of the two is not told."""


class Beginning:
    """Until the person says yes, what they type stays with the bot."""

    def __init__(self, house: House, deliver: Callable[[Sequence[Outgoing]], None]) -> None:
        """`deliver` begins the way of what was said, after the commit."""
        self._house = house
        self._deliver = deliver

    async def begin(self, member: Member, person: str) -> str:
        """Begin to speak to the person with this short number. Gives the number of the case, also of one that is open already.

        Raises NobodyToSpeak or PersonAway.
        """
        scope, now = scope_of(member), self._house.now()
        async with self._house.database.reading(scope) as tx:
            contact_id = await handling.followed(tx, scope, person)
        if contact_id is None:
            raise NobodyToSpeak
        outgoing: list[Outgoing] = []
        async with self._house.database.writing(Service()) as tx:
            held = await conversations.hold_person(tx, contact_id)
            if held is None:
                raise PersonAway
            if (number := await cases.number_of(tx, contact_id)) is None:
                number, outgoing = await self._open(tx, member, held, now)
        self._deliver(outgoing)
        return number

    async def _open(self, tx: Transaction, member: Member, held: Held, now: datetime) -> tuple[str, list[Outgoing]]:
        reason = self._house.speech.renderer.render(self._words("begin_reason"), DUTCH)
        case = await cases.open_or_join(tx, held, topic=TOPIC, reason=reason, urgent=False, summary=None, now=now)
        await casework.take(tx, case.id, member.id, now=now)
        said = said_by(self._words("begin"), self._house.shelf.newest.sentence)
        answers = [self._words("begin_yes"), self._words("begin_no")]
        phrases = [phrase.model_dump(mode="json") for phrase in (said, *answers)]
        asked = await asking.add(tx, case.id, asked_by=member.id, phrases=phrases, now=now, grants=HUMAN)
        buttons = [(data_of(QUESTION, asked, index), answer) for index, answer in enumerate(answers)]
        await staff.note(tx, member.id, "case_begun", case_number=case.number, now=now)
        log.info("case_begun", extra={"case": case.number, "staff": member.id})
        return case.number, await self._house.queue.tell(tx, held, said, now, buttons=buttons)

    def _words(self, key: str) -> Phrase:
        return self._house.worlds.world.knowledge.sentence(WORDS + key, day_of(self._house.now()))
