"""An appointment: offered in two times, chosen by a tap, in the calendar of the phone, reminded of by day only, and cancelled."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from colleague import Colleague, asks_for_a_human
from furnished import HandClock, MemoryChannel, Someone
from icalendar import Calendar

from bot.cases.appointing import next_reminder
from bot.guidance.fact_names import PartOfDay
from bot.guidance.hours import allowed
from bot.main import Bot
from dialogs.days import HOME, day_of
from storage import appointments, cases
from storage.conversations import hold
from storage.database import Service

#: It is Monday 23 November 2026, noon in the Netherlands.
OFFER = {
    "manner": "place",
    "place": "Voorbeeldplein 1",
    "interpreter": "yes",
    "first_day": "2026-11-26",
    "first_time": "10:30",
    "second_day": "2026-11-27",
    "second_time": "14:00",
}
PHONE = {**OFFER, "manner": "phone", "place": "", "interpreter": ""}
THURSDAY = datetime(2026, 11, 26, 10, 30, tzinfo=HOME)


async def offered(bot: Bot, person: Someone, zwolle: Colleague, **offer: str) -> str:
    """The address of the case in which an appointment was offered."""
    await asks_for_a_human(person, "Zwolle")
    case = f"/console/cases/{await zwolle.only_case()}"
    await zwolle.post(f"{case}/take")
    await zwolle.post(f"{case}/appointment", once="one", **(offer or OFFER))
    await bot.outbox.settled()
    return case


async def reminded(bot: Bot, clock: HandClock, until: datetime) -> list[datetime]:
    """Turn the clock on to a moment, a quarter of an hour at a time; gives when somebody was reminded."""
    channel = bot.channels["fake"]
    assert isinstance(channel, MemoryChannel)
    moments, before = [], len(channel.sent)
    while clock.time < until:
        clock.turn(minutes=15)
        await bot.office.appointments.tick()
        await bot.outbox.settled()
        if len(channel.sent) > before:
            moments.append(clock.time.astimezone(HOME))
            before = len(channel.sent)
    return moments


async def test_two_times_are_offered_one_is_chosen_and_it_is_in_the_calendar(
    any_bot: Bot, memory_channel: MemoryChannel, hand_clock: HandClock, zwolle: Colleague
) -> None:
    person = Someone(any_bot, memory_channel, languages=("ar",))
    await asks_for_a_human(person, "Zwolle")
    case = f"/console/cases/{await zwolle.only_case()}"
    await zwolle.post(f"{case}/take")
    preview = await zwolle.post(f"{case}/appointment/preview", 200, **OFFER)
    assert "Het adres is Voorbeeldplein 1. Er is een tolk bij. De tolk spreekt uw taal. Wanneer kunt u?" in preview
    assert "📅 donderdag 26 november 2026, om 10:30" in preview
    assert "متى يناسبكم ذلك؟" in preview
    for _ in range(2):
        await zwolle.post(f"{case}/appointment", once="one", **OFFER)
    await any_bot.outbox.settled()
    assert len([message for message in memory_channel.sent if len(message.buttons) == 3 and "Voorbeeldplein" in message.text]) == 1
    assert "Nog geen antwoord" in await zwolle.get(case)

    (told,) = await person.gives(person.inbound("button", data=person.button("📅").data, message_id="7"))
    assert "موعدكم يوم" in told.text
    assert "قبل الموعد بيوم" in told.text
    (event,) = Calendar.from_ical(told.files[0].content).walk("VEVENT")
    assert event.decoded("dtstart") == THURSDAY
    assert str(event["location"]) == "Voorbeeldplein 1"
    page = await zwolle.get(case)
    assert "De persoon komt." in page
    assert "Met een tolk." in page


async def test_it_is_reminded_of_the_day_before_and_that_morning_and_then_no_more(
    any_bot: Bot, memory_channel: MemoryChannel, hand_clock: HandClock, zwolle: Colleague
) -> None:
    person = Someone(any_bot, memory_channel)
    await offered(any_bot, person, zwolle)
    await person.gives(person.inbound("button", data=person.button("📅").data))
    moments = await reminded(any_bot, hand_clock, THURSDAY + timedelta(days=1))
    assert [moment.date().isoformat() for moment in moments] == ["2026-11-25", "2026-11-26"]
    assert all(allowed(moment) for moment in moments)
    assert moments[1] < THURSDAY - timedelta(hours=1)
    before, morning = (message.text for message in memory_channel.to(person.address)[-2:])
    assert "Denk aan uw afspraak op" in before
    assert "Vandaag om 10:30 is uw afspraak. Het adres is Voorbeeldplein 1." in morning


async def test_neither_and_cannot_after_all_reach_the_coordinator_and_end_the_reminders(
    any_bot: Bot, memory_channel: MemoryChannel, hand_clock: HandClock, zwolle: Colleague
) -> None:
    person = Someone(any_bot, memory_channel)
    case = await offered(any_bot, person, zwolle)
    choices = person.button("📅").data, person.button("❌ Geen van deze").data
    await person.gives(person.inbound("button", data=choices[0]))
    assert "De gemeente hoort dat u dan niet kunt" in (await person.taps("❌ Ik kan dan niet"))[0].text
    assert "De persoon kan dan niet." in await zwolle.get(case)
    for late in choices:
        assert "Deze vraag is al klaar" in (await person.gives(person.inbound("button", data=late)))[0].text
    assert await reminded(any_bot, hand_clock, THURSDAY) == []
    await zwolle.signs_in("anja@zwolle.example.nl")
    await zwolle.post(f"{case}/appointment", once="two", **{**OFFER, "first_day": "2026-11-30", "second_day": "2026-12-01"})
    await any_bot.outbox.settled()
    assert "dan niet kunt" in (await person.taps("❌ Geen van deze"))[0].text


async def test_a_second_tap_on_the_chosen_time_says_it_again(any_bot: Bot, memory_channel: MemoryChannel, zwolle: Colleague) -> None:
    person = Someone(any_bot, memory_channel)
    await offered(any_bot, person, zwolle, **PHONE)
    chosen = person.button("📅").data
    first = await person.gives(person.inbound("button", data=chosen))
    again = await person.gives(person.inbound("button", data=chosen))
    assert first[0].text.startswith("Wij bellen u op")
    assert again[0].text == first[0].text


async def test_a_cancelled_one_is_told_and_the_case_can_then_be_closed(
    any_bot: Bot, memory_channel: MemoryChannel, hand_clock: HandClock, zwolle: Colleague
) -> None:
    person = Someone(any_bot, memory_channel)
    case = await offered(any_bot, person, zwolle)
    await person.gives(person.inbound("button", data=person.button("📅").data))
    assert "Er komt nog een afspraak" in await zwolle.post(f"{case}/close", 422, outcome="helped")
    assert await zwolle.post(f"{case}/appointment/1/cancel") == f"{case}?done=appointment_cancelled"
    await any_bot.outbox.settled()
    assert "gaat niet door" in person.sees()
    await zwolle.post(f"{case}/appointment/1/cancel")
    await any_bot.outbox.settled()
    assert len([message for message in memory_channel.to(person.address) if "gaat niet door" in message.text]) == 1
    assert "Afgezegd." in await zwolle.get(case)
    await zwolle.post(f"{case}/close", outcome="helped")
    await any_bot.outbox.settled()
    assert await reminded(any_bot, hand_clock, THURSDAY) == []


async def test_who_takes_back_that_the_municipality_may_help_hears_no_more_of_it(
    any_bot: Bot, memory_channel: MemoryChannel, hand_clock: HandClock, zwolle: Colleague
) -> None:
    person = Someone(any_bot, memory_channel)
    case = await offered(any_bot, person, zwolle)
    await person.gives(person.inbound("button", data=person.button("📅").data))
    async with any_bot.database.writing(Service()) as tx:
        held = await hold(tx, channel="fake", address=person.address)
        assert held is not None
        await cases.withdraw(tx, held.contact_id)
    assert "De persoon heeft de vraag teruggenomen" in await zwolle.get(case)
    assert await reminded(any_bot, hand_clock, THURSDAY) == []


async def test_two_processes_remind_once(any_bot: Bot, memory_channel: MemoryChannel, hand_clock: HandClock, zwolle: Colleague) -> None:
    person = Someone(any_bot, memory_channel)
    await offered(any_bot, person, zwolle)
    await person.gives(person.inbound("button", data=person.button("📅").data))
    hand_clock.time = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
    room = any_bot.office.appointments
    async with any_bot.database.reading(Service()) as tx:
        (due,) = await appointments.due(tx, hand_clock.time, 10)
    said = []
    for _ in range(2):
        async with any_bot.database.writing(Service()) as tx:
            said += await room._remind(tx, due)
    assert len(said) == 1


async def test_what_cannot_be_is_asked_again(any_bot: Bot, memory_channel: MemoryChannel, zwolle: Colleague) -> None:
    await asks_for_a_human(Someone(any_bot, memory_channel), "Zwolle")
    case = f"/console/cases/{await zwolle.only_case()}"
    await zwolle.post(f"{case}/take")
    wrong = (
        ({"first_day": ""}, "Vul twee dagen en twee tijden in"),
        ({"first_time": "half elf"}, "Vul twee dagen en twee tijden in"),
        ({"first_day": "2026-11-22"}, "die nog komen"),
        ({"first_day": "2026-11-27", "first_time": "14:00"}, "twee verschillende tijden"),
        ({"manner": "letter"}, "Kies hoe de afspraak is"),
        ({"place": " "}, "Vul in waar de afspraak is"),
        ({"place": "x" * 201}, "Dit adres kan niet"),
        ({"place": "BSN 111222333"}, "Dit adres kan niet"),
    )
    for changed, told in wrong:
        for action in ("appointment/preview", "appointment"):
            assert told in await zwolle.post(f"{case}/{action}", 422, **{**OFFER, **changed}), (action, changed)
    assert "Nog geen antwoord" not in await zwolle.get(case)


@pytest.mark.parametrize("part", [None, *PartOfDay])
def test_a_reminder_never_comes_at_night_on_a_sunday_or_after_the_talk(part: PartOfDay | None) -> None:
    for hours in range(24 * 60):
        at = THURSDAY + timedelta(hours=hours)
        after: datetime | None = THURSDAY - timedelta(days=3)
        moments = []
        while after := next_reminder(at, after, part, 7):
            moments.append(after)
        assert all(allowed(moment) and moment < at for moment in moments), at
        assert len({day_of(moment) for moment in moments}) == len(moments) <= 2, at
        assert moments[0].astimezone(HOME).date() < at.date(), "at least once, before the day"
