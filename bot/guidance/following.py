"""How it stands with somebody whom the municipality may follow: law, time, level, what stands out, and why to help them now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Literal

from bot.guidance.fact_names import LESSON_PROBLEM, LESSONS, NOT_RIGHT, Law, Lessons
from bot.guidance.handover import human_reasons
from bot.guidance.learner import Learner, learner
from bot.guidance.pip import plan
from bot.guidance.signals import signals
from bot.guidance.standing import Standing
from bot.guidance.term import Term
from dialogs.guides import Person

Trend = Literal["up", "same", "down"]


class Need(StrEnum):
    """Why somebody is to be helped now."""

    violence = "violence"
    letter_running = "letter_running"
    report = "report"
    school = "school"
    little_time = "little_time"
    not_right = "not_right"
    old_letter = "old_letter"
    over = "over"
    late_plan = "late_plan"
    months_left = "months_left"
    no_lessons = "no_lessons"
    few_lessons = "few_lessons"
    loan = "loan"
    law = "law"
    worries = "worries"
    illness = "illness"
    silent = "silent"
    efforts = "efforts"
    scale_down = "scale_down"


#: How bad it is to wait, from 0 (nothing) on: a choice of ours, by what cannot be made good again.
HARM: Mapping[Need, int] = {
    Need.violence: 100,
    Need.letter_running: 90,
    Need.report: 85,
    Need.school: 80,
    Need.little_time: 75,
    Need.not_right: 70,
    Need.old_letter: 65,
    Need.over: 60,
    Need.late_plan: 55,
    Need.months_left: 50,
    Need.no_lessons: 45,
    Need.few_lessons: 40,
    Need.loan: 35,
    Need.law: 30,
    Need.worries: 28,
    Need.illness: 26,
    Need.silent: 20,
    Need.efforts: 15,
    Need.scale_down: 15,
}
#: From the reasons of `handover`, by the end of their source.
_BY_RULE: Mapping[str, Need] = {
    "H3.violence": Need.violence,
    "H3.worries": Need.worries,
    "H4.over": Need.over,
    "H4.open": Need.months_left,
    "H4.soon": Need.months_left,
    "H5.running": Need.letter_running,
    "H5.fine": Need.old_letter,
    "H5.repayment": Need.old_letter,
    "H6.stopped": Need.school,
    "H6.suspended": Need.school,
    "H6.withdrawn": Need.school,
    "H8.contradiction": Need.law,
    "H8.unclear": Need.law,
    "H2.illness": Need.illness,
    "H2.few_lessons": Need.few_lessons,
    "H2.loan": Need.loan,
    "H2.efforts": Need.efforts,
    "H2.scale_down": Need.scale_down,
}
_OFFER = "handover.offer."
#: Less time than this, and something is open.
LITTLE_TIME_MONTHS = 3
#: So long without lessons that somebody should look.
NO_LESSONS_DAYS = 90
#: So long without an answer to a question that was seen.
SILENT_DAYS = 35
#: What changed within this time is the trend.
TREND_DAYS = 180


@dataclass(frozen=True, kw_only=True, slots=True)
class Following:
    """One person on one day, as far as lists show it."""

    #: None while it is not sure.
    law: Law | None
    route: str | None
    #: Only a day that may be shown: never a reckoned one that has passed.
    last_day: date | None
    #: Whether the last day is an estimate.
    estimated: bool
    level: str | None
    trend: Trend | None
    exams_left: int | None
    #: Keys of what stands out.
    signals: tuple[str, ...]
    #: Why to help them now, the gravest first.
    needs: tuple[Need, ...]

    @property
    def harm(self) -> int:
        """How bad it is to wait."""
        return max((HARM[need] for need in self.needs), default=0)


def following(standing: Standing, *, reported: bool = False, silent_since: date | None = None) -> Following:
    """`reported`: a report of theirs was not looked at yet; `silent_since`: since when a question waits for their answer."""
    about, decided = standing.about, standing.decided
    found = {*_needs(standing), *([Need.report] if reported else []), *_silence(standing, silent_since)}
    left = standing.open_parts
    return Following(
        law=decided.law if decided.certain else None,
        route=about.route.value if about.route and decided.law is Law.wi2021 else None,
        last_day=standing.term.last_day,
        estimated=_estimated(standing.term),
        level=None if about.level is None else about.level.name,
        trend=_trend(standing),
        exams_left=0 if standing.finished else None if left is None else len(left),
        signals=tuple(signal.key for signal in signals(standing)),
        needs=tuple(sorted(found, key=lambda need: (-HARM[need], need))),
    )


def _estimated(term: Term) -> bool:
    return term.last_day is not None and term.certainty == "estimate"


def _needs(standing: Standing) -> Iterator[Need]:
    for reason in human_reasons(standing):
        need = _BY_RULE.get(reason.source.removeprefix(_OFFER))
        if need is Need.months_left and standing.ends_within(LITTLE_TIME_MONTHS):
            yield Need.little_time
        elif need is not None:
            yield need
    if plan(standing.about, standing.decided, standing.knowledge, standing.today).outcome == "late":
        yield Need.late_plan
    problem = standing.person.facts.get(LESSON_PROBLEM, ())
    if problem and problem[-1].value == NOT_RIGHT and _days(standing, problem[-1].at.date()) <= standing.number("progress.recent_days"):
        yield Need.not_right
    if _without_lessons(standing):
        yield Need.no_lessons


def _without_lessons(standing: Standing) -> bool:
    """No lessons for long although somebody must still learn: they stopped, they wait, or nobody gave them a school."""
    if standing.finished or standing.open_parts == ():
        return False
    lessons = standing.about.lessons
    if lessons is Lessons.stopped:
        return True
    if lessons not in (Lessons.none_yet, Lessons.waiting):
        return False
    begun = standing.term.first_day
    # Under the new law lessons follow the plan: before it there are none to wait for.
    if standing.decided.law is Law.wi2021 and (begun is None or _days(standing, begun) < NO_LESSONS_DAYS):
        return False
    without = (Lessons.none_yet.value, Lessons.waiting.value)
    since = standing.today
    for said in reversed(standing.person.facts.get(LESSONS, ())):
        if said.value not in without:
            break
        since = said.at.date()
    return _days(standing, since) >= NO_LESSONS_DAYS


def _days(standing: Standing, since: date) -> int:
    return (standing.today - since).days


def _silence(standing: Standing, since: date | None) -> Iterator[Need]:
    if since is not None and _days(standing, since) >= SILENT_DAYS and not standing.finished:
        yield Need.silent


def _trend(standing: Standing) -> Trend | None:
    """Whether level or parts went up or down lately; None where that was not told before."""
    before = standing.today - timedelta(days=TREND_DAYS)
    told = standing.person.facts
    # Where nothing is so old: the first of several things that were said.
    old = {name: tuple(one for one in said if one.at.date() <= before) or said[:-1][:1] for name, said in told.items()}
    then = learner(Person(facts=old))
    now = standing.about
    steps = [_step(_level(then), _level(now)), _step(_passed(then), _passed(now))]
    known = [step for step in steps if step is not None]
    if not known:
        return None
    return "up" if max(known) > 0 else "down" if min(known) < 0 else "same"


def _step(then: int | None, now: int | None) -> int | None:
    return None if then is None or now is None else now - then


def _level(about: Learner) -> int | None:
    return None if about.level is None else int(about.level)


def _passed(about: Learner) -> int | None:
    return None if about.passed is None else len(about.passed)
