"""A question with buttons and an appointment over Telegram: the buttons go when one was tapped, and what is open with the bot stays."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from botapi.server import BotApi
from desk import Desk, signed_in
from phone import Phone
from service import Service

OFFER = {"manner": "phone", "first_day": "2030-01-07", "first_time": "10:30", "second_day": "2030-01-08", "second_time": "14:00"}


@pytest.fixture
async def desk(polling: Service) -> AsyncIterator[Desk]:
    async with signed_in(polling) as desk:
        yield desk


async def test_a_tap_answers_a_human_beside_an_open_question_of_the_bot(api: BotApi, desk: Desk) -> None:
    phone = Phone(api)
    await phone.types("/start")
    await phone.taps("Nederlands")
    await phone.types("/mens")
    await phone.types("Zwolle")
    await phone.chat.taps("Ja, vraag om hulp")
    await phone.chat.finds("Uw vraag is bewaard")
    case = await desk.only_case()
    await desk.does(f"{case}/take")
    await phone.chat.finds("leest nu uw vraag")

    of_the_bot = [seen.id for seen in phone.chat.screen() if seen.buttons]
    await desk.does(f"{case}/reply", reply="ready.contract", once="one")
    asked = await phone.chat.finds("Heeft u het contract met de school nog?")
    await phone.chat.taps("Ik heb het contract")
    await phone.chat.finds("Uw antwoord is bij de gemeente")
    await phone.chat.until(lambda screen: not next(seen for seen in screen if seen.id == asked.id).buttons)
    assert "📄 Ik heb het contract" in next(seen for seen in phone.chat.screen() if seen.id == asked.id).text
    assert [seen.id for seen in phone.chat.screen() if seen.buttons] == of_the_bot
    assert "Ik heb het contract" in (await desk.reads(case)).split("Drukte op de knop")[1]

    await desk.does(f"{case}/appointment", once="two", **OFFER)
    await phone.chat.finds("Wanneer kunt u?")
    await phone.chat.taps("14:00")
    assert "dinsdag 8 januari 2030" in (await phone.chat.finds("Wij bellen u op")).text
    assert "De persoon weet dat u belt" in await desk.reads(case)
