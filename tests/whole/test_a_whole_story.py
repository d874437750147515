"""One story from beginning to end in two browsers: somebody is threatened, a coordinator who does not speak their language helps them."""

from __future__ import annotations

import pytest
from journeys import HELP, LAW_OF_2013, TIGRINYA
from playwright.async_api import Page, expect
from service import Service
from story import FIRST, OWN_WORDS, PLACE, SECOND, URGENT, link_of, photo
from telling.mail_server import MailServer
from test_console import NARROW, Visit, look, types
from webpage import PATIENCE, fill_town, follow, press

pytestmark = pytest.mark.browser

TONGUE = TIGRINYA


async def comes_in_by(letter: str, page: Page, service: Service) -> None:
    """The link of the letter leads to the questions, once the coordinator has signed in."""
    await page.goto(link_of(letter))
    email, password = service.coordinator
    await page.get_by_label("E-mailadres").fill(email)
    await page.get_by_label("Wachtwoord").fill(password)
    await page.get_by_role("button", name="Log in").click()
    await expect(page.get_by_role("heading", name="Vragen van mensen")).to_be_visible()


def answers_of(shown: str) -> list[str]:
    """What the buttons of a preview say, without their pictograms."""
    return [line.strip().partition(" ")[2] or line.strip() for line in shown.splitlines() if line.strip()]


async def they_talk(page: Page, person: Page) -> None:
    """A standard reply, their own words back, a question with buttons, Dutch words, and a picture."""
    talk = person.locator("#conversation")
    await page.get_by_label("Antwoord met een standaardtekst").select_option("reply.tell_more")
    await page.get_by_role("button", name="Bekijk").click()
    translated = await page.locator(".reading .said").last.inner_text()
    await look(page, "story-preview")
    await page.get_by_role("button", name="Verstuur").click()
    await expect(talk).to_contain_text(translated.strip().split("\n")[0], timeout=PATIENCE)
    await types(person, TONGUE.monday)
    await page.reload()
    await expect(page.locator(".talk .person").last).to_contain_text(TONGUE.monday)

    await page.get_by_label("Antwoord met een standaardtekst").select_option("ready.interpreter")
    await page.get_by_role("button", name="Bekijk").click()
    offered = page.locator(".reading .buttons").last
    yes = answers_of(await offered.inner_text())[0]
    await page.get_by_role("button", name="Verstuur").click()
    interpreter = talk.get_by_role("button", name=yes)
    await expect(interpreter).to_be_visible(timeout=PATIENCE)
    await follow(person, interpreter.click)

    await page.get_by_label("Of schrijf zelf").fill(OWN_WORDS)
    # Their answer crossed: it is shown first, and the words are kept.
    await page.get_by_role("button", name="Verstuur", exact=True).click()
    await expect(page.get_by_label("Of schrijf zelf")).to_have_value(OWN_WORDS)
    await expect(talk).not_to_contain_text(OWN_WORDS)
    await page.get_by_role("button", name="Verstuur", exact=True).click()
    await expect(talk).to_contain_text(OWN_WORDS, timeout=PATIENCE)
    await page.get_by_label("Of stuur een foto of een PDF").set_input_files(
        {"name": "weg.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    )
    await page.get_by_role("button", name="Verstuur het bestand").click()
    await expect(talk.locator("a.keep")).to_have_count(1, timeout=PATIENCE)


async def they_make_an_appointment(page: Page, person: Page) -> None:
    """Two times are offered, and the person takes the first."""
    talk = person.locator("#conversation")
    await page.get_by_role("link", name="Stel een afspraak voor").click()
    await page.get_by_label("Adres").fill(PLACE)
    for which, (day, hour) in (("Eerste tijd", FIRST), ("Tweede tijd", SECOND)):
        await page.get_by_role("group", name=which).get_by_label("Dag").fill(day)
        await page.get_by_role("group", name=which).get_by_label("Tijd").fill(hour)
    await page.get_by_role("button", name="Bekijk het bericht").click()
    await page.get_by_role("button", name="Verstuur").click()
    first = talk.get_by_role("button", name=FIRST[1])
    await expect(first).to_be_visible(timeout=PATIENCE)
    await follow(person, first.click)
    await page.reload()
    await expect(page.get_by_text("De persoon komt.")).to_be_visible()


async def test_from_a_threat_to_the_question_that_was_open(visit: Visit, mailing: Service, post: MailServer) -> None:
    person = await visit(TONGUE.code)
    talk = person.locator("#conversation")
    await person.goto(mailing.url)
    await press(person, TONGUE.own_name)
    await types(person, TONGUE.threat)
    await expect(talk).to_contain_text("112")
    await press(person, "👤")
    await fill_town(person, TONGUE.town)
    if TONGUE.meant_town:
        await press(person, TONGUE.meant_town)
    await press(person, "✅")
    await expect(talk).to_contain_text("Zwolle")
    letter = await post.receives(URGENT)

    # Until somebody takes the question the bot goes on as usual.
    await press(person, TONGUE.go_on)
    await press(person, HELP)

    page = await visit("nl", viewport=NARROW)
    await comes_in_by(letter, page, mailing)
    await page.locator("tbody a").first.click()
    # What was typed before the yes was never kept; why help was asked for is said.
    await expect(page.locator(".talk")).to_contain_text("Uw vraag is bewaard")
    await expect(page.locator(".talk")).not_to_contain_text(TONGUE.threat)
    await expect(page.locator("main")).to_contain_text("Regel H3")
    await page.get_by_role("button", name="Neem deze vraag").click()
    said = talk.locator(".message")
    before = await said.count()
    await expect(said).not_to_have_count(before - 1, timeout=PATIENCE)

    await they_talk(page, person)
    await they_make_an_appointment(page, person)
    await person.reload()
    await expect(talk.locator("button", has_text="✅").last).to_be_visible(timeout=PATIENCE)

    # An appointment that is still to come keeps the question open; they spoke by telephone, so it is not needed any more.
    await page.get_by_label("De vraag is beantwoord").check()
    await page.get_by_role("button", name="Sluit de vraag").click()
    await expect(page.get_by_role("alert")).to_contain_text("Er komt nog een afspraak")
    await page.get_by_role("button", name="Zeg deze afspraak af").click()
    await page.get_by_label("De vraag is beantwoord").check()
    await page.get_by_role("button", name="Sluit de vraag").click()
    await expect(page.get_by_role("status")).to_contain_text("gesloten")
    # The question of the bot that was open is open still, and the talk goes on from there.
    await talk.locator("button", has_text="✅").last.click()
    await expect(talk.locator("button", has_text=LAW_OF_2013)).to_be_visible(timeout=PATIENCE)
