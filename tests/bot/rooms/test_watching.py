"""Who keeps the service running sees in time that some of what it knows ends."""

from __future__ import annotations

from datetime import UTC, datetime

from aiohttp.test_utils import TestClient, TestServer
from furnished import HandClock

from bot.main import Bot


async def ends(bot: Bot) -> list[str]:
    async with TestClient(TestServer(bot.app())) as client, client.get("/readyz") as answer:
        assert answer.status == 200
        said: list[str] = (await answer.json())["knowledge_ends"]
        return said


async def test_the_days_after_which_nothing_is_known_are_named(bot: Bot, hand_clock: HandClock) -> None:
    hand_clock.time = datetime(2020, 6, 1, 9, tzinfo=UTC)
    assert await ends(bot) == []
    hand_clock.time = datetime(2126, 6, 1, 9, tzinfo=UTC)
    named = await ends(bot)
    assert named == sorted(named)
    assert named[-1] == max(str(row.valid_until) for row in bot.worlds.world.knowledge if row.valid_until)
