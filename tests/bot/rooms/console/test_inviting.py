"""Invitations at the console: codes to hang up, codes for persons, the leaflet, and what became of them."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest
from aiohttp.test_utils import TestServer
from colleague import UTRECHT, ZWOLLE, Colleague, asks_for_a_human, browser, employed
from furnished import HandClock, MemoryChannel, Someone
from sqlalchemy import select

from bot.main import Bot
from bot.privacy import forget_what_is_due
from storage import caseload
from storage.database import Service
from storage.tables import contacts, invitations

LIST = "/console/invitations"
PERSONS = f"{LIST}/persons"


def codes(page: str) -> list[str]:
    return re.findall(r"\?u=([A-Za-z0-9_-]+)", page)


async def kept(bot: Bot) -> list[object]:
    async with bot.database.reading(Service()) as tx:
        return list((await tx.execute(select(invitations).where(invitations.c.route != "demo").order_by(invitations.c.id))).all())


async def test_a_code_for_everybody_opens_the_bot_in_the_town_and_is_counted(
    any_bot: Bot, memory_channel: MemoryChannel, zwolle: Colleague
) -> None:
    shown = await zwolle.post(LIST, route="library")
    page = await zwolle.get(shown)
    code = shown.removeprefix(f"{LIST}/")
    assert codes(page)[0] == code
    assert '<svg viewBox="0 0' in page
    assert "t.me" not in page, "there is no Telegram here"
    person = Someone(any_bot, memory_channel)
    await person.begins(code)
    await person.begins(code)
    (row,) = await kept(any_bot)
    async with any_bot.database.reading(Service()) as tx:
        (came,) = (await tx.execute(select(contacts.c.invitation_id))).scalars()
    assert (row.uses, row.municipality_code, row.place, came) == (2, ZWOLLE, "GM0193/zwolle", row.id)


async def test_each_reference_gets_a_code_that_works_once_and_is_not_kept(
    any_bot: Bot, memory_channel: MemoryChannel, zwolle: Colleague
) -> None:
    page = await zwolle.post(PERSONS, 200, route="coa", references="zaak-2026-1\r\n\r\n zaak-2026-2 \r\n", once="a")
    first, second = codes(page)[:2]
    assert "zaak-2026-1" in page
    assert [row.code for row in await kept(any_bot)] == [None, None]
    await Someone(any_bot, memory_channel).begins(first)
    await Someone(any_bot, memory_channel, address="1002").begins(first)
    assert [row.uses for row in await kept(any_bot)] == [1, 0]
    listed = await zwolle.get(LIST)
    assert "1 is nog niet geopend" in listed
    assert "zaak-2026-2" in listed
    assert second not in listed


async def test_a_second_click_makes_nothing_and_a_lost_link_is_replaced(
    any_bot: Bot, memory_channel: MemoryChannel, zwolle: Colleague
) -> None:
    made = await zwolle.post(PERSONS, 200, route="coa", references="zaak-2026-1", once="a")
    assert await zwolle.post(PERSONS, route="coa", references="zaak-2026-1", once="a") == f"{LIST}?done=twice"
    again = await zwolle.post(PERSONS, 200, route="coa", references="zaak-2026-1", once="b")
    assert codes(made)[0] != codes(again)[0]
    await Someone(any_bot, memory_channel).begins(codes(made)[0])
    assert [row.uses for row in await kept(any_bot)] == [0], "the old link is worth nothing"
    await Someone(any_bot, memory_channel, address="1002").begins(codes(again)[0])
    assert "is al geopend" in await zwolle.post(PERSONS, 422, route="coa", references="zaak-2026-1", once="c")


async def test_a_list_with_names_or_numbers_of_people_is_refused_whole(any_bot: Bot, zwolle: Colleague) -> None:
    pasted = "zaak-2026-1\nAhmed Jansen\n123456782\njan@school.nl\n06-12345678\nzaak-2026-1"
    page = await zwolle.post(PERSONS, 422, route="coa", references=pasted, once="a")
    for told in (
        "Regel 2: lijkt op een naam",
        "Regel 3: lijkt op een BSN",
        "Regel 4: lijkt op een e-mail",
        "Regel 5: lijkt op een telefoon",
    ):
        assert told in page, told
    assert "Regel 6: staat twee keer" in page
    assert "123456782" not in page, "a BSN is not shown again"
    assert await kept(any_bot) == []
    for problem, form in (("Plak minstens", {"route": "coa", "references": " "}), ("Kies waar", {"route": "x", "references": "a1"})):
        assert problem in await zwolle.post(PERSONS, 422, **form)


async def test_a_personal_link_ends_after_some_months(
    any_bot: Bot, memory_channel: MemoryChannel, zwolle: Colleague, hand_clock: HandClock
) -> None:
    made = await zwolle.post(PERSONS, 200, route="coa", references="zaak-2026-1", once="a")
    hand_clock.turn(days=91)
    await Someone(any_bot, memory_channel).begins(codes(made)[0])
    assert [row.uses for row in await kept(any_bot)] == [0]


async def test_totals_of_few_people_are_not_told(any_bot: Bot, memory_channel: MemoryChannel, zwolle: Colleague) -> None:
    references = "\n".join(f"zaak-{number}" for number in range(11))
    made = await zwolle.post(PERSONS, 200, route="coa", references=references, once="a")
    personal = list(dict.fromkeys(codes(made)))
    for number, code in enumerate(personal[:6]):
        await Someone(any_bot, memory_channel, address=f"20{number}").begins(code)
    async with any_bot.database.writing(Service()) as tx:
        await tx.execute(contacts.update().values(municipality_code=ZWOLLE))
        few = select(contacts.c.id).order_by(contacts.c.id).limit(4)
        await tx.execute(contacts.update().where(contacts.c.id.in_(few)).values(consents={"follow": True}))
    page = await zwolle.get(LIST)
    (coa,) = re.findall(r'<th scope="row">COA.*?</tr>', page, re.DOTALL)
    cells = [cell.strip() for cell in re.findall(r"<td[^>]*>(.*?)</td>", coa, re.DOTALL)]
    assert cells == ["11", "6", "5", "niet genoemd", "niet genoemd"]
    async with any_bot.database.writing(Service()) as tx:
        await tx.execute(contacts.update().values(consents={"follow": True}))
    assert re.findall(r'Gemeente mag meekijken">\s*6\s*<', await zwolle.get(LIST))


async def test_a_leaflet_is_made_in_two_languages_and_only_of_the_own_municipality(zwolle: Colleague, utrecht: Colleague) -> None:
    code = (await zwolle.post(LIST, route="library")).removeprefix(f"{LIST}/")
    async with zwolle.client.post(f"{LIST}/leaflet", data={"code": code, "language": "ar"}, headers=zwolle.headers) as response:
        assert (await response.read()).startswith(b"%PDF-")
        assert response.headers["Content-Disposition"] == 'attachment; filename="folder-ar.pdf"'
    await zwolle.post(f"{LIST}/leaflet", 404, code=code, language="xx")
    await utrecht.post(f"{LIST}/leaflet", 404, code=code, language="ar")
    await utrecht.get(f"{LIST}/{code}", 404)


@pytest.fixture
async def lead(any_bot: Bot, server: TestServer) -> AsyncIterator[Colleague]:
    await employed(any_bot, "lena@zwolle.example.nl", [ZWOLLE], "lead")
    lead = await browser(server)
    await lead.signs_in("lena@zwolle.example.nl")
    yield lead
    await lead.client.close()


async def test_who_leads_the_team_says_who_signs_letters(any_bot: Bot, lead: Colleague, zwolle: Colleague) -> None:
    page = await lead.get("/console/letters")
    assert "Gemeente Zwolle" in page
    assert "Gemeente Utrecht" not in page
    assert await lead.post("/console/letters", municipality=ZWOLLE, sender="Team Taal", address="Postbus 1\n8000 AA") == (
        "/console/letters?done=saved"
    )
    assert "Team Taal" in await lead.get("/console/letters")
    await lead.post("/console/letters", 404, municipality=UTRECHT, sender="x", address="")
    await zwolle.get("/console/letters", 403)


async def test_a_plan_on_paper_is_made_only_of_who_agreed_to_be_followed(
    any_bot: Bot, memory_channel: MemoryChannel, zwolle: Colleague, utrecht: Colleague
) -> None:
    await asks_for_a_human(Someone(any_bot, memory_channel, languages=("ar",)), "Zwolle")
    async with any_bot.database.reading(Service()) as tx:
        number = (await tx.execute(select(contacts.c.number))).scalar_one()
    path = f"/console/people/{number}/plan.pdf"
    await zwolle.get(path, 404)
    async with any_bot.database.writing(Service()) as tx:
        (contact,) = (
            await tx.execute(contacts.update().values(remembered=True, consents={"follow": True}).returning(contacts.c.id))
        ).scalars()
        await any_bot.house.caseload.one(tx, contact, any_bot.now())
    async with zwolle.client.get(path) as response:
        assert (await response.read()).startswith(b"%PDF-")
    await utrecht.get(path, 404)
    async with any_bot.database.writing(Service()) as tx:
        await caseload.drop(tx, contact)
    await zwolle.get(path, 404)


async def test_a_small_part_does_not_follow_from_the_other_one(any_bot: Bot, memory_channel: MemoryChannel, zwolle: Colleague) -> None:
    references = "\n".join(f"zaak-{number}" for number in range(11))
    made = await zwolle.post(PERSONS, 200, route="coa", references=references, once="a")
    for number, code in enumerate(list(dict.fromkeys(codes(made)))[:2]):
        await Someone(any_bot, memory_channel, address=f"20{number}").begins(code)
    (coa,) = re.findall(r'<th scope="row">COA.*?</tr>', await zwolle.get(LIST), re.DOTALL)
    cells = [cell.strip() for cell in re.findall(r"<td[^>]*>(.*?)</td>", coa, re.DOTALL)]
    assert cells[:3] == ["11", "niet genoemd", "niet genoemd"]


async def test_one_code_does_not_tell_what_few_did_with_another(any_bot: Bot, memory_channel: MemoryChannel, zwolle: Colleague) -> None:
    often, once = [await zwolle.post(LIST, route="library") for _ in range(2)]
    for number in range(6):
        await Someone(any_bot, memory_channel, address=f"30{number}").begins(often.removeprefix(f"{LIST}/"))
    assert "Geopend: niet genoemd" in await zwolle.get(often)
    for number in range(5):
        await Someone(any_bot, memory_channel, address=f"40{number}").begins(once.removeprefix(f"{LIST}/"))
    assert "Geopend: 6" in await zwolle.get(often)


async def test_for_whom_an_unopened_invitation_was_is_forgotten_when_it_ends_and_it_stays_counted(
    any_bot: Bot, memory_channel: MemoryChannel, zwolle: Colleague, hand_clock: HandClock
) -> None:
    made = await zwolle.post(PERSONS, 200, route="coa", references="zaak-1\nzaak-2\nzaak-3\nzaak-4\nzaak-5\nzaak-6", once="a")
    await Someone(any_bot, memory_channel).begins(codes(made)[0])
    hand_clock.turn(days=89)
    await forget_what_is_due(any_bot.database, any_bot.now())
    assert [row.reference for row in await kept(any_bot)] == [f"zaak-{number}" for number in range(1, 7)]
    hand_clock.turn(days=2)
    await forget_what_is_due(any_bot.database, any_bot.now())
    assert [row.reference for row in await kept(any_bot)] == ["zaak-1", None, None, None, None, None]
    await zwolle.signs_in("anja@zwolle.example.nl")
    page = await zwolle.get(LIST)
    assert "nog niet geopend" not in page
    assert 'data-label="Persoonlijk uitgenodigd">6</td>' in page
