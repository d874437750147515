"""The facts that may be told about somebody: English keys and words, all of them optional."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from bot.explaining import words
from bot.guidance import fact_names as facts
from bot.guidance.exams import Exam
from bot.guidance.places import Places
from dialogs.guides import Slot


def _lower(value: Any) -> Any:
    return (
        value.strip().lower() if isinstance(value, str) else str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    )


_Word = BeforeValidator(_lower)

_SHORT_SCHOOL, _MIDDLE_SCHOOL = 6, 12


class Told(BaseModel):
    """Facts about somebody. What is left out, null or `unknown` is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    permit: Annotated[words.Permit | None, _Word] = Field(
        None, description="asylum: own asylum permit; family_of_asylum: regular permit as family of somebody with asylum."
    )
    permit_known: date | Annotated[words.Period, _Word] | None = Field(
        None, description="The day on which the IND made the permit known, or on which side of 2022-01-01 it lies."
    )
    letter_law: Annotated[Literal["wi2013", "wi2021"] | None, _Word] = Field(
        None, description="The law that DUO's letter names; never worked out from the letter's own date."
    )
    first_pip_date: date | None = Field(None, description="The date on the first PIP.")
    last_day_by_duo: date | None = Field(None, description="The last day of the term by DUO's letter or Mijn Inburgering.")
    route: Annotated[words.Route | None, _Word] = Field(None, description="The learning route of the PIP.")
    scaled_down: tuple[Annotated[words.Skill, _Word], ...] | None = Field(
        None, description="Skills for which the municipality set A2 in the B1-route."
    )
    town: str | None = Field(None, description="Name, four-digit postcode or key of the home town.")
    linked_town: str | None = Field(None, description="A town of the municipality that guides somebody under the new law.")
    reads: Annotated[words.Reads | None, _Word] = Field(None, description="Reading and writing.")
    school_years: int | None = Field(None, ge=0, le=40, description="Years of school.")
    level: Annotated[words.Level | None, _Word] = Field(None, description="Dutch now; b1 stands for B1 or higher.")
    goal: Annotated[words.Goal | None, _Word] = Field(None, description="What the Dutch is for.")
    times: tuple[Annotated[words.Time, _Word], ...] | None = Field(None, description="When lessons are possible.")
    works: bool | None = Field(None, description="Whether somebody works.")
    young_children: bool | None = Field(None, description="Whether somebody has young children.")
    max_km: int | None = Field(None, ge=1, le=400, description="How far a school may be, in kilometres in a straight line.")
    transport: Annotated[words.Transport | None, _Word] = Field(None, description="How somebody travels.")
    language: str | None = Field(None, pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$", description="A language tag, for help in the own language.")

    passed: tuple[Exam, ...] | None = Field(None, description="Parts that are done, by code.")
    tries: dict[words.Tried, Annotated[int, Field(ge=0, le=50)]] | None = Field(None, description="Failed tries by code of the exam.")
    birth_year: int | None = Field(None, ge=1900, le=2100)
    circumstances: tuple[Annotated[words.Circumstance, _Word], ...] | None = Field(None, description="What held somebody back.")
    circumstances_long: bool | None = Field(None, description="Whether that took three months or longer.")
    diplomas: tuple[Annotated[words.Diploma, _Word], ...] | None = Field(None, description="Dutch diplomas; enrolled: busy with one.")
    aims_higher: bool | Literal["later"] | None = Field(None, description="Wants a higher level than required; later: perhaps.")
    ona_work: bool | None = Field(None, description="Worked enough, in six of the last twelve months, to ask for no ONA.")
    registered_exam: words.Registered | None = Field(None, description="The exam that somebody is registered for.")
    exam_day: date | None = Field(None, description="The day of that exam.")
    activity_day: date | None = Field(None, description="The day of an activity beside the lessons.")
    loan_used: int | None = Field(None, ge=0, le=100_000, description="Euros borrowed so far.")
    hours_a_week: int | None = Field(None, ge=0, le=60, description="Hours of lessons a week that were agreed.")
    hours_4_weeks: int | None = Field(None, ge=0, le=200, description="Hours of lessons in the last four weeks.")
    hours_total: int | None = Field(None, ge=0, le=10_000, description="Hours of lessons at a school with the quality mark.")
    hours_online: int | None = Field(None, ge=0, le=10_000, description="How many of them were online.")
    hours_literacy: int | None = Field(None, ge=0, le=10_000, description="Hours of literacy lessons.")
    hours_taking_part: int | None = Field(None, ge=0, le=10_000, description="Hours of participation in the Z-route.")
    lessons: Annotated[words.Lessons | None, _Word] = Field(None, description="How it stands with the lessons.")
    lessons_go: Annotated[words.LessonsGo | None, _Word] = Field(None, description="How the lessons go.")
    lesson_problem: Annotated[words.LessonProblem | None, _Word] = Field(None, description="What is wrong with the lessons.")
    school_now: str | None = Field(None, description="Name or key of the school where somebody has lessons.")
    worries: tuple[Annotated[words.Worry, _Word], ...] | None = Field(None, description="Worries beside the lessons.")
    activities: tuple[Annotated[words.Activity, _Word], ...] | None = Field(None, description="What somebody does already.")
    pip_stage: Annotated[words.PipStage | None, _Word] = Field(None, description="How far somebody is on the way to a plan.")
    duo_letter_day: date | None = Field(None, description="Date of DUO's letter that inburgering begins.")
    old_letter: Annotated[words.OldLetter | None, _Word] = Field(None, description="A letter about a fine or repayment.")
    old_letter_day: date | None = Field(None, description="Date of that letter.")
    chosen_course: str | None = Field(None, description="The key of the course that somebody chose.")

    shared_phone: bool | None = Field(None, description="Whether others use the phone too.")
    dutch_beside: bool | None = Field(None, description="Whether Dutch stands beside each text.")
    short_questions: bool | None = Field(None, description="Whether questions are short, with pictures.")
    somebody_helps: bool | None = Field(None, description="Whether somebody helps with the talk.")
    message_time: Annotated[words.MessageTime | None, _Word] = Field(None, description="When messages may come.")
    message_rhythm: Annotated[words.MessageRhythm | None, _Word] = Field(None, description="How often messages may come.")
    consents: dict[words.Consent, bool] | None = Field(None, description="What somebody said yes or no to.")

    @model_validator(mode="before")
    @classmethod
    def _unknown_is_nothing(cls, data: Any) -> Any:
        return {name: None if value == "unknown" else value for name, value in data.items()} if isinstance(data, dict) else data

    def wrong_places(self, places: Places) -> Iterator[tuple[str, str]]:
        """Towns that are none, or more than one."""
        for name in ("town", "linked_town"):
            text = getattr(self, name)
            if text is not None and place_key(text, places) is None:
                yield name, f"{text!r} is no place, or more than one: give the postcode"

    def facts(self, places: Places) -> Mapping[str, Slot]:
        """The same, as facts are named; only what was told."""
        told = {**self._who(places), **self._progress(), **self._care(), **self._settings()}
        return {name: value for name, value in told.items() if value is not None}

    def _who(self, places: Places) -> Mapping[str, Slot]:
        known = self.permit_known
        return {
            facts.PERMIT: words.PERMITS.get(self.permit or ""),
            facts.PERMIT_KNOWN: known.isoformat() if isinstance(known, date) else None,
            facts.PERMIT_PERIOD: words.PERIODS.get(known) if isinstance(known, str) else None,
            facts.LETTER_LAW: self.letter_law,
            facts.FIRST_PIP: _iso(self.first_pip_date),
            facts.LAST_DAY: _iso(self.last_day_by_duo),
            facts.ROUTE: words.ROUTES.get(self.route or ""),
            facts.PLACE: place_key(self.town, places) if self.town else None,
            facts.LINKED_PLACE: place_key(self.linked_town, places) if self.linked_town else None,
            facts.READS: words.READS.get(self.reads or ""),
            facts.SCHOOLING: _schooling(self.school_years),
            facts.LEVEL: words.LEVELS.get(self.level or ""),
            facts.GOAL: words.GOALS.get(self.goal or ""),
            facts.TIMES: self._times(),
            facts.MAX_KM: None if self.max_km is None else str(self.max_km),
            facts.TRANSPORT: words.TRANSPORT.get(self.transport or ""),
            facts.LANGUAGE: self.language,
        }

    def _progress(self) -> Mapping[str, Slot]:
        tries = {facts.TRIES[exam]: _count(times) for exam, times in (self.tries or {}).items()}
        return {
            facts.PASSED: _list(self.passed),
            facts.SCALED_DOWN: _list(words.SKILLS[skill] for skill in self.scaled_down) if self.scaled_down is not None else None,
            facts.DIPLOMAS: _each(words.DIPLOMAS, self.diplomas),
            facts.AIMS_HIGHER: self.aims_higher if isinstance(self.aims_higher, str) else _yes_no(self.aims_higher),
            facts.ONA_WORK: _yes_no(self.ona_work),
            facts.REGISTERED_EXAM: words.REGISTERED.get(self.registered_exam or ""),
            facts.EXAM_DAY: _iso(self.exam_day),
            facts.ACTIVITY_DAY: _iso(self.activity_day),
            facts.LOAN_USED: self.loan_used,
            facts.HOURS_A_WEEK: self.hours_a_week,
            facts.HOURS_4_WEEKS: self.hours_4_weeks,
            facts.HOURS_TOTAL: self.hours_total,
            facts.HOURS_ONLINE: self.hours_online,
            facts.HOURS_LITERACY: self.hours_literacy,
            facts.HOURS_TAKING_PART: self.hours_taking_part,
            facts.LESSONS: words.LESSONS.get(self.lessons or ""),
            facts.LESSONS_GO: words.LESSONS_GO.get(self.lessons_go or ""),
            facts.LESSON_PROBLEM: words.LESSON_PROBLEM.get(self.lesson_problem or ""),
            facts.SCHOOL_NOW: self.school_now,
            facts.CHOSEN_COURSE: self.chosen_course,
            **tries,
        }

    def _care(self) -> Mapping[str, Slot]:
        long = {True: facts.LONG, False: facts.SHORT}
        return {
            facts.BIRTH_YEAR: self.birth_year,
            facts.CIRCUMSTANCES: _each(words.CIRCUMSTANCES, self.circumstances),
            facts.CIRCUMSTANCE_LENGTH: None if self.circumstances_long is None else long[self.circumstances_long],
            facts.WORRIES: _each(words.WORRIES, self.worries),
            facts.ACTIVITIES: _each(words.ACTIVITIES, self.activities),
            facts.PIP_STAGE: words.PIP_STAGES.get(self.pip_stage or ""),
            facts.DUO_LETTER_DAY: _iso(self.duo_letter_day),
            facts.OLD_LETTER: words.OLD_LETTERS.get(self.old_letter or ""),
            facts.OLD_LETTER_DAY: _iso(self.old_letter_day),
        }

    def _times(self) -> list[str] | None:
        said = [words.TIMES[word] for word in self.times or ()]
        said += [facts.WORKS] if self.works else []
        said += [facts.YOUNG_CHILDREN] if self.young_children else []
        return said or None

    def _settings(self) -> Mapping[str, Slot]:
        said = self.consents or {}
        return {
            facts.SHARED_PHONE: self.shared_phone,
            facts.DUTCH_BESIDE: self.dutch_beside,
            facts.SHORT_QUESTIONS: self.short_questions,
            facts.SOMEBODY_HELPS: self.somebody_helps,
            facts.MESSAGE_TIME: words.MESSAGE_TIMES.get(self.message_time or ""),
            facts.MESSAGE_RHYTHM: words.MESSAGE_RHYTHMS.get(self.message_rhythm or ""),
            **{words.CONSENTS[name]: yes for name, yes in said.items()},
        }


def place_key(text: str, places: Places) -> str | None:
    """The key of the one place that is meant; of places with one name the largest is not guessed."""
    if place := places.get(text):
        return place.key
    found = places.find(text)
    sure = found.candidates if found.how in ("exact", "postcode") else ()
    same = [place for place in sure if place.name.casefold() == text.strip().casefold()] or list(sure)
    return same[0].key if len(same) == 1 else None


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _list(told: Iterable[str] | None) -> list[str] | None:
    """What was ticked; nothing ticked is an answer too."""
    return None if told is None else [str(word) for word in told] or [facts.NONE_OF_THESE]


def _each(values: Mapping[str, str], told: Iterable[str] | None) -> list[str] | None:
    return None if told is None else _list(values[word] for word in told)


def _yes_no(told: bool | None) -> str | None:
    return next((word for word, yes in facts.YES_NO.items() if yes is told), None)


def _count(times: int) -> str:
    most = max(facts.COUNTS.values())
    return next(word for word, count in facts.COUNTS.items() if count == min(times, most))


def _schooling(years: int | None) -> str | None:
    if years is None:
        return None
    if years == 0:
        return facts.Schooling.none.value
    if years <= _SHORT_SCHOOL:
        return facts.Schooling.short.value
    return (facts.Schooling.middle if years <= _MIDDLE_SCHOOL else facts.Schooling.long).value
