"""The console's routes, and who may use each of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from aiohttp import web

from bot.casework import Casework
from bot.console.cases import CASE, CASES, Cases
from bot.console.desk import PREFIX, SIGN_IN, Desk, Pace
from bot.console.guard import CODE, SECOND_FACTOR, Access, Handler, guarded
from bot.console.pages import STYLES, Pages
from bot.console.signing import ACCOUNT, HOME, INVITATION, Signing
from bot.speech import Speech
from bot.staffing import StaffRoom

Route = tuple[str, str, Access, Handler]


class Console:
    """The web pages of the staff."""

    def __init__(
        self,
        staff: StaffRoom,
        casework: Casework,
        speech: Speech,
        *,
        now: Callable[[], datetime],
        mask: Callable[[str], tuple[str, tuple[str, ...]]],
        theme: str,
        secure: bool,
    ) -> None:
        """`theme`: where the colours and sizes of the house are; `mask` takes secrets out of words."""
        pages = Pages(speech, now, theme)
        self._desk = Desk(staff=staff, casework=casework, pages=pages, pace=Pace(now), now=now, mask=mask, secure=secure)
        self._signing = Signing(self._desk)
        self._cases = Cases(self._desk)

    def add_to(self, app: web.Application) -> None:
        """Give the application our routes."""
        app.router.add_get(f"{STYLES}/{{edition}}/{{name}}", self._desk.pages.serve_style)
        for method, path, access, handler in self.routes():
            app.router.add_route(method, path, guarded(self._desk, access, handler))

    def routes(self) -> tuple[Route, ...]:
        """Every page: method, path, who may use it, and what it does."""
        signing, cases = self._signing, self._cases
        return (
            ("GET", PREFIX, "staff", signing.home),
            ("GET", HOME, "staff", signing.home),
            ("GET", SIGN_IN, "anybody", signing.show),
            ("POST", SIGN_IN, "anybody", signing.sign_in),
            ("GET", INVITATION, "anybody", signing.show_invitation),
            ("POST", INVITATION, "anybody", signing.accept),
            ("GET", CODE, "begun", signing.show_code),
            ("POST", CODE, "begun", signing.give_code),
            ("GET", SECOND_FACTOR, "begun", signing.show_second_factor),
            ("POST", SECOND_FACTOR, "begun", signing.set_second_factor),
            ("POST", f"{PREFIX}/sign-out", "begun", signing.sign_out),
            ("GET", ACCOUNT, "staff", signing.show_account),
            ("POST", ACCOUNT, "staff", signing.change_password),
            ("GET", CASES, "cases", cases.list),
            ("GET", CASE, "cases", cases.show),
            ("POST", f"{CASE}/take", "cases", cases.take),
            ("POST", f"{CASE}/give-back", "cases", cases.give_back),
            ("POST", f"{CASE}/close", "cases", cases.close),
            ("GET", f"{CASE}/reply", "cases", cases.show_reply),
            ("POST", f"{CASE}/preview", "cases", cases.preview),
            ("POST", f"{CASE}/reply", "cases", cases.reply),
            ("POST", f"{CASE}/words", "cases", cases.words),
        )
