"""How somebody registers for what is left, in which town the exam is, and how long the waiting takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.guidance.exam_costs import NO_EXAMS, names
from bot.guidance.exams import Exam, ExamPart
from bot.guidance.places import distance_km
from bot.guidance.standing import Standing
from dialogs.guides import Row
from dialogs.phrase import Phrase, Plain, Quantity

_SLOW = (Exam.speaking, Exam.writing)
_BY_MUNICIPALITY = (Exam.pvt, Exam.map, Exam.closing_talk)
_STATE_EXAM = "B1"
_A2 = "A2"
_DUTCH = "nl"


def central(part: ExamPart) -> bool:
    """Whether it is an exam of DUO itself, done in one of its places: the language at A2, and KNM."""
    return part.exam not in (*NO_EXAMS, Exam.ona) and not state_exam(part)


def state_exam(part: ExamPart) -> bool:
    """Whether it is done as a state exam (Staatsexamen NT2)."""
    return part.level == _STATE_EXAM


def slow(part: ExamPart) -> bool:
    """Whether the result takes longer than that of other exams."""
    return part.exam in _SLOW and part.level == _A2


def how(standing: Standing, parts: Sequence[ExamPart]) -> Mapping[str, Row]:
    """How to register, and what the municipality arranges: each of them a thought of its own, by its name."""
    others = [part for part in parts if part.exam in _BY_MUNICIPALITY]
    ways = {
        "central": any(map(central, parts)),
        "change": any(map(central, parts)),
        "state": any(map(state_exam, parts)),
        "ona": any(part.exam is Exam.ona for part in parts),
        "municipality": bool(others),
    }
    know, today, arranged = standing.knowledge, standing.today, names(standing, others)
    return {way: {"tekst": know.sentence(f"exam.register.{way}", today, onderdelen=arranged)} for way, told in ways.items() if told}


def where(standing: Standing, parts: Iterable[ExamPart]) -> Iterator[Phrase]:
    """Where the exams are; the towns themselves are told by `places`."""
    parts = tuple(parts)
    if any(map(central, parts)):
        yield standing.knowledge.sentence("exam.places", standing.today)
    if any(map(state_exam, parts)):
        yield standing.knowledge.sentence("exam.places.state", standing.today)


def places(standing: Standing, parts: Iterable[ExamPart]) -> tuple[str, ...]:
    """Keys of the towns with an exam of DUO, the nearest first; only the nearest few when the home town is known."""
    if not any(map(central, parts)):
        return ()
    keys = tuple(map(str, standing.knowledge.value("exam.places", standing.today)))
    known = {key: far for key in keys if (far := _distance(standing, key)) is not None}
    return tuple(sorted(known, key=lambda key: known[key]))[: standing.number("exam.places.near")] or keys


def place_row(standing: Standing, key: str) -> Row:
    """A town and how far it is."""
    place, far = standing.world.places.get(key), _distance(standing, key)
    know, today = standing.knowledge, standing.today
    if not far:
        distance = know.sentence("exam.places.unknown" if far is None else "exam.places.here", today)
    else:
        distance = know.sentence("exam.places.far", today, afstand=Quantity(amount=far, unit="kilometer"))
    return {"plaats": Plain(text=place.name if place else key, language=_DUTCH), "afstand": distance}


def waiting(standing: Standing, parts: Sequence[ExamPart]) -> Iterator[Phrase]:
    """How long a place and the result take, as estimates."""
    if any(map(central, parts)):
        yield _weeks(standing, "exam.wait.place")
        yield _weeks(standing, "exam.wait.result")
    if any(map(slow, parts)):
        yield _weeks(standing, "exam.wait.slow")
    if any(map(state_exam, parts)):
        yield _weeks(standing, "exam.wait.state")


def _weeks(standing: Standing, key: str) -> Phrase:
    return standing.knowledge.sentence(key, standing.today, weken=Quantity(amount=standing.number(key), unit="week"))


def _distance(standing: Standing, key: str) -> int | None:
    """Kilometres in a straight line from the home town."""
    home, there = standing.world.places.get(standing.about.place or ""), standing.world.places.get(key)
    return distance_km(home, there) if home and there else None
