"""What somebody can do next, the language and taking part together; what the municipality organises itself comes first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from bot.guidance.exams import SKILLS, Exam
from bot.guidance.fact_names import Diploma, Doing, Goal, Law, Lessons, Reads, Route
from bot.guidance.municipality import MunicipalityGuide
from bot.guidance.standing import Standing
from bot.guidance.world import Activity, Level, World
from dialogs.guides import Advice, Gives, Request, Row, Signature
from dialogs.phrase import Day, Joined, Phrase, Plain, Value

STEPS = "next.step."
MOST_STEPS, MOST_ACTIVITIES = 4, 3
#: Before the keys of activities, so that they are told apart from steps.
_OWN = "activity/"

_STAGES: Mapping[Level | None, str] = {None: "zero", Level.zero: "zero", Level.a1: "a1", Level.a2: "a2", Level.b1: "b1", Level.b2: "b1"}
_WAITING = (Lessons.none_yet, Lessons.waiting, Lessons.school_stopped)


class Fit(BaseModel):
    """For whom a step is, as its row of knowledge says; what is left out does not matter."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    #: Stages (waiting, zero, a1, a2, b1, finished) to the place of the step in that stage's list.
    stages: Mapping[str, int]
    sign: str
    #: Taking part (work, a training, volunteering) rather than the language alone.
    takes_part: bool = False
    #: Whoever does this already does not need the step.
    already: Doing | None = None
    law: Law | None = None
    routes: tuple[Route, ...] = ()
    #: One of these parts is still open, or not known.
    open: tuple[Exam, ...] = ()
    goals: tuple[Goal, ...] = ()
    young: bool = False
    children: bool = False
    works: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class NextStep:
    """One thing to do."""

    key: str
    text: Phrase
    sign: str


def stages(standing: Standing) -> tuple[str, ...]:
    """Where somebody is, the most pressing first: without a school, and at which level."""
    if standing.finished or standing.perhaps_exempt:
        return ("finished",)
    about = standing.about
    shown = _shown_level(standing) if about.level is None else about.level
    level = "zero" if about.reads is Reads.none else _STAGES[shown]
    return ("waiting", level) if about.lessons in _WAITING else (level,)


def _shown_level(standing: Standing) -> Level | None:
    """The level that passed exams show of somebody who did not tell it: some of them, all at A2, or all at B1."""
    passed = set(SKILLS) & (standing.done or set())
    if not passed:
        return None
    if passed < set(SKILLS):
        return Level.a1
    at_b1 = standing.decided.law is Law.wi2021 and not standing.about.scaled_down
    return Level.b1 if at_b1 or {Diploma.nt2_1, Diploma.nt2_2} & (standing.about.diplomas or set()) else Level.a2


def next_steps(standing: Standing) -> tuple[NextStep, ...]:
    """The steps that fit, the most useful first."""
    know, today = standing.knowledge, standing.today
    at = stages(standing)
    rows = {key: Fit.model_validate(know.value(key, today)) for key in know.keys(STEPS, today)}
    fits = {key: fit for key, fit in rows.items() if set(at) & set(fit.stages) and _fits(fit, standing)}
    ordered = sorted(fits, key=lambda key: _place(fits[key], at))
    return tuple(NextStep(key=key, text=know.sentence(key, today), sign=fits[key].sign) for key in _mixed(ordered, fits))


def _place(fit: Fit, at: tuple[str, ...]) -> tuple[int, int]:
    """The place of a step: in the most pressing stage that it is for, then within that stage."""
    return next((index, fit.stages[stage]) for index, stage in enumerate(at) if stage in fit.stages)


def _mixed(ordered: Sequence[str], fits: Mapping[str, Fit]) -> tuple[str, ...]:
    """The first few; where none of them is about taking part, the last gives way to the first that is."""
    best = tuple(ordered[:MOST_STEPS])
    taking_part = next((key for key in ordered if fits[key].takes_part), None)
    return best if taking_part is None or taking_part in best else (*best[:-1], taking_part)


def _fits(fit: Fit, standing: Standing) -> bool:
    about, doing = standing.about, standing.about.activities or frozenset[str]()
    left = standing.open_parts
    age = about.age(standing.today)
    return (
        (fit.already is None or fit.already not in doing)
        and (fit.law is None or (standing.decided.certain and fit.law is standing.decided.law))
        and (not fit.routes or about.route in fit.routes)
        and (not fit.open or left is None or any(part.exam in fit.open for part in left))
        and (not fit.goals or about.goal in fit.goals)
        and (not fit.young or (age is not None and age < standing.number("next.young")))
        and (not fit.children or about.young_children)
        and (not fit.works or about.works or Doing.work in doing)
    )


def own_activities(standing: Standing, municipality: str | None) -> tuple[Activity, ...]:
    """What this municipality organises for somebody like this: the best fit first, then the nearest day."""
    about = standing.about
    doing = about.activities or frozenset[str]()
    fitting = [
        one
        for one in standing.world.activities
        if one.municipality == municipality
        and one.day >= standing.today
        and one.kind not in doing
        and (about.level is None or one.level_from <= about.level <= one.level_to)
    ]
    return tuple(sorted(fitting, key=lambda one: (-len(_points(one, standing)), one.day, one.key)))


def _points(activity: Activity, standing: Standing) -> tuple[str, ...]:
    """What makes an activity fit better: keys of sentences."""
    about = standing.about
    looked_after = about.young_children and activity.childcare
    understood = about.language is not None and activity.language == about.language
    return (*(("next.why.childcare",) if looked_after else ()), *(("next.why.language",) if understood else ()))


class NextStepsGuide:
    """The guide `next_steps`."""

    signature = Signature(
        name="next_steps",
        outcomes=("activities", "steps"),
        values={
            "steps": Gives(kind="list", fields=("teken", "stap"), present_when=("activities", "steps")),
            "hours_note": Gives(),
        },
    )

    def __init__(self, world: World) -> None:
        """Answer from this world."""
        self._world = world

    def consult(self, request: Request) -> Advice:
        """The municipality's own activities, then the steps that fit; and that hours with volunteers are no lessons."""
        standing = Standing.of(request.person, self._world, request.today)
        note = standing.knowledge.sentence("next.hours_note", request.today)
        keys = tuple(self._rows(standing, request))
        outcome = "activities" if any(key.startswith(_OWN) for key in keys) else "steps"
        return Advice(outcome=outcome, values={"steps": keys, "hours_note": note})

    def describe(self, request: Request, value: str, keys: Sequence[str]) -> Mapping[str, Row]:
        """The pictogram and the words of each."""
        found = self._rows(Standing.of(request.person, self._world, request.today), request)
        return {key: found[key] for key in keys if key in found}

    def _rows(self, standing: Standing, request: Request) -> Mapping[str, Row]:
        hall = MunicipalityGuide(self._world).town_hall(request)
        own = own_activities(standing, hall.code if hall else None)[:MOST_ACTIVITIES]
        sign = str(standing.knowledge.value("next.activity", request.today))
        rows: dict[str, Row] = {f"{_OWN}{one.key}": {"teken": sign, "stap": _invitation(one, standing)} for one in own}
        return rows | {step.key: {"teken": step.sign, "stap": step.text} for step in next_steps(standing)}


def _invitation(activity: Activity, standing: Standing) -> Value:
    """What it is, where and when, and why it fits."""
    know, today = standing.knowledge, standing.today
    said: dict[str, Value] = {"naam": Plain(text=activity.name), "plaats": Plain(text=activity.place), "dag": Day(day=activity.day)}
    why = [know.sentence(key, today) for key in _points(activity, standing)]
    return Joined(items=(know.sentence("next.activity", today, **said), *why), style="sentences")
