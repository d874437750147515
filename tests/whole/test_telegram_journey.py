"""A person goes all the way to a chosen school on Telegram, and hears every thing once."""

from __future__ import annotations

import asyncio
import unicodedata
from collections import Counter
from io import BytesIO

import pytest
from botapi.server import BotApi
from journeys import (
    AFTER_TIMES,
    ARABIC,
    CHOSEN_SEVERAL,
    DAYTIME,
    DUTCH,
    ENOUGH,
    HELP,
    LAW_OF_2013,
    NO,
    READS_LATIN,
    SCHOOL,
    WORKS,
    YES_KEEP,
    Tongue,
)
from phone import LOOKS, PATIENCE, Phone
from PIL import Image
from service import Service, Start

#: Words that stand in both languages as they are: the demo's schools and towns.
NAMES = ("Voorbeeld", "Zwolle", "Deventer")


async def reaches_a_school(phone: Phone, tongue: Tongue) -> str:
    """From hello to the tap on a school; the school."""
    await phone.types("/start")
    for mark in (tongue.own_name, HELP):
        await phone.taps(mark)
    await phone.types(tongue.town)
    for mark in tongue.before_times:
        await phone.taps(mark)
    await phone.ticks(DAYTIME)
    await phone.ticks(WORKS)
    for mark in (CHOSEN_SEVERAL, *AFTER_TIMES):
        await phone.taps(mark)
    school = next(label for label in phone.open_question.buttons if SCHOOL in label)
    told, _ = await phone.taps(school)
    assert school.removeprefix(SCHOOL).strip() in told.text, "the choice is repeated"
    await phone.taps(ENOUGH)
    return school


async def keeps_the_answers_and_wants_no_reminder(phone: Phone) -> None:
    await reaches_a_school(phone, DUTCH)
    await phone.taps(YES_KEEP)
    await phone.taps(NO, ends=True)


async def keeps_nothing(phone: Phone) -> None:
    await reaches_a_school(phone, ARABIC)
    await phone.taps(NO, ends=True)


#: The calls that put something on the screen, and where its words stand.
SENT = {"sendMessage": "text", "sendPhoto": "caption", "sendDocument": "caption"}


def said_once(api: BotApi, phone: Phone) -> bool:
    """Whether everything that was sent stands on the screen, in the order in which it was sent, and no text stands there twice."""
    calls = [call for call in api.calls if call.method in SENT and str(call.parameters["chat_id"]) == str(phone.chat.id)]
    sent = [str(call.parameters.get(SENT[call.method], "")) for call in calls]
    stayed = [text for text in sent if text != "…"]
    shown = [seen.text for seen in phone.chat.screen()]
    in_order = all(text.startswith(first) for text, first in zip(shown, stayed, strict=True))
    return in_order and Counter(filter(None, stayed)).most_common(1)[0][1] == 1


def lines_on(phone: Phone) -> set[str]:
    """Everything that stands there with letters in it, without the marks that order the writing."""
    marks = dict.fromkeys(map(ord, "\u200e\u200f\u2066\u2067\u2068\u2069"))
    lines = {line.translate(marks).strip() for seen in phone.chat.screen() for line in seen.text.splitlines()}
    return {line for line in lines if any(map(str.isalpha, line))}


def direction_of(text: str) -> str:
    """As a phone finds it: that of the first letter that is not isolated; from the left where there is none."""
    isolates = 0
    for sign in text:
        match unicodedata.bidirectional(sign):
            case "LRI" | "RLI" | "FSI":
                isolates += 1
            case "PDI":
                isolates -= 1
            case "L" | "R" | "AL" as strong if not isolates:
                return "ltr" if strong == "L" else "rtl"
    return "ltr"


def upside_down(line: str) -> list[str]:
    """Pieces of Arabic whose order would be turned around: the line, and each isolate that has to find its own direction."""
    pieces, opened = [line], []
    for place, sign in enumerate(line):
        if sign in "\u2066\u2067\u2068":
            opened.append(place)
        elif sign == "\u2069" and line[start := opened.pop()] == "\u2068":
            pieces.append(line[start + 1 : place])
    return [piece for piece in pieces if "\u2069" in piece and direction_of(piece) == "ltr"]


async def test_a_whole_conversation_leads_to_a_school_in_dutch_and_in_arabic_at_once(town: BotApi) -> None:
    dutch, arabic = Phone(town, language="nl"), Phone(town, language="ar-SY")
    await asyncio.gather(keeps_the_answers_and_wants_no_reminder(dutch), keeps_nothing(arabic))
    assert said_once(town, dutch)
    assert said_once(town, arabic)
    same = lines_on(dutch) & lines_on(arabic)
    assert [line for line in same if not any(name in line for name in NAMES)] == [], "only names are the same in both"
    assert [wrong for seen in arabic.chat.screen() for line in seen.text.splitlines() for wrong in upside_down(line)] == []
    assert set(town.world.queries) <= set(town.world.acknowledged), "no button goes on waiting"
    assert town.called("setMyCommands"), "the menu of commands was published"


async def test_with_an_address_of_its_own_telegram_brings_the_updates(start: Start, api: BotApi) -> None:
    service = await start(telegram_token=api.token, telegram_api_url=api.url, webhook=True)
    phone = Phone(api)
    await phone.types("/start")
    for mark in (DUTCH.own_name, HELP):
        await phone.taps(mark)
    await phone.types(DUTCH.town)
    await phone.taps(LAW_OF_2013)
    told, _ = await phone.taps(READS_LATIN)
    assert DUTCH.town in told.text
    assert api.called("getUpdates") == []
    hooks = api.called("setWebhook")
    assert [hook["url"] for hook in hooks] == [f"{service.url}/telegram"]
    assert hooks[0]["secret_token"]
    # Brought three times at once, a tap is answered once.
    api.copies = 3
    await phone.taps(DUTCH.go_on)
    await api.brought()
    assert said_once(api, phone)
    assert await service.stop() == 0


@pytest.mark.parametrize("paper", [False, True])
async def test_a_photo_or_a_paper_is_fetched_after_a_yes_and_not_before(polling: Service, api: BotApi, paper: bool) -> None:
    photo = BytesIO()
    Image.new("RGB", (40, 30), "white").save(photo, "JPEG")
    phone = Phone(api)
    await phone.types("/start")
    await phone.taps(DUTCH.own_name)
    # The question that was open stays below it, so there are buttons of two.
    chat = phone.chat
    await (chat.hands_over(b"%PDF-1.7") if paper else chat.shows(photo.getvalue()))
    for mark in ("Stuur naar de gemeente", "stuur door"):
        await chat.taps(mark)
    await chat.sees("In welke plaats")
    await chat.says(DUTCH.town)
    await chat.sees("Wilt u dat?")
    assert api.called("getFile") == []
    await chat.taps("vraag om hulp")
    await chat.sees("Ik stuur het door")
    for _ in range(int(PATIENCE / LOOKS)):
        if api.called("download"):
            break
        await asyncio.sleep(LOOKS)
    assert len(api.called("getFile")) == len(api.called("download")) == 1
    assert await polling.stop() == 0
    log = polling.log
    assert api.token not in log
    assert not [way for way in ("AgACAgQ", "BQACAgQ") if way in log], "the way to a photo is in no log"
