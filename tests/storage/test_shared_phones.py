"""Several persons at one address: each has what is theirs, one is there at a time, and a code leads to a second address."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select
from talking import LEASE, NOW, keep, meet, say

from storage import addresses, contacts, conversations, facts, outbox, phones
from storage.conversations import Held
from storage.database import Database, Service
from storage.tables import METADATA, address_persons
from storage.tables import addresses as address_table
from storage.tables import contacts as people
from storage.transactions import Transaction

LATER = NOW + timedelta(minutes=10)


async def second(tx: Transaction, first: Held, address: str = "phone") -> Held:
    """Somebody else at the same address."""
    await phones.go(tx, first)
    return await meet(tx, address)


async def claimed(tx: Transaction) -> list[str]:
    rows = await outbox.claim(tx, writer="two", now=NOW + timedelta(hours=1), lease_until=NOW + timedelta(hours=2), limit=10)
    return [row.content["text"] for row in rows]


async def test_somebody_new_at_the_address_has_nothing_of_who_was_there(database: Database) -> None:
    async with database.writing(Service()) as tx:
        first = await meet(tx, "phone")
        await facts.learn(tx, first.contact_id, {"level": "a2"}, at=NOW)
        await keep(tx, first, '{"asking": 3}')
        other = await second(tx, first)
        assert other.contact_id != first.contact_id
        assert (other.address_id, other.state, other.shared) == (first.address_id, None, True)
        assert await facts.history(tx, other.contact_id) == {}


async def test_who_comes_back_finds_their_own_conversation(database: Database) -> None:
    async with database.writing(Service()) as tx:
        first = await meet(tx, "phone")
        await keep(tx, first, '{"asking": 3}')
        await phones.be_known(tx, first.address_id, first.contact_id, "Ster")
        other = await second(tx, first)
        star = next(person for person in await phones.at(tx, other.address_id) if person.label == "Ster")
        assert await phones.come(tx, other, star.id)
        back = await meet(tx, "phone")
        assert (back.contact_id, back.state) == (first.contact_id, '{"asking": 3}')
        assert {person.contact_id for person in await phones.at(tx, back.address_id)} == {first.contact_id, other.contact_id}


async def test_nobody_comes_who_is_known_at_another_address_only(database: Database) -> None:
    async with database.writing(Service()) as tx:
        here, elsewhere = await meet(tx, "phone"), await meet(tx, "elsewhere")
        await phones.be_known(tx, elsewhere.address_id, elsewhere.contact_id, "Bloem")
        (person,) = await phones.at(tx, elsewhere.address_id)
        assert not await phones.come(tx, here, person.id)
        assert (await meet(tx, "phone")).contact_id == here.contact_id


async def test_a_name_is_changed_and_stays_one_row(database: Database) -> None:
    async with database.writing(Service()) as tx:
        held = await meet(tx, "phone")
        await phones.be_known(tx, held.address_id, held.contact_id)
        await phones.be_known(tx, held.address_id, held.contact_id, "Ster")
        await phones.be_known(tx, held.address_id, held.contact_id, "Bloem")
        await phones.be_known(tx, held.address_id, held.contact_id)
        assert [person.label for person in await phones.at(tx, held.address_id)] == ["Bloem"]
        assert await phones.label_of(tx, held.contact_id) == "Bloem"


async def test_messages_to_who_is_not_there_wait_and_hold_back_nobody(database: Database) -> None:
    async with database.writing(Service()) as tx:
        first = await meet(tx, "phone")
        other = await second(tx, first)
        await say(tx, first, "for the first", writer="one")
        await outbox.release(tx, [1, 2, 3], writer="one")
        assert [row.claimed for row in await say(tx, other, "for the other", writer="one")] == [True]
        await outbox.release(tx, [1, 2, 3], writer="one")
        assert await claimed(tx) == ["for the other"]
        assert [person.waiting for person in await phones.at(tx, other.address_id)] == [True]
        (star,) = await phones.at(tx, other.address_id)
        assert await phones.come(tx, other, star.id)
        assert await claimed(tx) == ["for the first"]


async def test_who_is_erased_leaves_the_address_to_the_others_and_nobody_there(database: Database) -> None:
    async with database.writing(Service()) as tx:
        first = await meet(tx, "phone")
        other = await second(tx, first)
        await contacts.erase(tx, other.contact_id)
        assert await conversations.hold(tx, channel="telegram", address="phone") is None
        assert [person.contact_id for person in await phones.at(tx, first.address_id)] == [first.contact_id]
        newcomer = await meet(tx, "phone")
        assert newcomer.contact_id not in (first.contact_id, other.contact_id)
        assert newcomer.address_id == first.address_id


async def test_the_last_person_who_is_erased_takes_the_address_along(database: Database) -> None:
    async with database.writing(Service()) as tx:
        first = await meet(tx, "phone")
        other = await second(tx, first)
        await contacts.erase(tx, other.contact_id)
        await contacts.erase(tx, first.contact_id)
        for table in (address_table, people, address_persons):
            assert (await tx.execute(select(func.count()).select_from(table))).scalar() == 0, table.name


async def test_a_label_is_sealed(database: Database) -> None:
    async with database.writing(Service()) as tx:
        held = await meet(tx, "phone")
        await phones.be_known(tx, held.address_id, held.contact_id, "Ster van Assen")
    async with database.reading(Service()) as tx:
        raw = (await tx.exec_driver_sql("SELECT label FROM address_person")).scalar()  # type: ignore[attr-defined]
        assert b"Ster" not in bytes(raw)


async def test_a_code_leads_once_to_the_person_and_only_in_time(database: Database) -> None:
    async with database.writing(Service()) as tx:
        person, new = await meet(tx, "phone"), await meet(tx, "browser", channel="web")
        await phones.be_known(tx, person.address_id, person.contact_id, "Ster")
        await phones.set_code(tx, person.contact_id, "OLD", until=LATER)
        await phones.set_code(tx, person.contact_id, "NEW", until=LATER)
        assert await phones.owner_of(tx, "OLD", now=NOW) is None
        assert await phones.owner_of(tx, "NEW", now=LATER) is None
        assert await phones.owner_of(tx, "NEW", now=NOW) == person.contact_id
        assert await phones.join(tx, new, "NEW", now=NOW) == person.contact_id
        assert await phones.join(tx, new, "NEW", now=NOW) is None
        joined = await meet(tx, "browser", channel="web")
        assert (joined.contact_id, joined.address_id) == (person.contact_id, new.address_id)
        assert [one.label for one in await phones.at(tx, joined.address_id)] == ["Ster"]


async def test_tries_are_counted_per_address_and_begin_anew_after_a_while(database: Database) -> None:
    async with database.writing(Service()) as tx:
        held, other = await meet(tx, "phone"), await meet(tx, "elsewhere")
        within = timedelta(minutes=10)
        counted = [await phones.tried(tx, held.address_id, now=NOW + timedelta(minutes=at), within=within) for at in (0, 1, 9, 11)]
        assert counted == [1, 2, 3, 1]
        assert await phones.tried(tx, other.address_id, now=NOW, within=within) == 1


async def test_a_return_code_leads_to_an_address_where_nobody_is(database: Database) -> None:
    async with database.writing(Service()) as tx:
        person = await meet(tx, "old browser", channel="web")
        await keep(tx, replaced(person))
        shared = await meet(tx, "shared browser", channel="web")
        await phones.go(tx, shared)
        await addresses.set_return_code(tx, channel="web", address="old browser", code="K7", until=LATER)
        found = await addresses.join_by_code(tx, channel="web", address="shared browser", code="K7", now=NOW)
        assert found == person.contact_id
        assert len((await tx.execute(select(METADATA.tables["address"].c.id))).all()) == 2


def replaced(held: Held) -> Held:
    from dataclasses import replace

    return replace(held, remembered=True)


async def test_a_row_that_is_claimed_for_who_left_is_not_claimed_again_until_they_are_there(database: Database) -> None:
    async with database.writing(Service()) as tx:
        first = await meet(tx, "phone")
        await outbox.queue(
            tx,
            [outbox.NewMessage(contact_id=first.contact_id, address_id=first.address_id, kind="say", content={"text": "late"})],
            writer="one",
            lease_until=NOW + LEASE,
            now=NOW,
        )
        await phones.go(tx, first)
        assert await claimed(tx) == []
