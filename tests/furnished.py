"""A whole house for tests: the real rooms and dialogs, a clock that is turned by hand, and a channel that remembers."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from typing import TypedDict

from sqlalchemy import select

from bot.guidance.places import Places
from bot.keys import new_signal_key
from bot.main import Bot
from bot.messages import Button, Delivery, Inbound, Outgoing
from bot.settings import Settings
from bot.speech import Speech
from bot.team.staffing import Effort
from bot.tempo import Tempo
from storage.database import Service
from storage.sealing import new_key
from storage.tables import METADATA

KEY = new_key()
SIGNAL_KEY = new_signal_key()
#: Tests bring check-ins themselves, when they have turned the clock.
BY_HAND = timedelta(days=1)
#: Nobody guesses at the passwords of tests.
NO_EFFORT = Effort(rounds=1, kibibytes=8, lanes=1)
TEMPO = Tempo(check_in_every=BY_HAND, files_every=BY_HAND, effort=NO_EFFORT)
BEGIN = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


def settings(url: str, **more: object) -> Settings:
    """A demo on this database, whatever the environment says."""
    given = {"database_url": url, "secret_key": KEY, "vapid_private_key": SIGNAL_KEY, "mode": "demo", **more}
    return Settings(_env_file=None, **given)  # type: ignore[arg-type]


@dataclass
class HandClock:
    """A clock that stands still until it is turned."""

    time: datetime = BEGIN

    def __call__(self) -> datetime:
        return self.time

    def turn(self, **by: float) -> None:
        self.time += timedelta(**by)


@dataclass
class MemoryChannel:
    """A channel like Telegram, without a network: what is sent is remembered; what is in `answers` goes wrong first."""

    name: str = "fake"
    pulls: bool = False
    sent: list[Outgoing] = field(default_factory=list)
    #: What the next deliveries come to, before they succeed again.
    answers: list[Delivery] = field(default_factory=list)

    async def deliver(self, message: Outgoing) -> Delivery:
        if self.answers:
            return self.answers.pop(0)
        self.sent.append(message)
        return Delivery(message_id=str(len(self.sent)))

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    def status(self) -> Mapping[str, str]:
        return {}

    def to(self, address: str) -> list[Outgoing]:
        return [message for message in self.sent if message.address == address and message.kind in ("say", "ask", "refresh")]


_updates = count(1)


@dataclass
class Someone:
    """A person at a phone."""

    bot: Bot
    channel: MemoryChannel
    address: str = "1001"
    languages: tuple[str, ...] = ("nl",)

    def inbound(self, kind: str, **more: object) -> Inbound:
        values = {"channel": self.channel.name, "address": self.address, "update_id": str(next(_updates))}
        return Inbound(**{**values, "received_at": self.bot.now(), "languages": self.languages, "kind": kind, **more})  # type: ignore[arg-type]

    async def gives(self, inbound: Inbound) -> list[Outgoing]:
        """What comes back for one update, delivered."""
        before = len(self.channel.to(self.address))
        await self.bot.receive(inbound)
        await self.bot.outbox.settled()
        return self.channel.to(self.address)[before:]

    async def begins(self, payload: str = "") -> list[Outgoing]:
        return await self.gives(self.inbound("start", payload=payload))

    async def types(self, text: str, **more: object) -> list[Outgoing]:
        return await self.gives(self.inbound("text", text=text, **more))

    async def calls(self, word: str) -> list[Outgoing]:
        return await self.gives(self.inbound("command", text=word))

    async def taps(self, *labels: str) -> list[Outgoing]:
        """Press the buttons with these words under the newest question, one after the other."""
        said: list[Outgoing] = []
        for label in labels:
            said = await self.gives(self.inbound("button", data=self.button(label).data, message_id="5"))
        return said

    def button(self, label: str) -> Button:
        question = next(message for message in reversed(self.channel.to(self.address)) if message.buttons)
        return next(button for button in question.buttons if label in button.label)

    def sees(self) -> str:
        """The newest message."""
        return self.channel.to(self.address)[-1].text


async def rows_of_contacts(bot: Bot) -> dict[str, int]:
    """How many rows there are in every table that holds something of a contact."""
    counts: dict[str, int] = {}
    async with bot.database.reading(Service()) as tx:
        for table in METADATA.sorted_tables:
            owner = table.c.get("contact_id", table.c.id) if table.name == "contact" else table.c.get("contact_id")
            if owner is not None and (found := (await tx.execute(table.select().where(owner.is_not(None)))).all()):
                counts[table.name] = len(found)
    return counts


async def everything_kept(bot: Bot, *but: str) -> str:
    """Every value of every table, opened, as one text."""
    kept: list[str] = []
    async with bot.database.reading(Service()) as tx:
        for table in METADATA.sorted_tables:
            if table.name not in {"edition", "course", "institution", "location", "municipality", *but}:
                kept += [str(tuple(row)) for row in await tx.execute(select(table))]
    return "\n".join(kept)


class Shipped(TypedDict):
    """What every house of a process can share: nothing changes it."""

    speech: Speech
    places: Places


@cache
def shipped() -> Shipped:
    """The languages and the places of the country as they are shipped, read once for all tests of a process."""
    return {"speech": Speech.read(), "places": Places.load()}


async def started(url: str, clock: HandClock, channel: MemoryChannel, **more: object) -> AsyncIterator[Bot]:
    """`more` are settings."""
    bot = Bot(settings(url, **more), now=clock, channels=[channel], tempo=TEMPO, **shipped())
    await bot.start()
    try:
        yield bot
    finally:
        await bot.stop()
