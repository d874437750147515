"""Asks a provider over HTTP: with a limit to time and size, over TLS, and never to where an answer leads on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import orjson
from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.settings import LOOPBACK
from bot.team.accounts.errors import AccountRefused

#: Somebody is waiting.
WITHIN = ClientTimeout(total=10, connect=5)
#: Bytes: no answer of a provider is that long.
LONGEST_ANSWER = 512_000


class Asking:
    """One connection to the outside, for all providers."""

    def __init__(self) -> None:
        self._session: ClientSession | None = None

    async def stop(self) -> None:
        """Close what is open."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def get(self, url: str, headers: Mapping[str, str] = {}) -> tuple[int, Mapping[str, Any]]:
        """Status and what stands there; empty where it is no JSON object. Raises AccountRefused where nobody answers."""
        return await self._ask("GET", url, headers=headers)

    async def post(self, url: str, form: Mapping[str, str], headers: Mapping[str, str]) -> tuple[int, Mapping[str, Any]]:
        """The same for a form."""
        return await self._ask("POST", url, data=dict(form), headers=headers)

    async def _ask(self, method: str, url: str, **given: Any) -> tuple[int, Mapping[str, Any]]:
        if not is_safe(url):
            raise AccountRefused("misconfigured", "no_tls")
        if self._session is None:
            self._session = ClientSession(timeout=WITHIN, trust_env=False)
        try:
            async with self._session.request(method, url, allow_redirects=False, **given) as response:
                body = await response.content.read(LONGEST_ANSWER + 1)
                while len(body) <= LONGEST_ANSWER and (more := await response.content.read(LONGEST_ANSWER)):
                    body += more
        except (ClientError, OSError, TimeoutError, ValueError) as error:
            raise AccountRefused("unreachable", type(error).__name__) from None
        if len(body) > LONGEST_ANSWER:
            raise AccountRefused("misconfigured", "too_long")
        if response.status >= 500:
            raise AccountRefused("unreachable", f"http_{response.status}")
        return response.status, _object(body)


def is_safe(url: object) -> bool:
    """Whether somebody can be asked there: over TLS, or on this machine."""
    if not isinstance(url, str):
        return False
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK))
    except ValueError:
        return False


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        found = orjson.loads(body)
    except orjson.JSONDecodeError:
        return {}
    return found if isinstance(found, dict) else {}
