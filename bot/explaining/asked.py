"""Asks the guides that belong to every explanation about one person, and writes down what each says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypedDict, cast

from bot.explaining import answer as said
from bot.explaining.given import Given, Happening
from bot.explaining.guided import Writing
from bot.explaining.handing_over import Found, rules
from bot.explaining.words import FEWER_EXAMS
from bot.guidance.binding import guides
from bot.guidance.fraud_words import likely
from bot.guidance.signals import signals
from bot.guidance.standing import Standing
from bot.guidance.world import World
from dialogs.guides import Request, Slot


class Answers(TypedDict):
    """The parts of an answer that a guide gives as it is."""

    remaining: said.GuideSaid
    plan: said.GuideSaid
    pip: said.GuideSaid
    extra_time: said.GuideSaid
    exemptions: said.GuideSaid
    money: said.GuideSaid
    loan: said.GuideSaid
    fraud: said.FraudSaid | None
    progress: said.GuideSaid
    next_steps: said.GuideSaid
    referrals: said.GuideSaid
    handover: said.HandoverSaid


class Asked:
    """The guides of one world, asked about one person."""

    def __init__(self, world: World, writing: Writing, request: Request) -> None:
        """About the person of this request, on its day."""
        self._guides = guides(world)
        self._standing = Standing.of(request.person, world, request.today)
        self._writing = writing
        self._request = request

    def ask(self, guide: str, arguments: Mapping[str, Slot] | None = None, **whole: Sequence[str]) -> said.GuideSaid:
        """What one guide says; of the lists named in `whole` everything, where a talk shows the first few."""
        request = Request(arguments=arguments or {}, person=self._request.person, today=self._request.today)
        return self._writing.said(self._guides[guide], request, whole)

    def answers(self, given: Given) -> Answers:
        """What they all say; the rules of handing over last, because they lean on the others."""
        topic = FEWER_EXAMS.get(given.fewer_exams or "")
        told: dict[str, said.GuideSaid] = {
            "remaining": self.ask("exam_parts"),
            "plan": self.ask("exam_plan"),
            "pip": self.ask("pip"),
            "extra_time": self.ask("extra_time"),
            "exemptions": self.ask("exemption", {"topic": topic.value if topic else None}),
            "money": self.ask("money"),
            "loan": self.ask("loan"),
            "progress": self.ask("progress", signals=[one.key for one in signals(self._standing)]),
            "next_steps": self.ask("next_steps"),
            "referrals": self.ask("referrals"),
        }
        fraud = self._fraud(given.fraud) if given.fraud else None
        found = Found(
            outcomes={name: one.outcome for name, one in told.items()},
            help=told["exemptions"].values.get("help", ""),
            fraud=fraud,
            asks_human=given.asks_human is True,
        )
        return cast(Answers, {**told, "fraud": fraud, "handover": self._handover(found)})

    def _fraud(self, happening: Happening) -> said.FraudSaid:
        """What was picked, and what is recognised in the own words, judged together."""
        meant = likely(happening.words or "", self._standing.knowledge, self._standing.today)
        situations: list[str] = [*happening.situations, *meant]
        arguments: dict[str, Slot] = {
            "situations": situations,
            "school": happening.school,
            "lent_back": happening.lent_back,
            "on_invoice": happening.on_invoice,
            "done": happening.done,
        }
        found = self.ask("fraud", arguments).values.get("patterns", "").split(", ")
        judged = self.ask("fraud", arguments, signs=found)
        recognised = self.ask("fraud_words", {"words": happening.words}, patterns=meant) if happening.words else None
        asks = self.ask("fraud_asks", {"situations": situations})
        return said.FraudSaid(**dict(judged), recognised=recognised, asks=asks.outcome)

    def _handover(self, found: Found) -> said.HandoverSaid:
        told = tuple(self._rules(found))
        outcome = "urgent" if any(one.urgent for one in told) else "offer" if told else "none"
        return said.HandoverSaid(outcome=outcome, rules=told)  # type: ignore[arg-type]

    def _rules(self, found: Found) -> Iterator[said.RuleSaid]:
        for one in rules(self._standing, found):
            yield said.RuleSaid(
                rule=one.reason.rule,
                detail=one.detail,
                urgent=one.reason.urgent,
                because=one.because,
                offer=self._writing.words(one.reason.offer),
                reason=self._writing.words(one.reason.reason),
                statements=self._writing.statements(one.reason.offer, one.reason.reason),
            )
