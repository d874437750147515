"""How the value of a slot is shown in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from dialogs.facts import FactDefinition
from dialogs.guides import UNKNOWN, WITHHELD, Slot
from dialogs.phrase import Day, Joined, Phrase, Plain, Value
from dialogs.sentences import Sentence


def shown(definition: FactDefinition | None, value: Slot, words: Callable[[Sentence], str]) -> Value:
    """The value as something that can be rendered; yes, no and not known in the `words` of the edition."""
    if value in (None, UNKNOWN, WITHHELD):
        return Phrase(text=words(Sentence.unknown))
    labels = definition.values if definition else {}
    kind = definition.type if definition else None
    match value:
        case list():
            return Joined(items=tuple(_label(labels, item) for item in value))
        case bool() | int():
            return int(value)
        case "yes" | "no" if kind == "yes_no":
            return Phrase(text=words(Sentence(value)))
        case str() if kind == "date":
            return Day(day=date.fromisoformat(value))
        case _:
            return _label(labels, str(value))


def _label(labels: dict[str, str], value: str) -> Value:
    return Phrase(text=labels[value]) if value in labels else Plain(text=value)
