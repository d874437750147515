"""Until which day somebody can register for an exam, reckoned back from the last day: a place, the result and a reserve."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from bot.guidance.exam_registering import slow
from bot.guidance.exams import Exam, ExamPart
from bot.guidance.standing import Standing

#: `tight`: only without the reserve. `late`: the exam is in time, its result perhaps not. `no_day`: there is no last day to reckon from.
Timing = Literal["in_time", "tight", "late", "too_late", "no_day"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Lead:
    """Weeks that an exam takes, from registering to a safe last day."""

    place: int
    result: int
    reserve: int

    @property
    def weeks(self) -> int:
        """All of them."""
        return self.place + self.result + self.reserve


def lead(standing: Standing, part: ExamPart) -> Lead:
    """The weeks for this exam; a portfolio is looked at before there is a talk."""
    weeks = {name: standing.number(f"exam_plan.{name}_weeks") for name in ("place", "result", "slow_result", "reserve")}
    if part.exam is Exam.ona:
        check, talk, result = (standing.number(f"exam_plan.ona_{name}_weeks") for name in ("check", "talk", "result"))
        return Lead(place=check + talk, result=result, reserve=weeks["reserve"])
    return Lead(place=weeks["place"], result=weeks["slow_result" if slow(part) else "result"], reserve=weeks["reserve"])


def latest_day(standing: Standing, part: ExamPart) -> date | None:
    """The last day on which registering is safe; None when it has passed or cannot be reckoned."""
    last = standing.term.last_day
    if last is None:
        return None
    day = last - timedelta(weeks=lead(standing, part).weeks)
    return day if day >= standing.today else None


def timing(standing: Standing, part: ExamPart) -> Timing:
    """How registering now stands to the last day."""
    last, needed = standing.term.last_day, lead(standing, part)
    if last is None:
        return "no_day"
    left = last - standing.today
    if left >= timedelta(weeks=needed.weeks):
        return "in_time"
    if left >= timedelta(weeks=needed.place + needed.result):
        return "tight"
    return "late" if left >= timedelta(weeks=needed.place) else "too_late"


def result_day(standing: Standing, part: ExamPart, exam_day: date) -> date:
    """The day on which the result of an exam is there, about."""
    return exam_day + timedelta(weeks=lead(standing, part).result)


def soon(standing: Standing) -> date:
    """The day by which something is done that cannot wait: in a few days, and not after the last day."""
    day = standing.today + timedelta(days=standing.number("exam_plan.soon_days"))
    return min(day, standing.term.last_day or day)


def time_kept(standing: Standing) -> bool:
    """Whether registering now is early enough for DUO to give more time by itself when a result is late."""
    last = standing.term.last_day
    return last is not None and last - standing.today > timedelta(weeks=standing.number("exam_plan.kept_weeks"))
