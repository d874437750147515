"""Turns a phrase into a sentence in somebody's language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from string import Formatter
from typing import assert_never

from bot.language.catalogs import Catalogs, Found
from bot.language.errors import FieldNotPlain, ValueMissing
from bot.language.formats import Formats
from bot.language.languages import Direction, Languages
from bot.language.pictures import facing
from dialogs.phrase import Day, Joined, Money, Phrase, Plain, Quantity, Value

#: Unicode's marks around words whose direction must not disturb the sentence they stand in: with the direction of their first letter,
#: or with a given one.
_ISOLATE, _POP = "\u2068", "\u2069"
_ISOLATE_TO = {"ltr": "\u2066", "rtl": "\u2067"}
#: Words that are isolated already and hold no further ones.
_INNERMOST = re.compile("[\u2066-\u2068][^\u2066-\u2069]*\u2069")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")

#: A sentence in pieces: its words, and the name of the field that follows them.
Pieces = tuple[tuple[str, str | None], ...]


class Renderer:
    """Renders with the translations of one edition.

    A sentence that is missing in a language is taken whole from the next one that its readers may know, with its days, money and
    lists as that language writes them; phrases inside it are looked for in the reader's language again.
    """

    def __init__(self, catalogs: Catalogs) -> None:
        self._catalogs = catalogs
        self._formats: dict[str, Formats] = {}

    def render(self, phrase: Value, language: str) -> str:
        """The text in a language. Dutch holds no invisible signs; in right-to-left languages each value is isolated.

        Raises ValueMissing where a field has no value and FieldNotPlain where a field is more than a name.
        """
        known = self._catalogs.languages.known(language)
        return facing(self._value(phrase, known, known), self.languages.direction(known))

    @property
    def languages(self) -> Languages:
        """The register behind the translations."""
        return self._catalogs.languages

    def translate(self, text: str, language: str, context: str | None = None) -> str:
        """A text without fields."""
        return facing(self._catalogs.translate(text, language, context), self.languages.direction(self.languages.known(language)))

    def language_of(self, phrase: Phrase, language: str) -> str:
        """The language in which the sentence is found: the asked one, unless it is missing there."""
        return self._found(phrase, self._catalogs.languages.known(language)).language

    def warm(self, languages: Iterable[str]) -> None:
        """Load what the languages need to write days and numbers, so that nobody waits for it later."""
        for language in languages:
            habits = self._habits(language)
            habits.day(date(2026, 11, 2))
            habits.money(Decimal("50.25"))
            habits.percent(5)
            habits.quantity(2, "week")
            habits.listed(["a", "b", "c"], "and")

    def leaf(self, day: date, language: str) -> Mapping[str, str]:
        """A day as a leaf of a calendar has it: `weekday`, `day`, `month`, `year`."""
        return self._habits(language).leaf(day)

    def months(self, language: str) -> tuple[str, ...]:
        """The twelve months, as they are called by themselves."""
        return self._habits(language).months()

    def month_numbers(self, language: str) -> Mapping[str, int]:
        """Folded names of months, long and short, to their number."""
        return self._habits(language).month_numbers()

    def _value(self, value: Value, reader: str, speech: str) -> str:
        """`reader` is the person's language, `speech` that of the sentence around the value."""
        match value:
            case Phrase():
                return self._sentence(value, reader)
            case Plain():
                return value.text
            case Joined():
                return self._joined(value, reader, speech)
            case Day():
                return self._habits(speech).day(value.day)
            case Money():
                return self._habits(speech).money(value.euros)
            case Quantity():
                return self._quantity(value, speech)
            case int() | str():
                return str(value)
        assert_never(value)

    def _sentence(self, phrase: Phrase, reader: str) -> str:
        found = self._found(phrase, reader)
        pieces = pieces_of(found.text)
        if len(pieces) == 1 and pieces[0][1] is None:
            return pieces[0][0]
        alone = len(pieces) == 1 and not pieces[0][0].strip()
        return "".join(words + self._field(phrase, name, reader, found.language, alone) for words, name in pieces)

    def _field(self, phrase: Phrase, name: str | None, reader: str, speech: str, alone: bool) -> str:
        if name is None:
            return ""
        if name not in phrase.values:
            raise ValueMissing(name, phrase.text)
        value = phrase.values[name]
        text = self._value(value, reader, speech)
        return text if alone else self._isolated(text, speech, self._towards(value, reader))

    def _found(self, phrase: Phrase, reader: str) -> Found:
        if not any(map(str.isalpha, "".join(words for words, _ in pieces_of(phrase.text)))):
            # Nothing but signs and fields is in no catalog: it is the same in every language.
            return Found(phrase.text, reader)
        return self._catalogs.find(reader, phrase.text, plural=phrase.plural, count=_count(phrase), context=phrase.context)

    def _joined(self, joined: Joined, reader: str, speech: str) -> str:
        items = [self._value(item, reader, speech) for item in joined.items]
        match joined.style:
            case "lines":
                return "\n".join(items)
            case "paragraphs":
                return "\n\n".join(items)
            case "and" | "or" | "sentences" as style:
                kept = [self._isolated(text, speech, self._towards(item, reader)) for text, item in zip(items, joined.items, strict=True)]
                return " ".join(kept) if style == "sentences" else self._habits(speech).listed(kept, style)
        assert_never(joined.style)

    def _quantity(self, quantity: Quantity, speech: str) -> str:
        habits = self._habits(speech)
        return habits.percent(quantity.amount) if quantity.unit == "percent" else habits.quantity(quantity.amount, quantity.unit)

    def _towards(self, value: Value, reader: str) -> Direction | None:
        """Where a value is read to; None where only its letters can tell, as those of a name."""
        match value:
            case Phrase():
                found = self._found(value, reader)
                pieces = pieces_of(found.text)
                if len(pieces) == 1 and pieces[0][1] in value.values and not pieces[0][0].strip():
                    return self._towards(value.values[pieces[0][1]], reader)
                return self._catalogs.languages.direction(found.language)
            case Joined():
                ways = {self._towards(item, reader) for item in value.items}
                return ways.pop() if len(ways) == 1 else None
            case _:
                return None

    def _isolated(self, text: str, speech: str, towards: Direction | None) -> str:
        direction = self._catalogs.languages.direction(speech)
        if direction == "ltr" and not _RIGHT_TO_LEFT.search(text):
            return text
        # An isolate ends with its paragraph, so each line gets its own.
        return "\n".join(f"{_opening(line, direction, towards)}{line}{_POP}" if line else "" for line in text.split("\n"))

    def _habits(self, language: str) -> Formats:
        known = self._catalogs.languages.known(language)
        if known not in self._formats:
            self._formats[known] = Formats(known, self._catalogs.languages[known])
        return self._formats[known]


def _opening(line: str, around: Direction, towards: Direction | None) -> str:
    """The mark before a line: mostly its first letter tells its direction. What is isolated inside does not count for that.

    An Arabic sentence that begins with the name of a Dutch office has to be told, and so has a line without letters of its own.
    """
    own, inner = line, 1
    while inner:
        own, inner = _INNERMOST.subn("", own)
    letters = ["rtl" if _RIGHT_TO_LEFT.match(letter) else "ltr" for letter in own if letter.isalpha()]
    if own != line and not letters:
        return _ISOLATE_TO[around]
    return _ISOLATE_TO[towards] if towards in letters and letters[0] != towards else _ISOLATE


@lru_cache(maxsize=16_384)
def pieces_of(text: str) -> Pieces:
    """A sentence cut at its fields. Raises FieldNotPlain where a field is more than a name, or a brace is left open."""
    try:
        parts = [(words, name, spec, conversion) for words, name, spec, conversion in Formatter().parse(text)]
    except ValueError as error:
        raise FieldNotPlain(text) from error
    for _, name, spec, conversion in parts:
        if name is not None and (not name.isidentifier() or spec or conversion):
            raise FieldNotPlain(name, text)
    return tuple((words, name) for words, name, _, _ in parts)


def _count(phrase: Phrase) -> int:
    """The number that decides between one and more."""
    match phrase.values.get(phrase.count or ""):
        case int(number):
            return number
        case Quantity(amount=amount):
            return amount
        case Joined(items=items):
            return len(items)
        case str(number) if number.isdigit():
            return int(number)
        case _:
            return 1 if phrase.count is None else 2
