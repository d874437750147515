"""New messages reach an open page by themselves, one stream a page, resumed where it broke off."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from datetime import timedelta

from aiohttp import web

from bot.channels.webchat.desk import HEADERS, Desk
from bot.channels.webchat.posts import last_row
from bot.messages import Outgoing

#: A comment this often keeps proxies from closing a quiet stream.
HEARTBEAT = timedelta(seconds=15)
#: How long a browser waits before it connects again.
RETRY = timedelta(seconds=3)
#: The same for a page that had to make room, so that many open pages do not push each other out all the time.
LONG_RETRY = timedelta(minutes=1)
#: Streams of one session; a further one ends the oldest, which on a phone is mostly one whose network is gone already.
MAX_STREAMS_PER_SESSION = 4

_STREAM_HEADERS = {**HEADERS, "Content-Type": "text/event-stream; charset=utf-8", "X-Accel-Buffering": "no"}


class _Stream:
    """One open stream: the page's bell, and whether it has to end."""

    def __init__(self, session: str, bell: asyncio.Event) -> None:
        self.session = session
        self.bell = bell
        self.over = False
        self.crowded_out = False

    def end(self) -> None:
        self.over = True
        self.bell.set()


class Streams:
    """The open streams of this process, oldest first. `as_parcel` draws one row for the page's script."""

    def __init__(self, desk: Desk, as_parcel: Callable[[Outgoing, str], dict[str, object]], heartbeat: timedelta = HEARTBEAT) -> None:
        self._desk = desk
        self._as_parcel = as_parcel
        self._heartbeat = heartbeat.total_seconds()
        self._open: list[_Stream] = []
        self._closing = False

    def __len__(self) -> int:
        return len(self._open)

    async def events(self, request: web.Request) -> web.StreamResponse:
        """All rows after the last one seen, and each further one when it is committed."""
        session = self._desk.sessions.of(request)
        if session is None or self._closing:
            # No content tells the browser not to connect again by itself.
            return web.Response(status=204, headers=HEADERS)
        after = last_row(request.headers.get("Last-Event-ID", "") or request.query.get("after", ""))
        if after:
            # The page has these rows; whether somebody looks at it, it tells by itself.
            await self._desk.needs.received(session, after)
        response = web.StreamResponse(headers=_STREAM_HEADERS)
        with self._desk.needs.signal.subscribe(session) as bell:
            stream = self._opened(session, bell)
            try:
                await response.prepare(request)
                await self._follow(response, stream, after)
            except ConnectionResetError:
                pass  # The page is gone: it comes back with the id of the last row it has.
            finally:
                self._open.remove(stream)
        return response

    async def close(self) -> None:
        """End every stream, so that the process can stop; the browsers connect to another one."""
        self._closing = True
        for stream in self._open:
            stream.end()

    def _opened(self, session: str, bell: asyncio.Event) -> _Stream:
        others = [other for other in self._open if other.session == session and not other.over]
        if len(others) >= MAX_STREAMS_PER_SESSION:
            others[0].crowded_out = True
            others[0].end()
        stream = _Stream(session, bell)
        self._open.append(stream)
        return stream

    async def _follow(self, response: web.StreamResponse, stream: _Stream, after: int) -> None:
        await response.write(_retry(RETRY))
        while not stream.over:
            # Cleared before reading: a ring while we read is not missed.
            stream.bell.clear()
            after = await self._send_news(response, stream.session, after)
            if not stream.over:
                await self._wait(response, stream.bell)
        if stream.crowded_out:
            await response.write(_retry(LONG_RETRY))

    async def _send_news(self, response: web.StreamResponse, session: str, after: int) -> int:
        for row in await self._desk.needs.history(session, after):
            content = json.dumps(self._as_parcel(row, session), ensure_ascii=False)
            await response.write(f"id: {row.id}\ndata: {content}\n\n".encode())
            after = row.id
        return after

    async def _wait(self, response: web.StreamResponse, bell: asyncio.Event) -> None:
        try:
            async with asyncio.timeout(self._heartbeat):
                await bell.wait()
        except TimeoutError:
            await response.write(b": still here\n\n")


def _retry(pause: timedelta) -> bytes:
    return f"retry: {pause // timedelta(milliseconds=1)}\n\n".encode()
