"""Stands before each page of the console: where a form comes from, who is signed in, what their role may do."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Awaitable, Callable
from typing import Literal
from urllib.parse import urlencode

from aiohttp import web

from bot.cases.casework import CaseNotFound, CaseNotTheirs, PersonAway
from bot.console.browsers import browser_of
from bot.console.desk import HOME, PREFIX, SESSION, SESSION_ID, SIGN_IN, Desk, check_origin, elsewhere, local
from bot.console.errors import Away, ConsoleRefusal, NotAllowed, NotThere, Overtaken

log = logging.getLogger(__name__)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
#: Who may use a page: anybody; who gave the right password; who is signed in; who works with people; who leads those;
#: who leads a team or administers.
Access = Literal["anybody", "begun", "staff", "cases", "lead", "leads"]

#: Method, path, who may use it, and what it does.
Route = tuple[str, str, Access, Handler]

CODE = f"{PREFIX}/code"
SECOND_FACTOR = f"{PREFIX}/second-factor"
LEAD = "lead"
#: Roles that see people.
WITH_PEOPLE = frozenset({"coordinator", "lead"})
#: How the path ends of what a page asks by itself, with nobody at the keyboard.
BY_ITSELF = "/news"
#: Roles that let colleagues in and out.
LEADING = frozenset({"lead", "admin"})
_ROOMS: dict[type[Exception], type[ConsoleRefusal]] = {CaseNotFound: NotThere, CaseNotTheirs: Overtaken, PersonAway: Away}


def guarded(desk: Desk, access: Access, handler: Handler) -> Handler:
    """The handler, for those who may use it; every refusal is a calm page."""

    async def guard(request: web.Request) -> web.StreamResponse:
        try:
            return await _let_in(desk, access, handler, request)
        except (ConsoleRefusal, CaseNotFound, CaseNotTheirs, PersonAway) as refusal:
            told = refusal if isinstance(refusal, ConsoleRefusal) else _ROOMS[type(refusal)]()
            return desk.page(request, "refused.html", status=told.status, reason=told.reason)
        except web.HTTPException:
            raise
        except Exception as failure:
            _log(request, failure)
            return desk.page(request, "refused.html", status=503, reason="failed")

    return guard


async def _let_in(desk: Desk, access: Access, handler: Handler, request: web.Request) -> web.StreamResponse:
    if request.method not in ("GET", "HEAD"):
        check_origin(request)
    session_id = request.cookies.get(desk.cookie, "")
    session = await desk.rooms.staff.session(session_id, _browser(request), alive=not _by_itself(request)) if session_id else None
    desk.pace.take(f"session {session.id}" if session else f"network {desk.ip(request)}")
    if session is not None:
        request[SESSION], request[SESSION_ID] = session, session_id
    if access == "anybody":
        return await handler(request)
    if session is None:
        return elsewhere(SIGN_IN + _and_then(request))
    if access != "begun" and not session.complete:
        return elsewhere(CODE + _and_then(request) if session.member.totp_secret else SECOND_FACTOR)
    if access == "cases" and session.member.role not in WITH_PEOPLE:
        raise NotAllowed
    if access == "leads" and session.member.role not in LEADING:
        raise NotAllowed
    if access == "lead" and session.member.role != LEAD:
        raise NotAllowed
    return await handler(request)


def _by_itself(request: web.Request) -> bool:
    return request.path.endswith(BY_ITSELF)


def _and_then(request: web.Request) -> str:
    """The page that was asked for, to be opened after signing in; where everybody begins needs not be named."""
    wanted = local(request.path_qs) if request.method == "GET" and not _by_itself(request) else HOME
    return "" if wanted == HOME else f"?{urlencode({'next': wanted})}"


def _browser(request: web.Request) -> str:
    return browser_of(request.headers.get("User-Agent", ""))


def _log(request: web.Request, failure: Exception) -> None:
    """The kind and the place of a failure. Not its words: a database puts values into them."""
    last = traceback.extract_tb(failure.__traceback__)[-1]
    route = request.match_info.route.resource
    facts = {"path": route.canonical if route else "", "error": type(failure).__name__, "place": f"{last.filename}:{last.lineno}"}
    log.error("console_page_failed", extra=facts)
