"""A photo that somebody sent is fetched from Telegram after a yes; what goes wrong is told apart, and nothing of it leaks."""

from __future__ import annotations

import logging

import pytest
from botapi.server import BotApi
from receiving import House

from bot.channels.telegram import TelegramChannel
from bot.messages import Failure, Fetched

PHOTO = b"\xff\xd8 pixels of a letter"
MOST = 1_000


async def sent(api: BotApi, house: House, content: bytes = PHOTO) -> str:
    """Somebody sends a photo; with which it can be fetched."""
    await api.person().shows(content)
    await house.until(lambda house: house.kept)
    photo = house.kept[-1].photo
    assert photo is not None
    return photo.reference


async def test_nothing_is_fetched_before_somebody_asks_for_it(api: BotApi, house: House, channel: TelegramChannel) -> None:
    await sent(api, house)
    assert api.called("getFile") == api.called("download") == []


async def test_the_largest_size_is_fetched(api: BotApi, house: House, channel: TelegramChannel) -> None:
    assert await channel.fetch(await sent(api, house), MOST) == Fetched(content=PHOTO)


@pytest.mark.parametrize("content", [bytes(MOST + 1), bytes(20_000_001)], ids=["for us", "for a bot"])
async def test_a_photo_that_is_too_large_is_not_fetched(api: BotApi, house: House, channel: TelegramChannel, content: bytes) -> None:
    outcome = await channel.fetch(await sent(api, house, content), MOST)
    assert (outcome.failure, outcome.too_large) == (Failure.refused, True)
    assert api.called("download") == []


async def test_a_file_that_turns_out_larger_than_it_was_said_to_be_is_let_go(api: BotApi, house: House, channel: TelegramChannel) -> None:
    reference = await sent(api, house, bytes(5_000_000))
    api.world.lies = {"file_size": 5}
    outcome = await channel.fetch(reference, MOST)
    assert (outcome.failure, outcome.too_large) == (Failure.refused, True)


async def test_a_photo_that_telegram_no_longer_knows_cannot_be_had(channel: TelegramChannel) -> None:
    assert await channel.fetch("never sent", MOST) == Fetched(failure=Failure.refused)


@pytest.mark.parametrize("place", ["", "/etc/passwd", "photos/../../getMe", "photos//x", "http://elsewhere.example/x"])
async def test_an_address_that_leads_elsewhere_is_not_followed(api: BotApi, house: House, channel: TelegramChannel, place: str) -> None:
    reference = await sent(api, house)
    api.world.lies = {"file_path": place}
    assert await channel.fetch(reference, MOST) == Fetched(failure=Failure.refused)
    assert api.called("download") == []


@pytest.mark.parametrize("method", ["getFile", "download"])
async def test_what_goes_wrong_for_a_moment_is_tried_again_later(api: BotApi, house: House, channel: TelegramChannel, method: str) -> None:
    reference = await sent(api, house)
    api.trouble(method, status=500)
    assert await channel.fetch(reference, MOST) == Fetched(failure=Failure.passing)
    api.trouble(method, late=3.0)
    assert await channel.fetch(reference, MOST) == Fetched(failure=Failure.passing)
    assert (await channel.fetch(reference, MOST)).content == PHOTO


async def test_a_pause_that_telegram_asks_for_is_handed_on(api: BotApi, house: House, channel: TelegramChannel) -> None:
    reference = await sent(api, house)
    api.trouble("getFile", status=429, retry_after=7)
    outcome = await channel.fetch(reference, MOST)
    assert outcome.failure is Failure.slow_down
    assert outcome.retry_after is not None
    assert outcome.retry_after.total_seconds() == 7


async def test_neither_the_photo_nor_the_way_to_it_gets_into_the_log(
    api: BotApi, house: House, channel: TelegramChannel, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        reference = await sent(api, house)
        api.trouble("download", status=500)
        outcomes = [await channel.fetch(reference, MOST) for _ in range(2)]
    assert outcomes[1].content == PHOTO
    told = " ".join(f"{record.getMessage()} {record.__dict__}" for record in caplog.records)
    assert reference not in told + str(outcomes)
    assert api.token not in told
