"""One message in, one answer out: kept first, sent after, once."""

from __future__ import annotations

import asyncio

from furnished import HandClock, MemoryChannel, Someone, rows_of_contacts
from sqlalchemy import select, update

from bot.main import Bot
from storage.database import Service
from storage.tables import cases, check_ins, consents, contacts, conversations, facts, messages_in, messages_out, wishes


async def first_answer(someone: Someone) -> None:
    """To the first answer about courses: Zwolle, the law of 2013, other letters."""
    await someone.begins()
    await someone.taps("Nederlands", "Een cursus kiezen")
    await someone.types("Zwolle")
    await someone.taps("2013", "andere letters")


async def to_the_end(someone: Someone, *consents: str) -> None:
    """From the first answer to a chosen school, and the answers about keeping."""
    await first_answer(someone)
    await someone.taps("laat nu zien", "Voorbeeldschool", "Ik weet genoeg", *consents)


async def test_the_same_update_three_times_is_answered_once(someone: Someone) -> None:
    update_ = someone.inbound("start")
    first = await someone.gives(update_)
    assert len(first) == 1
    assert await someone.gives(update_) == []
    assert await someone.gives(update_) == []


async def test_three_questions_give_a_first_answer(someone: Someone) -> None:
    await first_answer(someone)
    statement = someone.channel.to(someone.address)[-2].text
    assert "wet van 2013" in statement
    assert "Voorbeeldschool" in statement


async def test_a_turn_says_at_most_two_messages_and_the_question_last(someone: Someone) -> None:
    await first_answer(someone)
    said = await someone.taps("laat nu zien")
    assert len(said) == 2
    assert said[-1].question == "choice"


async def test_an_old_button_is_answered_with_the_open_question(someone: Someone) -> None:
    await someone.begins()
    old = someone.button("Nederlands").data
    await someone.taps("Nederlands", "Een cursus kiezen")
    said = await someone.gives(someone.inbound("button", data=old))
    assert said[-1].question == "place"


async def test_a_second_tap_on_the_question_just_answered_says_nothing(someone: Someone) -> None:
    await someone.begins()
    tap = someone.button("Nederlands").data
    await someone.taps("Nederlands")
    assert await someone.gives(someone.inbound("button", data=tap)) == []


async def test_the_answered_question_loses_its_buttons_and_shows_the_choice(someone: Someone) -> None:
    await someone.begins()
    await someone.taps("Nederlands")
    answered = next(message for message in someone.channel.sent if message.kind == "answered")
    assert answered.answered == "Nederlands"
    assert answered.edits == "5"


async def test_changing_the_language_repeats_the_open_question_in_it(someone: Someone) -> None:
    await someone.begins()
    await someone.taps("Nederlands", "Een cursus kiezen")
    asking = someone.channel.to(someone.address)[-1].asking
    await someone.calls("language")
    await someone.taps("العربية")
    again = someone.channel.to(someone.address)[-1]
    assert (again.asking, again.language, again.direction, again.question) == (asking, "ar", "rtl", "place")


async def test_a_turn_that_raises_is_apologised_for_and_blocks_nobody(someone: Someone, bot: Bot) -> None:
    await someone.begins()
    async with bot.database.writing(Service()) as tx:
        await tx.execute(update(conversations).values(state="this is no state"))
    broken = someone.inbound("text", text="hallo")
    (apology,) = await someone.gives(broken)
    assert apology.text == bot.shelf.newest.sentences["sorry"]
    assert await someone.gives(broken) == []
    async with bot.database.reading(Service()) as tx:
        assert (await tx.execute(select(messages_in.c.status).where(messages_in.c.update_id == broken.update_id))).scalar() == "poisoned"
        assert len((await tx.execute(select(cases))).all()) == 1
    other = Someone(bot, someone.channel, address="1002")
    assert (await other.begins())[-1].question == "choice"


async def test_fifty_people_at_once_are_all_answered(any_bot: Bot, memory_channel: MemoryChannel) -> None:
    people = [Someone(any_bot, memory_channel, address=str(number)) for number in range(2000, 2050)]

    async def talk(person: Someone) -> None:
        await person.begins()
        await person.taps("Nederlands", "Een cursus kiezen")

    await asyncio.gather(*(talk(person) for person in people))
    assert [memory_channel.to(person.address)[-1].question for person in people] == ["place"] * 50


async def test_two_messages_of_one_person_are_handled_in_order(someone: Someone, bot: Bot) -> None:
    await someone.begins()
    await someone.taps("Nederlands", "Een cursus kiezen")
    town, law = someone.inbound("text", text="Zwolle"), someone.inbound("text", text="Wet inburgering 2013")
    await asyncio.gather(bot.receive(town), bot.receive(law))
    await bot.outbox.settled()
    ids = [message.id for message in someone.channel.to(someone.address)]
    assert ids == sorted(ids)
    assert "lezen en schrijven" in someone.sees()


async def test_a_no_to_everything_leaves_no_row_after_a_day(someone: Someone, bot: Bot, hand_clock: HandClock) -> None:
    await to_the_end(someone, "bewaar niets")
    assert await rows_of_contacts(bot) != {}
    hand_clock.turn(hours=23)
    await bot.forget()
    assert await rows_of_contacts(bot) != {}
    hand_clock.turn(hours=2)
    await bot.forget()
    assert await rows_of_contacts(bot) == {}


async def test_before_a_yes_answers_live_only_in_the_sealed_conversation(someone: Someone, bot: Bot) -> None:
    await to_the_end(someone)
    async with bot.database.reading(Service()) as tx:
        assert (await tx.execute(select(facts))).all() == []
        assert (await tx.execute(select(check_ins))).all() == []
        texts = (await tx.execute(select(messages_out.c.content).where(messages_out.c.status == "sent"))).scalars().all()
        assert texts
        assert set(texts) == {None}
        assert set((await tx.execute(select(messages_in.c.text))).scalars()) == {None}


async def test_a_yes_turns_answers_into_facts_and_so_does_when_messages_may_come(someone: Someone, bot: Bot) -> None:
    await to_the_end(someone, "Ja, bewaar", "Ja, stuur", "avond", "maakt niet uit")
    async with bot.database.reading(Service()) as tx:
        known = {row.name: row.value if row.sealed_value is None else row.sealed_value for row in await tx.execute(select(facts))}
        assert known["wet_brief"] == "wi2013"
        assert known["leest"] == "ander_schrift"
        assert {row.purpose: row.yes for row in await tx.execute(select(consents))} == {"remember": True, "remind": True}
        assert (known["berichten_moment"], known.get("berichten_vaak")) == ("avond", "maakt_niet_uit")


async def test_somebody_remembered_is_shown_what_is_known(someone: Someone, hand_clock: HandClock) -> None:
    await to_the_end(someone, "Ja, bewaar", "Nee, dank")
    hand_clock.turn(days=2)
    said = await someone.types("cursus")
    assert said[-1].question == "confirm"
    assert "Zwolle" in said[-1].text


async def test_erasing_everything_leaves_nothing_but_an_empty_conversation(someone: Someone, bot: Bot) -> None:
    await to_the_end(someone, "Ja, bewaar", "Nee, dank")
    await someone.calls("my_data")
    said = await someone.taps("Alles wissen", "Ja, wis alles")
    assert "gewist" in said[-1].text
    async with bot.database.reading(Service()) as tx:
        assert (await tx.execute(select(facts))).all() == []
        assert (await tx.execute(select(consents))).all() == []
        assert (await tx.execute(select(contacts.c.remembered))).scalars().all() == [False]


async def test_a_human_is_asked_only_after_a_yes(someone: Someone, bot: Bot) -> None:
    await first_answer(someone)
    await someone.calls("human")
    async with bot.database.reading(Service()) as tx:
        assert (await tx.execute(select(cases))).all() == []
    said = await someone.taps("Ja, vraag om hulp")
    assert "bewaard voor de gemeente" in said[0].text
    async with bot.database.reading(Service()) as tx:
        (case,) = (await tx.execute(select(cases))).all()
    assert case.municipality_code == "GM0193"
    assert case.summary["wet_brief"] == "wi2013"


async def test_under_the_law_of_2021_the_wish_is_sent_with_a_receipt(someone: Someone, bot: Bot) -> None:
    await someone.begins()
    await someone.taps("Nederlands", "Een cursus kiezen")
    await someone.types("Zwolle")
    await someone.taps("2021", "andere letters", "asiel", "laat nu zien")
    await someone.types("Zwolle")
    said = await someone.taps("Ja, stuur mijn wens")
    assert "wens is bewaard" in said[0].text
    async with bot.database.reading(Service()) as tx:
        (wish,) = (await tx.execute(select(wishes))).all()
    assert wish.municipality_code == "GM0193"


async def test_a_town_of_no_participating_municipality_gets_the_truth(someone: Someone, bot: Bot) -> None:
    await someone.begins()
    await someone.taps("Nederlands", "Een mens")
    said = await someone.types("Assen")
    assert "doet hier nog niet mee" in said[0].text
    async with bot.database.reading(Service()) as tx:
        assert (await tx.execute(select(cases))).all() == []


async def test_something_secret_that_was_typed_gets_a_kind_warning(someone: Someone, bot: Bot) -> None:
    await someone.begins()
    said = await someone.types("•••", masked=("bsn",))
    assert bot.shelf.newest.sentences["masked"] in said[0].text


async def test_an_invitation_says_the_town_so_that_it_is_not_asked(someone: Someone) -> None:
    await someone.begins(payload="zwolle")
    said = await someone.taps("Nederlands", "Een cursus kiezen")
    assert said[-1].question == "confirm"
    assert "Zwolle" in said[-1].text


async def test_an_unknown_invitation_is_no_obstacle(someone: Someone) -> None:
    said = await someone.begins(payload="nergens")
    assert said[-1].question == "choice"
