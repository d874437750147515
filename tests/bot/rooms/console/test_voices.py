"""A voice message for who has the case: kept sealed, saved for an interpreter by them only, and gone when the case closes."""

from __future__ import annotations

from itertools import count

import pytest
from aiohttp.test_utils import TestServer
from colleague import ZWOLLE, Colleague, asks_for_a_human, browser, employed
from furnished import Someone
from sending_photos import Keeper, rows
from sqlalchemy import LargeBinary, select, type_coerce

from bot.channels.masking import mask
from bot.drawing.photos import MOST_BYTES
from bot.main import Bot
from bot.messages import Voice
from bot.voices import sound_of
from storage.database import Service
from storage.tables import audit_entries, files

OGG = b"OggS\x00\x02 een stem die niemand anders hoort"
KINDS = {"audio/ogg": OGG, "audio/mpeg": b"ID3\x04 stem", "audio/mp4": b"\x00\x00\x00\x20ftypM4A stem"}
_NUMBERS = count(1)


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


async def test_it_is_shown_with_language_and_length_and_saved_by_who_has_the_case_only(
    any_bot: Bot, server: TestServer, person: Someone, zwolle: Colleague, utrecht: Colleague, case: str
) -> None:
    await zwolle.post(f"{case}/take")
    assert "Een mens luistert ernaar, geen computer." in (await speaks(person))[-1]
    assert "Het is onderweg." in await zwolle.get(case)
    await any_bot.files.tick()
    page = await zwolle.get(case)
    assert "1:15 minuten." in page
    assert "De persoon spreekt Nederlands." in page
    assert "Foto's van de persoon" not in page
    async with zwolle.client.get(f"{case}/voice/1") as response:
        assert await response.read() == OGG
        assert response.content_type == "audio/ogg"
        assert response.headers["Content-Disposition"] == f'attachment; filename="opname-{case[-6:]}-1.ogg"'
        assert response.headers["Cache-Control"] == "no-store"
    await zwolle.get(f"{case}/picture/1", 404)
    await zwolle.get(f"{case}/voice/2", 404)
    await utrecht.get(f"{case}/voice/1", 404)
    await employed(any_bot, "dora@zwolle.example.nl", [ZWOLLE])
    dora = await browser(server)
    await dora.signs_in("dora@zwolle.example.nl")
    assert "Wie de vraag heeft, kan het bewaren." in await dora.get(case)
    await dora.get(f"{case}/voice/1", 409)
    async with any_bot.database.reading(Service()) as tx:
        noted = [row for row in (await tx.execute(audit_entries.select())).all() if row.action == "voice_saved"]
        sealed = (await tx.execute(select(type_coerce(files.c.picture, LargeBinary)))).scalar_one()
    assert [row.case_number for row in noted] == [case[-6:]]
    assert OGG not in sealed
    await zwolle.post(f"{case}/close", outcome="helped")
    await zwolle.get(f"{case}/voice/1", 409)
    assert await rows(any_bot) == [], "gone with the case"
    await dora.client.close()


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
