"""A photo from the page without script: drawn anew before the house hears of it, or refused calmly and not kept."""

from __future__ import annotations

import logging

import pytest
from aiohttp import FormData
from webchat_client import Client, MakeClient
from webchat_photos import PLACE, form_with, photo
from webchat_pressing import look
from webchat_room import Room

from bot.channels.webchat.limits import PHOTOS_PER_SESSION
from bot.channels.webchat.uploads import READ_PAST
from bot.drawing.photos import MOST_BYTES


def photos(room: Room) -> list[bytes]:
    return [inbound.photo.content for inbound in room.heard if inbound.photo]


async def refusal(client: Client, content: bytes, status: int, *, language: str = "nl") -> str:
    async with client.post("/chat/photo", data=await form_with(client, content)) as response:
        assert response.status == status
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        return await response.text()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
async def test_a_photo_comes_in_as_a_picture_alone_and_leads_back_to_the_talk(client: Client, room: Room, kind: str) -> None:
    content = photo(kind)
    assert PLACE in content
    async with client.post("/chat/photo", data=await form_with(client, content)) as response:
        assert response.status == 200
        assert response.history[0].status == 303
    (heard,) = [inbound for inbound in room.heard if inbound.kind == "photo"]
    assert heard.photo is not None
    assert heard.photo.content.startswith(b"\xff\xd8")
    assert PLACE not in heard.photo.content
    assert heard.photo.reference == ""


async def test_the_same_photo_posted_twice_counts_once(client: Client, room: Room) -> None:
    for _ in range(2):
        async with client.post("/chat/photo", data=await form_with(client, photo(), update="0" * 32)) as response:
            assert response.status == 200
    assert len(photos(room)) == 1


async def test_no_chosen_photo_says_nothing(client: Client, room: Room) -> None:
    async with client.post("/chat/photo", data=await form_with(client, None)) as response:
        assert response.status == 200
    assert photos(room) == []


@pytest.mark.parametrize("weight", [MOST_BYTES + 1, 2 * MOST_BYTES, READ_PAST + 2 * MOST_BYTES])
async def test_a_photo_that_is_too_large_is_refused_kindly_and_not_kept(client: Client, room: Room, weight: int) -> None:
    page = await refusal(client, photo(bottom=bytes(weight)), 413)
    assert "Dit is te groot" in page
    assert "niets bewaard" in page
    assert "Naar het gesprek" in page
    assert photos(room) == []


async def test_a_paper_comes_in_as_it_is(client: Client, room: Room) -> None:
    paper = b"%PDF-1.7" + bytes(1_000_000)
    async with client.post("/chat/photo", data=await form_with(client, paper)) as response:
        assert response.status == 200
    assert photos(room) == [paper]


async def test_a_paper_that_is_too_large_is_refused(client: Client, room: Room) -> None:
    assert "Dit is te groot" in await refusal(client, b"%PDF-1.7" + bytes(MOST_BYTES), 413)
    assert photos(room) == []


@pytest.mark.parametrize("content", [b"\n%PDF-1.7", b"MZ%PDF-1.7", b"<svg/>", photo()[:300]])
async def test_what_is_no_photo_is_refused_by_what_is_in_it(client: Client, room: Room, content: bytes) -> None:
    assert "Stuur een foto of een PDF" in await refusal(client, content, 400)
    assert photos(room) == []


async def test_a_photo_from_another_site_is_refused(client: Client, room: Room) -> None:
    data = await form_with(client, photo())
    async with client.post("/chat/photo", data=data, headers={"Sec-Fetch-Site": "cross-site"}) as response:
        assert response.status == 403
    silent = await form_with(client, photo(), token="")
    async with client.post("/chat/photo", data=silent, headers={"Sec-Fetch-Site": ""}) as response:
        assert response.status == 403
    assert photos(room) == []


async def test_a_body_that_is_no_such_form_is_refused(client: Client, room: Room) -> None:
    await look(client)
    many = FormData(quote_fields=False)
    for number in range(9):
        many.add_field(f"field{number}", "x", content_type="text/plain")
    long = FormData(quote_fields=False)
    long.add_field("update", "x" * 5_000, content_type="text/plain")
    typed = "multipart/form-data; boundary=x"
    for body, headers in (
        ({"photo": "words"}, {}),
        (b"nothing of the kind", {"Content-Type": typed}),
        (b'--x\r\nContent-Disposition: form-data; name="photo"\r\n\r\ncut off', {"Content-Type": typed}),
        (b"--x--", {"Content-Type": "multipart/form-data"}),
        (many, {}),
        (long, {}),
    ):
        async with client.post("/chat/photo", data=body, headers=headers) as response:
            assert response.status in (400, 403), body
    assert photos(room) == []


async def test_who_has_no_talk_is_led_to_the_page(make_client: MakeClient, room: Room) -> None:
    known, stranger = await make_client(), await make_client()
    data = await form_with(known, photo())
    async with stranger.post("/chat/photo", data=data, allow_redirects=False) as response:
        assert (response.status, response.headers["Location"]) == (303, "/")
    assert photos(room) == []


async def test_photos_one_after_another_without_end_are_too_often(client: Client) -> None:
    statuses = []
    for _ in range(PHOTOS_PER_SESSION.burst + 1):
        async with client.post("/chat/photo", data=await form_with(client, photo()), allow_redirects=False) as response:
            statuses.append(response.status)
    assert statuses == [303] * PHOTOS_PER_SESSION.burst + [429]


async def test_words_may_not_be_as_long_as_a_photo(client: Client, room: Room) -> None:
    await look(client)
    async with client.post("/chat", data={"text": "x" * 200_000}) as response:
        assert response.status == 413


async def test_nothing_of_a_photo_is_in_the_log(client: Client, room: Room, caplog: pytest.LogCaptureFixture) -> None:
    room.failing = False
    data = await form_with(client, photo())
    room.failing = True
    with caplog.at_level(logging.DEBUG):
        async with client.post("/chat/photo", data=data) as response:
            assert response.status == 503
    told = " ".join(f"{record.getMessage()} {record.__dict__}" for record in caplog.records)
    assert "/chat/photo" in told
    assert "IMG_2041" not in told
    assert "JFIF" not in told
