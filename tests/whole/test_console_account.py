"""Signing in with an account of the municipality, in a real browser: to a provider of our own on this machine, and back."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import pytest
from identity.server import CLIENT, SECRET, IdentityServer, Person, identity_server
from playwright.async_api import Page, expect
from service import Service, Start
from test_console import NARROW, Visit, look
from test_console_staff import LEAD, invited

pytestmark = pytest.mark.browser

EMAIL = "coordinator@zwolle.example.nl"


@pytest.fixture
async def provider() -> AsyncIterator[IdentityServer]:
    async with identity_server(asks=True, person=Person(email=EMAIL)) as running:
        yield running


@pytest.fixture
async def service(start: Start, provider: IdentityServer) -> Service:
    """A service that sends the staff of Zwolle to this provider."""
    given = {"key": "zwolle", "name": "Gemeente Zwolle", "issuer": provider.issuer, "client_id": CLIENT, "client_secret": SECRET}
    started = await start(staff_providers=json.dumps([{**given, "municipalities": ["GM0193"]}]))
    provider.redirects = {f"{started.url}/console/sign-in/zwolle/back"}
    return started


async def goes_to_the_provider(page: Page) -> None:
    await page.get_by_role("link", name="Inloggen met uw account van Gemeente Zwolle").click()
    await expect(page.get_by_role("heading", name="Account van de gemeente")).to_be_visible()


async def test_one_click_there_one_click_back_and_the_week_is_open(visit: Visit, service: Service, provider: IdentityServer) -> None:
    page = await visit("nl", viewport=NARROW, java_script_enabled=False)
    await page.goto(f"{service.url}/console/")
    await expect(page.get_by_label("Wachtwoord")).to_be_visible()
    await goes_to_the_provider(page)
    await page.get_by_role("button", name="Ga verder").click()
    await expect(page.get_by_role("heading", name="Deze week")).to_be_visible()
    assert "code=" not in page.url
    await page.get_by_role("button", name="Uitloggen").click()
    await goes_to_the_provider(page)
    await page.get_by_role("button", name="Annuleer").click()
    await expect(page.get_by_role("heading", name="U bent niet ingelogd")).to_be_visible()
    await page.get_by_role("link", name="Probeer het opnieuw").click()
    provider.person = Person(sub="002", email="niemand@zwolle.example.nl")
    await page.get_by_role("button", name="Ga verder").click()
    await expect(page.get_by_role("heading", name="Wij kennen u hier nog niet")).to_be_visible()
    assert '"reason": "unknown"' in service.log
    assert "niemand@" not in service.log


async def test_its_pages_are_right_for_everybody(visit: Visit, service: Service, provider: IdentityServer) -> None:
    page = await visit("nl", viewport=NARROW)
    await page.goto(f"{service.url}/console/sign-in")
    await look(page, "sign-in-with-account")
    provider.person = Person(sub="002", email="niemand@zwolle.example.nl")
    await goes_to_the_provider(page)
    await page.get_by_role("button", name="Ga verder").click()
    await look(page, "account-unknown")
    provider.person = Person(email=EMAIL)
    await page.get_by_role("link", name="Terug naar inloggen").click()
    await goes_to_the_provider(page)
    await page.get_by_role("button", name="Ga verder").click()
    await page.goto(f"{service.url}/console/account")
    await expect(page.get_by_text("U kunt inloggen met uw account van Gemeente Zwolle.")).to_be_visible()
    await look(page, "account-of-the-municipality")

    await invited(service, LEAD, "--municipality", "GM0193", "--role", "lead")
    await page.get_by_role("button", name="Uitloggen").click()
    provider.person = Person(sub="003", email=LEAD, name="Lia Jansen")
    await goes_to_the_provider(page)
    await page.get_by_role("button", name="Ga verder als Lia Jansen").click()
    await page.get_by_role("link", name="Collega's").click()
    for summary in await page.locator("summary").all():
        await summary.click()
    await look(page, "colleagues-with-account")
    await page.get_by_role("button", name="Maak het account los").click()
    await expect(page.get_by_role("status")).to_contain_text("Het account is los")
    await page.get_by_role("link", name="Mijn account").click()
    await look(page, "account-without-password")
