"""One person: what they said and when, an answer put right, and what comes by itself planned, moved and cancelled."""

from __future__ import annotations

from datetime import timedelta

from at_console import kept_facts
from colleague import Colleague
from followed import followed
from sqlalchemy import select

from bot.main import Bot
from dialogs.days import HOME, day_of
from storage import cases, conversations, facts
from storage import check_ins as check_ins_kept
from storage.database import Service
from storage.tables import audit_entries, caseload, check_ins
from storage.tables import contacts as people

OLD = {
    "wet_brief": "wi2013",
    "vergunning": "asiel",
    "vergunning_datum": "2018-05-01",
    "einddatum_duo": "2027-06-30",
    "examens_gehaald": ["LEZ"],
    "niveau": "a1",
    "zorgen": ["schulden"],
    "berichten_moment": "avond",
}


async def contact_of(bot: Bot, number: str) -> int:
    async with bot.database.reading(Service()) as tx:
        return (await tx.execute(select(people.c.id).where(people.c.number == number))).scalar_one()


async def due(bot: Bot, contact: int) -> list[check_ins_kept.Kept]:
    async with bot.database.reading(Service()) as tx:
        return (await check_ins_kept.of(tx, [contact]))[contact]


async def test_the_page_says_what_is_known_when_and_by_whom(any_bot: Bot, zwolle: Colleague) -> None:
    number = await followed(any_bot, OLD, days_ago=200)
    async with any_bot.database.writing(Service()) as tx:
        await facts.learn(tx, await contact_of(any_bot, number), {"niveau": "a2"}, at=any_bot.now(), said_by="helped")
        await any_bot.house.caseload.one(tx, await contact_of(any_bot, number), any_bot.now())
    page = await zwolle.get(f"/console/people/{number}")
    for words in ("Wet 2013", "gaat vooruit", "Nog 219 dagen", "Zorgen naast de inburgering", "Schulden", "1 eerder antwoord"):
        assert words in page, words
    for words in ("de persoon, met hulp", "Spreken: <strong>nog niet</strong>", "Lezen: gedaan", "6 onderdelen"):
        assert words in page, words
    assert "Wanneer berichten" not in page, "not for staff"
    assert "Uw Nederlands nu" not in page, "in the words of a colleague"
    async with any_bot.database.reading(Service()) as tx:
        noted = await tx.execute(select(audit_entries.c.action).where(audit_entries.c.contact_number == number))
        assert noted.scalars().all() == ["person_seen"]


async def test_a_reckoned_day_in_the_past_is_not_shown_under_the_old_law(any_bot: Bot, zwolle: Colleague) -> None:
    number = await followed(any_bot, {name: said for name, said in OLD.items() if name != "einddatum_duo"})
    page = await zwolle.get(f"/console/people/{number}")
    assert "De dag staat in de brief van DUO" in page
    assert "2021" not in page.replace("2018", "")


async def test_an_answer_put_right_is_added_and_shows_as_such(any_bot: Bot, zwolle: Colleague) -> None:
    number = await followed(any_bot, OLD)
    here = f"/console/people/{number}"
    assert 'value="a1" checked' in await zwolle.get(f"{here}/facts/niveau")
    assert await zwolle.post(f"{here}/facts/niveau", value="b1") == f"{here}?done=corrected"
    await zwolle.post(f"{here}/facts/niveau", 422, value="c2")
    await zwolle.post(f"{here}/facts/einddatum_duo", 422, value="morgen")
    await zwolle.post(f"{here}/facts/uren_totaal", value="640")
    await zwolle.post(f"{here}/facts/school_nu", 422, value="BSN 123456782")
    await zwolle.post(f"{here}/facts/examens_gehaald", value="LUI")
    for forbidden in ("zorgen", "berichten_moment", "woonplaats", "mag_volgen", "onzin"):
        await zwolle.post(f"{here}/facts/{forbidden}", 404, value="geweld")
    assert await kept_facts(any_bot, "niveau") == [("a1", "contact"), ("b1", "coordinator")]
    page = await zwolle.get(here)
    assert "de gemeente" in page
    async with any_bot.database.reading(Service()) as tx:
        row = (await tx.execute(select(caseload))).one()
        assert (row.level, row.trend) == ("b1", "up"), "lists know at once"
        actions = (await tx.execute(select(audit_entries.c.action).where(audit_entries.c.contact_number == number))).scalars().all()
    assert actions.count("fact_corrected") == 3


async def test_what_comes_by_itself_is_planned_moved_and_cancelled(any_bot: Bot, zwolle: Colleague) -> None:
    number = await followed(any_bot, {**OLD, "les_status": "begonnen"})
    here, contact = f"/console/people/{number}", await contact_of(any_bot, number)
    today = day_of(any_bot.now())
    day = (today + timedelta(days=9)).isoformat()
    assert await zwolle.post(f"{here}/check-ins", plan="lessen_eerst", day=day) == f"{here}?done=planned"
    assert await zwolle.post(f"{here}/check-ins", plan="pip", day=day) == f"{here}?done=too_late"
    for wrong in ("", "2020-01-01", "2036-01-01", "morgen"):
        assert await zwolle.post(f"{here}/check-ins", plan="lessen_eerst", day=wrong) == f"{here}?done=no_day"
    (row,) = await due(any_bot, contact)
    assert (day_of(row.due_at).isoformat(), row.due_at.astimezone(HOME).hour) >= (day, 18), "at the hour that the person chose"
    assert "Hoe gaan de lessen? In het begin" in await zwolle.get(here)

    await any_bot.house.plans.everybody(any_bot.database, any_bot.now())
    assert next(one for one in await due(any_bot, contact) if one.id == row.id).status == "planned", "the night leaves it"
    later = (today + timedelta(days=16)).isoformat()
    assert await zwolle.post(f"{here}/check-ins/{row.id}/move", day=later) == f"{here}?done=check_in_moved"
    await any_bot.house.plans.everybody(any_bot.database, any_bot.now())
    moved = next(one for one in await due(any_bot, contact) if one.id == row.id)
    assert day_of(moved.due_at).isoformat() == later
    assert await zwolle.post(f"{here}/check-ins/{row.id}/cancel") == f"{here}?done=cancelled"
    assert await zwolle.post(f"{here}/check-ins/{row.id}/cancel") == f"{here}?done=too_late"
    assert "door de gemeente gestopt" in await zwolle.get(here)
    await any_bot.house.plans.everybody(any_bot.database, any_bot.now())
    assert next(one for one in await due(any_bot, contact) if one.id == row.id).status == "dropped", "it is not planned again"


async def test_what_was_cancelled_or_moved_does_not_stand_in_the_way_of_a_new_wish_for_its_day(any_bot: Bot, zwolle: Colleague) -> None:
    number = await followed(any_bot, {**OLD, "les_status": "begonnen"})
    here, contact = f"/console/people/{number}", await contact_of(any_bot, number)
    today = day_of(any_bot.now())
    day, other = ((today + timedelta(days=days)).isoformat() for days in (9, 16))

    async def plan() -> list[str]:
        assert await zwolle.post(f"{here}/check-ins", plan="lessen_eerst", day=day) == f"{here}?done=planned"
        return [day_of(one.due_at).isoformat() for one in await due(any_bot, contact) if one.status == "planned"]

    assert await plan() == [day]
    assert await plan() == [day], "pressed twice it is one"
    await zwolle.post(f"{here}/check-ins/{(await due(any_bot, contact))[0].id}/cancel")
    assert await plan() == [day]
    (row,) = [one for one in await due(any_bot, contact) if one.status == "planned"]
    await zwolle.post(f"{here}/check-ins/{row.id}/move", day=other)
    assert await plan() == [day, other]


async def test_what_the_bot_planned_and_staff_moved_stays_moved_and_what_they_cancelled_stays_away(any_bot: Bot, zwolle: Colleague) -> None:
    number = await followed(any_bot, {**OLD, "les_status": "begonnen"})
    here, contact = f"/console/people/{number}", await contact_of(any_bot, number)
    await any_bot.house.plans.everybody(any_bot.database, any_bot.now())
    first, second = [one for one in await due(any_bot, contact) if not one.deadline][:2]
    day = day_of(first.due_at) + timedelta(days=2)
    await zwolle.post(f"{here}/check-ins/{first.id}/move", day=day.isoformat())
    await zwolle.post(f"{here}/check-ins/{second.id}/cancel")
    before = await due(any_bot, contact)
    assert await any_bot.house.plans.everybody(any_bot.database, any_bot.now()) == 0
    assert await due(any_bot, contact) == before


async def test_a_deadline_is_not_cancelled_and_only_comes_earlier(any_bot: Bot, zwolle: Colleague) -> None:
    number = await followed(any_bot, {**OLD, "aangemeld_examen": "KNM", "examen_datum": "2026-12-20"})
    here, contact = f"/console/people/{number}", await contact_of(any_bot, number)
    await any_bot.house.plans.everybody(any_bot.database, any_bot.now())
    row = next(one for one in await due(any_bot, contact) if one.plan == "examen_komt")
    assert await zwolle.post(f"{here}/check-ins/{row.id}/cancel") == f"{here}?done=deadline"
    assert await zwolle.post(f"{here}/check-ins/{row.id}/move", day="2026-12-30") == f"{here}?done=deadline"
    assert await zwolle.post(f"{here}/check-ins/{row.id}/move", day="2026-12-01") == f"{here}?done=check_in_moved"
    page = await zwolle.get(here)
    assert "Kan niet wachten" in page
    assert f"check-ins/{row.id}/cancel" not in page


async def test_who_wants_no_messages_gets_none_planned(any_bot: Bot, zwolle: Colleague) -> None:
    number = await followed(any_bot, {**OLD, "les_status": "begonnen"}, consents={"remember": True, "follow": True})
    here = f"/console/people/{number}"
    assert "wil geen berichten uit onszelf" in await zwolle.get(here)
    assert await zwolle.post(f"{here}/check-ins", plan="lessen_eerst", day="2026-12-15") == f"{here}?done=too_late"
    async with any_bot.database.reading(Service()) as tx:
        assert (await tx.execute(select(check_ins))).all() == []


async def test_of_who_cannot_be_reminded_it_is_said_what_becomes_of_a_message(any_bot: Bot, zwolle: Colleague) -> None:
    for reached in (False, True):
        number = await followed(any_bot, {**OLD, "les_status": "begonnen"}, reached=reached)
        page = await zwolle.get(f"/console/people/{number}")
        for words in ("Kan niet herinnerd worden", "wacht tot de persoon zelf komt kijken"):
            assert (words in page) is not reached, words


async def test_one_persons_message_is_not_moved_through_anothers_page(any_bot: Bot, zwolle: Colleague) -> None:
    one = await followed(any_bot, {**OLD, "les_status": "begonnen"})
    other = await followed(any_bot, OLD)
    await zwolle.post(f"/console/people/{one}/check-ins", plan="lessen_eerst", day="2026-12-15")
    (row,) = await due(any_bot, await contact_of(any_bot, one))
    assert (await zwolle.post(f"/console/people/{other}/check-ins/{row.id}/cancel")).endswith("too_late")
    assert [kept.status for kept in await due(any_bot, await contact_of(any_bot, one))] == ["planned"]


async def test_a_case_says_how_who_is_followed_stands_and_gives_a_note_to_copy(any_bot: Bot, zwolle: Colleague) -> None:
    number = await followed(any_bot, OLD)
    async with any_bot.database.writing(Service()) as tx:
        held = await conversations.hold_person(tx, await contact_of(any_bot, number))
        assert held is not None
        reason = "Geld. Graag bellen."
        case = await cases.open_or_join(tx, held, topic="money", reason=reason, urgent=False, summary={"niveau": "a1"}, now=any_bot.now())
    page = await zwolle.get(f"/console/cases/{case.number}")
    assert f'href="/console/people/{number}"' in page
    assert "Nog 219 dagen" in page
    note = page.split('id="note-text"')[1].split("</textarea>")[0]
    for words in (f"Vraag {case.number}", "Waarom: Geld. Graag bellen.\n", "Taal: Arabisch.", "Niveau Nederlands: "):
        assert words in note, words
