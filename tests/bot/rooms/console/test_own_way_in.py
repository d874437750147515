"""Somebody's own way in: a password by e-mail, recovery codes that work once, and the browsers in which they are signed in."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pyotp
import pytest
from aiohttp.test_utils import TestServer
from colleague import PASSWORD, ZWOLLE, Colleague, browser, employed
from furnished import HandClock
from telling.mail_server import MailServer

from bot.console.browsers import browser_of
from bot.main import Bot
from storage.database import Service
from storage.tables import staff_letters, staff_recovery_codes

EMAIL, NEW = "anja@zwolle.example.nl", "nog een lang wachtwoord"
CASES, FORGOTTEN, ACCOUNT = "/console/cases", "/console/forgotten", "/console/account"


@pytest.fixture
async def mailed(mailing: Bot) -> AsyncIterator[Colleague]:
    """Nobody is signed in, at a house that sends e-mail and knows Anja."""
    await employed(mailing, EMAIL, [ZWOLLE])
    async with TestServer(mailing.app()) as server:
        visitor = await browser(server)
        yield visitor
        await visitor.client.close()


@pytest.fixture
async def with_phone(zwolle: Colleague, hand_clock: HandClock) -> str:
    """Anja is asked a code of her phone from now on; gives its secret."""
    secret = pyotp.random_base32()
    await zwolle.post("/console/second-factor", secret=secret, code=pyotp.TOTP(secret).at(hand_clock.time))
    return secret


def link_in(post: MailServer) -> str:
    return re.search(r"(/console/invitation/[A-Za-z0-9_-]{32})\s", post.said())[1]  # type: ignore[index]


async def test_a_forgotten_password_is_chosen_anew_with_a_link_that_works_once(
    mailing: Bot, mailed: Colleague, post: MailServer, hand_clock: HandClock
) -> None:
    other = await browser(mailed.client.server)  # type: ignore[arg-type]
    await other.signs_in(EMAIL)
    assert await mailed.post(FORGOTTEN, email=EMAIL.upper()) == "/console/sign-in?done=link_sent"
    assert await mailing.office.mail.tick() == 1
    assert post.recipients == [EMAIL]
    link = link_in(post)
    assert "Een nieuw wachtwoord" in await mailed.get(link)
    await mailed.post(link, name="Anja", password=NEW, again=NEW)
    await other.get(CASES, 303)
    await mailed.post(link, 404, name="Anja", password=PASSWORD, again=PASSWORD)
    await mailed.signs_in(EMAIL, PASSWORD, 422)
    await mailed.signs_in(EMAIL, NEW)
    await other.client.close()
    async with mailing.database.reading(Service()) as tx:
        (row,) = (await tx.execute(staff_letters.select())).all()
    assert (row.status, row.code) == ("told", None), "the code is kept no longer than needed"


async def test_a_link_is_too_old_after_an_hour(mailing: Bot, mailed: Colleague, post: MailServer, hand_clock: HandClock) -> None:
    await mailed.post(FORGOTTEN, email=EMAIL)
    await mailing.office.mail.tick()
    hand_clock.turn(minutes=61)
    await mailed.get(link_in(post), 404)
    await mailed.signs_in(EMAIL)


async def test_an_unknown_address_looks_the_same_and_gets_nothing(mailing: Bot, mailed: Colleague, post: MailServer) -> None:
    for email in ("niemand@example.nl", "", "geen adres"):
        assert await mailed.post(FORGOTTEN, email=email) == "/console/sign-in?done=link_sent"
    await mailing.office.mail.tick()
    assert post.letters == []


async def test_nobodys_mailbox_is_filled(mailing: Bot, mailed: Colleague, post: MailServer, hand_clock: HandClock) -> None:
    for _ in range(6):
        assert await mailed.post(FORGOTTEN, email=EMAIL) == "/console/sign-in?done=link_sent"
        await mailing.office.mail.tick()
    assert len(post.letters) == 3
    for number in range(20):
        await mailed.client.post(FORGOTTEN, data={"email": f"{number}@example.nl"}, headers=mailed.headers, allow_redirects=False)
    assert "Wacht een kwartier" in await mailed.post(FORGOTTEN, 429, email=EMAIL)
    hand_clock.turn(minutes=16)
    await mailed.post(FORGOTTEN, email=EMAIL)
    await mailing.office.mail.tick()
    assert len(post.letters) == 4


async def test_without_a_mail_server_the_page_says_whom_to_ask(zwolle: Colleague) -> None:
    assert "E-mail is hier niet ingesteld" in await zwolle.get(FORGOTTEN)
    assert "E-mail is hier niet ingesteld" in await zwolle.post(FORGOTTEN, 200, email=EMAIL)


async def test_recovery_codes_are_shown_once_and_work_once(any_bot: Bot, zwolle: Colleague, with_phone: str) -> None:
    assert "U heeft geen herstelcodes" in await zwolle.get(ACCOUNT)
    page = await zwolle.post(f"{ACCOUNT}/recovery-codes", 200)
    codes = re.findall(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}", page)
    assert len(set(codes)) == 8
    account = await zwolle.get(ACCOUNT)
    assert "nog 8 herstelcodes" in account
    assert codes[0] not in account
    for code, status in ((codes[0].lower().replace("-", " "), 303), (codes[0], 422), ("AAAA-BBBB-CCCC", 422), (codes[1], 303)):
        await zwolle.post("/console/sign-out")
        await zwolle.signs_in(EMAIL)
        await zwolle.post("/console/code", status, code=code)
    assert "nog 6 herstelcodes" in await zwolle.get(ACCOUNT)
    async with any_bot.database.reading(Service()) as tx:
        kept = str((await tx.execute(staff_recovery_codes.select())).all())
    assert not [code for code in codes if code in kept or code.replace("-", "") in kept]


async def test_new_recovery_codes_end_the_old_and_guessing_ends_too(zwolle: Colleague, with_phone: str) -> None:
    (old, *_), (new, *_) = [
        re.findall(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}", await zwolle.post(f"{ACCOUNT}/recovery-codes", 200)) for _ in range(2)
    ]
    await zwolle.post("/console/sign-out")
    await zwolle.signs_in(EMAIL)
    for _ in range(5):
        await zwolle.post("/console/code", 422, code=old)
    await zwolle.post("/console/code", 429, code=new)


async def test_without_a_second_factor_there_are_no_recovery_codes(zwolle: Colleague) -> None:
    assert await zwolle.post(f"{ACCOUNT}/recovery-codes") == ACCOUNT
    assert "Herstelcodes" not in await zwolle.get(ACCOUNT)


async def test_a_browser_of_mine_is_seen_and_signed_out(server: TestServer, zwolle: Colleague, utrecht: Colleague) -> None:
    phone, desk = await browser(server), await browser(server)
    for other, agent in (
        (phone, "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Safari/604.1"),
        (desk, "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"),
    ):
        other.client.session.headers["User-Agent"] = agent
        await other.signs_in(EMAIL)
        await other.get(CASES)
    page = await zwolle.get(ACCOUNT)
    assert "Safari, iPhone" in page
    assert "Firefox, Windows" in page
    ids = re.findall(r'name="session" value="(\d+)"', page)
    assert len(ids) == 2, "not this one"
    await utrecht.post(f"{ACCOUNT}/sign-out", session=ids[0])
    await utrecht.post(f"{ACCOUNT}/sign-out-others")
    await desk.get(CASES)
    await zwolle.post(f"{ACCOUNT}/sign-out", session=ids[0])
    await desk.get(CASES, 303)
    await phone.get(CASES)
    await zwolle.post(f"{ACCOUNT}/sign-out-others")
    await phone.get(CASES, 303)
    await zwolle.get(CASES)
    for other in (phone, desk):
        await other.client.close()


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        (
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 SamsungBrowser/25.0 Chrome/121.0 Mobile Safari/537.36",
            "Samsung Internet, Android",
        ),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14_0) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15", "Safari, Mac"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
        ("<script>", ""),
        ("", ""),
    ],
)
def test_a_browser_is_called_by_a_name_its_owner_knows(agent: str, name: str) -> None:
    assert browser_of(agent) == name
