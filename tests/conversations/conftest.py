"""Every `.chat` file of this folder is a test. `pytest tests/conversations --update` rewrites them from what happens."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from conversations.world import NOW, guides_for_tests, in_every_language

from dialogs.library import Library, read_library
from dialogs.transcripts import EngineTalk, Transcript, play, read_chat, rewritten

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


def talk(chat: Transcript) -> EngineTalk:
    """A talk with the bare engine on the day of the transcript, worded in every language."""
    now = datetime.combine(chat.today, time(12), ZoneInfo("Europe/Amsterdam")) if chat.today else NOW
    library = shipped_library()
    return EngineTalk(library, guides_for_tests(library), now=now, facts=chat.facts, phone=chat.phone, words=in_every_language)


class ChatOnTheEngine(pytest.Item):
    """One transcript, played on the bare engine."""

    def runtest(self) -> None:
        """Play it, or write it anew."""
        chat = read_chat(self.path.read_text("utf-8"), self.path.name)
        if self.config.getoption("--update", default=False):
            self.path.write_text(rewritten(chat, talk(chat).take), "utf-8")
        elif failure := play(chat, talk(chat).take):
            raise WentOtherwise(str(failure))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:
        """The line and the two sentences, nothing else."""
        return str(excinfo.value) if isinstance(excinfo.value, WentOtherwise) else str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where it stands."""
        return self.path, 0, self.name


class ChatFile(pytest.File):
    """One `.chat` file."""

    def collect(self) -> Iterator[pytest.Item]:
        """Its one test."""
        yield ChatOnTheEngine.from_parent(self, name="on_the_engine")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite the transcripts from what happens")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> ChatFile | None:
    return ChatFile.from_parent(parent, path=file_path) if file_path.suffix == ".chat" else None
