"""What was said is sent once, and in the order it was said."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Row, select
from talking import LEASE, NOW, keep, meet, say

from storage import addresses, conversations, outbox, page
from storage.database import Database, Service
from storage.outbox import Claimed, NewMessage, Sent
from storage.sealing import KeyRing
from storage.tables import messages_out

LATER = NOW + LEASE + timedelta(seconds=1)


async def _claim(database: Database, *, writer: str = "two", now: datetime = NOW, limit: int = 100) -> list[Claimed]:
    async with database.writing(Service()) as tx:
        return await outbox.claim(tx, writer=writer, now=now, lease_until=now + LEASE, limit=limit)


async def _rows(database: Database) -> list[Row[Any]]:
    async with database.reading(Service()) as tx:
        return list((await tx.execute(select(messages_out).order_by(messages_out.c.id))).all())


async def test_a_row_is_born_claimed_so_nobody_else_sends_it(database: Database) -> None:
    async with database.writing(Service()) as tx:
        queued = await say(tx, await meet(tx, "a"), "one", "two")
    assert [row.claimed for row in queued] == [True, True]
    assert await _claim(database) == []


async def test_rows_come_back_in_the_order_they_were_said(database: Database) -> None:
    texts = [str(number) for number in range(12)]
    async with database.writing(Service()) as tx:
        queued = await say(tx, await meet(tx, "a"), *texts)
    stored = {row.id: row.content["text"] for row in await _rows(database)}
    assert [stored[row.id] for row in queued] == texts


async def test_a_writer_that_died_is_replaced_when_its_lease_ran_out(database: Database) -> None:
    async with database.writing(Service()) as tx:
        held = await meet(tx, "a")
        first, second = await say(tx, held, "one", "two")
    claimed = await _claim(database, now=LATER)
    assert [(row.id, row.channel, row.address, row.content) for row in claimed] == [(first.id, "telegram", "a", {"text": "one"})]
    async with database.writing(Service()) as tx:
        await outbox.sent(tx, [Sent(id=first.id, channel_message_id="77")], now=LATER)
    assert [row.id for row in await _claim(database, now=LATER)] == [second.id]


async def test_two_claimers_never_have_the_same_row(database: Database, url: str, keys: KeyRing) -> None:
    async with database.writing(Service()) as tx:
        for number in range(60):
            await say(tx, await meet(tx, str(number)), "hello")
    other = Database(url, keys, writer="other")
    try:
        found = await asyncio.gather(
            *(_claim(each, writer=writer, now=LATER, limit=7) for _ in range(5) for each, writer in ((database, "one"), (other, "two")))
        )
    finally:
        await other.stop()
    ids = [row.id for rows in found for row in rows]
    assert len(ids) == len(set(ids)) == 60


async def test_what_stands_behind_a_row_that_waits_keeps_its_place(database: Database) -> None:
    async with database.writing(Service()) as tx:
        held = await meet(tx, "a")
        first, second = await say(tx, held, "one", "two")
        await outbox.put_off(tx, first.id, writer="one", not_before=NOW + timedelta(minutes=5), tried=True)
        await outbox.release(tx, [second.id], writer="one")
        await say(tx, await meet(tx, "b"), "hello")
        (third,) = await say(tx, held, "three")
    assert third.claimed is False
    assert await _claim(database, now=NOW) == []
    much_later = NOW + timedelta(minutes=6)
    assert {row.content["text"] for row in await _claim(database, now=much_later)} == {"one", "hello"}


async def test_the_next_turn_of_the_same_writer_may_follow_what_it_is_sending(database: Database) -> None:
    async with database.writing(Service()) as tx:
        held = await meet(tx, "a")
        await say(tx, held, "one")
        (mine,) = await say(tx, held, "two")
        (theirs,) = await say(tx, held, "three", writer="two")
    assert (mine.claimed, theirs.claimed) == (True, False)


async def test_who_is_talking_goes_before_reminders(database: Database) -> None:
    async with database.writing(Service()) as tx:
        for number in range(5):
            await say(tx, await meet(tx, f"reminded {number}"), "reminder")
        await say(tx, await meet(tx, "talking"), "answer", urgent=True)
    assert [row.address for row in await _claim(database, now=LATER, limit=2)] == ["talking", "reminded 0"]


async def test_tries_are_counted_and_given_up(database: Database) -> None:
    async with database.writing(Service()) as tx:
        (row,) = await say(tx, await meet(tx, "a"), "one")
        assert await outbox.put_off(tx, row.id, writer="one", not_before=NOW, tried=True) == 1
    assert [claimed.attempts for claimed in await _claim(database, writer="one")] == [1]
    async with database.writing(Service()) as tx:
        await outbox.fail(tx, row.id, writer="one", code="refused")
    assert [(row.status, row.error, row.attempts) for row in await _rows(database)] == [("failed", "refused", 2)]


async def test_a_writer_that_lost_its_lease_changes_nothing_any_more(database: Database) -> None:
    async with database.writing(Service()) as tx:
        (row,) = await say(tx, await meet(tx, "a"), "one")
    await _claim(database, writer="two", now=LATER)
    async with database.writing(Service()) as tx:
        assert await outbox.put_off(tx, row.id, writer="one", not_before=NOW, tried=True) == 0
        await outbox.fail(tx, row.id, writer="one", code="refused")
        await outbox.release(tx, [row.id], writer="one")
    assert [(row.status, row.claimed_by, row.attempts) for row in await _rows(database)] == [("claimed", "two", 0)]


async def test_the_text_is_forgotten_with_a_guest_and_kept_with_the_others(database: Database) -> None:
    async with database.writing(Service()) as tx:
        guest, kept = await meet(tx, "guest"), await meet(tx, "kept")
        await keep(tx, guest, erase_after=NOW + timedelta(hours=24))
        await keep(tx, kept, erase_after=None)
        rows = [*await say(tx, guest, "to a guest"), *await say(tx, kept, "to somebody kept")]
        await outbox.sent(tx, [Sent(id=row.id, channel_message_id="1") for row in rows], now=NOW)
    stored = await _rows(database)
    assert [row.status for row in stored] == ["sent", "sent"]
    assert [row.content for row in stored] == [None, {"text": "to somebody kept"}]


async def test_every_copy_of_a_question_is_found_to_take_its_buttons_away(database: Database) -> None:
    async with database.writing(Service()) as tx:
        held, other = await meet(tx, "a"), await meet(tx, "b")
        for whose, number, kind, asking in (
            (held, "11", "ask", 1),
            (held, "12", "ask", 2),
            (held, "13", "say", 0),
            (held, "14,15", "ask", 2),
            (held, "14,15", "refresh", 2),
            (held, "14,15", "answered", 2),
            (other, "16", "ask", 2),
        ):
            row = NewMessage(contact_id=whose.contact_id, address_id=whose.address_id, kind=kind, asking=asking, content={})
            (queued,) = await outbox.queue(tx, [row], writer="one", lease_until=LATER, now=NOW)
            await outbox.sent(tx, [Sent(id=queued.id, channel_message_id=number)], now=NOW)
        assert await outbox.copies(tx, held.address_id, held.contact_id, 2) == ["12", "14,15"]
        assert await outbox.copies(tx, held.address_id, held.contact_id, 3) == []
        assert await outbox.shown(tx, held.address_id, since=NOW) == ["11", "12", "13", "14,15"]
        assert await outbox.shown(tx, held.address_id, since=LATER) == []


async def test_where_no_other_process_lives_its_rows_are_free_at_once(database: Database) -> None:
    async with database.writing(Service()) as tx:
        await say(tx, await meet(tx, "a"), "one", writer="gone")
        await say(tx, await meet(tx, "b"), "two", writer="here")
        await outbox.free(tx, writer="here")
    assert [row.address for row in await _claim(database, writer="here")] == ["a"]


async def test_what_waits_for_somebody_who_blocked_us_is_dropped(database: Database) -> None:
    async with database.writing(Service()) as tx:
        await say(tx, await meet(tx, "a"), "one", "two")
        await addresses.unreachable(tx, channel="telegram", address="a", now=NOW)
    assert [(row.status, row.content) for row in await _rows(database)] == [("dropped", None)] * 2
    assert await _claim(database, now=LATER) == []
    async with database.writing(Service()) as tx:
        held = await meet(tx, "a")
        assert held.unreachable
        await addresses.reachable(tx, held.address_id)
        assert not (await meet(tx, "a")).unreachable


async def test_old_messages_are_purged_in_portions(database: Database) -> None:
    async with database.writing(Service()) as tx:
        await say(tx, await meet(tx, "a"), "one", "two", "three")
        assert await outbox.purge(tx, NOW, limit=2) == 0
        assert await outbox.purge(tx, LATER, limit=2) == 2
        assert await outbox.purge(tx, LATER, limit=2) == 1


async def test_a_page_gets_what_it_has_not_seen_and_a_reload_shows_the_last_turn(database: Database) -> None:
    place = {"channel": "web", "address": "browser"}
    async with database.writing(Service()) as tx:
        held = await meet(tx, "browser", channel="web")
        (first,) = await say(tx, held, "welcome", pulled=True)
        await say(tx, held, "question", now=NOW + timedelta(minutes=1), pulled=True)
        assert first.claimed is False
    assert await _claim(database, now=LATER) == []
    async with database.reading(Service()) as tx:
        assert [row.content["text"] for row in await page.after(tx, **place, row=0)] == ["welcome", "question"]
        assert [row.content["text"] for row in await page.after(tx, **place, row=first.id)] == ["question"]
        assert [row.content["text"] for row in await page.last_turn(tx, **place)] == ["question"]
        assert await page.last_turn(tx, channel="web", address="somebody else") == []


@pytest.mark.parametrize("is_guest", [True, False])
async def test_of_a_guest_only_the_last_turn_stays_readable_once_it_was_seen(database: Database, is_guest: bool) -> None:
    place = {"channel": "web", "address": "browser"}
    async with database.writing(Service()) as tx:
        held = await meet(tx, "browser", channel="web")
        await keep(tx, held, erase_after=NOW + timedelta(hours=24) if is_guest else None)
        await say(tx, held, "welcome", pulled=True)
        (last,) = await say(tx, held, "question", now=NOW + timedelta(minutes=1), pulled=True)
        await page.seen(tx, **place, up_to=last.id, now=LATER)
        texts = [row.content["text"] for row in await page.after(tx, **place, row=0)]
    assert texts == (["question"] if is_guest else ["welcome", "question"])


@pytest.mark.parametrize("is_guest", [True, False])
@pytest.mark.parametrize("is_open", [True, False])
async def test_the_open_question_stays_on_the_page_under_the_words_of_a_human(database: Database, is_guest: bool, is_open: bool) -> None:
    place = {"channel": "web", "address": "browser"}
    async with database.writing(Service()) as tx:
        held = await meet(tx, "browser", channel="web")
        until = NOW + timedelta(hours=24) if is_guest else None
        await conversations.keep(tx, held, state="{}", edition=0, heard_at=None, erase_after=until, asking=4 if is_open else 0)
        await say(tx, held, "welcome", pulled=True)
        await say(tx, held, "question", now=NOW + timedelta(minutes=1), pulled=True, asking=4)
        (last,) = await say(tx, held, "a human's words", now=NOW + timedelta(minutes=2), pulled=True)
        await page.seen(tx, **place, up_to=last.id, now=LATER)
        texts = [row.content["text"] for row in await page.last_turn(tx, **place)]
    assert texts == (["question", "a human's words"] if is_open else ["a human's words"])


async def test_a_stranger_has_no_page(database: Database) -> None:
    async with database.writing(Service()) as tx:
        await page.seen(tx, channel="web", address="nobody", up_to=5, now=NOW)
        assert await conversations.hold(tx, channel="web", address="nobody") is None
