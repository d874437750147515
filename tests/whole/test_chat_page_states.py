"""Every kind of screen of the chat page, in Dutch and in the dark in Arabic: axe finds nothing, nothing sticks out, nothing is missed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from axe import violations
from journeys import ARABIC, DUTCH, HELP, Tongue
from playwright.async_api import Page, expect
from webpage import PATIENCE, answers, follow, picture, press

pytestmark = pytest.mark.browser

Visit = Callable[..., Awaitable[Page]]
UNKNOWN = "❓"
#: From the menu to each kind of screen, by pictogram.
SCREENS = {
    "letters": ("✉️",),
    "a letter": ("✉️", "📅", "⏳"),
    "something wrong": ("🔍", "🖊️"),
    "my data": ("🗂️", "🗂️"),
    "settings": ("🗂️", "🌐"),
    "this phone": ("🗂️", "💻", "👪"),
    "money": ("🗂️", "💶"),
    "exams": ("📝", "📝"),
}
#: What somebody in danger types.
DANGER = {"nl": "ik wil niet meer leven", "ar": "زوجي يضربني"}


async def menu(page: Page) -> None:
    await follow(page, page.locator("[value=menu]").click)


async def say(page: Page, words: str) -> None:
    """Type something where nobody asked to type."""
    if not await page.locator("#composer").evaluate("(details) => details.open"):
        await page.locator("#composer summary").click()
    await page.locator("#own-words").fill(words)
    await follow(page, page.locator("#composer .send").click)


@pytest.mark.parametrize(("tongue", "colours"), [(DUTCH, "light"), (ARABIC, "dark")], ids=["nl", "ar-dark"])
async def test_each_kind_of_screen_is_fit_for_everybody(visit: Visit, tongue: Tongue, colours: str) -> None:
    page = await visit(tongue.code, color_scheme=colours, reduced_motion="reduce")

    async def look(name: str) -> None:
        await picture(page, f"{tongue.code}-{name}")
        assert await violations(page) == "", name
        assert await page.evaluate("document.documentElement.scrollWidth") <= 360, f"{name} sticks out"

    await press(page, tongue.own_name)
    for name, marks in SCREENS.items():
        await menu(page)
        for mark in marks:
            await press(page, mark)
        await look(name)
    await menu(page)
    await say(page, DANGER[tongue.code])
    await expect(page.locator('a[href="tel:112"]').first).to_be_visible()
    await look("danger")


async def test_the_road_of_somebody_who_knows_nothing_is_a_picture_that_says_what_its_words_say(visit: Visit) -> None:
    page = await visit("ar", reduced_motion="reduce")
    await press(page, ARABIC.own_name)
    await menu(page)
    for mark in ("📝", "📈"):
        await press(page, mark)
    while not await page.locator("img.picture").count():
        await press(page, UNKNOWN)
    drawn = page.locator("img.picture").last
    await drawn.scroll_into_view_if_needed()
    await expect(drawn).to_have_js_property("complete", True, timeout=PATIENCE)
    assert await drawn.evaluate("(image) => image.naturalWidth") > 0
    words = page.locator("article", has=drawn).locator(".words")
    assert await drawn.get_attribute("alt") == await words.inner_text()
    assert await violations(page) == ""


async def test_trouble_with_the_network_is_seen_wherever_somebody_looks(visit: Visit) -> None:
    page = await visit("ar")
    await press(page, ARABIC.own_name)
    await press(page, HELP)
    await page.context.set_offline(True)
    await answers(page).locator("[name=text]").fill(ARABIC.town)
    await answers(page).locator(".field .send").click()
    await expect(page.locator("#notice")).not_to_be_empty(timeout=PATIENCE)
    await expect(page.locator("#notice")).to_be_in_viewport(ratio=0.9)
    await expect(answers(page).locator("[name=text]")).to_have_value(ARABIC.town)
    assert await violations(page) == ""
    await page.locator("#again").click()
    await expect(page.locator("#notice")).not_to_be_empty(timeout=PATIENCE)
    await expect(answers(page).locator("[name=text]")).to_have_value(ARABIC.town)
    # What was typed goes by itself as soon as the browser says that there is a network.
    await page.context.set_offline(False)
    await expect(answers(page).locator("button.option", has_text="📘")).to_be_visible(timeout=PATIENCE)
