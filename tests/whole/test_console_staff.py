"""The pages about the staff themselves in a real browser: links, settings, colleagues, recovery codes, and news in an open page."""

from __future__ import annotations

import asyncio
import re
import sys

import pyotp
import pytest
from playwright.async_api import Page, expect
from service import Service, environment
from telling.mail_server import MailServer
from test_console import NARROW, Visit, asks_for_a_human, at_the_console, look, sign_in

pytestmark = pytest.mark.browser

LEAD, PASSWORD = "lia@zwolle.example.nl", "een lang wachtwoord"  # not a real one
#: Milliseconds in which an open page has asked once more.
ASKED_AGAIN = 45_000


async def invited(service: Service, *arguments: str) -> str:
    """The link that the command prints."""
    command = ("-m", "bot", "staff", "invite", *arguments)
    process = await asyncio.create_subprocess_exec(
        sys.executable, *command, cwd=service.folder, env=environment(**service.settings), stdout=asyncio.subprocess.PIPE
    )
    said, _ = await process.communicate()
    return re.search(r"http\S+/console/invitation/\S+", said.decode())[0]  # type: ignore[index]


async def choose_password(page: Page, name: str) -> None:
    await page.get_by_label("Uw naam").fill(name)
    await page.get_by_label("Wachtwoord, minstens").fill(PASSWORD)
    await page.get_by_label("Nog een keer").fill(PASSWORD)
    await page.get_by_role("button", name="Bewaar").click()


async def comes_in(page: Page, email: str) -> None:
    await page.get_by_label("E-mailadres").fill(email)
    await page.get_by_label("Wachtwoord").fill(PASSWORD)
    await page.get_by_role("button", name="Log in").click()


async def test_a_team_lead_sets_the_work_invites_a_colleague_and_reads_the_trail(visit: Visit, mailing: Service, post: MailServer) -> None:
    page = await visit("nl", viewport=NARROW)
    await page.goto(await invited(mailing, LEAD, "--municipality", "GM0193", "--role", "lead"))
    await look(page, "invitation")
    await choose_password(page, "Lia")
    await comes_in(page, LEAD)
    await page.get_by_role("link", name="Instellingen").click()
    await look(page, "settings")
    await page.get_by_label("vrijdag").uncheck()
    await page.get_by_label("U belooft antwoord").fill("2")
    await page.get_by_role("button", name="Bewaar").click()
    await expect(page.get_by_role("status")).to_contain_text("opgeslagen")
    await page.get_by_label("Eerste dag").fill("2027-08-02")
    await page.get_by_label("Laatste dag").fill("2027-08-13")
    await page.get_by_role("button", name="Voeg verlof toe").click()
    await look(page, "settings-leave")

    await page.get_by_role("link", name="Collega's").click()
    await page.get_by_label("E-mailadres").fill("eva@zwolle.example.nl")
    await page.get_by_role("button", name="Nodig uit").click()
    await expect(page.get_by_role("status")).to_contain_text("per e-mail")
    for summary in await page.locator("summary").all():
        await summary.click()
    await look(page, "colleagues")
    letter = await post.receives("Uitnodiging voor de Wegwijzer")
    await page.get_by_role("link", name="Bekijk wie wat zag").click()
    await look(page, "trail")

    eva = await visit("nl", viewport=NARROW, java_script_enabled=False)
    await eva.goto(re.search(r"http\S+/console/invitation/\S+", letter)[0])  # type: ignore[index]
    await choose_password(eva, "Eva")
    await comes_in(eva, "eva@zwolle.example.nl")
    await expect(eva.get_by_role("heading", name="Deze week")).to_be_visible()


async def test_who_forgot_the_password_or_lost_the_phone_comes_in_again(visit: Visit, mailing: Service, post: MailServer) -> None:
    page = await visit("nl", viewport=NARROW)
    await page.goto(await invited(mailing, LEAD, "--municipality", "GM0193", "--role", "lead"))
    await choose_password(page, "Lia")
    await page.get_by_role("link", name="Wachtwoord vergeten").click()
    await look(page, "forgotten")
    await page.get_by_label("E-mailadres").fill(LEAD)
    await page.get_by_role("button", name="Stuur een link").click()
    await look(page, "link-sent")
    await page.goto(re.search(r"http\S+/console/invitation/\S+", await post.receives("Een nieuw wachtwoord voor de Wegwijzer"))[0])  # type: ignore[index]
    await look(page, "new-password")
    await choose_password(page, "Lia")
    await comes_in(page, LEAD)

    await page.goto(f"{mailing.url}/console/second-factor")
    secret = await page.locator("[name=secret]").input_value()
    await page.get_by_label("Code").fill(pyotp.TOTP(secret).now())
    await page.get_by_role("button", name="Stel in").click()
    await page.get_by_role("button", name="Maak nieuwe herstelcodes").click()
    await look(page, "recovery-codes")
    code = await page.locator(".codes code").first.inner_text()
    await page.get_by_role("link", name="Ik heb ze bewaard").click()
    await look(page, "account-with-phone")
    await page.get_by_role("button", name="Uitloggen").click()
    await comes_in(page, LEAD)
    await page.get_by_text("Telefoon kwijt?").click()
    await look(page, "phone-lost")
    await page.get_by_label("Herstelcode").fill(code)
    await page.get_by_role("button", name="Ga verder").last.click()
    await expect(page.get_by_role("heading", name="Deze week")).to_be_visible()


async def test_an_open_page_tells_that_a_question_came(visit: Visit, page_service: Service) -> None:
    page = await at_the_console(visit, page_service)
    await sign_in(page, page_service)
    await expect(page.locator("#news")).to_be_empty()
    await expect(page.get_by_label("Geluid bij een nieuwe vraag")).not_to_be_checked()
    await page.get_by_label("Geluid bij een nieuwe vraag").check()
    before = await page.locator("tbody tr").count()
    await asks_for_a_human(visit)
    await expect(page.locator("#news")).to_contain_text(re.compile(r"nieuwe vra(ag|gen)\. De oudste wacht"), timeout=ASKED_AGAIN)
    await expect(page).to_have_title(re.compile(r"^\(\d+\) Vragen"))
    await look(page, "news")
    await page.get_by_role("link", name="Laat de nieuwe lijst zien").click()
    await expect(page.locator("tbody tr")).to_have_count(before + 1)
    await expect(page.get_by_label("Geluid bij een nieuwe vraag")).to_be_checked()
