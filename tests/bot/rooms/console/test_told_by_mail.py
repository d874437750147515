"""Staff are told by e-mail through a mail server: the urgent at once, the rest in one digest, each once, and nothing about a person."""

from __future__ import annotations

from datetime import date, time

from colleague import UTRECHT, ZWOLLE, employed
from furnished import HandClock, MemoryChannel, Someone, shipped
from mailing import SENDER, mails
from sqlalchemy import select
from telling.mail_server import MailServer

from bot.channels.mail import Mail
from bot.checkins.notifying import Ways
from bot.main import Bot
from bot.messages import Delivery, Failure, Letter
from storage import habits, staff
from storage.database import Service
from storage.habits import Habit
from storage.tables import case_reasons, cases, staff_letters

ANJA, BRAM, LIA = "anja@zwolle.example.nl", "bram@zwolle.example.nl", "lia@zwolle.example.nl"


class BrokenMail:
    """A mail server that takes nothing, until it is told to."""

    def __init__(self) -> None:
        self.failure: Failure | None = Failure.passing
        self.letters: list[Letter] = []

    def fits(self, address: str) -> bool:
        return True

    async def send(self, letter: Letter) -> Delivery:
        if self.failure is None:
            self.letters.append(letter)
        return Delivery(failure=self.failure)


async def asks(bot: Bot, channel: MemoryChannel, number: int = 1, town: str = "Zwolle") -> None:
    """Somebody asks for a human."""
    person = Someone(bot, channel, address=f"person-{number}")
    await person.begins()
    await person.calls("human")
    await person.types(town)
    await person.gives(person.inbound("button", data=person.button("✅").data))


async def works(bot: Bot, email: str, **values: object) -> None:
    async with bot.database.writing(Service()) as tx:
        member = await staff.by_email(tx, email)
        assert member is not None
        await habits.put(tx, member.id, Habit(**values))  # type: ignore[arg-type]


def recipients(post: MailServer) -> list[str]:
    taken, post.recipients = post.recipients, []
    return sorted(taken)


async def test_new_questions_come_in_one_digest_at_the_chosen_hour(
    mailing: Bot, memory_channel: MemoryChannel, hand_clock: HandClock, post: MailServer
) -> None:
    await employed(mailing, ANJA, [ZWOLLE])
    await works(mailing, ANJA, digests=(9, 15))
    for number in range(3):
        await asks(mailing, memory_channel, number)
    await asks(mailing, memory_channel, 4, town="Utrecht")
    hand_clock.turn(hours=2.9)
    assert await mailing.office.mail.tick() == 0
    hand_clock.turn(hours=0.2)
    assert await mailing.office.mail.tick() == 1
    assert recipients(post) == [ANJA]
    letter = post.letters[-1]
    assert letter["Subject"] == "3 nieuwe vragen in de Wegwijzer"
    assert "Er zijn 3 nieuwe vragen. Niemand nam ze nog." in post.said()
    assert "/console/cases" in post.said()
    assert "There are 3 new questions" in post.said()
    hand_clock.turn(days=1)
    assert await mailing.office.mail.tick() == 0, "told once"


async def test_a_letter_says_nothing_about_a_person(
    mailing: Bot, memory_channel: MemoryChannel, hand_clock: HandClock, post: MailServer
) -> None:
    await employed(mailing, ANJA, [ZWOLLE])
    await asks(mailing, memory_channel)
    async with mailing.database.reading(Service()) as tx:
        (number,) = (await tx.execute(select(cases.c.number))).scalars()
    hand_clock.turn(days=1)
    await mailing.office.mail.tick()
    whole = post.letters[-1].as_string()
    assert not [word for word in ("Zwolle", number, "mens spreken", "Nederlands", "person-1") if word in whole.replace(ANJA, "")]


async def test_an_urgent_question_is_told_at_once_to_all_who_work_today(
    mailing: Bot, memory_channel: MemoryChannel, hand_clock: HandClock, post: MailServer
) -> None:
    for email, role in ((ANJA, "coordinator"), (BRAM, "coordinator"), (LIA, "lead")):
        await employed(mailing, email, [ZWOLLE], role)
    await employed(mailing, "cor@utrecht.example.nl", [UTRECHT])
    await asks(mailing, memory_channel)
    async with mailing.database.writing(Service()) as tx:
        await tx.execute(case_reasons.update().values(urgent=True))
    await mailing.office.mail.tick()
    assert recipients(post) == [ANJA, BRAM]
    assert post.letters[-1]["Subject"] == "1 dringende vraag wacht op de gemeente"
    hand_clock.turn(minutes=61)
    await mailing.office.mail.tick()
    assert recipients(post) == [LIA], "an hour later nobody took it"
    await mailing.office.mail.tick()
    assert recipients(post) == []


async def test_nobody_took_it_in_time_then_the_next_and_then_the_lead_hear_it_once(
    mailing: Bot, memory_channel: MemoryChannel, hand_clock: HandClock, post: MailServer
) -> None:
    for email, role in ((ANJA, "coordinator"), (BRAM, "coordinator"), (LIA, "lead")):
        await employed(mailing, email, [ZWOLLE], role)
    await asks(mailing, memory_channel)
    told: list[tuple[int, str, str]] = []
    for hour in range(24 * 5):
        hand_clock.turn(hours=1)
        if await mailing.office.mail.tick():
            told.append((hour // 24, post.recipients[-1], post.letters[-1]["Subject"].partition(" ")[2]))
    first, second = (BRAM, ANJA) if told[0][1] == BRAM else (ANJA, BRAM)
    assert told == [
        (0, first, "nieuwe vraag in de Wegwijzer"),
        (1, second, "vraag is nog door niemand genomen"),
        (2, LIA, "vraag is nog door niemand genomen"),
    ]


async def test_who_took_it_before_spares_the_letter(
    mailing: Bot, memory_channel: MemoryChannel, hand_clock: HandClock, post: MailServer
) -> None:
    await employed(mailing, ANJA, [ZWOLLE])
    await asks(mailing, memory_channel)
    await mailing.office.mail.tick()
    async with mailing.database.writing(Service()) as tx:
        await tx.execute(cases.update().values(state="taken"))
    hand_clock.turn(days=2)
    assert await mailing.office.mail.tick() == 0
    async with mailing.database.reading(Service()) as tx:
        assert [row.status for row in (await tx.execute(staff_letters.select())).all()] == ["seen"]


async def test_who_wants_no_mail_is_away_or_left_gets_none(
    mailing: Bot, memory_channel: MemoryChannel, hand_clock: HandClock, post: MailServer
) -> None:
    for email in (ANJA, BRAM, LIA):
        await employed(mailing, email, [ZWOLLE])
    await works(mailing, ANJA, mails=False)
    async with mailing.database.writing(Service()) as tx:
        bram = await staff.by_email(tx, BRAM)
        assert bram is not None
        await habits.be_away(tx, bram.id, date(2026, 11, 23), date(2026, 12, 4))
    await asks(mailing, memory_channel)
    await mailing.office.mail.tick()
    assert await mailing.office.staff.disable(LIA)
    hand_clock.turn(days=1)
    await mailing.office.mail.tick()
    assert recipients(post) == [], "Lia was in turn, and left before her digest"


async def test_a_mail_server_that_is_away_loses_and_doubles_nothing(url: str, hand_clock: HandClock, memory_channel: MemoryChannel) -> None:
    broken = BrokenMail()
    async for bot in mails(url, hand_clock, memory_channel, Ways(mail=broken)):
        await employed(bot, ANJA, [ZWOLLE])
        await works(bot, ANJA, opens=time(9), digests=(12, 13))
        await asks(bot, memory_channel)
        hand_clock.turn(hours=1.1)
        for _ in range(3):
            await bot.office.mail.tick()
        broken.failure = None
        await bot.office.mail.tick()
        assert broken.letters == [], "not before its pause is over"
        hand_clock.turn(minutes=2)
        for _ in range(3):
            await bot.office.mail.tick()
        assert [letter.to for letter in broken.letters] == [ANJA]


async def test_without_a_mail_server_nothing_waits(any_bot: Bot, memory_channel: MemoryChannel, hand_clock: HandClock) -> None:
    await employed(any_bot, ANJA, [ZWOLLE])
    await asks(any_bot, memory_channel)
    hand_clock.turn(days=2)
    assert await any_bot.office.mail.tick() == 0
    async with any_bot.database.reading(Service()) as tx:
        assert (await tx.execute(staff_letters.select())).all() == []


async def test_two_processes_send_each_letter_once(
    mailing: Bot, memory_channel: MemoryChannel, hand_clock: HandClock, post: MailServer
) -> None:
    await employed(mailing, ANJA, [ZWOLLE])
    await asks(mailing, memory_channel)
    hand_clock.turn(days=1)
    other = Bot(mailing.settings, now=hand_clock, ways=Ways(mail=Mail(post.url, SENDER)), **shipped())
    await other.database.start()
    for bot in (mailing, other, mailing, other):
        await bot.office.mail.tick()
    await other.database.stop()
    assert recipients(post) == [ANJA]
