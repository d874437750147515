"""Writes a phrase in the language it is kept in, for letters that leave in Dutch whatever language somebody reads."""

from __future__ import annotations

from dialogs.phrase import Joined, Phrase, Plain, Value

_BETWEEN = {"sentences": " ", "lines": "\n", "paragraphs": "\n\n"}
_LAST = {"and": " en ", "or": " of "}


def in_dutch(value: Value) -> str:
    """The Dutch of a value: sentences with their fields filled, lists joined.

    Raises TypeError for days, money and quantities: how those are written is for the languages to say.
    """
    match value:
        case Phrase(text=text, values=values):
            return text.format(**{name: in_dutch(inner) for name, inner in values.items()})
        case Joined(items=items, style=style):
            return _joined([in_dutch(item) for item in items], style)
        case Plain(text=text):
            return text
        case int() | str():
            return str(value)
        case _:
            raise TypeError(value.kind)


def _joined(parts: list[str], style: str) -> str:
    if style in _BETWEEN:
        return _BETWEEN[style].join(parts)
    return _LAST[style].join([*([", ".join(parts[:-1])] if len(parts) > 1 else []), parts[-1]]) if parts else ""
