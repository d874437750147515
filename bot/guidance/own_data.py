"""Tells a person, in words, what is known about them and what they agreed to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.guidance.fact_names import CHOSEN_COURSE
from dialogs.facts import FactDefinition
from dialogs.guides import UNKNOWN, WITHHELD, Advice, Gives, Known, Request, Row, Signature
from dialogs.phrase import Phrase, Plain, Value
from dialogs.sentences import Sentence
from dialogs.settings import is_set
from dialogs.showing import shown

#: How something that is known by its key is called.
Label = Callable[[str], Plain]
#: Who says something for somebody else, and how that is told.
BY = {"helped": Sentence.said_with_help, "coordinator": Sentence.said_by_municipality}
YES = "yes"


class OwnDataGuide:
    """The guide `own_data`: every fact that is known, with its label and value; what is private apart."""

    signature = Signature(
        name="own_data",
        outcomes=("something", "nothing"),
        values={
            "facts": Gives(kind="list", fields=("label", "value")),
            "private_facts": Gives(kind="list", fields=("label", "value")),
            "labels": Gives(kind="list", fields=("label",)),
        },
    )

    def __init__(
        self, facts: Mapping[str, FactDefinition], place_label: Label, course_label: Label, words: Callable[[Sentence], str]
    ) -> None:
        """Tell of these facts; places and courses are named by their labels, the rest is said in the `words` of the edition."""
        self._facts = facts
        self._place_label = place_label
        self._course_label = course_label
        self._words = words

    def consult(self, request: Request) -> Advice:
        """The names of what is known: what anybody may read, what is private, and what can be changed now by a question of its own."""
        known = [name for name in self._facts if self._known(request, name) is not None]
        private = [name for name in known if self._facts[name].private]
        hidden = private if is_set(self._facts, request.person, "helped", request.today) else ()
        # What was chosen from a list, such as a school, has no question of its own.
        asked = [name for name in known if self._facts[name].type != "text" and name not in hidden]
        values = {"facts": [name for name in known if name not in private], "private_facts": private, "labels": asked}
        return Advice(outcome="something" if known else "nothing", values=values)

    def describe(self, request: Request, value: str, keys: Sequence[str]) -> Mapping[str, Row]:
        """Label and value of each fact; of `labels` the label alone, which tells nothing."""
        rows = {key: self._row(key, known) for key in keys if (known := self._known(request, key)) is not None}
        return {key: {"label": row["label"]} for key, row in rows.items()} if value == "labels" else rows

    def _known(self, request: Request, name: str) -> Known | None:
        definition = self._facts.get(name)
        history = request.person.facts.get(name)
        if definition is None or definition.kept_as != "fact" or not history:
            return None
        return None if history[-1].value in (None, UNKNOWN, WITHHELD) else history[-1]

    def _row(self, name: str, known: Known) -> Row:
        definition = self._facts[name]
        told: Value = shown(definition, known.value, self._words)
        if isinstance(known.value, str) and (label := self._label(name, definition)):
            told = label(known.value)
        if known.by in BY:
            told = Phrase(text=self._words(BY[known.by]), values={"value": told})
        return {"label": Phrase(text=definition.label), "value": told}

    def _label(self, name: str, definition: FactDefinition) -> Label | None:
        return self._course_label if name == CHOSEN_COURSE else self._place_label if definition.type == "place" else None


class OwnConsentsGuide:
    """The guide `own_consents`: to what a person said yes."""

    signature = Signature(
        name="own_consents",
        outcomes=("some", "none"),
        values={"given": Gives(kind="list", fields=("label", "purpose"))},
    )

    def __init__(self, facts: Mapping[str, FactDefinition]) -> None:
        """Tell of the consents among these facts."""
        self._consents = {name: fact for name, fact in facts.items() if fact.kept_as == "consent"}

    def consult(self, request: Request) -> Advice:
        """The facts that stand for a purpose to which the newest answer is yes."""
        given = [name for name in self._consents if request.person.value(name) == YES]
        return Advice(outcome="some" if given else "none", values={"given": given})

    def describe(self, request: Request, value: str, keys: Sequence[str]) -> Mapping[str, Row]:
        """What it is called, and what for."""
        known = {key: self._consents[key] for key in keys if key in self._consents}
        return {key: {"label": Phrase(text=fact.label), "purpose": Phrase(text=fact.purpose)} for key, fact in known.items()}
