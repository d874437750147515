"""What the open page of a case asks by itself: what the person said and what colleagues did since it was drawn."""

from __future__ import annotations

import json
import re
from urllib.parse import quote

import pytest
from colleague import Colleague, asks_for_a_human
from furnished import HandClock, MemoryChannel, Someone
from sqlalchemy import select

from bot.main import Bot
from storage.database import Service
from storage.tables import audit_entries

CASES = "/console/cases"
NOTHING = {"new": 0, "newest": "", "said": ""}


@pytest.fixture
def person(any_bot: Bot, memory_channel: MemoryChannel) -> Someone:
    return Someone(any_bot, memory_channel)


@pytest.fixture
async def case(person: Someone, zwolle: Colleague) -> str:
    """The address of a case in Zwolle that nobody took."""
    await asks_for_a_human(person, "Zwolle")
    return f"{CASES}/{await zwolle.only_case()}"


async def drawn(colleague: Colleague, case: str) -> str:
    """Draw the page, and when it says that it was drawn."""
    found = re.search(r'data-newest="([^"]+)"', await colleague.get(case))
    assert found
    return found[1].replace("&#43;", "+")


async def news(colleague: Colleague, case: str, since: str) -> dict[str, object]:
    told: dict[str, object] = json.loads(await colleague.get(f"{case}/news?since={quote(since)}"))
    return told


async def test_what_the_person_types_is_news_until_the_page_is_drawn_again(
    case: str, person: Someone, zwolle: Colleague, hand_clock: HandClock
) -> None:
    await zwolle.post(f"{case}/take")
    since = await drawn(zwolle, case)
    assert await news(zwolle, case, since) == NOTHING
    for words in ("Dag", "Bent u daar?"):
        hand_clock.turn(minutes=1)
        await person.types(words)
    told = await news(zwolle, case, since)
    assert (told["new"], told["said"]) == (2, "Er zijn 2 nieuwe berichten van de persoon.")
    assert "Dag" not in json.dumps(told), "no word of the person"
    assert await news(zwolle, case, await drawn(zwolle, case)) == NOTHING


async def test_a_tap_is_news_and_ones_own_question_is_not(
    any_bot: Bot, case: str, person: Someone, zwolle: Colleague, hand_clock: HandClock
) -> None:
    await zwolle.post(f"{case}/take")
    since = await drawn(zwolle, case)
    hand_clock.turn(minutes=1)
    await zwolle.post(f"{case}/reply", reply="ready.contract", once="once")
    await any_bot.outbox.settled()
    assert await news(zwolle, case, since) == NOTHING
    hand_clock.turn(minutes=1)
    await person.taps("Ik heb het contract")
    assert (await news(zwolle, case, since))["said"] == "Er is 1 nieuw bericht van de persoon."
    assert await news(zwolle, case, await drawn(zwolle, case)) == NOTHING


async def test_what_a_colleague_did_is_news(case: str, zwolle: Colleague, dora: Colleague, hand_clock: HandClock) -> None:
    since = await drawn(dora, case)
    hand_clock.turn(minutes=1)
    await zwolle.post(f"{case}/take")
    assert (await news(dora, case, since))["said"] == "Een collega heeft deze vraag nu."
    assert await news(zwolle, case, since) == NOTHING

    since = await drawn(dora, case)
    hand_clock.turn(minutes=1)
    await zwolle.post(f"{case}/words", words="Dag.", once="once")
    assert (await news(dora, case, since))["said"] == "Er kwam een antwoord bij in het gesprek."

    since = await drawn(dora, case)
    hand_clock.turn(minutes=1)
    await zwolle.post(f"{case}/close", outcome="answered")
    assert (await news(dora, case, since))["said"] == "Deze vraag is gesloten."
    assert "data-newest" not in await dora.get(case), "nothing is waited for in a closed case"


async def test_asking_for_news_is_no_look_at_a_case_and_no_sign_of_life(
    any_bot: Bot, case: str, zwolle: Colleague, hand_clock: HandClock
) -> None:
    since = await drawn(zwolle, case)
    for _ in range(4):
        hand_clock.turn(minutes=14)
        await news(zwolle, case, since)
    async with any_bot.database.reading(Service()) as tx:
        seen = (await tx.execute(select(audit_entries.c.id).where(audit_entries.c.action == "case_seen"))).all()
    assert len(seen) == 1
    hand_clock.turn(minutes=14)
    await zwolle.get(f"{case}/news", 303)


@pytest.mark.parametrize("since", ["", "yesterday", "2026-11-23T12:00:00"])
async def test_a_page_that_does_not_say_when_it_was_drawn_hears_nothing(case: str, zwolle: Colleague, since: str) -> None:
    assert await news(zwolle, case, since) == NOTHING


async def test_another_municipality_hears_nothing_of_a_case(case: str, utrecht: Colleague) -> None:
    await utrecht.get(f"{case}/news", 404)
