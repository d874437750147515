"""What is installed is known to the last byte, whichever index it comes from."""

from __future__ import annotations

import re

import pytest
from house.project import ROOT, files, pyproject

LOCKS = [path for path in files() if path.match("requirements*.txt")]
PINNED = re.compile(r"(?P<name>[A-Za-z0-9._-]+)(\[[^\]]*\])?==(?P<version>[^\s;\\]+)")


def test_there_is_a_lock_to_run_and_one_to_test():
    assert {"requirements.txt", "requirements-dev.txt"} <= {str(path) for path in LOCKS}


@pytest.mark.parametrize("lock", LOCKS, ids=str)
def test_each_line_of_a_lock_is_pinned_and_has_hashes(lock):
    entries = _entries((ROOT / lock).read_text())

    assert entries
    assert [entry for entry in entries if not PINNED.match(entry) or "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("lock", LOCKS, ids=str)
def test_no_lock_names_an_address(lock):
    assert [line for line in (ROOT / lock).read_text().splitlines() if "://" in line or line.startswith("-")] == []


def test_each_dependency_is_pinned_where_it_is_declared_and_locked_as_declared():
    declared = [*pyproject()["project"]["dependencies"], *pyproject()["build-system"]["requires"], *pyproject()["dependency-groups"]["dev"]]
    locked = _versions("requirements-dev.txt")

    assert [each for each in declared if not (found := PINNED.fullmatch(each)) or locked[_plain(found["name"])] != found["version"]] == []


def test_both_locks_agree():
    run, test = _versions("requirements.txt"), _versions("requirements-dev.txt")

    assert {name: version for name, version in run.items() if test.get(name) != version} == {}


def _versions(lock: str) -> dict[str, str]:
    return {_plain(found["name"]): found["version"] for found in map(PINNED.match, _entries((ROOT / lock).read_text())) if found}


def _entries(text: str) -> list[str]:
    return [line for line in text.replace("\\\n", " ").splitlines() if line.strip() and not line.startswith("#")]


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
