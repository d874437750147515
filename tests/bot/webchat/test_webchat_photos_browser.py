"""A photo from the page in a real browser: by a tap, without script, from the right, and made smaller on the phone itself."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from axe import violations
from PIL import Image
from playwright.async_api import Page, expect
from webchat_browser import SMALLEST_TARGET, OpenPage
from webchat_photos import PLACE, kept_in, photo
from webchat_room import Room

pytestmark = pytest.mark.browser


async def shows(page: Page, path: str) -> None:
    if not await page.locator("#composer").evaluate("composer => composer.open"):
        await page.locator("#composer summary").click()
    await page.locator("#photo").set_input_files(path)
    await page.locator(".photo button").click()


def photos(room: Room) -> list[bytes]:
    return [inbound.photo.content for inbound in room.heard if inbound.photo]


@pytest.mark.parametrize("scripted", [True, False])
async def test_a_photo_is_sent_and_answered(open_page: OpenPage, room: Room, tmp_path: Path, scripted: bool) -> None:
    page = await open_page("nl", java_script_enabled=scripted)
    path = kept_in(tmp_path, photo(size=(3000, 1500)))
    await page.locator("#composer summary").click()
    await page.locator("#photo").set_input_files(path)
    await page.locator(".photo button").click()
    await expect(page.locator("#conversation").get_by_text("Ik begrijp u niet goed")).to_be_visible()
    (content,) = photos(room)
    assert PLACE not in content
    assert max(Image.open(BytesIO(content)).size) == (2000 if scripted else 2400)
    if scripted:
        await expect(page.locator(".mine")).to_contain_text("📷 Een foto of papier")
        assert await page.locator("#photo").evaluate("field => field.files.length") == 0


async def test_a_photo_that_weighs_too_much_is_made_smaller_on_the_phone(open_page: OpenPage, room: Room, tmp_path: Path) -> None:
    page = await open_page("nl")
    await shows(page, kept_in(tmp_path, photo(bottom=bytes(6_000_000))))
    await expect(page.locator(".mine")).to_be_visible()
    assert len(photos(room)) == 1


@pytest.mark.parametrize("scripted", [True, False])
async def test_a_paper_is_sent_as_it_is(open_page: OpenPage, room: Room, tmp_path: Path, scripted: bool) -> None:
    page = await open_page("nl", java_script_enabled=scripted)
    paper = b"%PDF-1.7" + bytes(1_000)
    await shows(page, kept_in(tmp_path, paper, "brief.pdf"))
    await expect(page.locator("#conversation").get_by_text("Ik begrijp u niet goed")).to_be_visible()
    assert photos(room) == [paper]


async def test_what_is_no_photo_is_told_on_the_page_and_can_be_chosen_anew(open_page: OpenPage, room: Room, tmp_path: Path) -> None:
    page = await open_page("nl")
    await shows(page, kept_in(tmp_path, b"PK", "brief.docx"))
    await expect(page.locator("#notice")).to_contain_text("Dit kan ik niet openen")
    await shows(page, kept_in(tmp_path, b"%PDF-1.7" + bytes(6_000_000), "boek.pdf"))
    await expect(page.locator("#notice")).to_contain_text("Dit is te groot")
    await shows(page, kept_in(tmp_path, photo()))
    await expect(page.locator(".mine")).to_be_visible()
    await expect(page.locator("#notice")).to_be_empty()
    assert len(photos(room)) == 1


async def test_a_photo_chosen_without_a_connection_is_sent_when_it_is_back(open_page: OpenPage, room: Room, tmp_path: Path) -> None:
    page = await open_page("nl")
    await page.context.set_offline(True)
    await shows(page, kept_in(tmp_path, photo()))
    await expect(page.locator("#notice")).to_contain_text("Er is geen verbinding")
    await page.context.set_offline(False)
    await expect(page.locator(".mine")).to_be_visible()
    assert len(photos(room)) == 1


@pytest.mark.parametrize(("language", "direction"), [("nl", "ltr"), ("ar", "rtl")])
async def test_the_control_is_second_to_typing_large_enough_and_clean(open_page: OpenPage, language: str, direction: str) -> None:
    page = await open_page(language, reduced_motion="reduce")
    await page.locator("#composer summary").click()
    for place in ("#photo", ".photo button"):
        box = await page.locator(place).bounding_box()
        typed = await page.locator("#own-words").bounding_box()
        assert box is not None
        assert typed is not None
        assert box["height"] >= SMALLEST_TARGET
        assert box["y"] > typed["y"] + typed["height"]
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
    assert await page.locator(".photo").evaluate("form => getComputedStyle(form).direction") == direction
    assert await violations(page) == ""
