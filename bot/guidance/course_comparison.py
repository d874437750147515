"""Puts two courses side by side, and says which one fits better when there is a difference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.guidance.cards import card
from bot.guidance.fitting import obstacles
from bot.guidance.ranking import ranked
from bot.guidance.reasons import reasons
from bot.guidance.searching import Search
from bot.guidance.world import Course, World
from dialogs.guides import Advice, Gives, Request, Row, Signature
from dialogs.phrase import Joined, Phrase, Value

#: What is compared, in this order.
COMPARED = ("afstand", "tijden", "prijs", "sterren", "start")


class CourseComparisonGuide:
    """The guide `course_comparison`."""

    signature = Signature(
        name="course_comparison",
        outcomes=("compared", "same", "unknown"),
        parameters={"one": "The key of a course.", "other": "The key of another course."},
        values={
            "differences": Gives(present_when=("compared",)),
            "advice": Gives(present_when=("compared",)),
        },
    )

    def __init__(self, world: World) -> None:
        """Answer from this world."""
        self._world = world

    def consult(self, request: Request) -> Advice:
        """What differs, a line each, and which fits better."""
        keys = [str(request.arguments.get(name) or "") for name in ("one", "other")]
        courses = [self._world.catalogue.courses.get(key) for key in keys]
        if courses[0] is None or courses[1] is None:
            return Advice(outcome="unknown")
        if courses[0].key == courses[1].key:
            return Advice(outcome="same")
        search = Search.of(request, self._world)
        return Advice(
            outcome="compared",
            values={
                "differences": self._differences(search, courses[0], courses[1]),
                "advice": self._advice(search, courses[0], courses[1]),
            },
        )

    def describe(self, request: Request, value: str, keys: Sequence[str]) -> Mapping[str, Row]:
        """This guide gives no lists."""
        return {}

    def _differences(self, search: Search, one: Course, other: Course) -> Value:
        cards = card(search, one), card(search, other)
        names = [self._say(search, "name", **_named(row)) for row in cards]
        lines = [
            self._say(search, field, een=cards[0][field], ander=cards[1][field]) for field in COMPARED if cards[0][field] != cards[1][field]
        ]
        heading = self._say(search, "schools", een=names[0], ander=names[1])
        return Joined(items=(heading, *(lines or [self._say(search, "alike")])), style="lines")

    def _advice(self, search: Search, one: Course, other: Course) -> Phrase:
        points = {found.course.key: found.points for found in ranked(search)}
        fitting = [course for course in (one, other) if not obstacles(search, course)]
        if not fitting or (len(fitting) > 1 and points[one.key] == points[other.key]):
            return self._say(search, "neither" if not fitting else "both")
        better = max(fitting, key=lambda course: points[course.key])
        worse = other if better is one else one
        own = [reason for reason in reasons(search, better) if reason not in reasons(search, worse)] or reasons(search, better)
        return self._say(search, "better", school=self._say(search, "name", **_named(card(search, better))), reden=own[0])

    def _say(self, search: Search, key: str, **values: Value) -> Phrase:
        return search.world.knowledge.sentence(f"fit.compare.{key}", search.today, **values)


def _named(row: Row) -> Mapping[str, Value]:
    return {"school": row["school"], "plaats": row["plaats"]}
