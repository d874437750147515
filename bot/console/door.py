"""The console's routes, and who may use each of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from aiohttp import web

from bot.console.access import OwnWayIn
from bot.console.cases import Cases
from bot.console.colleagues import Colleagues
from bot.console.desk import Desk, Pace, Rooms
from bot.console.guard import Route, guarded
from bot.console.live import Live
from bot.console.pages import STYLES, Pages
from bot.console.settings import WorkSettings
from bot.console.signing import Signing
from bot.speech import Speech


class Console:
    """The web pages of the staff."""

    def __init__(
        self,
        rooms: Rooms,
        speech: Speech,
        *,
        now: Callable[[], datetime],
        mask: Callable[[str], tuple[str, tuple[str, ...]]],
        theme: str,
        secure: bool,
    ) -> None:
        """`theme`: where the colours and sizes of the house are; `mask` takes secrets out of words."""
        self._desk = desk = Desk(rooms=rooms, pages=Pages(speech, now, theme), pace=Pace(now), now=now, mask=mask, secure=secure)
        self._subjects = (Signing(desk), Cases(desk), WorkSettings(desk), OwnWayIn(desk), Colleagues(desk), Live(desk))

    def add_to(self, app: web.Application) -> None:
        """Give the application our routes."""
        app.router.add_get(f"{STYLES}/{{edition}}/{{name}}", self._desk.pages.serve_static)
        for method, path, access, handler in self.routes():
            app.router.add_route(method, path, guarded(self._desk, access, handler))

    def routes(self) -> tuple[Route, ...]:
        """Every page of every subject."""
        return tuple(route for subject in self._subjects for route in subject.routes())
