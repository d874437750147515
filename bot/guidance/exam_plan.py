"""The plan of somebody's exams, backwards from the last day: what to do for each part, the nearest first, and the days to keep."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.guidance.exam_costs import names
from bot.guidance.exam_days import lead
from bot.guidance.exam_parts import lines, notes, outcome
from bot.guidance.exam_steps import Step, steps
from bot.guidance.fact_names import Diploma, Law
from bot.guidance.standing import Standing
from bot.guidance.world import World
from dialogs.guides import Advice, Gives, Request, Row, Signature
from dialogs.phrase import Day, Phrase, Plain, Quantity, Value

PlanOutcome = Literal["plan", "urgent", "over", "no_last_day", "nothing_left", "route_unknown", "unclear"]
_WITH_PARTS = ("plan", "urgent", "over", "no_last_day")
_DAY = ("day", "what", "pictogram", "uid")
_LAST_DAY = "last-day"
#: A step with a day, to the name of its words in a calendar.
_IN_CALENDAR = {"register": "register", "portfolio": "portfolio", "exam": "exam", "result": "result"}


@dataclass(frozen=True, kw_only=True, slots=True)
class ExamPlan:
    """Everything about the exams that are left."""

    outcome: PlanOutcome
    #: How much time there is, or why there is no plan.
    text: Value
    #: The one nearest thing to do; None when nothing is left.
    next: Value | None
    steps: tuple[Step, ...] = ()
    notes: tuple[Phrase, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class PlannedDay:
    """One day to keep."""

    key: str
    day: date
    what: Phrase
    pictogram: str


def exam_plan(standing: Standing) -> ExamPlan:
    """The plan on the day asked about."""
    found = _outcome(standing)
    know, today = standing.knowledge, standing.today
    if found == "unclear":
        return ExamPlan(outcome=found, text=standing.decided.reason, next=standing.decided.next_step)
    if found == "route_unknown":
        return ExamPlan(
            outcome=found, text=know.sentence("exam.told.route_unknown", today), next=know.sentence("exam_plan.next.route", today)
        )
    if found == "nothing_left":
        return ExamPlan(outcome=found, text=know.sentence("exam.told.nothing_left", today), next=None)
    planned = steps(standing)
    return ExamPlan(
        outcome=found, text=standing.term.text, next=_next(standing, found, planned), steps=planned, notes=tuple(_notes(standing))
    )


def planned_days(standing: Standing, plan: ExamPlan) -> tuple[PlannedDay, ...]:
    """The days of the plan and the last day, in order; what is done on the same day is one."""
    found = [_planned(standing, step, step.day) for step in plan.steps if step.day is not None and step.kind in _IN_CALENDAR]
    last = standing.term.last_day
    if last is not None and plan.outcome in ("plan", "urgent", "route_unknown"):
        words = "last" if standing.term.outcome == "known" else "last_estimate"
        what = standing.knowledge.sentence(f"exam_plan.day.{words}", standing.today)
        found.append(PlannedDay(key=_LAST_DAY, day=last, what=what, pictogram=_sign(standing, "finish")))
    return tuple(sorted(found, key=lambda one: one.day))


def _outcome(standing: Standing) -> PlanOutcome:
    known = outcome(standing)
    if known != "known":
        return known
    if standing.term.outcome == "over":
        return "over"
    if standing.term.last_day is None:
        return "no_last_day"
    return "urgent" if standing.ends_within(standing.number("handover.months_left")) else "plan"


def _next(standing: Standing, found: PlanOutcome, planned: Sequence[Step]) -> Value:
    """The nearest thing to do; who may be exempt by a diploma asks that first."""
    know, today = standing.knowledge, standing.today
    if Diploma.vmbo_or_higher in (standing.about.diplomas or ()):
        return know.sentence("exam_plan.next.exempt", today)
    step = next((one for one in planned if not one.waits), planned[0])
    if found == "no_last_day" and step.day is None:
        new_law = standing.decided.law is Law.wi2021 and standing.about.first_pip is None
        return know.sentence("exam_plan.next.pip" if new_law else "exam_plan.next.look", today)
    return know.sentence("exam_plan.next.over", today) if found == "over" and step.day is None else step.action


def _notes(standing: Standing) -> Iterator[Phrase]:
    yield from notes(standing)
    if standing.about.aims_higher and standing.decided.law is Law.wi2013:
        yield standing.knowledge.sentence("exam_plan.note.higher", standing.today)


def _planned(standing: Standing, step: Step, day: date) -> PlannedDay:
    """A key that stays the same while parts are passed, so that a calendar moves the day instead of adding one."""
    parts, know = step.parts, standing.knowledge
    weeks = max(lead(standing, part).result for part in parts)
    return PlannedDay(
        key=f"{step.kind}-{weeks if step.kind == 'register' else parts[0].exam.value.lower()}",
        day=day,
        what=know.sentence(f"exam_plan.day.{_IN_CALENDAR[step.kind]}", standing.today, onderdelen=names(standing, parts)),
        pictogram=_sign(standing, parts[0].exam.value if len(parts) == 1 else "exams"),
    )


def _sign(standing: Standing, name: str) -> str:
    return str(standing.knowledge.value(f"progress.sign.{name}", standing.today))


class ExamPlanGuide:
    """The guide `exam_plan`."""

    signature = Signature(
        name="exam_plan",
        outcomes=("plan", "urgent", "over", "no_last_day", "nothing_left", "route_unknown", "unclear"),
        values={
            "text": Gives(),
            "next": Gives(present_when=(*_WITH_PARTS, "route_unknown", "unclear")),
            "days_left": Gives(present_when=("plan", "urgent")),
            "count": Gives(present_when=_WITH_PARTS),
            "steps": Gives(kind="list", fields=("onderdelen", "wat", "teken"), present_when=_WITH_PARTS),
            "days": Gives(kind="list", fields=_DAY),
            "notes": Gives(),
        },
    )

    def __init__(self, world: World) -> None:
        """Answer from what this world knows."""
        self._world = world

    def consult(self, request: Request) -> Advice:
        """How much time there is, what comes first, and the steps and days after it."""
        standing = Standing.of(request.person, self._world, request.today)
        plan = exam_plan(standing)
        values: dict[str, Value | Sequence[str] | None] = {
            "text": plan.text,
            "next": plan.next,
            "steps": tuple(map(_key, plan.steps)),
            "days": tuple(one.key for one in planned_days(standing, plan)),
            "notes": lines(plan.notes),
        }
        if plan.outcome in _WITH_PARTS:
            values["count"] = sum(len(step.parts) for step in plan.steps)
        if plan.outcome in ("plan", "urgent"):
            values["days_left"] = Quantity(amount=standing.term.days_left(request.today) or 0, unit="day")
        return Advice(outcome=plan.outcome, values=values)

    def describe(self, request: Request, value: str, keys: Sequence[str]) -> Mapping[str, Row]:
        """The rows of steps or days."""
        standing = Standing.of(request.person, self._world, request.today)
        plan = exam_plan(standing)
        if value == "steps":
            rows: Mapping[str, Row] = {_key(step): _step_row(standing, step) for step in plan.steps}
        else:
            rows = {one.key: _day_row(one) for one in planned_days(standing, plan)}
        return {key: rows[key] for key in keys if key in rows}


def _key(step: Step) -> str:
    return "-".join(part.exam.value for part in step.parts)


def _step_row(standing: Standing, step: Step) -> Row:
    several = "plan" if step.kind == "municipality" else "exams"
    sign = _sign(standing, step.parts[0].exam.value if len(step.parts) == 1 else several)
    return {"onderdelen": names(standing, step.parts), "wat": step.said, "teken": Plain(text=sign)}


def _day_row(one: PlannedDay) -> Row:
    return {"day": Day(day=one.day), "what": one.what, "pictogram": Plain(text=one.pictogram), "uid": Plain(text=one.key)}
