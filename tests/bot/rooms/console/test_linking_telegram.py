"""A colleague links their Telegram with a code of the console, and unlinks it; a talk of a person at the same address goes on."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from at_telegram import ANJA, BRAM, CODE, SETTINGS, at_console, new_code, says, sends_code, with_telegram
from colleague import Colleague
from furnished import HandClock, MemoryChannel, Someone, everything_kept

from bot.checkins.notifying import Ways
from bot.main import Bot
from bot.messages import Delivery, Failure
from bot.team.telegram.writing import STOP
from storage.database import Service
from storage.tables import audit_entries, contacts, staff_telegram_codes, staff_telegrams

LINKED, WRONG, TOO_OFTEN = "Gekoppeld.", "Deze code werkt niet.", "te vaak"


@pytest.fixture
def telegram() -> MemoryChannel:
    return MemoryChannel(name="telegram")


@pytest.fixture
async def house(url: str, hand_clock: HandClock, telegram: MemoryChannel) -> AsyncIterator[Bot]:
    async for bot in with_telegram(url, hand_clock, telegram, Ways()):
        yield bot


@pytest.fixture
async def anja(house: Bot) -> AsyncIterator[Colleague]:
    async with at_console(house, ANJA) as colleague:
        yield colleague


@pytest.fixture
def phone(house: Bot, telegram: MemoryChannel) -> Someone:
    return Someone(house, telegram)


async def rows(bot: Bot, table) -> int:  # type: ignore[no-untyped-def]
    async with bot.database.reading(Service()) as tx:
        return len((await tx.execute(table.select())).all())


async def actions(bot: Bot) -> list[str]:
    async with bot.database.reading(Service()) as tx:
        return [row.action for row in (await tx.execute(audit_entries.select())).all() if "telegram" in row.action]


async def test_a_code_of_the_console_links_once_and_begins_no_talk(house: Bot, anja: Colleague, phone: Someone) -> None:
    assert "Telegram koppelen" in await anja.get(SETTINGS)
    code = await new_code(anja)
    assert LINKED in await sends_code(house, phone, code)
    assert phone.channel.sent[-1].language == "nl"
    assert "Gekoppeld op maandag 23 november 2026" in await anja.get(SETTINGS)
    assert await rows(house, contacts) == 0, "nobody began to talk"
    other = Someone(house, phone.channel, address="2002")
    assert WRONG in await sends_code(house, other, code), "used"
    assert "al gekoppeld" in await sends_code(house, phone, code), "a second tap on the same link"
    assert await actions(house) == ["telegram_linked"]


@pytest.mark.parametrize("way", ["start", "text", "small", "without strokes"])
async def test_however_the_code_is_sent(house: Bot, anja: Colleague, phone: Someone, way: str) -> None:
    code = await new_code(anja)
    inbound = {
        "start": phone.inbound("start", text="start", payload=code),
        "text": phone.inbound("text", text=f" {code} "),
        "small": phone.inbound("text", text=code.lower()),
        "without strokes": phone.inbound("command", text="koppelen", payload=code.replace("-", "")),
    }[way]
    assert LINKED in (await says(house, phone, inbound))[0]


async def test_the_same_update_twice_links_and_answers_once(house: Bot, anja: Colleague, phone: Someone) -> None:
    inbound = phone.inbound("start", payload=await new_code(anja))
    assert len(await says(house, phone, inbound)) == 1
    assert await says(house, phone, inbound) == []


async def test_an_old_code_and_one_that_a_newer_replaced_do_nothing(
    house: Bot, anja: Colleague, phone: Someone, hand_clock: HandClock
) -> None:
    first, second = await new_code(anja), await new_code(anja)
    assert WRONG in await sends_code(house, phone, first)
    hand_clock.turn(minutes=15)
    assert WRONG in await sends_code(house, phone, second)
    assert await rows(house, staff_telegrams) == 0


async def test_a_code_of_who_left_does_nothing(house: Bot, anja: Colleague, phone: Someone) -> None:
    code = await new_code(anja)
    assert await house.office.staff.disable(ANJA)
    assert WRONG in await sends_code(house, phone, code)


async def test_guesses_of_one_address_are_held_off_and_nobody_elses(
    house: Bot, anja: Colleague, phone: Someone, hand_clock: HandClock
) -> None:
    code = await new_code(anja)
    for _ in range(5):
        assert WRONG in await sends_code(house, phone, "BCDF-GHJK-LMNP")
    assert TOO_OFTEN in await sends_code(house, phone, code), "even the right one"
    hand_clock.turn(minutes=5)
    assert LINKED in await sends_code(house, Someone(house, phone.channel, address="2002"), code)
    hand_clock.turn(minutes=15)
    assert WRONG in await sends_code(house, phone, code)


async def test_a_colleague_makes_no_end_of_codes(house: Bot, anja: Colleague, hand_clock: HandClock) -> None:
    for _ in range(10):
        await new_code(anja)
    assert "Wacht een kwartier" in await anja.post(CODE, 429)
    hand_clock.turn(minutes=16)
    assert await new_code(anja)


async def test_the_telegram_of_another_moves_only_after_it_was_unlinked(house: Bot, anja: Colleague, phone: Someone) -> None:
    await sends_code(house, phone, await new_code(anja))
    async with at_console(house, BRAM) as bram:
        code = await new_code(bram)
        assert "al gekoppeld aan een collega" in await sends_code(house, phone, code)
        assert "Gekoppeld op" not in await bram.get(SETTINGS)
        assert await anja.post(f"{SETTINGS}/telegram/unlink") == f"{SETTINGS}?done=telegram_off"
        assert LINKED in await sends_code(house, phone, code), "the code was not used up"
    assert await actions(house) == ["telegram_linked", "telegram_unlinked", "telegram_linked"]


async def test_the_button_under_a_message_unlinks(house: Bot, anja: Colleague, phone: Someone) -> None:
    await sends_code(house, phone, await new_code(anja))
    (button,) = phone.channel.sent[-1].buttons
    assert button.data == STOP
    (answer,) = await says(house, phone, phone.inbound("button", data=button.data, message_id="1"))
    assert "Ontkoppeld." in answer
    assert "Telegram koppelen" in await anja.get(SETTINGS)
    (answer,) = await says(house, phone, phone.inbound("button", data=button.data, message_id="1"))
    assert "aan geen collega gekoppeld" in answer
    assert await rows(house, contacts) == 0


async def test_another_telegram_of_the_same_colleague_takes_its_place_and_keeps_the_choice(
    house: Bot, anja: Colleague, phone: Someone
) -> None:
    await sends_code(house, phone, await new_code(anja))
    assert await anja.post(f"{SETTINGS}/telegram", tells="all") == f"{SETTINGS}?done=settings"
    assert await anja.post(f"{SETTINGS}/telegram", tells="everything") == SETTINGS
    assert LINKED in await sends_code(house, Someone(house, phone.channel, address="2002"), await new_code(anja))
    assert await rows(house, staff_telegrams) == 1
    assert 'value="all" checked' in await anja.get(SETTINGS)


async def test_a_talk_with_the_bot_at_the_same_address_goes_on_as_it_was(house: Bot, anja: Colleague, phone: Someone) -> None:
    await phone.begins()
    question = phone.sees()
    await sends_code(house, phone, await new_code(anja))
    assert phone.channel.sent[-1].text != question
    said = await phone.types("koppelen")
    assert "Telegram en op de webpagina" in " ".join(message.text for message in said), "a person's own joining is the script's"
    assert await rows(house, contacts) == 1
    await says(house, phone, phone.inbound("blocked"))
    assert "Telegram neemt geen berichten voor u aan" in await anja.get(SETTINGS)
    assert LINKED in await sends_code(house, phone, await new_code(anja))
    assert "Telegram neemt geen berichten" not in await anja.get(SETTINGS), "linked anew"


async def test_an_answer_that_gets_lost_changes_nothing_about_the_link(house: Bot, anja: Colleague, phone: Someone) -> None:
    phone.channel.answers.append(Delivery(failure=Failure.passing))
    assert await says(house, phone, phone.inbound("start", payload=await new_code(anja))) == []
    assert "Gekoppeld op" in await anja.get(SETTINGS)


async def test_neither_code_nor_address_can_be_read_in_the_memory(house: Bot, anja: Colleague, phone: Someone) -> None:
    phone.address = "9008007006"
    await sends_code(house, phone, await new_code(anja))
    code = await new_code(anja)
    assert await rows(house, staff_telegram_codes) == 1
    kept = await everything_kept(house, "staff_telegram")
    assert code not in kept
    assert phone.address not in kept


async def test_without_telegram_nothing_about_it_is_shown(any_bot: Bot, zwolle: Colleague, memory_channel: MemoryChannel) -> None:
    page = await zwolle.get(SETTINGS)
    assert "Telegram" not in page.split("<main")[1]
    for action in ("", "/code", "/unlink"):
        assert (await zwolle.post(f"{SETTINGS}/telegram{action}", tells="none")).startswith(SETTINGS)
    async with any_bot.database.reading(Service()) as tx:
        assert (await tx.execute(staff_telegram_codes.select())).all() == []
