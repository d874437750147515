"""Which of the two laws holds for somebody: the one that DUO's letter names, else the one of the day the IND made the permit known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.guidance.fact_names import Law, PermitPeriod
from bot.guidance.knowledge import Knowledge
from bot.guidance.learner import Learner, learner
from bot.guidance.world import World
from dialogs.guides import Advice, Gives, Request, Row, Signature
from dialogs.phrase import Phrase

LawOutcome = Literal["wi2013", "wi2021", "unclear", "contradiction"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Ruling:
    """Which law, why, and what to do next."""

    outcome: LawOutcome
    #: The law to go on with, also while a human looks at a contradiction: the letter's. None when unclear.
    law: Law | None
    reason: Phrase
    next_step: Phrase

    @property
    def certain(self) -> bool:
        """Whether advice may lean on it."""
        return self.outcome in ("wi2013", "wi2021")


def ruling(about: Learner, knowledge: Knowledge, today: date) -> Ruling:
    """Decide by the letter, then by the permit; what does not agree is for a human."""
    since = date.fromisoformat(knowledge.value("law.new_since", today))
    reckoned = _by_permit(about, since, today)
    law = about.letter_law or reckoned
    clash = _clash(about, reckoned, law, since, today)
    if clash:
        return _ruling("contradiction", law, f"law.contradiction.{clash}", "law.next.human", knowledge, today)
    if law is None:
        return _ruling("unclear", None, "law.reason.unclear", "law.next.letter", knowledge, today)
    by = "letter" if about.letter_law else "permit"
    next_step = "law.next.certain" if about.letter_law else "law.next.compare"
    return _ruling(law.value, law, f"law.reason.{by}.{law}", next_step, knowledge, today)


def _by_permit(about: Learner, since: date, today: date) -> Law | None:
    """The law by the day the IND made the permit known; the exact day goes before the period."""
    if known := _past(about.permit_known, today):
        return Law.wi2021 if known >= since else Law.wi2013
    if about.permit_period is None:
        return None
    return Law.wi2021 if about.permit_period is PermitPeriod.from_2022 else Law.wi2013


def _clash(about: Learner, reckoned: Law | None, law: Law | None, since: date, today: date) -> str | None:
    """What does not agree, or None."""
    known = _past(about.permit_known, today)
    if known and about.permit_period and (about.permit_period is PermitPeriod.from_2022) != (known >= since):
        return "permit"
    if about.letter_law and reckoned and about.letter_law is not reckoned:
        return f"letter.{about.letter_law}"
    if about.first_pip and law is Law.wi2013:
        return "pip"
    if about.first_pip and law is Law.wi2021 and about.first_pip < since:
        return "early_pip"
    return None


def _past(day: date | None, today: date) -> date | None:
    """A day that has not come yet is a mistake, not an answer."""
    return day if day is not None and day <= today else None


def _ruling(outcome: LawOutcome, law: Law | None, reason: str, next_step: str, knowledge: Knowledge, today: date) -> Ruling:
    return Ruling(outcome=outcome, law=law, reason=knowledge.sentence(reason, today), next_step=knowledge.sentence(next_step, today))


class LawGuide:
    """The guide `law`."""

    signature = Signature(
        name="law",
        outcomes=("wi2013", "wi2021", "unclear", "contradiction"),
        values={"reason": Gives(), "next_step": Gives()},
    )

    def __init__(self, world: World) -> None:
        """Answer from what this world knows."""
        self._knowledge = world.knowledge

    def consult(self, request: Request) -> Advice:
        """Which law, with the reason and the next step."""
        decided = ruling(learner(request.person), self._knowledge, request.today)
        return Advice(outcome=decided.outcome, values={"reason": decided.reason, "next_step": decided.next_step})

    def describe(self, request: Request, value: str, keys: Sequence[str]) -> Mapping[str, Row]:
        """This guide gives no lists."""
        return {}
