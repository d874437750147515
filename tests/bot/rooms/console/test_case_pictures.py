"""Pictures of a case: hidden until opened, for who has the case only; and what is sent back tells nothing of where it was made."""

from __future__ import annotations

from io import BytesIO

import pytest
from aiohttp import FormData
from colleague import OURS, Colleague, Saved, asks_for_a_human, noted
from furnished import Someone
from PIL import Image
from sending_photos import BSN, PAPER, Keeper, begins, rows, says_yes, shows, taken

from bot.drawing.photos import MOST_BYTES
from bot.main import Bot


@pytest.fixture
def memory_channel() -> Keeper:
    return Keeper()


@pytest.fixture
def person(any_bot: Bot, memory_channel: Keeper) -> Someone:
    return Someone(any_bot, memory_channel)


async def sends(colleague: Colleague, case: str, content: bytes, once: str = "one") -> tuple[int, str]:
    form = FormData({"once": once})
    form.add_field("file", BytesIO(content), filename="anything.exe", content_type="application/octet-stream")
    async with colleague.client.post(f"{case}/file", data=form, headers=OURS, allow_redirects=False) as response:
        return response.status, await response.text()


async def test_who_has_the_case_opens_a_picture_that_is_hidden_first(
    any_bot: Bot, person: Someone, zwolle: Colleague, dora: Colleague
) -> None:
    await begins(person)
    await shows(person)
    await says_yes(person)
    case = f"/console/cases/{await zwolle.only_case()}"
    assert "Die is onderweg" in await zwolle.get(case)
    await any_bot.files.tick()
    assert "Wie de vraag heeft, kan de foto zien" in await zwolle.get(case)
    await zwolle.get(f"{case}/picture/1", 409)
    await zwolle.post(f"{case}/take")
    page = await zwolle.get(case)
    assert f'src="{case}/picture/1"' in page[page.index("<details") : page.index("</details>")]
    async with zwolle.client.get(f"{case}/picture/1") as response:
        content = await response.read()
        assert (response.content_type, response.headers["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
        assert response.headers["Cache-Control"] == "no-store"
    assert Image.open(BytesIO(content)).size == (40, 30)
    await zwolle.get(f"{case}/picture/2", 404)

    await dora.get(f"{case}/picture/1", 409)
    await zwolle.post(f"{case}/close", outcome="helped")
    await zwolle.get(f"{case}/picture/1", 409)
    assert "picture/1" not in await zwolle.get(case)


async def test_who_has_the_case_saves_a_paper_and_nobody_else_does(
    any_bot: Bot, person: Someone, zwolle: Colleague, dora: Colleague, utrecht: Colleague
) -> None:
    await begins(person)
    await shows(person, PAPER)
    await says_yes(person)
    await any_bot.files.tick()
    case = f"/console/cases/{await zwolle.only_case()}"
    assert "Wie de vraag heeft, kan hem bewaren" in await zwolle.get(case)
    await zwolle.get(f"{case}/paper/1", 409)
    await zwolle.post(f"{case}/take")
    page = await zwolle.get(case)
    assert f'<a href="{case}/paper/1" download>Bewaar de PDF' in page
    assert "/picture/1" not in page
    saved = await zwolle.saves(f"{case}/paper/1")
    assert saved == Saved(content=PAPER, media_type="application/pdf", name=f"papier-{case[-6:]}-1.pdf")
    await zwolle.get(f"{case}/picture/1", 404)
    await zwolle.get(f"{case}/paper/2", 404)
    await utrecht.get(f"{case}/paper/1", 404)

    await dora.get(f"{case}/paper/1", 409)
    assert await noted(any_bot, "paper_saved") == [case[-6:]]
    await zwolle.post(f"{case}/close", outcome="helped")
    await zwolle.get(f"{case}/paper/1", 409)
    assert await rows(any_bot) == [], "gone with the case"


async def test_a_picture_is_not_saved_as_a_paper(any_bot: Bot, person: Someone, zwolle: Colleague) -> None:
    await begins(person)
    await shows(person)
    await says_yes(person)
    await any_bot.files.tick()
    case = f"/console/cases/{await zwolle.only_case()}"
    await zwolle.post(f"{case}/take")
    await zwolle.get(f"{case}/paper/1", 404)


async def test_a_picture_and_a_paper_reach_the_person_without_what_stood_in_the_file(
    any_bot: Bot, person: Someone, zwolle: Colleague
) -> None:
    await asks_for_a_human(person, "Zwolle")
    case = f"/console/cases/{await zwolle.only_case()}"
    await zwolle.post(f"{case}/take")
    for _ in range(2):
        assert (await sends(zwolle, case, taken()))[0] == 303
    assert (await sends(zwolle, case, PAPER, "two"))[0] == 303
    await any_bot.outbox.settled()
    sent = [message for message in person.channel.to(person.address) if message.files]
    assert [message.files[0].media_type for message in sent] == ["image/jpeg", "application/pdf"]
    assert Image.open(BytesIO(sent[0].files[0].content)).size == (40, 30)
    assert BSN not in sent[0].files[0].content
    assert sent[1].files[0].content == PAPER
    assert "Hier is een foto voor u." in await zwolle.get(case)


async def test_what_is_neither_and_what_is_too_heavy_is_not_sent(any_bot: Bot, person: Someone, zwolle: Colleague) -> None:
    await asks_for_a_human(person, "Zwolle")
    case = f"/console/cases/{await zwolle.only_case()}"
    await zwolle.post(f"{case}/take")
    for content, told in (
        (b"MZ a program", "geen foto en geen PDF"),
        (b"", "geen foto en geen PDF"),
        (PAPER + bytes(MOST_BYTES), "te groot"),
    ):
        status, page = await sends(zwolle, case, content)
        assert status == 422
        assert told in page
    await any_bot.outbox.settled()
    assert not [message for message in person.channel.to(person.address) if message.files]
