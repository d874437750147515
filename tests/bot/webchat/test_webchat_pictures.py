"""Pictures and files on the page: seen by the one to whom they were said, by nobody else, also without script."""

from __future__ import annotations

import pytest
from axe import violations
from playwright.async_api import expect
from webchat_browser import OpenPage
from webchat_client import Client, MakeClient
from webchat_room import Room

from bot.drawing.engine import draw
from bot.messages import File, Outgoing, Picture

SKETCH = '{"parts": [{"name": "letters", "rows": [{"letter": "DUO", "layout": "ind"}]}], "language": "nl", "direction": "ltr"}'
DATES = File(name="wegwijzer.ics", media_type="text/calendar", content=b"BEGIN:VCALENDAR")
MORE = File(name="gegevens.json", media_type="application/json", content=b"{}")
WORDS = "Dit is uw weg."


@pytest.fixture(scope="module")
def picture() -> Picture:
    png, width, height = draw(SKETCH)
    return Picture(png=png, width=width, height=height)


async def told(client: Client, room: Room, picture: Picture) -> Outgoing:
    """Somebody comes in, and something is shown to them."""
    await client.get("/")
    return room.tell(room.address, WORDS, picture=picture, files=(DATES, MORE))


async def test_a_picture_stands_on_the_page_with_its_size_and_its_words(client: Client, room: Room, picture: Picture) -> None:
    row = await told(client, room, picture)
    html = await (await client.get("/")).text()
    assert (
        f'<img class="picture" src="/chat/picture/{row.id}" width="{picture.width}" height="{picture.height}" alt="{WORDS}" loading="lazy"'
        in html
    )
    assert html.index(f">{WORDS}<") < html.index("<img class")


async def test_a_picture_stands_above_words_that_fill_a_phone(client: Client, room: Room, picture: Picture) -> None:
    await client.get("/")
    words = " ".join([WORDS] * 20)
    room.tell(room.address, words, picture=picture)
    html = await (await client.get("/")).text()
    assert html.index("<img class") < html.index(f">{words}<")


async def test_a_picture_is_the_browsers_own_and_asked_for_again_each_time(client: Client, room: Room, picture: Picture) -> None:
    row = await told(client, room, picture)
    first = await client.get(f"/chat/picture/{row.id}")
    assert (first.status, first.content_type, await first.read()) == (200, "image/png", picture.png)
    assert first.headers["Cache-Control"] == "private, no-cache"
    again = await client.get(f"/chat/picture/{row.id}", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status, await again.read()) == (304, b"")


async def test_a_file_is_saved_under_its_name_and_kept_nowhere_else(client: Client, room: Room, picture: Picture) -> None:
    row = await told(client, room, picture)
    for place, file in enumerate((DATES, MORE)):
        answer = await client.get(f"/chat/file/{row.id}/{place}")
        assert (answer.content_type, await answer.read()) == (file.media_type, file.content)
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{file.name}"'
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/chat/picture/{row}", "/chat/file/{row}/0"])
async def test_nobody_else_gets_it(client: Client, make_client: MakeClient, room: Room, picture: Picture, path: str) -> None:
    row = await told(client, room, picture)
    stranger = await make_client()
    assert (await stranger.get(path.format(row=row.id))).status == 404
    await stranger.get("/")
    assert (await stranger.get(path.format(row=row.id))).status == 404
    assert (await client.get(path.format(row=row.id))).status == 200


@pytest.mark.parametrize(
    "path", ["/chat/picture/{words}", "/chat/picture/999", "/chat/picture/x", "/chat/file/{row}/2", "/chat/file/{row}/-1"]
)
async def test_what_is_not_there_is_not_found(client: Client, room: Room, picture: Picture, path: str) -> None:
    row = await told(client, room, picture)
    assert (await client.get(path.format(row=row.id, words=row.id - 1))).status == 404


@pytest.mark.browser
@pytest.mark.parametrize("scripted", [True, False])
async def test_a_picture_shows_and_a_file_can_be_kept(open_page: OpenPage, room: Room, picture: Picture, scripted: bool) -> None:
    page = await open_page("nl", java_script_enabled=scripted, reduced_motion="reduce")
    room.tell(room.address, WORDS, picture=picture, files=(DATES,))
    if not scripted:
        await page.reload()
    shown = page.get_by_role("img", name=WORDS)
    await shown.scroll_into_view_if_needed()
    await expect(shown).to_be_visible()
    await expect(shown).to_have_js_property("complete", True)
    await expect(shown).to_have_js_property("naturalWidth", 2 * picture.width)
    box = await shown.bounding_box()
    assert box is not None
    assert box["width"] <= 360 - 2 * 16
    assert box["height"] / box["width"] == pytest.approx(picture.height / picture.width, rel=0.02)
    async with page.expect_download() as download:
        await page.get_by_role("link", name="Zet in uw kalender").click()
    assert (await download.value).suggested_filename == "wegwijzer.ics"
    if scripted:
        assert await violations(page) == ""


@pytest.mark.browser
async def test_hiding_takes_the_picture_off_the_screen(open_page: OpenPage, room: Room, picture: Picture) -> None:
    page = await open_page("nl")
    room.tell(room.address, WORDS, picture=picture)
    await expect(page.get_by_role("img", name=WORDS)).to_be_visible()
    await page.get_by_role("button", name="Verberg").click()
    await expect(page.locator("img")).to_have_count(0)
