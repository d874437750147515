"""Check-ins that are due start once, at an hour that is allowed, in nobody's way."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from furnished import HandClock, MemoryChannel, Someone, started
from reminded import MONDAY, REGISTERED, SATURDAY, SUNDAY, TUESDAY, at, comes, only, rows
from sqlalchemy import select, update

from bot.main import Bot
from dialogs.days import HOME, day_of
from storage import check_ins, facts
from storage.database import Service
from storage.tables import cases, contacts, messages_out
from storage.tables import check_ins as table


async def test_what_is_due_starts_once(someone: Someone, contact: int, bot: Bot) -> None:
    await only(bot, contact, at(TUESDAY, 10))
    assert len(await comes(someone)) in (1, 2)
    assert await comes(someone) == []
    assert [row.status for row in await rows(bot)] == ["sent"]


async def test_a_tap_on_its_first_question_is_kept_as_the_answer(someone: Someone, contact: int, bot: Bot) -> None:
    number = await only(bot, contact, at(TUESDAY, 10))
    await comes(someone)
    await someone.taps(someone.channel.to(someone.address)[-1].buttons[0].label)
    found = next(row for row in await rows(bot) if row.id == number)
    assert (found.status, found.answered_at) == ("answered", bot.now())


async def test_later_brings_it_again_tomorrow(someone: Someone, contact: int, bot: Bot, hand_clock: HandClock) -> None:
    number = await only(bot, contact, at(TUESDAY, 10))
    first = await comes(someone)
    await someone.taps("Later")
    found = next(row for row in await rows(bot) if row.id == number)
    assert found.status == "planned"
    assert found.due_at.astimezone(HOME).date().isoformat() == "2026-12-02"
    async with bot.database.writing(Service()) as tx:
        await tx.execute(table.delete().where(table.c.id != number))
    hand_clock.time = found.due_at
    assert await comes(someone) == first


async def test_later_never_is_after_what_it_is_about(someone: Someone, contact: int, bot: Bot, hand_clock: HandClock) -> None:
    """On a Saturday, the day before: on Sunday nothing comes, and on Monday it is over."""
    number = await only(bot, contact, at(SATURDAY, 11), cause=f"examen_datum/{SUNDAY}/-1d")
    hand_clock.time = at(SATURDAY, 11)
    assert await comes(someone) != []
    await someone.taps("Later")
    found = next(row for row in await rows(bot) if row.id == number)
    assert (found.status, found.due_at) == ("planned", at(SATURDAY, 13))


async def test_nothing_comes_at_night_and_it_comes_in_the_morning(someone: Someone, contact: int, bot: Bot, hand_clock: HandClock) -> None:
    await only(bot, contact, at(TUESDAY, 23), deadline=True)
    hand_clock.time = at(TUESDAY, 23, 30)
    assert await comes(someone) == []
    (row,) = await rows(bot)
    assert (row.status, row.due_at.astimezone(HOME).hour) == ("planned", 9), "in the part of the day that was chosen"


async def test_nothing_comes_on_a_sunday_or_on_christmas(someone: Someone, contact: int, bot: Bot, hand_clock: HandClock) -> None:
    for day, then in ((SUNDAY, MONDAY), ("2026-12-25", "2026-12-28")):
        await only(bot, contact, at(day, 11))
        hand_clock.time = at(day, 11)
        assert await comes(someone) == []
        (row,) = await rows(bot)
        assert row.due_at.astimezone(HOME).date().isoformat() == then


async def test_who_is_talking_is_not_interrupted_but_by_what_cannot_wait(someone: Someone, contact: int, bot: Bot) -> None:
    await someone.calls("menu")
    await only(bot, contact, at(TUESDAY, 10))
    assert await comes(someone) == []
    (row,) = await rows(bot)
    assert row.due_at.astimezone(HOME).date().isoformat() == "2026-12-02", "in the next morning: that part of the day was chosen"
    await only(bot, contact, at(TUESDAY, 10), deadline=True)
    assert await comes(someone) != []


async def test_a_pause_puts_it_off_and_a_no_drops_it(someone: Someone, contact: int, bot: Bot) -> None:
    await only(bot, contact, at(TUESDAY, 10))
    async with bot.database.writing(Service()) as tx:
        await tx.execute(update(contacts).values(paused_until=at(TUESDAY, 10) + timedelta(days=7)))
    assert await comes(someone) == []
    (row,) = await rows(bot)
    assert row.due_at.astimezone(HOME).date().isoformat() == "2026-12-02", "it is looked at again: a pause may end sooner"
    async with bot.database.writing(Service()) as tx:
        await tx.execute(update(contacts).values(paused_until=None, consents={"remember": True, "remind": False}))
    await only(bot, contact, at(TUESDAY, 10))
    assert await comes(someone) == []
    (row,) = await rows(bot)
    assert (row.status, row.reason) == ("dropped", "no_consent")


async def test_who_says_no_and_then_yes_again_gets_what_was_promised(someone: Someone, contact: int, bot: Bot) -> None:
    number = await only(bot, contact, at(TUESDAY, 10))
    (row,) = await rows(bot)
    async with bot.database.writing(Service()) as tx:
        await check_ins.drop(tx, contact, check_ins.NO_CONSENT)
        again = check_ins.Planned(contact_id=contact, plan=row.plan, cause=row.cause, day=row.day, due_at=at(TUESDAY, 10))
        await check_ins.plan_all(tx, [again])
    assert [(row.id, row.status, row.reason) for row in await rows(bot)] == [(number, "planned", None)]
    assert await comes(someone) != []
    async with bot.database.writing(Service()) as tx:
        await check_ins.plan_all(tx, [again])
    assert await comes(someone) == [], "what came is over"


async def test_what_is_too_old_is_dropped_and_noted_but_never_a_deadline(someone: Someone, contact: int, bot: Bot) -> None:
    await only(bot, contact, at(TUESDAY, 10) - timedelta(days=8))
    assert await comes(someone) == []
    assert [(row.status, row.reason) for row in await rows(bot)] == [("dropped", "too_old")]
    await only(bot, contact, at(TUESDAY, 10) - timedelta(days=8), deadline=True)
    assert await comes(someone) != []


async def test_while_a_human_answers_only_deadlines_come(someone: Someone, contact: int, bot: Bot) -> None:
    async with bot.database.writing(Service()) as tx:
        values = {"number": "T1", "contact_id": contact, "urgent": False, "state": "taken", "opened_at": bot.now()}
        await tx.execute(cases.insert(), values)
    await only(bot, contact, at(TUESDAY, 10))
    assert await comes(someone) == []
    await only(bot, contact, at(TUESDAY, 10), deadline=True)
    assert await comes(someone) != []


async def test_a_plan_that_is_gone_is_given_up(someone: Someone, contact: int, bot: Bot) -> None:
    await only(bot, contact, at(TUESDAY, 10))
    async with bot.database.writing(Service()) as tx:
        await tx.execute(update(table).values(plan="van_vroeger"))
    assert await comes(someone) == []
    assert [(row.status, row.reason) for row in await rows(bot)] == [("dropped", "not_wanted")]


async def test_what_it_says_waits_for_those_who_are_talking(someone: Someone, contact: int, bot: Bot) -> None:
    await only(bot, contact, at(TUESDAY, 10))
    await comes(someone)
    async with bot.database.reading(Service()) as tx:
        newest = (await tx.execute(select(messages_out.c.urgent).order_by(messages_out.c.id.desc()).limit(1))).scalar_one()
    assert newest is False


async def test_a_claim_whose_worker_died_is_free_again_when_its_lease_ends(
    someone: Someone, contact: int, bot: Bot, hand_clock: HandClock
) -> None:
    await only(bot, contact, at(TUESDAY, 10))
    async with bot.database.writing(Service()) as tx:
        await check_ins.claim(tx, writer="who died", now=bot.now(), lease_until=bot.now() + timedelta(minutes=5), limit=10)
    assert await comes(someone) == []
    hand_clock.turn(minutes=6)
    assert await comes(someone) != []


@pytest.fixture
async def two(postgres_url: str, hand_clock: HandClock) -> AsyncIterator[tuple[Bot, Bot, MemoryChannel, MemoryChannel]]:
    one, other = MemoryChannel(), MemoryChannel()
    async for first in started(postgres_url, hand_clock, one):
        async for second in started(postgres_url, hand_clock, other):
            yield first, second, one, other


@pytest.mark.postgres
async def test_two_processes_start_each_one_once(two: tuple[Bot, Bot, MemoryChannel, MemoryChannel], hand_clock: HandClock) -> None:
    first, second, one, other = two
    people = [Someone(first, one, address=str(2000 + i)) for i in range(8)]
    for person in people:
        await person.begins()
    hand_clock.time = at(TUESDAY, 11)
    async with first.database.writing(Service()) as tx:
        await tx.execute(update(contacts).values(remembered=True, consents={"remember": True, "remind": True}))
        plan = next(name for name, plan in first.shelf.newest.checkins.items() if plan.after_days is not None)
        ids = [row.id for row in await tx.execute(select(contacts.c.id))]
        for id in ids:
            await facts.learn(tx, id, REGISTERED, at=at(TUESDAY, 9))
        due = [
            check_ins.Planned(contact_id=id, plan=plan, cause=f"test {n}", day=day_of(first.now()), due_at=at(TUESDAY, 9, n), deadline=True)
            for id in ids
            for n in range(5)
        ]
        await check_ins.plan_all(tx, due)
    before = len(one.sent) + len(other.sent)
    await asyncio.gather(*(bot.checkins.tick() for bot in (first, second, first, second)))
    await first.outbox.settled()
    await second.outbox.settled()
    async with first.database.reading(Service()) as tx:
        states = [row.status for row in await tx.execute(select(table.c.status))]
    assert states == ["sent"] * len(due)
    questions = [message for message in (one.sent + other.sent)[before:] if message.kind == "ask" and message.asking]
    assert len({(message.address, message.id) for message in questions}) == len(questions)


async def test_who_no_longer_knows_a_day_keeps_what_was_promised_for_it(someone: Someone, contact: int, bot: Bot) -> None:
    async with bot.database.writing(Service()) as tx:
        await facts.learn(tx, contact, {"einddatum_duo": "2027-06-14"}, at=bot.now())
    await bot.checkins.plan()
    promised = [(row.plan, row.cause) for row in await rows(bot) if row.open]
    assert [cause for _, cause in promised if "2027-06-14" in cause] != []
    await someone.types("plan")
    await someone.taps("laatste dag", "Ik weet het niet")
    # What is said next makes the plans be looked at, while "I do not know" still stands in the talk.
    while not (asked := someone.channel.to(someone.address)[-1]).text.startswith("Welke vergunning"):
        await someone.taps(asked.buttons[0].label)
    await someone.taps("Ik vroeg zelf asiel")
    assert [(row.plan, row.cause) for row in await rows(bot) if row.open] == promised
