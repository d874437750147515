"""Which exams and lessons belong to somebody's inburgering, under either law, and what an exam costs on a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from bot.guidance.fact_names import Diploma, Law, Permit, Route
from bot.guidance.knowledge import Certainty, Knowledge
from bot.guidance.knowledge import Row as KnowledgeRow
from bot.guidance.law import Ruling
from bot.guidance.learner import Learner
from dialogs.phrase import Money, Phrase, Plain


class Exam(StrEnum):
    """One thing to pass, follow or sign."""

    reading = "LEZ"
    listening = "LUI"
    writing = "SCH"
    speaking = "SPR"
    knm = "KNM"
    ona = "ONA"
    pvt = "PVT"
    map = "MAP"
    education_route = "TAALSCHAKELTRAJECT"
    course_hours = "CURSUSUREN"
    participation_hours = "PARTICIPATIE-UREN"
    closing_talk = "EINDGESPREK"


SKILLS = (Exam.reading, Exam.listening, Exam.writing, Exam.speaking)


@dataclass(frozen=True, kw_only=True, slots=True)
class ExamPart:
    """One part: what, at which level at least, for how many hours."""

    exam: Exam
    level: str | None = None
    hours: int | None = None
    #: `ask` where it depends on something that is not known.
    certainty: Certainty = "law"
    #: The row of knowledge that says so.
    source: str
    #: Only counts when the education route is not finished.
    fallback: bool = False


def exam_parts(
    about: Learner, decided: Ruling, knowledge: Knowledge, today: date, scaled_down: Collection[str] | None = None
) -> tuple[ExamPart, ...]:
    """All parts under the law that was decided; nothing while the law is not sure.

    Language exams that a state exam stands for are left out. `scaled_down` are skills for which the municipality set A2 in the
    B1-route; left out: those that the person named.
    """
    if not decided.certain:
        return ()
    if decided.law is Law.wi2013:
        return tuple(_wi2013(about, knowledge, today))
    match about.route:
        case Route.b1:
            return tuple(_b1(about, about.scaled_down if scaled_down is None else scaled_down))
        case Route.education:
            return tuple(_education(about))
        case Route.self_reliance:
            return tuple(_self_reliance(about, knowledge, today))
        case None:
            return (_part(Exam.pvt, "exam.wi2021.pvt"),)


def parts_left(parts: Iterable[ExamPart], about: Learner) -> tuple[ExamPart, ...]:
    """Parts that are not told to be done, also those of which only DUO knows whether they belong to this person."""
    return tuple(part for part in parts if not part.fallback and part.exam not in (about.passed or ()))


def _skills(about: Learner) -> tuple[Exam, ...]:
    """Language exams that are not replaced by a state exam."""
    return () if {Diploma.nt2_1, Diploma.nt2_2} & (about.diplomas or frozenset()) else SKILLS


def _part(exam: Exam, source: str, level: str | None = None, hours: int | None = None, certainty: Certainty = "law") -> ExamPart:
    return ExamPart(exam=exam, level=level, hours=hours, certainty=certainty, source=source)


def _wi2013(about: Learner, knowledge: Knowledge, today: date) -> Iterator[ExamPart]:
    for skill in _skills(about):
        yield _part(skill, "exam.wi2013.language", level="A2")
    yield _part(Exam.knm, "exam.wi2013.knm")
    for exam in (Exam.ona, Exam.pvt):
        key = f"exam.wi2013.{exam.lower()}_since"
        if about.permit_known is None:
            yield _part(exam, key, certainty="ask")
        elif about.permit_known >= date.fromisoformat(knowledge.value(key, today)):
            yield _part(exam, key)


def _b1(about: Learner, scaled_down: Collection[str]) -> Iterator[ExamPart]:
    for skill in _skills(about):
        if skill in scaled_down:
            yield _part(skill, "exam.wi2021.scaled_down", level="A2")
        else:
            yield _part(skill, "exam.wi2021.b1", level="B1")
    yield _part(Exam.knm, "exam.wi2021.b1")
    yield _part(Exam.pvt, "exam.wi2021.pvt")
    yield _part(Exam.map, "exam.wi2021.map")


def _education(about: Learner) -> Iterator[ExamPart]:
    """The exams count instead of the lessons when they are all passed at B1; of exams that are only named the level is not sure."""
    skills, passed = _skills(about), about.passed or frozenset()
    by_exams = {*skills, Exam.knm} <= passed
    if not by_exams or skills:
        yield _part(Exam.education_route, "exam.wi2021.education", certainty="ask" if by_exams else "law")
    yield _part(Exam.pvt, "exam.wi2021.pvt")
    for skill in skills:
        yield ExamPart(exam=skill, level="B1", source="exam.wi2021.education_fallback", fallback=True)
    yield ExamPart(exam=Exam.knm, source="exam.wi2021.education_fallback", fallback=True)


def _self_reliance(about: Learner, knowledge: Knowledge, today: date) -> Iterator[ExamPart]:
    yield _part(Exam.course_hours, "exam.wi2021.z_course", hours=knowledge.value("exam.wi2021.z_course", today))
    if about.refugee is not False:
        hours = knowledge.value("exam.wi2021.z_participation", today)
        yield _part(Exam.participation_hours, "exam.wi2021.z_participation", hours=hours, certainty="law" if about.refugee else "ask")
    yield _part(Exam.pvt, "exam.wi2021.pvt")
    yield _part(Exam.map, "exam.wi2021.map")
    yield _part(Exam.closing_talk, "exam.wi2021.z_talk")


def fee(part: ExamPart, decided: Ruling, about: Learner, knowledge: Knowledge, today: date) -> Phrase | None:
    """What a part costs on that day or cost the year before; None where nothing is known or it is no exam."""
    if part.exam in (Exam.pvt, Exam.map):
        # Under the old law it is sure only for who has asylum: others pay, and about their family the sources are silent.
        free = about.permit is Permit.asylum or (decided.law is Law.wi2021 and about.refugee is not None)
        return knowledge.sentence(f"fee.free.{decided.law}", today) if free else None
    row, old = fee_row(part, knowledge, today), old_fee_row(part, knowledge, today)
    if row is not None:
        return knowledge.sentence(row.key, today, prijs=_euros(row))
    if old is None or old.valid_until is None:
        return None
    was, now = Plain(text=str(old.valid_until.year)), Plain(text=str(today.year))
    told = "fee.was" if old.certainty == "law" else "fee.was_about"
    return knowledge.sentence(told, today, prijs=_euros(old), jaar=was, later=now)


def fee_row(part: ExamPart, knowledge: Knowledge, today: date) -> KnowledgeRow | None:
    """The row with the price of an exam on that day, in euros; None where there is none."""
    return knowledge.find(_fee_key(part), today)


def old_fee_row(part: ExamPart, knowledge: Knowledge, today: date) -> KnowledgeRow | None:
    """The row with the price of the year before, for as long as nobody wrote down the one of this year."""
    row = knowledge.last(_fee_key(part), today)
    return row if row and row.valid_until and row.valid_until.year == today.year - 1 else None


def _fee_key(part: ExamPart) -> str:
    return f"fee.nt2.{part.exam}" if part.level == "B1" else f"fee.{part.exam}"


def _euros(row: KnowledgeRow) -> Money:
    return Money(euros=Decimal(str(row.value)))


def free_tries(decided: Ruling, about: Learner, knowledge: Knowledge, today: date) -> Phrase | None:
    """Under the new law the municipality's refugees have free tries in some routes."""
    if decided.law is not Law.wi2021 or not about.refugee or about.route is None:
        return None
    return knowledge.sentence(f"fee.free_tries.{about.route}", today)
