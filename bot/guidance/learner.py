"""Reads what was said about a person into the words the guides reckon with. What was not said, or is not understood, is None."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from bot.guidance.world import Level, Part
from dialogs.guides import Person, Slot


class Law(StrEnum):
    """The two laws."""

    wi2013 = "wi2013"
    wi2021 = "wi2021"


class Permit(StrEnum):
    """On what ground somebody may stay."""

    asylum = "asiel"
    family_of_asylum = "gezin_bij_asiel"
    other = "anders"


class PermitPeriod(StrEnum):
    """On which side of the new law the IND made the permit known."""

    before_2022 = "voor_2022"
    from_2022 = "vanaf_2022"


class Route(StrEnum):
    """The learning route of the PIP."""

    b1 = "b1"
    education = "onderwijs"
    self_reliance = "z"


class Reads(StrEnum):
    """Reading and writing."""

    none = "niet"
    other_alphabet = "ander_schrift"
    latin = "latijn"


class Schooling(StrEnum):
    """Years of school."""

    none = "0"
    short = "1_6"
    middle = "7_12"
    long = "13_plus"


class Goal(StrEnum):
    """What the Dutch is for."""

    exam = "examen"
    work = "werk"
    education = "opleiding"
    daily = "dagelijks"


class Transport(StrEnum):
    """How somebody travels."""

    walk_bike = "lopen_fiets"
    public = "ov"
    car = "auto"


#: Facts as they are named in `facts.yaml`.
PLACE = "woonplaats"
LINKED_PLACE = "gemeente_gekoppeld"
PERMIT = "vergunning"
LETTER_LAW = "wet_brief"
PERMIT_PERIOD = "vergunning_periode"
PERMIT_KNOWN = "vergunning_datum"
FIRST_PIP = "eerste_pip_datum"
LAST_DAY = "einddatum_duo"
ROUTE = "leerroute"
READS = "leest"
SCHOOLING = "schooljaren"
LEVEL = "niveau"
GOAL = "doel"
TIMES = "momenten"
MAX_KM = "reisafstand"
TRANSPORT = "vervoer"
LANGUAGE = "taal"
CHOSEN_COURSE = "gekozen_cursus"

LEVELS: Mapping[str, Level] = {"nul": Level.zero, "a1": Level.a1, "a2": Level.a2, "b1": Level.b1}
WORKS = "ik_werk"
YOUNG_CHILDREN = "kleine_kinderen"

_Word = TypeVar("_Word", bound=StrEnum)


@dataclass(frozen=True, kw_only=True, slots=True)
class Learner:
    """One person, as far as it matters for a law, an exam or a course."""

    place: str | None = None
    linked_place: str | None = None
    permit: Permit | None = None
    letter_law: Law | None = None
    permit_period: PermitPeriod | None = None
    permit_known: date | None = None
    first_pip: date | None = None
    last_day: date | None = None
    route: Route | None = None
    reads: Reads | None = None
    schooling: Schooling | None = None
    level: Level | None = None
    goal: Goal | None = None
    #: Parts of the week in which somebody can come; empty when none was named.
    times: frozenset[Part] = frozenset()
    #: Whether the question about times was answered at all.
    told_times: bool = False
    works: bool = False
    young_children: bool = False
    max_km: int | None = None
    transport: Transport | None = None
    language: str | None = None

    @property
    def refugee(self) -> bool | None:
        """Whether the rules for asylum hold: with an asylum permit or as family of somebody who has one; None when not known."""
        return None if self.permit is None else self.permit is not Permit.other


def learner(person: Person) -> Learner:
    """What is known of this person now."""
    said = _many(person.value(TIMES))
    return Learner(
        place=_text(person.value(PLACE)),
        linked_place=_text(person.value(LINKED_PLACE)),
        permit=_word(Permit, person.value(PERMIT)),
        letter_law=_word(Law, person.value(LETTER_LAW)),
        permit_period=_word(PermitPeriod, person.value(PERMIT_PERIOD)),
        permit_known=_day(person.value(PERMIT_KNOWN)),
        first_pip=_day(person.value(FIRST_PIP)),
        last_day=_day(person.value(LAST_DAY)),
        route=_word(Route, person.value(ROUTE)),
        reads=_word(Reads, person.value(READS)),
        schooling=_word(Schooling, person.value(SCHOOLING)),
        level=LEVELS.get(str(person.value(LEVEL))),
        goal=_word(Goal, person.value(GOAL)),
        times=frozenset(part for part in Part if part.value in said),
        told_times=bool(said),
        works=WORKS in said,
        young_children=YOUNG_CHILDREN in said,
        max_km=_whole(person.value(MAX_KM)),
        transport=_word(Transport, person.value(TRANSPORT)),
        language=_text(person.value(LANGUAGE)),
    )


def _word(words: type[_Word], value: Slot) -> _Word | None:
    return next((word for word in words if word.value == str(value)), None)


def _text(value: Slot) -> str | None:
    return value if isinstance(value, str) and value else None


def _many(value: Slot) -> frozenset[str]:
    return frozenset(value) if isinstance(value, list) else frozenset()


def _whole(value: Slot) -> int | None:
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() else None


def _day(value: Slot) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None
