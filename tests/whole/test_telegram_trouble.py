"""Telegram repeats itself, asks for patience, or loses a person: everybody else is answered once all the same."""

from __future__ import annotations

import asyncio

import pytest
from botapi.chat import Chat
from botapi.server import BotApi
from journeys import DUTCH
from phone import PATIENCE, Phone

#: Seconds after which a second answer would have come.
QUIET = 1.0
RETRY_AFTER = 2


async def sendings(api: BotApi, chat: Chat) -> int:
    """How often something was sent there, once nothing more comes."""
    await asyncio.sleep(QUIET)
    return sum(call["chat_id"] == chat.id for call in api.called("sendMessage"))


async def test_the_same_update_three_times_gives_one_answer(town: BotApi) -> None:
    town.copies = 3
    phone = Phone(town)
    await phone.types("/start")
    await phone.taps(DUTCH.own_name)
    assert await sendings(town, phone.chat) == 3


async def test_when_telegram_asks_for_patience_it_gets_it_and_nothing_is_lost(town: BotApi) -> None:
    loop = asyncio.get_running_loop()
    town.trouble("sendMessage", status=429, retry_after=RETRY_AFTER, description="Too Many Requests: retry after 2")
    slow, other = Phone(town), Phone(town)
    began = loop.time()
    await slow.chat.says("/start")
    await asyncio.sleep(0.5)
    await other.types("/start")
    assert slow.chat.screen() == [], "who was asked to wait waits; nobody else does"
    await slow.chat.until(lambda screen: len(screen) == 1)
    assert RETRY_AFTER <= loop.time() - began < PATIENCE
    assert await sendings(town, slow.chat) == 1


async def test_who_blocks_the_bot_is_left_alone_and_blocks_nobody(town: BotApi) -> None:
    gone, other = Phone(town), Phone(town)
    room = town.world.rooms[gone.chat.id]
    await gone.types("/start")
    # The next answer finds the door closed; only after that the blocking itself is told.
    room.blocked = True
    town.happen(message={"message_id": 99, "date": 0, "chat": room.about, "from": room.person, "text": "hallo"})
    await other.types("/start")
    assert await sendings(town, gone.chat) == 2
    await gone.chat.blocks()
    await other.taps(DUTCH.own_name)
    assert await sendings(town, gone.chat) == 2, "one closed door is enough"
    assert await gone.types("hallo"), "who comes back is answered again"


@pytest.mark.parametrize("unheard", [True, False])
async def test_while_the_way_out_is_broken_answers_wait_and_come_in_order(town: BotApi, unheard: bool) -> None:
    phone = Phone(town)
    await phone.types("/start")
    trouble = {"unheard": True} if unheard else {"status": 502}
    town.trouble("sendMessage", **trouble)
    await phone.chat.taps(DUTCH.own_name)
    await phone.chat.until(lambda screen: bool(screen[-1].buttons) and len(screen) > 2)
    texts = [seen.text for seen in phone.chat.screen()]
    # What Telegram took without saying so has to be sent again: that cannot be known here.
    assert len(texts) == (4 if unheard else 3)
    assert len(set(texts)) == 3
