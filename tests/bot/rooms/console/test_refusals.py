"""Every page refuses who may not use it. The pages are taken from the door itself, so a new one is tried too, or this fails."""

from __future__ import annotations

import re

import pytest
from aiohttp.test_utils import TestServer
from colleague import OURS, PASSWORD, UTRECHT, ZWOLLE, Colleague, asks_for_a_human, browser, employed, numbers
from furnished import MemoryChannel, Someone

from bot.console.guard import WITH_PEOPLE
from bot.main import Bot
from storage import invitations, reports
from storage.database import Service
from storage.reports import NewReport
from storage.tables import caseload, cases, contacts, facts, fraud_reports, municipalities, wishes

#: Everything that every form may need, so that only who asks decides.
FORM = {
    "email": "niemand@example.nl",
    "password": PASSWORD,
    "again": PASSWORD,
    "old": PASSWORD,
    "name": "Anja",
    "code": "000000",
    "secret": "A" * 32,
    "reply": "reply.tell_more",
    "words": "Dag.",
    "outcome": "answered",
    "once": "once",
    "done": "1",
    "was": "new",
    "state": "checked",
    "route": "library",
    "references": "zaak-2026-1",
    "language": "ar",
    "municipality": ZWOLLE,
    "sender": "Team",
    "address": "Postbus 1",
    "to": "1",
    "hours": "3",
    "query": "law=wi2021",
    "note": "Belt graag.",
    "person": "ZZZZZZ",
    "until": "2026-12-01",
    "manner": "phone",
    "first_day": "2026-12-01",
    "first_time": "10:30",
    "second_day": "2026-12-02",
    "second_time": "10:30",
    "opens": "09:00",
    "closes": "17:00",
    "day_0": "yes",
    "mails": "no",
    "first": "2026-12-01",
    "last": "2026-12-04",
    "leave": "1",
    "session": "1",
    "member": "1",
    "role": "lead",
    "tells": "all",
}
REPLY = {"reply": "reply.tell_more"}
FORGED = (
    {},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "null"},
    {"Origin": "https://example.org"},
    {"Origin": "https://example.org", "Sec-Fetch-Site": "cross-site"},
)
#: The number of somebody's wish.
WISH = "1"
#: Where who may not is sent to sign in, or told.
AWAY = {303, 403, 404}


def paths(bot: Bot, number: str) -> list[tuple[str, str, str]]:
    """Method, path and access of every page, about a case; a report has the same number here."""
    filled = [(method, path, access) for method, path, access, _ in bot.office.console.routes()]
    named = {
        "{number:[A-Z0-9]{6}}": number,
        "{report:[A-Z0-9]{6}}": number,
        "{wish:[0-9]{1,18}}": WISH,
        "{person:[A-Z0-9]{6}}": number,
        "{invitation:[A-Za-z0-9_-]{1,64}}": number,
        "{code:[A-Za-z0-9_-]{32}}": "x" * 32,
    }
    named |= {"{id:[0-9]{1,12}}": "1", "{provider:[a-z0-9-]{1,40}}": "zwolle"}
    named |= {"{view:[0-9]{1,9}}": "1", "{fact:[a-z0-9_]{1,60}}": "niveau", "{check_in:[0-9]{1,9}}": "1"}
    for pattern, value in named.items():
        filled = [(method, path.replace(pattern, value), access) for method, path, access in filled]
    assert not [path for _, path, _ in filled if "{" in path], "a part of a path that this test does not fill"
    return filled


def is_about(path: str, number: str) -> bool:
    """Whether a page is about somebody of Zwolle, or about something of theirs."""
    return number in path or path.endswith((f"/wishes/{WISH}", "/leaflet"))


async def answer(colleague: Colleague, method: str, path: str, **headers: str) -> tuple[int, str, str]:
    """Status, where it leads, and the page."""
    asked = {"params": REPLY} if method == "GET" else {"data": FORM}
    async with colleague.client.request(method, path, headers=headers, allow_redirects=False, **asked) as response:
        return response.status, response.headers.get("Location", ""), await response.text()


async def standing(bot: Bot) -> list[tuple[object, ...]]:
    async with bot.database.reading(Service()) as tx:
        tables = (cases, caseload, facts, fraud_reports, wishes, municipalities)
        return [tuple(row) for table in tables for row in (await tx.execute(table.select())).all()]


@pytest.fixture
async def number(any_bot: Bot, memory_channel: MemoryChannel, zwolle: Colleague) -> str:
    """The case of somebody in Zwolle who may be followed, with a report and an invitation: in these tests all have the same number."""
    await asks_for_a_human(Someone(any_bot, memory_channel), "Zwolle")
    number = await zwolle.only_case()
    async with any_bot.database.writing(Service()) as tx:
        await reports.add(tx, NewReport(municipality_code=ZWOLLE, draft="Een brief."), contact_id=None, now=any_bot.now())
        await tx.execute(fraud_reports.update().values(number=number))
        may = {"number": number, "remembered": True, "consents": {"remember": True, "human": True, "follow": True}}
        (contact,) = (await tx.execute(contacts.update().values(may).returning(contacts.c.id))).scalars().all()
        await any_bot.house.caseload.one(tx, contact, any_bot.now())
        await invitations.add(tx, code=number, municipality_code=ZWOLLE, now=any_bot.now())
        await tx.execute(
            wishes.insert().values(contact_id=contact, municipality_code=ZWOLLE, subject="other", details={}, at=any_bot.now())
        )
    return number


async def test_every_page_is_one_that_the_application_serves(any_bot: Bot) -> None:
    served = {
        (route.method, route.resource.canonical)
        for route in any_bot.app().router.routes()
        if route.resource is not None and route.resource.canonical.startswith("/console") and "static" not in route.resource.canonical
    }
    routes = any_bot.office.console.routes()
    declared = {(method, re.sub(r"\{(\w+):[^/]*\}(?=/|$)", r"{\1}", path)) for method, path, _, _ in routes}
    opened = {(method, path) for method, path in served if method != "HEAD"}
    assert opened == declared


async def test_who_is_not_signed_in_sees_nothing_and_changes_nothing(any_bot: Bot, visitor: Colleague, number: str) -> None:
    before = await standing(any_bot)
    for method, path, access in paths(any_bot, number):
        status, leads, page = await answer(visitor, method, path, **OURS)
        if access != "anybody":
            assert (status, leads.partition("?")[0]) == (303, "/console/sign-in"), path
        assert number not in page, path
    assert await standing(any_bot) == before


async def test_a_session_that_was_made_up_is_no_session(any_bot: Bot, visitor: Colleague, number: str) -> None:
    for method, path, access in paths(any_bot, number):
        if access != "anybody":
            status, leads, _ = await answer(visitor, method, path, **OURS, Cookie="__Host-wegwijzer-staff=" + "A" * 32)
            assert (status, leads.partition("?")[0]) == (303, "/console/sign-in"), path


async def test_a_form_of_another_site_does_nothing(any_bot: Bot, zwolle: Colleague, number: str) -> None:
    before = await standing(any_bot)
    for method, path, _ in paths(any_bot, number):
        for headers in FORGED if method == "POST" else ():
            assert (await answer(zwolle, method, path, **headers))[0] == 403, (path, headers)
    assert await standing(any_bot) == before


async def test_one_municipality_never_sees_the_case_of_another(any_bot: Bot, utrecht: Colleague, number: str) -> None:
    before = await standing(any_bot)
    for method, path, access in paths(any_bot, number):
        if access == "lead":
            assert (await answer(utrecht, method, path, **OURS))[0] == 403, path
        if access == "cases":
            status, _, page = await answer(utrecht, method, path, **OURS)
            assert number not in page, path
            assert status in ((404,) if is_about(path, number) else (200, 303, 422)), path
    assert await standing(any_bot) == before


@pytest.mark.parametrize(("role", "municipalities"), [("admin", [ZWOLLE, UTRECHT]), ("coordinator", []), ("lead", [])])
async def test_who_works_for_no_municipality_sees_nobody(
    any_bot: Bot, server: TestServer, number: str, role: str, municipalities: list[str]
) -> None:
    await employed(any_bot, "cor@example.nl", municipalities, role)
    other = await browser(server)
    await other.signs_in("cor@example.nl")
    before = await standing(any_bot)
    for method, path, access in paths(any_bot, number):
        if access == "cases":
            status, _, page = await answer(other, method, path, **OURS)
            assert number not in page, path
            assert status == 403 if role not in WITH_PEOPLE else status in (200, 303, 404, 422), path
        if access == "lead":
            status, _, page = await answer(other, method, path, **OURS)
            assert status == 403 if role != "lead" else status in (200, 404), path
    assert await standing(any_bot) == before
    await other.client.close()


async def test_a_colleague_cannot_answer_or_close_what_another_has(
    any_bot: Bot, server: TestServer, zwolle: Colleague, number: str
) -> None:
    await employed(any_bot, "dora@zwolle.example.nl", [ZWOLLE])
    dora = await browser(server)
    await dora.signs_in("dora@zwolle.example.nl")
    case = f"/console/cases/{number}"
    await zwolle.post(f"{case}/take")
    assert "Collega anja@zwolle.example.nl heeft deze vraag" in await dora.get(case)
    answering = ("reply", "words", "preview", "appointment", "appointment/preview", "appointment/1/cancel")
    for action in ("take", "give-back", "close", *answering, "snooze", "wake"):
        assert "Iemand was u voor" in await dora.post(f"{case}/{action}", 409, **FORM), action
    assert numbers(await dora.get("/console/cases")) == [number]
    await dora.client.close()


async def test_every_page_says_what_it_may_load(any_bot: Bot, zwolle: Colleague, number: str) -> None:
    for method, path, _ in paths(any_bot, number):
        async with zwolle.client.request(method, path, data=FORM, headers=OURS, allow_redirects=False) as response:
            assert response.headers["Content-Security-Policy"].startswith("default-src 'none'"), path
            assert response.headers["Cache-Control"] == "no-store", path
            if path.endswith("sign-out"):
                await zwolle.signs_in("anja@zwolle.example.nl")
