"""What becomes of a message that Telegram does not take, and the menu of commands."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from botapi.server import BotApi
from receiving import QUICK, House, door
from telegram_outgoing import outgoing

from bot.channels.telegram import TelegramChannel
from bot.messages import Button, Failure


class TestFailures:
    """Told in the delivery, never raised."""

    async def test_who_blocked_us_is_unreachable(self, api: BotApi, channel: TelegramChannel) -> None:
        person = api.person()
        await person.blocks()
        assert (await channel.deliver(outgoing(person))).failure is Failure.unreachable

    async def test_too_fast_says_how_long_to_wait_and_the_next_waits_without_asking(self, api: BotApi, channel: TelegramChannel) -> None:
        person, other = api.person(), api.person()
        api.trouble("sendMessage", status=429, retry_after=3)
        delivery = await channel.deliver(outgoing(person))
        assert (delivery.failure, delivery.retry_after) == (Failure.slow_down, timedelta(seconds=3))
        calls = len(api.calls)
        again = await channel.deliver(outgoing(person))
        assert again.failure is Failure.slow_down
        assert again.retry_after is not None
        assert timedelta(seconds=2) < again.retry_after <= timedelta(seconds=3)
        assert len(api.called("sendMessage")) == 0
        assert len(api.calls) == calls
        assert (await channel.deliver(outgoing(other))).sent

    async def test_the_pace_of_the_server_is_obeyed(self, api: BotApi, channel: TelegramChannel) -> None:
        api.world.chat_pace = 2
        person = api.person()
        failures = [(await channel.deliver(outgoing(person))).failure for _ in range(3)]
        assert failures == [None, None, Failure.slow_down]

    @pytest.mark.parametrize("status", [500, 502, 503, 409, 401])
    async def test_what_may_pass_is_tried_again_later(self, api: BotApi, channel: TelegramChannel, status: int) -> None:
        api.trouble("sendMessage", status=status)
        assert (await channel.deliver(outgoing(api.person()))).failure is Failure.passing

    async def test_an_answer_too_late_or_never_is_passing(self, api: BotApi, house: House) -> None:
        impatient = door(house, api.url, limits=QUICK.__class__(**{**vars(QUICK), "answer_within": 0.2}))
        await impatient.start()
        api.trouble("sendMessage", late=1)
        began = time.monotonic()
        late = await impatient.deliver(outgoing(api.person()))
        assert (late.failure, time.monotonic() - began < 0.9) == (Failure.passing, True)
        assert "TimedOut" in late.detail
        api.trouble("sendMessage", unheard=True)
        assert (await impatient.deliver(outgoing(api.person()))).failure is Failure.passing
        await impatient.stop()

    async def test_an_unknown_chat_is_refused(self, api: BotApi, channel: TelegramChannel) -> None:
        person = api.person()
        del api.world.rooms[person.id]
        delivery = await channel.deliver(outgoing(person))
        assert delivery.failure is Failure.refused
        assert "not found" in delivery.detail

    async def test_an_empty_text_is_refused(self, api: BotApi, channel: TelegramChannel) -> None:
        assert (await channel.deliver(outgoing(api.person(), " "))).failure is Failure.refused

    async def test_a_button_too_heavy_is_refused_before_it_is_sent(self, api: BotApi, channel: TelegramChannel) -> None:
        delivery = await channel.deliver(outgoing(api.person(), buttons=(Button(label="a", data="x" * 65),)))
        assert delivery.failure is Failure.refused
        assert api.called("sendMessage") == []

    async def test_a_closed_door_delivers_later(self, api: BotApi, house: House) -> None:
        delivery = await door(house, api.url).deliver(outgoing(api.person()))
        assert delivery.failure is Failure.passing

    async def test_the_detail_never_holds_the_token(self, api: BotApi, house: House) -> None:
        nowhere = door(house, "http://127.0.0.1:9")
        await nowhere.start()
        delivery = await nowhere.deliver(outgoing(api.person()))
        await nowhere.stop()
        assert delivery.failure is Failure.passing
        assert "test-token" not in delivery.detail


class TestCommands:
    """The menu of commands, in the language of the phone or of the talk."""

    MENU = (("menu", "Begin"), ("taal", "Kies uw taal"))

    async def test_each_two_letter_language_gets_its_own_and_others_the_default(self, api: BotApi, channel: TelegramChannel) -> None:
        await channel.publish_commands({"": self.MENU, "ar": (("menu", "ابدأ"),), "ckb": self.MENU, "fa_AF": self.MENU})
        assert {language for _, language in api.world.commands} == {"", "ar"}
        assert api.world.commands["default:", "ar"] == [{"command": "menu", "description": "ابدأ"}]

    async def test_what_telegram_already_shows_is_not_sent_again(self, api: BotApi, channel: TelegramChannel) -> None:
        for menu in (self.MENU, self.MENU, self.MENU[:1]):
            await channel.publish_commands({"nl": menu})
        assert len(api.called("setMyCommands")) == 2

    async def test_one_chat_gets_the_language_of_its_talk_and_only_when_it_changes(self, api: BotApi, channel: TelegramChannel) -> None:
        person = api.person()
        for menu in (self.MENU, self.MENU, (("menu", "دەستپێک"),)):
            await channel.describe(str(person.id), menu)
        assert len(api.called("setMyCommands")) == 2
        assert api.world.commands[f"chat:{person.id}", ""] == [{"command": "menu", "description": "دەستپێک"}]

    async def test_a_failure_is_no_harm_and_tried_the_next_time(self, api: BotApi, channel: TelegramChannel) -> None:
        api.trouble("getMyCommands", status=502)
        api.trouble("setMyCommands", status=502)
        person = api.person()
        await channel.publish_commands({"nl": self.MENU})
        await channel.describe(str(person.id), self.MENU)
        assert api.world.commands == {}
        await channel.publish_commands({"nl": self.MENU})
        await channel.describe(str(person.id), self.MENU)
        assert len(api.world.commands) == 2
