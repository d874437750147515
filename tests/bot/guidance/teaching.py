"""A small world of schools for the tests of the guides, and people to advise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import dialogs
from bot.guidance.knowledge import Knowledge
from bot.guidance.places import Places
from bot.guidance.searching import Search
from bot.guidance.world import (
    Catalogue,
    Course,
    Institution,
    Kind,
    Level,
    Location,
    QualityMark,
    Session,
    TownHall,
    World,
)
from dialogs.guides import Known, Person, Request, Slot
from dialogs.phrase import Day, Joined, Money, Phrase, Plain, Quantity, Value
from dialogs.reading import read_yaml

TODAY = date(2026, 11, 23)
ZWOLLE, KAMPEN, DEVENTER, UTRECHT = "GM0193/zwolle", "GM0166/kampen", "GM0150/deventer", "GM0344/utrecht"
DIALOGS = Path(dialogs.__file__).parent

DAYTIME = (Session(weekday=2, start=time(9), end=time(12)), Session(weekday=4, start=time(9), end=time(12)))
EVENING = (Session(weekday=2, start=time(19), end=time(21, 30)),)
SATURDAY = (Session(weekday=6, start=time(10), end=time(15)),)

#: A course that fits nearly everybody; tests change what they are about.
COURSE = Course(
    key="course",
    institution="school",
    location="room",
    name="Nederlands",
    kind=Kind.language,
    level_from=Level.zero,
    level_to=Level.a2,
    checked=date(2026, 11, 2),
    source="Voorbeeld",
    sessions=DAYTIME,
    start_dates=(date(2027, 2, 10),),
    price_per_hour=Decimal(14),
)
SCHOOL = Institution(
    key="school", name="Voorbeeldschool", mark=QualityMark.active, mark_checked=date(2026, 11, 2), mark_source="Voorbeeld", stars=3
)
ROOM = Location(key="room", institution="school", place=ZWOLLE)


@cache
def shipped_knowledge() -> Knowledge:
    """The knowledge that is shipped."""
    return Knowledge.of_files({path.stem: read_yaml(path.read_text("utf-8")).data for path in (DIALOGS / "knowledge").glob("*.yaml")})


@cache
def all_places() -> Places:
    """The places that are shipped."""
    return Places.load()


def world(
    *courses: Course, schools: Iterable[Institution] = (SCHOOL,), rooms: Iterable[Location] = (ROOM,), halls: Sequence[TownHall] = ()
) -> World:
    """A world with these courses."""
    return World(
        catalogue=Catalogue.of(schools, rooms, courses),
        knowledge=shipped_knowledge(),
        places=all_places(),
        municipalities={hall.code: hall for hall in halls},
    )


def course(**changes: Any) -> Course:
    """The usual course, changed."""
    return replace(COURSE, **changes)


def person(**facts: Slot) -> Person:
    """Somebody who said this."""
    at = datetime(2026, 11, 20, tzinfo=UTC)
    return Person(facts={name: (Known(value=value, at=at),) for name, value in facts.items()})


def request(about: Mapping[str, Slot], today: date = TODAY, **arguments: Slot) -> Request:
    """A question about somebody."""
    return Request(arguments=arguments, person=person(**about), today=today)


def search(around: World, today: date = TODAY, **facts: Slot) -> Search:
    """A search for somebody."""
    return Search.of(request(facts, today), around)


def text(value: Value | Sequence[str] | None) -> str:
    """A value in Dutch, plainly."""
    match value:
        case Phrase():
            form = value.plural if value.plural and value.values.get(value.count or "") != 1 else value.text
            return form.format(**{name: text(inner) for name, inner in value.values.items()})
        case Joined():
            between = {"and": " en ", "or": " of ", "sentences": " "}.get(value.style, "\n")
            return between.join(text(item) for item in value.items)
        case Plain():
            return value.text
        case Day():
            return value.day.isoformat()
        case Money():
            return f"€ {value.euros}"
        case Quantity():
            return f"{value.amount} {value.unit}"
        case _:
            return str(value)
