"""Reads the forms of a page as a browser without script does."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class PlainForm:
    """One form: where it goes, what it sends anyway, and its buttons by their words."""

    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    #: (name, value) by visible words.
    buttons: dict[str, tuple[str, str]] = field(default_factory=dict)
    #: (name, value) of boxes by visible words.
    boxes: dict[str, tuple[str, str]] = field(default_factory=dict)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PlainForm] = []
        self._label: tuple[str, tuple[str, str]] | None = None
        self._words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(PlainForm(action=known["action"]))
        elif tag == "input" and known.get("type") == "hidden":
            self.forms[-1].fields.append((known["name"], known["value"]))
        elif tag == "input" and known.get("type") == "checkbox":
            self._label = ("boxes", (known["name"], known["value"]))
        elif tag == "button" and self.forms:
            self._label, self._words = ("buttons", (known.get("name", ""), known.get("value", ""))), ""
        elif tag == "label":
            self._words = ""

    def handle_data(self, data: str) -> None:
        self._words += data

    def handle_endtag(self, tag: str) -> None:
        if self._label and tag in {"button", "label"}:
            kind, pair = self._label
            getattr(self.forms[-1], kind)[" ".join(self._words.split())] = pair
            self._label = None


def forms_of(page: str) -> list[PlainForm]:
    reader = _Reader()
    reader.feed(page)
    return reader.forms


def pressed(page: str, words: str, *, boxes: tuple[str, ...] = (), **typed: str) -> tuple[str, list[tuple[str, str]]]:
    """Where pressing the button with these words posts to, and which fields."""
    form = next(form for form in forms_of(page) if words in form.buttons and _fits(form, typed))
    name, value = form.buttons[words]
    fields = [*form.fields, *(form.boxes[box] for box in boxes), *typed.items()]
    return form.action, [*fields, (name, value)] if name else fields


def _fits(form: PlainForm, typed: dict[str, str]) -> bool:
    """Typed words belong to a form without named buttons, presses to one with them."""
    return bool(typed) != any(name for name, _ in form.buttons.values())
