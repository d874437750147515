"""What somebody on the page can choose to be told by, and what that leaves behind."""

from __future__ import annotations

import re

import pytest
from at_page import Reader
from furnished import HandClock, rows_of_contacts
from telling.mail_server import MailServer
from telling.push_server import PushServer

from bot.checkins.ways import MOST_CODES, MOST_TRIES, Asked, Standing
from bot.main import Bot
from storage.database import Service
from storage.tables import contacts

MAIL = "samira@example.org"


async def test_without_a_yes_to_being_reminded_there_is_nothing_to_choose(reader: Reader, push_server: PushServer) -> None:
    await reader.says_no()
    assert await reader.standing() == Standing()
    assert not await reader.brings(push_server.endpoint())
    assert await reader.room.ask_mail(reader.address, MAIL) is Asked.failed
    assert not await reader.room.confirm_mail(reader.address, "123456")


async def test_somebody_new_can_choose_nothing_either(reader: Reader) -> None:
    assert await reader.room.standing("nobody-at-all-12345678") == Standing()


async def test_a_signal_is_switched_on_and_off(reader: Reader, push_server: PushServer) -> None:
    before = await reader.standing()
    assert (before.open, before.pushed) == (True, False)
    assert before.push_key
    await reader.wants_a_signal()
    assert ((await reader.standing()).open, (await reader.standing()).pushed) == (False, True)
    await reader.no_signal()
    assert not (await reader.standing()).pushed


@pytest.mark.parametrize("endpoint", ["http://10.0.0.1/a", "https://localhost/a", "nonsense"])
async def test_a_browser_that_cannot_be_sent_to_is_not_taken(reader: Reader, endpoint: str) -> None:
    assert not await reader.brings(endpoint)
    assert not (await reader.standing()).pushed


async def test_an_e_mail_address_counts_after_its_code(reader: Reader, post: MailServer) -> None:
    assert await reader.room.ask_mail(reader.address, f" {MAIL} ") is Asked.sent
    waiting = await reader.standing()
    assert (waiting.mail, waiting.code_waits, waiting.mailed) == ("s…@example.org", True, False)
    code = re.search(r"Uw code is .*?(\d{6})", post.said())
    assert code
    assert await reader.room.confirm_mail(reader.address, f" {code[1]} ")
    assert (await reader.standing()).mailed
    await reader.room.no_mail(reader.address)
    assert (await reader.standing()).mail == ""


async def test_a_code_typed_in_the_digits_of_a_keyboard_at_home_is_understood(reader: Reader, post: MailServer) -> None:
    code = await reader.asks_for_mail(MAIL)
    arabic = code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert await reader.room.confirm_mail(reader.address, arabic)


async def test_a_code_cannot_be_guessed(reader: Reader, post: MailServer) -> None:
    code = await reader.asks_for_mail(MAIL)
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(MOST_TRIES):
        assert not await reader.room.confirm_mail(reader.address, wrong)
    assert not await reader.room.confirm_mail(reader.address, code)


async def test_a_code_ends_after_half_an_hour(reader: Reader, hand_clock: HandClock) -> None:
    code = await reader.asks_for_mail(MAIL)
    hand_clock.turn(minutes=30)
    assert not (await reader.standing()).code_waits
    assert not await reader.room.confirm_mail(reader.address, code)


async def test_nobodys_mailbox_is_filled_by_us(reader: Reader, post: MailServer, hand_clock: HandClock) -> None:
    for _ in range(MOST_CODES):
        assert await reader.room.ask_mail(reader.address, MAIL) is Asked.sent
    assert await reader.room.ask_mail(reader.address, MAIL.upper()) is Asked.too_often
    assert len(post.letters) == MOST_CODES
    hand_clock.turn(hours=25)
    assert await reader.room.ask_mail(reader.address, MAIL) is Asked.sent


async def test_what_is_no_address_and_what_the_server_refuses_is_said(reader: Reader, post: MailServer) -> None:
    assert await reader.room.ask_mail(reader.address, "samira") is Asked.no_address
    post.refuses[MAIL] = "550 no"
    assert await reader.room.ask_mail(reader.address, MAIL) is Asked.failed


async def test_the_letter_with_the_code_speaks_the_persons_language_with_dutch_beneath(reader: Reader, post: MailServer) -> None:
    await reader.speaks("ar")
    await reader.room.ask_mail(reader.address, MAIL)
    said = post.said()
    assert said.index("رمز") < said.index("Uw code is")
    assert "https://wegwijzer.example.org/notices" in said


async def test_a_no_to_being_reminded_takes_everything_back(reader: Reader, bot: Bot) -> None:
    await reader.wants_a_signal()
    await reader.wants_mail(MAIL)
    await reader.takes_back("mag_herinneren")
    rows = await rows_of_contacts(bot)
    assert not {"push_subscription", "mail_address"} & set(rows)


async def test_an_address_that_nobody_confirmed_is_forgotten_after_two_days(reader: Reader, bot: Bot, hand_clock: HandClock) -> None:
    await reader.asks_for_mail(MAIL)
    hand_clock.turn(days=1)
    await bot.forget()
    assert "mail_address" in await rows_of_contacts(bot)
    hand_clock.turn(days=2)
    await bot.forget()
    assert "mail_address" not in await rows_of_contacts(bot)


async def test_what_is_kept_for_it_stands_in_ones_own_data(reader: Reader) -> None:
    await reader.wants_a_signal()
    await reader.wants_mail(MAIL)
    page, rows = await reader.takes_along()
    assert "Een seintje in een browser, sinds" in page
    assert MAIL in page
    assert MAIL in rows
    assert reader.phone.keys["auth"] not in rows


async def test_erasing_oneself_takes_it_along(reader: Reader, bot: Bot) -> None:
    await reader.wants_a_signal()
    await reader.wants_mail(MAIL)
    await reader.is_told("Hallo")
    await reader.erases_everything()
    async with bot.database.reading(Service()) as tx:
        assert reader.contact_id not in [row.id for row in await tx.execute(contacts.select())]
    assert not {"push_subscription", "mail_address", "notice"} & set(await rows_of_contacts(bot))
