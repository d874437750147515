"""Which known tricks somebody describes: by the situations that were picked, the law that holds, and the mark of the school."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from bot.guidance.fact_names import Law
from bot.guidance.knowledge import Knowledge
from bot.guidance.law import Ruling
from bot.guidance.learner import Learner
from bot.guidance.world import VALID_MARKS, Institution, World
from dialogs.guides import Advice, Gives, Request, Row, Signature
from dialogs.phrase import Day, Phrase, Plain, Value

#: Rows of knowledge: a trick with its weight, and a situation that somebody can pick.
PATTERN = "fraud.pattern."
SITUATION = "fraud.situation."
#: Stands for every other pattern.
ANY = "any"


@dataclass(frozen=True, kw_only=True, slots=True)
class Pattern:
    """One known trick and how it weighs."""

    id: str
    severity: Literal["warn", "stop"]
    urgent: bool = False
    #: Patterns beside which it weighs as *stop*.
    stop_with: tuple[str, ...] = ()
    #: Whether a school does it: two of those at one school weigh more.
    at_school: bool = True
    #: What must be looked at before it counts: the law, the school's mark, or how a laptop was lent.
    depends: Literal["law", "mark", "lending"] | None = None
    #: The lessons stop: no trick, but somebody must help.
    stopped: bool = False
    #: Pattern that a lent laptop turns out to be.
    billed: str = ""
    kept: str = ""
    #: What to keep as proof, as names of sentences.
    keep: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Clues:
    """What somebody told about one thing that happened."""

    #: Situations that were picked, or patterns that were meant.
    chosen: tuple[str, ...] = ()
    #: The school it is about, when it is in the catalogue.
    school: Institution | None = None
    #: Whether a laptop goes back, and whether it stands on an invoice; None when not known.
    lent_back: bool | None = None
    on_invoice: bool | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Sign:
    """A pattern that was recognised, and why it is one."""

    pattern: Pattern
    why: Phrase


@dataclass(frozen=True, kw_only=True, slots=True)
class Findings:
    """What was recognised, and what is in order."""

    signs: tuple[Sign, ...] = ()
    in_order: tuple[Phrase, ...] = ()


def patterns(knowledge: Knowledge, today: date) -> Mapping[str, Pattern]:
    """Every known trick, by its id, in the order of the knowledge."""
    rows = (knowledge.row(key, today) for key in knowledge.keys(PATTERN, today))
    return {(id := row.key.removeprefix(PATTERN)): Pattern(id=id, **_tuples(row.value)) for row in rows}


def situations(moment: str, knowledge: Knowledge, today: date) -> tuple[str, ...]:
    """What can be picked at a moment (approached, signing, …), the most usual first."""
    rows = (knowledge.row(key, today) for key in knowledge.keys(SITUATION, today))
    places = {row.key.removeprefix(SITUATION): row.value["moments"].get(moment) for row in rows}
    return tuple(sorted((key for key, place in places.items() if place is not None), key=lambda key: places[key]))


def chosen_patterns(chosen: Sequence[str], knowledge: Knowledge, today: date) -> tuple[Pattern, ...]:
    """The patterns behind situations that were picked, or patterns that were meant; what is in order has none."""
    known = patterns(knowledge, today)
    rows = ((key, knowledge.find(f"{SITUATION}{key}", today)) for key in chosen)
    found = (known.get(row.value.get("pattern", "") if row else key) for key, row in rows)
    return tuple(pattern for pattern in found if pattern)


def recognised(clues: Clues, about: Learner, decided: Ruling, know: Knowledge, today: date) -> Findings:
    """What the clues come down to, each pattern once."""
    known = patterns(know, today)
    signs: dict[str, Sign] = {}
    in_order: list[Phrase] = []
    for found in _looked_at(clues, known, about, decided, know, today):
        if isinstance(found, Sign):
            signs.setdefault(found.pattern.id, found)
        elif found not in in_order:
            in_order.append(found)
    return Findings(signs=tuple(signs.values()), in_order=tuple(in_order))


def _looked_at(
    clues: Clues, known: Mapping[str, Pattern], about: Learner, decided: Ruling, know: Knowledge, today: date
) -> Iterator[Sign | Phrase]:
    for chosen in clues.chosen:
        row = know.find(f"{SITUATION}{chosen}", today)
        pattern = known.get(row.value.get("pattern", "") if row else chosen)
        if pattern is None:
            if row and "in_order" in row.value:
                yield know.sentence(f"fraud.in_order.{row.value['in_order']}", today)
        elif pattern.depends == "law":
            yield _by_law(pattern, about, decided, know, today)
        elif pattern.depends == "mark":
            yield _by_mark(pattern, clues.school, know, today)
        elif pattern.depends == "lending":
            yield _by_lending(pattern, known, clues, know, today)
        else:
            yield _sign(pattern, know, today)
    if clues.school is not None and clues.school.mark not in VALID_MARKS:
        yield from (_by_mark(pattern, clues.school, know, today) for pattern in known.values() if pattern.depends == "mark")


def _by_law(pattern: Pattern, about: Learner, decided: Ruling, know: Knowledge, today: date) -> Sign | Phrase:
    """A loan is a trick only for whom the municipality pays; while the law is not clear, it is a reason to wait."""
    if (decided.certain and decided.law is Law.wi2013) or about.refugee is False:
        return know.sentence(f"fraud.in_order.{pattern.id}", today)
    if decided.certain and about.refugee:
        return _sign(pattern, know, today)
    return Sign(pattern=replace(pattern, severity="warn"), why=know.sentence(f"fraud.why.{pattern.id}.unclear", today))


def _by_mark(pattern: Pattern, school: Institution | None, know: Knowledge, today: date) -> Sign | Phrase:
    """The catalogue knows better than a feeling; a school that is not in it stays as it was told."""
    if school is None:
        return _sign(pattern, know, today)
    if school.disputed:
        return Sign(pattern=replace(pattern, severity="warn"), why=know.sentence(f"fraud.why.{pattern.id}.being_checked", today))
    seen: dict[str, Value] = {"dag": Day(day=school.mark_checked), "bron": Plain(text=school.mark_source, language="nl")}
    if school.mark in VALID_MARKS:
        return know.sentence(f"fraud.in_order.{pattern.id}", today, **seen)
    return Sign(pattern=pattern, why=know.sentence(f"fraud.why.{pattern.id}.{school.mark}", today, **seen))


def _by_lending(pattern: Pattern, known: Mapping[str, Pattern], clues: Clues, know: Knowledge, today: date) -> Sign | Phrase:
    """A laptop to borrow is in order: it goes back and stands on no invoice. What is not known must be asked."""
    if clues.on_invoice:
        return _sign(known[pattern.billed], know, today)
    if clues.lent_back is False:
        return _sign(known[pattern.kept], know, today)
    if clues.lent_back and clues.on_invoice is False:
        return know.sentence(f"fraud.in_order.{pattern.id}", today)
    return _sign(pattern, know, today)


def _sign(pattern: Pattern, know: Knowledge, today: date) -> Sign:
    return Sign(pattern=pattern, why=know.sentence(f"fraud.why.{pattern.id}", today))


def _tuples(value: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(item) if isinstance(item, list) else item for name, item in value.items()}


class FraudSituationsGuide:
    """The guide `fraud_situations`."""

    signature = Signature(
        name="fraud_situations",
        outcomes=("found", "nothing"),
        parameters={"moment": "Where or when it is: a moment that the situations of the knowledge name."},
        values={"situations": Gives(kind="list", fields=("label",), present_when=("found",))},
    )

    def __init__(self, world: World) -> None:
        """Answer from what this world knows."""
        self._knowledge = world.knowledge

    def consult(self, request: Request) -> Advice:
        """The situations of this moment."""
        keys = situations(str(request.arguments.get("moment")), self._knowledge, request.today)
        return Advice(outcome="found", values={"situations": keys}) if keys else Advice(outcome="nothing")

    def describe(self, request: Request, value: str, keys: Sequence[str]) -> Mapping[str, Row]:
        """The label of each."""
        rows = ((key, f"{SITUATION}{key}") for key in keys)
        return {
            key: {"label": self._knowledge.sentence(row, request.today)} for key, row in rows if self._knowledge.find(row, request.today)
        }
