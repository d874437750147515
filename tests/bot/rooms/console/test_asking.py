"""A question with buttons: both read it in their own language, and the answer is a tap beside whatever is open with the bot."""

from __future__ import annotations

import pytest
from colleague import Colleague, asks_for_a_human
from furnished import HandClock, MemoryChannel, Someone

from bot.guidance.replies import standard_replies
from bot.language.pictures import read_pictograms, split
from bot.main import Bot
from dialogs.days import day_of
from storage import page
from storage.database import Service

CONTRACT = "ready.contract"
THANKS, ALREADY, OVER = "Uw antwoord is bij de gemeente", "Uw antwoord is al bij de gemeente", "Deze vraag is al klaar"


async def taken(bot: Bot, person: Someone, zwolle: Colleague) -> str:
    """The address of the case that a person of Zwolle has, taken."""
    await asks_for_a_human(person, "Zwolle")
    case = f"/console/cases/{await zwolle.only_case()}"
    await zwolle.post(f"{case}/take")
    await bot.outbox.settled()
    return case


async def asked(bot: Bot, zwolle: Colleague, case: str, reply: str = CONTRACT, once: str = "one", **fields: str) -> None:
    await zwolle.post(f"{case}/reply", reply=reply, once=once, **fields)
    await bot.outbox.settled()


async def test_both_read_the_question_in_their_language_and_a_tap_answers_it(
    any_bot: Bot, memory_channel: MemoryChannel, hand_clock: HandClock, zwolle: Colleague
) -> None:
    person = Someone(any_bot, memory_channel, languages=("ar",))
    case = await taken(any_bot, person, zwolle)
    shown = await zwolle.get(f"{case}/reply?reply={CONTRACT}")
    assert "Heeft u het contract met de school nog?" in shown
    assert "📄 العقد عندي" in shown
    hand_clock.turn(minutes=1)
    await asked(any_bot, zwolle, case)
    assert "هل ما زال عندكم العقد مع المدرسة؟" in person.sees()
    assert "Nog geen antwoord" in await zwolle.get(case)

    hand_clock.turn(minutes=1)
    (thanks,) = await person.gives(person.inbound("button", data=person.button("📄").data, message_id="77"))
    assert thanks.text == "شكرًا لكم. وصل جوابكم إلى البلدية."
    edit = next(message for message in memory_channel.sent if message.kind == "answered" and message.edits == "77")
    assert (edit.answered, edit.buttons) == ("📄 العقد عندي", ())
    told = await zwolle.get(case)
    assert "Drukte op de knop" in told
    assert "📄 Ik heb het contract" in told.split("Drukte op de knop")[1]
    assert "Nog geen antwoord" not in told


async def test_a_second_tap_and_one_after_the_end_are_answered_kindly_and_change_nothing(
    any_bot: Bot, memory_channel: MemoryChannel, zwolle: Colleague
) -> None:
    person = Someone(any_bot, memory_channel)
    case = await taken(any_bot, person, zwolle)
    await asked(any_bot, zwolle, case)
    yes, no = person.button("📄").data, person.button("❌").data
    assert THANKS in (await person.gives(person.inbound("button", data=yes)))[0].text
    again = await person.gives(person.inbound("button", data=no))
    assert [message.text for message in again] == [f"{ALREADY}: 📄 Ik heb het contract"]
    await zwolle.post(f"{case}/close", outcome="answered")
    await any_bot.outbox.settled()
    assert OVER in (await person.gives(person.inbound("button", data=no)))[0].text
    assert "❌ Ik heb geen contract" not in (await zwolle.get(case)).split("Drukte op de knop")[1]


@pytest.mark.parametrize("data", ["q999:0", "q1:4", "q1:99", "z1:0"])
async def test_a_button_that_was_made_up_answers_nothing(any_bot: Bot, memory_channel: MemoryChannel, zwolle: Colleague, data: str) -> None:
    person = Someone(any_bot, memory_channel)
    case = await taken(any_bot, person, zwolle)
    await asked(any_bot, zwolle, case)
    assert await person.gives(person.inbound("button", data=data)) != []
    assert "Nog geen antwoord" in await zwolle.get(case)


async def test_somebody_else_cannot_answer_for_them(any_bot: Bot, memory_channel: MemoryChannel, zwolle: Colleague) -> None:
    person, other = Someone(any_bot, memory_channel), Someone(any_bot, memory_channel, address="1002")
    case = await taken(any_bot, person, zwolle)
    await asked(any_bot, zwolle, case)
    await other.begins()
    assert OVER in (await other.gives(other.inbound("button", data=person.button("📄").data)))[0].text
    assert "Nog geen antwoord" in await zwolle.get(case)


async def test_what_is_open_with_the_bot_stays_open(any_bot: Bot, memory_channel: MemoryChannel, zwolle: Colleague) -> None:
    person = Someone(any_bot, memory_channel)
    case = await taken(any_bot, person, zwolle)
    (open_question,) = await person.calls("menu")
    await asked(any_bot, zwolle, case)
    await person.gives(person.inbound("button", data=person.button("📄").data))
    said = await person.gives(person.inbound("button", data=open_question.buttons[0].data))
    assert said
    assert "oude vraag" not in said[0].text


async def test_a_question_with_fields_says_them(any_bot: Bot, memory_channel: MemoryChannel, zwolle: Colleague) -> None:
    person = Someone(any_bot, memory_channel)
    case = await taken(any_bot, person, zwolle)
    await asked(any_bot, zwolle, case, "ready.call", dag="2026-11-27", tijd="10:30")
    assert "Mogen wij u bellen op" in person.sees()
    assert "vrijdag 27 november 2026" in person.sees()


async def test_on_the_page_it_is_there_after_a_reload_until_it_is_answered(
    any_bot: Bot, memory_channel: MemoryChannel, hand_clock: HandClock, zwolle: Colleague
) -> None:
    person = Someone(any_bot, MemoryChannel(name="web"), address="page-of-a-person-01")
    await any_bot.receive(person.inbound("start"))

    async def shown() -> list[str]:
        async with any_bot.database.reading(Service()) as tx:
            return [row.content["text"] for row in await page.last_turn(tx, channel="web", address=person.address)]

    async def says(kind: str, **more: object) -> None:
        hand_clock.turn(minutes=1)
        await any_bot.receive(person.inbound(kind, **more))

    await says("command", text="human")
    await says("text", text="Zwolle")
    async with any_bot.database.reading(Service()) as tx:
        rows = await page.last_turn(tx, channel="web", address=person.address)
    await says("button", data=next(each["data"] for each in rows[-1].content["buttons"] if each["label"].startswith("✅")))
    case = f"/console/cases/{await zwolle.only_case()}"
    await zwolle.post(f"{case}/take")
    hand_clock.turn(minutes=1)
    await zwolle.post(f"{case}/reply", reply=CONTRACT, once="one")
    await says("command", text="menu")
    question, menu = await shown()
    assert "Heeft u het contract" in question
    assert "Wat wilt u?" in menu
    await says("button", data="q1:0")
    menu, thanks = await shown()
    assert "Wat wilt u?" in menu
    assert THANKS in thanks


def test_each_answer_has_a_pictogram_of_the_list_and_no_two_of_a_question_look_alike(any_bot: Bot) -> None:
    known = read_pictograms()
    questions = [reply for reply in standard_replies(any_bot.worlds.world.knowledge, day_of(any_bot.now())).values() if reply.answers]
    assert len(questions) >= 8
    for question in questions:
        signs = [split(answer.text)[0] for answer in question.answers]
        assert 2 <= len(signs) <= 5, question.key
        assert len(set(signs)) == len(signs), question.key
        assert set(signs) <= set(known), question.key


async def test_own_dutch_is_looked_at_before_it_goes_and_nothing_is_refused_for_it(
    any_bot: Bot, memory_channel: MemoryChannel, zwolle: Colleague
) -> None:
    person = Someone(any_bot, memory_channel)
    case = await taken(any_bot, person, zwolle)
    hard = "Het bezwaarschrift inzake uw inburgering is onherroepelijk."
    page = await zwolle.post(f"{case}/words/advice", 200, words=hard)
    assert ">onherroepelijk</span>" in page, "and a word that the bot explains is not called hard"
    assert f">{hard}</textarea>" in page
    assert "bezwaarschrift" not in person.sees()
    assert "De zinnen zijn kort" in await zwolle.post(f"{case}/words/advice", 200, words="Kunt u morgen komen?")
    await zwolle.post(f"{case}/words", words=hard, once="one")
    await any_bot.outbox.settled()
    assert hard in person.sees()
