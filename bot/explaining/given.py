"""What may be told about somebody to have it explained: English keys and words, all of them optional."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from bot.guidance import fact_names as facts
from bot.guidance.exams import Exam
from bot.guidance.places import Places
from dialogs.guides import Known, Person, Slot


def _lower(value: Any) -> Any:
    return (
        value.strip().lower() if isinstance(value, str) else str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    )


_Word = BeforeValidator(_lower)

#: Each word here, and the value of the fact it stands for.
PERMITS = {"asylum": "asiel", "family_of_asylum": "gezin_bij_asiel", "other": "anders"}
PERIODS = {"before_2022": "voor_2022", "from_2022": "vanaf_2022"}
ROUTES = {"b1": "b1", "education": "onderwijs", "z": "z"}
READS = {"none": "niet", "other_script": "ander_schrift", "latin": "latijn"}
LEVELS = {"0": "nul", "a1": "a1", "a2": "a2", "b1": "b1"}
GOALS = {"exam": "examen", "work": "werk", "education": "opleiding", "daily": "dagelijks"}
TIMES = {"day": "overdag", "evening": "avond", "weekend": "weekend"}
TRANSPORT = {"walk_bike": "lopen_fiets", "public": "ov", "car": "auto"}
SKILLS = {"reading": Exam.reading, "listening": Exam.listening, "writing": Exam.writing, "speaking": Exam.speaking}

_SHORT_SCHOOL, _MIDDLE_SCHOOL = 6, 12


class Given(BaseModel):
    """Facts about somebody. What is left out, null or `unknown` is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid", title="Given")

    permit: Annotated[Literal["asylum", "family_of_asylum", "other"] | None, _Word] = Field(
        None, description="asylum: own asylum permit; family_of_asylum: regular permit as family of somebody with asylum."
    )
    permit_known: date | Annotated[Literal["before_2022", "from_2022"], _Word] | None = Field(
        None, description="The day on which the IND made the permit known, or on which side of 2022-01-01 it lies."
    )
    letter_law: Annotated[Literal["wi2013", "wi2021"] | None, _Word] = Field(
        None, description="The law that DUO's letter names; never worked out from the letter's own date."
    )
    first_pip_date: date | None = Field(None, description="The date on the first PIP.")
    last_day_by_duo: date | None = Field(None, description="The last day of the term by DUO's letter or Mijn Inburgering.")
    route: Annotated[Literal["b1", "education", "z"] | None, _Word] = Field(None, description="The learning route of the PIP.")
    scaled_down: tuple[Annotated[Literal["reading", "listening", "writing", "speaking"], _Word], ...] | None = Field(
        None, description="Skills for which the municipality set A2 in the B1-route."
    )
    town: str | None = Field(None, description="Name, four-digit postcode or key of the home town.")
    linked_town: str | None = Field(None, description="A town of the municipality that guides somebody under the new law.")
    reads: Annotated[Literal["none", "other_script", "latin"] | None, _Word] = Field(None, description="Reading and writing.")
    school_years: int | None = Field(None, ge=0, le=40, description="Years of school.")
    level: Annotated[Literal["0", "a1", "a2", "b1"] | None, _Word] = Field(None, description="Dutch now; b1 stands for B1 or higher.")
    goal: Annotated[Literal["exam", "work", "education", "daily"] | None, _Word] = Field(None, description="What the Dutch is for.")
    times: tuple[Annotated[Literal["day", "evening", "weekend"], _Word], ...] | None = Field(None, description="When lessons are possible.")
    works: bool | None = Field(None, description="Whether somebody works.")
    young_children: bool | None = Field(None, description="Whether somebody has young children.")
    max_km: int | None = Field(None, ge=1, le=400, description="How far a school may be, in kilometres in a straight line.")
    transport: Annotated[Literal["walk_bike", "public", "car"] | None, _Word] = Field(None, description="How somebody travels.")
    language: str | None = Field(None, pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$", description="A language tag, for help in the own language.")
    school: str | None = Field(None, description="Asks `why not this school?`: its name or key.")

    @model_validator(mode="before")
    @classmethod
    def _unknown_is_nothing(cls, data: Any) -> Any:
        return {name: None if value == "unknown" else value for name, value in data.items()} if isinstance(data, dict) else data

    def problems(self, places: Places, today: date) -> Iterator[tuple[str, str]]:
        """What can not be, field by field."""
        for name in ("permit_known", "first_pip_date"):
            day = getattr(self, name)
            if isinstance(day, date) and day > today:
                yield name, f"{day.isoformat()} lies after the day asked about, {today.isoformat()}"
        for name in ("town", "linked_town"):
            text = getattr(self, name)
            if text is not None and place_key(text, places) is None:
                yield name, f"{text!r} is no place, or more than one: give the postcode"

    def person(self, places: Places, today: date) -> Person:
        """The same as facts about a person."""
        at = datetime(today.year, today.month, today.day, tzinfo=UTC)
        return Person(facts={name: (Known(value=value, at=at),) for name, value in self._facts(places).items() if value is not None})

    def _facts(self, places: Places) -> Mapping[str, Slot]:
        known = self.permit_known
        return {
            facts.PERMIT: PERMITS.get(self.permit or ""),
            facts.PERMIT_KNOWN: known.isoformat() if isinstance(known, date) else None,
            facts.PERMIT_PERIOD: PERIODS.get(known) if isinstance(known, str) else None,
            facts.LETTER_LAW: self.letter_law,
            facts.FIRST_PIP: self.first_pip_date.isoformat() if self.first_pip_date else None,
            facts.LAST_DAY: self.last_day_by_duo.isoformat() if self.last_day_by_duo else None,
            facts.ROUTE: ROUTES.get(self.route or ""),
            facts.PLACE: place_key(self.town, places) if self.town else None,
            facts.LINKED_PLACE: place_key(self.linked_town, places) if self.linked_town else None,
            facts.READS: READS.get(self.reads or ""),
            facts.SCHOOLING: _schooling(self.school_years),
            facts.LEVEL: LEVELS.get(self.level or ""),
            facts.GOAL: GOALS.get(self.goal or ""),
            facts.TIMES: self._times(),
            facts.MAX_KM: None if self.max_km is None else str(self.max_km),
            facts.TRANSPORT: TRANSPORT.get(self.transport or ""),
            facts.LANGUAGE: self.language,
        }

    def _times(self) -> list[str] | None:
        said = [TIMES[word] for word in self.times or ()]
        said += [facts.WORKS] if self.works else []
        said += [facts.YOUNG_CHILDREN] if self.young_children else []
        return said or None


def place_key(text: str, places: Places) -> str | None:
    """The key of the one place that is meant; of places with one name the largest is not guessed."""
    if place := places.get(text):
        return place.key
    found = places.find(text)
    sure = found.candidates if found.how in ("exact", "postcode") else ()
    same = [place for place in sure if place.name.casefold() == text.strip().casefold()] or list(sure)
    return same[0].key if len(same) == 1 else None


def _schooling(years: int | None) -> str | None:
    if years is None:
        return None
    if years == 0:
        return facts.Schooling.none.value
    if years <= _SHORT_SCHOOL:
        return facts.Schooling.short.value
    return (facts.Schooling.middle if years <= _MIDDLE_SCHOOL else facts.Schooling.long).value
