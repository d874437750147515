"""A photo that somebody sends: kept with a yes only, fetched once, seen by nobody else, and gone with the case or the person."""

from __future__ import annotations

import asyncio
from io import BytesIO

import pytest
from at_phones import chooses
from furnished import HandClock, Someone, everything_kept, rows_of_contacts
from PIL import Image
from sending_photos import BSN, PAPER, Keeper, begins, rows, says_yes, shows
from sqlalchemy import select

from bot.main import Bot
from bot.messages import Photo
from storage import cases
from storage.conversations import hold
from storage.database import Service
from storage.tables import cases as case_table
from storage.tables import files as file_table


@pytest.fixture
def memory_channel() -> Keeper:
    return Keeper()


async def test_without_a_yes_nothing_is_fetched_and_after_a_day_nothing_is_left(
    someone: Someone, bot: Bot, memory_channel: Keeper, hand_clock: HandClock
) -> None:
    await begins(someone)
    reference = await shows(someone)
    await bot.files.tick()
    assert memory_channel.asked == []
    assert await rows(bot) == [("offered", False)]
    hand_clock.turn(hours=24)
    await bot.forget()
    assert await rows(bot) == []
    assert reference not in await everything_kept(bot)


async def test_after_a_yes_it_is_fetched_once_and_kept_for_the_case_without_what_stood_in_the_file(
    someone: Someone, bot: Bot, memory_channel: Keeper
) -> None:
    await begins(someone)
    reference = await shows(someone)
    said = await says_yes(someone)
    assert "Ik stuur het door" in said[0].text
    assert memory_channel.asked == [], "nothing waits for the network in a turn"
    assert await rows(bot) == [("wanted", False)]
    await bot.files.tick()
    await bot.files.tick()
    assert memory_channel.asked == [reference]
    async with bot.database.reading(Service()) as tx:
        row = (await tx.execute(select(file_table))).one()
        case = (await tx.execute(select(case_table))).one()
    assert (row.status, row.case_id, case.municipality_code, row.reference) == ("kept", case.id, "GM0193", None)
    assert Image.open(BytesIO(row.picture)).size == (40, 30)
    assert BSN not in row.picture


async def test_a_paper_goes_the_same_way_and_is_kept_as_it_came(someone: Someone, bot: Bot) -> None:
    await begins(someone)
    await shows(someone)
    await shows(someone, PAPER)
    await says_yes(someone)
    await bot.files.tick()
    async with bot.database.reading(Service()) as tx:
        picture, paper = (await tx.execute(select(file_table).order_by(file_table.c.id))).all()
    assert (picture.status, picture.paper) == ("kept", False)
    assert (paper.status, paper.paper, paper.picture) == ("kept", True, PAPER)


async def test_a_paper_that_came_whole_is_known_as_one_at_the_yes(someone: Someone, bot: Bot) -> None:
    await begins(someone)
    await someone.gives(someone.inbound("photo", photo=Photo(content=PAPER)))
    await says_yes(someone)
    async with bot.database.reading(Service()) as tx:
        row = (await tx.execute(select(file_table))).one()
    assert (row.status, row.paper, row.picture) == ("kept", True, PAPER)


@pytest.mark.parametrize("answers", [("brief",), ("vertellen",), ("sturen", "nieuw"), ("sturen", "nee")])
async def test_a_no_throws_the_way_to_it_away_at_once(someone: Someone, bot: Bot, memory_channel: Keeper, answers: tuple[str, ...]) -> None:
    await begins(someone)
    await shows(someone)
    for answer in answers:
        await chooses(someone, answer)
    await bot.files.tick()
    assert await rows(bot) == []
    assert memory_channel.asked == []


async def test_a_no_to_the_municipality_throws_it_away_too(someone: Someone, bot: Bot) -> None:
    await begins(someone)
    await shows(someone)
    await chooses(someone, "sturen")
    await chooses(someone, "ja")
    await someone.types("Zwolle")
    await chooses(someone, "no")
    assert await rows(bot) == []


async def test_photos_sent_together_go_together(someone: Someone, bot: Bot, memory_channel: Keeper) -> None:
    await begins(someone)
    pages = [await shows(someone) for _ in range(3)]
    await says_yes(someone)
    await bot.files.tick()
    assert memory_channel.asked == pages
    assert await rows(bot) == [("kept", True)] * 3


async def test_a_photo_without_a_yes_does_not_go_along_with_a_later_one(
    someone: Someone, bot: Bot, memory_channel: Keeper, hand_clock: HandClock
) -> None:
    await begins(someone)
    await shows(someone)
    await someone.calls("menu")
    hand_clock.turn(hours=2)
    later = await shows(someone)
    await says_yes(someone)
    await bot.files.tick()
    assert memory_channel.asked == [later]


async def test_a_second_photo_while_the_yes_is_asked_begins_the_questions_again(someone: Someone, bot: Bot) -> None:
    await begins(someone)
    await shows(someone)
    await chooses(someone, "sturen")
    await shows(someone)
    await says_yes(someone)
    assert await rows(bot) == [("wanted", False)] * 2


async def test_words_of_danger_under_a_photo_go_first_and_the_photo_is_not_held(someone: Someone, bot: Bot) -> None:
    await begins(someone)
    await shows(someone, text="mijn man slaat mij")
    assert await rows(bot) == []


@pytest.mark.parametrize("kind", ["document", "voice", "unreadable"])
async def test_anything_else_is_answered_kindly_and_not_held(someone: Someone, bot: Bot, kind: str) -> None:
    await begins(someone)
    said = await someone.gives(someone.inbound(kind))
    assert "bewaard" in said[0].text
    assert await rows(bot) == []


async def test_erasing_everything_leaves_no_photo(someone: Someone, bot: Bot) -> None:
    await begins(someone)
    await shows(someone)
    await says_yes(someone)
    await bot.files.tick()
    await shows(someone)
    await someone.calls("my_data")
    await chooses(someone, "wissen")
    await someone.taps("wis alles")
    assert "file" not in await rows_of_contacts(bot)


async def test_taking_back_the_question_and_closing_the_case_erase_the_photo(someone: Someone, bot: Bot) -> None:
    await begins(someone)
    await shows(someone)
    await says_yes(someone)
    await bot.files.tick()
    async with bot.database.writing(Service()) as tx:
        held = await hold(tx, channel="fake", address=someone.address)
        assert held is not None
        await cases.withdraw(tx, held.contact_id)
    assert await rows(bot) == []
    await shows(someone)
    await says_yes(someone)
    await bot.files.tick()
    async with bot.database.writing(Service()) as tx:
        await tx.execute(case_table.update().values(state="closed"))
    await bot.forget()
    assert await rows(bot) == []


async def test_what_is_taken_along_tells_the_day_and_not_the_picture(someone: Someone, bot: Bot) -> None:
    await begins(someone)
    reference = await shows(someone)
    await says_yes(someone)
    await shows(someone)
    await someone.calls("my_data")
    await chooses(someone, "meenemen")
    page, data = (await chooses(someone, "ja"))[0].files
    assert "Een foto of papier, van" in page.content.decode()
    assert b'"file"' in data.content
    assert reference.encode() not in data.content


async def test_the_way_to_a_photo_stands_in_one_column_only_and_in_no_log(
    someone: Someone, bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("DEBUG"):
        await begins(someone)
        reference = await shows(someone)
        assert reference not in await everything_kept(bot, "file")
        await says_yes(someone)
        await bot.files.tick()
    assert reference not in await everything_kept(bot)
    assert not [record for record in caplog.records if reference in f"{record.getMessage()}{record.__dict__}"]


async def test_two_processes_fetch_each_photo_once(any_bot: Bot, memory_channel: Keeper) -> None:
    everybody = [Someone(any_bot, memory_channel, address=str(2000 + number)) for number in range(4)]
    for someone in everybody:
        await begins(someone)
        await shows(someone)
        await says_yes(someone)
    await asyncio.gather(*(any_bot.files.tick() for _ in range(3)))
    assert len(memory_channel.asked) == len(set(memory_channel.asked)) == 4
    assert await rows(any_bot) == [("kept", True)] * 4
