"""How long it takes to find the best of 5,000 courses for one person."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from statistics import median
from time import perf_counter

from benchmarks.contenders import SHIPPED

from bot.explaining.given import Given
from bot.guidance.courses import CoursesGuide
from bot.guidance.knowledge import Knowledge
from bot.guidance.places import Places
from bot.guidance.world import Catalogue, Course, Institution, Kind, Level, Literacy, Location, QualityMark, Session, World
from dialogs.guides import Request
from dialogs.reading import read_yaml

COURSES = 5_000
SCHOOLS = 400
PEOPLE = 200
TODAY = date(2026, 11, 23)
LESSONS = (time(9, 30), time(13), time(19))


@dataclass(frozen=True, kw_only=True)
class Waits:
    """Milliseconds."""

    #: For the first person in a new world.
    first: float
    #: For those after: the middle one, and the one that 95 of 100 are not above.
    usual: float
    long: float
    #: How many courses fit, of the middle one.
    found: float


def rank() -> Waits:
    """Advise everybody once."""
    chance = random.Random(7)
    world = _world(chance)
    guide = CoursesGuide(world)
    waits, found = [], []
    for request in _requests(chance, world.places):
        begun = perf_counter()
        advice = guide.consult(request)
        waits.append((perf_counter() - begun) * 1000)
        found.append(int(str(advice.values["count"])))
    after = sorted(waits[1:])
    return Waits(first=waits[0], usual=median(after), long=after[len(after) * 95 // 100], found=median(found))


def _world(chance: random.Random) -> World:
    places = Places.load()
    towns = [place.key for place in places][:SCHOOLS]
    marks = (QualityMark.active, QualityMark.active, QualityMark.aspirant, QualityMark.suspended)
    schools = [
        Institution(
            key=f"school{n}",
            name=f"Voorbeeldschool {n}",
            mark=chance.choice(marks),
            mark_checked=TODAY,
            mark_source="Voorbeeld",
            stars=chance.choice((None, 1, 2, 3, 4)),
        )
        for n in range(SCHOOLS)
    ]
    rooms = [Location(key=f"room{n}", institution=f"school{n}", place=towns[n]) for n in range(SCHOOLS)]
    files = {path.stem: read_yaml(path.read_text("utf-8")).data for path in (SHIPPED / "knowledge").glob("*.yaml")}
    courses = (_course(chance, n) for n in range(COURSES))
    return World(catalogue=Catalogue.of(schools, rooms, courses), knowledge=Knowledge.of_files(files), places=places)


def _course(chance: random.Random, number: int) -> Course:
    school, level = chance.randrange(SCHOOLS), chance.randrange(4)
    begin = chance.choice(LESSONS)
    days = chance.sample(range(1, 7), 2)
    return Course(
        key=f"course{number}",
        institution=f"school{school}",
        location=f"room{school}",
        name=f"Voorbeeldcursus {number}",
        kind=chance.choice([Kind.language, Kind.language, *Kind]),
        level_from=Level(level),
        level_to=Level(level + 1),
        checked=TODAY,
        source="Voorbeeld",
        hours_per_week=6,
        weeks=chance.choice((12, 20, 40)),
        price_per_hour=chance.choice((None, Decimal(12), Decimal("14.50"))),
        group_size=chance.choice((None, 8, 15)),
        sessions=tuple(Session(weekday=day, start=begin, end=begin.replace(hour=begin.hour + 3)) for day in days),
        start_dates=(TODAY + timedelta(days=chance.randrange(7, 200)),),
        childcare=chance.choice((True, False, None)),
        literacy=chance.choice(list(Literacy)),
    )


def _requests(chance: random.Random, places: Places) -> Iterator[Request]:
    towns = [place.key for place in places]
    for _ in range(PEOPLE):
        given = Given.model_validate(
            {
                "permit": "asylum",
                "letter_law": "wi2013",
                "town": chance.choice(towns),
                "reads": chance.choice(("none", "other_script", "latin", "latin")),
                "school_years": chance.randrange(15),
                "level": chance.choice(("0", "a1", "a2")),
                "goal": chance.choice(("exam", "work", "education", "daily")),
                "times": ["day", "evening", "weekend"],
                "max_km": chance.choice((30, 60, 400)),
                "transport": "car",
                "language": "ar",
            }
        )
        yield Request(arguments={}, person=given.person(places, TODAY), today=TODAY)
