"""Says in sentences why a course fits, what speaks against it, and why another does not fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from bot.guidance.fact_names import LEVELS, Law
from bot.guidance.fitting import ROUTE_KINDS, obstacles
from bot.guidance.searching import Search
from bot.guidance.weighing import weights
from bot.guidance.world import Course, Kind, Level, QualityMark
from dialogs.phrase import Day, Joined, Phrase, Plain, Quantity, Value

#: More reasons than this nobody reads.
MOST_REASONS = 3
_HALF = 50
_ONLINE_ONLY = 100

_LEVEL_WORDS = {level: word for word, level in LEVELS.items()} | {Level.b2: "b2"}


def reasons(search: Search, course: Course) -> list[Phrase]:
    """Why it fits: only what gave it points, and first what this person said, in the order that the knowledge names."""
    order: list[str] = search.setting("reasons_in_order")
    counted = {weight.key for weight in weights(search) if weight.points(course) > 0}
    said = [key for key in order if key in counted and not _silent(search, course, key)]
    return [_say(search, f"why.{key}", course) for key in said[:MOST_REASONS]] or [_say(search, "why.mark", course)]


def cautions(search: Search, course: Course) -> list[Phrase]:
    """What speaks against it, the heaviest first; then what should be known before signing."""
    weighed = sorted((weight.points(course), weight.key) for weight in weights(search))
    against = [key for points, key in weighed if points < 0]
    return [sentence for key in (*against, *_notices(search, course)) if (sentence := _find(search, f"but.{key}", course))]


def refusals(search: Search, course: Course) -> list[Phrase]:
    """Why this course does not fit; empty when it does."""
    return [_say(search, key, course) for key in obstacles(search, course)]


def not_counted(search: Search) -> Value:
    """What is not known of the person and so was not taken into account; nothing said when all is known."""
    about = search.about
    known = {
        "place": about.place is not None,
        "reads": about.reads is not None,
        "level": about.level is not None,
        "goal": about.goal is not None,
        "times": about.told_times,
    }
    missing = [search.world.knowledge.sentence(f"fit.unknown.{name}", search.today) for name, there in known.items() if not there]
    if not missing:
        return Plain(text="")
    return search.world.knowledge.sentence("fit.not_counted", search.today, wat=Joined(items=tuple(missing)))


def _silent(search: Search, course: Course, key: str) -> bool:
    """Points that count but are no reason worth a sentence."""
    match key:
        case "near":
            return (search.distance(course) or 0) > int(search.setting("near_km"))
        case "stars":
            return (search.world.catalogue.school(course).stars or 0) < int(search.setting("good_stars"))
        case _:
            return False


def _notices(search: Search, course: Course) -> Iterator[str]:
    school = search.world.catalogue.school(course)
    if school.disputed:
        yield "being_checked"
    if school.mark is QualityMark.aspirant:
        yield "new_school"
    if course.kind is Kind.ona and search.about.ona_work:
        yield "ona_work"
    if search.law is Law.wi2013 and course.kind is Kind.ona and course.online_percent > 0:
        yield "ona_online"
    if search.law is Law.wi2013 and course.online_percent > 0 and course.kind is not Kind.ona:
        yield "online_2013"
    if search.law is Law.wi2021 and course.online_percent > _HALF:
        yield "online_2021"
    if search.law is None and (course.kind is Kind.ona or course.kind in ROUTE_KINDS):
        yield "kind_of_one_law"
    if search.about.max_km is None and (search.distance(course) or 0) > search.setting("far_km"):
        yield "far"
    if not course.sessions and search.about.told_times:
        yield "times_unknown"
    if course.next_start(search.today) is None:
        yield "start_unknown"
    if search.today - course.checked > timedelta(days=search.setting("old_days")):
        yield "old"


def _find(search: Search, key: str, course: Course) -> Phrase | None:
    known = search.world.knowledge.find(f"fit.{key}", search.today)
    return None if known is None else _say(search, key, course)


def _say(search: Search, key: str, course: Course) -> Phrase:
    return search.world.knowledge.sentence(f"fit.{key}", search.today, **_values(search, course))


def _values(search: Search, course: Course) -> Mapping[str, Value]:
    """Whatever a sentence about a course may want to name."""
    start = course.next_start(search.today)
    return {
        "school": Plain(text=search.world.catalogue.school(course).name),
        "cursus": Plain(text=course.name),
        "afstand": distance(search, course),
        "niveau_van": level_name(search, course.level_from),
        "niveau_tot": level_name(search, course.level_to),
        "sterren": search.world.catalogue.school(course).stars or 0,
        "groep": course.group_size or 0,
        "uren": Quantity(amount=course.hours_per_week or 0, unit="hour"),
        "online": Quantity(amount=course.online_percent, unit="percent"),
        "start": Day(day=start) if start else Plain(text=""),
        "nagekeken": Day(day=course.checked),
    }


def distance(search: Search, course: Course) -> Phrase:
    """How far, as words within a sentence."""
    know, km = search.world.knowledge, search.distance(course)
    if course.online_percent >= _ONLINE_ONLY:
        return know.sentence("fit.distance.online", search.today)
    if km is None:
        return know.sentence("fit.distance.unknown", search.today)
    if search.world.catalogue.place(course) == search.about.place:
        return know.sentence("fit.distance.here", search.today)
    return know.sentence("fit.distance.about", search.today, km=Quantity(amount=max(1, km), unit="kilometer"))


def level_name(search: Search, level: Level) -> Phrase:
    """How a level is called."""
    return search.world.knowledge.sentence(f"fit.level.{_LEVEL_WORDS[level]}", search.today)
