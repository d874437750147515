"""A chat in the terminal, to hear a script as a person would. Nothing of it is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TextIO

from bot.arriving import ANYWHERE
from bot.demo import furnish
from bot.guidance.places import Places
from bot.language.matching import Matcher
from bot.language.render import Renderer
from bot.shelf import shipped
from bot.speech import Speech
from bot.wording import worded
from bot.world import Worlds
from dialogs.engine import take_turn
from dialogs.events import Event, LanguageChosen, Said
from dialogs.guides import Guide, Person
from dialogs.inputs import Called, Input, Picked, Started
from dialogs.library import Library, read_library
from dialogs.state import State
from storage.database import Database
from storage.migrating import upgrade
from storage.sealing import KeyRing, new_key

LEAVE = ("exit", "quit")


@dataclass
class Talk:
    """One talk with the engine, in memory."""

    library: Library
    guides: Mapping[str, Guide]
    renderer: Renderer
    matcher: Matcher
    language: str
    state: State = field(default_factory=State)
    turns: list[tuple[Input | None, list[Event]]] = field(default_factory=list)

    def give(self, given: Input) -> list[str]:
        """Take a turn; gives what is said, in lines."""
        self.state, events = take_turn(self.library, self.guides, self.state, Person(), given, datetime.now(UTC))
        self.turns.append((given, events))
        messages = worded(events, self.language, self.renderer)
        for event in events:
            if isinstance(event, LanguageChosen):
                self.language = event.language
        lines: list[str] = []
        for message in messages:
            lines += [message.text, *(f"  {number}. {button.label}" for number, button in enumerate(message.buttons, 1))]
        return [*lines, *(f"  ({type(event).__name__})" for event in events if not isinstance(event, Said))]

    def read(self, line: str) -> Input:
        """A number presses a button, a word after `/` works anywhere, the rest is typed text."""
        question = self.state.question
        word = line.removeprefix("/")
        if line.startswith("/") and word in ANYWHERE:
            return Called(word=word)
        if line.startswith("/") and word in self.library.commands:
            return Started(script=self.library.commands[word])
        if question is not None and line.isdecimal() and 0 < int(line) <= len(question.options) and question.kind != "number":
            return Picked(asking=question.asking, indexes=(int(line) - 1,))
        return self.matcher.meaning(line, self.language, question, starts=self.library.keywords)


def talk(folder: Path, script: str | None, language: str, source: TextIO, target: TextIO) -> Talk:
    """Talk until the input ends. Gives the talk, so that it can be written down."""
    started = asyncio.run(_begin(folder, language))
    lines = started.give(Started(script=script or started.library.welcome or ""))
    print(*lines, sep="\n", file=target)
    for line in source:
        if line.strip() in LEAVE:
            break
        print(*started.give(started.read(line.strip())), sep="\n", file=target)
    return started


async def _begin(folder: Path, language: str) -> Talk:
    library, issues = read_library(shipped(folder))
    for issue in issues:
        print(issue)
    speech = Speech.read()
    places = Places.load()
    with TemporaryDirectory() as scratch:
        url = f"sqlite+aiosqlite:///{scratch}/try.sqlite3"
        await upgrade(url)
        database = Database(url, KeyRing([new_key()]), "try")
        await database.start()
        try:
            await furnish(database, places, datetime.now(UTC))
            worlds = Worlds(database, speech.tongues, places)
            worlds.learn(library)
            await worlds.refresh()
        finally:
            await database.stop()
    return Talk(library=library, guides=worlds.guides(library), renderer=speech.renderer, matcher=speech.matcher, language=language)
