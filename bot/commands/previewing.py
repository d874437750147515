"""What changed plans would do: which check-ins would come, for how many people, before anything is published."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from bot.channels.webchat import WebChat
from bot.checkins.plans import Plans
from bot.errors import PlansRefused
from bot.guidance.places import Places
from bot.keys import key_ring
from bot.settings import Settings
from bot.shelf import shipped
from bot.speech import Speech
from bot.surroundings import surroundings
from bot.world import Worlds
from dialogs.checks import check
from dialogs.days import day_of
from dialogs.library import CHECKINS, Library, read_library
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
    """Counted for one plan: messages, and by whom they come."""

    new: int = 0
    soon: int = 0
    moved: int = 0
    dropped: int = 0
    first: date | None = None
    people: set[int] = field(default_factory=set)

    def add(self, contact_id: int, day: date, today: date) -> None:
        """One more that would be planned."""
        self.people.add(contact_id)
        self.new += 1
        self.soon += day <= today + SOON
        self.first = day if self.first is None else min(day, self.first)


async def preview(folder: Path | None, settings: Settings, now: datetime) -> list[str]:
    """A line for each plan of the folder, against the people of the database. Raises PlansRefused."""
    files = shipped(folder or settings.dialogs)
    if CHECKINS not in files:
        raise PlansRefused(f"There is no {CHECKINS} in {folder or settings.dialogs}. Give a folder with all dialogs, some of them changed.")
    speech, places = Speech.read(), Places.load()
    library, unread = read_library(files)
    issues = unread or check(library, surroundings(speech, places), ways=False)
    if wrong := [issue for issue in issues if issue.grade == "error"]:
        raise PlansRefused(*wrong)
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
            tallies.setdefault(row.plan, Tally()).add(row.contact_id, row.day, day_of(now))
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
        lines.append(f"{name} · {title}: {_new(tally)}, {_count(tally.moved)} moved, {_count(tally.dropped)} dropped")
    return lines


def _new(tally: Tally) -> str:
    if tally.first is None:
        return "0 new"
    people, soon = _count(len(tally.people)), _count(tally.soon)
    return f"{_count(tally.new)} new for {people} people ({soon} within {SOON.days} days, the first on {tally.first.isoformat()})"


def _count(count: int) -> str:
    return str(count) if count == 0 or count >= FEW else f"fewer than {FEW}"
