"""Our own Bot API server is as strict as Telegram, so that what passes here is not refused there."""

from __future__ import annotations

import asyncio
import struct
import time
from typing import Any

import aiohttp
import pytest
from asking import Ask, refused
from botapi.chat import NotSeen
from botapi.rules import PNG, SCHEMA, fits
from botapi.server import BotApi


def inline(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "a", **button}]]}


async def test_it_says_who_the_bot_is(ask: Ask) -> None:
    assert (await ask("getMe"))["result"]["is_bot"] is True


async def test_a_wrong_token_an_unknown_method_and_unknown_words_are_refused(api: BotApi, ask: Ask) -> None:
    assert await refused(ask("sendPigeon")) == "404 Not Found"
    assert "unknown" in await refused(ask("sendMessage", chat_id=1, text="x", colour="red"))
    assert "required" in await refused(ask("sendMessage", chat_id=1))
    assert "wrong type" in await refused(ask("sendMessage", chat_id=1, text=3))
    assert "wrong type" in await refused(ask("sendMessage", chat_id=1, text="x", reply_markup={"keys": []}))
    assert "wrong type" in await refused(ask("editMessageText", chat_id=1, message_id=True, text="x"))
    api.token = "100:another"
    async with aiohttp.ClientSession() as session, session.post(f"{api.url}/bot100:wrong/getMe") as response:
        assert response.status == 401


async def test_a_photo_that_somebody_sent_can_be_fetched_with_the_token_only(api: BotApi, ask: Ask) -> None:
    await api.person().shows(b"pixels")
    _, large = api.pending[0]["message"]["photo"]
    assert "wrong file_id" in await refused(ask("getFile", file_id="another"))
    about = (await ask("getFile", file_id=large["file_id"]))["result"]
    assert about["file_size"] == len(b"pixels")
    async with aiohttp.ClientSession() as session:
        for token, status in ((api.token, 200), ("100:wrong", 404)):
            async with session.get(f"{api.url}/file/bot{token}/{about['file_path']}") as response:
                assert response.status == status
                assert (await response.read() == b"pixels") == (status == 200)


async def test_a_voice_is_told_of_with_its_length_and_fetched_like_a_photo(api: BotApi, ask: Ask) -> None:
    await api.person().speaks(b"sound", seconds=12)
    voice = api.pending[0]["message"]["voice"]
    assert (voice["duration"], voice["mime_type"]) == (12, "audio/ogg")
    about = (await ask("getFile", file_id=voice["file_id"]))["result"]
    assert fits(about, "File")
    async with aiohttp.ClientSession() as session, session.get(f"{api.url}/file/bot{api.token}/{about['file_path']}") as response:
        assert await response.read() == b"sound"


async def test_what_telegram_never_tells_of_cannot_be_sent(api: BotApi) -> None:
    person = api.person()
    await person.films(seconds=5)
    with pytest.raises(AssertionError, match="Voice"):
        await person.sends(voice={"file_id": "abc", "duration": "12"})
    with pytest.raises(AssertionError, match="VideoNote"):
        await person.sends(video_note={"file_id": "abc", "file_unique_id": "abc", "duration": 5})
    assert len(api.pending) == 1


async def test_a_form_is_read_as_well_as_json(api: BotApi) -> None:
    person = api.person()
    form = {"chat_id": str(person.id), "text": "5", "reply_markup": '{"inline_keyboard": [[{"text": "a", "callback_data": "1"}]]}'}
    async with aiohttp.ClientSession() as session, session.post(f"{api.url}/bot{api.token}/sendMessage", data=form) as response:
        assert response.status == 200
    assert (await person.sees("5")).buttons == ("a",)


@pytest.mark.parametrize(
    ("text", "more", "why"),
    [
        ("a" * 4097, {}, "message is too long"),
        ("🏫" * 2049, {}, "message is too long"),
        (" \n ", {}, "message text is empty"),
        ("<b>a", {"parse_mode": "HTML"}, "can't parse entities"),
        ("<blink>a</blink>", {"parse_mode": "HTML"}, "unsupported start tag"),
        ("a</b>", {"parse_mode": "HTML"}, "unexpected end tag"),
        ("a.b", {"parse_mode": "MarkdownV2"}, "is reserved and must be escaped"),
        ("*a", {"parse_mode": "MarkdownV2"}, "can't find end"),
        ("a", {"parse_mode": "Rtf"}, "unsupported parse_mode"),
        ("a", {"reply_markup": inline(callback_data="é" * 33)}, "BUTTON_DATA_INVALID"),
        ("a", {"reply_markup": inline(callback_data="")}, "BUTTON_DATA_INVALID"),
        ("a", {"reply_markup": inline()}, "exactly one action"),
        ("a", {"reply_markup": inline(callback_data="1", url="https://example.org")}, "exactly one action"),
        ("a", {"reply_markup": {"inline_keyboard": [[{"text": "", "callback_data": "1"}]]}}, "Text buttons are unallowed"),
    ],
)
async def test_a_message_that_telegram_refuses_is_refused(api: BotApi, ask: Ask, text: str, more: dict[str, Any], why: str) -> None:
    assert why in await refused(ask("sendMessage", chat_id=api.person().id, text=text, **more))


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("a" * 4096, {}),
        ("🏫" * 2048, {}),
        ("<b>a</b> &lt;", {"parse_mode": "HTML"}),
        ("<b>" + "a" * 4096 + "</b>", {"parse_mode": "HTML"}),
        (r"*a* b\.", {"parse_mode": "MarkdownV2"}),
        ("a", {"reply_markup": inline(callback_data="é" * 32)}),
    ],
)
async def test_a_message_at_the_limit_is_taken(api: BotApi, ask: Ask, text: str, more: dict[str, Any]) -> None:
    assert (await ask("sendMessage", chat_id=api.person().id, text=text, **more))["ok"]


async def test_a_caption_has_1024_characters(api: BotApi, ask: Ask) -> None:
    chat = api.person().id
    assert (await ask("sendPhoto", chat_id=chat, photo="id", caption="a" * 1024))["ok"]
    assert "caption is too long" in await refused(ask("sendPhoto", chat_id=chat, photo="id", caption="a" * 1025))


async def test_unknown_and_blocked_chats_are_refused(api: BotApi, ask: Ask) -> None:
    person = api.person()
    assert await refused(ask("sendMessage", chat_id=999, text="x")) == "400 Bad Request: chat not found"
    await person.blocks()
    assert (await refused(ask("sendMessage", chat_id=person.id, text="x"))).startswith("403 Forbidden")
    await person.says("/start")
    assert (await ask("sendMessage", chat_id=person.id, text="x"))["ok"]


async def test_edits_of_the_unknown_the_unchanged_and_the_frozen_are_refused(api: BotApi, ask: Ask) -> None:
    person = api.person()
    own = await person.says("van de persoon")
    sent = (await ask("sendMessage", chat_id=person.id, text="a", reply_markup=inline(callback_data="1")))["result"]["message_id"]
    about = {"chat_id": person.id, "message_id": sent}
    assert "message to edit not found" in await refused(ask("editMessageText", **{**about, "message_id": 99}, text="b"))
    assert "message to edit not found" in await refused(ask("editMessageText", **{**about, "message_id": own}, text="b"))
    same = {**about, "text": "a", "reply_markup": inline(callback_data="1")}
    assert "message is not modified" in await refused(ask("editMessageText", **same))
    assert (await ask("editMessageReplyMarkup", **about))["ok"]
    assert "message is not modified" in await refused(ask("editMessageReplyMarkup", **about))
    assert (await ask("editMessageText", **about, text="b"))["result"]["text"] == "b"
    api.world.frozen.add((person.id, sent))
    assert "can't be edited" in await refused(ask("editMessageText", **about, text="c"))


async def test_deleting_one_unknown_is_refused_among_several_it_is_passed_over(api: BotApi, ask: Ask) -> None:
    person = api.person()
    sent = (await ask("sendMessage", chat_id=person.id, text="a"))["result"]["message_id"]
    assert "message to delete not found" in await refused(ask("deleteMessage", chat_id=person.id, message_id=99))
    assert (await ask("deleteMessages", chat_id=person.id, message_ids=[sent, 99]))["ok"]
    assert person.screen() == []


async def test_a_tap_can_be_acknowledged_in_time_only(api: BotApi, ask: Ask) -> None:
    query = api.world.query()
    assert (await ask("answerCallbackQuery", callback_query_id=query))["ok"]
    assert "query is too old" in await refused(ask("answerCallbackQuery", callback_query_id="1"))
    api.world.query_life = 0
    await asyncio.sleep(0.01)
    assert "query is too old" in await refused(ask("answerCallbackQuery", callback_query_id=query))


async def test_commands_are_latin_and_languages_have_two_letters(ask: Ask) -> None:
    menu = [{"command": "menu", "description": "ابدأ"}]
    assert (await ask("setMyCommands", commands=menu, language_code="ar"))["ok"]
    assert (await ask("getMyCommands", language_code="ar"))["result"] == menu
    assert (await ask("getMyCommands"))["result"] == []
    assert "language" in await refused(ask("setMyCommands", commands=menu, language_code="ckb"))
    assert "BOT_COMMAND_INVALID" in await refused(ask("setMyCommands", commands=[{"command": "Menü", "description": "x"}]))
    assert "DESCRIPTION" in await refused(ask("setMyCommands", commands=[{"command": "menu", "description": ""}]))
    assert (await ask("deleteMyCommands", language_code="ar"))["ok"]
    assert (await ask("getMyCommands", language_code="ar"))["result"] == []


async def test_too_many_messages_a_second_are_answered_429(api: BotApi, ask: Ask) -> None:
    api.world.chat_pace = 2
    chat = api.person().id
    answers = [await ask("sendMessage", chat_id=chat, text="x") for _ in range(3)]
    assert [answer["ok"] for answer in answers] == [True, True, False]
    assert answers[2]["parameters"] == {"retry_after": 1}


async def test_an_update_comes_again_until_a_higher_number_is_asked_for(api: BotApi, ask: Ask) -> None:
    person = api.person()
    first, second = await person.says("een"), await person.says("twee")
    for _ in range(2):
        assert [update["update_id"] for update in (await ask("getUpdates"))["result"]] == [first, second]
    assert len((await ask("getUpdates", limit=1))["result"]) == 1
    assert [update["update_id"] for update in (await ask("getUpdates", offset=second))["result"]] == [second]
    assert (await ask("getUpdates", offset=second + 1))["result"] == []


async def test_a_long_poll_waits_for_news_and_not_longer(api: BotApi, ask: Ask) -> None:
    began = time.monotonic()
    waiting = asyncio.create_task(ask("getUpdates", timeout=5))
    await asyncio.sleep(0.05)
    await api.person().says("hallo")
    assert len((await waiting)["result"]) == 1
    assert time.monotonic() - began < 2


async def test_of_two_that_fetch_the_older_gives_way(ask: Ask) -> None:
    older = asyncio.create_task(ask("getUpdates", timeout=5))
    await asyncio.sleep(0.05)
    newer = asyncio.create_task(ask("getUpdates", timeout=0))
    assert "409 Conflict" in await refused(older)
    assert (await newer)["ok"]


async def test_trouble_is_as_long_as_was_asked_for(api: BotApi, ask: Ask) -> None:
    api.trouble("getMe", status=502, times=2)
    assert [(await ask("getMe"))["ok"] for _ in range(3)] == [False, False, True]
    api.trouble("getMe", late=0.1)
    began = time.monotonic()
    assert (await ask("getMe"))["ok"]
    assert time.monotonic() - began >= 0.1
    person = api.person()
    api.trouble("sendMessage", unheard=True)
    with pytest.raises(aiohttp.ClientError):
        await ask("sendMessage", chat_id=person.id, text="wel gedaan")
    await person.sees("wel gedaan")


async def test_a_person_sees_and_taps(api: BotApi, ask: Ask) -> None:
    person = api.person(language="ar")
    sent = asyncio.create_task(person.sees("Welke"))
    await ask("sendMessage", chat_id=person.id, text="Welke school?", reply_markup=inline(callback_data="1:0"))
    assert (await sent).buttons == ("a",)
    await person.taps("a")
    query = (await ask("getUpdates"))["result"][-1]["callback_query"]
    assert (query["data"], query["message"]["text"], query["from"]["language_code"]) == ("1:0", "Welke school?", "ar")


async def test_what_does_not_appear_is_told_with_the_screen(api: BotApi, ask: Ask) -> None:
    person = api.person()
    await ask("sendMessage", chat_id=person.id, text="iets anders")
    person.patience = 0.05
    with pytest.raises(NotSeen, match="iets anders"):
        await person.sees("Welke school?")


def test_the_schema_names_its_source() -> None:
    assert "MIT licence" in SCHEMA["credit"]


async def posted(api: BotApi, method: str, field: str, content: bytes, **more: str) -> dict[str, Any]:
    form = aiohttp.FormData({"chat_id": str(api.person().id), **more})
    form.add_field(field, content, filename="dates.ics", content_type="text/calendar")
    async with aiohttp.ClientSession() as session, session.post(f"{api.url}/bot{api.token}/{method}", data=form) as response:
        answer: dict[str, Any] = await response.json()
        return answer


def png(width: int, height: int) -> bytes:
    """The beginning of a picture of this size."""
    return PNG + b"\0\0\0\rIHDR" + struct.pack(">II", width, height)


async def test_a_picture_has_its_size_and_an_odd_one_is_refused(api: BotApi) -> None:
    sizes = (await posted(api, "sendPhoto", "photo", png(720, 400), caption="x"))["result"]["photo"]
    assert [(size["width"], size["height"]) for size in sizes] == [(720, 400)]
    assert "IMAGE_PROCESS_FAILED" in (await posted(api, "sendPhoto", "photo", b"GIF89a"))["description"]
    for odd in (png(9_000, 2_000), png(2_100, 100)):
        assert "PHOTO_INVALID_DIMENSIONS" in (await posted(api, "sendPhoto", "photo", odd))["description"]


async def test_a_file_keeps_its_name_and_an_empty_one_is_refused(api: BotApi, ask: Ask) -> None:
    document = (await posted(api, "sendDocument", "document", b"abc"))["result"]["document"]
    assert (document["file_name"], document["mime_type"], document["file_size"]) == ("dates.ics", "text/calendar", 3)
    assert "non-empty" in (await posted(api, "sendDocument", "document", b""))["description"]
    assert (await ask("sendDocument", chat_id=api.person().id, document="id"))["ok"]
