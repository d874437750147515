"""The service in front of the web: started, its address told, stopped when somebody says so."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from aiohttp import web

from bot.demo import COORDINATOR, LEAD, PASSWORD, employ
from bot.main import Bot, clock_time
from bot.settings import Settings
from bot.tempo import USUAL, Tempo


@asynccontextmanager
async def serving(settings: Settings, *, now: Callable[[], datetime] = clock_time, tempo: Tempo = USUAL) -> AsyncIterator[tuple[Bot, int]]:
    """The running service, and the port on which it listens."""
    bot = Bot(settings, now=now, tempo=tempo)
    await bot.start()
    if settings.mode == "demo":
        await employ(bot.office.staff)
    runner = web.AppRunner(bot.app(), access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, settings.host, settings.port)
    await site.start()
    port: int = runner.addresses[0][1]
    try:
        yield bot, port
    finally:
        await runner.cleanup()
        await bot.stop()


async def run(settings: Settings, *, now: Callable[[], datetime] = clock_time, tempo: Tempo = USUAL) -> None:
    """Serve until somebody says stop."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    async with serving(settings, now=now, tempo=tempo) as (_, port):
        print(greeting(settings, port), flush=True)
        await stop.wait()


def greeting(settings: Settings, port: int) -> str:
    """Where everything is, for who started it."""
    host = settings.public_url.rstrip("/") or f"http://{settings.host}:{port}"
    telegram = "connected" if settings.telegram_token.get_secret_value() else "not connected (set WEGWIJZER_TELEGRAM_TOKEN)"
    lines = [
        "",
        "  Wegwijzer is running.",
        "",
        f"  Chat page   {host}/",
        f"  Console     {host}/console/",
        f"  Health      {host}/healthz",
        f"  Telegram    {telegram}",
    ]
    if settings.mode == "demo":
        lines += [
            "",
            "  This is a demo: all schools and municipal contacts are made up.",
            f"  The demo's coordinator signs in with {COORDINATOR} and {PASSWORD}",
            f"  Their team lead: {LEAD}, with the same password",
        ]
    return "\n".join([*lines, ""])
