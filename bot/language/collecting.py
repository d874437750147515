"""Collects the Dutch texts into a template, and brings a catalog up to date with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg

from bot.language import po

#: The comment that says where a text stands; it stays when the words change.
_PLACE = "at: "


def collected(root: Path, where: str = "babel.cfg") -> Catalog:
    """Every text in the files below `root` that a file of its `locales/` names: by default those for people at a phone.

    Raises Unreadable (dialogs.reading) where a dialog file is no YAML.
    """
    with (root / "locales" / where).open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    template = po.new()
    for file_name, line, text, comments, context in extract_from_dir(root, methods, options):
        template.add(text, None, [(file_name, line)], auto_comments=comments, context=context)
    return template


def updated(catalog: Catalog, template: Catalog) -> Catalog:
    """The catalog with the texts of the template, in its order."""
    catalog.update(template, no_fuzzy_matching=True)
    by_place = {place: old for old in catalog.obsolete.values() if old.string for place in _places(old)}
    for message in po.messages(catalog):
        old = next((by_place[place] for place in _places(message) if place in by_place), None)
        if old is not None and not any(po.strings_of(message)) and old.pluralizable == message.pluralizable:
            _carry_over(old, message)
    return catalog


def _carry_over(old: Message, message: Message) -> None:
    """The words at this place changed: show the translator what stood there."""
    message.string = old.string
    message.user_comments = list(old.user_comments)
    message.previous_id = list(po.ids_of(old))
    message.flags.add("fuzzy")


def _places(message: Message) -> Iterator[str]:
    return (comment for comment in message.auto_comments if comment.startswith(_PLACE))
