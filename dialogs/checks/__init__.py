"""Finds what is wrong with the files of an edition before anybody meets it.

First what is named must be there; only then is it looked at which ways lead where, because a name that stands for
nothing would make every step after it look lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from dialogs.checks.circles import circles
from dialogs.checks.fields import fields
from dialogs.checks.names import Names
from dialogs.checks.paths import Ways, explore
from dialogs.checks.plans import plans
from dialogs.checks.reaching import reaching
from dialogs.checks.references import references
from dialogs.checks.starting import starting
from dialogs.checks.surroundings import Surroundings, TextFault
from dialogs.checks.translations import translations
from dialogs.checks.values import values
from dialogs.checks.wording import wording
from dialogs.issues import Issue
from dialogs.library import Files, Library, read_library

#: Checks of what is written.
_WRITTEN: tuple[Callable[[Names], Iterable[Issue]], ...] = (references, plans, values, starting)
#: Checks of the ways through it.
_WALKED: tuple[Callable[[Names, Mapping[str, Ways]], Iterable[Issue]], ...] = (reaching, circles, fields)
#: Checks of how it is said.
_SAID: tuple[Callable[[Names], Iterable[Issue]], ...] = (wording, translations)


@dataclass(frozen=True)
class Checked:
    """An edition and everything that was found in it."""

    library: Library
    issues: tuple[Issue, ...]

    @property
    def errors(self) -> tuple[Issue, ...]:
        """What refuses a publish."""
        return tuple(issue for issue in self.issues if issue.grade == "error")

    @property
    def warnings(self) -> tuple[Issue, ...]:
        """What asks for a yes."""
        return tuple(issue for issue in self.issues if issue.grade == "warning")


def check(library: Library, surroundings: Surroundings, *, ways: bool = True) -> list[Issue]:
    """Every issue of a library that could be read, by file and line.

    Without `ways` it is not looked at where the steps lead: that takes a while, and is known already of files that were checked before.
    """
    names = Names(library, surroundings)
    found = [issue for checks in _WRITTEN for issue in checks(names)]
    if ways and not found:
        explored = explore(names)
        found = [issue for walked in _WALKED for issue in walked(names, explored)]
    found += [issue for checks in _SAID for issue in checks(names)]
    return sorted(found, key=lambda issue: (issue.file, issue.line, issue.code))


def check_files(files: Files, surroundings: Surroundings, edition: int = 0) -> Checked:
    """Read and check an edition. What cannot be read is told alone: the rest cannot be judged without it."""
    library, unread = read_library(files, edition)
    return Checked(library, tuple(unread or check(library, surroundings)))


__all__ = ["Checked", "Surroundings", "TextFault", "check", "check_files"]
