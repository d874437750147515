"""The web server's own addresses: is it alive, is it ready, and its figures."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web

from bot.metrics import CONTENT_TYPE, Metrics

#: Names what is wrong; empty means ready.
Ready = Callable[[], Awaitable[Mapping[str, str]]]


class Watch:
    """Addresses for those who keep the service running."""

    def __init__(self, ready: Ready, metrics: Metrics, facts: Callable[[], Mapping[str, object]]) -> None:
        self._ready = ready
        self._metrics = metrics
        self._facts = facts

    def add_to(self, app: web.Application) -> None:
        """Add /healthz, /readyz and /metrics."""
        app.router.add_get("/healthz", self._healthz)
        app.router.add_get("/readyz", self._readyz)
        app.router.add_get("/metrics", self._text)

    async def _healthz(self, request: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    async def _readyz(self, request: web.Request) -> web.Response:
        """200 when this replica can take turns; else 503 with what is wrong."""
        wrong = await self._ready()
        body = {"status": "not ready" if wrong else "ready", "wrong": dict(wrong), **self._facts()}
        return web.json_response(body, status=503 if wrong else 200)

    async def _text(self, request: web.Request) -> web.Response:
        return web.Response(body=self._metrics.text(), headers={"Content-Type": CONTENT_TYPE})
