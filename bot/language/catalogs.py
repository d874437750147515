"""The translations: finds a text in a language, or else in the next one that its readers may know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from bot.language import po
from bot.language.faults import Forms, faults
from bot.language.languages import LOCALES, SOURCE, Languages


class Status(StrEnum):
    """How far a translation is."""

    missing = "missing"
    #: The Dutch has changed, or the translation is broken: it is never sent.
    outdated = "outdated"
    #: Sent, but no native speaker has checked it.
    draft = "draft"
    checked = "checked"


@dataclass(frozen=True)
class Found:
    """A text, and the language in which it was found."""

    text: str
    language: str


class _Silent(NullTranslations):
    """Says nothing where gettext would say the Dutch, so that what is missing can be told from what is the same."""

    def gettext(self, message: str) -> str:
        return ""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return ""

    def pgettext(self, context: str, message: str) -> str:
        return ""

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return ""


class Catalogs:
    """All translations of one edition, in memory."""

    def __init__(self, languages: Languages, texts: Mapping[str, str]) -> None:
        """`texts`: language code to the text of its .po file. Raises CatalogUnreadable."""
        self.languages = languages
        self._translations: dict[str, GNUTranslations] = {}
        self._statuses: dict[str, dict[po.Key, Status]] = {}
        self._broken: dict[str, dict[po.Key, str]] = {}
        for code, text in texts.items():
            self._load(code, po.read(text, code))

    @classmethod
    def read(cls, languages: Languages, folder: Path = LOCALES) -> Catalogs:
        """The catalogs of a folder; a language without a file has none and falls back."""
        return cls(languages, {code: text for code in languages if (text := po_text(folder, code))})

    def find(self, language: str, text: str, *, plural: str | None = None, count: int = 1, context: str | None = None) -> Found:
        """A text in a language or the next of its chain; in Dutch where nobody has it."""
        for code in self.languages.chain(language):
            translation = self._translations.get(code)
            found = _looked_up(translation, text, plural, count, context) if translation else ""
            if found:
                return Found(found, code)
        return Found(text if plural is None or count == 1 else plural, SOURCE)

    def translate(self, text: str, language: str, context: str | None = None) -> str:
        """A text without fields, for pages: in the language, or the next of its chain."""
        return self.find(language, text, context=context).text

    def status(self, language: str, text: str, context: str | None = None) -> Status:
        """How far a text is in a language; Dutch is always checked."""
        if language == SOURCE:
            return Status.checked
        return self._statuses.get(language, {}).get((context, text), Status.missing)

    def broken(self, language: str, text: str, context: str | None = None) -> str:
        """What is broken in a translation: its fields or forms; empty where nothing is."""
        return self._broken.get(language, {}).get((context, text), "")

    def texts(self, language: str) -> Iterator[str]:
        """The Dutch of every text in the catalog of a language, translated or not."""
        return (text for _, text in self._statuses.get(language, {}))

    def _load(self, code: str, catalog: Catalog) -> None:
        forms = Forms(catalog.num_plurals, catalog.plural_expr)
        statuses = self._statuses[code] = {}
        broken = self._broken[code] = {}
        for message in po.messages(catalog):
            status = statuses[po.key_of(message)] = status_of(message, forms)
            if status is Status.outdated and not message.fuzzy:
                found = faults(po.ids_of(message), po.strings_of(message), forms)
                broken[po.key_of(message)] = "; ".join(f"{fault.kind} {fault.detail}" for fault in found)
            if status in (Status.missing, Status.outdated):
                message.flags.add("fuzzy")  # left out when it is compiled
        translations = GNUTranslations(po.compiled(catalog))
        translations.add_fallback(_Silent())
        self._translations[code] = translations


def status_of(message: Message, forms: Forms) -> Status:
    """How far one translation is."""
    strings = po.strings_of(message)
    if not all(strings):
        return Status.missing
    if message.fuzzy or faults(po.ids_of(message), strings, forms):
        return Status.outdated
    return Status.draft if po.is_draft(message) else Status.checked


def po_path(folder: Path, code: str) -> Path:
    """Where the catalog of a language is."""
    return folder / code / "LC_MESSAGES" / f"{po.DOMAIN}.po"


def po_text(folder: Path, code: str) -> str:
    """The text of a language's catalog; empty where it has none."""
    path = po_path(folder, code)
    return path.read_text("utf-8") if path.exists() else ""


def _looked_up(translation: GNUTranslations, text: str, plural: str | None, count: int, context: str | None) -> str:
    match plural, context:
        case None, None:
            return translation.gettext(text)
        case None, str(named):
            return translation.pgettext(named, text)
        case str(other), None:
            return translation.ngettext(text, other, count)
        case str(other), str(named):
            return translation.npgettext(named, text, other, count)
    return ""
