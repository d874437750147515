"""The console of the running service in a real browser of 320 pixels: a person asks on the chat page, the coordinator answers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from axe import violations
from journeys import ARABIC
from playwright.async_api import Page, expect
from service import Service
from webpage import PATIENCE, fill_town, follow, picture, press

pytestmark = pytest.mark.browser

Visit = Callable[..., Awaitable[Page]]
NARROW = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 800}
#: With a height that a finger hits, or a mouse.
SMALLEST_TARGET = 24


async def look(page: Page, name: str) -> None:
    """The page is right for everybody, at the narrowest and on a desk."""
    for size, called in ((NARROW, "narrow"), (WIDE, "wide")):
        await page.set_viewport_size(size)  # type: ignore[arg-type]
        await picture(page, f"console-{name}-{called}")
        assert await violations(page) == "", name
        assert await page.evaluate("document.documentElement.scrollWidth") <= size["width"], f"{name} sticks out"
    await page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    for target in await page.locator("button, input:not([type=hidden]), select, nav a").all():
        box = await target.bounding_box()
        assert box is None or min(box["width"], box["height"]) >= SMALLEST_TARGET, await target.evaluate("it => it.outerHTML")


async def asks_for_a_human(visit: Visit) -> Page:
    page = await visit(ARABIC.code)
    await press(page, ARABIC.own_name)
    await follow(page, page.locator("button[value=human]").first.click)
    await fill_town(page, ARABIC.town)
    await press(page, "✅")
    return page


async def types(person: Page, words: str) -> None:
    if not await person.locator("#own-words").is_visible():
        await person.locator("#composer summary").click()
    await person.locator("#own-words").fill(words)
    await follow(person, person.locator("#composer .send").click)


async def at_the_console(visit: Visit, service: Service, **options: object) -> Page:
    page = await visit("nl", viewport=NARROW, **options)
    await page.goto(f"{service.url}/console/")
    return page


async def sign_in(page: Page, service: Service) -> None:
    email, password = service.coordinator
    await page.get_by_label("E-mailadres").fill(email)
    await page.get_by_label("Wachtwoord").fill(password)
    await page.get_by_role("button", name="Log in").click()
    await expect(page.get_by_role("heading", name="Deze week")).to_be_visible()
    await page.get_by_role("link", name="Vragen", exact=True).click()
    await expect(page.get_by_role("heading", name="Vragen van mensen")).to_be_visible()


async def open_newest(page: Page) -> None:
    """The question that was asked last: others may have left theirs open, and those stand above it."""
    await page.locator("tbody a").last.click()


async def test_a_question_is_taken_answered_and_closed_on_pages_that_axe_finds_nothing_on(visit: Visit, page_service: Service) -> None:
    person = await asks_for_a_human(visit)
    page = await at_the_console(visit, page_service)
    await look(page, "sign-in")
    await sign_in(page, page_service)
    await look(page, "cases")
    await open_newest(page)
    await look(page, "new")
    await page.get_by_role("button", name="Neem deze vraag").click()
    await expect(page.get_by_role("status")).to_contain_text("genomen")
    await look(page, "taken")
    await expect(person.locator("#conversation")).to_contain_text("شخص من البلدية يقرأ سؤالكم", timeout=PATIENCE)

    await page.get_by_label("Antwoord met een standaardtekst").select_option("reply.come_by")
    await page.get_by_role("button", name="Bekijk").click()
    await look(page, "fields")
    await page.get_by_label("Dag").fill("2030-01-07")
    await page.get_by_label("Tijd").fill("10:30")
    await page.get_by_label("Adres").fill("Voorbeeldplein 1")
    await page.get_by_role("button", name="Bekijk het bericht").click()
    await expect(page.locator(".reading[aria-label=Arabisch] .said")).to_have_attribute("dir", "rtl")
    await look(page, "preview")
    await page.get_by_role("button", name="Verstuur").click()
    await expect(person.locator("#conversation")).to_contain_text("Voorbeeldplein 1", timeout=PATIENCE)

    await person.locator("#composer summary").click()
    await person.locator("#own-words").fill("نعم، سآتي")
    await person.locator("#composer .send").click()
    await expect(person.locator("#conversation")).to_contain_text("حفظتُ رسالتكم للبلدية", timeout=PATIENCE)
    await page.reload()
    await expect(page.locator(".talk .person")).to_contain_text("نعم، سآتي")
    await look(page, "conversation")
    await page.get_by_label("De vraag is beantwoord").check()
    await page.get_by_role("button", name="Sluit de vraag").click()
    await expect(page.get_by_role("status")).to_contain_text("gesloten")
    await expect(person.locator("#conversation")).to_contain_text("انتهت البلدية من سؤالكم", timeout=PATIENCE)

    for path, name in (
        ("/console/account", "account"),
        ("/console/second-factor", "second-factor"),
        ("/console/cases/BBBBBB", "not-there"),
    ):
        await page.goto(page_service.url + path)
        await look(page, name)


async def test_the_keyboard_alone_signs_in(visit: Visit, page_service: Service) -> None:
    page = await at_the_console(visit, page_service, java_script_enabled=False)
    email, password = page_service.coordinator
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    await page.keyboard.press("Enter")
    for words in (email, password):
        await page.keyboard.press("Tab")
        await page.keyboard.type(words)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Deze week")).to_be_visible()


async def test_who_lets_the_municipality_look_along_is_found_and_an_answer_is_put_right(visit: Visit, page_service: Service) -> None:
    person = await visit("nl")
    await press(person, "Nederlands")
    await types(person, "meekijken")
    for label in ("Ja, bewaar ze", "Nee, dank u"):
        await press(person, label)
    await fill_town(person, "Zwolle")
    await press(person, "Ja, kijk mee")

    page = await at_the_console(visit, page_service)
    await sign_in(page, page_service)
    await page.get_by_role("link", name="Deze week").click()
    await look(page, "week")
    await page.get_by_label("Uren die u deze week heeft").fill("3")
    await page.get_by_role("button", name="Bewaar").click()
    await expect(page.get_by_text("Dat zijn 18 mensen")).to_be_visible()
    await page.get_by_role("link", name="Mensen", exact=True).click()
    await look(page, "people")
    await page.get_by_text("Zoeken en kiezen").click()
    await page.get_by_label("Wet", exact=True).select_option("Niet zeker")
    await page.get_by_role("button", name="Laat zien").click()
    await look(page, "people-chosen")
    await page.locator("tbody a").first.click()
    await look(page, "person")
    await page.get_by_text("Iets invullen wat nog niet bekend is").click()
    await page.get_by_role("link", name="Niveau Nederlands").click()
    await look(page, "fact")
    await page.get_by_label("(A2)").check()
    await page.get_by_role("button", name="Bewaar het antwoord").click()
    await expect(page.get_by_role("status")).to_contain_text("aangepast")
    await expect(page.get_by_role("row", name="Niveau Nederlands")).to_contain_text("de gemeente")

    await types(person, "gegevens")
    await expect(person.locator("#conversation")).to_contain_text("(ingevuld door de gemeente)", timeout=PATIENCE)
