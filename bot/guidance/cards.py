"""One course as somebody sees it: name, place, distance, times, price, stars, why it fits and what speaks against it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby

from bot.guidance.reasons import cautions, distance, reasons
from bot.guidance.searching import Search
from bot.guidance.world import Course, Session, World
from dialogs.guides import Row
from dialogs.phrase import Day, Joined, Money, Phrase, Plain, Value

#: What a script may show of a course.
FIELDS = ("school", "plaats", "afstand", "tijden", "prijs", "sterren", "redenen", "let_op", "gegevens_van", "soort", "start")

_ONLINE_ONLY = 100
_DUTCH = "nl"


def card(search: Search, course: Course) -> Row:
    """All fields of a course for this person. Only `let_op` may be empty."""
    return {
        "school": Plain(text=search.world.catalogue.school(course).name, language=_DUTCH),
        "plaats": place_name(search, course),
        "afstand": distance(search, course),
        "tijden": times(search, course),
        "prijs": price(search, course),
        "sterren": stars(search, course),
        "redenen": sentences(reasons(search, course)),
        "let_op": attention(search, course) or Plain(text=""),
        "gegevens_van": _say(search, "checked", dag=Day(day=course.checked), bron=Plain(text=course.source, language=_DUTCH)),
        "soort": kind_name(search, course),
        "start": start(search, course),
    }


def attention(search: Search, course: Course) -> Phrase | None:
    """What speaks against it, in one phrase."""
    against = cautions(search, course)
    return _say(search, "but", punten=sentences(against)) if against else None


def course_label(world: World, key: str) -> Plain:
    """How a course is called by itself; its key where it is no longer in the catalogue."""
    course = world.catalogue.courses.get(key)
    if course is None:
        return Plain(text=key)
    return Plain(text=f"{world.catalogue.school(course).name}, {_place(world, course)}", language=_DUTCH)


def place_name(search: Search, course: Course) -> Plain:
    """The town of the lessons; the key where nobody knows it."""
    return Plain(text=_place(search.world, course), language=_DUTCH)


def _place(world: World, course: Course) -> str:
    key = world.catalogue.place(course)
    found = world.places.get(key)
    return found.label if found else key


def times(search: Search, course: Course) -> Value:
    """Days and hours, lessons at the same hours together."""
    if not course.sessions:
        return _say(search, "times.online" if course.online_percent >= _ONLINE_ONLY else "times.unknown")
    ordered = sorted(course.sessions, key=lambda session: (session.start, session.end, session.weekday))
    groups = [list(same) for _, same in groupby(ordered, key=lambda session: (session.start, session.end))]
    return Joined(items=tuple(_hours(search, same) for same in sorted(groups, key=lambda same: same[0].weekday)))


def _hours(search: Search, sessions: list[Session]) -> Phrase:
    days = Joined(items=tuple(_say(search, f"weekday.{session.weekday}") for session in sessions))
    begin, end = (Plain(text=moment.strftime("%H:%M")) for moment in (sessions[0].start, sessions[0].end))
    return _say(search, "times", dagen=days, van=begin, tot=end)


def price(search: Search, course: Course) -> Phrase:
    """What an hour costs, or who pays."""
    if search.paid_by_municipality:
        return _say(search, "price.municipality")
    if course.price_per_hour is None:
        return _say(search, "price.unknown")
    return _say(search, "price.hour", prijs=Money(euros=Decimal(course.price_per_hour)))


def stars(search: Search, course: Course) -> Phrase:
    """Stars of the school, or that there are none yet."""
    count = search.world.catalogue.school(course).stars
    return _say(search, "stars", sterren=count) if count else _say(search, "stars.none")


def start(search: Search, course: Course) -> Phrase:
    """The first day on which a group begins."""
    day = course.next_start(search.today)
    return _say(search, "start", dag=Day(day=day)) if day else _say(search, "start.unknown")


def kind_name(search: Search, course: Course) -> Phrase:
    """What kind of course it is."""
    return _say(search, f"kind.{course.kind}")


def sentences(items: Iterable[Value]) -> Joined:
    """Sentences in a row."""
    return Joined(items=tuple(items), style="sentences")


def _say(search: Search, key: str, **values: Value) -> Phrase:
    return search.world.knowledge.sentence(f"fit.{key}", search.today, **values)
