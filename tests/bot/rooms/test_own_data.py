"""Seeing, taking along, correcting and taking back what is kept of a person, through the whole house."""

from __future__ import annotations

import json
from datetime import timedelta

from at_phones import answers, chooses, there
from furnished import Someone
from icalendar import Calendar
from sqlalchemy import select

from bot.exporting import Exporter
from bot.main import Bot
from dialogs.guides import Person
from storage import cases, check_ins, everything
from storage.conversations import hold, hold_person
from storage.database import Service
from storage.facts import learn
from storage.tables import METADATA, contacts, facts
from storage.tables import cases as case_table
from storage.tables import check_ins as check_in_table


async def said_of(bot: Bot, name: str) -> list[tuple[object, str]]:
    async with bot.database.reading(Service()) as tx:
        rows = await tx.execute(select(facts.c.value, facts.c.said_by).where(facts.c.name == name).order_by(facts.c.id))
        return [(row.value, row.said_by) for row in rows]


async def test_everything_that_is_kept_comes_as_two_files(someone: Someone, bot: Bot) -> None:
    await answers(someone)
    await someone.calls("my_data")
    await chooses(someone, "meenemen")
    said = await chooses(someone, "ja")
    page, rows = said[0].files
    assert (page.media_type, rows.media_type) == ("text/html", "application/json")
    html = page.content.decode()
    assert "Zwolle" in html
    assert "Ik lees andere letters" in html
    kept = json.loads(rows.content)
    assert {"contact", "address", "fact", "conversation"} <= set(kept)
    assert [row["name"] for row in kept["fact"]] == ["woonplaats", "leest"]


async def test_the_page_has_dutch_beside_another_language(someone: Someone, bot: Bot) -> None:
    await answers(someone)
    await someone.calls("language")
    await chooses(someone, "ar")
    await someone.calls("my_data")
    await chooses(someone, "meenemen")
    said = await chooses(someone, "ja")
    html = said[0].files[0].content.decode()
    assert '<html lang="ar" dir="rtl">' in html
    assert '<small lang="nl" dir="ltr">' in html


async def test_the_files_hold_nothing_of_anybody_else(someone: Someone, bot: Bot) -> None:
    await answers(someone)
    other = Someone(bot, someone.channel, address="1002")
    await other.begins()
    await chooses(other, "nl")
    await other.calls("my_data")
    await chooses(other, "meenemen")
    said = await chooses(other, "ja")
    assert all(b"Zwolle" not in file.content for file in said[0].files)


async def test_every_table_of_a_person_is_in_the_file(someone: Someone, bot: Bot) -> None:
    owned = {table.name for table in METADATA.sorted_tables if {"contact_id", "case_id", "report_id"} & set(table.c.keys())} | {"contact"}
    asked = {table.name for table in METADATA.sorted_tables if everything._owned(table, 1) is not None}
    assert asked == owned


async def test_one_answer_is_corrected_and_the_history_stays(someone: Someone, bot: Bot) -> None:
    await answers(someone)
    await someone.calls("my_data")
    for value in ("veranderen", "leest", "latijn", "nee"):
        await chooses(someone, value)
    assert await said_of(bot, "leest") == [("ander_schrift", "contact"), ("latijn", "contact")]


async def test_what_is_said_while_somebody_helps_is_kept_as_said_with_help(someone: Someone, bot: Bot) -> None:
    await answers(someone)
    await someone.calls("helper")
    await chooses(someone, "yes")
    await someone.calls("instellingen")
    for value in ("kort", "yes", "klaar"):
        await chooses(someone, value)
    assert await said_of(bot, "korte_vragen") == [("yes", "helped")]
    said = await someone.calls("my_data")
    assert "gezegd met hulp" in said[0].text
    assert "andere letters" not in said[0].text, "what is private waits"


async def test_a_no_to_messages_drops_what_was_planned(someone: Someone, bot: Bot) -> None:
    await answers(someone)
    async with bot.database.writing(Service()) as tx:
        held = await hold(tx, channel="fake", address=someone.address)
        assert held is not None
        row = check_ins.Planned(contact_id=held.contact_id, plan="inschrijving", cause="test", day=bot.now().date(), due_at=bot.now())
        await check_ins.plan_all(tx, [row])
        await tx.execute(contacts.update().values(consents={"remember": True, "remind": True}))
    await someone.calls("my_data")
    for value in ("ja_of_nee", "mag_herinneren", "no"):
        await chooses(someone, value)
    async with bot.database.reading(Service()) as tx:
        assert (await tx.execute(select(check_in_table.c.status))).scalars().all() == ["dropped"]


async def test_a_no_to_a_human_closes_the_question_and_takes_the_answers_back(someone: Someone, bot: Bot) -> None:
    await answers(someone)
    async with bot.database.writing(Service()) as tx:
        held = await hold(tx, channel="fake", address=someone.address)
        assert held is not None
        await cases.open_or_join(tx, held, topic="mens", reason="Wil praten", urgent=False, summary={"leest": "latijn"}, now=bot.now())
        await tx.execute(contacts.update().values(consents={"remember": True, "human": True}))
    await someone.calls("my_data")
    for value in ("ja_of_nee", "mag_mens", "no"):
        await chooses(someone, value)
    async with bot.database.reading(Service()) as tx:
        (case,) = (await tx.execute(select(case_table))).all()
    assert (case.state, case.summary) == ("closed", None)


async def test_a_message_that_comes_by_itself_is_covered_on_a_shared_phone_only(someone: Someone, bot: Bot) -> None:
    await answers(someone)
    await someone.calls("delen")
    await chooses(someone, "yes")
    contact = await there(bot)
    async with bot.database.reading(Service()) as tx:
        assert (await tx.execute(select(contacts.c.discreet).where(contacts.c.id == contact))).scalar() is True
    await chooses(someone, "nee")
    await chooses(someone, "nee")
    await someone.calls("delen")
    await chooses(someone, "no")
    async with bot.database.reading(Service()) as tx:
        assert (await tx.execute(select(contacts.c.discreet).where(contacts.c.id == contact))).scalar() is False


async def test_in_ones_own_file_what_waits_for_a_pause_comes_at_its_end(contact: int, bot: Bot) -> None:
    async with bot.database.writing(Service()) as tx:
        await tx.execute(check_in_table.delete())
        row = check_ins.Planned(contact_id=contact, plan="inschrijving", cause="test", day=bot.now().date(), due_at=bot.now())
        await check_ins.plan_all(tx, [row])
        await tx.execute(contacts.update().values(paused_until=bot.now() + timedelta(days=16)))
        held = await hold_person(tx, contact)
        assert held is not None
        library = bot.shelf.newest
        exporter = Exporter(library, bot.worlds.guides(library), bot.speech.renderer, bot.now())
        page, _ = await exporter.files(tx, held, Person(facts={}))
    assert "17 december 2026" in page.content.decode()


async def test_the_calendar_of_who_shares_a_phone_says_nothing_of_what_it_is_about(someone: Someone, bot: Bot) -> None:
    await answers(someone)
    known = {"wet_brief": "wi2013", "vergunning": "asiel", "vergunning_datum": "2021-06-01", "examens_gehaald": ["PVT"]}
    async with bot.database.writing(Service()) as tx:
        term = {"diploma_nl": ["geen"], "einddatum_duo": "2027-12-01", "aangemeld_examen": "geen"}
        await learn(tx, await there(bot), {**known, **term}, at=bot.now())
    await someone.calls("delen")
    await chooses(someone, "yes")
    said = await someone.calls("plan")
    # The usual answer to whatever is asked, and then the calendar.
    while not any(message.files for message in said):
        said = await someone.taps(next(message for message in said if message.buttons).buttons[0].label)
    (file,) = next(message.files for message in said if message.files)
    assert {str(event["summary"]) for event in Calendar.from_ical(file.content).walk("VEVENT")} == {"Wegwijzer"}  # type: ignore[arg-type]
