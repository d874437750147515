"""Whether something at a school is in order: nothing known, ask more, or stop; what to do now, what to keep, and comfort."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.guidance.knowledge import Knowledge
from bot.guidance.law import ruling
from bot.guidance.learner import learner
from bot.guidance.recognising import ANY, PATTERN, Clues, Findings, Pattern, chosen_patterns, recognised
from bot.guidance.schools import SchoolsGuide
from bot.guidance.world import Institution, World
from dialogs.guides import UNKNOWN, WITHHELD, Advice, Gives, Person, Request, Row, Signature, Slot
from dialogs.phrase import Joined, Phrase, Plain, Value

FraudOutcome = Literal["none", "warn", "stop", "urgent", "unclear"]

#: So many signs are explained; more would not be read.
MOST_SIGNS = 3
_SIGNS = ("warn", "stop", "urgent")
_YES_NO: Mapping[str, bool] = {"yes": True, "ja": True, "True": True, "no": False, "nee": False, "False": False}


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """How it stands, and with which signs."""

    outcome: FraudOutcome
    findings: Findings

    @property
    def patterns(self) -> tuple[str, ...]:
        """The ids of the patterns, the heaviest first."""
        ordered = sorted(self.findings.signs, key=lambda sign: (not sign.pattern.urgent, sign.pattern.severity != "stop"))
        return tuple(sign.pattern.id for sign in ordered)


def judged(clues: Clues, person: Person, knowledge: Knowledge, today: date) -> Judgement:
    """Judge what was told. Nothing told, and no school that says more: unclear."""
    about = learner(person)
    found = recognised(clues, about, ruling(about, knowledge, today), knowledge, today)
    if not found.signs and not found.in_order:
        return Judgement(outcome="unclear", findings=found)
    return Judgement(outcome=weighed([sign.pattern for sign in found.signs], knowledge, today), findings=found)


def weighed(found: Sequence[Pattern], knowledge: Knowledge, today: date) -> FraudOutcome:
    """Any stop is a stop; two warnings at one school as well, and some warnings beside others."""
    ids = {pattern.id for pattern in found}
    if any(pattern.urgent for pattern in found):
        return "urgent"
    enough = knowledge.value("fraud.rule.warnings", today)
    heavy = any(pattern.severity == "stop" for pattern in found)
    beside = any(ids - {pattern.id} if ANY in pattern.stop_with else ids & set(pattern.stop_with) for pattern in found)
    if heavy or beside or sum(pattern.at_school for pattern in found) >= enough:
        return "stop"
    return "warn" if found else "none"


def clues(arguments: Mapping[str, Slot], school: Institution | None = None) -> Clues:
    """What a script passes on, as clues."""
    return Clues(
        chosen=words(arguments.get("situations")),
        school=school,
        lent_back=yes_no(arguments.get("lent_back")),
        on_invoice=yes_no(arguments.get("on_invoice")),
    )


def yes_no(value: Slot) -> bool | None:
    """A yes or a no, as scripts write them; None for anything else."""
    return _YES_NO.get(str(value))


def words(value: Slot) -> tuple[str, ...]:
    """Several words: what was ticked, or named with commas between; nothing when it was not said."""
    if value in (UNKNOWN, WITHHELD):
        return ()
    if isinstance(value, list):
        return tuple(str(word) for word in value)
    return tuple(word.strip() for word in value.split(",")) if isinstance(value, str) and value else ()


def school_meant(schools: SchoolsGuide, world: World, request: Request) -> Institution | None:
    """The one school that the argument `school` surely means; None when it is not in the catalogue, or may be another."""
    name = request.arguments.get("school")
    if not isinstance(name, str) or name in (UNKNOWN, WITHHELD):
        return None
    found = schools.find(Request(arguments={"name": name}, person=request.person, today=request.today))
    return world.catalogue.institutions[found.keys[0]] if found.sure and len(found.keys) == 1 else None


class FraudGuide:
    """The guide `fraud`."""

    signature = Signature(
        name="fraud",
        outcomes=("none", "warn", "stop", "urgent", "unclear"),
        parameters={
            "situations": "What was picked: situations of `fraud_situations`, or patterns of `fraud_words`.",
            "school": "The school, by key or as typed.",
            "lent_back": "Whether a laptop of the school goes back.",
            "on_invoice": "Whether that laptop stands on an invoice.",
            "done": "Yes when it has happened already.",
        },
        values={
            "verdict": Gives(),
            "signs": Gives(kind="list", fields=("label", "why", "now", "after"), present_when=_SIGNS),
            "in_order": Gives(kind="list", fields=("text",), present_when=("none",)),
            "keep": Gives(present_when=_SIGNS),
            "patterns": Gives(present_when=_SIGNS),
        },
    )

    def __init__(self, world: World) -> None:
        """Answer from this world."""
        self._world = world
        self._schools = SchoolsGuide(world)

    def consult(self, request: Request) -> Advice:
        """The verdict, the signs that led to it, what to keep; never an accusation."""
        told = self._judged(request)
        values: dict[str, Value | Sequence[str]] = {"verdict": self._verdict(told, request)}
        if told.outcome == "none":
            values["in_order"] = tuple(str(phrase.source) for phrase in told.findings.in_order)
        if told.findings.signs:
            values["signs"] = told.patterns[:MOST_SIGNS]
            values["keep"] = self._keep(told, request.today)
            values["patterns"] = Plain(text=", ".join(told.patterns))
        return Advice(outcome=told.outcome, values=values)

    def describe(self, request: Request, value: str, keys: Sequence[str]) -> Mapping[str, Row]:
        """A sign: its name, why, what to do now, what to do when it has happened. In order: why that is so."""
        told = self._judged(request).findings
        if value == "in_order":
            sentences = {str(phrase.source): phrase for phrase in told.in_order}
            return {key: {"text": sentences[key]} for key in keys if key in sentences}
        reasons = {sign.pattern.id: sign.why for sign in told.signs}
        return {key: self._row(key, reasons[key], request.today) for key in keys if key in reasons}

    def _judged(self, request: Request) -> Judgement:
        school = school_meant(self._schools, self._world, request)
        return judged(clues(request.arguments, school), request.person, self._world.knowledge, request.today)

    def _row(self, id: str, why: Phrase, today: date) -> Row:
        know = self._world.knowledge
        return {
            "label": know.sentence(f"{PATTERN}{id}", today),
            "why": why,
            "now": know.sentence(f"fraud.now.{id}", today),
            "after": know.sentence(f"fraud.after.{id}", today),
        }

    def _verdict(self, told: Judgement, request: Request) -> Phrase:
        when = "done" if yes_no(request.arguments.get("done")) and told.outcome in _SIGNS else "verdict"
        return self._world.knowledge.sentence(f"fraud.{when}.{told.outcome}", request.today)

    def _keep(self, told: Judgement, today: date) -> Joined:
        names = dict.fromkeys(name for sign in told.findings.signs for name in sign.pattern.keep)
        return Joined(items=tuple(self._world.knowledge.sentence(f"fraud.keep.{name}", today) for name in names), style="sentences")


class FraudAsksGuide:
    """The guide `fraud_asks`: the one thing more that decides about what was picked."""

    signature = Signature(
        name="fraud_asks",
        outcomes=("lending", "law", "mark", "stopped", "nothing"),
        parameters={"situations": "What was picked, as for `fraud`."},
    )

    def __init__(self, world: World) -> None:
        """Answer from what this world knows."""
        self._knowledge = world.knowledge

    def consult(self, request: Request) -> Advice:
        """What to ask: how a laptop was lent, which law holds, which school it is. Or that lessons stop, which is no trick."""
        found = chosen_patterns(words(request.arguments.get("situations")), self._knowledge, request.today)
        matters = {pattern.depends for pattern in found} | {"stopped" for pattern in found if pattern.stopped}
        return Advice(outcome=next((matter for matter in self.signature.outcomes if matter in matters), "nothing"))

    def describe(self, request: Request, value: str, keys: Sequence[str]) -> Mapping[str, Row]:
        """This guide gives no lists."""
        return {}
