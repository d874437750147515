"""Who pays for lessons and exams, under which law and with which permit, and what DUO pays and never pays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum

from bot.guidance.cards import sentences
from bot.guidance.exam_costs import NO_EXAMS, likely_day, prices
from bot.guidance.exams import free_tries, parts_left
from bot.guidance.fact_names import Law, Permit
from bot.guidance.knowledge import Knowledge
from bot.guidance.law import Ruling
from bot.guidance.learner import Learner
from bot.guidance.standing import Standing
from bot.guidance.world import World
from dialogs.guides import Advice, Gives, Request, Row, Signature
from dialogs.phrase import Money, Phrase, Value


class Payer(StrEnum):
    """Who pays, as outcomes of the guide."""

    #: Refugees under the old law: a loan at DUO, whatever they earn.
    loan = "loan"
    #: Another permit: the person, perhaps with a loan that depends on the income.
    own = "own"
    #: Refugees under the new law.
    municipality = "municipality"
    permit_unknown = "permit_unknown"
    unclear = "unclear"


def payer(about: Learner, decided: Ruling) -> Payer:
    """Who pays; nothing is said about borrowing while the law is not sure."""
    if not decided.certain:
        return Payer.unclear
    if about.permit is None:
        return Payer.permit_unknown
    if not about.refugee:
        return Payer.own
    return Payer.municipality if decided.law is Law.wi2021 else Payer.loan


def perhaps_municipality(about: Learner, decided: Ruling) -> bool:
    """Whether it is still possible that the municipality chooses and pays, so that nothing should be signed yet."""
    return not decided.certain or (decided.law is Law.wi2021 and about.permit is None)


def who_pays(about: Learner, decided: Ruling, knowledge: Knowledge, today: date) -> Value:
    """Who pays and how much, in sentences. Only the family of somebody with asylum is told to ask about the income."""
    who = payer(about, decided)
    if who is Payer.permit_unknown:
        return knowledge.sentence(f"money.who.permit_unknown.{decided.law}", today)
    said = [knowledge.sentence(f"money.who.{who}", today)]
    if who is Payer.loan:
        key = "money.loan.most" if about.permit is Permit.asylum else "money.loan.most_family"
        said.append(knowledge.sentence(key, today, bedrag=_euros(knowledge, "money.loan.most", today)))
    return sentences(said)


def late(about: Learner, knowledge: Knowledge, today: date) -> Phrase:
    """What being late means for a loan. That it changes nothing is said to those for whom the courts said so, from that day on."""
    decided = about.permit is Permit.asylum and knowledge.find("money.late.asylum", today) is not None
    return knowledge.sentence("money.late.asylum" if decided else "money.late.family", today)


def exam_money(standing: Standing) -> Value:
    """Who pays the exams, and what those that are left cost on the first day on which there may be a place."""
    know, today, who = standing.knowledge, standing.today, payer(standing.about, standing.decided)
    if who is Payer.municipality:
        return free_tries(standing.decided, standing.about, know, today) or know.sentence("money.exams.municipality", today)
    if who in (Payer.unclear, Payer.permit_unknown) or standing.decided.law is not Law.wi2013:
        return know.sentence("money.exams.look", today)
    left = [part for part in parts_left(standing.parts, standing.about) if part.exam not in NO_EXAMS]
    said: list[Value] = [know.sentence("money.exams.loan", today)] if who is Payer.loan else []
    costs = tuple(prices(standing, left, likely_day(standing)))
    return sentences([*said, *(costs or [know.sentence("money.exams.look", today)])])


def invoice_rules(knowledge: Knowledge, today: date) -> Value:
    """When a school may send an invoice, and how much DUO pays in three months."""
    most = _euros(knowledge, "money.quarter", today)
    return sentences([knowledge.sentence("money.afterwards", today), knowledge.sentence("money.quarter", today, bedrag=most)])


def _euros(knowledge: Knowledge, key: str, today: date) -> Money:
    return _money(knowledge.value(key, today))


def _money(euros: object) -> Money:
    return Money(euros=Decimal(str(euros)))


class MoneyGuide:
    """The guide `money`."""

    signature = Signature(
        name="money",
        outcomes=tuple(Payer),
        values={
            "who_pays": Gives(),
            "pays": Gives(present_when=(Payer.loan, Payer.own)),
            "pays_not": Gives(present_when=(Payer.loan, Payer.own)),
            "invoices": Gives(present_when=(Payer.loan, Payer.own)),
            "accepting": Gives(present_when=(Payer.loan, Payer.own)),
            "gift": Gives(present_when=(Payer.loan,)),
            "late": Gives(present_when=(Payer.loan,)),
            "exams": Gives(),
            "changing_school": Gives(),
            "childcare": Gives(),
            "travel": Gives(),
            "warning": Gives(),
        },
    )

    def __init__(self, world: World) -> None:
        """Answer from what this world knows."""
        self._world, self._knowledge = world, world.knowledge

    def consult(self, request: Request) -> Advice:
        """Who pays, with everything that a person may ask about it."""
        standing = Standing.of(request.person, self._world, request.today)
        about, decided, know, today = standing.about, standing.decided, standing.knowledge, request.today
        who = payer(about, decided)
        values: dict[str, Value] = {
            "who_pays": who_pays(about, decided, know, today),
            "exams": exam_money(standing),
            "changing_school": self._said(f"money.changing.{_chooser(who)}", today),
            "childcare": self._said("money.childcare", today),
            "travel": self._said("money.travel", today),
            "warning": self._said(f"money.warning.{_chooser(who)}", today),
        }
        if who in (Payer.loan, Payer.own):
            values["pays"] = self._said("money.pays", today)
            values["pays_not"] = self._said("money.pays_not", today)
            values["invoices"] = invoice_rules(know, today)
            values["accepting"] = self._said("money.accepting", today)
        if who is Payer.loan:
            values["gift"] = self._said("money.gift", today)
            values["late"] = late(about, know, today)
        return Advice(outcome=who.value, values=values)

    def describe(self, request: Request, value: str, keys: Sequence[str]) -> Mapping[str, Row]:
        """This guide gives no lists."""
        return {}

    def _said(self, key: str, today: date) -> Phrase:
        return self._knowledge.sentence(key, today)


def _chooser(who: Payer) -> str:
    """Who chooses the school, as the keys of the knowledge name it."""
    if who is Payer.municipality:
        return "municipality"
    return "own" if who in (Payer.loan, Payer.own) else "unclear"
