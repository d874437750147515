"""What the exams that are left cost somebody on the day of the exam, and how many tries are free."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal

from bot.guidance.exams import Exam, ExamPart, fee, fee_row, free_tries
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
    """The prices of that day; where they are not known yet, those of today, and that they are."""
    today, priced = standing.today, defaultdict[tuple[Decimal, bool] | None, list[ExamPart]](list)
    rows = {part: fee_row(part, standing.knowledge, on) for part in exams}
    later = [part for part, row in rows.items() if row is None]
    rows |= {part: fee_row(part, standing.knowledge, today) for part in later}
    for part, row in rows.items():
        priced[_price(row)].append(part)
    for price, same in priced.items():
        if price is None:
            yield _say(standing, "fee.not_known", same)
        else:
            yield _say(standing, "fee.each" if price[1] else "fee.each_state", same, prijs=Money(euros=price[0]))
    if any(rows[part] for part in later):
        yield standing.knowledge.sentence("fee.this_year", today, jaar=Plain(text=str(today.year)), later=Plain(text=str(on.year)))


def _price(row: Row | None) -> tuple[Decimal, bool] | None:
    """Euros, and whether they are sure."""
    return None if row is None else (Decimal(str(row.value)), row.certainty == "law")


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
