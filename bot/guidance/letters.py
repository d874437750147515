"""Somebody got a letter: what it is, what to do now, by when, and whether a human should look at it too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.guidance.fact_names import Law
from bot.guidance.knowledge import Knowledge
from bot.guidance.law import Ruling, ruling
from bot.guidance.learner import Learner, learner
from bot.guidance.term import no_fine
from bot.guidance.world import World
from dialogs.guides import UNKNOWN, WITHHELD, Advice, Gives, Request, Row, Signature
from dialogs.phrase import Day, Joined, Phrase, Plain, Value

KIND = "letters.kind."
#: A letter that is not among those to choose from.
OTHER = "anders"
#: Kinds and answers with rules of their own.
_FINE = "boete"
_OVER = "duo.voorbij"
#: Nothing to go on with.
NOTHING = "none"


@dataclass(frozen=True, kw_only=True, slots=True)
class Read:
    """What is told about one letter."""

    what: Value
    now: Phrase
    when: Phrase
    #: The rule by which a human is offered, and a word about it.
    rule: str | None = None
    detail: str = ""
    #: What to go on with, as the scripts call it.
    next: str = NOTHING
    #: Who else can help; None where the municipality is enough.
    others: Phrase | None = None


def read(kind: str, answer: str | None, about: Learner, decided: Ruling, knowledge: Knowledge, today: date) -> Read:
    """What this letter means for this person. A kind that is not known is told as a letter we do not know."""
    kind = kind if knowledge.find(f"letters.what.{kind}", today) else OTHER
    name = f"{kind}.{answer}" if answer else kind
    now = _key("now", name, kind, about, decided, knowledge, today)
    value = knowledge.value(now, today) or {}
    others = f"letters.help.{kind}"
    return Read(
        what=_calmly(name, _sentence("what", name, kind, about, decided, knowledge, today), about, decided, knowledge, today),
        now=knowledge.sentence(now, today),
        when=_when(name, kind, about, decided, knowledge, today),
        rule=value.get("rule"),
        detail=value.get("detail", ""),
        next=value.get("next", NOTHING),
        others=knowledge.sentence(others, today) if knowledge.find(others, today) else None,
    )


def objection_until(about: Learner, knowledge: Knowledge, today: date) -> date | None:
    """The last day to object to a letter about money; None while its date is not known, or lies in the future."""
    written = about.old_letter_day
    if written is None or written > today:
        return None
    return written + timedelta(weeks=knowledge.value(f"letters.when.{_FINE}", today))


def _key(part: str, name: str, kind: str, about: Learner, decided: Ruling, knowledge: Knowledge, today: date) -> str:
    """The most special sentence there is: for this answer and this person, for the person, for the answer, for the kind."""
    persons = tuple(_for_whom(about, decided))
    names = (*(f"{name}.{who}" for who in persons), *(f"{kind}.{who}" for who in persons), name, kind)
    return next(key for one in names if knowledge.find(key := f"letters.{part}.{one}", today))


def _for_whom(about: Learner, decided: Ruling) -> Iterator[str]:
    """Words for what matters about somebody; the law only while it is sure."""
    if not decided.certain or decided.law is None:
        return
    yield decided.law.value
    if about.refugee:
        yield "refugee"
    if decided.law is Law.wi2021 and about.refugee:
        yield "municipality"
    elif decided.law is Law.wi2013 or about.refugee is False:
        yield "own"


def _sentence(part: str, name: str, kind: str, about: Learner, decided: Ruling, knowledge: Knowledge, today: date) -> Phrase:
    return knowledge.sentence(_key(part, name, kind, about, decided, knowledge, today), today)


def _calmly(name: str, told: Phrase, about: Learner, decided: Ruling, knowledge: Knowledge, today: date) -> Value:
    """Whose time is over hears first what is not the matter, where that is sure."""
    calm = no_fine(about, decided, knowledge, today) if name == _OVER else None
    return told if calm is None else Joined(items=(calm, told), style="sentences")


def _when(name: str, kind: str, about: Learner, decided: Ruling, knowledge: Knowledge, today: date) -> Phrase:
    if kind != _FINE:
        return _sentence("when", name, kind, about, decided, knowledge, today)
    until = objection_until(about, knowledge, today)
    special = "" if until is None else ".running" if until >= today else ".passed"
    return knowledge.sentence(f"letters.when.{_FINE}{special}", today, **({"dag": Day(day=until)} if until else {}))


class LettersGuide:
    """The guide `letters`."""

    signature = Signature(
        name="letters",
        outcomes=("choose", "told", "human"),
        parameters={
            "kind": "The kind of letter; left out: the kinds to choose from.",
            "answer": "The answer to the one question about this kind.",
        },
        values={
            "letters": Gives(kind="list", fields=("letter", "layout", "pictogram")),
            "what": Gives(present_when=("told", "human")),
            "now": Gives(present_when=("told", "human")),
            "when": Gives(present_when=("told", "human")),
            "rule": Gives(present_when=("human",)),
            "detail": Gives(present_when=("human",)),
            "others": Gives(),
            "next": Gives(),
        },
    )

    def __init__(self, world: World) -> None:
        """Answer from what this world knows."""
        self._knowledge = world.knowledge

    def consult(self, request: Request) -> Advice:
        """The letters to choose from, or what the chosen one means."""
        know, today = self._knowledge, request.today
        kind, answer = _said(request, "kind"), _said(request, "answer")
        shown = tuple(key.removeprefix(KIND) for key in know.keys(KIND, today))
        values: dict[str, Value | Sequence[str] | None] = {"letters": shown, "others": Plain(text=""), "next": NOTHING}
        if kind is None:
            return Advice(outcome="choose", values=values)
        about = learner(request.person)
        found = read(kind, answer, about, ruling(about, know, today), know, today)
        values |= {"what": found.what, "now": found.now, "when": found.when, "next": found.next}
        if found.others is not None:
            values["others"] = found.others
        if found.rule is None:
            return Advice(outcome="told", values=values)
        return Advice(outcome="human", values=values | {"rule": found.rule, "detail": found.detail})

    def describe(self, request: Request, value: str, keys: Sequence[str]) -> Mapping[str, Row]:
        """How each letter is called and drawn."""
        return {key: self._row(f"{KIND}{key}", request.today) for key in keys if self._knowledge.find(f"{KIND}{key}", request.today)}

    def _row(self, key: str, today: date) -> Row:
        value = self._knowledge.value(key, today)
        return {
            "letter": self._knowledge.sentence(key, today),
            "layout": Plain(text=value["layout"]),
            "pictogram": Plain(text=value["pictogram"]),
        }


def _said(request: Request, parameter: str) -> str | None:
    said = request.arguments.get(parameter)
    return said if isinstance(said, str) and said not in (UNKNOWN, WITHHELD) else None
