"""What every page of the web chat has at hand, and the headers that all of them carry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web

from bot.channels.webchat.limits import Limits
from bot.channels.webchat.needs import Needs
from bot.channels.webchat.pages import Pages
from bot.channels.webchat.posts import Form, Visitor
from bot.channels.webchat.sessions import Sessions
from bot.channels.webchat.tongues import asked_for, nearest

#: The fields of a post, once read: a refusal gives them back so that nothing typed is lost.
FORM = web.RequestKey("form", Form)

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
#: Not `no-referrer`: with that, browsers hide even from ourselves where a post comes from.
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(self), camera=(), microphone=(), payment=(), usb=()",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Shared by the handlers."""

    needs: Needs
    pages: Pages
    sessions: Sessions
    limits: Limits
    #: The visitor's own address, for limits only; behind a proxy the composition root knows better than the socket.
    ip: Callable[[web.Request], str]

    def language(self, request: web.Request) -> str:
        """The language for a page that has no message to go by."""
        offered = [code for code, _ in self.needs.languages]
        spoken = self.sessions.language(request)
        return spoken if spoken in offered else nearest(asked_for(request.headers.get("Accept-Language", "")), offered)

    def visitor(self, request: web.Request, session: str) -> Visitor:
        """Who is asking."""
        asked = asked_for(request.headers.get("Accept-Language", ""))
        return Visitor(address=session, languages=asked, now=self.needs.now())

    def answer(self, request: web.Request, name: str, *, status: int = 200, **values: object) -> web.Response:
        """A page that has no message to go by."""
        return page(self.pages.page(name, self.language(request), self.sessions.of(request), **values), status=status)


def page(text: str, *, status: int = 200) -> web.Response:
    """A page with its headers, packed where the browser can unpack."""
    response = web.Response(text=text, content_type="text/html", charset="utf-8", status=status, headers=HEADERS)
    response.enable_compression()
    return response


def parcel(content: object, *, status: int = 200) -> web.Response:
    """The same for the page's own script."""
    response = web.json_response(content, status=status, headers=HEADERS)
    response.enable_compression()
    return response


def elsewhere(path: str) -> web.Response:
    """After a post: look there."""
    return web.Response(status=303, headers={**HEADERS, "Location": path})


def wants_parcel(request: web.Request) -> bool:
    """Whether the page's own script asks, rather than a plain form."""
    return request.headers.get("Accept", "").startswith("application/json")
