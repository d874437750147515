"""Who signs in with an account of the municipality: who is known, and nobody else."""

from __future__ import annotations

import pytest
from aiohttp.test_utils import TestServer
from colleague import PASSWORD, UTRECHT, ZWOLLE, browser, employed
from furnished import KEY
from going import ANJA, BRAM, CASES, LIA, START, Journey, actions
from identity.server import IdentityServer, Person

from bot.main import Bot
from storage import colleagues, habits
from storage.database import Service
from storage.resealing import reseal
from storage.sealing import KeyRing, new_key, seal_with
from storage.tables import audit_entries, staff, staff_accounts


async def member_id(bot: Bot, email: str) -> str:
    async with bot.database.reading(Service()) as tx:
        found = await colleagues.by_email(tx, email)
        assert found is not None
        return str(found.id)


async def test_one_click_there_and_back_and_who_is_known_is_in(any_bot: Bot, journey: Journey) -> None:
    await employed(any_bot, ANJA, [ZWOLLE])
    assert "Inloggen met uw account van Gemeente Zwolle" in await journey.colleague.get("/console/sign-in")
    assert await journey.goes() == "/console/"
    assert await journey.arrives("/console/") == "/console/week"
    account = await journey.colleague.get("/console/account")
    assert "Deze browser" in account
    assert "U kunt inloggen met uw account van Gemeente Zwolle" in account
    assert "Gemeente Utrecht" not in account
    assert await actions(any_bot) == ["password_set", "account_bound", "signed_in_with_account"]
    await journey.colleague.post("/console/sign-out")
    await journey.colleague.get(CASES, 303)
    assert await journey.goes() == "/console/"


async def test_no_code_of_the_phone_is_asked_also_where_one_is_set(any_bot: Bot, journey: Journey) -> None:
    await employed(any_bot, ANJA, [ZWOLLE])
    async with any_bot.database.writing(Service()) as tx:
        await tx.execute(staff.update().values(totp_secret="A" * 32))
    await journey.goes()
    await journey.colleague.get(CASES)


async def test_who_was_invited_needs_no_password_and_counts_as_a_colleague(any_bot: Bot, journey: Journey) -> None:
    code = await any_bot.office.staff.invite(ANJA, "coordinator", [ZWOLLE])
    assert "Een wachtwoord is niet nodig" in await journey.colleague.get(f"/console/invitation/{code}")
    await journey.goes()
    account = await journey.colleague.get("/console/account")
    assert "Anja de Vries" in account
    assert "U heeft hier geen wachtwoord" in account
    await journey.colleague.get(f"/console/invitation/{code}", 404)
    await journey.colleague.signs_in(ANJA, PASSWORD, 422)
    async with any_bot.database.reading(Service()) as tx:
        assert [worker.municipality_code for worker in await habits.workers(tx)] == [ZWOLLE]


async def test_the_page_that_was_asked_for_opens_if_it_is_ours(any_bot: Bot, journey: Journey) -> None:
    await employed(any_bot, ANJA, [ZWOLLE])
    page = await journey.colleague.get("/console/sign-in?next=/console/cases%3Fold%3D1")
    assert f'href="{START}?next=/console/cases%3Fold%3D1"' in page
    assert await journey.goes(start=f"{START}?next=/console/cases%3Fold%3D1") == "/console/cases?old=1"
    for foreign in ("https://example.org/", "//example.org", "/console/%5C%5Cexample.org", "/", "/console/%0d%0aX: 1"):
        await journey.colleague.post("/console/sign-out")
        assert await journey.goes(start=f"{START}?next={foreign}") == "/console/"
    assert await journey.leaves(f"{START}?next=/console/cases") == "/console/cases", "who is signed in goes nowhere else"


async def test_who_was_let_go_is_refused_also_with_an_account_that_was_theirs(any_bot: Bot, journey: Journey) -> None:
    await employed(any_bot, ANJA, [ZWOLLE])
    await journey.goes()
    await any_bot.office.staff.disable(ANJA)
    await journey.colleague.get(CASES, 303)
    assert "U kunt hier niet meer inloggen" in await journey.goes(403)
    await journey.colleague.get(CASES, 303)


async def test_nobody_is_added_by_signing_in(any_bot: Bot, journey: Journey) -> None:
    page = await journey.goes(403)
    assert "Vraag uw teamleider om een uitnodiging" in page
    async with any_bot.database.reading(Service()) as tx:
        for table in (staff, staff_accounts, audit_entries):
            assert (await tx.execute(table.select())).all() == []


@pytest.mark.parametrize(("municipalities", "role"), [([UTRECHT], "coordinator"), ([ZWOLLE, UTRECHT], "lead"), ([], "admin")])
async def test_the_account_of_one_municipality_opens_nothing_of_another(
    any_bot: Bot, journey: Journey, municipalities: list[str], role: str
) -> None:
    await employed(any_bot, ANJA, municipalities, role)
    assert "Dit account is niet genoeg" in await journey.goes(403)
    await journey.colleague.get("/console/account", 303)
    if municipalities == [UTRECHT]:
        assert await journey.goes(start="/console/sign-in/utrecht") == "/console/"
        async with any_bot.database.writing(Service()) as tx:
            await tx.execute(audit_entries.delete())
        await journey.colleague.post("/console/sign-out")
        assert "Dit account is niet genoeg" in await journey.goes(403), "also when the account is known"


async def test_another_account_with_the_same_address_does_not_open_the_file_until_a_lead_unbinds_it(
    any_bot: Bot, server: TestServer, journey: Journey, provider: IdentityServer
) -> None:
    await employed(any_bot, ANJA, [ZWOLLE])
    await journey.goes()
    other = Journey(await browser(server))
    provider.person = Person(sub="002")
    assert "ander account" in await other.goes(403)
    await other.colleague.get(CASES, 303)

    await employed(any_bot, LIA, [ZWOLLE], "lead")
    lead = await browser(server)
    await lead.signs_in(LIA)
    assert "Logt in met het account van Gemeente Zwolle / Gemeente Utrecht" in await lead.get("/console/colleagues")
    member = await member_id(any_bot, ANJA)
    assert await lead.post("/console/colleagues/unbind", member=member) == "/console/colleagues?done=unbound"
    assert "Het account is los" in await lead.get("/console/colleagues?done=unbound")
    await journey.colleague.get(CASES, 303)
    await other.goes()
    await other.colleague.get(CASES)
    provider.person = Person(sub="001")
    assert "ander account" in await journey.goes(403)
    assert "Maakte het account van een collega los" in await lead.get("/console/trail")
    assert "Iets anders" not in await lead.get("/console/trail")
    await lead.post("/console/colleagues/unbind", 422, member=await member_id(any_bot, LIA))
    await lead.client.close()
    await other.colleague.client.close()


async def test_an_account_stays_theirs_when_its_address_changes(any_bot: Bot, journey: Journey, provider: IdentityServer) -> None:
    await employed(any_bot, ANJA, [ZWOLLE])
    await employed(any_bot, LIA, [ZWOLLE])
    await journey.goes()
    await journey.colleague.post("/console/sign-out")
    provider.person = Person(sub="001", email=LIA)
    await journey.goes()
    assert ANJA in await journey.colleague.get("/console/account")


async def test_a_lead_of_another_municipality_unbinds_nobody(any_bot: Bot, server: TestServer, journey: Journey) -> None:
    await employed(any_bot, ANJA, [ZWOLLE])
    await journey.goes()
    await employed(any_bot, BRAM, [UTRECHT], "lead")
    lead = await browser(server)
    await lead.signs_in(BRAM)
    assert "kunt u niet veranderen" in await lead.post("/console/colleagues/unbind", 422, member=await member_id(any_bot, ANJA))
    await journey.colleague.get(CASES)
    await lead.client.close()


async def test_an_account_is_found_after_a_new_key_too(any_bot: Bot, journey: Journey, keys: KeyRing) -> None:
    await employed(any_bot, ANJA, [ZWOLLE])
    await journey.goes()
    await journey.colleague.post("/console/sign-out")
    new = new_key()
    for engine in {any_bot.database._writers, any_bot.database._readers}:
        seal_with(engine.dialect, KeyRing([new, KEY]))
    assert await journey.goes() == "/console/"
    await reseal(any_bot.database)
    for engine in {any_bot.database._writers, any_bot.database._readers}:
        seal_with(engine.dialect, KeyRing([new]))
    await journey.colleague.post("/console/sign-out")
    assert await journey.goes() == "/console/"
