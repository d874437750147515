"""One search for a course: about whom, under which law, on which day, and how far everything is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from bot.guidance.exams import Exam
from bot.guidance.fact_names import Law, Reads
from bot.guidance.law import Ruling, ruling
from bot.guidance.learner import Learner, learner
from bot.guidance.places import distance_km
from bot.guidance.remaining import SUBJECTS, Remaining, remaining
from bot.guidance.world import Course, Kind, World
from dialogs.guides import Request

#: Courses that begin with letters; how somebody speaks does not matter there.
LETTER_KINDS = frozenset({Kind.literacy, Kind.other_alphabet})
_ONLINE_ONLY = 100


@dataclass(frozen=True, kw_only=True)
class Search:
    """Everything that the rules and the weights look at."""

    about: Learner
    decided: Ruling
    world: World
    today: date

    @classmethod
    def of(cls, request: Request, world: World) -> Search:
        """The search that belongs to a request."""
        about = learner(request.person)
        return cls(about=about, decided=ruling(about, world.knowledge, request.today), world=world, today=request.today)

    @property
    def law(self) -> Law | None:
        """The law, where it is sure enough to keep a course from somebody."""
        return self.decided.law if self.decided.certain else None

    @property
    def paid_by_municipality(self) -> bool:
        """Whether the municipality chooses and pays: refugees under the new law."""
        return self.law is Law.wi2021 and self.about.refugee is True

    @property
    def reads(self) -> Reads | None:
        """What somebody reads; who passed the Dutch reading exam reads A, B, C."""
        return Reads.latin if Exam.reading.value in (self.about.passed or ()) else self.about.reads

    @cached_property
    def left(self) -> Remaining | None:
        """What is left of the exams; None when that does not matter yet."""
        return remaining(self.about, self.decided, self.world.knowledge, self.today)

    def setting(self, key: str) -> Any:
        """A number or table of the knowledge about fitting."""
        return self.world.knowledge.value(f"fit.{key}", self.today)

    @cached_property
    def kind_points(self) -> Mapping[Kind, int]:
        """What each kind of course is worth for this goal; a kind that is not in it does not serve the goal.

        Courses that begin with the letters come first for who needs them, not for who did not say.
        """
        table = self.setting("kinds")[self.about.goal.value if self.about.goal else "onbekend"]
        points = {Kind(word): int(number) for word, number in table.items()}
        if self.reads is None:
            points |= dict.fromkeys(LETTER_KINDS, int(self.setting("letters_when_unknown")))
        if self.left and self.left.only_subjects:
            points |= {SUBJECTS[exam]: int(self.setting("weight.left")) for exam in self.left.subjects}
        return points

    @cached_property
    def reach_km(self) -> int:
        """How far a school may be: as far as somebody said, else the widest choice."""
        return self.about.max_km or int(self.setting("widest_km"))

    def distance(self, course: Course) -> int | None:
        """Kilometres in a straight line from town to town; None when the home town is not known or all lessons are online."""
        if course.online_percent >= _ONLINE_ONLY:
            return None
        return self._distances[self.world.catalogue.place(course)]

    @cached_property
    def _distances(self) -> _Distances:
        return _Distances(self.world, self.about.place)


class _Distances(dict[str, int | None]):
    """Distances from home by the key of a place, each reckoned once."""

    def __init__(self, world: World, home: str | None) -> None:
        super().__init__()
        self._places = world.places
        self._home = world.places.get(home) if home else None

    def __missing__(self, key: str) -> int | None:
        there = self._places.get(key)
        self[key] = distance_km(self._home, there) if self._home and there else None
        return self[key]
