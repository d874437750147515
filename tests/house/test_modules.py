"""Every module says in one sentence what it is for, and has a name that says something."""

from __future__ import annotations

import ast
import re

import pytest
from house.project import PACKAGES, modules, packaged

#: Names behind which anything can hide.
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "base", "manager", "managers", "misc", "core", "tools"}
#: Characters.
LONGEST_OPENING = 200
#: Who may know a library: patterns of files. The floors in pyproject.toml say the same, but not which of the channels.
DOORKEEPERS = {
    "telegram": ("bot/channels/telegram*.py", "bot/channels/telegram/*.py", "bot/channels/keyboards.py"),
    "apscheduler": ("bot/clock.py",),
    "pywebpush": ("bot/channels/webpush.py",),
    "argon2": ("bot/team/staffing.py",),
    "joserfc": ("bot/team/accounts/tokens.py",),
    "pyotp": ("bot/team/staffing.py",),
    "aiosmtplib": ("bot/channels/mail.py",),
    "babel": ("bot/language/*.py",),
    "typst": ("bot/drawing/*.py",),
    "segno": ("bot/drawing/*.py",),
    "PIL": ("bot/drawing/*.py",),
    "icalendar": ("bot/drawing/*.py",),
    "ruamel": ("dialogs/reading.py", "dialogs/editing.py", "dialogs/extraction.py"),
}


def test_each_module_begins_with_a_sentence():
    wrong = [str(path) for path, tree in packaged().items() if not _is_sentence((ast.get_docstring(tree) or "").partition("\n\n")[0])]

    assert wrong == []


def test_each_package_says_who_may_enter():
    inits = {path.parent.as_posix(): tree for path, tree in packaged().items() if path.name == "__init__.py"}

    assert set(PACKAGES) <= set(inits)
    assert [name for name, tree in inits.items() if not ast.get_docstring(tree)] == []


def test_no_module_has_an_empty_name():
    assert [str(path) for path in modules() if EMPTY_NAMES & {path.stem, *path.parent.parts}] == []


@pytest.mark.parametrize("library", DOORKEEPERS)
def test_each_library_has_one_doorkeeper(library):
    knowing = [path for path, tree in packaged().items() if library in _imported(tree)]

    assert knowing, f"nobody imports {library}: take it out of the list"
    assert [str(path) for path in knowing if not any(path.match(pattern) for pattern in DOORKEEPERS[library])] == []


def _is_sentence(text: str) -> bool:
    """Short, with a capital and an end; a second one may say who enters, or what surprises."""
    return len(text) <= LONGEST_OPENING and bool(re.fullmatch(r"[A-Z`].*[.!?:]", text, re.DOTALL))


def _imported(tree: ast.Module) -> set[str]:
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
    return {name.partition(".")[0] for name in names}
