"""Stands before each page: where a post comes from, and a calm answer when something goes wrong."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Middleware

from bot.channels.webchat.desk import FORM, Desk, parcel, wants_parcel
from bot.channels.webchat.errors import NotFound, NotKept, NotOurs, WebChatError
from bot.channels.webchat.posts import Form
from bot.channels.webchat.sessions import is_form_token

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_LOG = logging.getLogger(__name__)
#: Fields that are made anew for each page, never given back.
_NOT_GIVEN_BACK = frozenset({"token"})


def check_origin(request: web.Request, form: Form, session: str) -> None:
    """Only our own page may post: the browser says so, or else the form's token does.

    Raises NotOurs.
    """
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin", "null")
    if site:
        ours = site in {"same-origin", "none"}
    elif origin != "null":
        # The host only: behind a proxy that ends TLS our own scheme is not the one that the browser sees.
        ours = urlsplit(origin).netloc == request.host
    else:
        ours = is_form_token(form.get("token", ""), session)
    if not ours:
        raise NotOurs


def guarded(desk: Desk, handler: Handler) -> Handler:
    """The handler, with every failure turned into a calm page in the person's language."""

    async def guard(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except WebChatError as refusal:
            return refused(desk, request, refusal)
        except web.HTTPException:
            raise
        except Exception as failure:
            _log(request, failure)
            return refused(desk, request, NotKept())

    return guard


def refused(desk: Desk, request: web.Request, refusal: WebChatError) -> web.Response:
    """Says what is the matter, and gives back what was typed."""
    if wants_parcel(request):
        response = parcel({"problem": refusal.problem, "wait": refusal.wait}, status=refusal.status)
    else:
        response = desk.answer(
            request,
            "problem.html",
            status=refusal.status,
            problem=refusal.problem,
            again=_again(request),
            action=request.path,
        )
    if refusal.wait:
        response.headers["Retry-After"] = str(refusal.wait)
    return response


def lost_ways(desk: Desk) -> Middleware:
    """A middleware: who follows a wrong address with a browser gets a calm page too."""

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except (web.HTTPNotFound, web.HTTPMethodNotAllowed):
            unrouted = request.match_info.http_exception is not None
            if unrouted and "text/html" in request.headers.get("Accept", ""):
                return refused(desk, request, NotFound())
            raise

    return middleware


def _again(request: web.Request) -> list[tuple[str, str]]:
    """The fields to post once more; none where it was not a post."""
    form = request.get(FORM)
    return [(name, value) for name, value in form.items() if name not in _NOT_GIVEN_BACK] if form else []


def _log(request: web.Request, failure: Exception) -> None:
    """The kind and the place of a failure. Not its words: a database puts values into them."""
    last = traceback.extract_tb(failure.__traceback__)[-1]
    facts = {"path": request.path, "error": type(failure).__name__, "place": f"{last.filename}:{last.lineno}"}
    _LOG.error("web_page_failed", extra=facts)
