"""An import: all or nothing, the same twice, in small batches, and with a second look at what would frighten people."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.catalogue import FileRefused, ImportReport, import_file
from bot.demo import MADE_ON, furnish
from bot.guidance.places import Places
from storage import catalogue, municipalities, revisions
from storage.database import Database, Service

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
COLUMNS = [
    "school_id",
    "school",
    "keurmerk",
    "keurmerk_datum",
    "keurmerk_bron",
    "sterren",
    "locatie_id",
    "plaats",
    "cursus_id",
    "cursus",
    "soort",
    "niveau_van",
    "niveau_tot",
    "prijs_per_uur",
    "lestijden",
    "startdata",
    "gegevens_van",
    "gegevens_bron",
]


@cache
def places() -> Places:
    return Places.load()


def row(number: int = 1, **changes: str) -> dict[str, str]:
    usual = (
        "brug",
        "Voorbeeldschool",
        "actief",
        "02-11-2026",
        "Voorbeeld",
        "3",
        "brug-1",
        "Zwolle",
        f"c{number}",
        "Nederlands",
        "taal",
        "0",
        "A2",
    )
    rest = ("12,50", "di 09:00-12:00", "11-01-2027", "02-11-2026", "Voorbeeld")
    return dict(zip(COLUMNS, (*usual, *rest), strict=True)) | changes


def file(folder: Path, *rows: dict[str, str]) -> Path:
    content = io.StringIO()
    writer = csv.DictWriter(content, COLUMNS, delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    path = folder / "schools.csv"
    path.write_text(content.getvalue(), "utf-8-sig")
    return path


async def take(database: Database, path: Path, **options: Any) -> ImportReport:
    return await import_file(path, database, places=places(), now=NOW, today=NOW.date(), **options)


async def there(database: Database) -> catalogue.Catalogue:
    async with database.reading(Service()) as tx:
        return await catalogue.load(tx)


async def suggestion(database: Database) -> Sequence[Any]:
    (school,) = (await there(database)).institutions
    return school.quality_mark, school.suggested_mark, school.suggested_source, school.suggested_on


async def test_a_file_is_taken_over_with_everything_that_stands_in_it(database: Database, tmp_path: Path) -> None:
    report = await take(database, file(tmp_path, row(1), row(2, prijs_per_uur="", startdata="")))
    assert (report.applied, report.rows, report.new, report.changed, report.unchanged, report.problems) == (True, 2, 4, 0, 0, ())
    found = await there(database)
    first, second = found.courses
    assert (first.key, str(first.price_per_hour), first.sessions, first.start_dates) == (
        "c1",
        "12.50",
        [[2, "09:00", "12:00"]],
        ["2027-01-11"],
    )
    assert (second.price_per_hour, second.start_dates) == (None, [])
    assert [one.place for one in found.locations] == ["GM0193/zwolle"]


async def test_the_same_file_again_changes_nothing(database: Database, tmp_path: Path) -> None:
    path = file(tmp_path, row(1), row(2))
    await take(database, path)
    before = (await there(database)).revision
    report = await take(database, path)
    assert (report.new, report.changed, report.unchanged) == (0, 0, 4)
    assert (await there(database)).revision == before


async def test_a_change_is_made_to_the_same_row_and_moves_the_revision(database: Database, tmp_path: Path) -> None:
    await take(database, file(tmp_path, row(1), row(2)))
    before = (await there(database)).revision
    report = await take(database, file(tmp_path, row(1, cursus="Anders")))
    found = await there(database)
    assert (report.new, report.changed, report.unchanged) == (0, 1, 2)
    assert [one.name for one in found.courses] == ["Anders", "Nederlands"]
    assert found.revision > before


async def test_one_bad_row_and_nothing_is_written(database: Database, tmp_path: Path) -> None:
    report = await take(database, file(tmp_path, row(1), row(2, soort="yoga")))
    assert not report.applied
    assert [(fault.row, fault.column) for fault in report.problems] == [(3, "soort")]
    assert (await there(database)).institutions == []


async def test_bad_rows_are_skipped_when_asked_and_still_told(database: Database, tmp_path: Path) -> None:
    report = await take(database, file(tmp_path, row(1), row(2, soort="yoga")), skip_bad_rows=True)
    assert report.applied
    assert [fault.row for fault in report.problems] == [3]
    assert [one.key for one in (await there(database)).courses] == ["c1"]


async def test_a_file_that_is_no_list_of_schools_writes_nothing(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "letter.csv"
    path.write_text("Beste mensen;groet\n", "utf-8")
    with pytest.raises(FileRefused):
        await take(database, path)
    assert (await there(database)).institutions == []


@pytest.mark.parametrize("mark", ["geschorst", "ingetrokken"])
async def test_a_known_school_does_not_lose_its_mark_without_a_second_look(database: Database, tmp_path: Path, mark: str) -> None:
    await take(database, file(tmp_path, row()))
    worse = file(tmp_path, row(keurmerk=mark, keurmerk_datum="20-11-2026", keurmerk_bron="blikopwerk.nl"))
    report = await take(database, worse)
    assert [(held.key, held.mark, held.source, held.day) for held in report.held] == [("brug", mark, "blikopwerk.nl", date(2026, 11, 20))]
    assert await suggestion(database) == ("actief", mark, "blikopwerk.nl", date(2026, 11, 20))
    again = await take(database, worse)
    assert [held.key for held in again.held] == ["brug"]
    assert (again.new, again.changed) == (0, 0)


async def test_a_new_school_without_a_mark_frightens_nobody_and_is_taken_over(database: Database, tmp_path: Path) -> None:
    report = await take(database, file(tmp_path, row(keurmerk="ingetrokken")))
    assert report.held == ()
    assert await suggestion(database) == ("ingetrokken", None, None, None)


@pytest.mark.parametrize(("looked", "waits"), [("21-11-2026", False), ("20-11-2026", False), ("19-11-2026", True)])
async def test_a_newer_look_takes_the_suggestion_away_and_an_older_does_not(
    database: Database, tmp_path: Path, looked: str, waits: bool
) -> None:
    await take(database, file(tmp_path, row()))
    await take(database, file(tmp_path, row(keurmerk="geschorst", keurmerk_datum="20-11-2026")))
    report = await take(database, file(tmp_path, row(keurmerk_datum=looked)))
    assert report.held == ()
    assert ((await suggestion(database))[1] == "geschorst") is waits


async def test_a_mark_that_comes_back_is_good_news_and_needs_no_second_look(database: Database, tmp_path: Path) -> None:
    await take(database, file(tmp_path, row(keurmerk="geschorst")))
    report = await take(database, file(tmp_path, row(keurmerk="actief")))
    assert report.held == ()
    assert (await suggestion(database))[0] == "actief"


async def test_a_large_import_tells_its_progress_and_takes_seconds(sqlite_database: Database, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    began = time.perf_counter()
    report = await take(
        sqlite_database, file(tmp_path, *(row(number) for number in range(5_000))), progress=lambda done, all_: told.append((done, all_))
    )
    seconds = time.perf_counter() - began
    assert report.new == 5_002
    assert told[0] == (0, 5_002)
    assert told[-1] == (5_002, 5_002)
    assert len(told) > 20
    assert seconds < 30
    print(f"5,000 courses imported in {seconds:.1f} s")


async def test_the_demo_is_visibly_made_up_and_loaded_once(sqlite_database: Database) -> None:
    assert await furnish(sqlite_database, places(), NOW)
    assert not await furnish(sqlite_database, places(), NOW)
    found = await there(sqlite_database)
    assert all(school.name.startswith("Voorbeeldschool ") and school.website.endswith(".example.nl") for school in found.institutions)
    assert {school.quality_mark for school in found.institutions} == {"aspirant", "actief", "geschorst", "ingetrokken"}
    assert len({course.kind for course in found.courses}) == 11
    async with sqlite_database.reading(Service()) as tx:
        halls = await municipalities.participating(tx)
        assert await revisions.of(tx, catalogue.REVISION) == found.revision
    assert {hall.name for hall in halls} == {"Zwolle", "Utrecht", "Rotterdam"}
    assert all("voorbeeld" in hall.phone and "example.nl" in hall.mail for hall in halls)


async def test_the_demo_is_loaded_although_the_clock_lags(sqlite_database: Database) -> None:
    assert NOW.date() >= MADE_ON
    assert await furnish(sqlite_database, places(), datetime(2020, 1, 1, tzinfo=UTC))
    assert (await there(sqlite_database)).courses


async def test_a_demo_does_not_touch_a_house_with_schools_in_it(sqlite_database: Database, tmp_path: Path) -> None:
    await take(sqlite_database, file(tmp_path, row()))
    assert not await furnish(sqlite_database, places(), NOW)
    assert len((await there(sqlite_database)).institutions) == 1
