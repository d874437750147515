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


class SchoolSaid(_Frozen):
    """The answer to `why not this school?`."""

    outcome: Literal["fits", "not_fitting", "unknown"]
    statements: tuple[Statement, ...]
    mark: GuideSaid = Field(description="Its quality mark: whether somebody can enrol there, seen on which day.")


class FraudSaid(GuideSaid):
    """Whether something at a school is right. `recognised` in the own words counts as if it was said yes to, as the talk asks."""

    recognised: GuideSaid | None = Field(description="Known tricks in what was told in own words; null when nothing was.")
    asks: str = Field(description="What more decides: lending, law, mark, stopped, or nothing.")


class RuleSaid(_Frozen):
    """One rule by which somebody of the municipality is offered."""

    rule: str
    detail: str = Field(description="The word that tells more about the rule; empty when there is none.")
    urgent: bool
    because: str = Field(description="Where it shows: the facts, or the part of this answer that needs a human.")
    offer: str = Field(description="Said to the person.")
    reason: str = Field(description="Read by the municipality.")
    statements: tuple[Statement, ...]


class HandoverSaid(_Frozen):
    """Every rule that holds, the urgent ones first."""

    outcome: Literal["urgent", "offer", "none"]
    rules: tuple[RuleSaid, ...]


class Answer(_Frozen):
    """Everything the guides say for the facts that were given."""

    today: date
    law: LawSaid
    term: TermSaid
    parts: PartsSaid
    remaining: GuideSaid = Field(description="The parts that are left, with tries, what they cost, and how and where to register.")
    plan: GuideSaid = Field(description="The same backwards from the last day, and the nearest thing to do.")
    pip: GuideSaid = Field(description="How it stands with the plan of the municipality.")
    extra_time: GuideSaid
    exemptions: GuideSaid
    money: GuideSaid
    loan: GuideSaid
    courses: CoursesSaid
    municipality: MunicipalitySaid
    school: SchoolSaid | None = Field(description="Only when a school was asked about.")
    fraud: FraudSaid | None = Field(description="Only when something at a school was asked about.")
    progress: GuideSaid = Field(description="What stands out, what went forward, and the road.")
    next_steps: GuideSaid
    referrals: GuideSaid
    handover: HandoverSaid


class Problem(_Frozen):
    """One thing that is wrong with the facts that were given."""

    field: str
    problem: str


class Refusal(_Frozen):
    """The facts cannot be used."""

    problems: tuple[Problem, ...]
