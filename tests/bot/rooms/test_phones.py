"""Several persons on one phone: nothing of one is shown to or kept with another; and one person on two phones, by a code."""

from __future__ import annotations

from typing import Any

from at_phones import OF_THE_FIRST, STAR, answers, chooses, takes_name, there, words_in
from furnished import Someone
from sqlalchemy import select

from bot.main import Bot
from bot.messages import Outgoing
from bot.phones import MOST_PERSONS
from bot.queueing import Queue
from dialogs.phrase import Phrase
from storage import outbox
from storage.conversations import hold
from storage.database import Service
from storage.tables import METADATA, contacts, facts


async def gives_to_somebody_new(someone: Someone) -> list[Outgoing]:
    await someone.calls("wie")
    await someone.taps("Iemand anders")
    return await someone.taps("Ja, aan iemand anders")


async def comes_back(someone: Someone, label: str = STAR) -> list[Outgoing]:
    await someone.calls("wie")
    return await someone.taps(label)


async def rows(bot: Bot, table: Any, contact_id: int) -> list[dict[str, Any]]:
    owner = table.c.id if table.name == "contact" else table.c.get("contact_id")
    if owner is None:
        return []
    async with bot.database.reading(Service()) as tx:
        return [dict(row) for row in (await tx.execute(table.select().where(owner == contact_id))).mappings()]


async def queues(bot: Bot, contact_id: int | None, words: str) -> None:
    """A message that comes by itself, for one of the persons of the phone."""
    queue = Queue(bot.speech.renderer, bot.speech.languages, "tests", ())
    async with bot.database.writing(Service()) as tx:
        held = await hold(tx, channel="fake", address="1001")
        assert held is not None
        assert contact_id is not None
        content = queue.sentence(Phrase(text=words), held)
        row = outbox.NewMessage(contact_id=contact_id, address_id=held.address_id, kind="say", content=content)
        await outbox.queue(tx, [row], writer="tests", lease_until=bot.now(), now=bot.now())


async def test_somebody_new_is_greeted_and_sees_nothing_of_who_was_there(someone: Someone, bot: Bot) -> None:
    await answers(someone)
    await takes_name(someone)
    said = await gives_to_somebody_new(someone)
    assert said[-1].question == "choice"
    assert "Nederlands" in [button.label for button in said[-1].buttons], "a new person chooses a language first"
    await chooses(someone, "nl")
    said = await someone.calls("my_data")
    assert "Ik weet nu niets van u" in said[0].text


async def test_what_stood_on_the_screen_goes_before_the_other_is_greeted(someone: Someone, bot: Bot) -> None:
    await answers(someone)
    await takes_name(someone)
    before = [message for message in someone.channel.sent if message.kind in ("say", "ask")]
    await gives_to_somebody_new(someone)
    cleared = [message for message in someone.channel.sent if message.kind == "clear"]
    assert len(cleared) == 1
    assert len(cleared[0].edits.split(",")) >= len(before)
    after = someone.channel.sent[someone.channel.sent.index(cleared[0]) :]
    assert not any(word in message.text for message in after for word in OF_THE_FIRST)


async def test_nothing_of_one_person_is_kept_with_or_shown_to_another(someone: Someone, bot: Bot) -> None:
    await answers(someone)
    await takes_name(someone)
    first = await there(bot)
    await gives_to_somebody_new(someone)
    second = await there(bot)
    assert first is not None
    assert second is not None
    assert first != second
    shown = len(someone.channel.sent)
    await chooses(someone, "en")
    await someone.calls("instellingen")
    await chooses(someone, "kort")
    await chooses(someone, "yes")
    for word in ("my_data", "menu", "wie", "cursus", "back", "language", "hide"):
        await someone.calls(word)
    await someone.types("Assen")
    for message in someone.channel.sent[shown:]:
        words = " ".join([message.text, message.dutch, *(button.label for button in message.buttons)])
        assert not any(word in words for word in OF_THE_FIRST), words
    for table in METADATA.sorted_tables:
        for row in await rows(bot, table, second):
            assert not any(word in words_in(row) for word in OF_THE_FIRST), (table.name, row)
        for row in await rows(bot, table, first):
            assert "Assen" not in words_in(row), (table.name, row)


async def test_who_comes_back_is_greeted_in_their_language_and_finds_their_answers(someone: Someone, bot: Bot) -> None:
    await answers(someone)
    await takes_name(someone)
    first = await there(bot)
    await gives_to_somebody_new(someone)
    await chooses(someone, "en")
    said = await comes_back(someone)
    assert await there(bot) == first
    assert {message.language for message in said} == {"nl"}
    assert STAR in said[0].text
    assert not any(word in message.text for message in said for word in OF_THE_FIRST), "a greeting tells nothing"
    said = await someone.calls("my_data")
    assert "Zwolle" in said[0].text


async def test_an_open_question_waits_for_its_person(someone: Someone, bot: Bot) -> None:
    await someone.begins()
    await chooses(someone, "nl")
    await takes_name(someone)
    await someone.calls("koppelen")
    await someone.taps("Ik typ mijn code")
    await gives_to_somebody_new(someone)
    await chooses(someone, "nl")
    await comes_back(someone)
    assert someone.channel.to(someone.address)[-1].question == "choice", "the menu, over the open question"
    await someone.calls("back")
    assert someone.channel.to(someone.address)[-1].question == "text"


async def test_facts_of_two_persons_stay_apart(someone: Someone, bot: Bot) -> None:
    await answers(someone)
    await takes_name(someone)
    first = await there(bot)
    await gives_to_somebody_new(someone)
    await chooses(someone, "nl")
    await someone.calls("instellingen")
    await chooses(someone, "kort")
    await chooses(someone, "yes")
    async with bot.database.reading(Service()) as tx:
        assert {row.contact_id for row in await tx.execute(select(facts))} == {first}


async def test_messages_to_who_is_away_wait_until_they_are_there(someone: Someone, bot: Bot) -> None:
    await answers(someone)
    await takes_name(someone)
    first = await there(bot)
    await gives_to_somebody_new(someone)
    await queues(bot, first, "Alleen voor de eerste")
    await bot.outbox.sweep()
    await bot.outbox.settled()
    assert not any("Alleen voor de eerste" in message.text for message in someone.channel.sent)
    await chooses(someone, "nl")
    await someone.calls("wie")
    assert "✉️" in someone.button(STAR).label
    await someone.taps(STAR)
    await bot.outbox.sweep()
    await bot.outbox.settled()
    assert any("Alleen voor de eerste" in message.text for message in someone.channel.sent)


async def test_who_erases_everything_takes_nothing_of_the_others_along(someone: Someone, bot: Bot) -> None:
    await answers(someone)
    await takes_name(someone)
    first = await there(bot)
    await gives_to_somebody_new(someone)
    await chooses(someone, "nl")
    await someone.calls("my_data")
    said = await someone.taps("Alles wissen", "Ja, wis alles")
    assert "gewist" in said[-1].text
    assert await there(bot) != first, "nobody becomes somebody else without a choice"
    await comes_back(someone)
    assert await there(bot) == first
    said = await someone.calls("my_data")
    assert "Zwolle" in said[0].text


async def test_no_more_than_so_many_persons_share_a_phone(someone: Someone, bot: Bot) -> None:
    await someone.begins()
    await chooses(someone, "nl")
    for number in range(MOST_PERSONS - 1):
        await someone.calls("wie")
        await someone.taps("Iemand anders")
        await someone.types(f"Naam {'abcdef'[number]}")
        await someone.taps("Ja, aan iemand anders")
        await chooses(someone, "nl")
    await someone.calls("wie")
    said = await someone.taps("Iemand anders")
    assert str(MOST_PERSONS) in said[0].text
    async with bot.database.reading(Service()) as tx:
        assert len((await tx.execute(select(contacts))).all()) == MOST_PERSONS


async def test_dutch_beside_is_of_the_person_and_not_of_the_phone(someone: Someone, bot: Bot) -> None:
    await someone.begins()
    await chooses(someone, "en")
    await someone.calls("instellingen")
    await chooses(someone, "nederlands")
    said = await chooses(someone, "yes")
    assert said[-1].dutch
    await someone.calls("wie")
    await chooses(someone, "ander")
    await someone.types("Amal")
    said = await chooses(someone, "ja")
    assert said[-1].dutch == ""
