"""What can go wrong with the files of an edition.

DialogError
├── EditionRefused    an edition has errors and is not taken into use
├── ChatUnreadable    a line of a transcript cannot be read
└── FileTooLarge      a file is larger or deeper than an author could have meant
"""

from __future__ import annotations

from collections.abc import Sequence

from dialogs.issues import Issue


class DialogError(Exception):
    """Something is wrong with the dialog files."""

    def __init__(self, *details: object) -> None:
        super().__init__(self.__doc__, *details)


class EditionRefused(DialogError):
    """The edition has errors and is not taken into use."""

    def __init__(self, issues: Sequence[Issue]) -> None:
        super().__init__(*(f"{issue.file}:{issue.line} {issue.code} {issue.sentence}" for issue in issues))
        self.issues = tuple(issues)


class ChatUnreadable(DialogError):
    """A line of a transcript cannot be read."""

    def __init__(self, file: str, line: int, text: str) -> None:
        super().__init__(f"{file}:{line}", text)
        self.line = line


class FileTooLarge(DialogError):
    """The file is larger or deeper than an author could have meant."""
