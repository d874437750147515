"""Tells a person, in words, what is known about them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dialogs.facts import FactDefinition
from dialogs.guides import UNKNOWN, WITHHELD, Advice, Gives, Request, Row, Signature, Slot
from dialogs.phrase import Phrase, Plain, Value
from dialogs.showing import shown


class OwnDataGuide:
    """The guide `own_data`: every fact that is known, with its label and value."""

    signature = Signature(
        name="own_data",
        outcomes=("something", "nothing"),
        values={"facts": Gives(kind="list", fields=("label", "value"))},
    )

    def __init__(self, facts: Mapping[str, FactDefinition], place_label: Callable[[str], Plain]) -> None:
        """Tell of these facts; places are named by `place_label`."""
        self._facts = facts
        self._place_label = place_label

    def consult(self, request: Request) -> Advice:
        """The names of the facts that are known."""
        known = [name for name in self._facts if self._value(request, name) is not None]
        return Advice(outcome="something" if known else "nothing", values={"facts": known})

    def describe(self, request: Request, value: str, keys: Sequence[str]) -> Mapping[str, Row]:
        """Label and value of each fact."""
        return {key: self._row(key, known) for key in keys if (known := self._value(request, key)) is not None}

    def _value(self, request: Request, name: str) -> Slot:
        definition = self._facts.get(name)
        value = request.person.value(name)
        return value if definition is not None and definition.kept_as == "fact" and value not in (UNKNOWN, WITHHELD) else None

    def _row(self, name: str, value: Slot) -> Row:
        definition = self._facts[name]
        told: Value = (
            self._place_label(value) if definition.type == "place" and isinstance(value, str) else shown(definition, value, Phrase(text=""))
        )
        return {"label": Phrase(text=definition.label), "value": told}
