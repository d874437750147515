"""The command line's way in: facts in YAML, explained with the schools of the database and the knowledge in use."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy.engine import make_url

from bot.demo import furnish
from bot.explaining.explaining import Explainer
from bot.guidance.places import Places
from bot.guidance.world import World
from bot.keys import key_ring
from bot.settings import Settings
from bot.shelf import Shelf, shipped
from bot.speech import Speech
from bot.surroundings import surroundings
from bot.world import Worlds
from dialogs.library import Library, read_library
from dialogs.reading import Unreadable, read_yaml
from storage import editions
from storage.database import Database, Service
from storage.migrating import upgrade
from storage.sealing import KeyRing, new_key

_DUTCH = "nl"
_WRITER = "explain"


async def explain_file(text: str, today: date, settings: Settings) -> Mapping[str, Any]:
    """Explain the facts in a YAML or JSON text: an `Answer`, or a `Refusal` with `problems`. Changes nothing."""
    try:
        document = read_yaml(text).data
    except Unreadable as error:
        return {"problems": [{"field": f"line {error.line}", "problem": error.problem}]}
    speech = Speech.read()
    world = await _world(settings, speech)
    return Explainer(world, lambda value: speech.renderer.render(value, _DUTCH)).explain(document, today)


async def _world(settings: Settings, speech: Speech) -> World:
    places = Places.load()
    async with _opened(settings, places) as database:
        worlds = Worlds(database, speech.tongues, places)
        worlds.learn(await _library(database, settings, speech, places))
        await worlds.refresh()
    return worlds.world


async def _library(database: Database, settings: Settings, speech: Speech, places: Places) -> Library:
    """The newest edition; the shipped files where the service never ran."""
    async with database.reading(Service()) as tx:
        there = await editions.newest(tx) is not None
    if not there:
        return read_library(shipped(settings.dialogs))[0]
    shelf = Shelf(database, surroundings(speech, places))
    await shelf.refresh()
    return shelf.newest


@asynccontextmanager
async def _opened(settings: Settings, places: Places) -> AsyncIterator[Database]:
    """The database of the service; a demo that never ran is furnished elsewhere and thrown away."""
    with TemporaryDirectory() as scratch:
        fresh = settings.mode == "demo" and _missing(settings.database_url)
        url = f"sqlite+aiosqlite:///{scratch}/explain.sqlite3" if fresh else settings.database_url
        if fresh:
            await upgrade(url)
        database = Database(url, KeyRing([new_key()]) if fresh else key_ring(settings), _WRITER)
        await database.start()
        try:
            if fresh:
                await furnish(database, places, datetime.now(UTC))
            yield database
        finally:
            await database.stop()


def _missing(database_url: str) -> bool:
    """Whether it is a SQLite file that nobody has made yet."""
    url = make_url(database_url)
    return url.get_backend_name() == "sqlite" and not Path(url.database or "").exists()
