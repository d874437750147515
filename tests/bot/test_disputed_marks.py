"""A change of a school's mark that waits for a second look: the guides see the old mark, and that it is being checked."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bot.guidance.world import QualityMark
from bot.snapshot import catalogue_of
from storage import catalogue
from storage.database import Database, Service

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SCHOOL = {
    "key": "brug",
    "name": "Voorbeeldschool De Brug",
    "quality_mark": "actief",
    "mark_checked": date(2026, 11, 2),
    "mark_source": "Voorbeeld",
    "updated_at": NOW,
}


async def seen(database: Database, suggested: str | None) -> tuple[QualityMark, bool]:
    async with database.writing(Service()) as tx:
        await catalogue.put_institutions(tx, [SCHOOL])
        if suggested:
            await catalogue.suggest_mark(tx, "brug", mark=suggested, source="Iemand", day=NOW.date())
    async with database.reading(Service()) as tx:
        school = catalogue_of(await catalogue.load(tx)).institutions["brug"]
    return school.mark, school.disputed


async def test_a_suggested_mark_is_not_taken_over_and_is_being_checked(database: Database) -> None:
    assert await seen(database, "ingetrokken") == (QualityMark.active, True)


async def test_a_mark_without_another_suggestion_is_not_disputed(database: Database) -> None:
    assert await seen(database, None) == (QualityMark.active, False)
    assert await seen(database, "actief") == (QualityMark.active, False)
