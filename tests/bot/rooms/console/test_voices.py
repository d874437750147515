"""A voice message for who has the case: kept sealed, saved for an interpreter by them only, and gone when the case closes."""

from __future__ import annotations

import json
import re
from html import unescape
from itertools import count
from urllib.parse import quote

import pytest
from colleague import Colleague, Saved, asks_for_a_human, noted
from furnished import HandClock, Someone
from sending_photos import Keeper, rows
from sqlalchemy import LargeBinary, select, type_coerce

from bot.channels.masking import mask
from bot.drawing.photos import MOST_BYTES
from bot.main import Bot
from bot.messages import Voice
from bot.papers.voices import sound_of
from storage.database import Service
from storage.tables import files

OGG = b"OggS\x00\x02 een stem die niemand anders hoort"
KINDS = {"audio/ogg": OGG, "audio/mpeg": b"ID3\x04 stem", "audio/mp4": b"\x00\x00\x00\x20ftypM4A stem"}
_NUMBERS = count(1)
#: Until when a page shows the talk, as its forms say it.
SEEN = 'name="seen" value'


@pytest.fixture
def memory_channel() -> Keeper:
    return Keeper()


@pytest.fixture
def person(any_bot: Bot, memory_channel: Keeper) -> Someone:
    return Someone(any_bot, memory_channel)


@pytest.fixture
async def case(person: Someone, zwolle: Colleague) -> str:
    """Of somebody who asked for a human, not taken yet."""
    await asks_for_a_human(person, "Zwolle")
    return f"/console/cases/{await zwolle.only_case()}"


async def speaks(person: Someone, content: bytes = OGG, *, seconds: int = 75, text: str = "") -> list[str]:
    """What the bot says to a voice message."""
    assert isinstance(person.channel, Keeper)
    reference = f"voice-{next(_NUMBERS)}"
    person.channel.photos[reference] = content
    words, masked = mask(text)
    voice = Voice(reference=reference, seconds=seconds)
    return [said.text for said in await person.gives(person.inbound("voice", voice=voice, text=words, masked=masked))]


def of_the_person(page: str) -> list[str]:
    """What they said in the talk of a case, line by line."""
    lines = page.partition('id="talk"')[2].partition("</ol>")[0].split("<li")
    return [" ".join(re.sub(r"<[^>]*>", " ", line).split()[1:]) for line in lines if line.startswith(' class="person"')]


def value(page: str, name: str) -> str:
    """Of a field or an attribute of a page."""
    found = re.search(rf'{name}="([^"]+)"', page)
    assert found
    return unescape(found[1])


async def test_it_is_shown_with_language_and_length_and_saved_by_who_has_the_case_only(
    any_bot: Bot, person: Someone, zwolle: Colleague, dora: Colleague, utrecht: Colleague, case: str
) -> None:
    await zwolle.post(f"{case}/take")
    assert "Een mens luistert ernaar, geen computer." in (await speaks(person))[-1]
    assert "Het is onderweg." in await zwolle.get(case)
    await any_bot.files.tick()
    page = await zwolle.get(case)
    assert "1:15 minuten." in page
    assert "De persoon spreekt Nederlands." in page
    assert "Foto's en papieren van de persoon" not in page
    saved = await zwolle.saves(f"{case}/voice/1")
    assert saved == Saved(content=OGG, media_type="audio/ogg", name=f"opname-{case[-6:]}-1.ogg")
    await zwolle.get(f"{case}/picture/1", 404)
    await zwolle.get(f"{case}/voice/2", 404)
    await utrecht.get(f"{case}/voice/1", 404)
    assert "Wie de vraag heeft, kan het bewaren." in await dora.get(case)
    await dora.get(f"{case}/voice/1", 409)
    async with any_bot.database.reading(Service()) as tx:
        sealed = (await tx.execute(select(type_coerce(files.c.picture, LargeBinary)))).scalar_one()
    assert await noted(any_bot, "voice_saved") == [case[-6:]]
    assert OGG not in sealed
    await zwolle.post(f"{case}/close", outcome="helped")
    await zwolle.get(f"{case}/voice/1", 409)
    assert await rows(any_bot) == [], "gone with the case"


async def test_it_is_a_line_of_the_talk_in_its_place_and_of_the_note(
    any_bot: Bot, person: Someone, zwolle: Colleague, dora: Colleague, case: str, hand_clock: HandClock
) -> None:
    await zwolle.post(f"{case}/take")
    for words in ("Eerst", "", "Daarna"):
        hand_clock.turn(minutes=10)
        await (person.types(words) if words else speaks(person, seconds=12))
    before, spoken, after = of_the_person(await zwolle.get(case))
    assert before.endswith("Eerst")
    assert after.endswith("Daarna")
    assert spoken.endswith(". Spraakbericht, Nederlands, 0:12 Het is onderweg.")
    await any_bot.files.tick()
    page = await zwolle.get(case)
    assert of_the_person(page)[1].endswith("Bewaar spraakbericht van 0:12")
    assert page.count(f'<a href="{case}/voice/1" download>') == 2, "in the talk, and where all of them stand"
    assert of_the_person(await dora.get(case))[1].endswith("Wie de vraag heeft, kan het bewaren.")
    note = page.partition('id="note-text"')[2].partition("</textarea>")[0].splitlines()
    assert [line.partition("de persoon: ")[2] for line in note if "de persoon: " in line] == ["Eerst", "Spraakbericht, 0:12", "Daarna"]


async def test_who_answers_without_having_seen_it_is_shown_it_first(
    any_bot: Bot, person: Someone, zwolle: Colleague, case: str, hand_clock: HandClock
) -> None:
    await zwolle.post(f"{case}/take")
    seen = value(await zwolle.get(case), SEEN)
    hand_clock.turn(minutes=1)
    await speaks(person, seconds=12)
    await any_bot.files.tick()
    for path, form in (("words", {"words": "Kom morgen."}), ("reply", {"reply": "reply.tell_more"})):
        page = await zwolle.post(f"{case}/{path}", 409, seen=seen, once=path, **form)
        shown = page.partition('id="crossed"')[2].partition("</ol>")[0]
        assert "Spraakbericht, Nederlands, 0:12" in shown
        assert f'href="{case}/voice/1" download' in shown
    assert "Kom morgen." not in person.sees()
    await zwolle.post(f"{case}/words", seen=value(page, SEEN), once="again", words="Kom morgen.")
    await any_bot.outbox.settled()
    assert "Kom morgen." in person.sees()


async def test_it_is_news_for_an_open_page(person: Someone, zwolle: Colleague, case: str, hand_clock: HandClock) -> None:
    await zwolle.post(f"{case}/take")
    since = value(await zwolle.get(case), "data-newest")
    hand_clock.turn(minutes=1)
    await speaks(person)
    told = json.loads(await zwolle.get(f"{case}/news?since={quote(since)}"))
    assert (told["new"], told["said"]) == (1, "Er is 1 nieuw bericht van de persoon.")
    since = value(await zwolle.get(case), "data-newest")
    assert json.loads(await zwolle.get(f"{case}/news?since={quote(since)}"))["new"] == 0


async def test_of_a_round_film_the_person_hears_that_only_a_voice_or_words_are_kept(
    any_bot: Bot, person: Someone, zwolle: Colleague, case: str
) -> None:
    assert "vraag om een mens" in (await person.gives(person.inbound("voice")))[0].text
    await zwolle.post(f"{case}/take")
    said = await person.gives(person.inbound("voice"))
    assert [each.text for each in said] == ["Een filmpje kan ik niet bewaren. Neem alleen uw stem op, of typ uw bericht."]
    assert await rows(any_bot) == []
    assert "Een filmpje kan ik niet bewaren." in await zwolle.get(case)


async def test_before_somebody_has_the_case_the_bot_says_that_it_cannot_listen_and_keeps_nothing(
    any_bot: Bot, person: Someone, case: str
) -> None:
    said = await speaks(person)
    assert "Naar spraak kan ik nog niet luisteren." in said[0]
    assert "vraag om een mens" in said[0]
    assert await rows(any_bot) == []


async def test_each_kind_of_sound_is_known_by_what_is_in_it(any_bot: Bot, person: Someone, zwolle: Colleague, case: str) -> None:
    await zwolle.post(f"{case}/take")
    for number, (media_type, content) in enumerate(KINDS.items(), start=1):
        await speaks(person, content)
        await any_bot.files.tick()
        async with zwolle.client.get(f"{case}/voice/{number}") as response:
            assert response.content_type == media_type


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"\xff\xd8\xff\xe0 JPEG", b"<html>", b"MZ", b"\x00\x00\x00\x20ftypqt  film"])
def test_what_is_no_sound_is_told_apart(content: bytes) -> None:
    assert sound_of(content) == ("", "")


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"<script>", "Deze opname kan ik niet bewaren"), (OGG + bytes(MOST_BYTES), "Uw opname is te lang voor mij")],
    ids=["no sound", "too large"],
)
async def test_what_cannot_be_kept_is_told_to_both(
    any_bot: Bot, person: Someone, zwolle: Colleague, case: str, content: bytes, told: str
) -> None:
    await zwolle.post(f"{case}/take")
    await speaks(person, content)
    await any_bot.files.tick()
    await any_bot.outbox.settled()
    assert told in person.sees()
    assert "Het kwam niet aan. De persoon weet dat." in await zwolle.get(case)
    assert await rows(any_bot) == [("failed", False)]


async def test_words_beside_it_are_filed_and_words_of_danger_go_to_the_bot(
    any_bot: Bot, person: Someone, zwolle: Colleague, case: str
) -> None:
    await zwolle.post(f"{case}/take")
    await speaks(person, text="Dit is mijn vraag")
    assert "Dit is mijn vraag" in await zwolle.get(case)
    assert any("112" in said for said in await speaks(person, text="De man van de school bedreigt mij"))
    assert len(await rows(any_bot)) == 1
