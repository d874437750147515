"""The road of somebody's inburgering: its stations, which are behind, and where the person is now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bot.guidance.exams import Exam
from bot.guidance.fact_names import Law, Lessons, PipStage
from bot.guidance.standing import Standing
from dialogs.guides import Row
from dialogs.phrase import Joined, Phrase, Value

State = Literal["done", "here", "next"]

#: Parts that are lessons themselves: then the road has no station for lessons beside them.
_LESSONS = frozenset({Exam.course_hours, Exam.education_route})


@dataclass(frozen=True, kw_only=True, slots=True)
class Station:
    """One station on the road."""

    key: str
    name: Phrase
    pictogram: str
    state: State


def road(standing: Standing) -> tuple[Station, ...]:
    """All stations: what is done first, then the one where the person is, then what comes."""
    places = tuple(_places(standing))
    done = [key for key, passed in places if passed]
    ahead = [key for key, passed in places if not passed]
    states: list[tuple[str, State]] = [(key, "done") for key in done]
    states += [(key, "next" if index else "here") for index, key in enumerate([*ahead, "finish"])]
    return tuple(_station(standing, key, state) for key, state in states)


def _places(standing: Standing) -> Iterator[tuple[str, bool]]:
    """Each station with whether it is behind; the finish comes after all of them."""
    about, parts = standing.about, standing.parts
    passed = standing.done or frozenset[str]()
    if not standing.decided.certain:
        yield "letter", False
    if standing.decided.law is Law.wi2021:
        yield "plan", about.first_pip is not None or about.pip_stage is PipStage.has_pip or about.route is not None
    if standing.perhaps_exempt:
        yield "exemption", False
        return
    if not _LESSONS & {part.exam for part in parts}:
        yield "lessons", about.lessons is Lessons.finished
    if not parts:
        yield "exams", standing.finished
    for part in parts:
        if part.certainty == "law" or part.exam in passed:
            yield part.exam.value, part.exam in passed


def _station(standing: Standing, key: str, state: State) -> Station:
    know, today = standing.knowledge, standing.today
    name = f"exam.name.{key}" if key in set(Exam) else f"progress.station.{key}"
    return Station(key=key, name=know.sentence(name, today), pictogram=str(know.value(f"progress.sign.{key}", today)), state=state)


def station_row(station: Station) -> Row:
    """What the picture reads of a station."""
    return {"station": station.name, "pictogram": station.pictogram, "state": station.state}


def road_in_words(standing: Standing) -> Value:
    """The same road in words, one line for each kind of station."""
    know, today = standing.knowledge, standing.today
    lines: list[Value] = []
    for state in ("done", "here", "next"):
        names = tuple(station.name for station in road(standing) if station.state == state)
        if names:
            lines.append(know.sentence(f"progress.road.{state}", today, stations=Joined(items=names)))
    return Joined(items=tuple(lines), style="lines")
