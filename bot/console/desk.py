"""What every page of the console has at hand: the rooms, the templates, the cookie, and the headers that all pages carry."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from aiohttp import web

from bot.caseload.calling import CheckInRoom
from bot.caseload.people import PeopleRoom
from bot.caseload.person import PersonRoom
from bot.caseload.plan_papers import PlanPapers
from bot.caseload.week import WeekRoom
from bot.cases.appointments import Appointments
from bot.cases.beginning import Beginning
from bot.cases.casework import Casework
from bot.cases.handling import Handling
from bot.cases.pictures import Pictures
from bot.console.errors import NotOurs, TooOften
from bot.console.pages import Pages
from bot.inviting import Inviting
from bot.language.languages import SOURCE
from bot.language.staff_words import STAFF_LANGUAGES
from bot.reports.letterheads import Letterheads
from bot.reports.reports import Reports
from bot.team.accounts import AccountRoom
from bot.team.colleagues import ColleaguesRoom
from bot.team.news import NewsRoom
from bot.team.own_access import AccessRoom
from bot.team.staffing import StaffRoom
from bot.team.telegram import TelegramLinks
from bot.team.working import WorkingRoom
from bot.wishes import Wishes
from storage.staff import Session

PREFIX = "/console"
HOME = f"{PREFIX}/"
SIGN_IN = f"{PREFIX}/sign-in"
#: Of a page that is to open after signing in.
LONGEST_PATH = 500
#: The cookie with the language of the console.
TONGUE = "wegwijzer-staff-language"
POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
#: Of a page that asks again and again whether there is something new.
LIVE = "; script-src 'self'; connect-src 'self'"
#: Not `no-referrer`: with that, browsers hide even from ourselves where a post comes from.
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=(), payment=(), usb=()",
    "Cache-Control": "no-store",
}
#: Requests of one browser, or of one network that is not signed in.
PACE, PACE_WITHIN = 240, timedelta(minutes=1)
#: Networks and browsers that are counted; the longest unseen go first.
PACED = 5_000
#: Who is signed in, once the guard has let them in, and the id that their browser keeps.
SESSION = web.RequestKey("session", Session)
SESSION_ID = web.RequestKey("session_id", str)


class Pace:
    """Counts requests, to hold machines off."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._seen: OrderedDict[str, deque[datetime]] = OrderedDict()

    def take(self, key: str) -> None:
        """One more. Raises TooOften."""
        now = self._now()
        times = self._seen.pop(key, None) or deque(maxlen=PACE)
        self._seen[key] = times
        if len(self._seen) > PACED:
            self._seen.popitem(last=False)
        if len(times) == PACE and times[0] > now - PACE_WITHIN:
            raise TooOften
        times.append(now)


@dataclass(frozen=True, kw_only=True)
class Rooms:
    """The rooms through which the console reads and writes."""

    staff: StaffRoom
    casework: Casework
    reports: Reports
    wishes: Wishes
    inviting: Inviting
    plan_papers: PlanPapers
    letterheads: Letterheads
    people: PeopleRoom
    person: PersonRoom
    calling: CheckInRoom
    week: WeekRoom
    appointments: Appointments
    handling: Handling
    beginning: Beginning
    pictures: Pictures
    working: WorkingRoom
    telegram: TelegramLinks
    news: NewsRoom
    access: AccessRoom
    colleagues: ColleaguesRoom
    accounts: AccountRoom


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Shared by the handlers."""

    rooms: Rooms
    pages: Pages
    pace: Pace
    now: Callable[[], datetime]
    #: Takes a BSN, an IBAN and codes out of words; gives what was found.
    mask: Callable[[str], tuple[str, tuple[str, ...]]]
    #: False only for plain http on something else than this machine.
    secure: bool = True
    #: The visitor's own address, for limits only.
    ip: Callable[[web.Request], str] = field(default=lambda request: request.remote or "")

    @property
    def cookie(self) -> str:
        """The name under which a browser keeps its session."""
        return "__Host-wegwijzer-staff" if self.secure else "wegwijzer-staff"

    def page(self, request: web.Request, template: str, *, status: int = 200, **values: object) -> web.Response:
        """A page with its headers. With `live=True` its script may run."""
        session = request.get(SESSION)
        values |= {"member": session.member if session else None, "complete": bool(session and session.complete)}
        live = values.setdefault("live", False)
        values |= {"tongue": tongue_of(request), "path": request.path_qs if request.method == "GET" and status == 200 else f"{PREFIX}/"}
        text = self.pages.page(template, **values)
        response = web.Response(text=text, content_type="text/html", charset="utf-8", status=status, headers=HEADERS)
        if live:
            response.headers["Content-Security-Policy"] = POLICY + LIVE
        response.enable_compression()
        return response

    def signed_in(self, path: str, session: str) -> web.Response:
        """Look there, and keep this session until the browser is closed."""
        response = elsewhere(path)
        response.set_cookie(self.cookie, session, path="/", secure=self.secure, httponly=True, samesite="Lax")
        return response

    def signed_out(self, path: str) -> web.Response:
        """Look there, and forget the session."""
        response = elsewhere(path)
        response.del_cookie(self.cookie, path="/", secure=self.secure, httponly=True, samesite="Lax")
        return response


def download(name: str, media_type: str, content: bytes) -> web.Response:
    """A file to keep or to print."""
    headers = {**HEADERS, "Content-Disposition": f'attachment; filename="{name}"'}
    charset = "utf-8" if media_type.startswith("text/") else None
    return web.Response(body=content, content_type=media_type, charset=charset, headers=headers)


def tongue_of(request: web.Request) -> str:
    """The language in which this browser shows the console."""
    chosen = request.cookies.get(TONGUE, "")
    return chosen if chosen in STAFF_LANGUAGES else SOURCE


def elsewhere(path: str) -> web.Response:
    """After a post: look there."""
    return web.Response(status=303, headers={**HEADERS, "Location": path})


def local(path: str) -> str:
    """A page of the console that somebody asked for; where they begin for everything else."""
    plain = len(path) <= LONGEST_PATH and path.isascii() and path.isprintable() and not set(path) & set('\\ "<>')
    return path if plain and path.startswith(HOME) else HOME


def check_origin(request: web.Request) -> None:
    """Only our own pages may post: the browser says where a form comes from. Raises NotOurs."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin", "")
    # The host only: behind a proxy that ends TLS our own scheme is not the one that the browser sees.
    ours = site == "same-origin" if site is not None else urlsplit(origin).netloc == request.host
    if not ours:
        raise NotOurs


async def form_of(request: web.Request) -> Mapping[str, str]:
    """The words in a form; files in it are left out."""
    return {name: value.strip() for name, value in (await request.post()).items() if isinstance(value, str)}
