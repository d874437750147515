"""The console's routes, and who may use each of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from aiohttp import web

from bot.console.access import OwnWayIn
from bot.console.accounts import MunicipalAccounts
from bot.console.appointments import Appointments
from bot.console.beginning import Beginning
from bot.console.cases import Cases
from bot.console.colleagues import Colleagues
from bot.console.desk import Desk, Pace, Rooms
from bot.console.guard import Route, guarded
from bot.console.handling import Handling
from bot.console.inviting import InvitationPages
from bot.console.live import Live
from bot.console.pages import STYLES, Pages
from bot.console.papers import PaperPages
from bot.console.people import People
from bot.console.person import PersonPages
from bot.console.pictures import Pictures
from bot.console.reports import ReportPages
from bot.console.settings import WorkSettings
from bot.console.signing import Signing
from bot.console.telegram import TelegramSettings
from bot.console.week import WeekPages
from bot.console.wishes import WishPages
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
        cases = Cases(desk)
        settings = WorkSettings(desk)
        self._subjects = (
            Signing(desk),
            cases,
            Appointments(desk),
            Handling(desk, cases),
            Beginning(desk),
            Pictures(desk, cases),
            WeekPages(desk),
            People(desk),
            PersonPages(desk),
            ReportPages(desk),
            WishPages(desk),
            InvitationPages(desk),
            PaperPages(desk),
            settings,
            TelegramSettings(desk, settings),
            OwnWayIn(desk),
            Colleagues(desk),
            MunicipalAccounts(desk),
            Live(desk),
        )

    def add_to(self, app: web.Application) -> None:
        """Give the application our routes."""
        app.router.add_get(f"{STYLES}/{{edition}}/{{name}}", self._desk.pages.serve_static)
        for method, path, access, handler in self.routes():
            app.router.add_route(method, path, guarded(self._desk, access, handler))

    def routes(self) -> tuple[Route, ...]:
        """Every page of every subject."""
        return tuple(route for subject in self._subjects for route in subject.routes())
