"""The Telegram of a colleague: linked by a one-time code of the console, unlinked there or with a button, and no turn of a person."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

from bot.messages import Channel, Inbound, Receipt
from bot.team.staffing import COUNTED_FOR, TooManyTries
from bot.team.telegram.writing import SIGNS, STOP, Answer, StaffMessages, code_in
from storage import inbox, staff, staff_telegram
from storage.database import Database, Service
from storage.staff import Member
from storage.staff_telegram import Link
from storage.transactions import Transaction

log = logging.getLogger(__name__)

CODE_FOR = timedelta(minutes=15)
#: What can be told there.
TELLS = ("none", "urgent", "all")
#: Within the time in which tries are counted: codes that one colleague makes, and wrong ones from one address.
CODES, WRONG = 10, 5
#: Numbers of answers lie far above those of rows.
_ANSWERS = count(10**15)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How it is with somebody's Telegram."""

    #: Whether this house has Telegram at all.
    is_there: bool = False
    link: Link | None = None


class TelegramLinks:
    """Everything at the console is about who asks, and about nobody else."""

    def __init__(
        self,
        database: Database,
        channel: Channel | None,
        messages: StaffMessages,
        now: Callable[[], datetime],
        *,
        username: Callable[[], str],
    ) -> None:
        """`channel` is None where this house has no Telegram; `username`: what the bot is called there, once that is known."""
        self._database = database
        self._channel = channel
        self._messages = messages
        self._now = now
        self._username = username
        self._answering: set[asyncio.Task[None]] = set()

    @property
    def is_there(self) -> bool:
        """Whether this house has Telegram."""
        return self._channel is not None

    @property
    def bot_address(self) -> str:
        """Where the bot is found; empty as long as Telegram did not say what it is called."""
        return f"https://t.me/{self._username()}" if self._username() else ""

    async def standing(self, member: Member) -> Standing:
        """Whether and how they have it."""
        if not self.is_there:
            return Standing()
        async with self._database.reading(Service()) as tx:
            return Standing(is_there=True, link=await staff_telegram.of(tx, member.id))

    async def new_code(self, member: Member) -> str:
        """A code to be shown once; an earlier one counts no more. Raises TooManyTries."""
        now, code, key = self._now(), _new_code(), f"telegram code {member.id}"
        async with self._database.writing(Service()) as tx:
            if await staff.failures(tx, key, since=now - COUNTED_FOR) >= CODES:
                raise TooManyTries
            await staff.failed(tx, [key], now=now, forget_before=now - COUNTED_FOR)
            await staff_telegram.set_code(tx, member.id, code, until=now + CODE_FOR, now=now)
        return code

    async def want(self, member: Member, tells: str) -> None:
        """What they are told there."""
        async with self._database.writing(Service()) as tx:
            await staff_telegram.want(tx, member.id, tells)
            await staff.note(tx, member.id, "settings_changed", now=self._now())

    async def unlink(self, member: Member) -> None:
        """They are told nothing there any more."""
        async with self._database.writing(Service()) as tx:
            await self._unlinked(tx, member.id)

    async def receive(self, inbound: Inbound) -> Receipt | None:
        """A code, or a tap on our button, from Telegram; None for everything else, which is a person's.

        What fails here is taken for a person's too, who gets an answer in any case.
        """
        if self._channel is None or inbound.channel != self._channel.name:
            return None
        try:
            if inbound.kind == "blocked":
                await self._blocked(inbound.address)
            code, stops = _code_of(inbound), inbound.kind == "button" and inbound.data == STOP
            return await self._heard(self._channel, inbound, code) if code or stops else None
        except Exception as error:
            # Its words may hold the code.
            log.error("link_failed", extra={"channel": inbound.channel, "error": type(error).__name__})
            return None

    async def settled(self) -> None:
        """Wait until every answer is on its way."""
        await asyncio.gather(*self._answering, return_exceptions=True)

    async def _heard(self, channel: Channel, inbound: Inbound, code: str) -> Receipt:
        now = self._now()
        async with self._database.writing(Service()) as tx:
            if await inbox.remember(tx, channel=inbound.channel, update_id=inbound.update_id, now=now) is None:
                return Receipt(new=False)
            answer = await self._try(tx, inbound.address, code, now) if code else await self._stop(tx, inbound.address)
        self._answer(channel, inbound.address, answer)
        return Receipt(new=True)

    async def _try(self, tx: Transaction, address: str, code: str, now: datetime) -> Answer:
        key = f"telegram {address}"
        if await staff.failures(tx, key, since=now - COUNTED_FOR) >= WRONG:
            return "too_often"
        whose, member_id = await staff_telegram.owner(tx, address), await staff_telegram.maker(tx, code, now=now)
        if member_id is None:
            await staff.failed(tx, [key], now=now, forget_before=now - COUNTED_FOR)
            return "wrong" if whose is None else "used"
        if whose is not None and whose != member_id:
            return "of_another"
        if not await staff_telegram.use_code(tx, member_id, code):
            return "wrong"
        await staff_telegram.link(tx, member_id, address, now=now)
        await staff.note(tx, member_id, "telegram_linked", now=now)
        return "linked"

    async def _stop(self, tx: Transaction, address: str) -> Answer:
        member_id = await staff_telegram.owner(tx, address)
        if member_id is None:
            return "nobody"
        await self._unlinked(tx, member_id)
        return "unlinked"

    async def _unlinked(self, tx: Transaction, member_id: int) -> None:
        if await staff_telegram.unlink(tx, member_id):
            await staff.note(tx, member_id, "telegram_unlinked", now=self._now())

    async def _blocked(self, address: str) -> None:
        """A colleague who blocks the bot hears of it in the console, and gets e-mail. It may be a person's address too: they go on."""
        async with self._database.writing(Service()) as tx:
            if (member_id := await staff_telegram.owner(tx, address)) is not None:
                await staff_telegram.breaks(tx, member_id, now=self._now())

    def _answer(self, channel: Channel, address: str, answer: Answer) -> None:
        """Said after the commit. Where it gets lost, the console says how it stands."""
        task = asyncio.create_task(self._say(channel, address, answer))
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)

    async def _say(self, channel: Channel, address: str, answer: Answer) -> None:
        delivery = await channel.deliver(self._messages.answer(address, answer, next(_ANSWERS)))
        if not delivery.sent:
            log.info("staff_answer_not_sent", extra={"failure": delivery.failure})


def _code_of(inbound: Inbound) -> str:
    """The code, behind a command or by itself."""
    match inbound.kind:
        case "start" | "command":
            return code_in(inbound.payload)
        case "text":
            return code_in(inbound.text)
        case _:
            return ""


def _new_code() -> str:
    signs = "".join(secrets.choice(SIGNS) for _ in range(12))
    return code_in(signs)
