"""Staff are told on Telegram: the urgent at once, the rest at the chosen hour; what Telegram does not take comes by e-mail, each once."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from at_telegram import ANJA, BRAM, LIA, links, says, with_telegram
from colleague import ZWOLLE, employed
from furnished import HandClock, MemoryChannel, Someone, shipped
from mailing import SENDER
from sqlalchemy import select
from telling.mail_server import MailServer
from test_told_by_mail import asks, recipients, works

from bot.channels.mail import Mail
from bot.checkins.notifying import Ways
from bot.main import Bot
from bot.messages import Delivery, Failure
from storage.database import Service
from storage.tables import case_reasons, cases, staff_notices

FORBIDDEN = Delivery(failure=Failure.unreachable)
PASSING = Delivery(failure=Failure.passing)


@pytest.fixture
def telegram() -> MemoryChannel:
    return MemoryChannel(name="telegram")


@pytest.fixture
async def house(url: str, hand_clock: HandClock, telegram: MemoryChannel, post: MailServer) -> AsyncIterator[Bot]:
    async for bot in with_telegram(url, hand_clock, telegram, Ways(mail=Mail(post.url, SENDER))):
        yield bot


@pytest.fixture
def phone(house: Bot, telegram: MemoryChannel) -> Someone:
    """Of Anja, who asks nothing herself."""
    return Someone(house, telegram, address="7001")


async def urgent(bot: Bot) -> None:
    async with bot.database.writing(Service()) as tx:
        await tx.execute(case_reasons.update().values(urgent=True))


async def both(bot: Bot) -> None:
    """What the clock does."""
    await bot.office.telegram.tick()
    await bot.office.mail.tick()


async def statuses(bot: Bot) -> list[str]:
    async with bot.database.reading(Service()) as tx:
        return list((await tx.execute(select(staff_notices.c.status).order_by(staff_notices.c.id))).scalars())


def told(phone: Someone) -> list[str]:
    """What came since the last look."""
    texts = [message.text for message in phone.channel.sent if message.address == phone.address]
    phone.channel.sent.clear()
    return texts


async def asks_urgently(house: Bot, phone: Someone, number: int = 1) -> None:
    """Somebody has an urgent question, and nobody looked at the phone since."""
    await asks(house, phone.channel, number)
    await urgent(house)
    told(phone)


async def test_an_urgent_question_comes_at_once_beside_the_mail_and_says_nothing_about_a_person(
    house: Bot, phone: Someone, post: MailServer
) -> None:
    await links(house, phone, ANJA)
    await asks_urgently(house, phone)
    await both(house)
    (text,) = told(phone)
    assert text == f"Er is een dringende vraag.\nOpen de console: {house.settings.page_url}console/cases"
    assert recipients(post) == [ANJA]
    await both(house)
    assert (told(phone), recipients(post)) == ([], []), "told once"
    assert await statuses(house) == ["told"]


async def test_other_questions_come_at_the_chosen_hour_for_who_chose_so(
    house: Bot, phone: Someone, telegram: MemoryChannel, hand_clock: HandClock, post: MailServer
) -> None:
    await links(house, phone, ANJA, tells="all")
    await works(house, ANJA, mails=False, digests=(15,))
    for number in range(2):
        await asks(house, telegram, number)
    told(phone)
    await both(house)
    assert told(phone) == []
    hand_clock.turn(hours=3.1)
    await both(house)
    assert told(phone)[0].startswith("Er zijn 2 nieuwe vragen. Niemand nam ze nog.")
    assert recipients(post) == [], "no e-mail was wanted"


@pytest.mark.parametrize(("tells", "mails", "expected"), [("urgent", True, [ANJA]), ("none", True, [ANJA]), ("urgent", False, [])])
async def test_what_was_not_chosen_does_not_come(
    house: Bot,
    phone: Someone,
    telegram: MemoryChannel,
    hand_clock: HandClock,
    post: MailServer,
    tells: str,
    mails: bool,
    expected: list[str],
) -> None:
    await links(house, phone, ANJA, tells=tells)
    await works(house, ANJA, mails=mails)
    await asks(house, telegram)
    told(phone)
    hand_clock.turn(days=1)
    await both(house)
    await both(house)
    assert told(phone) == []
    assert recipients(post) == expected


async def test_nobody_took_it_in_time_then_the_lead_hears_it_on_telegram(house: Bot, phone: Someone, hand_clock: HandClock) -> None:
    await employed(house, BRAM, [ZWOLLE])
    await links(house, phone, LIA, role="lead")
    await works(house, LIA, mails=False)
    await asks_urgently(house, phone)
    await both(house)
    assert told(phone) == []
    hand_clock.turn(minutes=61)
    await both(house)
    assert told(phone)[0].startswith("1 vraag wacht te lang: een collega nam haar niet.")


@pytest.mark.parametrize("mails", [True, False])
async def test_who_blocks_the_bot_gets_it_by_mail_once_and_later_ones_too(
    house: Bot, phone: Someone, telegram: MemoryChannel, post: MailServer, mails: bool
) -> None:
    await links(house, phone, ANJA)
    await works(house, ANJA, mails=mails)
    await asks_urgently(house, phone)
    telegram.answers.append(FORBIDDEN)
    for _ in range(3):
        await both(house)
    assert told(phone) == []
    assert recipients(post) == [ANJA]
    assert await statuses(house) == ["mailed"]
    await asks_urgently(house, phone, 2)
    for _ in range(3):
        await both(house)
    assert told(phone) == [], "nothing more is tried there"
    assert recipients(post) == [ANJA]


async def test_who_blocked_it_before_it_was_due_gets_mail(
    house: Bot, phone: Someone, telegram: MemoryChannel, hand_clock: HandClock, post: MailServer
) -> None:
    await links(house, phone, ANJA, tells="all")
    await works(house, ANJA, mails=False)
    await asks(house, telegram)
    await both(house)
    await says(house, phone, phone.inbound("blocked"))
    told(phone)
    hand_clock.turn(days=1)
    await both(house)
    assert (told(phone), recipients(post)) == ([], [ANJA])


async def test_what_was_told_there_is_not_told_again_by_mail_when_the_link_breaks(
    house: Bot, phone: Someone, telegram: MemoryChannel, hand_clock: HandClock, post: MailServer
) -> None:
    await links(house, phone, ANJA, tells="all")
    await works(house, ANJA, mails=False)
    await asks(house, telegram)
    await both(house)
    hand_clock.turn(days=1)
    await both(house)
    await says(house, phone, phone.inbound("blocked"))
    for _ in range(2):
        await both(house)
    assert recipients(post) == []


async def test_linking_tells_nothing_old(house: Bot, phone: Someone, telegram: MemoryChannel, post: MailServer) -> None:
    await employed(house, BRAM, [ZWOLLE])
    await asks(house, telegram)
    await urgent(house)
    await both(house)
    assert recipients(post) == [BRAM]
    await links(house, phone, ANJA)
    await links(house, Someone(house, telegram, address="7002"), "bea@zwolle.example.nl")
    told(phone)
    await both(house)
    assert len(told(phone)) == 1, "Anja was not told before"


async def test_an_urgent_one_that_telegram_cannot_take_now_is_mailed_after_one_more_try(
    house: Bot, phone: Someone, telegram: MemoryChannel, hand_clock: HandClock, post: MailServer
) -> None:
    await links(house, phone, ANJA)
    await works(house, ANJA, mails=False)
    await asks_urgently(house, phone)
    telegram.answers += [Delivery(failure=Failure.slow_down), PASSING, PASSING]
    for _ in range(4):
        await both(house)
        hand_clock.turn(minutes=1.1)
    assert (told(phone), recipients(post)) == ([], [ANJA])
    await asks_urgently(house, phone, 2)
    await both(house)
    assert len(told(phone)) == 1, "the link is not broken by it"


async def test_who_took_it_or_left_spares_the_message(
    house: Bot, phone: Someone, telegram: MemoryChannel, hand_clock: HandClock, post: MailServer
) -> None:
    await links(house, phone, ANJA, tells="all")
    await works(house, ANJA, mails=False)
    await asks(house, telegram)
    await both(house)
    async with house.database.writing(Service()) as tx:
        await tx.execute(cases.update().values(state="taken"))
    await asks(house, telegram, 2)
    await both(house)
    hand_clock.turn(days=1)
    told(phone)
    async with house.database.writing(Service()) as tx:
        await tx.execute(cases.update().where(cases.c.id == 2).values(state="new"))
    assert await house.office.staff.disable(ANJA)
    await both(house)
    assert told(phone) == []
    assert await statuses(house) == ["nobody", "nobody"]


async def test_unlinked_before_it_was_due_it_comes_by_mail(
    house: Bot, phone: Someone, telegram: MemoryChannel, hand_clock: HandClock, post: MailServer
) -> None:
    await links(house, phone, ANJA, tells="all")
    await works(house, ANJA, mails=False)
    await asks(house, telegram)
    await both(house)
    await says(house, phone, phone.inbound("button", data="colleague:stop"))
    told(phone)
    hand_clock.turn(days=1)
    await both(house)
    assert (told(phone), recipients(post)) == ([], [ANJA])


async def test_without_mail_telegram_still_tells(url: str, hand_clock: HandClock, telegram: MemoryChannel) -> None:
    async for house in with_telegram(url, hand_clock, telegram, Ways()):
        phone = Someone(house, telegram, address="7001")
        await links(house, phone, ANJA)
        await asks_urgently(house, phone)
        await both(house)
        assert len(told(phone)) == 1


async def test_two_processes_tell_each_once(
    house: Bot, phone: Someone, telegram: MemoryChannel, hand_clock: HandClock, post: MailServer
) -> None:
    await links(house, phone, ANJA)
    await asks(house, telegram)
    await urgent(house)
    other = Bot(house.settings, now=hand_clock, channels=[telegram], ways=Ways(mail=Mail(post.url, SENDER)), **shipped())
    await other.database.start()
    told(phone)
    for bot in (house, other, house, other):
        await both(bot)
    await other.database.stop()
    assert len(told(phone)) == 1
    assert recipients(post) == [ANJA]
