"""The part of the settings with which somebody of the staff links their Telegram, and unlinks it."""

from __future__ import annotations

from aiohttp import web

from bot.console.desk import SESSION, Desk, elsewhere, form_of
from bot.console.guard import Route
from bot.console.settings import SETTINGS, TOO_MANY, WorkSettings
from bot.drawing.codes import qr
from bot.team.staffing import TooManyTries
from bot.team.telegram import CODE_FOR, TELLS, TelegramLinks


class TelegramSettings:
    """Reads and writes through the room of the links. Without Telegram there is nothing here but the way back."""

    def __init__(self, desk: Desk, settings: WorkSettings) -> None:
        self._desk = desk
        self._settings = settings

    def routes(self) -> tuple[Route, ...]:
        """The pages of this subject."""
        return (
            ("POST", f"{SETTINGS}/telegram", "cases", self.want),
            ("POST", f"{SETTINGS}/telegram/code", "cases", self.code),
            ("POST", f"{SETTINGS}/telegram/unlink", "cases", self.unlink),
        )

    async def code(self, request: web.Request) -> web.Response:
        """A code, on this page and never again."""
        if not self._links.is_there:
            return elsewhere(SETTINGS)
        try:
            code = await self._links.new_code(request[SESSION].member)
        except TooManyTries:
            return await self._settings.page(request, problem=TOO_MANY)
        at = self._links.bot_address
        link = f"{at}?start={code}" if at else ""
        return self._desk.page(
            request, "telegram_code.html", code=code, minutes=CODE_FOR.seconds // 60, bot=at, link=link, qr=qr(link) if link else ""
        )

    async def want(self, request: web.Request) -> web.Response:
        """What I am told there."""
        tells = (await form_of(request)).get("tells", "")
        if tells in TELLS and self._links.is_there:
            await self._links.want(request[SESSION].member, tells)
        return elsewhere(f"{SETTINGS}?done=settings" if tells in TELLS else SETTINGS)

    async def unlink(self, request: web.Request) -> web.Response:
        """Nothing more there."""
        if not self._links.is_there:
            return elsewhere(SETTINGS)
        await self._links.unlink(request[SESSION].member)
        return elsewhere(f"{SETTINGS}?done=telegram_off")

    @property
    def _links(self) -> TelegramLinks:
        return self._desk.rooms.telegram
