"""A colleague links their Telegram to the running service, hears of an urgent question at once, and gets e-mail once they block the bot."""

from __future__ import annotations

import asyncio
import re

import pytest
from botapi.server import BotApi
from journeys import DUTCH
from phone import PATIENCE, Phone
from playwright.async_api import expect
from service import Service
from story import URGENT
from telling.mail_server import MailServer
from test_console import NARROW, Visit, look, sign_in

pytestmark = pytest.mark.browser


async def asks_urgently(api: BotApi) -> None:
    """Somebody is threatened, and asks for help."""
    phone = Phone(api).chat
    await phone.says("/start")
    await phone.taps("Nederlands")
    await phone.says(DUTCH.threat)
    await phone.taps("Ja, graag hulp")
    await phone.until(lambda screen: bool(screen[-1].buttons) and "hulp van iemand" not in screen[-1].text)
    await phone.says("Zwolle")
    await phone.taps("Ja, vraag om hulp")
    await phone.until(lambda screen: any("Uw vraag is bewaard" in seen.text for seen in screen))


async def more(post: MailServer, letters: int) -> None:
    """So many letters about something urgent are there."""
    for _ in range(int(PATIENCE * 10)):
        if len([letter for letter in post.letters if letter["Subject"] == URGENT]) == letters:
            return
        await asyncio.sleep(0.2)
    raise AssertionError([letter["Subject"] for letter in post.letters])


async def test_a_colleague_links_is_told_at_once_and_by_mail_after_blocking(
    visit: Visit, telling: Service, api: BotApi, post: MailServer
) -> None:
    page = await visit("nl", viewport=NARROW)
    await page.goto(f"{telling.url}/console/")
    await sign_in(page, telling)
    await page.get_by_role("link", name="Instellingen").click()
    await look(page, "settings-telegram")
    await page.get_by_role("button", name="Telegram koppelen").click()
    await look(page, "telegram-code")
    link = await page.get_by_role("link", name="Open Telegram en koppel").get_attribute("href")
    code = re.fullmatch(r"https://t\.me/wegwijzer_test_bot\?start=([A-Z-]{14})", link or "")[1]  # type: ignore[index]
    colleague = api.person()
    colleague.patience = PATIENCE
    await colleague.says(f"/start {code}")
    await colleague.sees("Gekoppeld.")
    await page.get_by_role("link", name="Ik heb de code gebruikt").click()
    await expect(page.get_by_text("Gekoppeld op")).to_be_visible()
    await page.get_by_label("Ook andere vragen").check()
    await page.get_by_role("button", name="Bewaar de keuze").click()
    await look(page, "settings-telegram-linked")

    await asks_urgently(api)
    told = await colleague.sees("Er is een dringende vraag.")
    assert told.text.endswith(f"{telling.url}/console/cases")
    assert told.buttons == ("Ontkoppel",)
    assert (await post.receives(URGENT)).count("/console/cases") == 2
    await colleague.blocks()
    await asks_urgently(api)
    await page.reload()
    await expect(page.get_by_text("Telegram neemt geen berichten voor u aan")).to_be_visible()
    await look(page, "settings-telegram-broken")
    await more(post, 2)
    assert len([seen for seen in colleague.screen() if "dringende" in seen.text]) == 1
