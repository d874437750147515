"""Who takes part in the comparison, and how each is started."""

from __future__ import annotations

import base64
import os
import shutil
import socket
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.environments import HERE, python_of

#: What our bot says: the shipped dialogs, and this script with the same eight questions.
SHIPPED = HERE.parent.parent / "dialogs"
QUESTIONS = HERE / "proef.yaml"


@dataclass(frozen=True, kw_only=True)
class Start:
    """A command with its environment."""

    command: tuple[str, ...]
    environment: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Contender:
    """A bot that does the intake."""

    name: str
    what: str
    #: (address of the Bot API server, folder for its data, by webhook?) -> how it is started.
    start: Callable[[str, Path, bool], Start]
    #: The command by which people begin.
    begin: str = "/start"
    #: Whether it can be called, instead of asking.
    webhook: bool = False


def _peer(environment: str, script: str) -> Callable[[str, Path, bool], Start]:
    def start(api: str, folder: Path, webhook: bool) -> Start:
        variables = {"BENCH_API": api, "BENCH_DATABASE": str(folder / "peer.sqlite3")}
        if webhook:
            variables["BENCH_WEBHOOK_PORT"] = str(_free_port())
        return Start(command=(str(python_of(environment)), str(HERE / "peers" / script)), environment=os.environ | variables)

    return start


def _ours(api: str, folder: Path, webhook: bool) -> Start:
    port = _free_port()
    edition = folder / "dialogs"
    shutil.copytree(SHIPPED, edition, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    shutil.copy(QUESTIONS, edition / "scripts")
    variables = {
        "WEGWIJZER_MODE": "demo",
        "WEGWIJZER_HOST": "127.0.0.1",
        "WEGWIJZER_PORT": str(port),
        "WEGWIJZER_DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'wegwijzer.sqlite3'}",
        "WEGWIJZER_SECRET_KEY": base64.b64encode(bytes(range(32))).decode(),
        "WEGWIJZER_TELEGRAM_TOKEN": "42:token",
        "WEGWIJZER_TELEGRAM_API_URL": api,
        # The pace that Telegram allows is not what is measured here.
        "WEGWIJZER_TELEGRAM_RATE": "1000000",
        "WEGWIJZER_PUBLIC_URL": f"http://127.0.0.1:{port}" if webhook else "",
        "WEGWIJZER_DIALOGS": str(edition),
        "WEGWIJZER_LOG_LEVEL": "WARNING",
    }
    return Start(command=(sys.executable, "-m", "bot", "run"), environment=os.environ | variables)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


PTB = Contender(
    name="ptb", what="python-telegram-bot, ConversationHandler, one ORM row per update", start=_peer("ptb", "ptb_conversation.py")
)
AIOGRAM = Contender(name="aiogram", what="aiogram-dialog, in memory", start=_peer("aiogram", "aiogram_dialogs.py"))
FLOOR = Contender(name="floor", what="aiohttp + orjson + sqlite3, no framework", start=_peer("floor", "bare_floor.py"), webhook=True)
OURS = Contender(name="wegwijzer", what="Wegwijzer, committed before the acknowledgement", start=_ours, begin="/proef", webhook=True)
CONTENDERS = {one.name: one for one in (PTB, AIOGRAM, FLOOR, OURS)}
