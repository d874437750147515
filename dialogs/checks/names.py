"""What a name in a script stands for, and which values it can have."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from functools import cached_property

from dialogs.checks.surroundings import Surroundings
from dialogs.checks.texts import Text, labels_of, texts_of_step
from dialogs.conditions import names_in
from dialogs.facts import SlotType
from dialogs.guides import UNKNOWN, WITHHELD, Gives, Signature
from dialogs.issues import Issue
from dialogs.library import Library
from dialogs.phrase import fields_of
from dialogs.questions import kind_of
from dialogs.script import AnyStep, Ask, Confirm, Consult, Say, SayEach, SayText, Submit
from dialogs.walk import NO, YES


class Sign(Enum):
    """Values of which no more is known than this."""

    some = "some"
    #: A list without items.
    empty = "empty"


#: A value as the checks see it; None is "nothing yet".
Seen = str | bool | None | Sign
Possible = frozenset[Seen]

SOME: Possible = frozenset({Sign.some})
NOTHING: Possible = frozenset({None})
NO_VALUE: Possible = frozenset({None, UNKNOWN, WITHHELD})


class Names:
    """The names of one library in its surroundings."""

    def __init__(self, library: Library, surroundings: Surroundings) -> None:
        self.library = library
        self.surroundings = surroundings

    # -- where names come from ----------------------------------------------------------------------------------------

    @cached_property
    def asks(self) -> dict[str, list[Ask]]:
        """Slots to the steps that ask for them."""
        found: dict[str, list[Ask]] = {}
        for _, _, step in self.steps():
            if isinstance(step, Ask):
                found.setdefault(step.slot, []).append(step)
        return found

    @cached_property
    def given(self) -> dict[str, list[Gives]]:
        """Slots to what guides put into them."""
        found: dict[str, list[Gives]] = {}
        for _, _, step in self.steps():
            if isinstance(step, Consult) and (signature := self.guide(step.consult)):
                for value, slot in step.gives.items():
                    if value in signature.values:
                        found.setdefault(slot, []).append(signature.values[value])
        return found

    def steps(self) -> Iterator[tuple[str, str, AnyStep]]:
        """Every step, with the names of its script and of itself."""
        for script_name, script in self.library.scripts.items():
            for name, step in script.steps.items():
                yield script_name, name, step

    def guide(self, name: str) -> Signature | None:
        """What a guide declares."""
        return self.surroundings.guides.get(name)

    def is_slot(self, name: str) -> bool:
        """Whether the name is a fact, or some step fills it."""
        return name in self.library.facts or name in self.library.slots

    def is_list(self, name: str) -> bool:
        """Whether a guide puts a list into this slot."""
        return any(gives.kind == "list" for gives in self.given.get(name, ()))

    def row_fields(self, name: str) -> frozenset[str]:
        """The fields that every row of this list has, whichever step filled it."""
        lists = [frozenset(gives.fields) for gives in self.given.get(name, ()) if gives.kind == "list"]
        return frozenset.intersection(*lists) if lists else frozenset()

    # -- values -------------------------------------------------------------------------------------------------------

    def kind(self, step: Ask) -> SlotType:
        """What kind of answer the step asks for."""
        return kind_of(step, self.library.facts)

    def offered(self, step: Ask) -> Possible:
        """What may be in the slot after this question was answered."""
        return self.answers(step) | frozenset(self.refusals(step))

    def answers(self, step: Ask) -> Possible:
        """The values among which one chooses; SOME where they are not written in the script."""
        kind = self.kind(step)
        if kind == "yes_no":
            return frozenset({YES, NO})
        listed: Possible = frozenset(labels_of(self.library, step, kind)) if kind == "choice" else SOME
        return listed | SOME if step.one_of else listed

    def refusals(self, step: Ask) -> Iterator[str]:
        """The answers without a value that the engine offers by itself."""
        fact = self.library.facts.get(step.slot)
        if step.unknown if step.unknown is not None else (fact is not None and fact.kept_as == "fact"):
            yield UNKNOWN
        if step.withheld if step.withheld is not None else (fact is not None and fact.private):
            yield WITHHELD

    def start(self, name: str) -> Possible:
        """What may be known at the beginning of a talk: facts perhaps, slots never."""
        fact = self.library.facts.get(name)
        if fact is None:
            return NOTHING
        if fact.type == "yes_no":
            return frozenset({None, YES, NO})
        return NOTHING | (frozenset(fact.values) if fact.type == "choice" else SOME)

    def choices(self, script: str, name: str) -> frozenset[str] | None:
        """The values that a condition on this name may test; None where any may stand there."""
        if not self.is_slot(name):
            return frozenset(self.outcomes(script, name))
        fact = self.library.facts.get(name)
        asks = self.asks.get(name, [])
        if name in self.given or any(step.one_of for step in asks):
            return None
        kinds = {fact.type} if fact else {self.kind(step) for step in asks}
        if kinds - {"choice", "many", "yes_no"}:
            return None
        values = {value for step in asks for value in (labels_of(self.library, step, self.kind(step)))} | set(fact.values if fact else {})
        if "yes_no" in kinds:
            values |= {YES, NO}
        return frozenset(values) | {refusal for step in asks for refusal in self.refusals(step)}

    def outcomes(self, script: str, step: str) -> tuple[str, ...]:
        """How a step of this script can come out; empty for a step that has no outcomes."""
        match self.library.scripts[script].steps.get(step):
            case Consult(consult=guide):
                signature = self.guide(guide)
                return signature.outcomes if signature else ()
            case Ask(aside=aside):
                return tuple(aside)
            case _:
                return ()

    # -- what a step reads and fills ----------------------------------------------------------------------------------

    def steers(self, script: str, name: str, step: AnyStep) -> Iterator[str]:
        """Every slot, fact or own step whose value decides what this step does and where it leads."""
        yield from (tested for tested, _ in names_in(step.when))
        match step:
            case Ask():
                yield from [step.slot] if step.slot in self.library.facts and not step.again else []
                yield from [step.one_of] if step.one_of else []
                yield from [step.about] if step.about else []
            case Say(say=SayEach(each=each) | SayText(of=str(each))):
                yield each
            case Confirm():
                yield from step.confirm
            case _:
                return

    def reads(self, script: str, name: str, step: AnyStep) -> Iterator[str]:
        """Everything that steers this step, and everything that it shows or hands on."""
        yield from self.steers(script, name, step)
        for text in texts_of_step(self.library, script, name, step):
            yield from fields_in(text)
        if isinstance(step, Consult | Submit):
            yield from (value for value in step.with_.values() if isinstance(value, str) and self.is_slot(value))

    def always_fills(self, name: str, step: AnyStep) -> Iterator[str]:
        """What certainly has another value after this step: nothing that it had before matters."""
        if step.when is not None:
            return
        match step:
            case Ask(slot=slot, one_of=None, aside=aside) if not aside and (step.again or slot not in self.library.facts):
                yield slot
            case Consult(gives=gives):
                yield name
                yield from gives.values()
            case _:
                return

    def fills(self, step: AnyStep) -> Iterator[str]:
        """The slots into which this step may put something."""
        match step:
            case Ask(slot=slot):
                yield slot
            case Consult(gives=gives):
                yield from gives.values()
            case _:
                return

    # -- issues -------------------------------------------------------------------------------------------------------

    def issue(self, code: str, script: str, path: tuple[str | int, ...] = (), /, **values: object) -> Issue:
        """An issue at a place in a script."""
        file, line = self.library.place(script, *path)
        return Issue(code=code, file=file, line=line, values={name: str(value) for name, value in values.items()})


def fields_in(text: Text) -> set[str]:
    """The names in a text that are filled when it is shown; none where its braces are broken."""
    try:
        names = {*fields_of(text.text), *fields_of(text.plural or "")}
    except ValueError:
        return set()
    return names | ({text.count} if text.count else set())


def listed(values: object) -> str:
    """Values as an author reads them."""
    return ", ".join(sorted(str(value) for value in values)) if isinstance(values, (frozenset, set, tuple, list, dict)) else str(values)
