"""A question with buttons and an appointment over Telegram: the buttons go when one was tapped, and what is open with the bot stays."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession, CookieJar
from botapi.chat import Chat, Seen
from botapi.server import BotApi
from phone import Phone
from service import Service

OURS = {"Sec-Fetch-Site": "same-origin"}
OFFER = {"manner": "phone", "first_day": "2030-01-07", "first_time": "10:30", "second_day": "2030-01-08", "second_time": "14:00"}


@pytest.fixture
async def desk(polling: Service) -> AsyncIterator[ClientSession]:
    """The browser of the demo's coordinator, signed in."""
    email, password = re.search(r"signs in with (\S+) and (\S+)", polling.said).groups()  # type: ignore[union-attr]
    jar = CookieJar(unsafe=True, treat_as_secure_origin=[polling.url])
    async with ClientSession(polling.url, cookie_jar=jar, headers=OURS) as session:
        async with session.post("/console/sign-in", data={"email": email, "password": password}) as response:
            assert response.ok
        yield session


async def does(desk: ClientSession, path: str, **form: str) -> None:
    async with desk.post(path, data=form) as response:
        assert response.ok, await response.text()


async def reads(desk: ClientSession, path: str) -> str:
    async with desk.get(path) as response:
        return await response.text()


async def shows(chat: Chat, words: str) -> Seen:
    """The message with these words, once it stands on the screen."""
    await chat.until(lambda screen: any(words in seen.text for seen in screen))
    return next(seen for seen in chat.screen() if words in seen.text)


async def test_a_tap_answers_a_human_beside_an_open_question_of_the_bot(api: BotApi, desk: ClientSession) -> None:
    phone = Phone(api)
    await phone.types("/start")
    await phone.taps("Nederlands")
    await phone.types("/mens")
    await phone.types("Zwolle")
    await phone.chat.taps("Ja, vraag om hulp")
    await shows(phone.chat, "Uw vraag is bewaard")
    (number,) = set(re.findall(r"/console/cases/([A-Z0-9]{6})", await reads(desk, "/console/cases")))
    case = f"/console/cases/{number}"
    await does(desk, f"{case}/take")
    await shows(phone.chat, "leest nu uw vraag")

    of_the_bot = [seen.id for seen in phone.chat.screen() if seen.buttons]
    await does(desk, f"{case}/reply", reply="ready.contract", once="one")
    asked = await shows(phone.chat, "Heeft u het contract met de school nog?")
    await phone.chat.taps("Ik heb het contract")
    await shows(phone.chat, "Uw antwoord is bij de gemeente")
    await phone.chat.until(lambda screen: not next(seen for seen in screen if seen.id == asked.id).buttons)
    assert "📄 Ik heb het contract" in next(seen for seen in phone.chat.screen() if seen.id == asked.id).text
    assert [seen.id for seen in phone.chat.screen() if seen.buttons] == of_the_bot
    assert "Ik heb het contract" in (await reads(desk, case)).split("Drukte op de knop")[1]

    await does(desk, f"{case}/appointment", once="two", **OFFER)
    await shows(phone.chat, "Wanneer kunt u?")
    await phone.chat.taps("14:00")
    assert "dinsdag 8 januari 2030" in (await shows(phone.chat, "Wij bellen u op")).text
    assert "De persoon weet dat u belt" in await reads(desk, case)
