"""Keeps the translation files in step with the Dutch, and says how complete and how right they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.language import po
from bot.language.catalogs import Catalogs, po_path, po_text
from bot.language.collecting import collected, updated
from bot.language.coverage import Coverage, Problem, coverage, of_catalog, of_template
from bot.language.errors import CatalogUnreadable
from bot.language.languages import LOCALES, SOURCE, Languages
from bot.language.staff_texts import of_staff, update_staff

#: The folder that holds dialogs/, bot/ and locales/.
ROOT = LOCALES.parent


@dataclass(frozen=True, kw_only=True)
class Report:
    """How the translation files stand. `coverage` is empty where a catalog cannot be read."""

    problems: tuple[Problem, ...]
    coverage: tuple[Coverage, ...]

    @property
    def errors(self) -> int:
        """How many problems refuse a release."""
        return sum(problem.grade == "error" for problem in self.problems)

    def lines(self) -> list[str]:
        """For a terminal: what must be repaired, then a line for each language."""
        wrong = [str(problem) for problem in self.problems if problem.grade == "error"]
        return [*wrong, *(str(row) for row in self.coverage)]


def extract(root: Path = ROOT) -> Path:
    """Write the template anew. Gives its path."""
    path = template_path(root)
    path.write_text(po.write(collected(root)), "utf-8")
    return path


def update(root: Path = ROOT) -> list[Path]:
    """Write the template anew, bring each catalog up to date with it, and begin those of offered languages. Gives all their paths.

    A text whose Dutch changed keeps its old translation, marked as outdated; a text that is gone is kept as a comment.
    """
    paths = [extract(root)]
    languages = Languages.read(root / "locales" / "languages.yaml")
    for code in _translated(languages, root):
        path, text = po_path(root / "locales", code), po_text(root / "locales", code)
        catalog = po.read(text, code) if text else po.new(code, languages.name_in(code, "en"))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(po.write(updated(catalog, po.read(paths[0].read_text("utf-8")))), "utf-8")
        paths.append(path)
    return [*paths, *update_staff(root)]


def check(root: Path = ROOT) -> Report:
    """Compare the translation files with the Dutch and with each other."""
    folder = root / "locales"
    languages = Languages.read(folder / "languages.yaml")
    template = collected(root)
    problems = list(of_template(template))
    problems += of_staff(root)
    path = template_path(root)
    if not path.exists() or path.read_text("utf-8") != po.write(template):
        problems.append(Problem(grade="error", kind="stale_template", detail=path.name))
    codes = list(_translated(languages, root))
    try:
        for code in codes:
            catalog = po.read(po_text(folder, code), code)
            problems += of_catalog(catalog, template, code, offered=languages[code].offered)
        keys = [po.key_of(message) for message in po.messages(template)]
        rows = coverage(keys, Catalogs.read(languages, folder), codes)
    except CatalogUnreadable as error:
        problems.append(Problem(grade="error", kind="unreadable", detail=str(error)))
        rows = []
    return Report(problems=tuple(problems), coverage=tuple(rows))


def template_path(root: Path = ROOT) -> Path:
    """Where the template of all catalogs is: every text, without a translation."""
    return root / "locales" / f"{po.DOMAIN}.pot"


def _translated(languages: Languages, root: Path) -> Iterator[str]:
    """The languages that have a catalog, or should have one."""
    return (code for code in languages if code != SOURCE and (languages[code].offered or po_text(root / "locales", code)))
