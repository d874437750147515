"""Every rule by which somebody of the municipality is offered to one person: what the facts say, and what the other guides say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from bot.explaining.answer import FraudSaid
from bot.guidance.handover import HumanReason, because, human_reasons
from bot.guidance.standing import Standing

_FACTS = "facts"


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """What the other guides found."""

    #: By the part of the answer.
    outcomes: Mapping[str, str]
    #: What a human helps with, where somebody may have to do less.
    help: str = ""
    fraud: FraudSaid | None = None
    asks_human: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """One rule that holds, and where that shows."""

    reason: HumanReason
    detail: str
    because: str


def rules(standing: Standing, found: Found) -> tuple[Rule, ...]:
    """All of them, each once, the urgent ones first."""
    told: dict[str, Rule] = {}
    for one in (*_by_facts(standing), *_by_guides(standing, found)):
        told.setdefault(one.reason.source, one)
    return tuple(sorted(told.values(), key=lambda one: not one.reason.urgent))


def _by_facts(standing: Standing) -> Iterator[Rule]:
    for one in human_reasons(standing):
        yield Rule(reason=one, detail=one.source.partition(f".{one.rule}")[2].removeprefix("."), because=_FACTS)


def _by_guides(standing: Standing, found: Found) -> Iterator[Rule]:
    outcomes = found.outcomes

    def rule(name: str, where: str, detail: str = "") -> Rule:
        return Rule(reason=because(standing, name, detail), detail=detail, because=where)

    if found.fraud is not None:
        yield from _by_fraud(found.fraud, rule)
    if not standing.decided.certain:
        yield rule("H8", "law", "contradiction" if standing.decided.outcome == "contradiction" else "unclear")
    if outcomes["extra_time"] in ("human", "maybe"):
        yield rule("H2", "extra_time", "extension")
    if outcomes["exemptions"] == "human":
        yield rule("H2", "exemptions", found.help)
    if outcomes["pip"] == "late":
        yield rule("H2", "pip", "late_plan")
    if outcomes["pip"] == "has_pip" and outcomes["remaining"] == "route_unknown":
        yield rule("H2", "remaining", "route")
    if found.asks_human:
        yield rule("H7", "asks_human")


def _by_fraud(fraud: FraudSaid, rule: Callable[[str, str, str], Rule]) -> Iterator[Rule]:
    """What stops is for a human, the same day when somebody may be in danger; so is a school that stops, and what stays unclear."""
    match fraud.outcome:
        case "urgent":
            yield rule("H1u", "fraud", "")
        case "stop":
            yield rule("H1", "fraud", fraud.values.get("patterns", ""))
        case "unclear":
            yield rule("H7", "fraud", "")
    if fraud.asks == "stopped":
        yield rule("H6", "fraud", "stopped")
