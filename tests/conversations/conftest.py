"""Every `.chat` file of this folder is a test. `pytest tests/conversations --update` rewrites them from what happens."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import AsyncExitStack
from datetime import datetime, time
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import pytest
from conversations.whole_house import open_house
from conversations.world import NOW, guides_for_tests, in_every_language

from dialogs.library import Library, read_library
from dialogs.transcripts import Act, EngineTalk, Seen, Transcript, Words, play, read_chat, rewritten

Result = TypeVar("Result")
VISIT: pytest.StashKey[Visit] = pytest.StashKey()

DIALOGS = Path(__file__).parents[2] / "dialogs"


class WentOtherwise(Exception):
    """A talk went otherwise than its transcript."""


@cache
def shipped_library() -> Library:
    """The scripts that are in the tree."""
    files = {
        path.relative_to(DIALOGS).as_posix(): path.read_text("utf-8") for path in DIALOGS.rglob("*.yaml") if "checks" not in path.parts
    }
    library, issues = read_library(files)
    assert not issues, [str(issue) for issue in issues]
    return library


def talk(chat: Transcript, words: Words = in_every_language) -> EngineTalk:
    """A talk with the bare engine on the day of the transcript; worded in every language, if not told otherwise."""
    now = datetime.combine(chat.today, time(12), ZoneInfo("Europe/Amsterdam")) if chat.today else NOW
    library = shipped_library()
    return EngineTalk(library, guides_for_tests(library), now=now, facts=chat.facts, phone=chat.phone, words=words)


class Played(pytest.Item):
    """One transcript, played somewhere."""

    def runtest(self) -> None:
        """Play it, or write it anew."""
        chat = read_chat(self.path.read_text("utf-8"), self.path.name)
        take = self.begin(chat)
        if self.config.getoption("--update", default=False) and self.writes(chat):
            self.path.write_text(rewritten(chat, take), "utf-8")
        elif failure := play(chat, take):
            raise WentOtherwise(str(failure))

    def begin(self, chat: Transcript) -> Callable[[Act], Seen]:
        """Somebody with whom the talk begins."""
        raise NotImplementedError

    def writes(self, chat: Transcript) -> bool:
        """Whether the file is written anew from what happens here."""
        raise NotImplementedError

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:
        """The line and the two sentences, nothing else."""
        return str(excinfo.value) if isinstance(excinfo.value, WentOtherwise) else str(excinfo.getrepr(style="short"))

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where it stands."""
        return self.path, 0, self.name


class ChatOnTheEngine(Played):
    """One transcript, played on the bare engine."""

    def begin(self, chat: Transcript) -> Callable[[Act], Seen]:
        return talk(chat).take

    def writes(self, chat: Transcript) -> bool:
        return True


class ChatThroughTheHouse(Played):
    """The same through the whole house: what is done comes in at a door, what is seen was delivered there."""

    def begin(self, chat: Transcript) -> Callable[[Act], Seen]:
        if VISIT not in self.config.stash:
            self.config.stash[VISIT] = Visit()
        visit = self.config.stash[VISIT]
        talking = visit.do(visit.house.talk(chat))
        return lambda act: visit.do(talking.take(act))

    def writes(self, chat: Transcript) -> bool:
        return chat.only == "house"


class ChatFile(pytest.File):
    """One `.chat` file."""

    def collect(self) -> Iterator[pytest.Item]:
        """A test for each place where it can be played."""
        only = read_chat(self.path.read_text("utf-8"), self.path.name).only
        if only != "house":
            yield ChatOnTheEngine.from_parent(self, name="on_the_engine")
        if only != "engine":
            yield ChatThroughTheHouse.from_parent(self, name="through_the_house")


class Visit:
    """The one house of this process, open until its last test; it has a loop of its own."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._stack = AsyncExitStack()
        self._scratch = TemporaryDirectory()
        self.house = self.do(self._stack.enter_async_context(open_house(f"sqlite:///{self._scratch.name}/house.sqlite3")))

    def do(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Do something in the house."""
        return self._loop.run_until_complete(work)

    def leave(self) -> None:
        """Close it."""
        self.do(self._stack.aclose())
        self._loop.close()
        self._scratch.cleanup()


def pytest_sessionfinish(session: pytest.Session) -> None:
    if visit := session.config.stash.get(VISIT, None):
        visit.leave()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite the transcripts from what happens")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> ChatFile | None:
    return ChatFile.from_parent(parent, path=file_path) if file_path.suffix == ".chat" else None
