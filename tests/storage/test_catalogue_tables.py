"""What is the same for everybody: schools, municipalities, editions, and the work that only one process does."""

from __future__ import annotations

import asyncio
import time
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from talking import NOW

from storage import catalogue, editions, leases, municipalities, revisions
from storage.database import Database, Service

SCHOOL: dict[str, Any] = {
    "key": "demo",
    "name": "Voorbeeldschool",
    "quality_mark": "actief",
    "mark_checked": date(2026, 1, 5),
    "mark_source": "voorbeeld",
    "satisfaction": Decimal("8.40"),
    "updated_at": NOW,
}
ROOM = {"key": "demo-1", "institution_key": "demo", "place": "GM0344/Utrecht", "postcode4": "3511"}


def _course(number: int, **changes: Any) -> dict[str, Any]:
    return {
        "key": f"course-{number}",
        "institution_key": "demo",
        "location_key": "demo-1",
        "name": "Voorbeeldcursus",
        "kind": "taal",
        "level_from": 1,
        "level_to": 2,
        "price_per_hour": Decimal("12.50"),
        "sessions": [[1, "18:30", "21:00"]],
        "start_dates": ["2026-04-06"],
        "checked": date(2026, 1, 5),
        "source": "voorbeeld",
        **changes,
    }


async def _import(database: Database, courses: list[dict[str, Any]]) -> list[float]:
    """Import as a room would; gives the seconds that each transaction took."""
    took = []
    async with database.writing(Service()) as tx:
        await catalogue.put_institutions(tx, [SCHOOL])
        await catalogue.put_locations(tx, [ROOM])
    for batch in catalogue.batches(courses):
        begun = time.perf_counter()
        async with database.writing(Service()) as tx:
            await catalogue.put_courses(tx, batch)
            await revisions.bump(tx, catalogue.REVISION)
        took.append(time.perf_counter() - begun)
    return took


async def test_importing_twice_changes_nothing(database: Database) -> None:
    courses = [_course(number) for number in range(450)]
    await _import(database, courses)
    async with database.reading(Service()) as tx:
        first = await catalogue.load(tx)
    await _import(database, courses)
    async with database.reading(Service()) as tx:
        second = await catalogue.load(tx)
    assert (first.courses, first.locations, first.institutions) == (second.courses, second.locations, second.institutions)
    assert (len(first.courses), first.revision, second.revision) == (450, 3, 6)


async def test_values_come_back_as_they_were(database: Database) -> None:
    await _import(database, [_course(1)])
    async with database.reading(Service()) as tx:
        found = await catalogue.load(tx)
    (course,), (school,) = found.courses, found.institutions
    assert (course.price_per_hour, course.sessions, course.start_dates) == (Decimal("12.50"), [[1, "18:30", "21:00"]], ["2026-04-06"])
    assert (course.childcare, course.support_languages, course.active) == (None, [], True)
    assert (school.satisfaction, school.mark_checked, school.stars) == (Decimal("8.40"), date(2026, 1, 5), None)


async def test_a_course_that_is_no_longer_given_is_left_out(database: Database) -> None:
    await _import(database, [_course(1), _course(2)])
    await _import(database, [_course(1, active=False)])
    async with database.reading(Service()) as tx:
        assert [course.key for course in (await catalogue.load(tx)).courses] == ["course-2"]


async def test_a_portion_of_an_import_keeps_nobody_waiting(sqlite_database: Database) -> None:
    took = await _import(sqlite_database, [_course(number) for number in range(1000)])
    assert len(took) == 5
    assert sorted(took)[2] < 0.05


async def test_a_mark_that_would_frighten_waits_beside_the_old_one(database: Database) -> None:
    await _import(database, [])
    async with database.writing(Service()) as tx:
        await catalogue.suggest_mark(tx, "demo", mark="geschorst", source="brief", day=date(2026, 2, 1))
        assert await catalogue.marks(tx) == {"demo": "actief"}
        (school,) = (await catalogue.load(tx)).institutions
    assert (school.suggested_mark, school.suggested_source, school.suggested_on) == ("geschorst", "brief", date(2026, 2, 1))


async def test_a_mark_that_does_not_exist_is_refused(database: Database) -> None:
    with pytest.raises(IntegrityError, match="quality_mark"):
        async with database.writing(Service()) as tx:
            await catalogue.put_institutions(tx, [{**SCHOOL, "quality_mark": "goed"}])


async def test_municipalities_are_changed_by_their_code(database: Database) -> None:
    async with database.writing(Service()) as tx:
        await municipalities.put(tx, [{"code": "GM0363", "name": "Amsterdam"}, {"code": "GM0344", "name": "Utrecht"}])
        await municipalities.put(tx, [{"code": "GM0344", "name": "Utrecht", "participating": True, "phone": "14030"}])
        await municipalities.put(tx, [{"code": "GM0344", "name": "Utrecht"}])
        assert [row.name for row in await municipalities.all_of_them(tx)] == ["Amsterdam", "Utrecht"]
        (found,) = await municipalities.participating(tx)
    assert (found.code, found.phone) == ("GM0344", "14030")


async def test_shipped_files_are_one_edition_however_many_replicas_start(database: Database) -> None:
    shipped = {"format": 1, "hash": "abc", "content": b"files", "now": NOW}

    async def put() -> int:
        async with database.writing(Service()) as tx:
            return await editions.add(tx, origin="shipped", **shipped)

    assert len(set(await asyncio.gather(*(put() for _ in range(5))))) == 1
    async with database.writing(Service()) as tx:
        first = await editions.newest(tx)
        assert first is not None
        made = await editions.add(tx, origin="console", **shipped)
        newest = await editions.newest(tx)
        assert newest is not None
        assert (newest.number, newest.content) == (made, b"files")
        assert made > first.number
        assert await editions.by_number(tx, first.number) == first
        assert await editions.by_number(tx, 999) is None


async def test_a_counter_moves_with_each_change(database: Database) -> None:
    async with database.writing(Service()) as tx:
        assert await revisions.of(tx, "catalogue") == 0
        assert [await revisions.bump(tx, "catalogue") for _ in range(3)] == [1, 2, 3]
        assert await revisions.of(tx, "catalogue") == 3


async def test_nightly_work_is_done_by_one_process(database: Database) -> None:
    async with database.writing(Service()) as tx:
        until = NOW + timedelta(minutes=10)
        assert await leases.take(tx, "night", holder="one", now=NOW, until=until)
        assert not await leases.take(tx, "night", holder="two", now=NOW, until=until)
        assert await leases.take(tx, "night", holder="one", now=NOW, until=until)
        assert await leases.take(tx, "night", holder="two", now=until, until=until + timedelta(minutes=10))
        await leases.give_back(tx, "night", holder="one")
        assert not await leases.take(tx, "night", holder="one", now=until, until=until)
        await leases.give_back(tx, "night", holder="two")
        assert await leases.take(tx, "night", holder="one", now=until, until=until)
