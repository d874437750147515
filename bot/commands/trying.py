"""A chat in the terminal, to hear a script as a person would. Nothing of it is kept, unless it is written down as a transcript."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TextIO

from bot.arriving import ANYWHERE
from bot.demo import furnish
from bot.guidance.places import Places
from bot.shelf import shipped
from bot.speech import Speech
from bot.world import Worlds
from dialogs.inputs import Called, Input, Picked, Started
from dialogs.library import Library, read_library
from dialogs.phrase import Phrase
from dialogs.transcripts import Act, EngineTalk, Seen, write_chat
from storage.database import Database
from storage.migrating import upgrade
from storage.sealing import KeyRing, new_key

LEAVE = ("exit", "quit")


class Terminal:
    """Somebody at a terminal, and the talk they have."""

    def __init__(self, library: Library, worlds: Worlds, speech: Speech, language: str, now: datetime) -> None:
        self._library = library
        self._speech = speech
        self._language = language
        self._talk = EngineTalk(library, worlds.guides(library), now=now, words=self._words)
        #: Everything that was done, with what came of it.
        self.turns: list[tuple[Act, Seen]] = []

    def do(self, act: Act) -> Iterator[str]:
        """Do it; gives the lines to print."""
        seen = self._talk.take(act)
        self.turns.append((act, seen))
        for shown in seen.shown:
            yield shown.words
            yield from (f"  {number}. {choice.label}" for number, choice in enumerate(shown.choices, 1))
        yield from (f"  ({happened})" for happened in seen.happened)

    def read(self, line: str) -> Input:
        """A number presses a button, a word after `/` works anywhere or begins a script, the rest is typed text."""
        question = self._talk.state.question
        word = line.removeprefix("/")
        if line.startswith("/") and word in ANYWHERE:
            return Called(word=word)
        if line.startswith("/") and word in self._library.commands:
            return Started(script=self._library.commands[word])
        if question is not None and question.kind != "number" and line.isdecimal() and 0 < int(line) <= len(question.options):
            return Picked(asking=question.asking, indexes=(int(line) - 1,))
        return self._speech.matcher.meaning(line, self._spoken, question, starts=self._library.keywords)

    def _words(self, phrase: Phrase) -> str:
        return self._speech.renderer.render(phrase, self._spoken)

    @property
    def _spoken(self) -> str:
        """The language that was chosen in the talk, or the one it began in."""
        answers = self._talk.state.answers
        chosen = [answers[name].value for name, fact in self._library.facts.items() if fact.kept_as == "language" and name in answers]
        return str(chosen[0]) if chosen else self._language


def talk(folder: Path, script: str | None, language: str, write: Path | None, source: TextIO, target: TextIO) -> None:
    """Talk until the input ends; with `write` the talk becomes a transcript."""
    library, issues = read_library(shipped(folder))
    print(*issues, sep="\n", end="", file=target)
    begin = script or library.welcome or ""
    if begin not in library.scripts:
        print(*library.scripts, sep="\n", file=target)
        return
    terminal = asyncio.run(_at_terminal(library, language))
    print(*terminal.do(Started(script=begin)), sep="\n", file=target)
    for line in source:
        if line.strip() in LEAVE:
            break
        print(*terminal.do(terminal.read(line.strip())), sep="\n", file=target)
    if write is not None:
        write.write_text(write_chat(begin, terminal.turns), "utf-8")


async def _at_terminal(library: Library, language: str) -> Terminal:
    """With the demo's schools, in a database that is gone afterwards."""
    speech, places, now = Speech.read(), Places.load(), datetime.now(UTC)
    with TemporaryDirectory() as scratch:
        url = f"sqlite:///{scratch}/try.sqlite3"
        await upgrade(url)
        database = Database(url, KeyRing([new_key()]), "try")
        try:
            await furnish(database, places, now)
            worlds = Worlds(database, speech.tongues, places)
            worlds.learn(library)
            await worlds.refresh()
        finally:
            await database.stop()
    return Terminal(library, worlds, speech, language, now)
