"""From what was said to what is delivered: one picture a turn, files beside it, kept as words and drawn on the way out."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from furnished import HandClock, MemoryChannel, Someone, settings, shipped
from icalendar import Calendar
from sqlalchemy import select

from bot.arriving import Arrival
from bot.drawing.errors import NotDrawn
from bot.drawing.studio import Studio
from bot.enclosing import packed, pictures_of, unpacked
from bot.illustrating import Illustrator
from bot.main import Bot
from bot.messages import File, Outgoing
from bot.metrics import Metrics
from bot.page import Page
from bot.queueing import Queue
from bot.recording import Recorded
from dialogs.events import Enclosed, Event, Said
from dialogs.guides import Row
from dialogs.phrase import Day, Phrase, Plain
from dialogs.state import State
from storage import conversations
from storage.database import Service
from storage.tables import messages_out

STATION: Row = {"station": Phrase(text="in de avond"), "pictogram": Plain(text="🏫"), "state": Plain(text="here")}
LESSON: Row = {"day": Day(day=date(2026, 12, 1)), "what": Phrase(text="in de avond"), "pictogram": Plain(text="🏫")}
ROAD = Said(phrase=Phrase(text="Dit is uw weg."), picture=Enclosed(name="road", rows=(STATION,)))
DATES = Said(
    phrase=Phrase(text="Dit zijn uw dagen."),
    picture=Enclosed(name="calendar", rows=(LESSON,)),
    file=Enclosed(name="calendar", rows=(LESSON,)),
)
EXPORT = File(name="gegevens.json", media_type="application/json", content=b"{}")


class Turned:
    """Says things to somebody as a turn does."""

    def __init__(self, bot: Bot, someone: Someone) -> None:
        self.bot = bot
        self.someone = someone
        self.queue = Queue(bot.speech.renderer, bot.speech.languages, "test", {"web"})

    async def says(self, *events: Event, files: tuple[File, ...] = (), language: str = "nl", discreet: bool = False) -> list[Outgoing]:
        async with self.bot.database.writing(Service()) as tx:
            held = await conversations.hold(tx, channel=self.someone.channel.name, address=self.someone.address)
            if held is None:
                held = await conversations.begin(
                    tx, channel=self.someone.channel.name, address=self.someone.address, language=language, now=self.bot.now()
                )
            inbound = self.someone.inbound("text", text="x")
            arrival = Arrival(inbound=inbound, held=held, state=State(), library=self.bot.shelf.newest, discreet=discreet)
            return await self.queue.turn(tx, arrival, Recorded(held=held, state=State(), files=files), events, self.bot.now())

    async def delivered(self, *events: Event) -> list[Outgoing]:
        """The same, brought to the channel."""
        before = len(self.someone.channel.sent)
        self.bot.outbox.deliver(await self.says(*events))
        await self.bot.outbox.settled()
        return self.someone.channel.sent[before:]


#: A small sound world of scripts, so that these tests do not depend on what the shipped ones say.
WORLD = Path(__file__).parents[2] / "dialogs" / "broken" / "world"
SCRIPT = """
script: tonen
title: Laat een school zien
starts: {command: tonen}
steps:
  zoeken:
    consult: courses
    gives: {offers: gevonden}
  kaart:
    say: {each: gevonden, text: "{school}", picture: school}
  samen:
    say: {text: Dit zijn alle scholen., picture: school, of: gevonden}
"""


@pytest.fixture
async def small(sqlite_url: str, hand_clock: HandClock, memory_channel: MemoryChannel, tmp_path: Path) -> AsyncIterator[Bot]:
    """A house with few scripts, one of which shows school cards."""
    house = settings(sqlite_url)
    files = {path.relative_to(WORLD): path for path in WORLD.rglob("*.yaml") if path.parent.name == "scripts"}
    files |= {path.relative_to(house.dialogs): path for path in house.dialogs.glob("knowledge/*.yaml")}
    for path, source in {**files, Path("facts.yaml"): house.dialogs / "facts.yaml"}.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(source.read_bytes())
    (tmp_path / "scripts" / "tonen.yaml").write_text(SCRIPT, "utf-8")
    bot = Bot(house.model_copy(update={"dialogs": tmp_path}), now=hand_clock, channels=[memory_channel], **shipped())
    await bot.start()
    yield bot
    await bot.stop()


@pytest.fixture
def turned(small: Bot, memory_channel: MemoryChannel) -> Turned:
    return Turned(small, Someone(small, memory_channel))


def test_cards_that_follow_each_other_are_one_picture_of_all_their_rows() -> None:
    card = [Said(phrase=Phrase(text="x"), picture=Enclosed(name="school", rows=(row,))) for row in ({"a": "1"}, {"a": "2"})]
    found = pictures_of([*card, Said(phrase=Phrase(text="y")), ROAD])
    assert [(one.name, len(one.rows)) for one in found] == [("school", 2), ("road", 1)]


def test_a_file_comes_out_of_a_row_as_it_went_in() -> None:
    assert unpacked(json.loads(json.dumps(packed([EXPORT])))) == (EXPORT,)


async def test_the_words_and_one_picture_of_a_turn_are_one_message(turned: Turned) -> None:
    (message,) = await turned.delivered(ROAD, DATES)
    assert message.text == "Dit is uw weg.\n\nDit zijn uw dagen."
    assert message.sketch is None
    assert message.picture is not None
    assert message.picture.png.startswith(b"\x89PNG")
    assert [file.name for file in message.files] == ["wegwijzer.ics"]


async def test_a_row_keeps_the_words_of_the_picture_and_not_the_picture(turned: Turned, small: Bot) -> None:
    await turned.says(ROAD, language="ar")
    async with small.database.reading(Service()) as tx:
        content = (await tx.execute(select(messages_out.c.content))).scalar()
    row = {"station": small.speech.renderer.render(Phrase(text="in de avond"), "ar"), "pictogram": "🏫", "state": "here"}
    assert content["pictures"] == [{"name": "road", "rows": [row]}]
    assert "PNG" not in json.dumps(content)


async def test_a_picture_is_read_as_its_language_is(turned: Turned) -> None:
    (message,) = await turned.says(ROAD, language="ar")
    assert message.sketch is not None
    assert (message.sketch.language, message.sketch.direction) == ("ar", "rtl")


@pytest.mark.parametrize(("discreet", "title"), [(False, "in de avond"), (True, "Wegwijzer")])
async def test_the_calendar_of_a_shared_phone_has_titles_that_say_nothing(turned: Turned, discreet: bool, title: str) -> None:
    (message,) = await turned.says(DATES, discreet=discreet)
    (event,) = Calendar.from_ical(message.files[0].content).walk("VEVENT")  # type: ignore[arg-type]
    assert str(event["summary"]) == title


@pytest.mark.parametrize("events", [(ROAD,), ()])
async def test_the_file_of_a_form_goes_with_the_words_or_else_alone(turned: Turned, events: Sequence[Event]) -> None:
    (message,) = await turned.says(*events, files=(EXPORT,))
    assert message.files == (EXPORT,)
    assert message.kind == "say"
    assert bool(message.text) == bool(events)


async def test_rows_that_do_not_fit_leave_the_words(turned: Turned, caplog: pytest.LogCaptureFixture) -> None:
    wrong = Enclosed(name="calendar", rows=({**LESSON, "day": Plain(text="morgen")},))
    with caplog.at_level(logging.ERROR):
        (message,) = await turned.delivered(Said(phrase=Phrase(text="Dit zijn uw dagen."), picture=wrong, file=wrong))
    assert (message.text, message.picture, message.files) == ("Dit zijn uw dagen.", None, ())
    assert "not_enclosed" in caplog.text
    assert "morgen" not in caplog.text


async def test_a_picture_that_cannot_be_drawn_leaves_the_words_and_is_counted(turned: Turned, caplog: pytest.LogCaptureFixture) -> None:
    def refuse(_: str) -> tuple[bytes, int, int]:
        raise NotDrawn("on purpose")

    metrics = Metrics()
    (message,) = await turned.says(ROAD)
    with caplog.at_level(logging.ERROR):
        drawn = await Illustrator(Studio(refuse), metrics).illustrated(message)
    assert (drawn.text, drawn.picture, drawn.sketch) == ("Dit is uw weg.", None, None)
    assert b"wegwijzer_pictures_not_drawn_total 1.0" in metrics.text()
    assert "picture_not_drawn" in caplog.text


async def test_the_page_shows_the_picture_of_a_row_to_its_own_person_only(small: Bot) -> None:
    here = Turned(small, Someone(small, MemoryChannel(name="web"), address="here"))
    await Turned(small, Someone(small, MemoryChannel(name="web"), address="there")).says(ROAD)
    (message,) = await here.says(ROAD)
    page = Page(small.database, here.queue, Illustrator(Studio(), Metrics()), small.now)
    (shown,) = await page.history("here", 0)
    assert shown.picture is not None
    assert await page.open_now("here") == [shown]
    assert await page.row("here", message.id) == shown
    assert await page.row("there", message.id) is None


async def test_a_message_of_an_earlier_release_is_delivered_without_a_picture(turned: Turned) -> None:
    content = turned.queue.sentence(Phrase(text="Hallo."), await _held(turned))
    for name in ("pictures", "files"):
        del content[name]
    message = turned.queue.outgoing(1, "fake", "1001", content)
    assert (message.text, message.sketch, message.files) == ("Hallo.", None, ())


async def _held(turned: Turned) -> conversations.Held:
    await turned.says(ROAD)
    async with turned.bot.database.writing(Service()) as tx:
        held = await conversations.hold(tx, channel=turned.someone.channel.name, address=turned.someone.address)
    assert held is not None
    return held


async def test_a_script_shows_the_cards_of_what_a_guide_found(small: Bot, memory_channel: MemoryChannel) -> None:
    someone = Someone(small, memory_channel)
    said = await someone.calls("tonen")
    assert "Dit zijn alle scholen." in said[0].text
    picture = said[0].picture
    assert picture is not None
    assert picture.height > picture.width / 3
