"""The world in which the conversations of this folder are played: the real guides, with the schools of the demo."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from tempfile import TemporaryDirectory

from bot.demo import furnish
from bot.guidance.places import Places
from bot.speech import Speech
from bot.world import Worlds
from dialogs.guides import Guide
from dialogs.library import Library
from dialogs.phrase import Phrase
from storage.database import Database
from storage.migrating import upgrade
from storage.sealing import KeyRing, new_key

#: The moment at which every conversation is played that names no day.
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@cache
def speech() -> Speech:
    """The languages, as they are shipped."""
    return Speech.read()


@cache
def _worlds() -> Worlds:
    return asyncio.run(_furnished())


async def _furnished() -> Worlds:
    places = Places.load()
    with TemporaryDirectory() as scratch:
        url = f"sqlite:///{scratch}/demo.sqlite3"
        await upgrade(url)
        database = Database(url, KeyRing([new_key()]), "conversations")
        try:
            await furnish(database, places, NOW)
            worlds = Worlds(database, speech().tongues, places)
            await worlds.refresh()
        finally:
            await database.stop()
    return worlds


def guides_for_tests(library: Library) -> Mapping[str, Guide]:
    """Every guide that scripts may consult, with the knowledge of this library."""
    worlds = _worlds()
    worlds.learn(library)
    return worlds.guides(library)


def in_every_language(phrase: Phrase) -> str:
    """The Dutch, after the phrase was worded in each language that is offered: a translation that breaks raises."""
    for language in speech().languages.offered:
        assert speech().renderer.render(phrase, language).strip()
    return speech().renderer.render(phrase, "nl")


def in_dutch(phrase: Phrase) -> str:
    """The Dutch alone."""
    return speech().renderer.render(phrase, "nl")
