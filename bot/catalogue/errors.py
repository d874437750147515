"""What can go wrong with a file of schools as a whole.

CatalogueError
└── FileRefused    the file cannot be read as a list of schools
"""

from __future__ import annotations

from bot.catalogue.problems import said


class CatalogueError(Exception):
    """The catalogue cannot be imported."""


class FileRefused(CatalogueError):
    """The file cannot be read as a list of schools; `message` says why, in Dutch."""

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.message = said(code, **values)
        super().__init__(self.__doc__, self.message)
