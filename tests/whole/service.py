"""The real service in a process of its own, on data that stays when it is stopped, killed and started again."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import sys
from asyncio.subprocess import Process
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import aiohttp

#: What Python runs, where nobody says otherwise.
RUN = ("-m", "bot", "run")
ROOT = Path(__file__).resolve().parents[2]
#: Seconds in which a start has to be ready, also on a machine that is busy with other tests.
READY_WITHIN = 60.0
#: Seconds in which a stop has to be done.
STOPPED_WITHIN = 5.0
PAUSE = 0.05


class NotReady(AssertionError):
    """The service did not start; its log stands below."""


class Service:
    """`python -m bot run` in a folder of its own: database, keys and logs stay there from one start to the next."""

    def __init__(self, folder: Path, *, webhook: bool = False, command: Sequence[str] = RUN, **settings: str) -> None:
        """`settings` are those of the service, without their prefix and in small letters. `webhook`: Telegram reaches it by its address.

        `command` is what Python runs.
        """
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._command = command
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.settings = {"port": str(self.port), "mode": "demo", "database_url": f"sqlite:///{folder}/wegwijzer.sqlite3", **settings}
        if webhook:
            self.settings["public_url"] = self.url
        self._process: Process | None = None

    async def start(self) -> None:
        """Start, and wait until it is ready to take turns."""
        await self.begin()
        try:
            async with asyncio.timeout(READY_WITHIN):
                while not await self.is_ready():
                    if self._running.returncode is not None:
                        raise NotReady(self.log)
                    await asyncio.sleep(PAUSE)
        except TimeoutError:
            raise NotReady(self.log) from None

    async def begin(self) -> None:
        """Start, and wait for nothing."""
        with self._file("stdout").open("ab") as said, self._file("stderr").open("ab") as logged:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, *self._command, cwd=self.folder, env=environment(**self.settings), stdout=said, stderr=logged
            )

    async def is_ready(self) -> bool:
        """What /readyz says."""
        try:
            async with aiohttp.ClientSession() as session, session.get(f"{self.url}/readyz") as response:
                return response.status == 200
        except aiohttp.ClientError:
            return False

    async def stop(self) -> int:
        """Ask it to stop, as a server does; its exit code. Raises TimeoutError when it goes on."""
        self._running.send_signal(signal.SIGTERM)
        async with asyncio.timeout(STOPPED_WITHIN):
            return await self._running.wait()

    async def ended(self) -> int:
        """Wait until it ends by itself; its exit code."""
        return await self._running.wait()

    async def kill(self) -> None:
        """End it at this very moment; nothing is finished, and nothing is said."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()

    @property
    def log(self) -> str:
        """Everything that it wrote to its log since the first start."""
        return self._file("stderr").read_text("utf-8")

    @property
    def said(self) -> str:
        """Everything that it told who started it."""
        return self._file("stdout").read_text("utf-8")

    @property
    def coordinator(self) -> tuple[str, str]:
        """E-mail address and password of the demo's coordinator."""
        email, password = re.search(r"signs in with (\S+) and (\S+)", self.said).groups()  # type: ignore[union-attr]
        return email, password

    @property
    def _running(self) -> Process:
        assert self._process is not None, "not started"
        return self._process

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}.log"


#: Makes a service in a folder of its own, and starts it: `await start(telegram_token=…)`.
Start = Callable[..., Awaitable[Service]]


def environment(**settings: str) -> dict[str, str]:
    """What a process of the service is given: nothing of this machine's own settings, and all of these."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WEGWIJZER_")}
    return {**kept, "PYTHONPATH": str(ROOT), **{f"WEGWIJZER_{name.upper()}": value for name, value in settings.items()}}


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
