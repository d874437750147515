"""The page in a real browser of phone width: how it looks and sounds, with and without script, by keyboard and by ear."""

from __future__ import annotations

import asyncio

import pytest
from axe import violations
from playwright.async_api import expect
from webchat_browser import (
    FIRST_VISIT_BYTES,
    SMALLEST_TARGET,
    OpenPage,
    answer_day,
    in_conversation,
    press,
)
from webchat_room import Room

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scripted", [True, False])
async def test_a_whole_conversation_in_dutch(open_page: OpenPage, room: Room, scripted: bool) -> None:
    page = await open_page("nl", java_script_enabled=scripted)
    await press(page, "Een beetje")
    await page.get_by_text("Overdag").click()
    await page.get_by_text("In het weekend").click()
    await press(page, "Klaar")
    await answer_day(page)
    await page.get_by_label("Naam van de plaats").fill("Zwolle")
    await press(page, "Stuur")
    await expect(in_conversation(page, "past een school bij u")).to_be_visible()
    assert room.said() == [("button", "1:1"), ("button", "2:0,2!"), ("text", "2026-11-03"), ("text", "Zwolle")]


async def test_a_whole_conversation_in_arabic_reads_from_the_right(open_page: OpenPage, room: Room) -> None:
    page = await open_page("ar")
    await expect(page.locator("html")).to_have_attribute("dir", "rtl")
    await press(page, "قليلاً")
    bubble, question = page.locator(".mine"), page.locator(".message").last
    await expect(question).to_contain_text("متى")
    ours, theirs = await bubble.bounding_box(), await question.locator(".words").bounding_box()
    assert ours is not None
    assert theirs is not None
    assert ours["x"] + ours["width"] < theirs["x"] + theirs["width"] == 360 - 18
    await page.get_by_text("في النهار").click()
    await press(page, "تم")
    await answer_day(page)
    await page.locator(".field [name=text]").fill("زفوله")
    await press(page, "إرسال")
    await expect(in_conversation(page, "هناك مدرسة")).to_be_visible()
    assert room.said()[-1] == ("text", "زفوله")


@pytest.mark.parametrize("language", ["nl", "ar"])
async def test_axe_finds_nothing_on_any_screen(open_page: OpenPage, room: Room, language: str) -> None:
    room.with_dutch = True
    page = await open_page(language, reduced_motion="reduce")
    assert await violations(page) == ""
    await page.locator(".option").nth(1).click()
    await page.locator(".box").first.click()
    assert await violations(page) == ""
    await page.locator("[name=choose]").click()
    await expect(page.locator("[name=day]")).to_be_visible()
    assert await violations(page) == ""
    await answer_day(page)
    await expect(page.locator(".field [name=text]")).to_be_visible()
    assert await violations(page) == ""
    for path in ("/code", "/blank", "/nowhere"):
        await page.goto(page.url.rstrip("/") + path if path == "/code" else page.url.rsplit("/", 1)[0] + path)
        assert await violations(page) == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing_in_the_dark_and_while_there_is_trouble(open_page: OpenPage, room: Room, scheme: str) -> None:
    page = await open_page("nl", color_scheme=scheme, reduced_motion="reduce")
    await page.context.set_offline(True)
    await press(page, "Een beetje")
    await expect(page.locator("#notice")).to_contain_text("Er is geen verbinding")
    assert await violations(page) == ""


async def test_a_first_visit_stays_under_a_hundred_kilobytes(open_page: OpenPage) -> None:
    page = await open_page("nl", path="/blank")
    session = await page.context.new_cdp_session(page)
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    session.on("Network.dataReceived", lambda event: None)
    await session.send("Network.enable")
    await session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    await page.goto(page.url.replace("/blank", "/"), wait_until="networkidle")
    assert len(sizes) >= 8
    assert 5_000 < sum(sizes) < FIRST_VISIT_BYTES


@pytest.mark.parametrize("language", ["nl", "ar"])
@pytest.mark.parametrize("text_size", [16, 32])
async def test_nothing_sticks_out_at_320_pixels_also_with_text_twice_as_large(open_page: OpenPage, language: str, text_size: int) -> None:
    page = await open_page(language, viewport={"width": 320, "height": 640})
    session = await page.context.new_cdp_session(page)
    await session.send("Page.setFontSizes", {"fontSizes": {"standard": text_size, "fixed": text_size}})
    assert await page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") == text_size * 1.125
    for step in ("start", "many", "date", "place"):
        assert await page.evaluate("document.documentElement.scrollWidth") <= 320, step
        match step:
            case "start":
                await page.locator(".option").nth(1).click()
                await expect(page.locator("[name=choose]")).to_be_visible()
            case "many":
                await page.locator("[name=choose]").click()
                await expect(page.locator("[name=day]")).to_be_visible()
            case "date":
                await answer_day(page)
                await expect(page.locator("[data-locate]")).to_be_visible()


@pytest.mark.parametrize("language", ["nl", "ar"])
async def test_every_button_is_large_enough_for_a_thumb_and_options_fill_the_width(open_page: OpenPage, language: str) -> None:
    page = await open_page(language)
    for button in await page.locator("button:visible, summary:visible").all():
        box = await button.bounding_box()
        assert box is not None
        assert box["height"] >= SMALLEST_TARGET
        assert box["width"] >= SMALLEST_TARGET
    column = await page.locator("#conversation").bounding_box()
    option = await page.locator(".options > .option").first.bounding_box()
    assert column is not None
    assert option is not None
    assert option["width"] == column["width"]


@pytest.mark.parametrize(("language", "height"), [("nl", 1.5), ("ar", 1.8)])
async def test_text_is_18_pixels_and_has_room_between_its_lines(open_page: OpenPage, language: str, height: float) -> None:
    page = await open_page(language)
    size, line = await page.locator(".words").first.evaluate("(p) => { const s = getComputedStyle(p); return [s.fontSize, s.lineHeight] }")
    assert size == "18px"
    assert float(line.removesuffix("px")) == pytest.approx(18 * height)


async def test_the_keyboard_alone_goes_through_the_conversation(open_page: OpenPage, room: Room) -> None:
    page = await open_page("nl")
    await page.keyboard.press("Tab")
    await expect(page.locator("#skip")).to_be_focused()
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("button", name="Een beetje")).to_be_focused()
    outline = await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    await page.keyboard.press("Enter")
    await expect(page.locator(".message").last.locator(".answers")).to_be_focused()
    await page.keyboard.press("Tab")
    await page.keyboard.press("Space")
    for _ in range(3):
        await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.locator(".message").last.locator(".answers")).to_be_focused()
    for keys in ("3", "nov", "2026"):
        await page.keyboard.press("Tab")
        await page.keyboard.type(keys)
    await page.keyboard.press("Enter")
    await expect(in_conversation(page, "In welke plaats")).to_be_visible()
    assert room.said() == [("button", "1:1"), ("button", "2:0!"), ("text", "2026-11-03")]


async def test_each_message_is_spoken_once(open_page: OpenPage, room: Room) -> None:
    page = await open_page("nl")
    await page.evaluate(
        """() => {
            window.spoken = [];
            const note = (records) => records.forEach((record) => record.addedNodes.forEach((node) => spoken.push(node.textContent)));
            new MutationObserver(note).observe(document.getElementById("announcer"), { childList: true });
            addEventListener("focusin", (event) => {
                const names = event.target.getAttribute("aria-labelledby") ?? "";
                names.split(" ").filter(Boolean).forEach((name) => spoken.push(document.getElementById(name).textContent));
            });
        }"""
    )
    await press(page, "Een beetje")
    await expect(page.get_by_role("button", name="Klaar")).to_be_visible()
    room.tell(room.address, "Morgen is er taalcafé.")
    await expect(in_conversation(page, "Morgen is er taalcafé.")).to_be_visible()
    await asyncio.sleep(0.1)
    assert await page.evaluate("spoken") == ["Dank u.", "Wanneer kunt u naar les? U kunt meer dan één kiezen.", "Morgen is er taalcafé."]
