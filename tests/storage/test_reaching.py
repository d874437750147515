"""How somebody who only uses the web page is told of a message: kept sealed, found again, and forgotten with the person."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, text
from talking import LEASE, NOW, meet
from told import DAY, ENDPOINT, KEYS, gives_mail, on_page, says, wants_a_signal

from storage import addresses, contacts, everything, mail_addresses, phones, reach, subscriptions
from storage.conversations import Held
from storage.database import Database, Service, Staff
from storage.resealing import reseal
from storage.sealing import KeyRing, new_key
from storage.tables import METADATA
from storage.tables import contacts as people
from storage.transactions import Transaction


async def typed(tx: Transaction, held: Held, code: str, *, later: timedelta = timedelta()) -> bool:
    return await mail_addresses.confirm(tx, held.contact_id, code, now=NOW + later, most_tries=3)


async def test_a_browser_is_found_and_its_endpoint_cannot_be_read(database: Database) -> None:
    async with database.writing(Service()) as tx:
        held = await on_page(tx)
        await wants_a_signal(tx, held)
        await wants_a_signal(tx, held)
        (kept,) = await subscriptions.of(tx, held.contact_id)
        assert (kept.endpoint, dict(kept.keys), kept.discreet) == (ENDPOINT, KEYS, False)
        assert await subscriptions.is_on(tx, contact_id=held.contact_id, address_id=held.address_id)
        for column in ("endpoint", "keys"):
            raw = (await tx.execute(text(f"SELECT {column} FROM push_subscription"))).scalar_one()
            assert b"secretpart" not in bytes(raw)
            assert b"BPublic" not in bytes(raw)


async def test_one_browser_belongs_to_one_address(database: Database) -> None:
    async with database.writing(Service()) as tx:
        before, after = await on_page(tx, "before it was cleared"), await on_page(tx, "after")
        await wants_a_signal(tx, before)
        await wants_a_signal(tx, after)
        assert await subscriptions.of(tx, before.contact_id) == []
        assert len(await subscriptions.of(tx, after.contact_id)) == 1


async def test_a_browser_that_is_gone_is_forgotten_and_one_that_refuses_is_left_alone(database: Database) -> None:
    async with database.writing(Service()) as tx:
        held, other = await on_page(tx), await on_page(tx, "other")
        await wants_a_signal(tx, held)
        await wants_a_signal(tx, other, "https://push.example.org/other")
        await subscriptions.gone(tx, [each.id for each in await subscriptions.of(tx, held.contact_id)])
        await subscriptions.broken(tx, [each.id for each in await subscriptions.of(tx, other.contact_id)], now=NOW)
        assert await subscriptions.of(tx, held.contact_id) == await subscriptions.of(tx, other.contact_id) == []
        rows = (await tx.execute(select(METADATA.tables["push_subscription"].c.contact_id))).scalars().all()
        assert rows == [other.contact_id]
        await wants_a_signal(tx, other, "https://push.example.org/other")
        assert len(await subscriptions.of(tx, other.contact_id)) == 1


@pytest.mark.parametrize("shared", ["phone", "wish"])
async def test_a_browser_that_others_use_too_is_known_as_such(database: Database, shared: str) -> None:
    async with database.writing(Service()) as tx:
        held = await on_page(tx)
        await wants_a_signal(tx, held)
        if shared == "phone":
            await phones.be_known(tx, held.address_id, held.contact_id, "Ster")
        else:
            await tx.execute(people.update().values(discreet=True))
        assert [each.discreet for each in await subscriptions.of(tx, held.contact_id)] == [True]


async def test_an_e_mail_address_counts_only_after_its_code(database: Database) -> None:
    async with database.writing(Service()) as tx:
        held = await on_page(tx)
        await gives_mail(tx, held, " A@Example.org ")
        assert await mail_addresses.of(tx, held.contact_id, now=NOW) == mail_addresses.Mailbox(
            address="A@Example.org", confirmed=False, code_waits=True
        )
        assert not await typed(tx, held, "654321")
        assert await typed(tx, held, "123456")
        assert not await typed(tx, held, "123456"), "a code works once"
        kept = await mail_addresses.of(tx, held.contact_id, now=NOW)
        assert kept is not None
        assert kept.confirmed
        assert b"Example" not in bytes((await tx.execute(text("SELECT address FROM mail_address"))).scalar_one())


async def test_a_code_ends_after_its_time_and_after_too_many_tries(database: Database) -> None:
    async with database.writing(Service()) as tx:
        held, other = await on_page(tx), await on_page(tx, "other")
        await gives_mail(tx, held)
        assert not await typed(tx, held, "123456", later=LEASE)
        await gives_mail(tx, other)
        for _ in range(3):
            assert not await typed(tx, other, "000000")
        assert not await typed(tx, other, "123456")


async def test_codes_are_counted_by_mailbox_and_by_person(database: Database) -> None:
    async with database.writing(Service()) as tx:
        one, two = await on_page(tx), await on_page(tx, "two")
        await gives_mail(tx, one, "victim@example.org")
        await gives_mail(tx, two, "VICTIM@example.org")
        await gives_mail(tx, two, "other@example.org")
        since = NOW - DAY
        assert await mail_addresses.codes_sent(tx, one.contact_id, "Victim@Example.org", since=since) == 1
        assert await mail_addresses.codes_sent(tx, two.contact_id, "new@example.org", since=since) == 2
        assert await mail_addresses.codes_sent(tx, one.contact_id, "other@example.org", since=since) == 3
        assert await mail_addresses.codes_sent(tx, two.contact_id, "new@example.org", since=NOW) == 0


async def test_an_address_whose_code_nobody_typed_is_forgotten(database: Database) -> None:
    async with database.writing(Service()) as tx:
        held, other = await on_page(tx), await on_page(tx, "other")
        await gives_mail(tx, held)
        await gives_mail(tx, other, "b@example.org")
        await typed(tx, other, "123456")
        await mail_addresses.forget_unconfirmed(tx, before=NOW + DAY)
        assert await mail_addresses.of(tx, held.contact_id, now=NOW) is None
        assert await mail_addresses.of(tx, other.contact_id, now=NOW) is not None


async def test_who_can_be_reached_and_who_cannot(database: Database) -> None:
    async with database.writing(Service()) as tx:
        brought, blocked = await meet(tx, "phone"), await meet(tx, "blocked phone")
        await addresses.unreachable(tx, channel="telegram", address="blocked phone", now=NOW)
        pushed, broken, mailed, unconfirmed, nothing = [await on_page(tx, str(number)) for number in range(5)]
        await wants_a_signal(tx, pushed)
        await wants_a_signal(tx, broken, "https://push.example.org/broken")
        await subscriptions.broken(tx, [each.id for each in await subscriptions.of(tx, broken.contact_id)], now=NOW)
        for held in (mailed, unconfirmed):
            await gives_mail(tx, held)
        await typed(tx, mailed, "123456")
        everybody = [held.contact_id for held in (brought, blocked, pushed, broken, mailed, unconfirmed, nothing)]
        out_of_reach = {held.contact_id for held in (blocked, broken, unconfirmed, nothing)}
        assert await reach.unreachable(tx, everybody, pulls=["web"], mail=True) == out_of_reach
        assert await reach.unreachable(tx, everybody, pulls=["web"], mail=False) == {*out_of_reach, mailed.contact_id}


async def test_who_takes_back_the_yes_leaves_nothing_to_be_told_by(database: Database) -> None:
    async with database.writing(Service()) as tx:
        held = await on_page(tx)
        await wants_a_signal(tx, held)
        await gives_mail(tx, held)
        await reach.withdraw(tx, held.contact_id)
        assert not {"push_subscription", "mail_address"} & set(await everything.of(tx, held.contact_id))


async def test_the_reader_of_a_page_may_be_told_after_both_yeses(database: Database) -> None:
    async with database.writing(Service()) as tx:
        held = await on_page(tx)
        for remembered, consents, may in ((False, {"remind": True}, False), (True, {}, False), (True, {"remind": True}, True)):
            await tx.execute(people.update().values(remembered=remembered, consents=consents))
            reader = await reach.reader(tx, channel="web", address="page")
            assert reader is not None
            assert (reader.contact_id, reader.address_id, reader.may_be_told) == (held.contact_id, held.address_id, may)
        assert await reach.reader(tx, channel="web", address="nobody") is None


async def test_erasing_a_person_takes_along_how_they_were_told(database: Database) -> None:
    async with database.writing(Service()) as tx:
        held = await on_page(tx)
        await wants_a_signal(tx, held)
        await gives_mail(tx, held)
        await says(tx, held, "hello")
        mine = await everything.of(tx, held.contact_id)
        assert mine["push_subscription"][0]["endpoint"] == ENDPOINT
        assert mine["mail_address"][0]["address"] == "a@example.org"
        assert not {"keys", "code_hash", "blind"} & {*mine["push_subscription"][0], *mine["mail_address"][0]}
        await contacts.erase(tx, held.contact_id)
        for table in ("push_subscription", "mail_address", "notice"):
            assert (await tx.execute(select(METADATA.tables[table]))).all() == [], table


async def test_a_new_key_seals_and_finds_them_again(url: str) -> None:
    old, new = new_key(), new_key()
    before = Database(url, KeyRing([old]), writer="tests")
    async with before.writing(Service()) as tx:
        held = await on_page(tx)
        await wants_a_signal(tx, held)
        await gives_mail(tx, held)
    await before.stop()
    both = Database(url, KeyRing([new, old]), writer="tests")
    await reseal(both)
    await both.stop()
    after = Database(url, KeyRing([new]), writer="tests")
    async with after.writing(Service()) as tx:
        other = await on_page(tx, "other")
        assert await mail_addresses.codes_sent(tx, other.contact_id, "a@example.org", since=NOW - DAY) == 1
        await wants_a_signal(tx, other)
        assert await subscriptions.of(tx, held.contact_id) == [], "found by its endpoint, and moved"
    await after.stop()


@pytest.mark.postgres
async def test_staff_see_whether_their_own_people_can_be_reached(postgres_database: Database) -> None:
    async with postgres_database.writing(Service()) as tx:
        ids = []
        for code in ("GM0344", "GM0363"):
            held = await on_page(tx, code, code)
            await wants_a_signal(tx, held, f"https://push.example.org/{code}")
            await gives_mail(tx, held, f"{code}@example.org")
            await says(tx, held, "hello")
            ids.append(held.contact_id)
    async with postgres_database.reading(Staff(municipalities=frozenset({"GM0344"}))) as tx:
        for table in ("push_subscription", "mail_address", "notice"):
            assert [row.contact_id for row in await tx.execute(select(METADATA.tables[table]))] == ids[:1], table
        assert await reach.unreachable(tx, ids, pulls=["web"], mail=True) == set()
