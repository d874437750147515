"""This week: who asked and whom waiting would harm, as many as fit the hours; the others are counted."""

from __future__ import annotations

import re

from aiohttp.test_utils import TestServer
from colleague import UTRECHT, ZWOLLE, Colleague, asks_for_a_human, browser, employed
from followed import followed
from furnished import HandClock, MemoryChannel, Someone
from sqlalchemy import select

from bot.main import Bot
from storage.database import Service
from storage.tables import cases, contacts, staff

WEEK = "/console/week"
OLD = {"wet_brief": "wi2013", "vergunning": "asiel", "vergunning_datum": "2018-05-01", "examens_gehaald": ["LEZ"]}
LITTLE, HALF_YEAR = {**OLD, "einddatum_duo": "2027-01-15"}, {**OLD, "einddatum_duo": "2027-04-30"}
VIOLENCE = {"zorgen": ["geweld"]}
FINE = {"wet_brief": "wi2021", "vergunning": "asiel", "leerroute": "b1", "eerste_pip_datum": "2026-01-10"}


def people(page: str) -> list[str]:
    """Whom the week names, in its order."""
    return re.findall(r'<h3>\s*<a href="/console/(?:people|cases)/([A-Z0-9]{6})"', page)


async def test_the_week_is_where_everybody_begins(zwolle: Colleague, any_bot: Bot, server: TestServer) -> None:
    async with zwolle.client.get("/console/", allow_redirects=False) as response:
        assert response.headers["Location"] == WEEK
    assert "Er is nu niets te doen" in await zwolle.get(WEEK)
    await employed(any_bot, "cor@example.nl", [], "admin")
    admin = await browser(server)
    await admin.signs_in("cor@example.nl")
    async with admin.client.get("/console/", allow_redirects=False) as response:
        assert response.headers["Location"] == "/console/account"
    await admin.client.close()


async def test_the_worst_go_first_and_who_needs_nothing_is_counted(any_bot: Bot, zwolle: Colleague) -> None:
    later = await followed(any_bot, HALF_YEAR)
    danger = await followed(any_bot, VIOLENCE)
    soon = await followed(any_bot, LITTLE)
    for _ in range(3):
        await followed(any_bot, FINE)
    await followed(any_bot, VIOLENCE, municipality=UTRECHT)
    page = await zwolle.get(WEEK)
    assert people(page) == [danger, soon, later]
    assert "Geweld of gevaar. Bel vandaag." in page
    assert "Minder dan drie maanden en nog niet klaar" in page
    assert "3 mensen hebben nu niets nodig" in page
    assert "Dat zijn 12 mensen" in page


async def test_as_many_as_fit_the_hours_and_the_rest_is_named(any_bot: Bot, zwolle: Colleague, server: TestServer) -> None:
    for _ in range(5):
        await followed(any_bot, LITTLE)
    danger = await followed(any_bot, VIOLENCE)
    assert await zwolle.post(f"{WEEK}/hours", hours="0,5") == f"{WEEK}?done=hours"
    page = await zwolle.get(WEEK)
    assert len(people(page)) == 3
    assert people(page)[0] == danger
    assert "3 mensen hebben u ook nodig, maar passen niet in uw uren" in page
    for wrong in ("", "veel", "0", "-1", "nan", "inf", "100"):
        assert await zwolle.post(f"{WEEK}/hours", hours=wrong) == f"{WEEK}?done=no_hours", wrong
    await employed(any_bot, "dora@zwolle.example.nl", [ZWOLLE])
    dora = await browser(server)
    await dora.signs_in("dora@zwolle.example.nl")
    assert len(people(await dora.get(WEEK))) == 6, "everybody has their own hours"
    await dora.client.close()


async def test_open_cases_stand_first_also_of_who_is_not_followed(
    any_bot: Bot, memory_channel: MemoryChannel, zwolle: Colleague, hand_clock: HandClock
) -> None:
    danger = await followed(any_bot, VIOLENCE)
    await asks_for_a_human(Someone(any_bot, memory_channel), "Zwolle")
    (case,) = re.findall(r'href="/console/cases/([A-Z0-9]{6})"', await zwolle.get("/console/cases"))
    page = await zwolle.get(WEEK)
    assert people(page) == [case, danger]
    assert "Wil met een mens spreken" in page
    assert "Voorstel voor een antwoord: Kunt u meer vertellen?" in page
    assert "Wacht minder dan een minuut" in page
    async with any_bot.database.reading(Service()) as tx:
        number = (await tx.execute(select(contacts.c.number).join(cases, cases.c.contact_id == contacts.c.id))).scalar_one()
    assert f"/console/people/{number}" not in page, "who asks for a human is not followed by that"
    await zwolle.get(f"/console/people/{number}", 404)
    await zwolle.post(f"/console/cases/{case}/take")
    page = await zwolle.get(WEEK)
    assert f'href="/console/cases/{case}/reply?reply=reply.tell_more"' in page


async def test_what_a_colleague_has_is_not_in_my_week(
    any_bot: Bot, memory_channel: MemoryChannel, zwolle: Colleague, server: TestServer
) -> None:
    await asks_for_a_human(Someone(any_bot, memory_channel), "Zwolle")
    mine, theirs = await followed(any_bot, VIOLENCE), await followed(any_bot, LITTLE)
    await employed(any_bot, "dora@zwolle.example.nl", [ZWOLLE])
    async with any_bot.database.reading(Service()) as tx:
        dora = (await tx.execute(select(staff.c.id).order_by(staff.c.id.desc()))).scalars().first()
    other = await browser(server)
    await other.signs_in("dora@zwolle.example.nl")
    await other.post(f"/console/cases/{people(await other.get(WEEK))[0]}/take")
    await zwolle.post("/console/people/move", person=theirs, to=str(dora))
    page = await zwolle.get(WEEK)
    assert people(page) == [mine]
    assert "niet in uw uren" not in page
    await other.client.close()


async def test_who_was_looked_at_rests_until_it_is_worse(any_bot: Bot, zwolle: Colleague, hand_clock: HandClock) -> None:
    number = await followed(any_bot, HALF_YEAR)
    assert people(await zwolle.get(WEEK)) == [number]
    await zwolle.post(f"/console/people/{number}/rest", weeks="12")
    page = await zwolle.get(WEEK)
    assert people(page) == []
    assert "1 persoon heeft nu niets nodig" in page
    assert "behalve als het erger wordt" in await zwolle.get(f"/console/people/{number}")
    hand_clock.turn(days=75)
    await any_bot.house.caseload.everybody(any_bot.database, any_bot.now())
    await zwolle.signs_in("anja@zwolle.example.nl")
    assert people(await zwolle.get(WEEK)) == [number], "less than three months left is worse than half a year"
    await zwolle.post(f"/console/people/{number}/rest", weeks="4")
    assert people(await zwolle.get(WEEK)) == []
    await zwolle.post(f"/console/people/{number}/rest", weeks="0")
    assert people(await zwolle.get(WEEK)) == [number]


async def test_who_is_followed_and_asks_stands_there_once(any_bot: Bot, memory_channel: MemoryChannel, zwolle: Colleague) -> None:
    person = Someone(any_bot, memory_channel)
    await asks_for_a_human(person, "Zwolle")
    async with any_bot.database.writing(Service()) as tx:
        may = {"remembered": True, "consents": {"remember": True, "human": True, "follow": True}}
        (contact,) = (await tx.execute(contacts.update().values(may).returning(contacts.c.id))).scalars().all()
        await any_bot.house.caseload.one(tx, contact, any_bot.now())
    await followed(any_bot, FINE)
    page = await zwolle.get(WEEK)
    assert len(people(page)) == 1
    assert "Bekijk persoon" in page
    assert "1 persoon heeft nu niets nodig" in page
