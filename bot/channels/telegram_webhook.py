"""Takes updates that Telegram brings, and answers only after they were kept."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Awaitable, Callable
from typing import cast
from weakref import WeakValueDictionary

import orjson
from aiohttp import web

from bot.channels.telegram_updates import RawUpdate, chat_of

#: The callback to acknowledge ("" when there is none), or None when the update has to come again. Never raises.
Keep = Callable[[RawUpdate], Awaitable[str | None]]

#: Bytes; Telegram's own updates stay far below.
MAX_BODY = 256 * 1024
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name


class Webhook:
    """An aiohttp handler. Wrong or no secret: 403. Not kept: 500, and Telegram brings it again."""

    def __init__(self, secret: str, keep: Keep) -> None:
        self._secret = secret.encode()
        self._keep = keep
        self._order: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def __call__(self, request: web.Request) -> web.Response:
        """Take one update."""
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            return web.Response(status=403)
        if request.content_length is None or request.content_length > MAX_BODY:
            return web.Response(status=413)
        update = _update_in(await request.read())
        if update is None:
            return web.Response(status=400)
        async with self._turn_of(chat_of(update)):
            callback = await self._keep(update)
        if callback is None:
            return web.Response(status=500)
        # An answer may carry one call: it saves a second request for each button.
        return web.json_response({"method": "answerCallbackQuery", "callback_query_id": callback}) if callback else web.Response()

    def _turn_of(self, chat: int) -> asyncio.Lock:
        """One chat's updates one after the other, in the order they came."""
        lock = self._order.get(chat)
        if lock is None:
            lock = self._order[chat] = asyncio.Lock()
        return lock


def _update_in(body: bytes) -> RawUpdate | None:
    try:
        update = orjson.loads(body)
    except ValueError:
        return None
    return cast("RawUpdate", update) if isinstance(update, dict) and "update_id" in update else None
