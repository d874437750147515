"""Who leads a team lets colleagues in and out and reads the trail: of their own municipality, and nobody else does."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pyotp
import pytest
from aiohttp.test_utils import TestServer
from colleague import OURS, PASSWORD, UTRECHT, ZWOLLE, Colleague, asks_for_a_human, browser, employed
from furnished import HandClock, MemoryChannel, Someone
from telling.mail_server import MailServer
from test_refusals import FORM, answer, paths

from bot.main import Bot
from storage import colleagues
from storage.database import Service
from storage.tables import audit_entries, staff, staff_municipalities

ANJA, BRAM, LIA = "anja@zwolle.example.nl", "bram@utrecht.example.nl", "lia@zwolle.example.nl"
#: A link as a page or a letter shows it.
LINK = re.compile(r"/console/invitation/[A-Za-z0-9_-]{32}(?=[<\s])")
COLLEAGUES, TRAIL = "/console/colleagues", "/console/trail"


@pytest.fixture
async def lead(any_bot: Bot, server: TestServer) -> AsyncIterator[Colleague]:
    """The team lead of Zwolle."""
    await employed(any_bot, LIA, [ZWOLLE], "lead")
    colleague = await browser(server)
    await colleague.signs_in(LIA)
    yield colleague
    await colleague.client.close()


async def member_id(bot: Bot, email: str) -> str:
    async with bot.database.reading(Service()) as tx:
        found = await colleagues.by_email(tx, email)
    assert found is not None
    return str(found.id)


async def kept(bot: Bot) -> list[tuple[object, ...]]:
    """Everything that managing could change."""
    async with bot.database.reading(Service()) as tx:
        who = (await tx.execute(staff.select().order_by(staff.c.id))).all()
        where = (await tx.execute(staff_municipalities.select())).all()
    return [*map(tuple, who), *map(tuple, where)]


async def test_a_colleague_is_invited_with_a_link_that_is_shown_once_where_there_is_no_mail(
    any_bot: Bot, lead: Colleague, visitor: Colleague
) -> None:
    page = await lead.post(COLLEAGUES, 200, email="eva@zwolle.example.nl", role="coordinator")
    link = LINK.findall(page)[0]
    assert link not in await lead.get(COLLEAGUES)
    await visitor.post(link, name="Eva", password=PASSWORD, again=PASSWORD)
    await visitor.signs_in("eva@zwolle.example.nl")
    await visitor.get("/console/cases")
    assert "Eva" in await lead.get(COLLEAGUES)


async def test_an_invitation_goes_by_mail_where_there_is_mail(mailing: Bot, post: MailServer) -> None:
    await employed(mailing, LIA, [ZWOLLE], "lead")
    async with TestServer(mailing.app()) as server:
        lead = await browser(server)
        await lead.signs_in(LIA)
        assert await lead.post(COLLEAGUES, email="eva@zwolle.example.nl", role="lead") == f"{COLLEAGUES}?done=invited"
        await mailing.office.mail.tick()
        assert post.recipients == ["eva@zwolle.example.nl"]
        assert post.letters[-1]["Subject"] == "Uitnodiging voor de Wegwijzer"
        link = LINK.findall(post.said())[0]
        await lead.post(link, name="Eva", password=PASSWORD, again=PASSWORD)
        assert "Dit is geen e-mailadres" in await lead.post(COLLEAGUES, 422, email="eva@zwolle\nBcc: x@example.org", role="lead")
        await lead.client.close()


@pytest.mark.parametrize(
    ("email", "role", "told"),
    [
        ("niets", "coordinator", "Dit is geen e-mailadres"),
        ("eva@zwolle.example.nl", "admin", "Kies een rol"),
        ("eva@zwolle.example.nl", "", "Kies een rol"),
        (ANJA, "lead", "kunt u niet uitnodigen"),
        (BRAM, "lead", "kunt u niet uitnodigen"),
        (LIA, "lead", "kunt u niet uitnodigen"),
    ],
)
async def test_nobody_is_invited_who_is_there_or_works_elsewhere(
    any_bot: Bot, lead: Colleague, zwolle: Colleague, utrecht: Colleague, email: str, role: str, told: str
) -> None:
    before = await kept(any_bot)
    assert told in await lead.post(COLLEAGUES, 422, email=email, role=role, town_GM0344="yes")
    assert await kept(any_bot) == before


async def test_who_left_somewhere_else_is_not_taken_over(any_bot: Bot, lead: Colleague, utrecht: Colleague) -> None:
    assert await any_bot.office.staff.disable(BRAM)
    assert "kunt u niet uitnodigen" in await lead.post(COLLEAGUES, 422, email=BRAM, role="coordinator")


async def test_a_colleague_who_left_is_out_at_once_and_can_be_invited_anew(any_bot: Bot, lead: Colleague, zwolle: Colleague) -> None:
    assert await lead.post(f"{COLLEAGUES}/disable", member=await member_id(any_bot, ANJA)) == f"{COLLEAGUES}?done=disabled"
    await zwolle.get("/console/cases", 303)
    await zwolle.signs_in(ANJA, PASSWORD, 422)
    assert "Kan niet inloggen" in await lead.get(COLLEAGUES)
    await lead.post(f"{COLLEAGUES}/renew", 422, member=await member_id(any_bot, ANJA))
    page = await lead.post(COLLEAGUES, 200, email=ANJA, role="coordinator")
    await zwolle.signs_in(ANJA, PASSWORD, 422)
    await zwolle.post(LINK.findall(page)[0], name="Anja", password=PASSWORD, again=PASSWORD)
    await zwolle.signs_in(ANJA)


async def test_a_role_holds_from_the_next_page_on(any_bot: Bot, lead: Colleague, zwolle: Colleague) -> None:
    await zwolle.get(COLLEAGUES, 403)
    await lead.post(f"{COLLEAGUES}/role", member=await member_id(any_bot, ANJA), role="lead")
    await zwolle.get(COLLEAGUES)
    await lead.post(f"{COLLEAGUES}/role", 422, member=await member_id(any_bot, ANJA), role="admin")


async def test_who_lost_the_phone_gets_a_new_link_and_sets_a_second_step_anew(
    any_bot: Bot, lead: Colleague, zwolle: Colleague, hand_clock: HandClock
) -> None:
    secret = pyotp.random_base32()
    await zwolle.post("/console/second-factor", secret=secret, code=pyotp.TOTP(secret).at(hand_clock.time))
    page = await lead.post(f"{COLLEAGUES}/renew", 200, member=await member_id(any_bot, ANJA))
    await zwolle.get("/console/cases", 303)
    link = LINK.findall(page)[0]
    await zwolle.post(link, name="Anja", password=PASSWORD, again=PASSWORD)
    await zwolle.signs_in(ANJA)
    await zwolle.get("/console/second-factor")


async def test_a_coordinator_manages_nobody(any_bot: Bot, zwolle: Colleague, lead: Colleague) -> None:
    before = await kept(any_bot)
    for method, path, access in paths(any_bot, "XXXXXX"):
        if access == "leads":
            status, _, page = await answer(zwolle, method, path, **OURS)
            assert status == 403, path
            assert LIA not in page, path
    assert await kept(any_bot) == before


async def test_a_lead_manages_nobody_of_another_municipality_and_not_themselves(
    any_bot: Bot, lead: Colleague, utrecht: Colleague, server: TestServer
) -> None:
    await employed(any_bot, "both@example.nl", [ZWOLLE, UTRECHT])
    await employed(any_bot, "cor@example.nl", [ZWOLLE], "admin")
    before = await kept(any_bot)
    for email in (BRAM, LIA, "both@example.nl", "cor@example.nl"):
        for action in ("renew", "disable", "role"):
            member = await member_id(any_bot, email)
            assert "kunt u niet veranderen" in await lead.post(f"{COLLEAGUES}/{action}", 422, **{**FORM, "member": member, "role": "lead"})
    await lead.post(f"{COLLEAGUES}/disable", 422, member="alles")
    assert await kept(any_bot) == before
    page = await lead.get(COLLEAGUES)
    assert BRAM not in page
    assert "both@example.nl" in page


async def test_an_administrator_of_the_whole_invites_for_any_municipality_and_sees_no_case(
    any_bot: Bot, server: TestServer, memory_channel: MemoryChannel, zwolle: Colleague
) -> None:
    await asks_for_a_human(Someone(any_bot, memory_channel), "Zwolle")
    number = await zwolle.only_case()
    await zwolle.get(f"/console/cases/{number}")
    await employed(any_bot, "cor@example.nl", [], "admin")
    admin = await browser(server)
    await admin.signs_in("cor@example.nl")
    assert "Kies een rol" in await admin.post(COLLEAGUES, 422, email="eva@utrecht.example.nl", role="lead")
    await admin.post(COLLEAGUES, 200, email="eva@utrecht.example.nl", role="lead", town_GM0344="yes")
    await admin.post(COLLEAGUES, 200, email="dirk@example.nl", role="admin")
    assert "Utrecht" in await admin.get(COLLEAGUES)
    trail = await admin.get(TRAIL)
    assert "Bekeek een vraag" in trail
    assert number not in trail
    await admin.client.close()


async def test_the_trail_says_who_did_what_in_the_own_municipality(
    any_bot: Bot, lead: Colleague, zwolle: Colleague, utrecht: Colleague, memory_channel: MemoryChannel, server: TestServer
) -> None:
    await employed(any_bot, "both@example.nl", [ZWOLLE, UTRECHT])
    both = await browser(server)
    await both.signs_in("both@example.nl")
    for town, address, colleague in (("Zwolle", "1", zwolle), ("Utrecht", "2", utrecht)):
        await asks_for_a_human(Someone(any_bot, memory_channel, address=address), town)
        number = await colleague.only_case()
        for reader in (colleague, both):
            await reader.get(f"/console/cases/{number}")
    ours, theirs = await zwolle.only_case(), await utrecht.only_case()
    await lead.post(f"{COLLEAGUES}/role", member=await member_id(any_bot, ANJA), role="lead")
    page = await lead.get(TRAIL)
    assert page.count(f"Vraag {ours}") == 2
    assert theirs not in page
    assert BRAM not in page
    assert "Veranderde de rol van een collega" in page
    assert "Iets anders" not in page
    assert "Bekeek deze pagina" in await lead.get(TRAIL)
    await both.client.close()


async def test_the_trail_goes_back_page_by_page(any_bot: Bot, lead: Colleague) -> None:
    async with any_bot.database.writing(Service()) as tx:
        (who,) = (await tx.execute(staff.select())).all()
        rows = [{"staff_id": who.id, "action": "case_seen", "case_number": None, "at": any_bot.now()} for _ in range(60)]
        await tx.execute(audit_entries.insert(), rows)
    older = re.search(r"/console/trail\?before=\d+", await lead.get(TRAIL))
    assert older
    page = await lead.get(older[0])
    assert page.count("<tr>") == 13, "the head, ten that were left, and two of signing in"
    assert "Ouder" not in page
