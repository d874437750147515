"""What goes out, over real HTTP, to a server that refuses what Telegram refuses."""

from __future__ import annotations

from typing import Any

import pytest
from botapi.chat import Chat
from botapi.server import BotApi
from receiving import House, door
from telegram_outgoing import ask, outgoing

from bot.channels.telegram import TelegramChannel
from bot.messages import Button, Failure

YES_NO = (Button(label="✅ Ja", data="1:0"), Button(label="❌ Nee", data="1:1"))
numbers = iter(range(1, 10_000))


async def test_a_text_arrives_as_written(api: BotApi, channel: TelegramChannel) -> None:
    person = api.person()
    delivery = await channel.deliver(outgoing(person, "3 < 5 & *ster* _lijn_ [haak] <b>vet</b>."))
    seen = await person.sees()
    assert (delivery.sent, delivery.message_id) == (True, str(seen.id))
    assert seen.text == "3 < 5 & *ster* _lijn_ [haak] <b>vet</b>."
    assert channel.status()["sent"] == "1"


async def test_a_question_brings_its_buttons(api: BotApi, channel: TelegramChannel) -> None:
    person = api.person()
    await ask(channel, person)
    assert (await person.sees()).rows == ((("✅ Ja", "1:0"), ("❌ Nee", "1:1")),)


async def test_dutch_stands_below_where_it_is_wanted(api: BotApi, channel: TelegramChannel) -> None:
    person = api.person()
    await channel.deliver(outgoing(person, "أي مدرسة؟", dutch="Welke school?", direction="rtl", language="ar"))
    assert (await person.sees()).text == "أي مدرسة؟\n\nWelke school?"


async def test_a_long_text_comes_in_parts_and_the_last_has_the_buttons(api: BotApi, channel: TelegramChannel) -> None:
    person = api.person()
    paragraphs = [f"{number}. " + "woord " * 150 for number in range(12)]
    number = await ask(channel, person, "\n\n".join(paragraphs))
    screen = person.screen()
    assert len(screen) == 3
    assert [bool(seen.buttons) for seen in screen] == [False, False, True]
    assert number == ",".join(str(seen.id) for seen in screen)
    assert all(seen.text.split(".")[0].isdecimal() for seen in screen)


async def test_after_a_failure_halfway_only_the_rest_is_sent(api: BotApi, channel: TelegramChannel) -> None:
    person = api.person()
    message = outgoing(person, "\n\n".join("woord " * 500 for _ in range(3)), buttons=YES_NO)
    api.trouble("sendMessage", times=1, late=0.01)
    api.trouble("sendMessage", status=502)
    assert (await channel.deliver(message)).failure is Failure.passing
    assert len(person.screen()) == 1
    assert (await channel.deliver(message)).sent
    assert len(person.screen()) == 3


async def test_an_answered_question_loses_its_buttons_and_shows_the_answer(api: BotApi, channel: TelegramChannel) -> None:
    person = api.person()
    number = await ask(channel, person)
    delivery = await channel.deliver(outgoing(person, kind="answered", edits=number, answered="✅ Ja"))
    seen = await person.sees()
    assert delivery.sent
    assert (seen.text, seen.buttons) == ("Welke school?\n\n✅ Ja", ())


async def test_an_answered_question_without_words_only_loses_its_buttons(api: BotApi, channel: TelegramChannel) -> None:
    person = api.person()
    number = await ask(channel, person)
    assert (await channel.deliver(outgoing(person, "", kind="answered", edits=number))).sent
    assert (person.screen()[0].text, person.screen()[0].buttons) == ("Welke school?", ())


async def test_an_answer_that_does_not_fit_any_more_only_takes_the_buttons(api: BotApi, channel: TelegramChannel) -> None:
    person = api.person()
    long = "a" * 4095
    number = await ask(channel, person, long)
    assert (await channel.deliver(outgoing(person, long, kind="answered", edits=number, answered="✅ Ja"))).sent
    assert (person.screen()[0].text, person.screen()[0].buttons) == (long, ())


@pytest.mark.parametrize("why", ["gone", "frozen", "twice", "unknown"])
async def test_an_answered_question_that_cannot_be_changed_is_no_failure(api: BotApi, channel: TelegramChannel, why: str) -> None:
    person = api.person()
    number = await ask(channel, person)
    message = outgoing(person, kind="answered", edits="" if why == "unknown" else number, answered="✅ Ja")
    match why:
        case "gone":
            del api.world.rooms[person.id].messages[int(number)]
        case "frozen":
            api.world.frozen.add((person.id, int(number)))
        case "twice":
            await channel.deliver(message)
    screen = person.screen()
    assert (await channel.deliver(message)).sent
    assert person.screen() == screen


async def test_choosing_several_changes_the_buttons_in_place(api: BotApi, channel: TelegramChannel) -> None:
    person = api.person()
    number = await ask(channel, person, question="many")
    chosen = (Button(label="✅ Ja", data="1:0", chosen=True), YES_NO[1])
    message = outgoing(person, kind="refresh", question="many", edits=number, buttons=chosen)
    assert (await channel.deliver(message)).message_id == number
    assert person.screen()[0].buttons == ("☑ ✅ Ja", "☐ ❌ Nee")
    assert (await channel.deliver(message)).message_id == number
    assert len(person.screen()) == 1


@pytest.mark.parametrize("why", ["gone", "frozen"])
async def test_a_message_that_cannot_be_changed_is_sent_anew(api: BotApi, channel: TelegramChannel, why: str) -> None:
    person = api.person()
    number = await ask(channel, person)
    if why == "gone":
        del api.world.rooms[person.id].messages[int(number)]
    api.world.frozen.add((person.id, int(number)))
    delivery = await channel.deliver(outgoing(person, "Andere tekst", kind="refresh", edits=number, buttons=YES_NO))
    assert delivery.sent
    assert delivery.message_id != number
    assert person.screen()[-1].text == "Andere tekst"


async def test_hiding_takes_messages_from_the_screen_also_when_some_are_gone(api: BotApi, channel: TelegramChannel) -> None:
    person = api.person()
    known = [await ask(channel, person) for _ in range(3)]
    del api.world.rooms[person.id].messages[int(known[0])]
    assert (await channel.deliver(outgoing(person, "Verborgen.", kind="hide", edits=",".join(known)))).sent
    assert [seen.text for seen in person.screen()] == ["Verborgen."]


class TestPlaces:
    """A place may be shared as a location, with a button in place of the phone's keyboard."""

    PROMPT = "📍 Deel uw locatie"

    async def where(self, channel: TelegramChannel, person: Chat, **more: Any) -> str:
        return await ask(channel, person, "Waar woont u?", question="place", location_prompt=self.PROMPT, **more)

    async def test_the_question_stands_last_and_the_button_is_offered(self, api: BotApi, channel: TelegramChannel) -> None:
        person = api.person()
        number = await self.where(channel, person)
        assert [seen.text for seen in person.screen()] == [self.PROMPT, "Waar woont u?"]
        assert number == str(person.screen()[-1].id)
        assert person.reply_keyboard == [self.PROMPT]

    async def test_asked_again_it_is_offered_once(self, api: BotApi, channel: TelegramChannel) -> None:
        person = api.person()
        await self.where(channel, person)
        await channel.deliver(outgoing(person, "Ik ken die plaats niet."))
        await self.where(channel, person)
        assert [seen.text for seen in person.screen()].count(self.PROMPT) == 1
        assert person.reply_keyboard == [self.PROMPT]

    async def test_answered_the_button_and_its_message_go(self, api: BotApi, channel: TelegramChannel) -> None:
        person = api.person()
        number = await self.where(channel, person)
        await channel.deliver(outgoing(person, "Waar woont u?", kind="answered", question="place", edits=number, answered="Zwolle"))
        assert person.reply_keyboard == []
        assert [seen.text for seen in person.screen()] == ["Waar woont u?\n\nZwolle"]

    async def test_after_a_restart_the_button_goes_all_the_same(self, api: BotApi, channel: TelegramChannel, house: House) -> None:
        person = api.person()
        number = await self.where(channel, person)
        later = door(house, api.url)
        await later.start()
        await later.deliver(outgoing(person, "Waar woont u?", kind="answered", question="place", edits=number, answered="Zwolle"))
        await later.stop()
        assert person.reply_keyboard == []

    async def test_a_copy_of_an_earlier_question_takes_only_its_own_buttons_away(self, api: BotApi, channel: TelegramChannel) -> None:
        person = api.person()
        copy = await ask(channel, person)
        await self.where(channel, person)
        await channel.deliver(outgoing(person, "", kind="answered", edits=copy))
        assert person.reply_keyboard == [self.PROMPT]

    async def test_another_question_takes_the_button_away(self, api: BotApi, channel: TelegramChannel) -> None:
        person = api.person()
        await self.where(channel, person)
        await ask(channel, person)
        assert person.reply_keyboard == []

    async def test_a_failure_after_the_offer_does_not_offer_twice(self, api: BotApi, channel: TelegramChannel) -> None:
        person = api.person()
        message = outgoing(person, "Waar woont u?", kind="ask", question="place", location_prompt=self.PROMPT, buttons=YES_NO)
        api.trouble("sendMessage", late=0.01)
        api.trouble("sendMessage", status=502)
        assert (await channel.deliver(message)).failure is Failure.passing
        assert (await channel.deliver(message)).sent
        assert [seen.text for seen in person.screen()] == [self.PROMPT, "Waar woont u?"]
