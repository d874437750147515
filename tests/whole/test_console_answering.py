"""Two people without a common language talk: a question with buttons, an appointment; and colleagues share the case. In a browser."""

from __future__ import annotations

import pytest
from playwright.async_api import expect
from service import Service
from test_console import Visit, asks_for_a_human, at_the_console, look, open_newest, sign_in
from webpage import PATIENCE, follow

pytestmark = pytest.mark.browser


async def test_a_question_is_answered_by_a_tap_and_an_appointment_is_made(visit: Visit, page_service: Service) -> None:
    person = await asks_for_a_human(visit)
    page = await at_the_console(visit, page_service)
    await sign_in(page, page_service)
    await open_newest(page)
    await page.get_by_role("button", name="Neem deze vraag").click()

    await page.get_by_label("Antwoord met een standaardtekst").select_option("ready.contract")
    await page.get_by_role("button", name="Bekijk").click()
    await expect(page.locator(".reading[aria-label=Arabisch] .buttons")).to_contain_text("العقد عندي")
    await look(page, "question")
    await page.get_by_role("button", name="Verstuur").click()
    await look(page, "asked")
    have = person.get_by_role("button", name="العقد عندي")
    await expect(have).to_be_visible(timeout=PATIENCE)
    await follow(person, have.click)
    await expect(person.locator("#conversation")).to_contain_text("وصل جوابكم إلى البلدية", timeout=PATIENCE)
    await page.reload()
    await expect(page.locator(".talk .person")).to_contain_text("Ik heb het contract")

    await page.get_by_role("link", name="Stel een afspraak voor").click()
    await look(page, "appointment")
    await page.get_by_label("Adres").fill("Voorbeeldplein 1")
    await page.get_by_label("Er is een tolk bij").check()
    for which, day, hour in (("Eerste tijd", "2030-01-07", "10:30"), ("Tweede tijd", "2030-01-08", "14:00")):
        await page.get_by_role("group", name=which).get_by_label("Dag").fill(day)
        await page.get_by_role("group", name=which).get_by_label("Tijd").fill(hour)
    await page.get_by_role("button", name="Bekijk het bericht").click()
    await look(page, "appointment-preview")
    await page.get_by_role("button", name="Verstuur").click()
    second = person.get_by_role("button", name="14:00")
    await expect(second).to_be_visible(timeout=PATIENCE)
    await follow(person, second.click)
    await expect(person.locator("#conversation a.keep")).to_be_visible(timeout=PATIENCE)
    await page.reload()
    await expect(page.get_by_text("De persoon komt.")).to_be_visible()

    await page.get_by_label("Schrijf een notitie").fill("Komt met de bus.")
    await page.get_by_role("button", name="Bewaar de notitie").click()
    await page.get_by_label("Laat de vraag wachten tot").fill("2027-06-01")
    await look(page, "shared")

    await page.get_by_label("Of schrijf zelf").fill("Het besluit is onherroepelijk.")
    await page.get_by_role("button", name="Kijk of het eenvoudig is").click()
    await expect(page.get_by_text("onherroepelijk", exact=True)).to_be_visible()
    await look(page, "advice")
    await page.get_by_label("Of stuur een foto of een PDF").set_input_files(
        {"name": "brief.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 voorbeeld"}
    )
    await page.get_by_role("button", name="Verstuur het bestand").click()
    await expect(person.locator("#conversation")).to_contain_text("هذه ورقة لكم", timeout=PATIENCE)
    await page.goto(f"{page_service.url}/console/begin")
    await page.get_by_label("Nummer van de persoon").fill("zzzzzz")
    await page.get_by_role("button", name="Stel de vraag").click()
    await expect(page.get_by_role("alert")).to_contain_text("niemand met dit nummer")
    await look(page, "begin")
