"""A picture is nobody's before a yes, a case's after it, and gone with the case, the person, or a day without an answer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from talking import LEASE, NOW, meet

from storage import cases, contacts, files
from storage.database import Database, Service, Staff
from storage.files import Wanted
from storage.tables import cases as case_table
from storage.tables import files as file_table
from storage.transactions import Transaction

DAY = timedelta(days=1)
UTRECHT = Staff(municipalities=frozenset({"GM0344"}))
ZWOLLE = Staff(municipalities=frozenset({"GM0193"}))


async def offers(tx: Transaction, address: str = "phone", **what: object) -> int:
    """Somebody of Utrecht sends a picture; who."""
    held = await meet(tx, address, municipality="GM0344")
    values = {"channel": "telegram", "now": NOW, "until": NOW + DAY, **(what or {"reference": "large"})}
    await files.offer(tx, held.contact_id, **values)  # type: ignore[arg-type]
    return held.contact_id


async def says_yes(tx: Transaction, address: str = "phone") -> tuple[int, int]:
    """Who, and the case that the picture is for."""
    held = await meet(tx, address, municipality="GM0344")
    case = await cases.open_or_join(tx, held, topic="foto", reason="Foto", urgent=False, summary={}, now=NOW)
    await files.want(tx, held.contact_id, case.id, channel="telegram", now=NOW)
    return held.contact_id, case.id


async def claim(database: Database, writer: str = "one", after: timedelta = timedelta()) -> list[Wanted]:
    async with database.writing(Service()) as tx:
        return await files.claim(tx, writer=writer, now=NOW + after, lease_until=NOW + after + LEASE, limit=10)


async def states(database: Database) -> list[str]:
    async with database.reading(Service()) as tx:
        return list((await tx.execute(select(file_table.c.status).order_by(file_table.c.id))).scalars())


async def test_what_is_only_offered_is_fetched_by_nobody(database: Database) -> None:
    async with database.writing(Service()) as tx:
        await offers(tx)
    assert await claim(database) == []


async def test_after_a_yes_one_process_fetches_it(database: Database) -> None:
    async with database.writing(Service()) as tx:
        await offers(tx)
        await says_yes(tx)
    (wanted,) = await claim(database)
    assert (wanted.channel, wanted.reference, wanted.attempts) == ("telegram", "large", 0)
    assert await claim(database, "two") == []
    async with database.writing(Service()) as tx:
        assert not await files.fill(tx, wanted.id, writer="two", picture=b"pixels")
        assert await files.fill(tx, wanted.id, writer="one", picture=b"pixels")
        row = (await tx.execute(select(file_table))).one()
    assert (row.status, row.picture, row.reference) == ("kept", b"pixels", None)


async def test_another_process_fetches_it_when_the_first_one_died(database: Database) -> None:
    async with database.writing(Service()) as tx:
        await offers(tx)
        await says_yes(tx)
    await claim(database)
    assert len(await claim(database, "two", after=LEASE)) == 1


async def test_what_could_not_be_fetched_waits_for_its_next_try(database: Database) -> None:
    async with database.writing(Service()) as tx:
        await offers(tx)
        await says_yes(tx)
    (wanted,) = await claim(database)
    async with database.writing(Service()) as tx:
        await files.put_off(tx, wanted.id, writer="one", not_before=NOW + LEASE, tried=True)
    assert await claim(database) == []
    assert [row.attempts for row in await claim(database, after=LEASE)] == [1]


async def test_pictures_sent_together_go_together_and_an_older_one_does_not(database: Database) -> None:
    async with database.writing(Service()) as tx:
        await offers(tx, reference="hours ago", now=NOW - timedelta(hours=2))
        await offers(tx, reference="page 1", now=NOW - timedelta(minutes=1))
        await offers(tx, reference="page 2")
        await says_yes(tx)
    assert [row.reference for row in await claim(database)] == ["page 1", "page 2"]


async def test_a_yes_after_the_offer_was_thrown_away_is_not_lost(database: Database) -> None:
    async with database.writing(Service()) as tx:
        await offers(tx, reference="large", until=NOW - DAY)
        await says_yes(tx)
    assert [row.reference for row in await claim(database)] == [None]


async def test_a_picture_that_came_whole_is_kept_at_the_yes(database: Database) -> None:
    async with database.writing(Service()) as tx:
        await offers(tx, picture=b"pixels")
        await says_yes(tx)
    assert await states(database) == ["kept"]
    assert await claim(database) == []


async def test_a_no_and_a_day_without_an_answer_throw_the_offer_away_and_nothing_else(database: Database) -> None:
    async with database.writing(Service()) as tx:
        await offers(tx, "kept")
        await says_yes(tx, "kept")
        await offers(tx, "silent")
        refuses = await offers(tx, "says no")
        await files.drop_offers(tx, refuses)
    assert await states(database) == ["wanted", "offered"]
    async with database.writing(Service()) as tx:
        assert await files.expire(tx, NOW + DAY - timedelta(seconds=1)) == 0
        assert await files.expire(tx, NOW + DAY) == 1
    assert await states(database) == ["wanted"]


async def test_what_is_a_paper_is_known_without_opening_it(database: Database) -> None:
    async with database.writing(Service()) as tx:
        await offers(tx, picture=b"pixels")
        await offers(tx, picture=b"paper", paper=True)
        await offers(tx, reference="fetched")
        _, case_id = await says_yes(tx)
    (wanted,) = await claim(database)
    async with database.writing(Service()) as tx:
        assert await files.fill(tx, wanted.id, writer="one", picture=b"paper", paper=True)
        assert [each.kind for each in await files.of_case(tx, UTRECHT, case_id)] == ["picture", "paper", "paper"]


async def test_closing_the_case_and_erasing_the_person_erase_the_picture(database: Database) -> None:
    async with database.writing(Service()) as tx:
        for address in ("closes", "takes back", "is erased", "stays"):
            await offers(tx, address, picture=b"pixels")
        _, closed = await says_yes(tx, "closes")
        takes_back, _ = await says_yes(tx, "takes back")
        erased, _ = await says_yes(tx, "is erased")
        _, stays = await says_yes(tx, "stays")
        await tx.execute(case_table.update().where(case_table.c.id == closed).values(state="closed"))
        assert await files.erase_closed(tx) == 1
        await cases.withdraw(tx, takes_back)
        await contacts.erase(tx, erased)
        assert list((await tx.execute(select(file_table.c.case_id))).scalars()) == [stays]


async def test_a_picture_that_arrives_after_the_case_was_closed_is_not_kept(database: Database) -> None:
    async with database.writing(Service()) as tx:
        await offers(tx)
        contact_id, _ = await says_yes(tx)
    (wanted,) = await claim(database)
    async with database.writing(Service()) as tx:
        await cases.withdraw(tx, contact_id)
        assert not await files.fill(tx, wanted.id, writer="one", picture=b"pixels")
        assert not await files.give_up(tx, wanted.id, writer="one", error="refused")


async def test_staff_see_that_there_is_a_picture_and_open_it_in_their_municipality_only(database: Database) -> None:
    async with database.writing(Service()) as tx:
        await offers(tx, picture=b"pixels")
        _, case_id = await says_yes(tx)
    for scope, seen in ((UTRECHT, 1), (ZWOLLE, 0)):
        async with database.reading(scope) as tx:
            listed = await files.of_case(tx, scope, case_id)
            assert len(listed) == seen
            assert await files.picture(tx, scope, 1) == (b"pixels" if seen else None)
    async with database.writing(Service()) as tx:
        await tx.execute(case_table.update().values(state="closed"))
        assert await files.picture(tx, UTRECHT, listed[0].id if listed else 1) is None


@pytest.mark.postgres
async def test_the_database_itself_shows_staff_no_picture_without_a_yes(postgres_database: Database) -> None:
    async with postgres_database.writing(Service()) as tx:
        await offers(tx, picture=b"pixels")
    for scope, seen in ((Service(), 1), (UTRECHT, 0)):
        async with postgres_database.reading(scope) as tx:
            assert (await tx.execute(select(func.count()).select_from(file_table))).scalar() == seen
