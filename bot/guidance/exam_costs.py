"""What the exams that are left cost somebody on the day of the exam, and how many tries are free."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from bot.guidance.exams import Exam, ExamPart, fee, fee_row, free_tries, old_fee_row
from bot.guidance.knowledge import Row
from bot.guidance.standing import Standing
from dialogs.phrase import Joined, Money, Phrase, Plain, Value

#: What is followed or signed, not paid per try.
NO_EXAMS = frozenset(
    {Exam.pvt, Exam.map, Exam.education_route, Exam.course_hours, Exam.participation_hours, Exam.closing_talk},
)


def costs(standing: Standing, parts: Iterable[ExamPart], day: date | None = None) -> tuple[Phrase, ...]:
    """What these parts cost, the same prices together. `day` is that of the exam; left out: the one it can be on at the earliest."""
    on = day or likely_day(standing)
    exams = [part for part in parts if part.exam not in NO_EXAMS]
    others = [part for part in parts if part.exam in NO_EXAMS]
    free = free_tries(standing.decided, standing.about, standing.knowledge, standing.today)
    if free is None:
        return (*prices(standing, exams, on), *_no_price(standing, others))
    left = tries_left(standing, exams)
    paying = [part for part in exams if left.get(part.exam) == 0]
    told = () if exams and len(left) == len(exams) else (free,)
    return (*told, *_free(standing, exams, left), *prices(standing, paying, on), *_no_price(standing, others))


def likely_day(standing: Standing) -> date:
    """The day of the exam that somebody is registered for, else the first on which there may be a place."""
    told = standing.about.exam_day
    if told is not None and told >= standing.today:
        return told
    return standing.today + timedelta(weeks=standing.number("exam_plan.place_weeks"))


def tries_left(standing: Standing, parts: Iterable[ExamPart]) -> Mapping[Exam, int]:
    """Free tries left by exam, for those of which the failed tries were told; empty for whom no try is free."""
    free = free_tries(standing.decided, standing.about, standing.knowledge, standing.today)
    if free is None:
        return {}
    number, tries = standing.number(str(free.source)), standing.about.tries
    return {part.exam: max(0, number - tries[part.exam]) for part in parts if part.exam in tries}


def names(standing: Standing, parts: Iterable[ExamPart]) -> Joined:
    """The names of parts, as the language lists them."""
    return Joined(items=tuple(standing.knowledge.sentence(f"exam.name.{part.exam}", standing.today) for part in parts))


def _free(standing: Standing, exams: Iterable[ExamPart], left: Mapping[Exam, int]) -> Iterator[Phrase]:
    for number in sorted(set(left.values()), reverse=True):
        same = [part for part in exams if left.get(part.exam) == number]
        yield _say(standing, "fee.free_left" if number else "fee.free_used", same, aantal=number)


def prices(standing: Standing, exams: Iterable[ExamPart], on: date) -> Iterator[Phrase]:
    """The prices of that day; where they are not known yet, the newest ones with their year, and that these may change."""
    known = {part: _newest(part, standing, on) for part in exams}
    same = defaultdict[_Told | None, list[ExamPart]](list)
    for part, row in known.items():
        same[_told(part, row, on) if row else None].append(part)
    for told, parts in same.items():
        if told is None:
            yield _say(standing, "fee.not_known", parts)
        else:
            yield _say(standing, told.key, parts, prijs=Money(euros=told.euros), jaar=Plain(text=str(told.year or "")))
    if any(told and told.year for told in same):
        yield standing.knowledge.sentence("fee.not_yet", standing.today, jaar=Plain(text=str(on.year)))


class _Told(NamedTuple):
    """How a price is told: the same ones together."""

    key: str
    euros: Decimal
    #: The year that the price is of, when it is not that of the exam.
    year: int | None


def _newest(part: ExamPart, standing: Standing, on: date) -> Row | None:
    """The row with the price on that day, else the one of now, else the one of the year before."""
    row = fee_row(part, standing.knowledge, on) or fee_row(part, standing.knowledge, standing.today)
    return row or old_fee_row(part, standing.knowledge, standing.today)


def _told(part: ExamPart, row: Row, on: date) -> _Told:
    kind = "each_state" if part.level == "B1" else "each" if row.certainty == "law" else "each_about"
    later = None if row.holds(on) else (row.valid_until or on).year
    return _Told(f"fee.{kind}{'.of_year' if later else ''}", Decimal(str(row.value)), later)


def _no_price(standing: Standing, others: Iterable[ExamPart]) -> Iterator[Phrase]:
    """Parts without an exam: free where that is sure."""
    told = {part: fee(part, standing.decided, standing.about, standing.knowledge, standing.today) for part in others}
    free = [part for part, price in told.items() if price]
    asked = [part for part, price in told.items() if price is None and part.exam in (Exam.pvt, Exam.map)]
    if free:
        yield _say(standing, "fee.nothing", free)
    if asked:
        yield _say(standing, "fee.asked", asked)


def _say(standing: Standing, key: str, parts: Iterable[ExamPart], **values: Value) -> Phrase:
    return standing.knowledge.sentence(key, standing.today, onderdelen=names(standing, parts), **values)
