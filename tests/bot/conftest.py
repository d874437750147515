"""An explainer in the world of the demo, for who asks what the guides say."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.demo import furnish
from bot.explaining import Explainer
from bot.guidance.places import Places
from bot.settings import HERE
from bot.shelf import shipped
from bot.speech import Speech
from bot.world import Worlds
from dialogs.library import read_library
from storage import migrating
from storage.database import Database
from storage.sealing import KeyRing


@pytest.fixture(scope="session")
async def explainer(tmp_path_factory: pytest.TempPathFactory, keys: KeyRing) -> Explainer:
    """With the demo's schools and the knowledge that is shipped."""
    url = f"sqlite:///{tmp_path_factory.mktemp('explaining')}/demo.sqlite3"
    await migrating.upgrade(url)
    database, places, speech = Database(url, keys, writer="tests"), Places.load(), Speech.read()
    await database.start()
    await furnish(database, places, datetime(2026, 11, 23, tzinfo=UTC))
    worlds = Worlds(database, speech.tongues, places)
    worlds.learn(read_library(shipped(HERE / "dialogs"))[0])
    await worlds.refresh()
    await database.stop()
    return Explainer(worlds.world, lambda value: speech.renderer.render(value, "nl"))
