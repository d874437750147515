"""Builds every part of the house from the settings, starts them in order, and stops them in reverse."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from aiohttp import web

from bot.caseload.caseload import Caseload
from bot.channels.masking import mask
from bot.channels.telegram import Limits, TelegramChannel, WebhookAddress
from bot.channels.telling import ways_of
from bot.channels.webchat import Doorbell, Needs, WebChat
from bot.checkins.checkins import CheckIns
from bot.checkins.notifying import Notifier, Speaker, Ways
from bot.checkins.plans import Plans
from bot.checkins.ways import WaysRoom
from bot.clock import Clock, Tick
from bot.demo import furnish
from bot.drawing.studio import Studio
from bot.guidance.places import Places
from bot.illustrating import Illustrator
from bot.keys import key_ring
from bot.messages import Channel, Inbound, PhotoSource, Receipt
from bot.metrics import Metrics
from bot.office import Office
from bot.outbox import Outbox
from bot.page import Page
from bot.papers.files import Files
from bot.privacy import forget_what_is_due
from bot.queueing import Queue
from bot.settings import HERE, Settings
from bot.shelf import Shelf, shipped
from bot.speech import Speech
from bot.surroundings import surroundings
from bot.team.staffing import Effort
from bot.tempo import USUAL, Tempo
from bot.turns import House, Turns
from bot.watch import Watch
from bot.world import Worlds
from dialogs.days import day_of
from dialogs.phrase import Phrase
from storage.database import Database, Service
from storage.migrating import upgrade

log = logging.getLogger(__name__)

TELEGRAM_PATH = "/telegram"
REFRESH_EVERY = timedelta(seconds=5)
FORGET_EVERY = timedelta(minutes=10)
#: A database that does not answer within this is away.
READY_SECONDS = 5.0
#: Whether the planning of the last night was done is looked at so often.
PLANNED_EVERY = timedelta(minutes=10)
NOTICES_EVERY = timedelta(seconds=10)


def clock_time() -> datetime:
    """The time it is."""
    return datetime.now(UTC)


class Bot:
    """The whole service, built and not yet started."""

    def __init__(
        self,
        settings: Settings,
        *,
        now: Callable[[], datetime] = clock_time,
        channels: Sequence[Channel] = (),
        ways: Ways | None = None,
        tempo: Tempo = USUAL,
        speech: Speech | None = None,
        places: Places | None = None,
    ) -> None:
        """`channels` are further ways to people, beside page and Telegram; `ways` to tell of a message stand for those of the settings.

        `speech` and `places`: the languages and the places of the country, where somebody read them already.
        """
        self.settings = settings
        self.now = now
        self.metrics = Metrics()
        writer = secrets.token_hex(8)
        self.database = Database(settings.database_url, key_ring(settings), writer)
        self.speech = speech or Speech.read()
        self.places = places or Places.load()
        self.shelf = Shelf(self.database, surroundings(self.speech, self.places))
        self.worlds = Worlds(self.database, self.speech.tongues, self.places)
        queue = Queue(self.speech.renderer, self.speech.languages, writer, {WebChat.name}, lease=tempo.row_lease)
        illustrator = Illustrator(Studio(), self.metrics)
        ways, speaker = ways or ways_of(settings), Speaker(self.shelf, self.speech)
        self.notifier = Notifier(
            self.database, speaker, ways, self.metrics, writer=writer, page_url=settings.page_url, pulls=[WebChat.name], now=now
        )
        self.house = House(
            database=self.database,
            shelf=self.shelf,
            worlds=self.worlds,
            speech=self.speech,
            queue=queue,
            plans=Plans(self.shelf, self.worlds, {WebChat.name}),
            caseload=Caseload(self.shelf, self.worlds, {WebChat.name}, self.notifier.cannot_be_reminded),
            metrics=self.metrics,
            now=now,
        )
        self.turns = Turns(self.house)
        self.ways = WaysRoom(self.database, speaker, ways, page_url=settings.page_url, now=now)
        self.web = WebChat(self._needs(queue, illustrator), secure=self._secure())
        self.channels: dict[str, Channel] = {channel.name: channel for channel in (self.web, *channels)}
        self.telegram = self._telegram(tempo.chat_rate)
        if self.telegram is not None:
            self.channels[self.telegram.name] = self.telegram
        self.outbox = Outbox(self.database, self.channels, queue, illustrator, self.metrics, writer, now, lease=tempo.row_lease)
        self.checkins = CheckIns(
            self.house, self.turns, writer, {WebChat.name}, self.outbox, lease=tempo.check_in_lease, rest=tempo.check_in_rest
        )
        self.files = self._files(queue, writer)
        self.office = self._office(ways, tempo.effort)
        self.clock = Clock(*self._ticks(tempo))

    async def receive(self, inbound: Inbound) -> Receipt:
        """Take one update; what was said in answer begins its way after the commit."""
        receipt = await self.office.links.receive(inbound) or await self.turns.receive(inbound)
        self.outbox.deliver(receipt.outgoing)
        return receipt

    def app(self) -> web.Application:
        """The web server's application: the chat page, Telegram's calls, and the addresses for those who watch over it."""
        app = web.Application()
        Watch(self._ready, self.metrics, self._facts).add_to(app)
        if self.telegram is not None and self.settings.webhook:
            app.router.add_post(TELEGRAM_PATH, self.telegram.webhook)
        self.office.console.add_to(app)
        self.web.add_to(app)
        return app

    async def start(self) -> None:
        """Everything that must be there before the first message."""
        await upgrade(self.settings.database_url)
        await self.database.start()
        released = self.settings.dialogs == HERE / "dialogs"
        await self.shelf.put(shipped(self.settings.dialogs), self.now(), released=released)
        if self.settings.mode == "demo":
            await furnish(self.database, self.places, self.now())
        await self._refresh()
        await asyncio.to_thread(self.speech.renderer.warm, self.speech.languages.offered)
        await self.outbox.take_over()
        await self.checkins.take_over()
        await self.files.take_over()
        for channel in self.channels.values():
            await channel.start()
        await self.outbox.sweep()
        await self._publish_commands()
        await self.clock.start()

    async def stop(self) -> None:
        """First no more comes in, then what is under way is finished."""
        await self.clock.stop()
        await self.notifier.stop()
        await self.outbox.finish()
        await self.office.links.settled()
        for channel in self.channels.values():
            await channel.stop()
        await self.outbox.stop()
        await self.office.stop()
        await self.database.stop()

    async def _refresh(self) -> None:
        await self.shelf.refresh()
        self.worlds.learn(self.shelf.newest)
        await self.worlds.refresh()

    async def forget(self) -> None:
        """Erase what was not to be kept longer."""
        await forget_what_is_due(self.database, self.now())

    async def _ready(self) -> Mapping[str, str]:
        wrong: dict[str, str] = {}
        try:
            async with asyncio.timeout(READY_SECONDS), self.database.reading(Service()) as tx:
                await tx.exec_driver_sql("SELECT 1")
        except Exception as error:
            wrong["database"] = type(error).__name__
        if self.shelf.unknown_format is not None:
            wrong["edition"] = f"{self.shelf.unknown_format} has a format that this release does not know"
        return wrong

    def _facts(self) -> Mapping[str, object]:
        channels = {name: dict(channel.status()) for name, channel in self.channels.items()}
        ends = sorted({str(row.valid_until) for row in self.worlds.world.knowledge.ending(day_of(self.now()))})
        return {"edition": self.shelf.newest.edition, "knowledge_ends": ends, "channels": channels}

    async def _publish_commands(self) -> None:
        if self.telegram is None:
            return
        library = self.shelf.newest
        for_languages = {
            code: [
                (command, self.speech.renderer.render(Phrase(text=library.scripts[name].title), code))
                for command, name in library.commands.items()
            ]
            for code in self.speech.languages.offered
        }
        await self.telegram.publish_commands({"": for_languages["nl"], **for_languages})

    def _needs(self, queue: Queue, illustrator: Illustrator) -> Needs:
        page = Page(self.database, queue, illustrator, self.now)
        languages = self.speech.languages
        return Needs(
            receive=self.receive,
            history=page.history,
            open_now=page.open_now,
            row=page.row,
            seen=page.seen,
            received=page.received,
            ways=self.ways,
            signal=Doorbell(),
            codes=page,
            mask=mask,
            translate=lambda language, text: self.speech.renderer.render(Phrase(text=text), language),
            direction=self.speech.languages.direction,
            months=self.speech.renderer.months,
            languages=[(code, languages.own_name(code)) for code in languages.offered],
            now=self.now,
        )

    def _ticks(self, tempo: Tempo) -> tuple[Tick, ...]:
        """What is done again and again."""
        return (
            Tick(name="sweep", every=tempo.sweep_every, do=self.outbox.sweep),
            Tick(name="refresh", every=REFRESH_EVERY, do=self._refresh),
            Tick(name="notices", every=NOTICES_EVERY, do=self.notifier.tick),
            Tick(name="files", every=tempo.files_every, do=self.files.tick),
            Tick(name="forget", every=FORGET_EVERY, do=self.forget),
            Tick(name="check_ins", every=tempo.check_in_every, do=self.checkins.tick),
            Tick(name="plan", every=PLANNED_EVERY, do=self.checkins.plan),
            *self.office.ticks(),
        )

    def _files(self, queue: Queue, writer: str) -> Files:
        sources = {channel.name: channel for channel in self.channels.values() if isinstance(channel, PhotoSource)}
        deliver = self.outbox.deliver
        return Files(self.database, sources, self.shelf, queue, self.metrics, writer=writer, deliver=deliver, now=self.now)

    def _office(self, ways: Ways, effort: Effort) -> Office:
        deliver, theme = self.outbox.deliver, self.web.theme

        def telegram() -> str:
            return self.telegram.username if self.telegram else ""

        return Office(
            self.house,
            self.turns,
            self.settings,
            deliver=deliver,
            mailer=ways.mail,
            theme=theme,
            secure=self._secure(),
            telegram=telegram,
            channel=self.channels.get(TelegramChannel.name),
            effort=effort,
        )

    def _secure(self) -> bool:
        """Plain http on something else than this machine cannot keep a secure cookie."""
        return self.settings.public_url.startswith("https://") or self.settings.host in ("127.0.0.1", "localhost", "::1")

    def _telegram(self, chat_rate: float | None) -> TelegramChannel | None:
        token = self.settings.telegram_token.get_secret_value()
        if not token:
            return None
        secret = hashlib.sha256(f"webhook:{token}".encode()).hexdigest()
        url = self.settings.public_url.rstrip("/") + TELEGRAM_PATH
        return TelegramChannel(
            token,
            self.receive,
            api_url=self.settings.telegram_api_url,
            webhook=WebhookAddress(url=url, secret=secret) if self.settings.webhook else None,
            limits=Limits(overall_rate=self.settings.telegram_rate, chat_rate=chat_rate),
            now=self.now,
        )
