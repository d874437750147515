"""The kinds of client that the tests of the web page are handed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web
from aiohttp.test_utils import TestClient

Client = TestClient[web.Request, web.Application]
#: Makes a client with cookies of its own: `await make_client("ar", **headers)`.
MakeClient = Callable[..., Awaitable[Client]]
