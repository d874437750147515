"""Answers "why not that school?" with the rule that keeps it away, or with what it has for and against it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.guidance.cards import attention, sentences
from bot.guidance.fitting import obstacles
from bot.guidance.ranking import ranked
from bot.guidance.reasons import reasons, refusals
from bot.guidance.searching import Search
from bot.guidance.world import VALID_MARKS, Course, Institution, World
from dialogs.folding import fold
from dialogs.guides import Advice, Gives, Request, Row, Signature
from dialogs.phrase import Phrase, Plain, Value

#: Fewer letters than this do not name a school.
FEWEST_LETTERS = 3
#: More reasons against one school than this nobody reads.
MOST_REFUSALS = 2
_DUTCH = "nl"


class CourseQuestionGuide:
    """The guide `course_question`."""

    signature = Signature(
        name="course_question",
        outcomes=("fits", "not_fitting", "unknown"),
        parameters={"school": "The school that is meant: its name as typed, its key, or the key of one of its courses."},
        values={"reason": Gives()},
    )

    def __init__(self, world: World) -> None:
        """Answer from this world."""
        self._world = world

    def consult(self, request: Request) -> Advice:
        """Whether the school has a course that fits, and why (not). A school nobody knows is not called bad."""
        search = Search.of(request, self._world)
        school = self.school(str(request.arguments.get("school") or ""))
        if school is None:
            return Advice(outcome="unknown", values={"reason": self._say(search, "unknown_school")})
        name = Plain(text=school.name, language=_DUTCH)
        if school.mark not in VALID_MARKS:
            return Advice(outcome="not_fitting", values={"reason": self._say(search, f"not.mark.{school.mark}", school=name)})
        mine = [one.course for one in ranked(search) if one.course.institution == school.key]
        if mine:
            return Advice(outcome="fits", values={"reason": self._fits(search, mine[0])})
        return Advice(outcome="not_fitting", values={"reason": self._refused(search, school)})

    def describe(self, request: Request, value: str, keys: Sequence[str]) -> Mapping[str, Row]:
        """This guide gives no lists."""
        return {}

    def school(self, meant: str) -> Institution | None:
        """The one school that is meant by a key or a name; None when there is none, or more than one."""
        catalogue = self._world.catalogue
        if meant in catalogue.courses:
            return catalogue.school(catalogue.courses[meant])
        if meant in catalogue.institutions:
            return catalogue.institutions[meant]
        wanted = fold(meant)
        if len(wanted) < FEWEST_LETTERS:
            return None
        names = {key: fold(school.name) for key, school in catalogue.institutions.items()}
        whole = [key for key, name in names.items() if name == wanted]
        words = [key for key, name in names.items() if f" {wanted} " in f" {name} "]
        found = whole or words or [key for key, name in names.items() if wanted in name]
        return catalogue.institutions[found[0]] if len(found) == 1 else None

    def _fits(self, search: Search, course: Course) -> Value:
        against = attention(search, course)
        return sentences([self._say(search, "fits_too"), *reasons(search, course), *([against] if against else [])])

    def _refused(self, search: Search, school: Institution) -> Value:
        """What keeps away the course of this school that comes nearest: the one with the fewest reasons against it."""
        courses = self._world.catalogue.by_institution.get(school.key, ())
        if not courses:
            return self._say(search, "not.no_courses")
        nearest = min(courses, key=lambda course: (len(obstacles(search, course)), course.name, course.key))
        named = self._say(search, "nearest_course", cursus=Plain(text=nearest.name, language=_DUTCH))
        return sentences([named, *refusals(search, nearest)[:MOST_REFUSALS]])

    def _say(self, search: Search, key: str, **values: Value) -> Phrase:
        return search.world.knowledge.sentence(f"fit.{key}", search.today, **values)
