"""The chat page of the running service in a real browser of phone width, in Dutch and in Arabic."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

import pytest
from axe import violations
from journeys import ARABIC, DUTCH, HELP, NO, Tongue
from playwright.async_api import Page, expect
from service import Service
from webpage import PATIENCE, answers, fill_town, picture, press, reach_the_school

pytestmark = pytest.mark.browser

Visit = Callable[..., Awaitable[Page]]


@pytest.mark.parametrize("tongue", [DUTCH, ARABIC], ids=lambda tongue: tongue.code)
async def test_a_whole_journey_leads_to_a_school_and_axe_finds_nothing_on_the_way(visit: Visit, tongue: Tongue) -> None:
    page = await visit(tongue.code, reduced_motion="reduce")

    async def look(name: str) -> None:
        await picture(page, f"{tongue.code}-{name}")
        assert await violations(page) == "", name
        assert await page.evaluate("document.documentElement.scrollWidth") <= 360, f"{name} sticks out"

    await reach_the_school(page, tongue, look)
    await expect(page.locator("html")).to_have_attribute("dir", tongue.direction)
    await press(page, NO)
    await look("end")
    await expect(page.locator("#composer")).to_have_attribute("open", "")


@pytest.mark.parametrize("tongue", [DUTCH, ARABIC], ids=lambda tongue: tongue.code)
async def test_without_script_the_first_answer_is_reached(visit: Visit, tongue: Tongue) -> None:
    page = await visit(tongue.code, java_script_enabled=False)
    for mark in (tongue.own_name, HELP):
        await page.locator("button.option", has_text=mark).first.click()
    await page.locator(".field [name=text]").fill(tongue.town)
    await page.locator(".field .send").click()
    for mark in tongue.before_times[:2]:
        await page.locator("button.option", has_text=mark).first.click()
    await expect(page.locator(".words", has_text="🏫").first).to_contain_text("Voorbeeldschool")
    await picture(page, f"{tongue.code}-no-script")


async def test_the_keyboard_alone_leads_to_the_first_answer(visit: Visit) -> None:
    page = await visit("nl")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await choose_by_keyboard(page, DUTCH.own_name)
    await choose_by_keyboard(page, HELP)
    await page.keyboard.press("Tab")
    await page.keyboard.type(DUTCH.town)
    await page.keyboard.press("Enter")
    for mark in DUTCH.before_times[:2]:
        await choose_by_keyboard(page, mark)
    await expect(page.locator("#conversation")).to_contain_text("Voorbeeldschool")


async def choose_by_keyboard(page: Page, mark: str) -> None:
    """Go from the open question to the wanted answer, and press it."""
    question = answers(page)
    wanted = question.locator("button.option", has_text=mark).first
    await expect(wanted).to_be_visible()
    for _ in range(12):
        await page.keyboard.press("Tab")
        if await wanted.evaluate("(button) => button === document.activeElement"):
            break
    name = await question.evaluate("(element) => element.closest('article').id")
    await page.keyboard.press("Enter")
    await expect(page.locator(f"#{name} .answers")).to_have_count(0)
    await expect(answers(page)).to_be_focused()


async def test_a_reload_in_the_middle_keeps_the_open_question(visit: Visit) -> None:
    page = await visit("nl")
    await press(page, DUTCH.own_name)
    await press(page, HELP)
    question = await page.locator(".message .words").last.inner_text()
    await page.reload()
    await expect(page.locator(".message .words").last).to_have_text(question)
    await fill_town(page, DUTCH.town)
    await expect(answers(page).locator("button.option", has_text="📘")).to_be_visible()


async def test_a_return_code_leads_back_after_the_cookies_are_gone(visit: Visit) -> None:
    page = await visit("nl")
    await press(page, DUTCH.own_name)
    await press(page, HELP)
    question = await page.locator(".message .words").last.inner_text()
    await page.locator("footer a[href='/code']").click()
    await page.get_by_role("button", name="Maak een code").click()
    code = await page.locator(".code strong").inner_text()
    await picture(page, "nl-code")
    assert await violations(page) == ""
    await page.context.clear_cookies()
    await page.goto(page.url.rsplit("/code", 1)[0] + "/code")
    await page.locator("#code").fill(code.lower())
    await page.get_by_role("button", name="Ga terug naar mijn gesprek").click()
    await expect(page.locator(".message .words").last).to_have_text(question)
    await fill_town(page, DUTCH.town)
    await expect(answers(page).locator("button.option", has_text="📘")).to_be_visible()


async def test_hide_leaves_nothing_and_the_conversation_goes_on_later(visit: Visit) -> None:
    page = await visit("nl")
    await press(page, DUTCH.own_name)
    await page.locator("[value=hide]").click()
    await expect(page).to_have_url(re.compile("/blank$"))
    await picture(page, "nl-hidden")
    assert "Wegwijzer" not in await page.inner_text("body")
    await page.goto(page.url.replace("/blank", "/"))
    await expect(answers(page).locator("button.option", has_text=HELP)).to_be_visible()


async def test_two_tabs_show_the_same_conversation(visit: Visit) -> None:
    page = await visit("nl")
    other = await page.context.new_page()
    await other.goto(page.url)
    await press(page, DUTCH.own_name)
    await expect(answers(other).locator("button.option", has_text=HELP)).to_be_visible(timeout=PATIENCE)
    await press(other, HELP)
    await expect(page.locator(".field [name=text]")).to_be_visible(timeout=PATIENCE)
    assert await page.locator(".message .words").last.inner_text() == await other.locator(".message .words").last.inner_text()


async def test_another_language_in_the_middle_repeats_the_question_in_it(visit: Visit) -> None:
    page = await visit("nl")
    await press(page, DUTCH.own_name)
    await press(page, HELP)
    await page.locator("[value=language]").click()
    await answers(page).locator("button.option", has_text=ARABIC.own_name).click()
    await expect(page.locator("html")).to_have_attribute("dir", "rtl")
    await expect(page.locator(".field [name=text]")).to_be_visible()
    await picture(page, "ar-switched")


async def test_an_answer_given_while_the_service_is_dead_arrives_once_it_is_back(visit: Visit, page_service: Service) -> None:
    page = await visit("nl")
    await press(page, DUTCH.own_name)
    await page_service.kill()
    try:
        await answers(page).locator("button.option", has_text=HELP).first.click()
        await expect(page.locator("#notice")).not_to_be_empty()
        await picture(page, "nl-away")
    finally:
        await page_service.start()
    await page.locator("#again").click()
    await expect(page.locator(".field [name=text]")).to_be_visible(timeout=PATIENCE)
    await expect(page.locator("#notice")).to_be_empty()
