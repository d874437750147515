"""Signing in: wrong passwords are counted, codes are used once, sessions end, invitations work once."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import replace

import pyotp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from colleague import OURS, PASSWORD, ZWOLLE, Colleague, browser, employed
from furnished import NO_EFFORT, HandClock

from bot.channels.masking import mask
from bot.console import Console
from bot.demo import LEAD, employ
from bot.demo import PASSWORD as DEMO_PASSWORD
from bot.main import Bot
from bot.team.staffing import PER_PAIR, StaffRoom
from storage.database import Service
from storage.tables import audit_entries, staff, staff_sessions

EMAIL = "anja@zwolle.example.nl"
NEW = "nog een lang wachtwoord"
CASES = "/console/cases"


@pytest.fixture
async def guarded(any_bot: Bot) -> AsyncIterator[Colleague]:
    """At a console where a password is not enough, as in production."""
    office = any_bot.office
    rooms = replace(office.rooms, staff=StaffRoom(any_bot.database, any_bot.now, effort=NO_EFFORT))
    app = web.Application()
    Console(rooms, any_bot.speech, now=any_bot.now, mask=mask, theme="/theme.css", secure=True).add_to(app)
    async with TestServer(app) as server:
        colleague = await browser(server)
        await employed(any_bot, EMAIL, [ZWOLLE])
        yield colleague
        await colleague.client.close()


async def test_a_wrong_password_and_an_unknown_address_sound_alike(any_bot: Bot, visitor: Colleague) -> None:
    await employed(any_bot, EMAIL, [ZWOLLE])
    wrong = await visitor.signs_in(EMAIL, "een ander wachtwoord", 422)
    unknown = await visitor.signs_in("niemand@example.nl", PASSWORD, 422)
    assert wrong.replace(EMAIL, "") == unknown.replace("niemand@example.nl", "")
    assert await visitor.signs_in(EMAIL.upper()) == "/console/"


async def test_after_too_many_tries_also_the_right_password_must_wait(any_bot: Bot, visitor: Colleague, hand_clock: HandClock) -> None:
    await employed(any_bot, EMAIL, [ZWOLLE])
    for _ in range(PER_PAIR):
        await visitor.signs_in(EMAIL, "een ander wachtwoord", 422)
    assert "Wacht een kwartier" in await visitor.signs_in(EMAIL, PASSWORD, 429)
    hand_clock.turn(minutes=16)
    await visitor.signs_in(EMAIL)


async def test_a_session_ends_by_itself_and_by_signing_out(zwolle: Colleague, hand_clock: HandClock) -> None:
    hand_clock.turn(minutes=50)
    await zwolle.get(CASES)
    hand_clock.turn(minutes=50)
    await zwolle.get(CASES)
    hand_clock.turn(minutes=61)
    await zwolle.get(CASES, 303)
    await zwolle.signs_in(EMAIL)
    for _ in range(12):
        hand_clock.turn(minutes=50)
        await zwolle.client.get(CASES, allow_redirects=False)
    await zwolle.get(CASES, 303)
    await zwolle.signs_in(EMAIL)
    await zwolle.post("/console/sign-out")
    await zwolle.get(CASES, 303)


async def test_a_new_password_signs_out_the_other_browsers(server: TestServer, zwolle: Colleague) -> None:
    other = await browser(server)
    await other.signs_in(EMAIL)
    await zwolle.post("/console/account", 422, old="verkeerd wachtwoord", password=NEW, again=NEW)
    await zwolle.post("/console/account", 422, old=PASSWORD, password=NEW, again=PASSWORD)
    await zwolle.post("/console/account", 422, old=PASSWORD, password="kort", again="kort")
    await zwolle.post("/console/account", old=PASSWORD, password=NEW, again=NEW)
    await zwolle.get(CASES)
    await other.get(CASES, 303)
    await other.signs_in(EMAIL, PASSWORD, 422)
    await other.signs_in(EMAIL, NEW)
    await other.client.close()


async def test_who_is_disabled_is_out_at_once(any_bot: Bot, zwolle: Colleague) -> None:
    assert await any_bot.office.staff.disable(EMAIL)
    await zwolle.get(CASES, 303)
    await zwolle.signs_in(EMAIL, PASSWORD, 422)
    assert not await any_bot.office.staff.disable("niemand@example.nl")


async def test_an_invitation_works_once_and_for_a_week(any_bot: Bot, visitor: Colleague, hand_clock: HandClock) -> None:
    old = f"/console/invitation/{await any_bot.office.staff.invite(EMAIL, 'coordinator', [ZWOLLE])}"
    hand_clock.turn(days=8)
    await visitor.get(old, 404)
    path = f"/console/invitation/{await any_bot.office.staff.invite(EMAIL, 'coordinator', [ZWOLLE])}"
    assert EMAIL in await visitor.get(path)
    await visitor.post(path, 422, name="Anja", password="kort", again="kort")
    await visitor.post(path, 422, name="Anja", password=PASSWORD, again=NEW)
    await visitor.post(path, 422, name="", password=PASSWORD, again=PASSWORD)
    assert await visitor.post(path, name="Anja", password=PASSWORD, again=PASSWORD) == "/console/sign-in?done=password"
    await visitor.post(path, 404, name="Eva", password=NEW, again=NEW)
    await visitor.signs_in(EMAIL)


async def test_without_a_second_factor_nothing_opens_until_it_is_set(guarded: Colleague, hand_clock: HandClock) -> None:
    await guarded.signs_in(EMAIL)
    assert "Een code van uw telefoon" in await follow(guarded, CASES, "/console/second-factor")
    page = await guarded.get("/console/second-factor")
    secret = re.search(r'name="secret" value="([A-Z2-7]{32})"', page)[1]  # type: ignore[index]
    totp = pyotp.TOTP(secret)
    await guarded.post("/console/second-factor", 422, secret=secret, code="000000")
    await guarded.post("/console/second-factor", secret=secret, code=totp.at(hand_clock.time))
    await guarded.get(CASES)

    await guarded.post("/console/sign-out")
    await guarded.signs_in(EMAIL)
    await follow(guarded, CASES, "/console/code")
    await guarded.get("/console/second-factor", 303)
    await guarded.post("/console/second-factor", 422, secret=pyotp.random_base32(), code="000000")
    await guarded.post("/console/code", 422, code=totp.at(hand_clock.time))
    hand_clock.turn(seconds=30)
    assert f'name="next" value="{CASES}"' in await follow(guarded, CASES, "/console/code")
    assert await guarded.post("/console/code", code=totp.at(hand_clock.time), next=CASES) == CASES
    await guarded.get(CASES)


async def test_codes_cannot_be_guessed(guarded: Colleague, hand_clock: HandClock) -> None:
    await guarded.signs_in(EMAIL)
    secret = pyotp.random_base32()
    await guarded.post("/console/second-factor", secret=secret, code=pyotp.TOTP(secret).at(hand_clock.time))
    await guarded.post("/console/sign-out")
    await guarded.signs_in(EMAIL)
    hand_clock.turn(minutes=1)
    right = pyotp.TOTP(secret).at(hand_clock.time)
    for _ in range(5):
        await guarded.post("/console/code", 422, code=str((int(right) + 7) % 1_000_000).zfill(6))
    await guarded.post("/console/code", 429, code=right)


async def test_nothing_of_staff_can_be_read_in_the_database(any_bot: Bot, zwolle: Colleague) -> None:
    cookie = next(iter(zwolle.client.session.cookie_jar)).value
    async with any_bot.database.reading(Service()) as tx:
        kept = str((await tx.exec_driver_sql("SELECT email, name, password_hash, blind FROM staff")).all())
        sessions = str((await tx.execute(staff_sessions.select())).all())
        assert [row.action for row in (await tx.execute(audit_entries.select())).all()] == ["password_set", "signed_in"]
        assert [row.email for row in (await tx.execute(staff.select())).all()] == [EMAIL]
    assert "anja" not in kept
    assert "$argon2id$" in kept
    assert cookie not in sessions


async def test_who_must_sign_in_first_comes_to_the_page_they_asked_for(any_bot: Bot, visitor: Colleague) -> None:
    await employed(any_bot, EMAIL, [ZWOLLE])
    async with visitor.client.get("/console/cases?old=1") as response:
        page = await response.text()
    assert 'name="next" value="/console/cases?old=1"' in page
    assert await visitor.post("/console/sign-in", email=EMAIL, password=PASSWORD, next="/console/cases?old=1") == "/console/cases?old=1"
    await visitor.post("/console/sign-out")
    for foreign in ("https://example.org/", "//example.org", "/console/\\\\example.org", "/"):
        wrong = await visitor.post("/console/sign-in", 422, email=EMAIL, password="een ander wachtwoord", next=foreign)
        assert "example.org/" not in wrong
        assert await visitor.post("/console/sign-in", email=EMAIL, password=PASSWORD, next=foreign) == "/console/"
        await visitor.post("/console/sign-out")


async def test_what_an_open_page_asks_by_itself_is_no_page_to_come_back_to(visitor: Colleague) -> None:
    for path in ("/console/news", "/console/cases/BBBBBB/news"):
        async with visitor.client.get(path, allow_redirects=False) as response:
            assert (response.status, response.headers["Location"]) == (303, "/console/sign-in")


async def follow(colleague: Colleague, path: str, expected: str) -> str:
    async with colleague.client.get(path, headers=OURS) as response:
        assert response.url.path == expected
        return await response.text()


async def test_the_demo_has_somebody_who_leads_the_team(any_bot: Bot, visitor: Colleague) -> None:
    assert await employ(any_bot.office.staff)
    assert not await employ(any_bot.office.staff), "only where there is no staff yet"
    await visitor.signs_in(LEAD, DEMO_PASSWORD)
    assert "Afzender van brieven" in await visitor.get("/console/invitations")
