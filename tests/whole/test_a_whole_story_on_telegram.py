"""The same story over Telegram, where the person speaks as well: somebody is threatened, and a coordinator helps them."""

from __future__ import annotations

import re
from io import BytesIO

from botapi.chat import Chat
from botapi.server import BotApi
from desk import Desk, drawn, signed_in, translated
from journeys import HELP, LAW_OF_2013, TIGRINYA
from phone import Phone
from PIL import Image
from service import Service
from story import FIRST, OWN_WORDS, PLACE, SECOND, URGENT, link_of, photo
from telling.mail_server import MailServer

TONGUE = TIGRINYA
VOICE = b"OggS\x00\x02 a voice that nobody else hears"
SECONDS = 72


async def test_from_a_threat_to_the_question_that_was_open(telling: Service, api: BotApi, post: MailServer) -> None:
    phone = Phone(api, language=TONGUE.code)
    await asks_for_help(phone)
    # Until somebody takes the question the bot goes on as usual.
    await phone.taps(TONGUE.go_on, beside=True)
    await phone.taps(HELP, beside=True)
    assert link_of(await post.receives(URGENT)) == f"{telling.url}/console/cases"
    of_the_bot = phone.newest_question
    async with signed_in(telling) as desk:
        case = await takes_it(desk, phone.chat)
        await they_talk(desk, phone.chat, case)
        await the_person_shows_and_speaks(desk, phone, case)
        await they_make_an_appointment(desk, phone.chat, case)
        await closes_it(desk, phone.chat, case)
    # The question of the bot that was open is open still, and the talk goes on from there.
    assert [seen.buttons for seen in phone.chat.screen() if seen.text == of_the_bot.text][-1] == of_the_bot.buttons
    await phone.chat.taps("✅")
    await phone.chat.until(lambda screen: any(LAW_OF_2013 in label for label in screen[-1].buttons))


async def asks_for_help(phone: Phone) -> None:
    """Somebody is threatened, and a yes brings it to the municipality."""
    await phone.types("/start")
    await phone.taps(TONGUE.own_name)
    told = await phone.types(TONGUE.threat)
    assert "112" in told[0].text
    await phone.taps("👤", beside=True)
    await phone.types(TONGUE.town)
    if TONGUE.meant_town:
        await phone.taps(TONGUE.meant_town, beside=True)
    await phone.taps("✅", beside=True)


async def takes_it(desk: Desk, chat: Chat) -> str:
    """It is urgent, and says why; what was typed before the yes was never kept. Gives its address."""
    case = await desk.only_case()
    page = await desk.reads(case)
    assert "Uw vraag is bewaard" in page
    assert "Regel H3" in page
    assert '<strong class="urgent">' in page
    assert TONGUE.threat not in page
    before = len(chat.screen())
    await desk.does(f"{case}/take")
    await chat.until(lambda screen: len(screen) > before)
    return case


async def they_talk(desk: Desk, chat: Chat, case: str) -> None:
    """A standard reply, their own words back, a question with buttons, Dutch words, and a picture."""
    words, _ = translated(await desk.does(f"{case}/preview", reply="reply.tell_more"), TONGUE)
    await desk.does(f"{case}/reply", reply="reply.tell_more", once="one")
    await chat.finds(words.splitlines()[0])
    await chat.says(TONGUE.monday)
    await desk.reads_until(case, lambda page: TONGUE.monday in page)

    asks, answers = translated(await desk.does(f"{case}/preview", reply="ready.interpreter"), TONGUE)
    await desk.does(f"{case}/reply", reply="ready.interpreter", once="two")
    asked = await chat.finds(asks.splitlines()[-1])
    assert list(asked.buttons) == answers
    seen = drawn(await desk.reads(case))
    await chat.taps(answers[0])
    await desk.reads_until(case, lambda page: "Drukte op de knop" in page)
    await chat.until(lambda screen: not next(each for each in screen if each.id == asked.id).buttons)

    # Their answer crossed: it is shown first, and the words are kept.
    crossed = await desk.does(f"{case}/words", words=OWN_WORDS, seen=seen, once="three", status=409)
    assert f">{OWN_WORDS}</textarea>" in crossed
    assert not any(OWN_WORDS in each.text for each in chat.screen())
    await desk.does(f"{case}/words", words=OWN_WORDS, seen=drawn(crossed), once="three")
    await chat.finds(OWN_WORDS)
    await desk.uploads(f"{case}/file", photo(size=(300, 200)), once="four")
    await chat.until(lambda screen: screen[-1].picture == (300, 200))


async def the_person_shows_and_speaks(desk: Desk, phone: Phone, case: str) -> None:
    """A photo, which takes a yes of its own, and a voice message: both are with the coordinator only."""
    await phone.shows(photo(size=(90, 60)))
    for mark in ("👤", "✅", "✅"):
        await phone.taps(mark, beside=True)
    await phone.chat.speaks(VOICE, seconds=SECONDS)
    page = await desk.reads_until(case, lambda page: "/picture/" in page and "/voice/" in page)
    (picture,) = re.findall(rf'src="({case}/picture/\d+)"', page)
    assert Image.open(BytesIO(await desk.saves(picture))).size == (90, 60)
    (voice,) = set(re.findall(rf'href="({case}/voice/\d+)"', page))
    assert await desk.saves(voice) == VOICE
    spoken = re.search(r"<span>Taal: ([^<]+)</span>", page)[1]  # type: ignore[index]
    assert f"Spraakbericht, {spoken}, 1:12" in page, "in the talk"
    assert f"1:12 minuten. De persoon spreekt {spoken}." in " ".join(page.split())


async def they_make_an_appointment(desk: Desk, chat: Chat, case: str) -> None:
    """Two times are offered, and the person takes the first."""
    times = dict(zip(("first_day", "first_time", "second_day", "second_time"), (*FIRST, *SECOND), strict=True))
    await desk.does(f"{case}/appointment", manner="place", place=PLACE, once="five", **times)
    await chat.taps(FIRST[1])
    await desk.reads_until(case, lambda page: "De persoon komt." in page)
    await chat.until(lambda screen: any(seen.file.endswith(".ics") and PLACE in seen.text for seen in screen))


async def closes_it(desk: Desk, chat: Chat, case: str) -> None:
    """An appointment that is still to come keeps the question open; they spoke by telephone, so it is not needed any more."""
    assert "Er komt nog een afspraak" in await desk.does(f"{case}/close", outcome="answered", status=422)
    (cancel,) = re.findall(rf'action="({case}/appointment/\d+/cancel)"', await desk.reads(case))
    await desk.does(cancel)
    before = len(chat.screen())
    assert "gesloten" in await desk.does(f"{case}/close", outcome="answered")
    await chat.until(lambda screen: len(screen) > before)
