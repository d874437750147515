"""A photo with a yes that cannot be had at once or at all: tried again, or told kindly, and never twice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from at_phones import chooses
from furnished import HandClock, Someone
from sending_photos import Keeper, begins, rows, says_yes, shows

from bot.drawing.photos import MOST_BYTES
from bot.main import Bot
from bot.messages import Failure, Fetched
from storage import cases, files
from storage.database import Service


@pytest.fixture
def memory_channel() -> Keeper:
    return Keeper()


@pytest.mark.parametrize(
    ("content", "words"),
    [(bytes(MOST_BYTES + 1), "te groot"), (b"PK\x03\x04", "kan ik niet bewaren")],
    ids=["too large", "not a photo"],
)
async def test_what_cannot_be_kept_is_told_kindly(someone: Someone, bot: Bot, content: bytes, words: str) -> None:
    await begins(someone)
    await shows(someone, content)
    await says_yes(someone)
    await bot.files.tick()
    await bot.outbox.settled()
    assert words in someone.sees()
    assert await rows(bot) == [("failed", False)]
    await bot.files.tick()
    assert len([said for said in someone.channel.to(someone.address) if words in said.text]) == 1


async def test_it_is_told_in_the_language_of_the_person(bot: Bot, memory_channel: Keeper) -> None:
    someone = Someone(bot, memory_channel, languages=("ar",))
    await someone.begins()
    await chooses(someone, "ar")
    await shows(someone, b"no photo")
    await says_yes(someone)
    await bot.files.tick()
    await bot.outbox.settled()
    assert "لا أستطيع الاحتفاظ بهذه الصورة" in someone.sees()


async def test_a_failure_that_passes_is_tried_again_and_says_nothing(
    someone: Someone, bot: Bot, memory_channel: Keeper, hand_clock: HandClock
) -> None:
    await begins(someone)
    await shows(someone)
    said = await says_yes(someone)
    memory_channel.troubles = [Fetched(failure=Failure.passing), Fetched(failure=Failure.slow_down, retry_after=timedelta(minutes=2))]
    for pause, status in ((0, "wanted"), (30, "wanted"), (119, "wanted"), (1, "kept")):
        hand_clock.turn(seconds=pause)
        await bot.files.tick()
        assert [row[0] for row in await rows(bot)] == [status]
    assert someone.sees() == said[-1].text


async def test_after_the_last_try_the_person_is_asked_to_send_it_again(
    someone: Someone, bot: Bot, memory_channel: Keeper, hand_clock: HandClock
) -> None:
    await begins(someone)
    await shows(someone)
    await says_yes(someone)
    memory_channel.troubles = [Fetched(failure=Failure.passing)] * 5
    for _ in range(5):
        await bot.files.tick()
        hand_clock.turn(hours=1)
    await bot.outbox.settled()
    assert "kwam niet aan" in someone.sees()
    await bot.files.tick()
    assert len(memory_channel.asked) == 5
    await shows(someone)
    await says_yes(someone)
    await bot.files.tick()
    assert (await rows(bot))[-1] == ("kept", True)


async def test_a_yes_a_day_too_late_is_told_and_not_lost(someone: Someone, bot: Bot, hand_clock: HandClock) -> None:
    await begins(someone)
    await shows(someone)
    await chooses(someone, "sturen")
    hand_clock.turn(hours=23, minutes=59)
    await chooses(someone, "ja")
    await someone.types("Zwolle")
    hand_clock.turn(minutes=2)
    await chooses(someone, "yes")
    await bot.files.tick()
    await bot.outbox.settled()
    assert "Stuur het nog een keer" in someone.sees()


async def test_the_case_that_is_closed_while_the_photo_is_under_way_gets_none(someone: Someone, bot: Bot, memory_channel: Keeper) -> None:
    await begins(someone)
    await shows(someone, b"no photo")
    said = await says_yes(someone)
    async with bot.database.writing(Service()) as tx:
        (wanted,) = await files.claim(tx, writer=bot.database.writer, now=bot.now(), lease_until=bot.now() + timedelta(minutes=1), limit=1)
        await cases.withdraw(tx, wanted.contact_id)
    await bot.files._one(wanted)
    await bot.outbox.settled()
    assert await rows(bot) == []
    assert someone.sees() == said[-1].text, "nobody waits for it any more"
