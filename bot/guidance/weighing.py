"""How well a course fits: points by weights that stand in the knowledge. The same points give the order and the reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from decimal import Decimal

from bot.guidance.fact_names import Goal, Law, Reads, Schooling, Transport
from bot.guidance.remaining import SUBJECTS
from bot.guidance.searching import LETTER_KINDS, Search
from bot.guidance.world import Course, Kind, Level, Literacy, Part

_BEGINNERS = (None, Level.zero, Level.a1)
_MUCH_SCHOOL = (Schooling.middle, Schooling.long)
_DUTCH = "nl"
_DAYTIME = frozenset({Part.day})
_PRACTICE = frozenset({Kind.exam_training})
#: Courses that teach everything of a level.
_WHOLE_LEVEL = frozenset({Kind.language, Kind.dual})
#: Sums for more days than this are not kept.
MOST_KEPT = 16


@dataclass(frozen=True, slots=True)
class Weight:
    """One consideration: its name in the reasons, and its points for a course. Below zero speaks against."""

    key: str
    points: Callable[[Course], int]


def weights(search: Search) -> tuple[Weight, ...]:
    """The considerations that matter for this person."""
    return (*personal_weights(search), *common_weights(search))


def personal_weights(search: Search) -> tuple[Weight, ...]:
    """Those that depend on what the person said."""
    return (
        *_reading(search),
        *_goal(search),
        *_left(search),
        *_level(search),
        *_way(search),
        *_group(search),
        *_children(search),
        *_work(search),
        *_help(search),
        *_times(search),
        *_online(search),
    )


def common_weights(search: Search) -> tuple[Weight, ...]:
    """Those that are the same for everybody on one day, except that a price counts only for who pays it."""
    return (*_school(search), *_moment(search), *_money(search))


def common_points(search: Search) -> Mapping[str, int]:
    """The sum of the common weights by course, reckoned once a day."""
    key, reckoned = ("common", search.today, search.paid_by_municipality), search.world.reckoned
    if key not in reckoned:
        if len(reckoned) >= MOST_KEPT:
            reckoned.clear()
        points = [weight.points for weight in common_weights(search)]
        reckoned[key] = {course.key: sum(each(course) for each in points) for course in search.world.catalogue.courses.values()}
    return reckoned[key]


def _reading(search: Search) -> Iterator[Weight]:
    reads, fits, wrong = search.reads, search.setting("weight.reading"), search.setting("weight.wrong_letters")
    if reads is Reads.none:
        yield Weight("reading.full", lambda course: fits if course.literacy is Literacy.full else 0)
    if reads is Reads.other_alphabet:
        yield Weight("reading.other_alphabet", lambda course: fits if course.literacy is Literacy.other_alphabet else 0)
        yield Weight("full_literacy", lambda course: wrong if course.literacy is Literacy.full else 0)
    if reads is Reads.latin:
        yield Weight("letters_first", lambda course: 0 if course.literacy is Literacy.none else wrong)


def _goal(search: Search) -> Iterator[Weight]:
    points, goal, level = search.kind_points, search.about.goal, search.about.level
    yield Weight(f"goal.{goal.value if goal else 'onbekend'}", lambda course: points.get(course.kind, 0))
    exam_level = Level.a2 if search.law is Law.wi2013 else Level.b1
    if goal is Goal.exam and level is not None and level >= exam_level:
        ready = search.setting("weight.exam_ready")
        yield Weight("exam_ready", lambda course: ready if course.kind is Kind.exam_training else 0)
    if search.about.schooling in _MUCH_SCHOOL and goal is not Goal.daily:
        onwards = search.setting("weight.onwards")
        yield Weight("onwards", lambda course: onwards if course.level_to > Level.a2 else 0)
    if search.about.schooling is Schooling.long:
        fast, hours = search.setting("weight.fast"), search.setting("fast_hours")
        yield Weight("fast", lambda course: fast if (course.hours_per_week or 0) >= hours else 0)


def _left(search: Search) -> Iterator[Weight]:
    """Only a little is left: lessons for just that, rather than a whole course again."""
    left = search.left
    if left is None:
        return
    just_that, whole = search.setting("weight.left"), search.setting("weight.whole_level")
    kinds = _PRACTICE | {Kind.state_exam_1} if search.law is Law.wi2021 else _PRACTICE
    if left.only_subjects:
        yield Weight("left", lambda course: just_that if course.kind in SUBJECTS.values() else 0)
    elif left.few_skills or left.failed:
        yield Weight("left", lambda course: just_that if course.kind in kinds else 0)
    if left.few_skills:
        yield Weight("whole_level", lambda course: whole if course.kind in _WHOLE_LEVEL else 0)


def _level(search: Search) -> Iterator[Weight]:
    level, exact = search.about.level, search.setting("weight.level")
    if level is not None:
        yield Weight("level", lambda course: exact if course.level_from == level and course.kind not in LETTER_KINDS else 0)


def _way(search: Search) -> Iterator[Weight]:
    distance, reach, most = search.distance, search.reach_km, search.setting("weight.near")
    if search.about.place is None:
        return
    yield Weight("near", lambda course: 0 if (km := distance(course)) is None else max(0, most - most * km // reach))
    if search.about.transport is Transport.walk_bike:
        easy, per_km = search.setting("easy_km_on_foot_or_bike"), search.setting("weight.far_on_foot_or_bike")
        yield Weight("far_by_bike", lambda course: per_km * max(0, (distance(course) or 0) - easy))


def _school(search: Search) -> Iterator[Weight]:
    per_star, unknown, school = search.setting("weight.star"), search.setting("weight.no_stars_yet"), search.world.catalogue.school
    yield Weight("stars", lambda course: per_star * stars if (stars := school(course).stars) else unknown)


def _group(search: Search) -> Iterator[Weight]:
    if search.reads is Reads.none or search.about.schooling in (Schooling.none, Schooling.short):
        small, size = search.setting("weight.small_group"), search.setting("small_group")
        yield Weight("small_group", lambda course: small if course.group_size and course.group_size <= size else 0)


def _children(search: Search) -> Iterator[Weight]:
    if not search.about.young_children:
        return
    care, hours, evening = (search.setting(f"weight.{name}") for name in ("childcare", "school_hours", "evening_without_care"))
    begin, end = (time.fromisoformat(search.setting(name)) for name in ("school_begins", "school_ends"))
    yield Weight("childcare", lambda course: care if course.childcare else 0)
    yield Weight("school_hours", lambda course: hours if _within(course, begin, end) else 0)
    yield Weight("evening_without_care", lambda course: evening if Part.evening in course.parts and not course.childcare else 0)


def _within(course: Course, begin: time, end: time) -> bool:
    return course.parts == _DAYTIME and course.span is not None and course.span[0] >= begin and course.span[1] <= end


def _work(search: Search) -> Iterator[Weight]:
    if not search.about.works:
        return
    fits, clashes = search.setting("weight.beside_work"), search.setting("weight.day_while_working")
    yield Weight("beside_work", lambda course: fits if course.kind is Kind.dual or (course.parts and Part.day not in course.parts) else 0)
    if not search.about.times:
        yield Weight("day_while_working", lambda course: clashes if Part.day in course.parts and course.kind is not Kind.dual else 0)


def _help(search: Search) -> Iterator[Weight]:
    language, points = search.about.language, search.setting("weight.support_language")
    if language and language != _DUTCH and search.about.level in _BEGINNERS:
        yield Weight("support_language", lambda course: points if language in course.support_languages else 0)


def _times(search: Search) -> Iterator[Weight]:
    points = search.setting("weight.times")
    if search.about.times:
        yield Weight("times", lambda course: points if course.parts else 0)


def _moment(search: Search) -> Iterator[Weight]:
    today = search.today
    soon = today + timedelta(weeks=search.setting("soon_weeks"))
    late = today + timedelta(weeks=search.setting("late_weeks"))
    early_points, late_points = search.setting("weight.starts_soon"), search.setting("weight.starts_late")
    yield Weight("starts_soon", lambda course: early_points if (day := course.next_start(today)) and day <= soon else 0)
    yield Weight("starts_late", lambda course: late_points if (day := course.next_start(today)) and day > late else 0)


def _money(search: Search) -> Iterator[Weight]:
    usual, per_euro = search.world.catalogue.usual_price, search.setting("weight.euro")
    notable, most = search.setting("notable_euros"), int(search.setting("weight.price_at_most"))
    if usual is None or search.paid_by_municipality:
        return

    def cheaper(course: Course) -> int:
        saved = Decimal(0) if course.price_per_hour is None else usual - course.price_per_hour
        return 0 if abs(saved) < notable else max(-most, min(most, int(saved * per_euro)))

    yield Weight("cheaper", lambda course: max(0, cheaper(course)))
    yield Weight("dearer", lambda course: min(0, cheaper(course)))


def _online(search: Search) -> Iterator[Weight]:
    if search.about.level in _BEGINNERS:
        tenth = search.setting("weight.online_tenth")
        yield Weight("online_beginner", lambda course: tenth * (course.online_percent // 10))
