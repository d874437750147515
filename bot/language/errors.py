"""What can go wrong with texts.

LanguageError
├── RegisterUnreadable   a file of the languages cannot be read
├── CatalogUnreadable    a file with translations cannot be read
├── FieldNotPlain        a sentence has a field that is more than a plain name
└── ValueMissing         a sentence has a field for which there is no value
"""

from __future__ import annotations


class LanguageError(Exception):
    """Something is wrong with a text."""

    def __init__(self, *details: object) -> None:
        super().__init__(self.__doc__, *details)


class RegisterUnreadable(LanguageError):
    """A file of the languages cannot be read."""


class CatalogUnreadable(LanguageError):
    """A file with translations cannot be read."""


class FieldNotPlain(LanguageError):
    """A sentence has a field that is more than a plain name."""


class ValueMissing(LanguageError):
    """A sentence has a field for which there is no value."""
