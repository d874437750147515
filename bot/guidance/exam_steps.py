"""What somebody does for the parts that are left, and by which day: the nearest first, the same things together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from bot.guidance.exam_costs import names
from bot.guidance.exam_days import Timing, latest_day, lead, result_day, soon, time_kept, timing
from bot.guidance.exams import Exam, ExamPart, exam_parts, parts_left
from bot.guidance.standing import Standing
from dialogs.phrase import Day, Joined, Phrase, Quantity, Value

#: `exam`: it has a day. `result`: it was done. `booked`: registered, without a day. `traject`, `hours`, `municipality`, `talk`: no exam.
Kind = Literal["register", "portfolio", "exam", "result", "booked", "traject", "hours", "municipality", "talk", "ask"]

#: What has no day comes in this order, after everything that has one.
_ORDER: tuple[Kind, ...] = ("register", "portfolio", "exam", "result", "booked", "traject", "hours", "municipality", "talk", "ask")
_KINDS: dict[Exam, Kind] = {
    Exam.ona: "portfolio",
    Exam.pvt: "municipality",
    Exam.map: "municipality",
    Exam.education_route: "traject",
    Exam.course_hours: "hours",
    Exam.participation_hours: "hours",
    Exam.closing_talk: "talk",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """What to do for one or more parts that are left, by which day, and what to know with it."""

    parts: tuple[ExamPart, ...]
    kind: Kind
    action: Phrase
    notes: tuple[Phrase, ...] = ()
    #: Never before the day asked about.
    day: date | None = None

    @property
    def waits(self) -> bool:
        """Whether nothing is to be done but to wait."""
        return self.kind in ("result", "booked")

    @property
    def said(self) -> Value:
        """All of it, as sentences."""
        return Joined(items=(self.action, *self.notes), style="sentences")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Task:
    """What decides how one part is done; parts with the same task are done together."""

    kind: Kind
    timing: Timing | None = None
    day: date | None = None
    #: Weeks from registering to a safe last day: without a day, what takes longest comes first.
    weeks: int = 0
    #: Set where a part is always told alone.
    alone: Exam | None = None

    @property
    def overdue(self) -> bool:
        """Whether the day on which it was still safe has passed."""
        return self.timing in ("tight", "late", "too_late")


def steps(standing: Standing) -> tuple[Step, ...]:
    """Every part that is left is in one step: what should have been done first, then by day, then what has no day."""
    left = parts_left(standing.parts, standing.about)
    found = {part: _task(standing, part) for part in left}
    # What is overdue is not planned after what is not.
    first = min((task.day for task in found.values() if task.timing == "in_time" and task.day), default=None)
    tasks: dict[_Task, list[ExamPart]] = {}
    for part, task in found.items():
        tasks.setdefault(replace(task, day=min(task.day, first)) if task.overdue and task.day and first else task, []).append(part)
    return tuple(_step(standing, task, tasks[task]) for task in sorted(tasks, key=lambda task: _place(standing, task)))


def _place(standing: Standing, task: _Task) -> tuple[bool, date, int, int]:
    due = standing.today if task.overdue else task.day
    return due is None, due or date.max, _ORDER.index(task.kind), -task.weeks


def _task(standing: Standing, part: ExamPart) -> _Task:
    kind = _KINDS.get(part.exam, "register")
    if part.exam.value == standing.about.registered_exam:
        return _booked_task(standing, part)
    if part.certainty == "ask" and kind != "traject":
        return _Task(kind="ask")
    if kind not in ("register", "portfolio"):
        return _Task(kind=kind, alone=part.exam if kind == "hours" else None)
    how = timing(standing, part)
    day = None if how == "no_day" else latest_day(standing, part) or soon(standing)
    return _Task(kind=kind, timing=how, day=day, weeks=lead(standing, part).weeks if how == "no_day" else 0)


def _booked_task(standing: Standing, part: ExamPart) -> _Task:
    day = standing.about.exam_day
    if day is None:
        return _Task(kind="booked", alone=part.exam)
    if day >= standing.today:
        return _Task(kind="exam", day=day, alone=part.exam)
    result = result_day(standing, part, day)
    return _Task(kind="result", day=result if result >= standing.today else None, alone=part.exam)


def _step(standing: Standing, task: _Task, parts: Sequence[ExamPart]) -> Step:
    action, notes = _words(standing, task, parts)
    return Step(parts=tuple(parts), kind=task.kind, action=action, notes=tuple(notes), day=task.day)


def _words(standing: Standing, task: _Task, parts: Sequence[ExamPart]) -> tuple[Phrase, Sequence[Phrase]]:
    match task.kind:
        case "register" | "portfolio":
            return _register(standing, task, parts), tuple(_register_notes(standing, task))
        case "exam" | "result" | "booked":
            return _booked(standing, task, parts[0])
        case "traject":
            return _traject(standing, parts[0])
        case "hours":
            return _hours(standing, parts[0])
        case _:
            return _say(standing, task.kind, parts), ()


def _register(standing: Standing, task: _Task, parts: Sequence[ExamPart]) -> Phrase:
    """Register, or send the portfolio: by the latest day while there is one, else within days."""
    key = "ona" if task.kind == "portfolio" else "register"
    if task.day is None:
        return _say(standing, f"{key}.no_day", parts)
    return _say(standing, f"{key}.{'in_time' if task.timing == 'in_time' else 'now'}", parts, dag=Day(day=task.day))


def _register_notes(standing: Standing, task: _Task) -> Iterator[Phrase]:
    portfolio = task.kind == "portfolio"
    if portfolio:
        yield _say(standing, "ona.then")
    if task.overdue:
        # A portfolio can always be sent; only exams have places.
        yield _say(standing, f"note.{'late' if portfolio and task.timing == 'too_late' else task.timing}")
    if task.timing in ("late", "too_late") and not portfolio and time_kept(standing):
        yield _say(standing, "note.kept")


def _booked(standing: Standing, task: _Task, part: ExamPart) -> tuple[Phrase, Sequence[Phrase]]:
    """Somebody is registered for it: the day is to come, was, or is not told."""
    day, last = standing.about.exam_day, standing.term.last_day
    if day is None:
        return _say(standing, "booked.no_day", [part]), ()
    late = last is not None and result_day(standing, part, day) > last
    notes = (_say(standing, "note.late"),) if late else ()
    if task.kind == "exam":
        return _say(standing, "booked.day", [part], dag=Day(day=day)), notes
    if task.day is None:
        return _say(standing, "booked.look", [part], dag=Day(day=day)), ()
    weeks = Quantity(amount=lead(standing, part).result, unit="week")
    return _say(standing, "booked.result", [part], dag=Day(day=day), weken=weeks), notes


def _traject(standing: Standing, part: ExamPart) -> tuple[Phrase, Sequence[Phrase]]:
    """The lessons of the education route, with the exams as a way out."""
    if part.certainty == "ask":
        return _say(standing, "traject.by_exams"), ()
    last, know = standing.term.last_day, standing.knowledge
    exams = [one for one in exam_parts(standing.about, standing.decided, know, standing.today) if one.fallback]
    day = min((found for one in exams if (found := latest_day(standing, one))), default=None)
    by = (_say(standing, "traject.by", dag=Day(day=last)),) if last is not None else ()
    way_out = (
        _say(standing, "traject.fallback", dag=Day(day=day)) if day else know.sentence("exam.wi2021.education_fallback", standing.today)
    )
    return _say(standing, "traject"), (*by, way_out)


def _hours(standing: Standing, part: ExamPart) -> tuple[Phrase, Sequence[Phrase]]:
    """Hours of the Z-route: done, left, and about how many a week until the last day."""
    course, needed = part.exam is Exam.course_hours, part.hours or 0
    done = standing.about.hours_total if course else standing.about.hours_taking_part
    name = "course" if course else "taking_part"
    if done is None:
        return _say(standing, f"{name}.unknown", uren=_hour(needed)), ()
    if done >= needed:
        return _say(standing, f"{name}.enough"), ()
    last, left = standing.term.last_day, needed - done
    weeks = (last - standing.today) // timedelta(weeks=1) if last is not None else 0
    notes = (_say(standing, "hours_a_week", uren=_hour(-(-left // weeks))),) if weeks else ()
    return _say(standing, f"{name}.left", gedaan=_hour(done), over=_hour(left)), notes


def _hour(amount: int) -> Quantity:
    return Quantity(amount=amount, unit="hour")


def _say(standing: Standing, key: str, parts: Sequence[ExamPart] = (), **values: Value) -> Phrase:
    return standing.knowledge.sentence(f"exam_plan.{key}", standing.today, onderdelen=names(standing, parts), **values)
