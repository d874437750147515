"""Appointments: two times are offered, shown first as the person will read them; what was agreed can be cancelled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time

from aiohttp import web

from bot.console.cases import CASE, back, member_of, number_of
from bot.console.desk import Desk, form_of
from bot.console.errors import Overtaken
from bot.console.guard import Route
from bot.guidance.replies import LONGEST
from dialogs.days import HOME
from storage.appointments import Offer


class OfferUnfit(Exception):
    """What was filled in is no appointment; its argument is the word of the page for why."""


class Appointments:
    """Reads and writes through the room of the appointments."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> tuple[Route, ...]:
        """The pages of this subject."""
        return (
            ("GET", f"{CASE}/appointment", "cases", self.ask),
            ("POST", f"{CASE}/appointment/preview", "cases", self.preview),
            ("POST", f"{CASE}/appointment", "cases", self.offer),
            ("POST", f"{CASE}/appointment/{{id:[0-9]{{1,12}}}}/cancel", "cases", self.cancel),
        )

    async def ask(self, request: web.Request) -> web.Response:
        """The form."""
        return await self._page(request, {}, None)

    async def preview(self, request: web.Request) -> web.Response:
        """As the person will read it."""
        form = await form_of(request)
        try:
            return await self._page(request, form, self._read(form))
        except OfferUnfit as unfit:
            return await self._page(request, form, None, problem=str(unfit))

    async def offer(self, request: web.Request) -> web.Response:
        """Send it."""
        form = await form_of(request)
        try:
            offer = self._read(form)
        except OfferUnfit as unfit:
            return await self._page(request, form, None, problem=str(unfit))
        await self._desk.rooms.appointments.offer(member_of(request), number_of(request), offer, form.get("once", "")[:64])
        return back(request, "sent")

    async def cancel(self, request: web.Request) -> web.Response:
        """It is not to be."""
        await self._desk.rooms.appointments.cancel(member_of(request), number_of(request), int(request.match_info["id"]))
        return back(request, "appointment_cancelled")

    async def _page(self, request: web.Request, form: Mapping[str, str], offer: Offer | None, problem: str = "") -> web.Response:
        sheet = await self._desk.rooms.casework.sheet(member_of(request), number_of(request))
        if sheet.work.taken_by != member_of(request).id or sheet.work.state != "taken":
            raise Overtaken
        render = self._desk.rooms.appointments.previewed
        codes = dict.fromkeys(("nl", sheet.work.language or "nl"))
        readings = [(code, *render(offer, code)) for code in codes] if offer else []
        values = {"sheet": sheet, "given": form, "readings": readings, "problem": problem}
        return self._desk.page(request, "appointment.html", status=422 if problem else 200, **values)

    def _read(self, form: Mapping[str, str]) -> Offer:
        """What was filled in. Raises OfferUnfit."""
        manner, place = form.get("manner", ""), " ".join(form.get("place", "").split())
        first, second = (_moment(form.get(f"{which}_day", ""), form.get(f"{which}_time", "")) for which in ("first", "second"))
        if first is None or second is None:
            raise OfferUnfit("no_times")
        if min(first, second) <= self._desk.now() or first == second:
            raise OfferUnfit("times")
        if manner not in ("place", "phone"):
            raise OfferUnfit("no_manner")
        if manner == "place" and not place:
            raise OfferUnfit("no_place")
        if len(place) > LONGEST or _has_secret(self._desk.mask, place):
            raise OfferUnfit("place")
        return Offer(
            manner="place" if manner == "place" else "phone",
            place=place if manner == "place" else "",
            interpreter=form.get("interpreter") == "yes",
            first_at=min(first, second),
            second_at=max(first, second),
        )


def _moment(day: str, hour: str) -> datetime | None:
    """A day and a time of the Netherlands."""
    try:
        return datetime.combine(date.fromisoformat(day), time.fromisoformat(hour[:5]), HOME)
    except ValueError:
        return None


def _has_secret(mask: Callable[[str], tuple[str, tuple[str, ...]]], words: str) -> bool:
    return bool(mask(words)[1])
