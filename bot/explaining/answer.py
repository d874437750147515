"""What is answered when somebody asks for an explanation: every statement with its key, source and certainty."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.guidance.knowledge import Certainty


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Statement(_Frozen):
    """One thing that is said, in Dutch."""

    text: str
    key: str = Field(description="The row of knowledge it comes from.")
    source: str
    checked: date = Field(description="The day on which the row was compared with its source.")
    certainty: Certainty


class LawSaid(_Frozen):
    """Which law."""

    outcome: Literal["wi2013", "wi2021", "unclear", "contradiction"]
    law: Literal["wi2013", "wi2021"] | None = Field(description="The law to go on with; null when unclear.")
    needs_human: bool = Field(description="Somebody must look at it.")
    statements: tuple[Statement, ...]


class TermSaid(_Frozen):
    """How much time."""

    outcome: Literal["known", "estimate", "over", "unknown"]
    certainty: Certainty
    last_day: date | None
    days_left: int | None
    statements: tuple[Statement, ...]


class PartSaid(_Frozen):
    """One part of the exams and lessons."""

    exam: str
    name: str
    level: str | None
    hours: int | None
    certainty: Certainty
    fallback: bool = Field(description="Only counts when the education route is not finished.")
    fee_euros: Decimal | None
    statements: tuple[Statement, ...]


class PartsSaid(_Frozen):
    """All parts."""

    outcome: Literal["known", "route_unknown", "unclear"]
    parts: tuple[PartSaid, ...]
    statements: tuple[Statement, ...]


class CourseSaid(_Frozen):
    """A course that fits."""

    rank: int
    offered: bool = Field(description="One of the few that a person is shown.")
    key: str
    school: str
    course: str
    kind: str
    place: str
    distance_km: int | None
    points: int
    reasons: tuple[Statement, ...]
    cautions: tuple[Statement, ...]


class ExcludedSaid(_Frozen):
    """A course that does not fit."""

    key: str
    school: str
    course: str
    reasons: tuple[Statement, ...]


class CoursesSaid(_Frozen):
    """Courses: those that fit in order, those that do not with the reason."""

    outcome: Literal["offers", "none"]
    count: int
    fitting: tuple[CourseSaid, ...]
    excluded_count: int
    excluded: tuple[ExcludedSaid, ...]
    statements: tuple[Statement, ...] = Field(description="Who chooses, what to prepare, what was not taken into account.")


class MunicipalitySaid(_Frozen):
    """The municipality."""

    outcome: Literal["participating", "elsewhere", "unknown"]
    code: str | None
    name: str | None
    statements: tuple[Statement, ...]


class SchoolSaid(_Frozen):
    """The answer to `why not this school?`."""

    outcome: Literal["fits", "not_fitting", "unknown"]
    statements: tuple[Statement, ...]


class RowSaid(_Frozen):
    """One item of a list that a guide gives, as a talk would show it."""

    key: str
    fields: Mapping[str, str]
    statements: tuple[Statement, ...]


class GuideSaid(_Frozen):
    """What a guide answers: its outcome, its values in words, its lists."""

    outcome: str
    values: Mapping[str, str]
    lists: Mapping[str, tuple[RowSaid, ...]]
    statements: tuple[Statement, ...] = Field(description="Every sentence among the values.")


class Answer(_Frozen):
    """Everything the guides say for the facts that were given."""

    today: date
    law: LawSaid
    term: TermSaid
    parts: PartsSaid
    courses: CoursesSaid
    municipality: MunicipalitySaid
    school: SchoolSaid | None = Field(description="Only when a school was asked about.")


class Problem(_Frozen):
    """One thing that is wrong with the facts that were given."""

    field: str
    problem: str


class Refusal(_Frozen):
    """The facts cannot be used."""

    problems: tuple[Problem, ...]
