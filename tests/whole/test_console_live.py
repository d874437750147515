"""An open case tells that something came, and shows it without touching what the coordinator is typing. In a browser."""

from __future__ import annotations

import pytest
from playwright.async_api import expect
from service import Service
from test_console import Visit, asks_for_a_human, at_the_console, look, open_newest, sign_in, types
from webpage import PATIENCE

pytestmark = pytest.mark.browser

DRAFT = "Dag. Ik kijk"


async def test_a_new_message_is_announced_and_shown_while_the_draft_stays(visit: Visit, page_service: Service) -> None:
    person = await asks_for_a_human(visit)
    page = await at_the_console(visit, page_service)
    await sign_in(page, page_service)
    await open_newest(page)
    await page.get_by_role("button", name="Neem deze vraag").click()
    draft = page.get_by_label("Of schrijf zelf")
    await draft.fill(DRAFT)
    await expect(page.get_by_role("link", name="Toon wat nieuw is")).to_be_hidden()

    await types(person, "مرحبا")
    await expect(page.locator("#news")).to_have_text("Er is 1 nieuw bericht van de persoon.", timeout=PATIENCE)
    assert (await page.title()).startswith("(1) ")
    await expect(draft).to_be_focused()
    await expect(page.locator(".talk")).not_to_contain_text("مرحبا")
    await look(page, "case-news")

    await page.get_by_role("link", name="Toon wat nieuw is").click()
    new = page.locator(".talk .person")
    await expect(new).to_contain_text("مرحبا")
    await expect(new).to_be_focused()
    await expect(page.locator("#news")).to_be_empty()
    await expect(draft).to_have_value(DRAFT)
    await page.get_by_role("button", name="Verstuur", exact=True).click()
    await expect(page.get_by_role("status").filter(has_text="onderweg")).to_be_visible()


async def test_without_script_the_page_is_as_it_was(visit: Visit, page_service: Service) -> None:
    await asks_for_a_human(visit)
    page = await at_the_console(visit, page_service, java_script_enabled=False)
    await sign_in(page, page_service)
    await open_newest(page)
    await expect(page.locator("#live")).to_be_hidden()
    await page.get_by_role("button", name="Neem deze vraag").click()
    await expect(page.get_by_label("Of schrijf zelf")).to_be_visible()
