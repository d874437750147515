"""Looks at a contract with a school: what is missing in it, what looks like a known trick, and what to do now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.guidance.findings import Finding, Weight, heaviest, ticked, told, tricks, word
from bot.guidance.knowledge import Knowledge
from bot.guidance.law import ruling
from bot.guidance.learner import Learner, learner
from bot.guidance.money import Payer, payer, perhaps_municipality
from bot.guidance.world import World
from dialogs.guides import Advice, Gives, Request, Row, Signature, Slot
from dialogs.phrase import Phrase, Value

#: Words of the check, as scripts give them.
YES, NO = "ja", "nee"
#: What must stand in a contract.
HOURS, PRICE, LEVEL, STOPPING = PARTS = ("uren", "prijs", "niveau", "stoppen")
#: What schools may not promise or ask, and the number of the trick.
PROMISES: Mapping[str, str] = {"laptop": "F01", "cash": "F02", "geen_les": "F03", "digid": "F07", "alles_ineens": "F10"}
_OUTCOMES = {Weight.fine: "none", Weight.ask: "warn", Weight.stop: "stop"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Contract:
    """What somebody told of a contract. None is not known."""

    written: bool | None = None
    #: Which of the parts stand in it.
    named: frozenset[str] | None = None
    copy: bool | None = None
    #: Whether there is time to think.
    time: bool | None = None
    #: Whether fields are still empty where a signature is asked.
    empty: bool | None = None
    promises: frozenset[str] | None = None
    signed: bool = False

    @classmethod
    def of(cls, arguments: Mapping[str, Slot]) -> Contract:
        """Read the answers of the check."""
        return cls(
            written=_yes_no(arguments.get("written")),
            named=ticked(arguments.get("named")),
            copy=_yes_no(arguments.get("copy")),
            time=_yes_no(arguments.get("time")),
            empty=_yes_no(arguments.get("empty")),
            promises=ticked(arguments.get("promises")),
            signed=arguments.get("signed") == YES,
        )

    @property
    def missing(self) -> tuple[str, ...]:
        """Parts that are not in it, or of which nobody knows; of a contract that is only spoken, all."""
        return tuple(part for part in PARTS if not self.written or part not in (self.named or ()))


def contract_findings(contract: Contract, about: Learner, knowledge: Knowledge, today: date) -> tuple[Finding, ...]:
    """Everything that needs attention, the heaviest first."""
    decided = ruling(about, knowledge, today)
    if payer(about, decided) is Payer.municipality:
        codes = [("F24", Weight.stop)]
    else:
        codes = [*_codes(contract), *([("law", Weight.ask)] if perhaps_municipality(about, decided) else [])]
    found = (Finding(code=code, weight=weight, text=knowledge.sentence(f"contract.found.{code}", today)) for code, weight in codes)
    return tuple(sorted(found, key=lambda one: -one.weight))


def _codes(contract: Contract) -> Iterator[tuple[str, Weight]]:
    if contract.empty and contract.written is not False:
        yield "F05", Weight.stop
    for promise in sorted(contract.promises or ()):
        if promise in PROMISES:
            yield PROMISES[promise], Weight.stop
    yield from ((f"F19.{pressure}", Weight.ask) for pressure in _pressure(contract))
    if contract.written is False:
        yield "not_written", Weight.ask
    elif contract.missing:
        yield "missing", Weight.ask


def _pressure(contract: Contract) -> Iterator[str]:
    """No time to think, no copy, or no way to stop in a contract that is on paper."""
    if contract.time is False:
        yield "time"
    if contract.copy is False:
        yield "copy"
    if contract.written and contract.named is not None and STOPPING not in contract.named:
        yield "stopping"


class ContractGuide:
    """The guide `contract`."""

    signature = Signature(
        name="contract",
        outcomes=("none", "warn", "stop", "municipality"),
        parameters={
            "written": "Whether it is on paper: ja, nee.",
            "named": "What stands in it: uren, prijs, niveau, stoppen.",
            "copy": "Whether the person has or gets a copy: ja, nee.",
            "time": "Whether there is time to think: ja, nee.",
            "empty": "Whether fields are empty: ja, nee.",
            "promises": "What the school promises or asks: laptop, geld, geen_les, digid, alles_ineens, geen.",
            "signed": "Whether it is signed already: ja, nee.",
        },
        values={
            "verdict": Gives(),
            "reasons": Gives(present_when=("warn", "stop", "municipality")),
            "now": Gives(),
            "keep": Gives(),
            "patterns": Gives(present_when=("stop", "municipality")),
            "questions": Gives(kind="list", fields=("text",)),
        },
    )

    def __init__(self, world: World) -> None:
        """Answer from what this world knows."""
        self._knowledge = world.knowledge

    def consult(self, request: Request) -> Advice:
        """Nothing, warn or stop, with the reasons, what to do now, and what to ask the school."""
        contract, about = Contract.of(request.arguments), learner(request.person)
        found = contract_findings(contract, about, self._knowledge, request.today)
        outcome = "municipality" if any(one.code == "F24" for one in found) else _OUTCOMES[heaviest(found)]
        values: dict[str, Value | Sequence[str] | None] = {
            "verdict": self._said(f"verdict.{outcome}", request),
            "now": self._said(f"now.{outcome}{'.signed' if contract.signed else ''}", request),
            "keep": self._said("keep", request),
            "questions": () if outcome in ("municipality", "none") else contract.missing,
        }
        if found:
            values["reasons"] = told(found)
        if outcome in ("stop", "municipality"):
            values["patterns"] = tricks(found)
        return Advice(outcome=outcome, values=values)

    def describe(self, request: Request, value: str, keys: Sequence[str]) -> Mapping[str, Row]:
        """What to ask the school about each part that is missing."""
        return {key: {"text": self._said(f"ask.{key}", request)} for key in keys if key in PARTS}

    def _said(self, key: str, request: Request) -> Phrase:
        return self._knowledge.sentence(f"contract.{key}", request.today)


def _yes_no(value: Slot) -> bool | None:
    said = word(value, (YES, NO))
    return None if said is None else said == YES
