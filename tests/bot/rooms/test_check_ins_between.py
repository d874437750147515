"""Something happens between the claim of a check-in and its start, or while it starts: it comes once, or rightly not at all."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from furnished import HandClock, MemoryChannel, Someone, started
from reminded import TUESDAY, agreed, at, comes, only, rows
from sqlalchemy import func, insert, select, text, update

from bot.checkins.checkins import CheckIns
from bot.main import Bot
from bot.messages import Outgoing
from dialogs.days import day_of
from storage import contacts as people
from storage import facts
from storage.check_ins import Planned, plan_all
from storage.database import Service
from storage.tables import addresses, cases, contacts, conversations
from storage.tables import check_ins as table


@dataclass
class Between:
    """A way to people on which something happens after the claim and before the start."""

    happens: Callable[[], Awaitable[object]]
    said: list[Outgoing] = field(default_factory=list)

    def deliver(self, messages: Sequence[Outgoing]) -> None:
        self.said += messages

    async def ebb(self) -> None:
        await self.happens()


async def told(bot: Bot, happens: Callable[[], Awaitable[object]]) -> list[Outgoing]:
    """What a tick says when this happens after its claim."""
    way = Between(happens)
    await CheckIns(bot.house, bot.turns, "this process", (), way).tick()
    return way.said


def written(bot: Bot, *statements: object) -> Callable[[], Awaitable[None]]:
    async def write() -> None:
        async with bot.database.writing(Service()) as tx:
            for statement in statements:
                await tx.execute(statement)  # type: ignore[arg-type]

    return write


async def test_a_yes_that_is_taken_back_between_claim_and_start_is_heard(someone: Someone, contact: int, bot: Bot) -> None:
    await only(bot, contact, at(TUESDAY, 10), deadline=True)
    no = update(contacts).values(consents={"remember": True, "remind": False})
    assert await told(bot, written(bot, no)) == []
    assert [(row.status, row.reason) for row in await rows(bot)] == [("dropped", "no_consent")]


async def test_who_is_erased_between_claim_and_start_hears_nothing_and_raises_nothing(someone: Someone, contact: int, bot: Bot) -> None:
    await only(bot, contact, at(TUESDAY, 10), deadline=True)

    async def erased() -> None:
        async with bot.database.writing(Service()) as tx:
            await people.erase(tx, contact)

    assert await told(bot, erased) == []
    async with bot.database.reading(Service()) as tx:
        assert (await tx.execute(select(table))).all() == (await tx.execute(select(cases))).all() == []


async def test_who_moves_to_another_phone_between_claim_and_start_gets_it_there(someone: Someone, contact: int, bot: Bot) -> None:
    await only(bot, contact, at(TUESDAY, 10))
    new = {"contact_id": contact, "channel": "fake", "address": "2002", "blind": "of another phone", "linked_at": bot.now()}
    spoke = update(conversations).values(address_id=select(func.max(addresses.c.id)).scalar_subquery())
    said = await told(bot, written(bot, insert(addresses).values(new), spoke))
    assert {message.address for message in said} == {"2002"}


async def test_who_begins_to_talk_between_claim_and_start_is_not_interrupted(someone: Someone, contact: int, bot: Bot) -> None:
    await only(bot, contact, at(TUESDAY, 10))
    assert await told(bot, lambda: someone.calls("menu")) == []
    assert [row.due_at > at(TUESDAY, 13) for row in await rows(bot)] == [True]


async def test_of_several_that_are_due_one_comes_a_day_but_what_cannot_wait_comes_at_once(
    someone: Someone, contact: int, bot: Bot, hand_clock: HandClock
) -> None:
    await only(bot, contact, at(TUESDAY, 10))
    (row,) = await rows(bot)
    same = {"contact_id": contact, "plan": row.plan, "day": row.day, "due_at": at(TUESDAY, 10)}
    more = [Planned(**same, cause=f"test {n}", deadline=n == 2) for n in range(3)]
    async with bot.database.writing(Service()) as tx:
        await plan_all(tx, more)
    sent = []
    for day in ("01", "02", "03", "04"):
        hand_clock.time = at(f"2026-12-{day}", 11)
        await comes(someone)
        sent.append(sum(row.status == "sent" for row in await rows(bot)))
    # The deadline goes first; on the day on which it came the others wait.
    assert sent == [1, 2, 3, 4]


@pytest.fixture
async def on_postgres(postgres_url: str, hand_clock: HandClock, memory_channel: MemoryChannel) -> AsyncIterator[Bot]:
    async for built in started(postgres_url, hand_clock, memory_channel):
        yield built


#: The database ends statements for a while as it does when two wait for each other.
TROUBLE = (
    text(
        "CREATE FUNCTION trouble() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'made up for a test' USING ERRCODE = 'deadlock_detected'; END $$"
    ),
    text("CREATE TRIGGER trouble BEFORE UPDATE ON conversation FOR EACH ROW EXECUTE FUNCTION trouble()"),
)


@pytest.mark.postgres
async def test_trouble_of_the_database_loses_nothing(on_postgres: Bot, memory_channel: MemoryChannel, hand_clock: HandClock) -> None:
    bot, someone = on_postgres, Someone(on_postgres, memory_channel)
    contact = await agreed(someone)
    hand_clock.time = at(TUESDAY, 11)
    await only(bot, contact, at(TUESDAY, 10))
    await written(bot, *TROUBLE)()
    assert await comes(someone) == []
    assert [row.status for row in await rows(bot)] == ["planned"]
    await written(bot, text("DROP TRIGGER trouble ON conversation"))()
    hand_clock.turn(minutes=6)
    assert await comes(someone) != []
    assert [row.status for row in await rows(bot)] == ["sent"]
    async with bot.database.reading(Service()) as tx:
        assert (await tx.execute(select(cases))).all() == []


@pytest.mark.postgres
async def test_turns_and_check_ins_of_the_same_people_at_once_hold_each_other_up_but_never_for_good(
    on_postgres: Bot, memory_channel: MemoryChannel, hand_clock: HandClock
) -> None:
    bot = on_postgres
    crowd = [Someone(bot, memory_channel, address=str(3000 + i)) for i in range(12)]
    for person in crowd:
        await person.begins()
    hand_clock.time = at(TUESDAY, 11)
    async with bot.database.writing(Service()) as tx:
        await tx.execute(update(contacts).values(remembered=True, consents={"remember": True, "remind": True}))
        plan = next(name for name, plan in bot.shelf.newest.checkins.items() if plan.after_days is not None)
        ids = [row.id for row in await tx.execute(select(contacts.c.id))]
        for id in ids:
            await facts.learn(tx, id, {"aangemeld_examen": "KNM"}, at=at(TUESDAY, 9))
        due = [
            Planned(contact_id=id, plan=plan, cause=f"test {n}", day=day_of(bot.now()), due_at=at(TUESDAY, 9, n), deadline=True)
            for id in ids
            for n in range(4)
        ]
        await plan_all(tx, due)
    talking = [bot.receive(person.inbound("command", text="menu")) for _ in range(4) for person in crowd]
    async with asyncio.timeout(60):
        await asyncio.gather(*talking, bot.checkins.tick(), bot.checkins.plan())
        await bot.outbox.settled()
    async with bot.database.reading(Service()) as tx:
        states = [row.status for row in await tx.execute(select(table.c.status).where(table.c.cause.like("test %")))]
        assert states == ["sent"] * len(due)
        assert (await tx.execute(select(cases))).all() == []


async def test_a_claim_is_held_no_longer_than_it_was_said(someone: Someone, contact: int, bot: Bot, hand_clock: HandClock) -> None:
    await only(bot, contact, at(TUESDAY, 10))

    async def slow() -> None:
        hand_clock.turn(minutes=6)
        await bot.checkins.tick()

    first = await told(bot, slow)
    await bot.outbox.settled()
    assert first == []
    assert [row.status for row in await rows(bot)] == ["sent"]
    assert (await rows(bot))[0].sent_at == at(TUESDAY, 11) + timedelta(minutes=6)
