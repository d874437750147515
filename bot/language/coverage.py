"""Tells how complete each language is, and what is wrong with its translations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from babel.messages.catalog import Catalog, Message
from babel.messages.plurals import get_plural

from bot.language import po
from bot.language.catalogs import Catalogs, Status, status_of
from bot.language.faults import Forms, faults
from dialogs.checks.surroundings import TextFault
from dialogs.extraction import KEYWORD

_MARK = "mark: "


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """How many texts of a language are in which state."""

    language: str
    missing: int = 0
    outdated: int = 0
    draft: int = 0
    checked: int = 0

    @property
    def total(self) -> int:
        """All texts."""
        return self.missing + self.outdated + self.draft + self.checked

    def __str__(self) -> str:
        states = ", ".join(f"{getattr(self, status)} {status}" for status in Status)
        return f"{self.language}: {self.total} texts: {states}"


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Something wrong with the translation files. Errors refuse a release, warnings say what people will see."""

    grade: Literal["error", "warning"]
    #: Of files: `stale_template`, `stale_catalog`, `unreadable`, `rule` (how the language counts). Of the Dutch: `braces`.
    #: Of one translation: `fields`, `forms`, `braces`, `missing`, `outdated`.
    kind: str
    #: Empty where the template is meant.
    language: str = ""
    text: str = ""
    detail: str = ""

    def __str__(self) -> str:
        return " | ".join(part for part in (self.grade, self.language, self.kind, self.detail, self.text) if part)


class TextFaults(Mapping[str, TextFault]):
    """What is wrong with any Dutch text in one language, looked up when it is asked; holds nothing for a text that is whole."""

    def __init__(self, catalogs: Catalogs, language: str) -> None:
        self._catalogs = catalogs
        self._language = language

    def __getitem__(self, text: str) -> TextFault:
        contexts = (None, KEYWORD)
        detail = next((found for context in contexts if (found := self._catalogs.broken(self._language, text, context))), "")
        if detail:
            return TextFault(kind="broken", detail=detail)
        if any(self._catalogs.status(self._language, text, context) in (Status.draft, Status.checked) for context in contexts):
            raise KeyError(text)
        return TextFault(kind="missing")

    def __iter__(self) -> Iterator[str]:
        return (text for text in self._catalogs.texts(self._language) if text in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def coverage(keys: Iterable[po.Key], catalogs: Catalogs, codes: Iterable[str]) -> list[Coverage]:
    """A row for each of the languages, counted over these texts (context and Dutch)."""
    known = list(keys)
    counted = {code: Counter(catalogs.status(code, text, context) for context, text in known) for code in codes}
    return [Coverage(language=code, **{str(status): counts[status] for status in Status}) for code, counts in counted.items()]


def of_catalog(catalog: Catalog, template: Catalog, code: str, *, offered: bool) -> Iterator[Problem]:
    """What is wrong with the catalog of one language."""
    expected = get_plural(code)
    forms = Forms(expected.num_plurals, expected.plural_expr)
    if (catalog.num_plurals, catalog.plural_expr) != (forms.count, forms.rule):
        yield Problem(grade="error", kind="rule", language=code, detail=f"{catalog.num_plurals}; {catalog.plural_expr}")
    translated = {po.key_of(message): message for message in po.messages(catalog)}
    wanted = {po.key_of(message): message for message in po.messages(template)}
    if translated.keys() != wanted.keys():
        yield Problem(grade="error", kind="stale_catalog", language=code, detail=str(len(translated.keys() ^ wanted.keys())))
    for key, message in wanted.items():
        yield from _of_text(translated.get(key, message), forms, code, offered and _is_marked(message))


def _of_text(message: Message, forms: Forms, code: str, grave: bool) -> Iterator[Problem]:
    text = po.ids_of(message)[0]
    status = status_of(message, forms)
    if status is Status.missing:
        yield Problem(grade="error" if grave else "warning", kind="missing", language=code, text=text)
        return
    if message.fuzzy:
        yield Problem(grade="error" if grave else "warning", kind="outdated", language=code, text=text)
        return
    for fault in faults(po.ids_of(message), po.strings_of(message), forms):
        yield Problem(grade="error", kind=fault.kind, language=code, text=text, detail=fault.detail)


def of_template(template: Catalog) -> Iterator[Problem]:
    """What is wrong with the Dutch itself."""
    for message in po.messages(template):
        ids = po.ids_of(message)
        for fault in faults(ids, ids, Forms(2, "(n != 1)")):
            if fault.kind == "braces":
                yield Problem(grade="error", kind="braces", text=ids[0], detail=fault.detail)


def _is_marked(message: Message) -> bool:
    """Whether the text is marked as warning, deciding, consent, money or term."""
    return any(comment.startswith(_MARK) for comment in message.auto_comments)
