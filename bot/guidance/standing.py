"""Where somebody stands on the day asked about: the law, the time left, and the parts that are still open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.guidance.exams import SKILLS, Exam, ExamPart, exam_parts
from bot.guidance.fact_names import Diploma, Law
from bot.guidance.knowledge import Knowledge
from bot.guidance.law import Ruling, ruling
from bot.guidance.learner import Learner, learner
from bot.guidance.term import Term, term
from bot.guidance.world import World
from dialogs.days import months_later
from dialogs.guides import Person


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """One person on one day. The guides on progress, next steps and help all begin here."""

    about: Learner
    decided: Ruling
    term: Term
    #: Every part that belongs to this person; empty while the law or the route is not known.
    parts: tuple[ExamPart, ...]
    #: With the history of what was said.
    person: Person
    world: World
    today: date

    @classmethod
    def of(cls, person: Person, world: World, today: date) -> Standing:
        """Where this person stands."""
        about, know = learner(person), world.knowledge
        decided = ruling(about, know, today)
        scaled = tuple(Exam(code) for code in sorted(about.scaled_down) if code in set(Exam))
        found = exam_parts(about, decided, know, today, scaled)
        sure = decided.law is Law.wi2013 or about.route is not None
        return cls(
            about=about,
            decided=decided,
            term=term(about, decided, know, today),
            parts=tuple(part for part in found if not part.fallback) if sure else (),
            person=person,
            world=world,
            today=today,
        )

    @property
    def knowledge(self) -> Knowledge:
        """What is known in this world."""
        return self.world.knowledge

    @property
    def done(self) -> frozenset[str] | None:
        """Codes of the parts that are passed, or that another exam stands for by itself; None when that was not told."""
        about, diplomas = self.about, self.about.diplomas or frozenset[str]()
        covered = set(SKILLS) if diplomas & {Diploma.nt2_1, Diploma.nt2_2} else set[Exam]()
        if Diploma.practical in diplomas and self.decided.law is Law.wi2013:
            covered.add(Exam.ona)
        return None if about.passed is None else about.passed | {exam.value for exam in covered}

    @property
    def open_parts(self) -> tuple[ExamPart, ...] | None:
        """Parts that are sure to belong to this person and are not done; None when not known, or when DUO may take them away."""
        done = self.done
        if done is None or not self.parts or self.perhaps_exempt:
            return None
        return tuple(part for part in self.parts if part.certainty == "law" and part.exam not in done)

    @property
    def finished(self) -> bool:
        """Everything that may belong to this person is told to be done."""
        done = self.done
        return done is not None and bool(self.parts) and all(part.exam in done for part in self.parts)

    @property
    def perhaps_exempt(self) -> bool:
        """A Dutch diploma may stand for everything that is left. That is for DUO to say, not for us."""
        return Diploma.vmbo_or_higher in (self.about.diplomas or ()) and not self.finished

    def number(self, key: str) -> int:
        """A number of the knowledge that holds today."""
        return int(self.knowledge.value(key, self.today))

    def ends_within(self, months: int) -> bool:
        """Whether the last day, where it may be shown, comes in less than so many months."""
        return self.term.last_day is not None and self.term.last_day < months_later(self.today, months)
