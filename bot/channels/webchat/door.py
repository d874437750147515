"""The web chat as a channel: its routes, its life, and the bell it rings for each committed row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from aiohttp import web

from bot.channels.webchat.assets import PREFIX, Assets
from bot.channels.webchat.chatting import BLANK, CHAT, Chatting
from bot.channels.webchat.desk import Desk
from bot.channels.webchat.guard import Handler, guarded, lost_ways
from bot.channels.webchat.keeping import FILE, PICTURE, Keeping
from bot.channels.webchat.limits import Limits
from bot.channels.webchat.needs import Needs
from bot.channels.webchat.pages import Pages
from bot.channels.webchat.photographing import SEND_PHOTO, Photographing
from bot.channels.webchat.posts import CHANNEL
from bot.channels.webchat.returning import CODE, NEW_CODE, USE_CODE, Returning
from bot.channels.webchat.sessions import Sessions
from bot.channels.webchat.streams import HEARTBEAT, Streams
from bot.channels.webchat.telling import LATER, MAIL, MAIL_CODE, NO_MAIL, NO_PUSH, NOTICES, PUSH, SEEN, SEEN_PLAINLY, WORKER, Telling
from bot.messages import Delivery, Outgoing


class WebChat:
    """The chat page, as a `Channel`.

    `secure` is False only for plain http on something else than localhost. `visitor_ip` gives the visitor's own
    address where a proxy stands before us.
    """

    name = CHANNEL
    pulls = True

    def __init__(
        self,
        needs: Needs,
        *,
        secure: bool = True,
        visitor_ip: Callable[[web.Request], str] | None = None,
        heartbeat: timedelta = HEARTBEAT,
    ) -> None:
        self._needs = needs
        self._assets = Assets()
        self._desk = Desk(
            needs=needs,
            pages=Pages(needs, self._assets),
            sessions=Sessions(secure=secure),
            limits=Limits(needs.now),
            ip=visitor_ip or _socket_ip,
        )
        self._chatting = Chatting(self._desk)
        self._photographing = Photographing(self._desk, self._chatting)
        self._keeping = Keeping(self._desk)
        self._returning = Returning(self._desk)
        self._telling = Telling(self._desk, self._assets)
        self._streams = Streams(self._desk, self._chatting.parcel_of, heartbeat)

    def add_to(self, app: web.Application) -> None:
        """Give the application our routes, the calm page for wrong addresses, and the end of our streams at its shutdown."""
        app.router.add_get(f"{PREFIX}/{{edition}}/{{name}}", self._assets.serve)
        for method, path, handler in self._routes():
            app.router.add_route(method, path, guarded(self._desk, handler))
        app.middlewares.append(lost_ways(self._desk))
        app.on_shutdown.append(self._shut_down)

    @property
    def theme(self) -> str:
        """Where the colours and sizes are, for the other pages of the house."""
        return self._assets.url("theme.css")

    async def deliver(self, message: Outgoing) -> Delivery:
        """The row is the delivery: only tell the open pages that it is there."""
        self._needs.signal.notify(message.address)
        return Delivery()

    async def start(self) -> None:
        """Nothing to begin: the routes are open when the server is."""

    async def stop(self) -> None:
        """End the streams; a page that is open goes on with its next post."""
        await self._streams.close()

    def status(self) -> Mapping[str, str]:
        """How many pages are open at this process."""
        return {"streams": str(len(self._streams))}

    def _routes(self) -> tuple[tuple[str, str, Handler], ...]:
        return (
            ("GET", CHAT, self._chatting.show),
            ("HEAD", CHAT, self._chatting.show),
            ("POST", "/begin", self._chatting.begin),
            ("POST", "/chat", self._chatting.say),
            ("POST", SEND_PHOTO, self._photographing.send),
            ("GET", "/chat/events", self._streams.events),
            ("GET", PICTURE, self._keeping.picture),
            ("GET", FILE, self._keeping.file),
            ("GET", BLANK, self._chatting.blank),
            ("GET", CODE, self._returning.show),
            ("POST", NEW_CODE, self._returning.make),
            ("POST", USE_CODE, self._returning.use),
            ("GET", NOTICES, self._telling.show),
            ("POST", PUSH, self._telling.push),
            ("POST", NO_PUSH, self._telling.no_push),
            ("POST", MAIL, self._telling.mail),
            ("POST", MAIL_CODE, self._telling.code),
            ("POST", NO_MAIL, self._telling.no_mail),
            ("POST", LATER, self._telling.later),
            ("POST", SEEN, self._telling.seen),
            ("GET", SEEN_PLAINLY, self._telling.seen_plainly),
            ("GET", WORKER, self._telling.worker),
        )

    async def _shut_down(self, _: web.Application) -> None:
        await self._streams.close()


def _socket_ip(request: web.Request) -> str:
    return request.remote or ""
