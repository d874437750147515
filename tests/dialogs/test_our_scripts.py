"""Of our own scripts, beyond what the check of every edition looks at: the walk through each of them alone, and the labels for staff."""

from __future__ import annotations

from collections import deque
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from bot.guidance.places import Places
from bot.speech import Speech
from bot.surroundings import surroundings
from dialogs.checks import Surroundings
from dialogs.checks.names import Names
from dialogs.checks.paths import begins
from dialogs.checks.scope import visits_of
from dialogs.library import Library, read_library
from dialogs.script import Script
from dialogs.walker import Walker

FOLDER = Path(__file__).parents[2] / "dialogs"


@pytest.fixture(scope="module")
def around() -> Surroundings:
    return surroundings(Speech.read(), Places.load())


@pytest.fixture(scope="module")
def shipped() -> Library:
    paths = [path for path in FOLDER.rglob("*.yaml") if "checks" not in path.parts]
    library, issues = read_library({path.relative_to(FOLDER).as_posix(): path.read_text("utf-8") for path in paths})
    assert issues == []
    return library


def with_its_visitors(library: Library, name: str) -> tuple[str, Library]:
    """The library with this script and those through which one comes to it; what else they visit says a word and is done."""
    way = way_to(library, name)
    kept = {script: library.scripts[script] for script in way}
    stubs = {
        n: Script.model_validate({"script": n, "title": n, "steps": {"gedaan": {"say": "Gedaan."}}})
        for script in kept.values()
        for n in visits_of(script)
    }
    return way[0], Library(**{**vars_of(library), "scripts": {**stubs, **kept}})


def way_to(library: Library, name: str) -> list[str]:
    """The shortest way of visits from a script that begins by itself to this one."""
    names = Names(library, Surroundings())
    todo = deque([[name]])
    while todo:
        way = todo.popleft()
        if begins(names, way[0]):
            return way
        todo += [[visitor, *way] for visitor, script in library.scripts.items() if way[0] in visits_of(script) and visitor not in way]
    raise AssertionError(f"nothing leads to {name}")


def vars_of(library: Library) -> dict[str, Any]:
    return {field.name: getattr(library, field.name) for field in fields(library)}


@pytest.mark.parametrize("name", sorted(path.stem for path in (FOLDER / "scripts").glob("*.yaml")))
def test_no_way_through_a_script_ends_in_silence(name: str, shipped: Library, around: Surroundings) -> None:
    """All ways at once are too many to be walked; that every step is reached, the transcripts prove."""
    begin, library = with_its_visitors(shipped, name)
    report = Walker(library, around.guides).walk(begin)
    assert [str(fall) for fall in report.falls] == []


def test_staff_do_not_read_labels_that_speak_to_the_person(shipped: Library) -> None:
    labels = {name: fact.for_staff for name, fact in shipped.facts.items() if "coordinator" in fact.seen_by}
    assert labels
    assert {name: label for name, label in labels.items() if {"u", "uw"} & set(label.casefold().split())} == {}
