"""Keeps the catalogs of the console in step with the Dutch of its pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog

from bot.language import po
from bot.language.collecting import collected, updated
from bot.language.coverage import Problem, of_catalog
from bot.language.errors import CatalogUnreadable
from bot.language.staff_words import DOMAIN, STAFF_LANGUAGES, path_of

#: Which pages hold them.
WHERE = f"{DOMAIN}.cfg"


def update_staff(root: Path) -> list[Path]:
    """Bring each catalog of the console up to date, where there is a console. Gives their paths."""
    if not (root / "locales" / WHERE).exists():
        return []
    template, paths = collected(root, WHERE), [path_of(code, root / "locales") for code in STAFF_LANGUAGES[1:]]
    for code, path in zip(STAFF_LANGUAGES[1:], paths, strict=True):
        catalog = updated(_catalog(path, code), template)
        catalog.obsolete.clear()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(po.write(catalog), "utf-8")
    return paths


def of_staff(root: Path) -> Iterator[Problem]:
    """What must be repaired in them: a sentence that is missing, or one that is no longer there, is an error here."""
    if not (root / "locales" / WHERE).exists():
        return
    template = collected(root, WHERE)
    wanted = {po.key_of(message) for message in po.messages(template)}
    for code in STAFF_LANGUAGES[1:]:
        try:
            catalog = _catalog(path_of(code, root / "locales"), code)
        except CatalogUnreadable as error:
            yield Problem(grade="error", kind="unreadable", detail=str(error))
            continue
        yield from of_catalog(catalog, template, code, offered=True)
        said = {po.key_of(message) for message in po.messages(catalog) if all(po.strings_of(message)) and not message.fuzzy}
        for _, text in sorted(wanted - said, key=str):
            yield Problem(grade="error", kind="missing", language=code, text=text, detail=DOMAIN)


def _catalog(path: Path, code: str) -> Catalog:
    return po.read(path.read_text("utf-8"), code) if path.exists() else po.new(code, "the console")
