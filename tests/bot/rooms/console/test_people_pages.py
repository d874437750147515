"""The list of those who agreed to be followed: filtered, sorted, turned page by page, saved, and passed on."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from aiohttp.test_utils import TestServer
from colleague import OURS, UTRECHT, ZWOLLE, Colleague, browser, employed
from followed import followed
from sqlalchemy import select

from bot.caseload.people import LISTED
from bot.main import Bot
from storage.database import Service
from storage.tables import audit_entries, caseload, staff

PEOPLE = "/console/people"
OLD = {"wet_brief": "wi2013", "vergunning": "asiel", "vergunning_datum": "2018-05-01", "examens_gehaald": ["LEZ"], "niveau": "a1"}
NEW = {"wet_brief": "wi2021", "vergunning": "asiel", "leerroute": "b1", "eerste_pip_datum": "2026-01-10"}


def people(page: str) -> list[str]:
    """Their numbers, in the order of the list."""
    return re.findall(r'href="/console/people/([A-Z0-9]{6})"', page)


async def listed(colleague: Colleague, **query: str) -> list[str]:
    return people(await colleague.get(f"{PEOPLE}?{urlencode(query)}"))


async def moves(colleague: Colleague, to: int | str, *numbers: str, back: str = "") -> str:
    form = [("person", number) for number in numbers] + [("to", str(to)), ("back", back)]
    async with colleague.client.post(f"{PEOPLE}/move", data=form, headers=OURS, allow_redirects=False) as response:
        return response.headers.get("Location", str(response.status))


async def test_who_did_not_agree_and_who_is_of_another_municipality_is_not_there(
    any_bot: Bot, zwolle: Colleague, utrecht: Colleague
) -> None:
    assert "Er is nog niemand die u mag volgen" in await zwolle.get(PEOPLE)
    ours = await followed(any_bot, NEW)
    theirs = await followed(any_bot, NEW, municipality=UTRECHT)
    await followed(any_bot, NEW, consents={"remember": True, "remind": True})
    assert await listed(zwolle) == [ours]
    assert await listed(utrecht) == [theirs]
    async with any_bot.database.reading(Service()) as tx:
        bram = (await tx.execute(select(staff.c.id).order_by(staff.c.id.desc()))).scalars().first()
    assert await moves(utrecht, str(bram), ours) == f"{PEOPLE}?done=moved&moved=0"
    async with any_bot.database.reading(Service()) as tx:
        assert set((await tx.execute(select(caseload.c.coordinator_id))).scalars()) == {None}


async def test_the_list_is_filtered(any_bot: Bot, zwolle: Colleague) -> None:
    soon = await followed(any_bot, {**OLD, "einddatum_duo": "2027-01-15"})
    late = await followed(any_bot, {**NEW, "niveau": "a2"}, reached=False)
    unsure = await followed(any_bot, {})
    for query, expected in (
        ({"law": "wi2013"}, {soon}),
        ({"law": "unknown"}, {unsure}),
        ({"level": "a2"}, {late}),
        ({"exams": "3-"}, {soon}),
        ({"exams": "unknown"}, {late, unsure}),
        ({"months": "3"}, {soon}),
        ({"months": "unknown"}, {unsure}),
        ({"sign": "little_time"}, {soon}),
        ({"sign": "high_risk"}, {soon}),
        ({"reach": "no"}, {late}),
        ({"reach": "yes"}, {soon, unsure}),
        ({"who": "nobody"}, {soon, late, unsure}),
        ({"who": "me"}, set()),
        ({"q": late.lower()}, {late}),
        ({"q": "%"}, set()),
        ({"law": "wi1998", "sort": "drop table"}, {soon, late, unsure}),
    ):
        assert set(await listed(zwolle, **query)) == expected, query
    page = await zwolle.get(PEOPLE)
    assert people(page)[0] == soon, "who needs it most goes first"
    for words in (
        "Minder dan drie maanden en nog niet klaar",
        "Nog 53 dagen",
        "Kan niet herinnerd worden",
        "Heeft nu niets nodig",
        "Arabisch",
    ):
        assert words in page, words


async def test_every_order_turns_through_everybody_once(any_bot: Bot, zwolle: Colleague) -> None:
    facts = [{**OLD, "einddatum_duo": f"2027-0{1 + n % 7}-15"} if n % 3 else NEW for n in range(LISTED + 7)]
    everybody = {await followed(any_bot, said, days_ago=n % 5) for n, said in enumerate(facts)}
    for order in ("harm", "last_day", "contact", "exams", "number"):
        page = await zwolle.get(f"{PEOPLE}?sort={order}")
        first = people(page)
        assert len(first) == LISTED
        (further,) = re.findall(r'href="([^"]+)" rel="next"', page)
        second = people(await zwolle.get(further.replace("&amp;", "&")))
        assert len(first) + len(second) == len(everybody), order
        assert {*first, *second} == everybody, order
    assert len(await listed(zwolle, sort="number", after="nonsense")) == LISTED


async def test_people_are_passed_on_to_a_colleague_and_back_to_everybody(any_bot: Bot, server: TestServer, zwolle: Colleague) -> None:
    numbers = [await followed(any_bot, NEW) for _ in range(3)]
    elsewhere = await followed(any_bot, NEW, municipality=UTRECHT)
    await employed(any_bot, "dora@zwolle.example.nl", [ZWOLLE])
    await employed(any_bot, "bram@utrecht.example.nl", [UTRECHT])
    async with any_bot.database.reading(Service()) as tx:
        ids = {row.email: row.id for row in await tx.execute(select(staff.c.email, staff.c.id))}
    dora = ids["dora@zwolle.example.nl"]
    assert await moves(zwolle, dora, *numbers[:2], elsewhere, back="law=wi2021") == f"{PEOPLE}?law=wi2021&done=moved&moved=2"
    assert "2 mensen zijn doorgegeven" in await zwolle.get(f"{PEOPLE}?done=moved&moved=2")
    assert set(await listed(zwolle, who=str(dora))) == set(numbers[:2])
    assert await moves(zwolle, ids["bram@utrecht.example.nl"], numbers[0]) == "404"
    assert await moves(zwolle, dora) == f"{PEOPLE}?done=chosen_nobody"
    other = await browser(server)
    await other.signs_in("dora@zwolle.example.nl")
    assert set(await listed(other, who="me")) == set(numbers[:2])
    assert await moves(other, "nobody", numbers[0], back="https://example.org") == f"{PEOPLE}?done=moved&moved=1"
    assert await listed(other, who="me") == [numbers[1]]
    await other.client.close()
    async with any_bot.database.reading(Service()) as tx:
        noted = await tx.execute(select(audit_entries.c.contact_number).where(audit_entries.c.action == "person_moved"))
        assert sorted(noted.scalars()) == sorted([*numbers[:2], numbers[0]])


async def test_a_list_is_saved_for_oneself(zwolle: Colleague, server: TestServer, any_bot: Bot) -> None:
    kept = await zwolle.post(f"{PEOPLE}/views", name="Bijna voorbij", query="months=3&sort=last_day&after=x&evil=1")
    assert kept == f"{PEOPLE}?months=3&sort=last_day&done=view_saved"
    page = await zwolle.get(PEOPLE)
    assert f'href="{PEOPLE}?months=3&amp;sort=last_day"' in page
    assert "Bijna voorbij" in page
    await employed(any_bot, "dora@zwolle.example.nl", [ZWOLLE])
    other = await browser(server)
    await other.signs_in("dora@zwolle.example.nl")
    assert "Bijna voorbij" not in await other.get(PEOPLE)
    await other.post(f"{PEOPLE}/views/1/remove")
    assert "Bijna voorbij" in await zwolle.get(PEOPLE), "nobody removes what is another's"
    await zwolle.post(f"{PEOPLE}/views/1/remove")
    assert "Bijna voorbij" not in await zwolle.get(PEOPLE)
    assert "no_view_name" in await zwolle.post(f"{PEOPLE}/views", name="BSN 123456782", query="months=3")
    await other.client.close()
