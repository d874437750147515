from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from bot.guidance.places import Places
from bot.speech import Speech
from bot.surroundings import surroundings
from dialogs.checks import Checked, Surroundings, check_files
from dialogs.checks.scope import visits_of
from dialogs.library import Library
from dialogs.script import Script
from dialogs.walker import Walker

FOLDER = Path(__file__).parents[2] / "dialogs"


@pytest.fixture(scope="module")
def around() -> Surroundings:
    return surroundings(Speech.read(), Places.load())


@pytest.fixture(scope="module")
def shipped(around: Surroundings) -> Checked:
    paths = [path for path in FOLDER.rglob("*.yaml") if "checks" not in path.parts]
    return check_files({path.relative_to(FOLDER).as_posix(): path.read_text("utf-8") for path in paths}, around)


def test_our_own_scripts_have_no_errors(shipped: Checked) -> None:
    assert [str(issue) for issue in shipped.errors] == []


def alone(library: Library, name: str) -> Library:
    """The library with only this script in it: those that it visits say a word and are done."""
    visited = {
        n: Script.model_validate({"script": n, "title": n, "steps": {"gedaan": {"say": "Gedaan."}}})
        for n in visits_of(library.scripts[name])
    }
    return Library(**{**vars_of(library), "scripts": {**visited, name: library.scripts[name]}})


def vars_of(library: Library) -> dict[str, Any]:
    return {field.name: getattr(library, field.name) for field in fields(library)}


@pytest.mark.parametrize("name", sorted(path.stem for path in (FOLDER / "scripts").glob("*.yaml")))
def test_no_way_through_a_script_ends_in_silence(name: str, shipped: Checked, around: Surroundings) -> None:
    """All ways at once are too many to be walked; that every step is reached, the transcripts prove."""
    report = Walker(alone(shipped.library, name), around.guides).walk(name)
    assert [str(fall) for fall in report.falls] == []
