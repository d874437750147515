"""How much of the loan at DUO is left, and whether that may be too little for the time that is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from bot.guidance.cards import sentences
from bot.guidance.knowledge import Knowledge
from bot.guidance.law import Ruling, ruling
from bot.guidance.learner import Learner, learner
from bot.guidance.money import Payer, payer, who_pays
from bot.guidance.term import Term, term
from bot.guidance.world import World
from dialogs.days import months_later
from dialogs.guides import Advice, Gives, Request, Row, Signature
from dialogs.phrase import Money, Value

LoanOutcome = Literal["enough", "attention", "short_of_time", "nearly_gone", "unknown", "none"]
_KNOWN: tuple[LoanOutcome, ...] = ("enough", "attention", "short_of_time", "nearly_gone")


@dataclass(frozen=True, kw_only=True, slots=True)
class LoanLeft:
    """How it stands with the loan. It is about finishing in time, never about paying back."""

    outcome: LoanOutcome
    text: Value
    #: Euros; None where there is no loan or nobody said how much was used.
    left: int | None = None

    @property
    def worrying(self) -> bool:
        """Whether somebody should look along."""
        return self.outcome in ("short_of_time", "nearly_gone")


def loan_left(about: Learner, decided: Ruling, found: Term, knowledge: Knowledge, today: date) -> LoanLeft:
    """What is left of the loan, against the amounts at which it is time to look ahead."""
    if payer(about, decided) is not Payer.loan:
        return LoanLeft(outcome="none", text=who_pays(about, decided, knowledge, today))
    if about.loan_used is None or about.loan_used < 0:
        return LoanLeft(outcome="unknown", text=knowledge.sentence("loan.unknown", today))
    left = max(0, int(knowledge.value("money.loan.most", today)) - about.loan_used)
    outcome = _outcome(about.loan_used, found, knowledge, today)
    key = "loan.gone" if left == 0 else f"loan.{outcome}"
    said = [knowledge.sentence("loan.left", today, over=Money(euros=Decimal(left)))] if left else []
    return LoanLeft(outcome=outcome, text=sentences([*said, knowledge.sentence(key, today)]), left=left)


def _outcome(used: int, found: Term, knowledge: Knowledge, today: date) -> LoanOutcome:
    if used >= knowledge.value("loan.nearly_gone", today):
        return "nearly_gone"
    if used < knowledge.value("loan.attention", today):
        return "enough"
    soon = months_later(today, knowledge.value("loan.short_of_time", today))
    ends_soon = found.outcome == "over" or (found.last_day is not None and found.last_day < soon)
    return "short_of_time" if ends_soon else "attention"


class LoanGuide:
    """The guide `loan`."""

    signature = Signature(
        name="loan",
        outcomes=(*_KNOWN, "unknown", "none"),
        values={"text": Gives(), "left": Gives(present_when=_KNOWN)},
    )

    def __init__(self, world: World) -> None:
        """Answer from what this world knows."""
        self._knowledge = world.knowledge

    def consult(self, request: Request) -> Advice:
        """How it stands with the loan."""
        about, know, today = learner(request.person), self._knowledge, request.today
        decided = ruling(about, know, today)
        found = loan_left(about, decided, term(about, decided, know, today), know, today)
        values: dict[str, Value] = {"text": found.text}
        if found.left is not None:
            values["left"] = Money(euros=Decimal(found.left))
        return Advice(outcome=found.outcome, values=values)

    def describe(self, request: Request, value: str, keys: Sequence[str]) -> Mapping[str, Row]:
        """This guide gives no lists."""
        return {}
