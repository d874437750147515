"""What keeps a course from somebody: hard rules, each with a name. What is not known keeps nothing away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.guidance.fact_names import Law, Reads, Route, Schooling
from bot.guidance.remaining import SUBJECTS
from bot.guidance.searching import LETTER_KINDS, Search
from bot.guidance.world import VALID_MARKS, Course, Kind, Level, Literacy

#: Courses that prepare for an exam at a level: who has reached the level may still need them.
EXAM_KINDS = frozenset({Kind.exam_training, Kind.state_exam_1, Kind.state_exam_2, Kind.self_reliance_route})
#: Courses about the Netherlands and its work: never too easy.
SUBJECT_KINDS = frozenset({Kind.knm, Kind.ona})
ROUTE_KINDS = frozenset({Kind.self_reliance_route, Kind.education_route})

_ROUTE_KIND = {Route.self_reliance: Kind.self_reliance_route, Route.education: Kind.education_route}
_LITTLE_SCHOOL = frozenset({Schooling.none, Schooling.short})
_ONLINE_ONLY = 100


@dataclass(frozen=True, slots=True)
class Rule:
    """A reason why not: the key of its sentence, and which courses it keeps away."""

    key: str
    blocks: Callable[[Course], bool]


def obstacles(search: Search, course: Course) -> tuple[str, ...]:
    """The keys of every rule that keeps the course from this person; none when it fits."""
    mark = search.world.catalogue.school(course).mark
    of_mark = () if mark in VALID_MARKS else (f"not.mark.{mark}",)
    of_kind = kind_obstacle(search, course.kind)
    return (*of_mark, *((of_kind,) if of_kind else ()), *(rule.key for rule in course_rules(search) if rule.blocks(course)))


def kind_obstacle(search: Search, kind: Kind) -> str | None:
    """The first rule that keeps a whole kind of course from this person, or None."""
    return _law_obstacle(search, kind) or _left_obstacle(search, kind) or _reading_obstacle(search, kind) or _goal_obstacle(search, kind)


def _law_obstacle(search: Search, kind: Kind) -> str | None:
    if search.law is Law.wi2021 and kind is Kind.ona:
        return "not.ona_2021"
    if search.law is Law.wi2013 and kind in ROUTE_KINDS:
        return "not.route_2013"
    route = search.about.route
    if search.law is Law.wi2021 and route and kind in ROUTE_KINDS and kind is not _ROUTE_KIND.get(route):
        return "not.other_route"
    return None


def _left_obstacle(search: Search, kind: Kind) -> str | None:
    """Nobody pays for lessons towards an exam that is passed, unless they want to learn more."""
    left = search.left
    if left is None:
        return None
    if left.nothing:
        return "not.all_passed"
    if kind in SUBJECT_KINDS and kind not in {SUBJECTS[exam] for exam in left.subjects}:
        return "not.passed_already"
    if left.only_subjects and kind not in SUBJECT_KINDS:
        return "not.only_subjects"
    return None


def _reading_obstacle(search: Search, kind: Kind) -> str | None:
    reads, schooling = search.reads, search.about.schooling
    if reads is Reads.latin and kind in LETTER_KINDS:
        return "not.reads_already"
    if reads is Reads.other_alphabet and kind is Kind.literacy and schooling not in (None, Schooling.none):
        return "not.reads_other_letters"
    return None


def _goal_obstacle(search: Search, kind: Kind) -> str | None:
    about = search.about
    if kind is Kind.state_exam_2 and about.schooling in _LITTLE_SCHOOL and about.level is not Level.b1:
        return "not.little_school"
    return None if kind in search.kind_points else "not.goal"


def course_rules(search: Search) -> tuple[Rule, ...]:
    """The rules about single courses that matter for this person."""
    return (*_reading_rules(search), *_level_rules(search), *_time_rules(search), *_distance_rules(search))


def _reading_rules(search: Search) -> Iterator[Rule]:
    if search.reads is Reads.none:
        yield Rule("not.needs_letters", lambda course: course.literacy is not Literacy.full)
    if search.reads is Reads.other_alphabet:
        yield Rule("not.needs_alphabet", lambda course: course.literacy is Literacy.none)
    yield Rule("not.literacy_online", lambda course: course.literacy is Literacy.full and course.online_percent > 0)
    if search.law is Law.wi2013:
        yield Rule("not.ona_online", lambda course: course.kind is Kind.ona and course.online_percent >= _ONLINE_ONLY)


def _level_rules(search: Search) -> Iterator[Rule]:
    level = search.about.level
    if level is None:
        return
    yield Rule("not.too_hard", lambda course: course.kind not in LETTER_KINDS and course.level_from > level)
    yield Rule("not.too_easy", lambda course: _too_easy(course, level))


def _too_easy(course: Course, level: Level) -> bool:
    if course.kind in LETTER_KINDS or course.kind in SUBJECT_KINDS:
        return False
    return level > course.level_to if course.kind in EXAM_KINDS else level >= course.level_to


def _time_rules(search: Search) -> Iterator[Rule]:
    times = search.about.times
    if times:
        yield Rule("not.times", lambda course: not course.parts <= times)


def _distance_rules(search: Search) -> Iterator[Rule]:
    reach, distance = search.reach_km, search.distance
    if search.about.place:
        yield Rule("not.too_far", lambda course: (distance(course) or 0) > reach)
