"""The words of the console: Dutch stands in its pages, English in a catalog of its own, since people at a phone never see them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Self

from bot.language import po
from bot.language.languages import SOURCE

#: `locales/<language>/LC_MESSAGES/console.po`.
DOMAIN = "console"
#: In which staff may read the console; the first is what stands in its pages.
STAFF_LANGUAGES = (SOURCE, "en")
LOCALES = Path(__file__).parents[2] / "locales"


class StaffWords:
    """What the pages of the console say, in the language that somebody of the staff chose."""

    def __init__(self, catalogs: Mapping[str, NullTranslations]) -> None:
        self._catalogs = catalogs

    @classmethod
    def read(cls, locales: Path = LOCALES) -> Self:
        """The catalogs that are shipped; a language without one speaks Dutch."""
        files = {language: path_of(language, locales) for language in STAFF_LANGUAGES[1:]}
        return cls({language: _loaded(file, language) for language, file in files.items() if file.exists()})

    def say(self, language: str, text: str) -> str:
        """A sentence."""
        return self._of(language).gettext(text)

    def count(self, language: str, one: str, many: str, number: int) -> str:
        """A sentence that counts."""
        return self._of(language).ngettext(one, many, number)

    def _of(self, language: str) -> NullTranslations:
        return self._catalogs.get(language) or NullTranslations()


@cache
def shipped() -> StaffWords:
    """The catalogs that are shipped, read once: nothing changes them."""
    return StaffWords.read()


def path_of(language: str, locales: Path = LOCALES) -> Path:
    """Where the catalog of a language is."""
    return locales / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def _loaded(file: Path, language: str) -> GNUTranslations:
    return GNUTranslations(po.compiled(po.read(file.read_text("utf-8"), language)))
