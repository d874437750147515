"""What changed plans would do: how many people would get which check-in, before anything is published."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from bot.channels.webchat import WebChat
from bot.guidance.places import Places
from bot.keys import key_ring
from bot.plans import Plans
from bot.settings import Settings
from bot.shelf import shipped
from bot.speech import Speech
from bot.world import Worlds
from dialogs.days import day_of
from dialogs.library import Library, read_library
from storage import check_ins
from storage.database import Database, Service

#: How far ahead is counted.
SOON = timedelta(days=28)
#: Smaller numbers of people are not told apart.
FEW = 5
_WRITER = "preview"


@dataclass(frozen=True)
class Draft:
    """The changed files, as if they were in use."""

    newest: Library


@dataclass
class Tally:
    """Counted for one plan."""

    new: int = 0
    soon: int = 0
    moved: int = 0
    dropped: int = 0
    first: date | None = field(default=None)

    def add(self, day: date, today: date) -> None:
        """One more that would be planned."""
        self.new += 1
        self.soon += day <= today + SOON
        self.first = day if self.first is None else min(day, self.first)


async def preview(folder: Path | None, settings: Settings, now: datetime) -> list[str]:
    """A line for each plan of the folder, against the people of the database."""
    library, issues = read_library(shipped(folder or settings.dialogs))
    if issues:
        return [str(issue) for issue in issues]
    speech, places = Speech.read(), Places.load()
    database = Database(settings.database_url, key_ring(settings), _WRITER)
    await database.start()
    try:
        worlds = Worlds(database, speech.tongues, places)
        worlds.learn(library)
        await worlds.refresh()
        return _told(library, await _counted(Plans(Draft(library), worlds, {WebChat.name}), database, now))
    finally:
        await database.stop()


async def _counted(plans: Plans, database: Database, now: datetime) -> dict[str, Tally]:
    tallies: dict[str, Tally] = {}
    moved: Counter[int] = Counter()
    async for writes in plans.looked_through(database, now):
        for row in writes.new:
            tallies.setdefault(row.plan, Tally()).add(row.day, day_of(now))
        moved.update(id for id, *_ in writes.moved)
        async with database.reading(Service()) as tx:
            named = await check_ins.plans_of(tx, [*moved, *writes.dropped])
        for id in writes.dropped:
            tallies.setdefault(named[id], Tally()).dropped += 1
        for id in moved:
            tallies.setdefault(named[id], Tally()).moved += 1
        moved.clear()
    return tallies


def _told(library: Library, tallies: dict[str, Tally]) -> list[str]:
    if not tallies:
        return ["Nothing would change: everybody's check-ins are already as these plans want them."]
    lines = []
    for name, tally in sorted(tallies.items()):
        title = library.checkins[name].title if name in library.checkins else "(no longer there)"
        first = f", the first on {tally.first.isoformat()}" if tally.first else ""
        lines.append(
            f"{name} · {title}: {_people(tally.new)} new ({_people(tally.soon)} within {SOON.days} days{first}), "
            f"{_people(tally.moved)} moved, {_people(tally.dropped)} dropped"
        )
    return lines


def _people(count: int) -> str:
    return str(count) if count == 0 or count >= FEW else f"fewer than {FEW}"
