"""Check-ins by the hundred thousand: what planning them costs, what an idle tick costs, and what it costs to start those that are due."""

from __future__ import annotations

import asyncio
import random
import sqlite3
import sys
import tracemalloc
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.contenders import SHIPPED

from bot.checkins.plans import Plans
from bot.guidance.places import Places
from bot.speech import Speech
from bot.world import Worlds
from dialogs.library import Library, read_library
from storage import check_ins, migrating
from storage.database import Database, Service
from storage.sealing import KeyRing, new_key
from storage.tables import check_ins as table

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
#: Written to SQLite beside the house: as the house writes it.
TIME = "%Y-%m-%d %H:%M:%S.000000"
IDLE_TICKS = 300
BATCH = 100
PLANS = """
plans:
  lessen: {title: Lessen, script: vraag, since: begonnen, days: [7], then_every: {days: 28}}
  einde: {title: Einde, script: vraag, since: laatste, months: [-12, -6, -3, -1], deadline: true}
  kwartaal: {title: Kwartaal, script: vraag, each: {months: [1, 4, 7, 10], day: 12}}
"""
SCRIPT = "script: vraag\ntitle: Vraag\nsteps:\n  een:\n    say: Dag.\n"


@dataclass(frozen=True)
class Shelf:
    """An edition with one plan of every usual kind."""

    newest: Library


@dataclass(frozen=True, kw_only=True)
class Planned:
    """What one night's planning came to."""

    people: int
    rows: int
    seconds: float
    #: Memory of Python at its highest, above where it began.
    peak: int
    #: Rows that planning again changed: none.
    again: int
    again_seconds: float
    #: The longest that a turn would have waited for the one writer.
    longest_write: float


def told(one: Planned) -> str:
    """A line about it."""
    night = f"{one.people:,} people: {one.rows:,} rows in {one.seconds:.1f} s ({one.rows / one.seconds:,.0f} rows/s)"
    after = (
        f"again without a change {one.again_seconds:.1f} s; {one.peak / 1024**2:.1f} MB; longest write {one.longest_write * 1000:.1f} ms"
    )
    return f"{night}, {after}"


@asynccontextmanager
async def memory(folder: Path, people: int) -> AsyncIterator[Database]:
    """A migrated database with so many people who want to be reminded."""
    path = folder / "many.sqlite3"
    await migrating.upgrade(f"sqlite:///{path}")
    _fill(path, people)
    database = Database(f"sqlite:///{path}", KeyRing([new_key()]), writer="bench")
    await database.start()
    try:
        yield database
    finally:
        await database.stop()


def _fill(path: Path, people: int) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.executemany(
            "INSERT INTO contact (id, number, language, created_at, consents, remembered, dutch_beside, discreet)"
            " VALUES (?, ?, 'nl', ?, '{\"remember\": true, \"remind\": true}', 1, 0, 0)",
            ((n, f"N{n}", f"{NOW:{TIME}}") for n in range(1, people + 1)),
        )
        connection.executemany(
            "INSERT INTO conversation (contact_id, last_heard_at, language_asked, edition, revision) VALUES (?, ?, 1, 0, 0)",
            ((n, f"{NOW:{TIME}}") for n in range(1, people + 1)),
        )
        connection.executemany(
            "INSERT INTO fact (contact_id, name, value, at, said_by, withdrawn) VALUES (?, ?, ?, ?, 'contact', 0)", _facts(people)
        )
    connection.close()


def _facts(people: int) -> Iterator[tuple[int, str, str, str]]:
    chance = random.Random(7)
    for n in range(1, people + 1):
        said = NOW - timedelta(days=chance.randrange(400))
        yield n, "begonnen", '"ja"', f"{said:{TIME}}"
        yield n, "laatste", f'"{(NOW + timedelta(days=chance.randrange(900))).date()}"', f"{said:{TIME}}"


async def plan(folder: Path, people: int) -> Planned:
    """Plan for everybody as the night does, and once more when nothing changed."""
    library, issues = read_library({"scripts/vraag.yaml": SCRIPT, "checkins.yaml": PLANS, **_sentences()})
    assert not issues, issues
    async with memory(folder, people) as database:
        worlds = Worlds(database, Speech.read().tongues, Places.load())
        plans, waits = Plans(Shelf(library), worlds, ()), _Waits(database)  # type: ignore[arg-type]
        begun = perf_counter()
        rows = await plans.everybody(waits, NOW)  # type: ignore[arg-type]
        seconds = perf_counter() - begun
        begun = perf_counter()
        again = await plans.everybody(database, NOW)
        again_seconds = perf_counter() - begun
        async with database.writing(Service()) as tx:
            await tx.execute(table.delete())
        # Once more, because what watches the memory makes everything slow.
        tracemalloc.start()
        await plans.everybody(database, NOW)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return Planned(
            people=people,
            rows=rows,
            seconds=seconds,
            peak=peak,
            again=again,
            again_seconds=again_seconds,
            longest_write=waits.longest,
        )


class _Waits:
    """The same database, with a watch beside its writer."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.reading = database.reading
        self.longest = 0.0

    @asynccontextmanager
    async def writing(self, scope: Service) -> AsyncIterator[object]:
        async with self._database.writing(scope) as tx:
            begun = perf_counter()
            yield tx
        self.longest = max(self.longest, perf_counter() - begun)


def _sentences() -> dict[str, str]:
    return {"knowledge/sentences.yaml": (SHIPPED / "knowledge" / "sentences.yaml").read_text("utf-8")}


def fill_check_ins(path: Path, rows: int, first: datetime, every: timedelta) -> None:
    """So many planned check-ins of one person, one after the other."""
    connection = sqlite3.connect(path)
    with connection:
        connection.executemany(
            "INSERT INTO check_in (contact_id, plan, cause, day, due_at, status, deadline) VALUES (1, 'p', ?, ?, ?, 'planned', 0)",
            ((str(n), str((first + n * every).date()), f"{first + n * every:{TIME}}") for n in range(rows)),
        )
    connection.close()


async def idle(folder: Path, rows: int) -> float:
    """Milliseconds of a usual tick when so many check-ins are to come and none is due."""
    async with memory(folder, 1) as database:
        fill_check_ins(folder / "many.sqlite3", rows, NOW + timedelta(days=1), timedelta(seconds=30))
        waits = []
        for _ in range(IDLE_TICKS):
            begun = perf_counter()
            async with database.writing(Service()) as tx:
                found = await check_ins.claim(tx, writer="bench", now=NOW, lease_until=NOW + timedelta(minutes=5), limit=BATCH)
            waits.append((perf_counter() - begun) * 1000)
            assert not found
    return median(waits)


async def start_due(folder: Path, rows: int, begin: Callable[[], None] = lambda: None) -> float:
    """How many due check-ins a second are claimed and marked as sent, each in a transaction of its own as in the house."""
    async with memory(folder, 1) as database:
        fill_check_ins(folder / "many.sqlite3", rows, NOW - timedelta(days=1), timedelta(milliseconds=1))
        begin()
        begun, done = perf_counter(), 0
        while True:
            async with database.writing(Service()) as tx:
                claimed = await check_ins.claim(tx, writer="bench", now=NOW, lease_until=NOW + timedelta(minutes=5), limit=BATCH)
            for one in claimed:
                async with database.writing(Service()) as tx:
                    done += await check_ins.sent(tx, one.id, writer="bench", now=NOW)
            if not claimed:
                assert done == rows
                return done / (perf_counter() - begun)


async def report(people: int, to_come: int, due: int) -> None:
    """Absolute figures, each in a database of its own."""
    for number, (what, work) in enumerate(
        (
            ("one night's planning", lambda folder: plan(folder, people)),
            (f"ms of an idle tick with {to_come:,} to come", lambda folder: idle(folder, to_come)),
            (f"a second, of {due:,} due ones", lambda folder: start_due(folder, due)),
        )
    ):
        with TemporaryDirectory(prefix=f"wegwijzer-bench-{number}-") as folder:
            found = await work(Path(folder))
        print(told(found) if isinstance(found, Planned) else f"{found:,.2f} {what}")


if __name__ == "__main__":
    asyncio.run(start_due(Path(sys.argv[1]), int(sys.argv[2]), lambda: print("begun", flush=True)))
