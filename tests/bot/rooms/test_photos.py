"""A photo that somebody sends: kept with a yes only, fetched once, seen by nobody else, and gone with the case or the person."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from itertools import count

import pytest
from at_phones import chooses
from furnished import HandClock, MemoryChannel, Someone, everything_kept, rows_of_contacts
from PIL import Image
from sqlalchemy import select

from bot.drawing.photos import MOST_BYTES
from bot.main import Bot
from bot.messages import Failure, Fetched, Outgoing, Photo
from storage import cases, files
from storage.conversations import hold
from storage.database import Service
from storage.tables import cases as case_table
from storage.tables import files as file_table

BSN = b"mijn bsn staat in dit bestand"
_REFERENCES = (f"photo-reference-{number}" for number in count(1))


def taken() -> bytes:
    """A photo as a phone makes it."""
    file = BytesIO()
    Image.new("RGB", (40, 30), "white").save(file, "JPEG", comment=BSN)
    return file.getvalue()


@dataclass
class Keeper(MemoryChannel):
    """A channel that keeps what people send, and gives it later; what is in `troubles` goes wrong first."""

    photos: dict[str, bytes] = field(default_factory=dict)
    troubles: list[Fetched] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    async def fetch(self, reference: str, at_most: int) -> Fetched:
        self.asked.append(reference)
        if self.troubles:
            return self.troubles.pop(0)
        content = self.photos.get(reference)
        if content is None:
            return Fetched(failure=Failure.refused)
        return Fetched(content=content) if len(content) <= at_most else Fetched(failure=Failure.refused, too_large=True)


@pytest.fixture
def memory_channel() -> Keeper:
    return Keeper()


async def shows(someone: Someone, content: bytes | None = None, text: str = "") -> str:
    """Send a photo; with which it can be fetched."""
    assert isinstance(someone.channel, Keeper)
    reference = next(_REFERENCES)
    someone.channel.photos[reference] = content if content is not None else taken()
    await someone.gives(someone.inbound("photo", photo=Photo(reference=reference), text=text))
    return reference


async def says_yes(someone: Someone) -> list[Outgoing]:
    await chooses(someone, "sturen")
    await chooses(someone, "ja")
    if someone.channel.to(someone.address)[-1].question == "place":
        await someone.types("Zwolle")
    return await chooses(someone, "yes")


async def begins(someone: Someone) -> None:
    await someone.begins()
    await chooses(someone, "nl")


async def rows(bot: Bot) -> list[tuple[str, bool]]:
    """How each photo stands, and whether it is here."""
    async with bot.database.reading(Service()) as tx:
        found = await tx.execute(select(file_table.c.status, file_table.c.picture).order_by(file_table.c.id))
        return [(row.status, row.picture is not None) for row in found]


async def test_without_a_yes_nothing_is_fetched_and_after_a_day_nothing_is_left(
    someone: Someone, bot: Bot, memory_channel: Keeper, hand_clock: HandClock
) -> None:
    await begins(someone)
    reference = await shows(someone)
    await bot.files.tick()
    assert memory_channel.asked == []
    assert await rows(bot) == [("offered", False)]
    hand_clock.turn(hours=24)
    await bot.forget()
    assert await rows(bot) == []
    assert reference not in await everything_kept(bot)


async def test_after_a_yes_it_is_fetched_once_and_kept_for_the_case_without_what_stood_in_the_file(
    someone: Someone, bot: Bot, memory_channel: Keeper
) -> None:
    await begins(someone)
    reference = await shows(someone)
    said = await says_yes(someone)
    assert "Ik stuur uw foto door" in said[0].text
    assert memory_channel.asked == [], "nothing waits for the network in a turn"
    assert await rows(bot) == [("wanted", False)]
    await bot.files.tick()
    await bot.files.tick()
    assert memory_channel.asked == [reference]
    async with bot.database.reading(Service()) as tx:
        row = (await tx.execute(select(file_table))).one()
        case = (await tx.execute(select(case_table))).one()
    assert (row.status, row.case_id, case.municipality_code, row.reference) == ("kept", case.id, "GM0193", None)
    assert Image.open(BytesIO(row.picture)).size == (40, 30)
    assert BSN not in row.picture


@pytest.mark.parametrize("answers", [("brief",), ("vertellen",), ("sturen", "nieuw"), ("sturen", "nee")])
async def test_a_no_throws_the_way_to_it_away_at_once(someone: Someone, bot: Bot, memory_channel: Keeper, answers: tuple[str, ...]) -> None:
    await begins(someone)
    await shows(someone)
    for answer in answers:
        await chooses(someone, answer)
    await bot.files.tick()
    assert await rows(bot) == []
    assert memory_channel.asked == []


async def test_a_no_to_the_municipality_throws_it_away_too(someone: Someone, bot: Bot) -> None:
    await begins(someone)
    await shows(someone)
    await chooses(someone, "sturen")
    await chooses(someone, "ja")
    await someone.types("Zwolle")
    await chooses(someone, "no")
    assert await rows(bot) == []


async def test_photos_sent_together_go_together(someone: Someone, bot: Bot, memory_channel: Keeper) -> None:
    await begins(someone)
    pages = [await shows(someone) for _ in range(3)]
    await says_yes(someone)
    await bot.files.tick()
    assert memory_channel.asked == pages
    assert await rows(bot) == [("kept", True)] * 3


async def test_a_photo_without_a_yes_does_not_go_along_with_a_later_one(
    someone: Someone, bot: Bot, memory_channel: Keeper, hand_clock: HandClock
) -> None:
    await begins(someone)
    await shows(someone)
    await someone.calls("menu")
    hand_clock.turn(hours=2)
    later = await shows(someone)
    await says_yes(someone)
    await bot.files.tick()
    assert memory_channel.asked == [later]


async def test_a_second_photo_while_the_yes_is_asked_begins_the_questions_again(someone: Someone, bot: Bot) -> None:
    await begins(someone)
    await shows(someone)
    await chooses(someone, "sturen")
    await shows(someone)
    await says_yes(someone)
    assert await rows(bot) == [("wanted", False)] * 2


async def test_words_of_danger_under_a_photo_go_first_and_the_photo_is_not_held(someone: Someone, bot: Bot) -> None:
    await begins(someone)
    await shows(someone, text="mijn man slaat mij")
    assert await rows(bot) == []


@pytest.mark.parametrize("kind", ["document", "voice", "unreadable"])
async def test_anything_else_is_answered_kindly_and_not_held(someone: Someone, bot: Bot, kind: str) -> None:
    await begins(someone)
    said = await someone.gives(someone.inbound(kind))
    assert "bewaard" in said[0].text
    assert await rows(bot) == []


@pytest.mark.parametrize(
    ("content", "words"),
    [(bytes(MOST_BYTES + 1), "te groot"), (b"%PDF-1.7", "kan ik niet bewaren")],
    ids=["too large", "not a photo"],
)
async def test_what_cannot_be_kept_is_told_kindly(someone: Someone, bot: Bot, content: bytes, words: str) -> None:
    await begins(someone)
    await shows(someone, content)
    await says_yes(someone)
    await bot.files.tick()
    await bot.outbox.settled()
    assert words in someone.sees()
    assert await rows(bot) == [("failed", False)]
    await bot.files.tick()
    assert len([said for said in someone.channel.to(someone.address) if words in said.text]) == 1


async def test_it_is_told_in_the_language_of_the_person(bot: Bot, memory_channel: Keeper) -> None:
    someone = Someone(bot, memory_channel, languages=("ar",))
    await someone.begins()
    await chooses(someone, "ar")
    await shows(someone, b"no photo")
    await says_yes(someone)
    await bot.files.tick()
    await bot.outbox.settled()
    assert "لا أستطيع الاحتفاظ بهذه الصورة" in someone.sees()


async def test_a_failure_that_passes_is_tried_again_and_says_nothing(
    someone: Someone, bot: Bot, memory_channel: Keeper, hand_clock: HandClock
) -> None:
    await begins(someone)
    await shows(someone)
    said = await says_yes(someone)
    memory_channel.troubles = [Fetched(failure=Failure.passing), Fetched(failure=Failure.slow_down, retry_after=timedelta(minutes=2))]
    for pause, status in ((0, "wanted"), (30, "wanted"), (119, "wanted"), (1, "kept")):
        hand_clock.turn(seconds=pause)
        await bot.files.tick()
        assert [row[0] for row in await rows(bot)] == [status]
    assert someone.sees() == said[-1].text


async def test_after_the_last_try_the_person_is_asked_to_send_it_again(
    someone: Someone, bot: Bot, memory_channel: Keeper, hand_clock: HandClock
) -> None:
    await begins(someone)
    await shows(someone)
    await says_yes(someone)
    memory_channel.troubles = [Fetched(failure=Failure.passing)] * 5
    for _ in range(5):
        await bot.files.tick()
        hand_clock.turn(hours=1)
    await bot.outbox.settled()
    assert "kwam niet aan" in someone.sees()
    await bot.files.tick()
    assert len(memory_channel.asked) == 5
    await shows(someone)
    await says_yes(someone)
    await bot.files.tick()
    assert (await rows(bot))[-1] == ("kept", True)


async def test_a_yes_a_day_too_late_is_told_and_not_lost(someone: Someone, bot: Bot, hand_clock: HandClock) -> None:
    await begins(someone)
    await shows(someone)
    await chooses(someone, "sturen")
    hand_clock.turn(hours=23, minutes=59)
    await chooses(someone, "ja")
    await someone.types("Zwolle")
    hand_clock.turn(minutes=2)
    await chooses(someone, "yes")
    await bot.files.tick()
    await bot.outbox.settled()
    assert "Stuur de foto nog een keer" in someone.sees()


async def test_erasing_everything_leaves_no_photo(someone: Someone, bot: Bot) -> None:
    await begins(someone)
    await shows(someone)
    await says_yes(someone)
    await bot.files.tick()
    await shows(someone)
    await someone.calls("my_data")
    await chooses(someone, "wissen")
    await someone.taps("wis alles")
    assert "file" not in await rows_of_contacts(bot)


async def test_taking_back_the_question_and_closing_the_case_erase_the_photo(someone: Someone, bot: Bot) -> None:
    await begins(someone)
    await shows(someone)
    await says_yes(someone)
    await bot.files.tick()
    async with bot.database.writing(Service()) as tx:
        held = await hold(tx, channel="fake", address=someone.address)
        assert held is not None
        await cases.withdraw(tx, held.contact_id)
    assert await rows(bot) == []
    await shows(someone)
    await says_yes(someone)
    await bot.files.tick()
    async with bot.database.writing(Service()) as tx:
        await tx.execute(case_table.update().values(state="closed"))
    await bot.forget()
    assert await rows(bot) == []


async def test_the_case_that_is_closed_while_the_photo_is_under_way_gets_none(someone: Someone, bot: Bot, memory_channel: Keeper) -> None:
    await begins(someone)
    await shows(someone, b"no photo")
    said = await says_yes(someone)
    async with bot.database.writing(Service()) as tx:
        (wanted,) = await files.claim(tx, writer=bot.database.writer, now=bot.now(), lease_until=bot.now() + timedelta(minutes=1), limit=1)
        await cases.withdraw(tx, wanted.contact_id)
    await bot.files._one(wanted)
    await bot.outbox.settled()
    assert await rows(bot) == []
    assert someone.sees() == said[-1].text, "nobody waits for it any more"


async def test_what_is_taken_along_tells_the_day_and_not_the_picture(someone: Someone, bot: Bot) -> None:
    await begins(someone)
    reference = await shows(someone)
    await says_yes(someone)
    await shows(someone)
    await someone.calls("my_data")
    await chooses(someone, "meenemen")
    page, data = (await chooses(someone, "ja"))[0].files
    assert "Een foto, van" in page.content.decode()
    assert b'"file"' in data.content
    assert reference.encode() not in data.content


async def test_the_way_to_a_photo_stands_in_one_column_only_and_in_no_log(
    someone: Someone, bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("DEBUG"):
        await begins(someone)
        reference = await shows(someone)
        assert reference not in await everything_kept(bot, "file")
        await says_yes(someone)
        await bot.files.tick()
    assert reference not in await everything_kept(bot)
    assert not [record for record in caplog.records if reference in f"{record.getMessage()}{record.__dict__}"]


async def test_two_processes_fetch_each_photo_once(any_bot: Bot, memory_channel: Keeper) -> None:
    everybody = [Someone(any_bot, memory_channel, address=str(2000 + number)) for number in range(4)]
    for someone in everybody:
        await begins(someone)
        await shows(someone)
        await says_yes(someone)
    await asyncio.gather(*(any_bot.files.tick() for _ in range(3)))
    assert len(memory_channel.asked) == len(set(memory_channel.asked)) == 4
    assert await rows(any_bot) == [("kept", True)] * 4
