"""Puts the courses that fit in an order that anybody can check: points, then nearness, then the alphabet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from bot.guidance.fitting import course_rules, kind_obstacle
from bot.guidance.searching import Search
from bot.guidance.weighing import common_points, personal_weights
from bot.guidance.world import Course

_FARTHEST = 10_000
_DEAREST = Decimal(10_000)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A course that fits, and its points."""

    course: Course
    points: int


@dataclass(frozen=True)
class Ranking:
    """All courses that fit somebody. Only as much of the order is worked out as is asked for."""

    found: tuple[Ranked, ...]
    #: What decides between equal points.
    order: Callable[[Ranked], tuple[Any, ...]]

    def __len__(self) -> int:
        return len(self.found)

    def __iter__(self) -> Iterator[Ranked]:
        """The best first.

        Equal points: the nearest first (not known: last), then by name of the school, place, first day, price and name of
        the course. Only courses that are the same in all of these stand by their key.
        """
        for _, same in groupby(self.found, key=lambda one: one.points):
            yield from sorted(same, key=self.order)

    def best(self, most: int) -> list[Ranked]:
        """The first few, one of each school; a second one of a school only where there are too few schools."""
        chosen: dict[str, Ranked] = {}
        spare: list[Ranked] = []
        for one in self:
            if one.course.institution not in chosen:
                chosen[one.course.institution] = one
            elif len(spare) < most:
                spare.append(one)
            if len(chosen) == most:
                return list(chosen.values())
        kept = [*chosen.values(), *spare[: most - len(chosen)]]
        return sorted(kept, key=lambda one: (-one.points, self.order(one)))


def ranked(search: Search) -> Ranking:
    """Weigh every course that fits."""
    common, personal = common_points(search), [weight.points for weight in personal_weights(search)]
    found = [Ranked(course, common[course.key] + sum([points(course) for points in personal])) for course in _fitting(search)]
    return Ranking(tuple(sorted(found, key=lambda one: -one.points)), _order(search))


def _fitting(search: Search) -> Iterator[Course]:
    blocks = [rule.blocks for rule in course_rules(search)]
    for kind, courses in search.world.catalogue.open_by_kind.items():
        if kind_obstacle(search, kind) is None:
            for course in courses:
                for blocked in blocks:
                    if blocked(course):
                        break
                else:
                    yield course


def _order(search: Search) -> Callable[[Ranked], tuple[int, str, str, date, Decimal, str, str]]:
    catalogue, distance, today = search.world.catalogue, search.distance, search.today

    def order(one: Ranked) -> tuple[int, str, str, date, Decimal, str, str]:
        course = one.course
        km = distance(course)
        return (
            _FARTHEST if km is None else km,
            catalogue.school(course).name.casefold(),
            catalogue.place(course),
            course.next_start(today) or date.max,
            _DEAREST if course.price_per_hour is None else course.price_per_hour,
            course.name.casefold(),
            course.key,
        )

    return order
