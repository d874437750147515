"""Looks at a school's invoice before it is accepted at DUO: accept it, ask the school first, or refuse it, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.guidance.fact_names import Lessons
from bot.guidance.findings import Finding, Weight, heaviest, ticked, told, tricks, whole, word
from bot.guidance.knowledge import Knowledge
from bot.guidance.law import ruling
from bot.guidance.learner import Learner, learner
from bot.guidance.money import Payer, payer, perhaps_municipality
from bot.guidance.world import World
from dialogs.guides import Advice, Gives, Request, Row, Signature, Slot
from dialogs.phrase import Money, Phrase, Plain, Value

#: Words of the check, as scripts give them.
YES, NO, SOME = "ja", "nee", "deels"
MINE, NOT_MINE, UNSIGNED = "ik", "not_mine", "geen"
BOOKS, LAPTOP, TRIP, PACKAGE = "boeken", "laptop", "reis", "pakket"
#: What DUO never pays.
NEVER_PAID = frozenset({LAPTOP, TRIP, PACKAGE})
_DUTCH = "nl"
_OUTCOMES = {Weight.fine: "accept", Weight.ask: "ask", Weight.stop: "refuse"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Invoice:
    """What somebody told of an invoice. None is not known."""

    hours_followed: int | None = None
    hours_billed: int | None = None
    #: Lessons were given, and the person was not there.
    missed_lessons: bool | None = None
    #: Whole euros: of this invoice, and of others in the same three months.
    euros: int | None = None
    other_euros: int | None = None
    #: Whether all, some or none of the lessons were given already.
    given: str | None = None
    extras: frozenset[str] | None = None
    signature: str | None = None
    accepted: bool = False

    @classmethod
    def of(cls, arguments: Mapping[str, Slot]) -> Invoice:
        """Read the answers of the check."""
        missed = word(arguments.get("missed_lessons"), (YES, NO))
        return cls(
            hours_followed=whole(arguments.get("hours_followed")),
            hours_billed=whole(arguments.get("hours_billed")),
            missed_lessons=None if missed is None else missed == YES,
            euros=whole(arguments.get("euros")),
            other_euros=whole(arguments.get("other_euros")),
            given=word(arguments.get("given"), (YES, NO, SOME)),
            extras=ticked(arguments.get("extras")),
            signature=word(arguments.get("signature"), (MINE, NOT_MINE, UNSIGNED)),
            accepted=arguments.get("accepted") == YES,
        )


def invoice_findings(invoice: Invoice, about: Learner, knowledge: Knowledge, today: date) -> tuple[Finding, ...]:
    """Everything that needs attention, the heaviest first. Equal hours, or fewer than were followed, are fine."""
    decided = ruling(about, knowledge, today)
    look = _Looking(invoice, about, knowledge, today)
    if payer(about, decided) is Payer.municipality:
        return (look.found("F24", Weight.stop),)
    unsure = [look.found("law", Weight.ask)] if perhaps_municipality(about, decided) else []
    return tuple(sorted([*look.findings(), *unsure], key=lambda one: -one.weight))


@dataclass(frozen=True, slots=True)
class _Looking:
    """One look at an invoice."""

    invoice: Invoice
    about: Learner
    knowledge: Knowledge
    today: date

    def findings(self) -> Iterator[Finding]:
        """Every point, in the order of the paper."""
        yield from self._paper()
        yield from self._hours()
        yield from self._euros()

    def _paper(self) -> Iterator[Finding]:
        """Who signed, what stands on it, and whether the lessons were given."""
        extras = self.invoice.extras or frozenset()
        if self.invoice.signature == NOT_MINE:
            yield self.found("F06", Weight.stop)
        if extras & NEVER_PAID:
            yield self.found("F18", Weight.stop)
        if BOOKS in extras:
            yield self.found("books", Weight.ask)
        if self.invoice.given in (NO, SOME):
            yield self.found("F10.not_given", Weight.stop)

    def _hours(self) -> Iterator[Finding]:
        billed, followed = self.invoice.hours_billed, self.invoice.hours_followed
        if billed is None or followed is None:
            yield self.found("hours_unknown", Weight.ask)
            return
        more = billed - followed
        if more <= 0:
            return
        if more <= self.knowledge.value("invoice.small_difference", self.today):
            yield self.found("small_difference", Weight.ask)
        elif self.invoice.missed_lessons:
            yield self.found("missed_lessons", Weight.ask)
        else:
            yield self.found("F04", Weight.stop)

    def _euros(self) -> Iterator[Finding]:
        """More than DUO pays in three months: only the last invoice after the exam may be higher."""
        most = self.knowledge.value("money.quarter", self.today)
        euros = self.invoice.euros or 0
        if euros > most:
            finished = self.about.lessons is Lessons.finished
            yield self.found("last_invoice", Weight.ask) if finished else self.found("F10.quarter", Weight.stop)
        elif euros + (self.invoice.other_euros or 0) > most:
            yield self.found("quarter_together", Weight.ask)

    def found(self, code: str, weight: Weight) -> Finding:
        """One point, in the words of the knowledge."""
        numbers = {"gerekend": self.invoice.hours_billed or 0, "gevolgd": self.invoice.hours_followed or 0}
        most = Money(euros=Decimal(self.knowledge.value("money.quarter", self.today)))
        key = f"invoice.found.{code}"
        to_type = self.knowledge.value(key, self.today) or ""
        return Finding(
            code=code,
            weight=weight,
            text=self.knowledge.sentence(key, self.today, **numbers, bedrag=most),
            in_dutch=str(to_type).format(**numbers, bedrag=most.euros),
        )


class InvoiceGuide:
    """The guide `invoice`."""

    signature = Signature(
        name="invoice",
        outcomes=("accept", "ask", "refuse", "municipality"),
        parameters={
            "hours_followed": "Hours of lessons that the person had in the time of the invoice.",
            "hours_billed": "Hours on the invoice.",
            "missed_lessons": "Whether lessons were given where the person was not: ja, nee.",
            "euros": "The amount of the invoice.",
            "other_euros": "The amount of other invoices in the same three months.",
            "given": "Whether the lessons were given already: ja, deels, nee.",
            "extras": "What else stands on it, in the words of the check.",
            "signature": "Whose signature stands on it, in the words of the check.",
            "accepted": "Whether it was accepted already: ja, nee.",
        },
        values={
            "verdict": Gives(),
            "reasons": Gives(present_when=("ask", "refuse", "municipality")),
            "now": Gives(),
            "keep": Gives(),
            "to_type": Gives(present_when=("refuse",)),
            "patterns": Gives(present_when=("refuse", "municipality")),
        },
    )

    def __init__(self, world: World) -> None:
        """Answer from what this world knows."""
        self._knowledge = world.knowledge

    def consult(self, request: Request) -> Advice:
        """Accept, ask or refuse, with the reasons and what to do now."""
        invoice, about = Invoice.of(request.arguments), learner(request.person)
        found = invoice_findings(invoice, about, self._knowledge, request.today)
        stops = [one for one in found if one.weight is Weight.stop]
        outcome = "municipality" if any(one.code == "F24" for one in found) else _OUTCOMES[heaviest(found)]
        done = ".accepted" if invoice.accepted and outcome != "accept" else ""
        values: dict[str, Value] = {
            "verdict": self._said(f"verdict.{outcome}", request),
            "now": self._said(f"now.{outcome}{done}", request),
            "keep": self._said("keep", request),
        }
        if found:
            values["reasons"] = told(found)
        if stops:
            values["patterns"] = tricks(found)
            values["to_type"] = Plain(text=" ".join(one.in_dutch for one in stops if one.in_dutch), language=_DUTCH)
        return Advice(outcome=outcome, values=values)

    def describe(self, request: Request, value: str, keys: Sequence[str]) -> Mapping[str, Row]:
        """This guide gives no lists."""
        return {}

    def _said(self, key: str, request: Request) -> Phrase:
        return self._knowledge.sentence(f"invoice.{key}", request.today)
