"""Reads and writes translation files, always in the same form, so that a change shows only what changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO, StringIO

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, generate_po, read_po

from bot.language.errors import CatalogUnreadable
from bot.language.languages import SOURCE

#: The name of the catalogs: `wegwijzer.pot`, `<language>/LC_MESSAGES/wegwijzer.po`.
DOMAIN = "wegwijzer"
#: The translator's comment on a text that no native speaker has checked yet.
DRAFT = "draft"

#: Lines of the header that change by themselves, or would name a person or a tool.
_RESTLESS = re.compile(r'^"(Project-Id-Version|Report-Msgid-|POT-Creation-|PO-Revision-|Last-Translator|Language-Team|Generated-By)')
_PERCENT_FIELD = re.compile(r"%\((\w+)\)[sd]")

Key = tuple[str | None, str]


def read(text: str, language: str = "") -> Catalog:
    """A catalog from the text of a .po file, or of the .pot where no language is given.

    Raises CatalogUnreadable where it is not one.
    """
    try:
        return read_po(StringIO(text), locale=language or None, abort_invalid=True)
    except (PoFileError, ValueError) as error:
        raise CatalogUnreadable(language, str(error)) from error


def write(catalog: Catalog) -> str:
    """The text of a catalog: no dates, no names of people, no line numbers, no wrapped lines."""
    catalog.fuzzy = False
    for message in catalog:
        if not _PERCENT_FIELD.search(ids_of(message)[0]):
            # Babel takes "10% van" for a field of Python, and msgfmt would then ask for it in the translation.
            message.flags.discard("python-format")
    return "".join(_calm(generate_po(catalog, width=0, include_lineno=False, include_previous=True)))


def new(language: str = "", name: str = "") -> Catalog:
    """An empty catalog for a language, or the template for all."""
    return Catalog(locale=language or None, fuzzy=False, header_comment=_heading(name))


def compiled(catalog: Catalog) -> BytesIO:
    """The catalog in the form that gettext loads. Texts marked as fuzzy are left out."""
    file = BytesIO()
    write_mo(file, catalog)
    file.seek(0)
    return file


def messages(catalog: Catalog) -> Iterator[Message]:
    """The texts of a catalog, without its header."""
    return (message for message in catalog if message.id)


def key_of(message: Message) -> Key:
    """What tells one text from another: its context and its Dutch (of a plural: the form for one)."""
    return message.context, ids_of(message)[0]


def ids_of(message: Message) -> Sequence[str]:
    """The Dutch: one text, or the form for one and the form for more."""
    return [message.id] if isinstance(message.id, str) else list(message.id)


def strings_of(message: Message) -> Sequence[str]:
    """The translation: one text, or a form for each kind of number; empty texts where it is missing."""
    return [message.string or ""] if isinstance(message.string, str | None) else [form or "" for form in message.string]


def is_draft(message: Message) -> bool:
    """Whether a translator's comment says that no native speaker has checked it."""
    return any(comment.strip() == DRAFT for comment in message.user_comments)


def percent_fields(text: str) -> frozenset[str]:
    """The `%(names)s` in a text of a page."""
    return frozenset(_PERCENT_FIELD.findall(text))


def _calm(lines: Iterable[str]) -> Iterator[str]:
    for chunk in lines:
        yield "".join(line for line in chunk.splitlines(keepends=True) if not _RESTLESS.match(line))


def _heading(name: str) -> str:
    if not name:
        return f"# Texts of Wegwijzer, in the source language ({SOURCE}).\n# Made from dialogs/ and the page templates; not to be edited."
    return "\n".join(
        (
            f"# Texts of Wegwijzer in {name}.",
            f"# A text with the comment `# {DRAFT}` was not yet checked by a native speaker: take the comment away after checking it.",
            "# A text marked `fuzzy` belongs to an older Dutch text and is never sent. Names between braces {so} are never translated.",
        )
    )
