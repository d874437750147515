"""Fetching updates: each is let go of only after it was kept."""

from __future__ import annotations

import asyncio
import logging
import time

import pytest
from botapi.server import BotApi
from receiving import House, door, eventually

from bot.channels.errors import TokenRefused
from bot.channels.telegram import TelegramChannel


def confirmed(api: BotApi) -> int:
    """The highest number that was asked for: what lies before it is let go of."""
    return max((int(call["offset"]) for call in api.called("getUpdates")), default=0)


async def test_what_is_typed_comes_in_and_is_let_go_of(api: BotApi, house: House, channel: TelegramChannel) -> None:
    await api.person().says("Zwolle")
    await house.until(lambda house: house.texts() == ["Zwolle"])
    await eventually(lambda: not api.pending)
    assert channel.status() == {"mode": "polling", "state": "fetching", "received": "1", "kept": "1"}


async def test_only_three_kinds_of_updates_are_asked_for(api: BotApi, channel: TelegramChannel) -> None:
    await eventually(lambda: api.called("getUpdates"))
    assert api.called("getUpdates")[0]["allowed_updates"] == ["message", "callback_query", "my_chat_member"]


async def test_a_webhook_left_behind_is_taken_away(api: BotApi, house: House) -> None:
    api.set_webhook("http://127.0.0.1:9/old")
    telegram = door(house, api.url)
    await telegram.start()
    await api.person().says("Zwolle")
    await house.until(lambda house: house.texts() == ["Zwolle"])
    await telegram.stop()


async def test_an_update_is_not_let_go_of_while_it_is_being_kept(api: BotApi, house: House, channel: TelegramChannel) -> None:
    gate = house.gates["langzaam"] = asyncio.Event()
    number = await api.person().says("langzaam")
    await house.until(lambda house: house.called)
    await asyncio.sleep(0.3)
    assert confirmed(api) <= number
    gate.set()
    await eventually(lambda: confirmed(api) == number + 1)
    assert len(house.called) == 1


async def test_an_update_that_was_not_kept_comes_again(api: BotApi, house: House, channel: TelegramChannel) -> None:
    house.trouble["Zwolle"] = 2
    number = await api.person().says("Zwolle")
    await house.until(lambda house: house.texts() == ["Zwolle"])
    await eventually(lambda: confirmed(api) == number + 1)
    assert len(house.called) == 3
    assert channel.status()["not_kept"] == "2"


async def test_an_update_on_which_the_house_breaks_comes_again(api: BotApi, house: House, channel: TelegramChannel) -> None:
    house.breaks["Zwolle"] = 2
    await api.person().says("Zwolle")
    await house.until(lambda house: house.texts() == ["Zwolle"])


async def test_what_came_after_an_update_that_was_not_kept_waits_for_it(api: BotApi, house: House, channel: TelegramChannel) -> None:
    house.trouble["een"] = 2
    person = api.person()
    for text in ("een", "twee", "drie"):
        await person.says(text)
    await house.until(lambda house: len(house.kept) == 3)
    assert house.texts() == ["een", "twee", "drie"]


async def test_one_chat_is_handled_in_order(api: BotApi, house: House, channel: TelegramChannel) -> None:
    person = api.person()
    numbers = [str(number) for number in range(250)]
    for number in numbers:
        await person.says(number)
    await house.until(lambda house: len(house.kept) == 250)
    assert house.texts() == numbers


async def test_a_slow_chat_holds_up_nobody_else(api: BotApi, house: House, channel: TelegramChannel) -> None:
    gate = house.gates["langzaam"] = asyncio.Event()
    slow, quick = api.person(), api.person()
    await slow.says("langzaam")
    await slow.says("daarna")
    for text in ("een", "twee", "drie"):
        await quick.says(text)
        await house.until(lambda house, text=text: text in house.texts(quick.id))
    assert house.texts(slow.id) == []
    gate.set()
    await house.until(lambda house: house.texts(slow.id) == ["langzaam", "daarna"])
    await eventually(lambda: not api.pending)
    assert len(house.called) == 5


async def test_the_same_update_three_times_in_one_answer_is_handed_in_once(api: BotApi, house: House, channel: TelegramChannel) -> None:
    api.copies = 3
    await api.person().says("Zwolle")
    await eventually(lambda: not api.pending)
    assert [inbound.text for inbound in house.called] == ["Zwolle"]


async def test_after_a_restart_what_was_kept_does_not_come_again(api: BotApi, house: House) -> None:
    first = door(house, api.url)
    await first.start()
    await api.person().says("Zwolle")
    await house.until(lambda house: house.kept)
    await first.stop()
    assert not api.pending


async def test_a_crash_between_keeping_and_letting_go_brings_the_update_again(api: BotApi, house: House) -> None:
    gate = house.gates["Zwolle"] = asyncio.Event()
    first = door(house, api.url)
    await first.start()
    await api.person().says("Zwolle")
    await house.until(lambda house: house.called)
    api.trouble("getUpdates", status=500, times=1_000)
    gate.set()
    await first.stop()
    assert house.texts() == ["Zwolle"]
    assert len(api.pending) == 1
    api.calm()
    second = door(house, api.url)
    await second.start()
    await eventually(lambda: not api.pending)
    assert second.status()["repeated"] == "1"
    assert house.texts() == ["Zwolle"]
    await second.stop()


async def test_a_network_that_fails_is_tried_again(api: BotApi, house: House, channel: TelegramChannel) -> None:
    api.trouble("getUpdates", status=502, times=2)
    api.trouble("getUpdates", unheard=True, times=1)
    await api.person().says("Zwolle")
    await house.until(lambda house: house.texts() == ["Zwolle"])


async def test_a_pause_that_telegram_asks_for_is_kept(api: BotApi, house: House, channel: TelegramChannel) -> None:
    await eventually(lambda: api.called("getUpdates"))
    api.trouble("getUpdates", status=429, retry_after=1)
    person = api.person()
    await person.says("een")
    await house.until(lambda house: house.texts() == ["een"])
    await eventually(lambda: channel.status()["state"] == "asked to wait")
    began = time.monotonic()
    await person.says("twee")
    await house.until(lambda house: house.texts() == ["een", "twee"])
    assert time.monotonic() - began > 0.5


async def test_another_program_with_the_same_token_is_told_clearly(
    api: BotApi, house: House, channel: TelegramChannel, caplog: pytest.LogCaptureFixture
) -> None:
    await eventually(lambda: api.called("getUpdates"))
    other = door(House(), api.url)
    await other.start()
    await eventually(lambda: "telegram_conflict" in caplog.text)
    await other.stop()
    await api.person().says("Zwolle")
    await house.until(lambda house: house.texts() == ["Zwolle"])


async def test_a_wrong_token_is_refused_at_the_start(api: BotApi, house: House) -> None:
    telegram = door(house, api.url, token="100:wrong")
    with pytest.raises(TokenRefused, match="does not accept the bot's token"):
        await telegram.start()


async def test_a_token_taken_back_stops_the_fetching(api: BotApi, house: House, channel: TelegramChannel) -> None:
    api.token = "100:new"
    await api.person().says("x")
    await eventually(lambda: channel.status()["state"] == "token refused")
    calls = len(api.calls)
    await asyncio.sleep(0.1)
    assert len(api.calls) == calls


async def test_without_a_network_the_door_opens_as_soon_as_there_is_one(house: House) -> None:
    api = BotApi()
    url = await api.start()
    await api.stop()
    telegram = door(house, url)
    await telegram.start()
    assert telegram.status()["state"] == "unreachable"
    again = BotApi()
    await again.start(int(url.rpartition(":")[2]))
    await again.person().says("Zwolle")
    await house.until(lambda house: house.texts() == ["Zwolle"])
    await telegram.stop()
    await again.stop()


async def test_a_stop_during_a_long_poll_is_quick(api: BotApi, house: House) -> None:
    telegram = door(house, api.url)
    await telegram.start()
    await eventually(lambda: api.called("getUpdates"))
    began = time.monotonic()
    await telegram.stop()
    assert time.monotonic() - began < 1
    assert telegram.status()["state"] == "stopped"


async def test_a_stop_finishes_what_is_under_way(api: BotApi, house: House) -> None:
    gate = house.gates["langzaam"] = asyncio.Event()
    telegram = door(house, api.url)
    await telegram.start()
    await api.person().says("langzaam")
    await house.until(lambda house: house.called)
    stopping = asyncio.create_task(telegram.stop())
    await asyncio.sleep(0.05)
    assert not stopping.done()
    gate.set()
    await stopping
    assert house.texts() == ["langzaam"]
    assert not api.pending


async def test_a_tap_is_acknowledged_after_it_was_kept(api: BotApi, house: House, channel: TelegramChannel) -> None:
    person = api.person()
    gate = house.gates[""] = asyncio.Event()
    person.taps_again({"message_id": 1, "date": 0, "chat": {"id": person.id, "type": "private"}}, "1:0")
    await house.until(lambda house: house.called)
    assert api.world.acknowledged == []
    gate.set()
    await eventually(lambda: len(api.world.acknowledged) == 1)


async def test_a_tap_too_old_to_acknowledge_is_kept_all_the_same(api: BotApi, house: House, channel: TelegramChannel) -> None:
    api.world.query_life = -1
    person = api.person()
    person.taps_again({"message_id": 1, "date": 0, "chat": {"id": person.id, "type": "private"}}, "1:0")
    await eventually(lambda: api.called("answerCallbackQuery"))
    await person.says("daarna")
    await house.until(lambda house: [inbound.data for inbound in house.kept] == ["1:0", ""])


async def test_what_a_group_says_is_let_go_of_without_an_answer(api: BotApi, house: House, channel: TelegramChannel) -> None:
    api.happen(message={"message_id": 1, "date": 0, "chat": {"id": -9, "type": "group"}, "from": {"id": 7}, "text": "hallo"})
    api.happen(message={"what": "is this"})
    await eventually(lambda: not api.pending)
    assert house.called == []
    assert channel.status()["ignored"] == "2"


async def test_neither_the_token_nor_what_people_say_is_in_the_log(api: BotApi, house: House, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    house.breaks["mijn geheime zin"] = 1
    telegram = door(house, api.url)
    api.trouble("getMe", status=500)
    await telegram.start()
    api.trouble("getUpdates", status=409, description="Conflict")
    api.trouble("getUpdates", unheard=True)
    await api.person().says("mijn geheime zin")
    await house.until(lambda house: house.kept)
    api.token = "another"
    await api.person().says("mijn geheime zin")
    await eventually(lambda: telegram.status()["state"] == "token refused")
    await telegram.stop()
    logged = caplog.text + "".join(str(record.__dict__) for record in caplog.records)
    assert "telegram_token_refused" in logged
    assert "test-token" not in logged
    assert "geheime" not in logged
