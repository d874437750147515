"""Colleagues share a case: they see each other, leave notes, let it wait, hand it over, open it again, and never answer unaware."""

from __future__ import annotations

import re

import pytest
from colleague import DORA, UTRECHT, ZWOLLE, Colleague, asks_for_a_human, employed, numbers
from furnished import HandClock, MemoryChannel, Someone, rows_of_contacts
from sqlalchemy import select

from bot.main import Bot
from storage.database import Service
from storage.tables import staff

ANJA = "anja@zwolle.example.nl"
LIST = "/console/cases"


@pytest.fixture
def person(any_bot: Bot, memory_channel: MemoryChannel) -> Someone:
    return Someone(any_bot, memory_channel)


@pytest.fixture
async def case(any_bot: Bot, person: Someone, zwolle: Colleague) -> str:
    """The address of a case in Zwolle, taken by Anja."""
    await asks_for_a_human(person, "Zwolle")
    case = f"{LIST}/{await zwolle.only_case()}"
    await zwolle.post(f"{case}/take")
    await any_bot.outbox.settled()
    return case


def drawn(page: str) -> str:
    """When a page of a case was drawn, as its forms say it."""
    found = re.search(r'name="seen" value="([^"]+)"', page)
    assert found
    return found[1].replace("&#43;", "+")


async def id_of(bot: Bot, email: str) -> str:
    async with bot.database.reading(Service()) as tx:
        return next(str(row.id) for row in await tx.execute(select(staff.c.id, staff.c.email)) if row.email == email)


async def test_who_looks_at_the_same_case_is_seen_for_two_minutes(
    case: str, zwolle: Colleague, dora: Colleague, hand_clock: HandClock
) -> None:
    assert "bekijkt deze vraag ook" not in await zwolle.get(case)
    assert f"Collega {ANJA} bekijkt deze vraag ook" in await dora.get(case)
    assert f"Collega {DORA} bekijkt deze vraag ook" in await zwolle.get(case)
    hand_clock.turn(minutes=3)
    assert "bekijkt deze vraag ook" not in await zwolle.get(case)


async def test_what_was_said_meanwhile_is_shown_before_the_answer_goes_and_the_draft_is_kept(
    any_bot: Bot, case: str, person: Someone, zwolle: Colleague, hand_clock: HandClock
) -> None:
    page = await zwolle.get(case)
    hand_clock.turn(minutes=1)
    await person.types("Ik heb de brief nu bij mij")
    held_back = await zwolle.post(f"{case}/words", 409, words="Heeft u de brief?", once="one", seen=drawn(page))
    assert "Lees dat eerst" in held_back
    assert held_back.index("Ik heb de brief nu bij mij") < held_back.index(">Heeft u de brief?</textarea>")
    assert "Heeft u de brief?" not in person.sees()
    reply = await zwolle.post(f"{case}/reply", 409, reply="reply.tell_more", once="two", seen=drawn(page))
    assert "Ik heb de brief nu bij mij" in reply
    await zwolle.post(f"{case}/words", words="Goed zo.", once="three", seen=drawn(held_back))
    await any_bot.outbox.settled()
    assert "Goed zo." in person.sees()


async def test_an_answer_of_a_colleague_is_shown_first_and_who_no_longer_has_the_case_keeps_the_draft(
    any_bot: Bot, case: str, zwolle: Colleague, dora: Colleague, hand_clock: HandClock
) -> None:
    page = await zwolle.get(case)
    await zwolle.post(f"{case}/hand", to=await id_of(any_bot, DORA))
    hand_clock.turn(minutes=1)
    await dora.post(f"{case}/words", words="Ik bel u morgen.", once="one")
    gone = await zwolle.post(f"{case}/words", 409, words="Ik zoek het uit.", once="two", seen=drawn(page))
    assert "Iemand was u voor" in gone
    assert ">Ik zoek het uit.</textarea>" in gone
    await dora.post(f"{case}/hand", to=await id_of(any_bot, ANJA))
    first = await zwolle.post(f"{case}/words", 409, words="Ik zoek het uit.", once="three", seen=drawn(page))
    assert first.index("Ik bel u morgen.") < first.index(">Ik zoek het uit.</textarea>")


async def test_notes_are_for_colleagues_and_hold_no_bsn(case: str, person: Someone, zwolle: Colleague, dora: Colleague) -> None:
    await dora.post(f"{case}/note", note="Belt liever na vijf uur.")
    page = await zwolle.get(case)
    assert "Belt liever na vijf uur." in page
    assert f"Collega {DORA}" in page
    for wrong, told in (("", "Schrijf eerst iets op"), ("x" * 1501, "te lang"), ("BSN 111222333", "Haal die weg")):
        assert told in await dora.post(f"{case}/note", 422, note=wrong)
    assert "111222333" not in re.sub(r"<textarea.*?</textarea>", "", await zwolle.get(case), flags=re.DOTALL)
    assert "vijf uur" not in person.sees()


async def test_a_case_that_waits_stands_last_and_comes_back_on_top(
    any_bot: Bot, memory_channel: MemoryChannel, case: str, zwolle: Colleague, hand_clock: HandClock
) -> None:
    hand_clock.turn(minutes=1)
    await asks_for_a_human(Someone(any_bot, memory_channel, address="1002"), "Zwolle")
    first, second = numbers(await zwolle.get(LIST))
    assert case.endswith(first)
    for wrong in ("2026-11-23", "2028-01-01", "morgen"):
        assert "Kies een dag na vandaag" in await zwolle.post(f"{case}/snooze", 422, until=wrong)
    await zwolle.post(f"{case}/snooze", until="2026-11-25")
    page = await zwolle.get(LIST)
    assert numbers(page) == [second, first]
    assert "Wacht tot woensdag 25 november 2026" in page
    hand_clock.turn(days=2)
    await zwolle.signs_in(ANJA)
    page = await zwolle.get(LIST)
    assert numbers(page) == [first, second]
    assert "Terug op uw lijst" in page
    await zwolle.post(f"{case}/words", words="Hoe gaat het nu?", once="one")
    assert "Terug op uw lijst" not in await zwolle.get(LIST)


async def test_a_case_that_waits_comes_back_when_the_person_says_something(case: str, person: Someone, zwolle: Colleague) -> None:
    await zwolle.post(f"{case}/snooze", until="2026-12-25")
    assert "Deze vraag wacht tot" in await zwolle.get(case)
    await person.types("Er is iets nieuws")
    assert "Deze vraag wacht tot" not in await zwolle.get(case)
    assert "Terug op uw lijst" in await zwolle.get(LIST)
    await zwolle.post(f"{case}/wake")
    assert "Terug op uw lijst" not in await zwolle.get(LIST)


async def test_a_case_is_handed_to_colleagues_of_the_same_municipality_only(
    any_bot: Bot, case: str, zwolle: Colleague, dora: Colleague
) -> None:
    await employed(any_bot, "bram@utrecht.example.nl", [UTRECHT])
    await employed(any_bot, "cor@example.nl", [ZWOLLE], "admin")
    page = await zwolle.get(case)
    assert f"Collega {DORA}</option>" in page
    assert not [other for other in ("bram@", "cor@") if other in page]
    for other in ("bram@utrecht.example.nl", "cor@example.nl", ANJA):
        assert "collega van dezelfde gemeente" in await zwolle.post(f"{case}/hand", 422, to=await id_of(any_bot, other))
    await zwolle.post(f"{case}/hand", to=await id_of(any_bot, DORA))
    assert f"Collega {DORA} heeft deze vraag" in await zwolle.get(case)
    assert "U heeft deze vraag" in await dora.get(case)


async def test_a_closed_case_is_opened_again_and_its_guest_stays(
    any_bot: Bot, case: str, person: Someone, zwolle: Colleague, dora: Colleague, hand_clock: HandClock
) -> None:
    await zwolle.post(f"{case}/close", outcome="answered")
    await any_bot.outbox.settled()
    await dora.post(f"{case}/reopen")
    await any_bot.outbox.settled()
    assert "leest nu uw vraag" in person.sees()
    assert "U heeft deze vraag" in await dora.get(case)
    hand_clock.turn(hours=30)
    await any_bot.forget()
    assert "contact" in await rows_of_contacts(any_bot)
    assert "bewaard voor de gemeente" in (await person.types("Dank u"))[0].text


async def test_earlier_cases_are_listed_and_one_is_not_opened_beside_another(
    any_bot: Bot, case: str, person: Someone, zwolle: Colleague, hand_clock: HandClock
) -> None:
    await zwolle.post(f"{case}/close", outcome="referred")
    await any_bot.outbox.settled()
    hand_clock.turn(minutes=5)
    await person.calls("human")
    await person.gives(person.inbound("button", data=person.button("✅").data))
    page = await zwolle.get(f"{LIST}/{await zwolle.only_case()}")
    assert f'href="{case}"' in page
    assert "Doorverwezen naar een ander" in page
    assert "kan niet weer open" in await zwolle.post(f"{case}/reopen", 422)
