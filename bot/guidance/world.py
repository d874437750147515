"""The world as the guides see it: schools, their courses and places, the municipalities, and what is known. It never changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from enum import IntEnum, StrEnum
from functools import cached_property
from statistics import median
from typing import Self

from bot.guidance.knowledge import Knowledge
from bot.guidance.office_hours import Team
from bot.guidance.places import Places


class QualityMark(StrEnum):
    """What Blik op Werk says of a school."""

    aspirant = "aspirant"
    active = "actief"
    suspended = "geschorst"
    withdrawn = "ingetrokken"


#: With these marks a school may take new learners.
VALID_MARKS = frozenset({QualityMark.aspirant, QualityMark.active})


class Kind(StrEnum):
    """What a course is for. The values are the words of the import files."""

    literacy = "alfabetisering"
    other_alphabet = "ander_alfabet"
    language = "taal"
    exam_training = "examentraining"
    state_exam_1 = "staatsexamen_1"
    state_exam_2 = "staatsexamen_2"
    knm = "knm"
    ona = "ona"
    education_route = "onderwijsroute"
    self_reliance_route = "z_route"
    dual = "duaal"


class Literacy(StrEnum):
    """Which reading a course teaches before it needs it."""

    none = "geen"
    #: For who reads other letters than A, B, C.
    other_alphabet = "ander_alfabet"
    #: From the very first letter.
    full = "alfabetisering"


class Part(StrEnum):
    """The part of the week in which a lesson falls."""

    day = "overdag"
    evening = "avond"
    weekend = "weekend"


class Level(IntEnum):
    """How much Dutch, as the European framework counts."""

    zero = 0
    a1 = 1
    a2 = 2
    b1 = 3
    b2 = 4


_SATURDAY = 6
_EVENING = time(17)


@dataclass(frozen=True, kw_only=True, slots=True)
class Session:
    """One lesson in the week: 1 is Monday."""

    weekday: int
    start: time
    end: time

    @property
    def part(self) -> Part:
        """The part of the week: a Saturday evening is weekend, a lesson from five o'clock is evening."""
        if self.weekday >= _SATURDAY:
            return Part.weekend
        return Part.evening if self.start >= _EVENING else Part.day


@dataclass(frozen=True, kw_only=True, slots=True)
class Institution:
    """A school."""

    key: str
    name: str
    mark: QualityMark
    #: When and where the mark was looked up.
    mark_checked: date
    mark_source: str
    #: Somebody says that the mark changed, and nobody confirmed it yet.
    disputed: bool = False
    #: 1 to 4; a new school has none yet.
    stars: int | None = None
    #: Percent of the learners who passed.
    pass_rate: int | None = None
    #: Satisfaction of learners, 0 to 10.
    satisfaction: Decimal | None = None
    website: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Location:
    """Where a school gives lessons."""

    key: str
    institution: str
    #: The key of a place.
    place: str
    address: str = ""
    postcode: str = ""


@dataclass(frozen=True, kw_only=True)
class Course:
    """One course for one group. What is None or empty is not known."""

    key: str
    institution: str
    location: str
    name: str
    kind: Kind
    level_from: Level
    level_to: Level
    checked: date
    source: str
    literacy: Literacy = Literacy.none
    hours_per_week: int | None = None
    weeks: int | None = None
    price_per_hour: Decimal | None = None
    group_size: int | None = None
    sessions: tuple[Session, ...] = ()
    start_dates: tuple[date, ...] = ()
    childcare: bool | None = None
    #: Percent of the lessons that are online.
    online_percent: int = 0
    #: Language tags in which somebody of the school can help.
    support_languages: tuple[str, ...] = ()

    @cached_property
    def parts(self) -> frozenset[Part]:
        """Every part of the week that this course needs."""
        return frozenset(session.part for session in self.sessions)

    @cached_property
    def span(self) -> tuple[time, time] | None:
        """The earliest begin and the latest end of its lessons."""
        starts, ends = [session.start for session in self.sessions], [session.end for session in self.sessions]
        return (min(starts), max(ends)) if starts else None

    def next_start(self, today: date) -> date | None:
        """The first day on which a group still begins."""
        return min((day for day in self.start_dates if day >= today), default=None)


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """Schools, locations and courses by key. A course whose school or location is missing is not there."""

    institutions: Mapping[str, Institution] = field(default_factory=dict)
    locations: Mapping[str, Location] = field(default_factory=dict)
    courses: Mapping[str, Course] = field(default_factory=dict)

    @classmethod
    def of(cls, institutions: Iterable[Institution], locations: Iterable[Location], courses: Iterable[Course]) -> Self:
        """Put loose rows together."""
        schools = {school.key: school for school in institutions}
        rooms = {room.key: room for room in locations if room.institution in schools}
        kept = {course.key: course for course in courses if course.institution in schools and course.location in rooms}
        return cls(institutions=schools, locations=rooms, courses=kept)

    def school(self, course: Course) -> Institution:
        """The school that gives the course."""
        return self.institutions[course.institution]

    def place(self, course: Course) -> str:
        """The key of the place where the course is given."""
        return self._places[course.key]

    @cached_property
    def _places(self) -> Mapping[str, str]:
        return {key: self.locations[course.location].place for key, course in self.courses.items()}

    @cached_property
    def open_by_kind(self) -> Mapping[Kind, tuple[Course, ...]]:
        """Courses of schools that may take new learners, by kind."""
        found: dict[Kind, list[Course]] = defaultdict(list)
        for course in self.courses.values():
            if self.school(course).mark in VALID_MARKS:
                found[course.kind].append(course)
        return {kind: tuple(courses) for kind, courses in found.items()}

    @cached_property
    def by_institution(self) -> Mapping[str, tuple[Course, ...]]:
        """Courses by the key of their school."""
        found: dict[str, list[Course]] = defaultdict(list)
        for course in self.courses.values():
            found[course.institution].append(course)
        return {key: tuple(courses) for key, courses in found.items()}

    @cached_property
    def usual_price(self) -> Decimal | None:
        """The middle one of all prices per hour."""
        prices = [course.price_per_hour for course in self.courses.values() if course.price_per_hour is not None]
        return median(prices) if prices else None


@dataclass(frozen=True, kw_only=True, slots=True)
class TownHall:
    """A municipality as somebody who can be reached. Empty means not known."""

    #: "GM" and four digits.
    code: str
    name: str
    #: Whether it reads what is sent from here.
    participating: bool = False
    phone: str = ""
    mail: str = ""
    website: str = ""
    address: str = ""
    #: Working days within which it promised to answer.
    answer_days: int | None = None
    #: Those who answer for it, as far as they set how they work.
    team: Team = field(default_factory=Team)


@dataclass(frozen=True, kw_only=True, slots=True)
class Activity:
    """Something that a municipality organises, to speak Dutch or to take part."""

    key: str
    #: The code of the municipality.
    municipality: str
    #: A word of the fact on what somebody does already, so that nobody is sent where they go already; or another word.
    kind: str
    name: str
    #: Where it is, in words.
    place: str
    #: The next day on which it takes place.
    day: date
    level_from: Level = Level.zero
    level_to: Level = Level.b2
    #: A language tag where somebody there speaks it too.
    language: str | None = None
    childcare: bool = False


@dataclass(frozen=True, kw_only=True)
class World:
    """Everything the guides may look at. A new revision of the data makes a new world."""

    catalogue: Catalogue
    knowledge: Knowledge
    places: Places
    #: Those we know how to reach, by code.
    municipalities: Mapping[str, TownHall] = field(default_factory=dict)
    #: What municipalities organise themselves.
    activities: tuple[Activity, ...] = ()
    #: What was reckoned once and is the same for everybody; never compared, never shown.
    reckoned: dict[Hashable, Mapping[str, int]] = field(default_factory=dict, compare=False, repr=False)
