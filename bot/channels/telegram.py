"""The door to people on Telegram: what they say comes in here, what we say goes out."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.channels.errors import TokenRefused
from bot.channels.telegram_calls import Calls
from bot.channels.telegram_commands import CommandMenu, Commands
from bot.channels.telegram_delivery import Deliverer
from bot.channels.telegram_files import fetched
from bot.channels.telegram_pacing import CHAT_RATE, OVERALL_RATE, Pace
from bot.channels.telegram_polling import FIRST_PAUSE, LONG_POLL, Pauses, Poller
from bot.channels.telegram_request import AiohttpRequest
from bot.channels.telegram_updates import ALLOWED_UPDATES, RawUpdate, read_update
from bot.channels.telegram_webhook import Webhook
from bot.messages import Delivery, Fetched, Inbound, Outgoing, Receive

API_URL = "https://api.telegram.org"
#: Seconds that a start waits for Telegram before it goes on trying behind the others.
START_WITHIN = 5.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class WebhookAddress:
    """Where Telegram brings updates, instead of us fetching them."""

    #: The public address of `TelegramChannel.webhook`.
    url: str
    #: 1 to 256 of A-Z, a-z, 0-9, _ and -; Telegram sends it along with each update.
    secret: str
    #: Updates that Telegram brings at the same time, 1 to 100.
    connections: int = 40


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Waiting times and rates; other values than these are for tests, replicas and a Bot API server of one's own."""

    #: Messages a second, all replicas together divided by their number; None: no limit.
    overall_rate: float | None = OVERALL_RATE
    #: Messages a second in one chat, in the long run; None: no limit.
    chat_rate: float | None = CHAT_RATE
    #: Seconds for a call to be answered.
    answer_within: float = 20.0
    #: Seconds that a request for updates stays open.
    long_poll: float = LONG_POLL
    #: Seconds of the first pause after a failure; they double.
    first_pause: float = FIRST_PAUSE


class TelegramChannel:
    """Telegram as a way to people; see `bot.messages.Channel`.

    `receive` is called with each update and returns after the commit; only then Telegram is told that it was kept.
    What the receipt holds to be sent is not the door's: whoever hands `receive` in calls `deliver`.
    """

    name = "telegram"
    pulls = False

    def __init__(
        self,
        token: str,
        receive: Receive,
        *,
        api_url: str = API_URL,
        webhook: WebhookAddress | None = None,
        limits: Limits | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        # The library tells addresses (with the token) and messages in its own log below this level.
        logging.getLogger("telegram").setLevel(logging.WARNING)
        self._limits = limits or Limits()
        self._receive = receive
        self._now = now
        self._address = webhook
        self._request = AiohttpRequest(answer_within=self._limits.answer_within)
        at = api_url.rstrip("/")
        self._bot = Bot(
            token, base_url=f"{at}/bot", base_file_url=f"{at}/file/bot", request=self._request, get_updates_request=self._request
        )
        self._pace = Pace(overall=self._limits.overall_rate, per_chat=self._limits.chat_rate)
        self._calls = Calls(self._request, self._bot.base_url, self._bot.base_file_url)
        self._deliverer = Deliverer(self._calls, self._pace)
        self._menu = CommandMenu(self._bot)
        self._poller = Poller(self._fetch, self._fetched, long_poll=self._limits.long_poll, first_pause=self._limits.first_pause)
        self._webhook = Webhook(webhook.secret, self._brought) if webhook else None
        self._counts: Counter[str] = Counter()
        #: What it is called there, once Telegram said so.
        self.username = ""
        self._state = "stopped"
        self._running: asyncio.Task[None] | None = None
        self._acknowledging: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Begin to receive. Without a network it goes on trying; raises TokenRefused when Telegram does not know the bot."""
        await self._request.initialize()
        try:
            async with asyncio.timeout(START_WITHIN):
                await self._connect()
        except InvalidToken:
            await self._request.shutdown()
            raise TokenRefused from None
        except (TelegramError, TimeoutError) as error:
            self._stumbled(error)
        self._running = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Stop receiving, finish what is under way. In webhook mode Telegram keeps updates until somebody is back."""
        running, self._running = self._running, None
        if running is not None:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
            if self._address is None:
                await self._poller.finish()
        await asyncio.gather(*self._acknowledging, return_exceptions=True)
        await self._request.shutdown()
        self._state = "stopped"

    async def deliver(self, message: Outgoing) -> Delivery:
        """Send, change or hide one message. Never raises for what Telegram answers."""
        delivery = await self._deliverer.deliver(message)
        self._counts[delivery.failure or "sent"] += 1
        return delivery

    async def fetch(self, reference: str, at_most: int) -> Fetched:
        """A photo that somebody sent; see `bot.messages.PhotoSource`."""
        return await fetched(self._calls, reference, at_most)

    async def webhook(self, request: web.Request) -> web.StreamResponse:
        """The aiohttp handler for `WebhookAddress.url`; 404 while updates are fetched."""
        return await self._webhook(request) if self._webhook else web.Response(status=404)

    async def publish_commands(self, commands: Mapping[str, Commands]) -> None:
        """Set the menu of commands per two-letter language code; "" for phones in any other language."""
        await self._menu.publish(commands)

    async def describe(self, address: str, commands: Commands) -> None:
        """Set the menu of commands of one chat: for languages that have no two-letter code."""
        await self._menu.describe(address, commands)

    def status(self) -> Mapping[str, str]:
        """How it goes, and counts since the start."""
        state = self._poller.state if self._state == "running" and self._address is None else self._state
        counts = {name: str(count) for name, count in sorted(self._counts.items())}
        return {"mode": "webhook" if self._address else "polling", "state": state, **counts}

    async def _run(self) -> None:
        pauses = Pauses(self._limits.first_pause)
        try:
            while self._state != "running":
                await pauses.pause()
                try:
                    await self._connect()
                except InvalidToken:
                    raise
                except TelegramError as error:
                    self._stumbled(error)
            if self._address is None:
                await self._poller.run()
        except InvalidToken:
            self._state = "token refused"
            _log.error("telegram_token_refused: %s", TokenRefused.__doc__)

    async def _connect(self) -> None:
        """See whether Telegram knows us, and tell it how we want our updates. Raises TelegramError."""
        self._state = "starting"
        self.username = (await self._bot.get_me()).username or ""
        if self._address is None:
            await self._bot.delete_webhook()
        else:
            await self._bot.set_webhook(
                self._address.url,
                secret_token=self._address.secret,
                allowed_updates=ALLOWED_UPDATES,
                max_connections=self._address.connections,
            )
        self._state = "running"

    def _stumbled(self, error: Exception) -> None:
        self._state = "unreachable"
        _log.warning("telegram_unreachable", extra={"error": type(error).__name__})

    async def _fetch(self, offset: int, seconds: float) -> list[RawUpdate]:
        return await self._calls.updates(offset, seconds, within=seconds + self._limits.answer_within)

    async def _fetched(self, update: RawUpdate) -> bool:
        callback = await self._brought(update)
        if callback:
            task = asyncio.create_task(self._acknowledge(callback))
            self._acknowledging.add(task)
            task.add_done_callback(self._acknowledging.discard)
        return callback is not None

    async def _acknowledge(self, callback: str) -> None:
        """Stop the waiting sign on a button; one that waited too long stops by itself."""
        try:
            await self._calls.acknowledge(callback)
        except BadRequest:
            return
        except TelegramError as error:
            _log.info("telegram_acknowledge_failed", extra={"error": type(error).__name__})

    async def _brought(self, update: RawUpdate) -> str | None:
        """Hand an update in: the callback to acknowledge or "", and None when it was not kept."""
        self._counts["received"] += 1
        inbound = self._read(update)
        if inbound is None:
            self._counts["ignored"] += 1
            return ""
        self._pace.talks(inbound.address)
        try:
            receipt = await self._receive(inbound)
        except Exception as error:
            # Its words may quote the person; the type must do.
            _log.error("telegram_not_kept", extra={"update": inbound.update_id, "error": type(error).__name__})
            receipt = None
        if receipt is None or not receipt.kept:
            self._counts["not_kept"] += 1
            return None
        self._counts["kept" if receipt.new else "repeated"] += 1
        return inbound.callback_id

    def _read(self, update: RawUpdate) -> Inbound | None:
        try:
            return read_update(update, self._now())
        except (KeyError, TypeError, AttributeError) as error:
            # Asking for it again would not make it readable.
            _log.error("telegram_unreadable", extra={"update": update.get("update_id"), "error": type(error).__name__})
            return None
