"""Reports, wishes and invitations in a real browser: somebody reports a school, the coordinator brings it on its way."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Page, expect
from service import Service
from test_console import at_the_console, look, sign_in
from webpage import PATIENCE, answers, fill_town, follow, press

pytestmark = pytest.mark.browser

Visit = Callable[..., Awaitable[Page]]
SCHOOL = "Voorbeeldschool De Brug"


async def tick(page: Page, label: str) -> None:
    await answers(page).get_by_text(label).click()
    await follow(page, answers(page).locator("[name=choose]").click)


async def reports_a_school(visit: Visit) -> Page:
    """Somebody reports, in Dutch, with a name, and wants to hear of it."""
    page = await visit("nl")
    await press(page, "Nederlands")
    await page.locator("#composer summary").click()
    await page.locator("#own-words").fill("melding")
    await follow(page, page.locator("#composer .send").click)
    await press(page, "DigiD of mijn pas")
    await tick(page, "Zij willen mijn DigiD")
    await fill_town(page, SCHOOL)
    await press(page, "Deze week")
    await tick(page, "Papieren")
    await press(page, "ik typ iets")
    await fill_town(page, "Mijn docent Ahmed Jansen vroeg het")
    await fill_town(page, "Zwolle")
    await press(page, "Met mijn naam")
    await press(page, "laat het mij weten")
    await press(page, "stuur deze brief")
    return page


async def test_a_report_goes_its_way_on_pages_that_axe_finds_nothing_on(visit: Visit, page_service: Service) -> None:
    person = await reports_a_school(visit)
    page = await at_the_console(visit, page_service)
    await sign_in(page, page_service)
    await page.get_by_role("link", name="Meldingen").click()
    await expect(page.get_by_role("heading", name=SCHOOL)).to_be_visible()
    await look(page, "reports")
    await page.locator("tbody a").first.click()
    await expect(page.locator(".covered span").first).not_to_be_visible()
    await page.locator(".covered summary").first.focus()
    await page.keyboard.press("Enter")
    await expect(page.locator(".covered span").first).to_have_text("Ahmed Jansen")
    await look(page, "report")
    for state in ("Gecontroleerd", "Verstuurd"):
        await page.get_by_label(state).check()
        await page.get_by_role("button", name="Bewaar de stand").click()
        await expect(page.get_by_role("status")).to_contain_text("De stand is opgeslagen")
    await look(page, "report-sent")
    await expect(person.locator("#conversation")).to_contain_text("naar Blik op Werk gestuurd", timeout=PATIENCE)
    async with page.expect_download() as downloading:
        await page.get_by_role("link", name="Brief als pdf").click()
    assert (await downloading.value).suggested_filename.startswith("melding-")


async def test_people_are_invited_on_pages_that_axe_finds_nothing_on(visit: Visit, page_service: Service) -> None:
    page = await at_the_console(visit, page_service)
    await sign_in(page, page_service)
    await page.get_by_role("link", name="Wensen").click()
    await look(page, "wishes")
    await page.get_by_role("link", name="Uitnodigen").click()
    await page.get_by_label("Kenmerken").fill("Ahmed Jansen\nzaak-2026-1")
    await page.get_by_role("button", name="Maak de uitnodigingen").click()
    await expect(page.get_by_role("alert")).to_contain_text("Regel 1: lijkt op een naam")
    await look(page, "invitations-refused")
    await page.get_by_label("Kenmerken").fill("zaak-2026-1\nzaak-2026-2")
    await page.get_by_role("button", name="Maak de uitnodigingen").click()
    await expect(page.locator(".invited .qr")).to_have_count(2)
    await look(page, "invitations-made")
    await page.get_by_role("link", name="Alle uitnodigingen").click()
    await page.get_by_role("button", name="Maak een code").click()
    await look(page, "invitation")
    address = await page.locator("dd a").first.get_attribute("href")
    await page.get_by_role("link", name="Alle uitnodigingen").click()
    await look(page, "invitations")
    invited = await visit("nl")
    await invited.goto(str(address))
    await expect(invited.locator(".message").first).to_be_visible()
