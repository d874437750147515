"""A transcript played through the whole house: what is done comes in at a door, and what is seen is what was delivered there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, time, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from conversations.delivered import Witness
from conversations.memory import Kept, happened, kept
from conversations.settling import settle
from furnished import BEGIN, HandClock, Someone, settings, shipped

from bot.channels.masking import mask
from bot.main import Bot
from bot.messages import Inbound
from dialogs.inputs import Called, Heard, Picked, Started
from dialogs.library import Library
from dialogs.transcripts import Act, Behind, Seen, Transcript
from dialogs.transcripts.talking import READING
from storage.conversations import hold
from storage.database import Service

_addresses = count(1)


class NotInTheHouse(Exception):
    """Nobody can do this by tapping or typing."""


class House:
    """A running service with a channel that remembers, and a clock that is turned by hand. Transcripts share it, with a person each."""

    def __init__(self, bot: Bot, clock: HandClock, channel: Witness) -> None:
        self.bot = bot
        self.clock = clock
        self.channel = channel

    async def talk(self, chat: Transcript) -> HouseTalk:
        """Somebody new at the channel, of whom is known what the transcript says, at noon of its day."""
        self.clock.time = datetime.combine(chat.today, time(12), ZoneInfo("Europe/Amsterdam")) if chat.today else BEGIN
        someone = Someone(self.bot, self.channel, address=f"chat-{next(_addresses)}", languages=(chat.language or "nl",))
        await settle(self.bot, someone, chat)
        return HouseTalk(self, someone)


@asynccontextmanager
async def open_house(url: str) -> AsyncIterator[House]:
    """A house on this database."""
    clock, channel = HandClock(), Witness()
    bot = Bot(settings(url), now=clock, channels=[channel], **shipped())
    channel.bot = bot
    await bot.start()
    try:
        yield House(bot, clock, channel)
    finally:
        await bot.stop()


class HouseTalk:
    """One person at a phone."""

    def __init__(self, house: House, someone: Someone) -> None:
        self._house = house
        self._bot = house.bot
        self._someone = someone
        self._kept: Kept | None = None

    async def take(self, act: Act) -> Seen:
        """Do it at the door, and tell what came of it."""
        self._house.clock.time += timedelta() if isinstance(act, Behind) else READING
        before = self._kept or await self._look()
        channel = self._house.channel
        count_before = len(channel.sent)
        await self._bot.receive(self._inbound(act))
        await self._bot.outbox.settled()
        sent = [message for message in channel.sent[count_before:] if message.address == self._someone.address]
        self._kept = after = await self._look()
        return Seen(
            shown=tuple(one for message in sent for one in channel.seen(message, after.state)),
            happened=tuple(happened(before, after, sent)),
            ended=not after.state.frames,
        )

    async def _look(self) -> Kept:
        async with self._bot.database.writing(Service()) as tx:
            held = await hold(tx, channel=self._someone.channel.name, address=self._someone.address)
            return await kept(tx, held)

    def _inbound(self, act: Act) -> Inbound:
        match act:
            case Started(script=script):
                return self._someone.inbound(**_way_in(self._bot.shelf.newest, script))
            case Called(word=word):
                return self._someone.inbound("command", text=word)
            case Heard(text=text):
                masked, kinds = mask(text)
                return self._someone.inbound("text", text=masked, masked=kinds)
            case Picked(asking=asking, indexes=indexes, complete=complete):
                data = f"{asking}:{','.join(map(str, indexes))}{'!' if complete else ''}"
                return self._someone.inbound("button", data=data, message_id="5")
            case _:
                raise NotInTheHouse(act)


def _way_in(library: Library, script: str) -> dict[str, Any]:
    """How somebody begins a script: by where everybody begins, a command, a word, or what happens. Raises NotInTheHouse."""
    if script == library.welcome:
        return {"kind": "start"}
    commands = {name: command for command, name in library.commands.items()}
    if script in commands:
        return {"kind": "command", "text": commands[script]}
    keywords = {name: word for word, name in library.keywords.items()}
    if script in keywords:
        return {"kind": "text", "text": keywords[script]}
    occasions = {name: occasion for occasion, name in library.occasions.items()}
    if occasions.get(script) in ("photo", "voice"):
        return {"kind": occasions[script]}
    raise NotInTheHouse(script)
