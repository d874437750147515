"""One person on two phones, joined by a one-time code."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest
from at_phones import OF_THE_FIRST, STAR, answers, chooses, takes_name, there, words_in
from furnished import HandClock, MemoryChannel, Someone, settings, shipped
from sqlalchemy import select

from bot.main import Bot
from bot.messages import Outgoing
from bot.phones import MOST_TRIES
from storage import phones
from storage.database import Service
from storage.tables import METADATA, addresses, contacts, messages_out


@pytest.fixture
def web() -> MemoryChannel:
    return MemoryChannel(name="page")


@pytest.fixture
async def two_ways(sqlite_url: str, hand_clock: HandClock, memory_channel: MemoryChannel, web: MemoryChannel) -> AsyncIterator[Bot]:
    """A house with two ways to people."""
    bot = Bot(settings(sqlite_url), now=hand_clock, channels=[memory_channel, web], **shipped())
    await bot.start()
    try:
        yield bot
    finally:
        await bot.stop()


def code_in(messages: list[Outgoing]) -> str:
    found = re.search(r"\b[A-Z2-9]{8}\b", " ".join(message.text for message in messages))
    assert found, messages
    return found[0]


async def asks_for_code(someone: Someone) -> str:
    await someone.calls("koppelen")
    said = await someone.taps("Ik wil een code")
    return code_in(said)


async def types_code(someone: Someone, code: str) -> list[Outgoing]:
    await someone.calls("koppelen")
    await someone.taps("Ik typ mijn code")
    return await someone.types(code)


@pytest.fixture
def pair(two_ways: Bot, memory_channel: MemoryChannel, web: MemoryChannel) -> tuple[Someone, Someone]:
    return Someone(two_ways, memory_channel), Someone(two_ways, web, address="tab-1")


@pytest.mark.parametrize("from_the_page", [False, True])
async def test_a_code_joins_the_two_ways_whichever_it_came_from(pair: tuple[Someone, Someone], two_ways: Bot, from_the_page: bool) -> None:
    one, other = reversed(pair) if from_the_page else pair
    await answers(one)
    await takes_name(one)
    code = await asks_for_code(one)
    await other.begins()
    await chooses(other, "nl")
    said = await types_code(other, code.lower())
    assert STAR in said[-1].text
    assert not any(word in message.text for message in said for word in OF_THE_FIRST), "before the yes nothing is shown"
    await other.taps("Ja, dat ben ik")
    assert await there(two_ways, other.channel.name, other.address) == await there(two_ways, one.channel.name, one.address)
    said = await other.calls("my_data")
    assert "Zwolle" in said[0].text
    async with two_ways.database.reading(Service()) as tx:
        assert len((await tx.execute(select(contacts))).all()) == 1, "the guest who typed the code is gone"


async def test_a_no_joins_nothing(pair: tuple[Someone, Someone], two_ways: Bot) -> None:
    one, other = pair
    await answers(one)
    await takes_name(one)
    code = await asks_for_code(one)
    await other.begins()
    await chooses(other, "nl")
    await types_code(other, code)
    await other.taps("Nee, iemand anders")
    assert await there(two_ways, "page", "tab-1") != await there(two_ways)


async def test_a_used_and_an_old_code_are_told_kindly(pair: tuple[Someone, Someone], hand_clock: HandClock) -> None:
    one, other = pair
    await answers(one)
    await takes_name(one)
    old = await asks_for_code(one)
    hand_clock.turn(minutes=11)
    await other.begins()
    await chooses(other, "nl")
    said = await types_code(other, old)
    assert "Deze code ken ik niet" in said[-1].text
    new = await asks_for_code(one)
    await other.taps("Ja, ik typ een code")
    await other.types(new)
    await other.taps("Ja, dat ben ik")
    third = Someone(one.bot, other.channel, address="tab-2")
    await third.begins()
    await chooses(third, "nl")
    assert "Deze code ken ik niet" in (await types_code(third, new))[-1].text


async def test_codes_cannot_be_guessed(pair: tuple[Someone, Someone], hand_clock: HandClock) -> None:
    one, other = pair
    await answers(one)
    await takes_name(one)
    code = await asks_for_code(one)
    await other.begins()
    await chooses(other, "nl")
    for _ in range(MOST_TRIES):
        assert "Deze code ken ik niet" in (await types_code(other, "AAAA2222"))[-1].text
        await other.taps("Nee, nu niet")
    said = await types_code(other, code)
    assert "Wacht even" in said[0].text
    hand_clock.turn(minutes=11)
    fresh = await asks_for_code(one)
    assert STAR in (await types_code(other, fresh))[-1].text


async def test_somebody_remembered_stays_known_where_another_joins(pair: tuple[Someone, Someone], two_ways: Bot) -> None:
    one, other = pair
    await answers(one)
    await takes_name(one)
    await answers(other)
    before = await there(two_ways, "page", "tab-1")
    code = await asks_for_code(one)
    await types_code(other, code)
    await other.taps("Ja, dat ben ik")
    async with two_ways.database.reading(Service()) as tx:
        (row,) = [row for row in await tx.execute(select(addresses)) if row.channel == "page"]
        assert {person.contact_id for person in await phones.at(tx, row.id)} == {before, row.contact_id}


async def test_a_code_is_kept_as_a_hash_only(someone: Someone, bot: Bot) -> None:
    await answers(someone)
    await takes_name(someone)
    code = await asks_for_code(someone)
    async with bot.database.reading(Service()) as tx:
        for table in METADATA.sorted_tables:
            if table in (messages_out, METADATA.tables["conversation"]):
                continue
            for row in (await tx.execute(table.select())).mappings():
                assert code not in words_in(dict(row)), table.name
