"""Who is at the other side of the page: a random id in a cookie, nothing else."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta
from hashlib import sha256
from hmac import compare_digest

from aiohttp import web

#: Renewed at each visit. Browsers inside other apps throw away cookies without an age each time they are closed.
KEPT_FOR = timedelta(days=180)
LANGUAGE_COOKIE = "wegwijzer-language"
#: Somebody said "not now" to being told of messages.
UNOFFERED_COOKIE = "wegwijzer-notices"

_ID = re.compile(r"[A-Za-z0-9_-]{22}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[_-][A-Za-z]{2,4})?")


class Sessions:
    """Reads and writes the cookies of the page.

    `secure` is False only where the page is tried over plain http on another machine: browsers take a
    Secure cookie over https and on localhost only.
    """

    def __init__(self, *, secure: bool) -> None:
        self._secure = secure
        self.cookie = "__Host-wegwijzer" if secure else "wegwijzer"

    def new(self) -> str:
        """128 random bits, as 22 characters."""
        return secrets.token_urlsafe(16)

    def of(self, request: web.Request) -> str | None:
        """The session of a request, None for who comes for the first time."""
        value = request.cookies.get(self.cookie, "")
        return value if _ID.fullmatch(value) else None

    def keep(self, response: web.StreamResponse, session: str) -> None:
        """Let the browser keep the session."""
        self._set(response, self.cookie, session)

    def language(self, request: web.Request) -> str:
        """The language that this browser was last spoken to in, empty when none."""
        value = request.cookies.get(LANGUAGE_COOKIE, "")
        return value if _LANGUAGE.fullmatch(value) else ""

    def keep_language(self, response: web.StreamResponse, language: str) -> None:
        """So that pages without a conversation, and refusals, speak the same language."""
        self._set(response, LANGUAGE_COOKIE, language)

    def is_unoffered(self, request: web.Request) -> bool:
        """Whether somebody at this browser does not want to be asked how they are told of messages."""
        return UNOFFERED_COOKIE in request.cookies

    def keep_unoffered(self, response: web.StreamResponse) -> None:
        """So that they are not asked again."""
        self._set(response, UNOFFERED_COOKIE, "later")

    def _set(self, response: web.StreamResponse, name: str, value: str) -> None:
        age = int(KEPT_FOR.total_seconds())
        response.set_cookie(name, value, max_age=age, path="/", secure=self._secure, httponly=True, samesite="Lax")


def form_token(session: str) -> str:
    """What a form of this session carries, for browsers that do not say where a post comes from."""
    return sha256(f"form:{session}".encode()).hexdigest()[:32]


def is_form_token(token: str, session: str) -> bool:
    """Whether a form was made for this session."""
    return compare_digest(token.encode(), form_token(session).encode())
