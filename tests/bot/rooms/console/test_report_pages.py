"""Reports about schools at the console: by school, masked, from state to state, with an alert, a letter, and a word to who asked for it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from aiohttp.test_utils import TestServer
from colleague import UTRECHT, ZWOLLE, Colleague, asks_for_a_human, browser, employed
from furnished import MemoryChannel, Someone
from sqlalchemy import select

from bot.main import Bot
from storage import municipalities, reports
from storage.database import Service
from storage.reports import NewReport
from storage.tables import audit_entries, contacts, institutions

ARABIC = "قال الأستاذ محمد أن أوقع"
WORDS = f"{ARABIC} هنا"
DRAFT = f"Melding over een taalschool\nMijn docent Ahmed Jansen tekende voor mij.\nIn mijn eigen woorden:\n{WORDS}\nDit is alles."
REPORT = NewReport(
    municipality_code=ZWOLLE,
    draft=DRAFT,
    subjects=("F04", "F07"),
    proof=("facturen",),
    happened="deze_week",
    own_words=WORDS,
    own_words_language="ar",
    wants_to_hear=True,
)
LIST = "/console/reports"


async def brings(bot: Bot, person: int | None = None, report: NewReport = REPORT, *, days_ago: int = 0) -> str:
    """A report comes in; gives its number."""
    async with bot.database.writing(Service()) as tx:
        id = await reports.add(tx, report, contact_id=person, now=bot.now() - timedelta(days=days_ago))
        return (await tx.execute(select(reports.fraud_reports.c.number).where(reports.fraud_reports.c.id == id))).scalar_one()


async def somebody(bot: Bot, channel: MemoryChannel, address: str = "1001", language: str = "nl") -> tuple[Someone, int]:
    """Somebody of Zwolle who has an open case."""
    person = Someone(bot, channel, address=address, languages=(language,))
    await asks_for_a_human(person, "Zwolle")
    async with bot.database.reading(Service()) as tx:
        return person, (await tx.execute(select(contacts.c.id).order_by(contacts.c.id.desc()))).scalars().first()


def numbers(page: str) -> list[str]:
    return re.findall(r'href="/console/reports/([A-Z0-9]{6})"', page)


async def test_a_report_is_read_as_it_was_agreed_to_and_names_are_covered(
    any_bot: Bot, memory_channel: MemoryChannel, zwolle: Colleague
) -> None:
    _, person = await somebody(any_bot, memory_channel)
    number = await brings(any_bot, person)
    assert numbers(await zwolle.get(LIST)) == [number]
    page = await zwolle.get(f"{LIST}/{number}")
    covered = re.findall(r'<details class="covered"><summary>naam verborgen</summary><span>(.*?)</span></details>', page)
    assert covered == ["Ahmed Jansen", "محمد"]
    assert 'class="said own" dir="auto">قال الأستاذ <details' in page
    assert "De persoon spreekt Arabisch" in page
    assert "Op de factuur staan meer uren" in page
    assert f"/console/cases/{await zwolle.only_case()}" in page
    async with any_bot.database.reading(Service()) as tx:
        seen = (await tx.execute(select(audit_entries.c.action).where(audit_entries.c.case_number == number))).scalars().all()
    assert seen == ["report_seen"]


async def test_an_anonymous_report_leads_to_nobody_and_nobody_is_told(any_bot: Bot, zwolle: Colleague) -> None:
    number = await brings(any_bot)
    page = await zwolle.get(f"{LIST}/{number}")
    assert "Wij bewaren niet wie dit meldde" in page
    assert "/console/cases/" not in page
    for was, state in (("new", "checked"), ("checked", "sent")):
        assert await zwolle.post(f"{LIST}/{number}/state", was=was, state=state) == f"{LIST}/{number}?done={state}"
    assert "krijgt bericht" not in (await zwolle.get(f"{LIST}/{number}?done=sent")).split("<section")[0]


async def test_who_asked_for_it_hears_in_their_language_that_it_was_sent_and_answered(
    any_bot: Bot, memory_channel: MemoryChannel, zwolle: Colleague
) -> None:
    person, contact = await somebody(any_bot, memory_channel, language="ar")
    number = await brings(any_bot, contact)
    heard = len(memory_channel.to(person.address))
    for was, state in (("new", "checked"), ("checked", "sent"), ("sent", "answered")):
        await zwolle.post(f"{LIST}/{number}/state", was=was, state=state, remark=f"Ik deed: {state}.")
    await any_bot.outbox.settled()
    told = [message.text for message in memory_channel.to(person.address)[heard:]]
    assert [text.split(" ")[0] for text in told] == ["أرسلت", "ردّت"], told
    page = await zwolle.get(f"{LIST}/{number}")
    assert page.count("De persoon kreeg bericht.") == 2
    assert "Ik deed: checked." in page
    assert "Collega anja@zwolle.example.nl" in page


async def test_who_did_not_ask_for_it_or_cannot_be_reached_hears_nothing(
    any_bot: Bot, memory_channel: MemoryChannel, zwolle: Colleague
) -> None:
    quiet, contact = await somebody(any_bot, memory_channel)
    away, gone = await somebody(any_bot, memory_channel, address="1002")
    numbers = [await brings(any_bot, contact, replace(REPORT, wants_to_hear=False)), await brings(any_bot, gone)]
    await any_bot.receive(away.inbound("blocked"))
    before = len(memory_channel.sent)
    for number in numbers:
        for was, state in (("new", "checked"), ("checked", "sent")):
            await zwolle.post(f"{LIST}/{number}/state", was=was, state=state)
    await any_bot.outbox.settled()
    assert len(memory_channel.sent) == before, quiet.sees()


async def test_a_state_that_a_colleague_changed_meanwhile_is_not_changed_again(any_bot: Bot, zwolle: Colleague) -> None:
    number = await brings(any_bot)
    await zwolle.post(f"{LIST}/{number}/state", was="new", state="checked")
    assert "Een collega was u voor" in await zwolle.post(f"{LIST}/{number}/state", 409, was="new", state="disputed")
    assert "Een collega was u voor" in await zwolle.post(f"{LIST}/{number}/state", 409, was="checked", state="answered")
    assert "Gecontroleerd" in await zwolle.get(LIST)
    assert "Haal die weg" in await zwolle.post(f"{LIST}/{number}/state", 422, was="checked", state="sent", remark="BSN 111222333")


async def test_three_signals_about_one_school_are_told_to_the_team_lead_and_disputed_ones_are_not(
    any_bot: Bot, server: TestServer, zwolle: Colleague
) -> None:
    await employed(any_bot, "lena@zwolle.example.nl", [ZWOLLE], "lead")
    lead = await browser(server)
    await lead.signs_in("lena@zwolle.example.nl")
    async with any_bot.database.reading(Service()) as tx:
        school = (await tx.execute(select(institutions))).mappings().first()
    about = replace(REPORT, school_key=school["key"], school_name="zoals getypt")
    sent = [await brings(any_bot, report=about, days_ago=days) for days in (1, 20, 100)]
    await brings(any_bot, report=replace(about, municipality_code=UTRECHT))
    alarm = "In een half jaar zijn er 3 meldingen over deze school."
    page = await lead.get(LIST)
    assert alarm in page
    assert school["name"] in page
    assert "zoals getypt" not in page
    assert alarm not in await zwolle.get(LIST), "a coordinator sees the reports, not the alert"
    await zwolle.post(f"{LIST}/{sent[0]}/state", was="new", state="disputed")
    assert alarm not in await lead.get(LIST)
    assert "2 meldingen tellen mee" in await lead.get(LIST)
    await lead.client.close()


async def test_the_letter_to_blik_op_werk(any_bot: Bot, zwolle: Colleague) -> None:
    async with any_bot.database.reading(Service()) as tx:
        school = (await tx.execute(select(institutions))).mappings().first()
    async with any_bot.database.writing(Service()) as tx:
        await municipalities.write_letters_as(tx, ZWOLLE, sender="Team Taal", address="Postbus 1\n8000 AA Zwolle")
    number = await brings(any_bot, report=replace(REPORT, school_key=school["key"], school_name="brug"))
    text = await zwolle.get(f"{LIST}/{number}/letter.txt")
    assert text.startswith("Gemeente Zwolle\nTeam Taal\nPostbus 1\n8000 AA Zwolle\n")
    for told in (school["name"], "23 november 2026", number, "- Op de factuur staan meer uren dan ik les had.", "- facturen", DRAFT):
        assert told in text, told
    assert "brug" not in text
    async with zwolle.client.get(f"{LIST}/{number}/letter.pdf") as response:
        paper = await response.read()
        assert response.headers["Content-Disposition"] == f'attachment; filename="melding-{number}.pdf"'
    assert paper.startswith(b"%PDF-")
    async with any_bot.database.reading(Service()) as tx:
        noted = (await tx.execute(select(audit_entries.c.action).where(audit_entries.c.case_number == number))).scalars().all()
    assert noted == ["report_exported", "report_exported"]
