"""What is still left of the exams that a school can prepare for, so that nobody is sent to lessons they do not need."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.guidance.exams import SKILLS, Exam, exam_parts
from bot.guidance.fact_names import Goal, Law, Route
from bot.guidance.knowledge import Knowledge
from bot.guidance.law import Ruling
from bot.guidance.learner import Learner
from bot.guidance.world import Kind

#: The course about a subject, and its exam.
SUBJECTS = {Exam.knm: Kind.knm, Exam.ona: Kind.ona}
#: With so few language exams left, practising for them may be enough.
FEW_SKILLS = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Remaining:
    """Exams that are left, and whether somebody wants to learn more than these need."""

    skills: tuple[Exam, ...]
    subjects: tuple[Exam, ...]
    #: Language exams that are left and were failed before.
    failed: tuple[Exam, ...]
    wants_more: bool
    #: Subjects of which only DUO knows whether they belong to this person.
    perhaps: tuple[Exam, ...] = ()

    @property
    def nothing(self) -> bool:
        """All exams are passed, and that was the aim."""
        return not self.skills and not self.subjects and not self.wants_more

    @property
    def only_subjects(self) -> bool:
        """All language exams are passed, and a subject is left: a new language course is not needed."""
        return not self.skills and bool(self.subjects) and not self.wants_more

    @property
    def few_skills(self) -> bool:
        """Some language exams are passed and one or two are left."""
        return 0 < len(self.skills) <= FEW_SKILLS and not self.wants_more


def remaining(about: Learner, decided: Ruling, knowledge: Knowledge, today: date) -> Remaining | None:
    """What is left; None while nothing is passed, the law is not sure, or the route has no such exams."""
    if not about.passed or not decided.certain or about.route in (Route.education, Route.self_reliance):
        return None
    taught, perhaps = {*SKILLS, Exam.knm}, tuple[Exam, ...]()
    if decided.law is Law.wi2013:
        subjects = [part for part in exam_parts(about, decided, knowledge, today) if part.exam in SUBJECTS]
        taught |= {part.exam for part in subjects}
        perhaps = tuple(part.exam for part in subjects if part.certainty == "ask" and part.exam not in about.passed)
    left = [exam for exam in Exam if exam in taught and exam.value not in about.passed]
    skills = tuple(exam for exam in left if exam in SKILLS)
    return Remaining(
        skills=skills,
        subjects=tuple(exam for exam in left if exam in SUBJECTS),
        failed=tuple(exam for exam in skills if about.tries.get(exam.value)),
        wants_more=about.aims_higher is True or about.goal not in (None, Goal.exam),
        perhaps=perhaps,
    )
