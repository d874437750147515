"""Ways in: a return code leads back once, an invitation tells where somebody comes from."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from talking import NOW, keep, meet

from storage import addresses, invitations
from storage.database import Database, Service
from storage.errors import AddressTaken
from storage.tables import METADATA


async def test_a_return_code_leads_back_once(database: Database) -> None:
    async with database.writing(Service()) as tx:
        person = await meet(tx, "old browser", channel="web")
        await keep(tx, person, "where we were")
        code = {"code": "K7-4F", "now": NOW}
        assert await addresses.set_return_code(tx, channel="web", address="old browser", code="K7-4F", until=NOW + timedelta(days=30))
        guest = await meet(tx, "new browser", channel="web")
        assert await addresses.join_by_code(tx, channel="web", address="new browser", code="wrong", now=NOW) is None
        assert await addresses.join_by_code(tx, channel="web", address="new browser", **code) == person.contact_id
        assert (await meet(tx, "new browser", channel="web")).state == "where we were"
        assert (await meet(tx, "old browser", channel="web")).contact_id == person.contact_id
        assert await addresses.join_by_code(tx, channel="web", address="third browser", **code) is None
        assert guest.contact_id not in (await tx.execute(select(METADATA.tables["contact"].c.id))).scalars().all()


async def test_a_return_code_works_in_a_browser_that_nobody_used_yet(database: Database) -> None:
    async with database.writing(Service()) as tx:
        person = await meet(tx, "old browser", channel="web")
        await addresses.set_return_code(tx, channel="web", address="old browser", code="K7-4F", until=NOW + timedelta(days=30))
        found = await addresses.join_by_code(tx, channel="web", address="new browser", code="K7-4F", now=NOW)
        assert found == person.contact_id
        assert (await meet(tx, "new browser", channel="web")).contact_id == person.contact_id


async def test_an_old_return_code_leads_nowhere(database: Database) -> None:
    async with database.writing(Service()) as tx:
        await meet(tx, "old browser", channel="web")
        await addresses.set_return_code(tx, channel="web", address="old browser", code="K7-4F", until=NOW)
        assert await addresses.join_by_code(tx, channel="web", address="new browser", code="K7-4F", now=NOW) is None
        assert not await addresses.set_return_code(tx, channel="web", address="nobody", code="K7-4G", until=NOW)


async def test_a_return_code_does_not_take_the_place_of_somebody_who_is_remembered(database: Database) -> None:
    async with database.writing(Service()) as tx:
        await meet(tx, "old browser", channel="web")
        await addresses.set_return_code(tx, channel="web", address="old browser", code="K7-4F", until=NOW + timedelta(days=30))
        other = await meet(tx, "shared browser", channel="web")
        await keep(tx, replace(other, remembered=True))
    with pytest.raises(AddressTaken):
        async with database.writing(Service()) as tx:
            await addresses.join_by_code(tx, channel="web", address="shared browser", code="K7-4F", now=NOW)
    async with database.writing(Service()) as tx:
        assert (await meet(tx, "shared browser", channel="web")).contact_id == other.contact_id


@pytest.mark.parametrize("personal", [True, False])
async def test_an_invitation_tells_where_somebody_comes_from(database: Database, personal: bool) -> None:
    async with database.writing(Service()) as tx:
        await invitations.add(
            tx, code="utrecht-1", place="GM0344/Utrecht", route="poster", now=NOW, personal=personal, valid_until=NOW + timedelta(days=1)
        )
        found = await invitations.use(tx, "utrecht-1", now=NOW)
        assert found is not None
        assert (found.place, found.route) == ("GM0344/Utrecht", "poster")
        assert await invitations.use(tx, "utrecht-2", now=NOW) is None
        assert await invitations.use(tx, "utrecht-1", now=NOW + timedelta(days=2)) is None
        row = (await tx.execute(select(METADATA.tables["invitation"]))).one()
        assert (row.uses, row.code) == (1, None if personal else "utrecht-1")
