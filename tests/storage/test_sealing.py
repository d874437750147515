"""What is personal cannot be read in the file, nor in another column, and a key can be replaced."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import StatementError
from sqlalchemy.ext.asyncio import create_async_engine
from talking import NOW, keep, meet, say

from storage import conversations, files, inbox
from storage.database import Database, Service, database_url
from storage.errors import KeyNotUsable, KeysMissing, KeyUnknown, SealBroken
from storage.resealing import reseal
from storage.sealing import KeyRing, SealedJson, SealedText, new_key
from storage.tables import METADATA, wishes
from storage.tables import conversations as conversation_table

#: In four scripts: none of them may be found in the raw bytes.
SECRETS = ["ሰላም ሓደራ", "مرحبا يا صديقي", "Kerkstraat 12 rood", "Привет сосед"]


async def test_what_is_sealed_cannot_be_read_in_the_file(sqlite_database: Database, sqlite_url: str) -> None:
    async with sqlite_database.writing(Service()) as tx:
        for number, secret in enumerate(SECRETS):
            row = await inbox.remember(tx, channel="web", update_id=str(number), now=NOW)
            held = await meet(tx, f"address of {secret}")
            assert row is not None
            await inbox.note(tx, row, contact_id=held.contact_id, text=secret)
            await say(tx, held, secret)
            await files.offer(
                tx, held.contact_id, channel="web", now=NOW, until=NOW, reference=secret, picture=f"pixels of {secret}".encode()
            )
            await keep(tx, held, f'{{"said": "{secret}"}}')
    await sqlite_database.stop()
    path = Path(str(database_url(sqlite_url).database))
    raw = b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
    assert raw.startswith(b"SQLite format 3")
    for secret in SECRETS:
        assert secret.encode() not in raw
        assert secret.encode("unicode_escape") not in raw


async def test_what_is_sealed_comes_back_as_it_was(database: Database) -> None:
    async with database.writing(Service()) as tx:
        held = await meet(tx, "one phone")
        details = {"words": SECRETS, "number": 2, "nothing": None}
        await tx.execute(insert(wishes), {"contact_id": held.contact_id, "subject": "other", "details": details, "at": NOW})
        assert (await tx.execute(select(wishes.c.details))).scalar_one() == details


async def test_a_value_moved_to_another_column_is_refused(database: Database) -> None:
    async with database.writing(Service()) as tx:
        held = await meet(tx, "one phone")
        await tx.execute(text("UPDATE conversation SET state = (SELECT address FROM address)"))
        with pytest.raises(SealBroken, match=r"conversation\.state"):
            (await tx.execute(select(conversation_table.c.state).where(conversation_table.c.contact_id == held.contact_id))).all()


def test_a_changed_value_is_refused(keys: KeyRing) -> None:
    sealed = bytearray(keys.seal(b"hello", "a.b"))
    sealed[-1] ^= 1
    with pytest.raises(SealBroken):
        keys.open(bytes(sealed), "a.b")
    with pytest.raises(SealBroken):
        keys.open(b"\x00 of another layout", "a.b")


def test_the_same_value_is_never_sealed_the_same_way_twice(keys: KeyRing) -> None:
    assert keys.seal(b"hello", "a.b") != keys.seal(b"hello", "a.b")


async def test_who_talked_under_the_old_key_is_found_under_the_new_one(url: str) -> None:
    old, new = new_key(), new_key()
    before = Database(url, KeyRing([old]), writer="tests")
    async with before.writing(Service()) as tx:
        held = await meet(tx, "one phone")
        await keep(tx, held, "first")
    await before.stop()

    after = Database(url, KeyRing([new, old]), writer="tests")
    async with after.writing(Service()) as tx:
        found = await meet(tx, "one phone")
        assert (found.contact_id, found.state) == (held.contact_id, "first")
        await keep(tx, found, "second")
    await after.stop()

    without = Database(url, KeyRing([new]), writer="tests")
    async with without.reading(Service()) as tx:
        assert (await tx.execute(select(conversation_table.c.state))).scalar_one() == "second"
        assert await conversations.hold(tx, channel="telegram", address="one phone") is None
    await without.stop()


async def test_an_old_key_can_be_thrown_away_after_everything_was_sealed_again(url: str) -> None:
    old, new = new_key(), new_key()
    before = Database(url, KeyRing([old]), writer="tests")
    async with before.writing(Service()) as tx:
        for number in range(3):
            held = await meet(tx, f"phone {number}")
            await say(tx, held, "hello")
            await files.offer(tx, held.contact_id, channel="web", now=NOW, until=NOW, picture=b"pixels")
            await keep(tx, held, f"state {number}")
    await before.stop()

    both = Database(url, KeyRing([new, old]), writer="tests")
    assert await reseal(both) == 12
    assert await reseal(both) == 0
    await both.stop()

    after = Database(url, KeyRing([new]), writer="tests")
    async with after.writing(Service()) as tx:
        assert [(await meet(tx, f"phone {number}")).state for number in range(3)] == ["state 0", "state 1", "state 2"]
    await after.stop()


def test_a_key_that_is_gone_is_named_as_the_reason(keys: KeyRing) -> None:
    with pytest.raises(KeyUnknown):
        KeyRing([new_key()]).open(keys.seal(b"hello", "a.b"), "a.b")


async def test_two_databases_in_one_process_have_their_own_keys(database: Database, url: str) -> None:
    async with database.writing(Service()) as tx:
        await keep(tx, await meet(tx, "one phone"), "mine")
    other = Database(url, KeyRing([new_key()]), writer="other")
    async with other.reading(Service()) as tx:
        with pytest.raises(KeyUnknown):
            (await tx.execute(select(conversation_table.c.state))).all()
    await other.stop()
    async with database.reading(Service()) as tx:
        assert (await tx.execute(select(conversation_table.c.state))).scalar_one() == "mine"


async def test_an_engine_without_keys_seals_nothing(sqlite_url: str) -> None:
    engine = create_async_engine(database_url(sqlite_url))
    async with engine.connect() as connection:
        with pytest.raises(StatementError) as raised:
            await connection.execute(insert(wishes), {"contact_id": 1, "subject": "other", "details": {}, "at": NOW})
    await engine.dispose()
    assert isinstance(raised.value.orig, KeysMissing)


def test_every_sealed_column_is_sealed_for_itself() -> None:
    places = {
        f"{table.name}.{column.name}": column.type.place
        for table in METADATA.tables.values()
        for column in table.columns
        if isinstance(column.type, SealedText | SealedJson)
    }
    assert len(places) >= 7
    assert all(place == where for where, place in places.items())


def test_hashes_differ_by_column_and_by_key(keys: KeyRing) -> None:
    assert keys.blind("x", "a.b") == keys.blind("x", "a.b")
    assert len({keys.blind("x", "a.b"), keys.blind("x", "a.c"), keys.blind("y", "a.b"), KeyRing([new_key()]).blind("x", "a.b")}) == 4


@pytest.mark.parametrize("made", [[], ["short"], [base64.b64encode(b"x" * 31).decode()], ["not base64 at all !"]])
def test_a_key_that_is_no_key_is_refused(made: list[str]) -> None:
    with pytest.raises(KeyNotUsable):
        KeyRing(made)
