"""Reads what was said about a person into the words the guides reckon with. What was not said, or is not understood, is None."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from bot.guidance.fact_names import (
    ACTIVITIES,
    AIMS_HIGHER,
    BIRTH_YEAR,
    CIRCUMSTANCE_LENGTH,
    CIRCUMSTANCES,
    COUNTS,
    DIPLOMAS,
    DUO_LETTER_DAY,
    EXAM_DAY,
    FIRST_PIP,
    GOAL,
    HOURS_4_WEEKS,
    HOURS_A_WEEK,
    HOURS_LITERACY,
    HOURS_ONLINE,
    HOURS_TAKING_PART,
    HOURS_TOTAL,
    LANGUAGE,
    LAST_DAY,
    LESSONS,
    LETTER_LAW,
    LEVEL,
    LEVELS,
    LINKED_PLACE,
    LOAN_USED,
    LONG,
    MAX_KM,
    NONE_OF_THESE,
    OLD_LETTER,
    OLD_LETTER_DAY,
    ONA_WORK,
    PASSED,
    PERMIT,
    PERMIT_KNOWN,
    PERMIT_PERIOD,
    PIP_STAGE,
    PLACE,
    READS,
    REGISTERED_EXAM,
    ROUTE,
    SCALED_DOWN,
    SCHOOL_NOW,
    SCHOOLING,
    SHORT,
    TIMES,
    TRANSPORT,
    TRIES,
    WORKS,
    WORRIES,
    YES_NO,
    YOUNG_CHILDREN,
    Goal,
    Law,
    Lessons,
    OldLetter,
    Permit,
    PermitPeriod,
    PipStage,
    Reads,
    Route,
    Schooling,
    Transport,
)
from bot.guidance.world import Level, Part
from dialogs.guides import Person, Slot

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
    birth_year: int | None = None
    #: What held somebody back, as words of the fact; None when it was never asked.
    circumstances: frozenset[str] | None = None
    #: Whether that took three months or longer.
    circumstances_long: bool | None = None
    #: Dutch diplomas, as words of the fact; None when it was never asked.
    diplomas: frozenset[str] | None = None
    #: Codes of parts that are done; None when it was never asked.
    passed: frozenset[str] | None = None
    #: Failed tries by code of the exam, for those that were told; 3 means three or more.
    tries: Mapping[str, int] = field(default_factory=dict)
    #: Codes of the skills that may be done at A2.
    scaled_down: frozenset[str] = frozenset()
    aims_higher: bool | None = None
    ona_work: bool | None = None
    registered_exam: str | None = None
    exam_day: date | None = None
    loan_used: int | None = None
    hours_a_week: int | None = None
    hours_4_weeks: int | None = None
    hours_total: int | None = None
    hours_online: int | None = None
    hours_literacy: int | None = None
    hours_taking_part: int | None = None
    lessons: Lessons | None = None
    school_now: str | None = None
    #: Worries, as words of the fact; None when it was never asked.
    worries: frozenset[str] | None = None
    activities: frozenset[str] | None = None
    pip_stage: PipStage | None = None
    duo_letter_day: date | None = None
    old_letter: OldLetter | None = None
    old_letter_day: date | None = None

    def age(self, today: date) -> int | None:
        """The age somebody has or reaches this year."""
        return None if self.birth_year is None else today.year - self.birth_year

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
        **_progress(person),
        **_care(person),
    )


def _progress(person: Person) -> dict[str, Any]:
    """Exams, hours and money."""
    registered = _text(person.value(REGISTERED_EXAM))
    return {
        "diplomas": _named(person.value(DIPLOMAS)),
        "passed": _named(person.value(PASSED)),
        "tries": {exam: COUNTS[said] for exam, fact in TRIES.items() if (said := str(person.value(fact))) in COUNTS},
        "scaled_down": _named(person.value(SCALED_DOWN)) or frozenset(),
        "aims_higher": YES_NO.get(str(person.value(AIMS_HIGHER))),
        "ona_work": YES_NO.get(str(person.value(ONA_WORK))),
        "registered_exam": None if registered == NONE_OF_THESE else registered,
        "exam_day": _day(person.value(EXAM_DAY)),
        "loan_used": _whole(person.value(LOAN_USED)),
        "hours_a_week": _whole(person.value(HOURS_A_WEEK)),
        "hours_4_weeks": _whole(person.value(HOURS_4_WEEKS)),
        "hours_total": _whole(person.value(HOURS_TOTAL)),
        "hours_online": _whole(person.value(HOURS_ONLINE)),
        "hours_literacy": _whole(person.value(HOURS_LITERACY)),
        "hours_taking_part": _whole(person.value(HOURS_TAKING_PART)),
        "lessons": _word(Lessons, person.value(LESSONS)),
        "school_now": _text(person.value(SCHOOL_NOW)),
    }


def _care(person: Person) -> dict[str, Any]:
    """What weighs on somebody, and the way to a plan."""
    length = {LONG: True, SHORT: False}
    return {
        "birth_year": _whole(person.value(BIRTH_YEAR)),
        "circumstances": _named(person.value(CIRCUMSTANCES)),
        "circumstances_long": length.get(str(person.value(CIRCUMSTANCE_LENGTH))),
        "worries": _named(person.value(WORRIES)),
        "activities": _named(person.value(ACTIVITIES)),
        "pip_stage": _word(PipStage, person.value(PIP_STAGE)),
        "duo_letter_day": _day(person.value(DUO_LETTER_DAY)),
        "old_letter": _word(OldLetter, person.value(OLD_LETTER)),
        "old_letter_day": _day(person.value(OLD_LETTER_DAY)),
    }


def _word(words: type[_Word], value: Slot) -> _Word | None:
    return next((word for word in words if word.value == str(value)), None)


def _text(value: Slot) -> str | None:
    return value if isinstance(value, str) and value else None


def _many(value: Slot) -> frozenset[str]:
    return frozenset(value) if isinstance(value, list) else frozenset()


def _named(value: Slot) -> frozenset[str] | None:
    """What was ticked; nothing ticked and *none of these* are an answer, never asked is None."""
    return frozenset(str(word) for word in value if word != NONE_OF_THESE) if isinstance(value, list) else None


def _whole(value: Slot) -> int | None:
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() else None


def _day(value: Slot) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None
