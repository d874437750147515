"""Somebody who only uses the web page, and wants to be told when there is a message."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count

from furnished import HandClock
from sqlalchemy import select
from telling.mail_server import MailServer
from telling.push_server import Phone, PushServer

from bot.checkins.ways import Standing, WaysRoom
from bot.enclosing import unpacked
from bot.main import Bot
from bot.messages import Inbound
from bot.queueing import Queue
from bot.recording import Recorded
from dialogs.phrase import Phrase
from dialogs.state import State
from storage import notices, page
from storage.conversations import Held, hold, keep
from storage.database import Service
from storage.outbox import UNTIL_TOLD
from storage.tables import contacts
from storage.tables import notices as notice_table
from storage.transactions import Transaction

_updates = count(1)


@dataclass
class Reader:
    """A person at the page of a house."""

    bot: Bot
    clock: HandClock
    push_server: PushServer
    post: MailServer
    address: str = "reader-of-the-page-001"
    phone: Phone = field(default_factory=Phone)
    contact_id: int = 0
    number: str = ""

    @property
    def room(self) -> WaysRoom:
        return self.bot.ways

    async def comes(self) -> None:
        await self._gives("start")
        await self.chooses("nl")
        async with self.bot.database.writing(Service()) as tx:
            held = await self._held(tx)
            self.contact_id, self.number = held.contact_id, held.number
            held = replace(held, remembered=True, consents={"remember": True, "remind": True})
            await keep(tx, held, state=held.state or "", edition=held.edition, heard_at=self.clock(), erase_after=None)

    async def says_no(self) -> None:
        await self._is(consents={"remember": True, "remind": False})

    async def speaks(self, language: str) -> None:
        await self._is(language=language)

    async def shares_the_phone(self) -> None:
        await self._is(discreet=True)

    async def calls(self, word: str) -> None:
        await self._gives("command", text=word)

    async def chooses(self, *values: str) -> None:
        """Press the buttons that stand for these values, one after the other."""
        for value in values:
            async with self.bot.database.reading(Service()) as tx:
                held = await hold(tx, channel="web", address=self.address)
            assert held is not None
            question = State.model_validate_json(held.state or "").question
            assert question is not None
            index = next(index for index, option in enumerate(question.options) if value in (option.value, option.role))
            await self._gives("button", data=f"{question.asking}:{index}")

    async def brings(self, endpoint: str) -> bool:
        return await self.room.push_here(self.address, endpoint, self.phone.keys)

    async def wants_a_signal(self) -> None:
        assert await self.brings(self.push_server.endpoint())

    async def no_signal(self) -> None:
        await self.room.no_push(self.address)

    async def asks_for_mail(self, mail: str) -> str:
        """The code that was mailed."""
        assert await self.room.ask_mail(self.address, mail) == "sent"
        code = re.search(r"\d{6}", self.post.said())
        assert code
        return code[0]

    async def wants_mail(self, mail: str) -> None:
        assert await self.room.confirm_mail(self.address, await self.asks_for_mail(mail))
        self.post.letters.clear()
        self.post.recipients.clear()

    async def standing(self) -> Standing:
        return await self.room.standing(self.address)

    async def gets(self, text: str) -> None:
        """Something is said to them of the bot's own accord, as a check-in does."""
        queue = Queue(self.bot.speech.renderer, self.bot.speech.languages, "tests", {"web"})
        async with self.bot.database.writing(Service()) as tx:
            held = await self._held(tx)
            said = queue.sentence(Phrase(text=text), held)
            await queue.queue(tx, Recorded(held=held, state=State()), [said], self.clock(), asked=False)

    async def is_told(self, text: str) -> None:
        await self.gets(text)
        await self.time_passes()

    async def time_passes(self, **by: float) -> None:
        self.clock.time += timedelta(**by) if by else UNTIL_TOLD
        await self.bot.notifier.tick()

    async def looks(self) -> None:
        async with self.bot.database.writing(Service()) as tx:
            await page.seen(tx, channel="web", address=self.address, up_to=10_000, now=self.clock())

    async def dies_while_telling(self) -> None:
        """Another process took it, and lives no more."""
        self.clock.time += UNTIL_TOLD
        async with self.bot.database.writing(Service()) as tx:
            due = await notices.claim(tx, writer="dead", now=self.clock(), lease_until=self.clock() + timedelta(minutes=5), limit=10)
        assert due

    async def notices(self) -> list[tuple[str, str | None]]:
        async with self.bot.database.reading(Service()) as tx:
            rows = await tx.execute(select(notice_table.c.status, notice_table.c.way).order_by(notice_table.c.id))
            return [(row.status, row.way) for row in rows]

    async def takes_back(self, consent: str) -> None:
        await self.calls("my_data")
        await self.chooses("ja_of_nee", consent, "no")

    async def takes_along(self) -> tuple[str, str]:
        """The two files with everything that is kept."""
        await self.calls("my_data")
        await self.chooses("meenemen", "ja")
        async with self.bot.database.reading(Service()) as tx:
            rows = await page.last_turn(tx, channel="web", address=self.address)
        html, data = next(unpacked(row.content["files"]) for row in rows if row.content["files"])
        assert json.loads(data.content)
        return html.content.decode(), data.content.decode()

    async def erases_everything(self) -> None:
        await self.calls("my_data")
        await self.chooses("wissen", "yes")

    async def _is(self, **values: object) -> None:
        async with self.bot.database.writing(Service()) as tx:
            await tx.execute(contacts.update().where(contacts.c.id == self.contact_id).values(values))

    async def _held(self, tx: Transaction) -> Held:
        held = await hold(tx, channel="web", address=self.address)
        assert held is not None
        return held

    async def _gives(self, kind: str, **more: str) -> None:
        values: Mapping[str, object] = {"channel": "web", "address": self.address, "update_id": f"w{next(_updates)}", "languages": ("nl",)}
        await self.bot.receive(Inbound(**{**values, "received_at": self.clock(), "kind": kind, **more}))  # type: ignore[arg-type]
