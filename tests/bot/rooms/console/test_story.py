"""A whole story: somebody asks for a human in Arabic, a coordinator answers in Dutch, and the dialog that waits goes on."""

from __future__ import annotations

from colleague import Colleague, asks_for_a_human
from furnished import HandClock, MemoryChannel, Someone, rows_of_contacts

from bot.main import Bot
from bot.settings import HERE
from bot.shelf import shipped

SPEAKS_ARABIC = "أريد أن أسأل عن المدرسة"
MENS = "scripts/mens.yaml"


async def waits(bot: Bot) -> None:
    """Take a script into use that waits for the human it asked for."""
    files = dict(shipped(HERE / "dialogs"))
    files[MENS] = files[MENS].replace("    hand_over: mens\n", "    hand_over: mens\n    wait: true\n")
    await bot.shelf.put(files, bot.now(), released=True)


async def test_from_asking_to_closing(any_bot: Bot, memory_channel: MemoryChannel, hand_clock: HandClock, zwolle: Colleague) -> None:
    await waits(any_bot)
    person = Someone(any_bot, memory_channel, languages=("ar",))
    await asks_for_a_human(person, "Zwolle")
    number = await zwolle.only_case()
    case = f"/console/cases/{number}"
    assert "Arabisch" in await zwolle.get("/console/cases")
    page = await zwolle.get(case)
    assert "Wil met een mens spreken" in page
    assert "Woonplaats</dt>" in page
    assert "Zwolle" in page

    assert await zwolle.post(f"{case}/take") == f"{case}?done=taken"
    await any_bot.outbox.settled()
    assert "شخص من البلدية يقرأ سؤالكم الآن" in person.sees()

    assert "Vul dit in" in await zwolle.post(f"{case}/preview", 422, reply="reply.reading", dag="")
    preview = await zwolle.post(f"{case}/preview", 200, reply="reply.reading", dag="2026-11-27")
    assert "U hoort van mij uiterlijk vrijdag 27 november 2026" in preview
    assert "رسالة من البلدية" in preview
    for _ in range(2):
        await zwolle.post(f"{case}/reply", reply="reply.reading", dag="2026-11-27", once="first")
    await any_bot.outbox.settled()
    received = [message.text for message in memory_channel.to(person.address) if "شكرًا لكم على سؤالكم" in message.text]
    assert len(received) == 1, "a second click sends nothing"
    assert received[0].startswith("🏛 رسالة من البلدية:")

    await zwolle.post(f"{case}/words", words="Dag. Komt u {morgen}?", once="second")
    await any_bot.outbox.settled()
    assert "باللغة الهولندية" in person.sees()
    assert "Dag. Komt u {morgen}?" in person.sees()

    assert [message.text for message in await person.types(SPEAKS_ARABIC)] == ["حفظتُ رسالتكم للبلدية. سيأتي الجواب هنا."]
    assert await person.types("نعم") == [], "one receipt for a flurry"
    page = await zwolle.get(case)
    assert f'dir="auto">{SPEAKS_ARABIC}</p>' in page
    assert "Dag. Komt u {morgen}?" in page
    hand_clock.turn(minutes=10)
    assert len(await person.types("غدا")) == 1

    before = len(memory_channel.to(person.address))
    assert await zwolle.post(f"{case}/close", outcome="answered") == "/console/cases?done=closed"
    await any_bot.outbox.settled()
    told = [message.text for message in memory_channel.to(person.address)[before:]]
    assert "انتهت البلدية من سؤالكم" in told[0]
    assert "سؤالكم محفوظ للبلدية" in told[1], "the script that waited went on"
    assert "Er zijn nu geen open vragen" in await zwolle.get("/console/cases")
    closed = await zwolle.get(case)
    assert "Deze vraag is gesloten" in closed
    assert "Woonplaats</dt>" not in closed
    assert await person.types("مرحبا") != [], "the bot hears the person again"


async def test_while_it_is_taken_what_steers_the_bot_still_does(
    any_bot: Bot, memory_channel: MemoryChannel, hand_clock: HandClock, zwolle: Colleague
) -> None:
    person = Someone(any_bot, memory_channel)
    await asks_for_a_human(person, "Zwolle")
    await any_bot.outbox.settled()
    hand_clock.turn(minutes=1)
    case = f"/console/cases/{await zwolle.only_case()}"
    await zwolle.post(f"{case}/take")
    for said, heard in (("menu", "Wat wilt u?"), ("help mij, hij wil mij vermoorden", "Bel 112")):
        assert heard in " ".join(message.text for message in await person.types(said)), said
    assert any(message.buttons for message in await person.calls("my_data"))
    page = await zwolle.get(case)
    assert "Uw vraag is bewaard voor de gemeente" in page
    assert not [word for word in ("vermoorden", "Bel 112", "Wat wilt u?") if word in page], "what passes between the two stays there"


async def test_before_it_is_taken_and_after_it_is_given_back_the_bot_goes_on(
    any_bot: Bot, memory_channel: MemoryChannel, hand_clock: HandClock, zwolle: Colleague
) -> None:
    person = Someone(any_bot, memory_channel)
    await asks_for_a_human(person, "Zwolle")
    case = f"/console/cases/{await zwolle.only_case()}"
    receipt = "Ik heb uw bericht bewaard"
    assert receipt not in (await person.types("xyzzy"))[0].text
    await zwolle.post(f"{case}/take")
    assert receipt in (await person.types("Het is dringend voor mij"))[0].text
    await zwolle.post(f"{case}/give-back")
    await any_bot.outbox.settled()
    hand_clock.turn(minutes=1)
    assert receipt not in (await person.types("xyzzy"))[0].text
    assert "Nieuw" in await zwolle.get("/console/cases")


async def test_a_guest_is_forgotten_a_day_after_the_case_was_closed(
    any_bot: Bot, memory_channel: MemoryChannel, hand_clock: HandClock, zwolle: Colleague
) -> None:
    person = Someone(any_bot, memory_channel)
    await asks_for_a_human(person, "Zwolle")
    number = await zwolle.only_case()
    hand_clock.turn(hours=30)
    await any_bot.forget()
    assert "contact" in await rows_of_contacts(any_bot), "kept while somebody has something to do for them"
    await zwolle.signs_in("anja@zwolle.example.nl")
    await zwolle.post(f"/console/cases/{number}/take")
    await zwolle.post(f"/console/cases/{number}/close", outcome="helped")
    hand_clock.turn(hours=30)
    await any_bot.forget()
    assert await rows_of_contacts(any_bot) == {}
