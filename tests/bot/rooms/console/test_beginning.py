"""A talk that the municipality begins: only with who agreed to be followed, and what they type is for a human only after their yes."""

from __future__ import annotations

import pytest
from colleague import ZWOLLE, Colleague, asks_for_a_human
from furnished import MemoryChannel, Someone
from sqlalchemy import update

from bot.main import Bot
from storage.conversations import hold
from storage.database import Service
from storage.tables import contacts, conversations

BEGIN = "/console/begin"
FILED = "bewaard voor de gemeente"


@pytest.fixture
def person(any_bot: Bot, memory_channel: MemoryChannel) -> Someone:
    return Someone(any_bot, memory_channel)


async def known(bot: Bot, person: Someone, *, follow: bool = True, municipality: str = ZWOLLE) -> str:
    """Somebody who is remembered; gives their short number."""
    await person.begins()
    await person.taps("Nederlands")
    consents = {"remember": True, "follow": follow}
    async with bot.database.writing(Service()) as tx:
        held = await hold(tx, channel="fake", address=person.address)
        assert held is not None
        mine = contacts.c.id == held.contact_id
        await tx.execute(update(contacts).where(mine).values(remembered=True, consents=consents, municipality_code=municipality))
        await tx.execute(update(conversations).where(conversations.c.contact_id == held.contact_id).values(erase_after=None))
        return held.number


async def test_the_person_says_yes_and_then_their_words_reach_the_coordinator(any_bot: Bot, person: Someone, zwolle: Colleague) -> None:
    number = await known(any_bot, person)
    case = (await zwolle.post(BEGIN, person=f" {number.lower()} ")).partition("?")[0]
    await any_bot.outbox.settled()
    assert "Iemand van de gemeente wil met u praten" in person.sees()
    page = await zwolle.get(case)
    assert "De gemeente wil de persoon spreken" in page
    assert "U heeft deze vraag" in page
    yes = person.button("✅ Ja, dat is goed").data
    assert FILED not in (await person.types("hallo daar"))[0].text, "before their yes it stays with the bot"
    await person.gives(person.inbound("button", data=yes))
    assert FILED in (await person.types("Ik heb wel tijd"))[0].text
    page = await zwolle.get(case)
    assert "Ik heb wel tijd" in page
    assert "hallo daar" not in page


async def test_after_a_no_their_words_stay_with_the_bot(any_bot: Bot, person: Someone, zwolle: Colleague) -> None:
    case = (await zwolle.post(BEGIN, person=await known(any_bot, person))).partition("?")[0]
    await any_bot.outbox.settled()
    await person.taps("❌ Nee, nu niet")
    assert FILED not in (await person.types("hallo daar"))[0].text
    page = await zwolle.get(case)
    assert "❌ Nee, nu niet" in page.split("Drukte op de knop")[1]
    assert "hallo daar" not in page


async def test_after_a_no_the_case_is_closed_and_says_why(any_bot: Bot, person: Someone, zwolle: Colleague) -> None:
    case = (await zwolle.post(BEGIN, person=await known(any_bot, person))).partition("?")[0]
    await any_bot.outbox.settled()
    no = person.button("❌ Nee, nu niet").data
    await person.gives(person.inbound("button", data=no))
    page = await zwolle.get(case)
    assert "Deze vraag is gesloten. De persoon wil nu geen gesprek." in page
    assert case not in await zwolle.get("/console/cases")
    assert await zwolle.post(f"{case}/reopen", 422)
    said = len(person.channel.to(person.address))
    await person.gives(person.inbound("button", data=no))
    assert len(person.channel.to(person.address)) <= said + 1, "a second tap changes nothing"


async def test_a_no_does_not_close_what_the_person_asked_themselves(any_bot: Bot, person: Someone, zwolle: Colleague) -> None:
    case = (await zwolle.post(BEGIN, person=await known(any_bot, person))).partition("?")[0]
    await any_bot.outbox.settled()
    no = person.button("❌ Nee, nu niet").data
    await asks_for_a_human(person, "Zwolle")
    await person.gives(person.inbound("button", data=no))
    assert case in await zwolle.get("/console/cases")


async def test_who_has_an_open_question_is_found_there_and_is_not_asked_again(any_bot: Bot, person: Someone, zwolle: Colleague) -> None:
    number = await known(any_bot, person)
    first = await zwolle.post(BEGIN, person=number)
    assert await zwolle.post(BEGIN, person=number) == first
    await any_bot.outbox.settled()
    assert len([message for message in person.channel.to(person.address) if "wil met u praten" in message.text]) == 1


@pytest.mark.parametrize("there", [{"follow": False}, {"municipality": "GM0344"}])
async def test_who_did_not_agree_and_who_lives_elsewhere_sound_alike(
    any_bot: Bot, person: Someone, zwolle: Colleague, there: dict[str, object]
) -> None:
    number = await known(any_bot, person, **there)  # type: ignore[arg-type]
    told = await zwolle.post(BEGIN, 422, person=number)
    assert told.replace(number, "ZZZZZZ") == await zwolle.post(BEGIN, 422, person="ZZZZZZ")
    await any_bot.outbox.settled()
    assert "wil met u praten" not in person.sees()
