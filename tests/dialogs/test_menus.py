"""The menu: everything that a person can begin is a few taps away, and no screen of it is full."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from dialogs.library import Library, read_library
from dialogs.script import Ask, Say, Submit, Visit

FOLDER = Path(__file__).parents[2] / "dialogs"
#: Buttons on one screen of the menu, beside the one that leads back.
MOST_BUTTONS = 6
MOST_TAPS = 3


@cache
def library() -> Library:
    paths = [path for path in FOLDER.rglob("*.yaml") if "checks" not in path.parts]
    return read_library({path.relative_to(FOLDER).as_posix(): path.read_text("utf-8") for path in paths})[0]


def choices(name: str) -> tuple[str, ...]:
    """What can be chosen on a screen of the menu: a script that asks once, where one is led elsewhere. Empty for any other script."""
    first, *others = library().scripts[name].steps.values()
    leads = all(isinstance(step, Visit | Say | Submit) for step in others) and any(isinstance(step, Visit) for step in others)
    return tuple(first.options or ()) if isinstance(first, Ask) and leads else ()


@cache
def taps() -> dict[str, int]:
    """Scripts by how many buttons one presses from the menu to come there."""
    found = {library().anywhere["menu"]: 0}
    todo = list(found)
    while todo:
        name = todo.pop(0)
        for step in library().scripts[name].steps.values() if choices(name) else ():
            if isinstance(step, Visit) and step.visit not in found:
                found[step.visit] = found[name] + 1
                todo.append(step.visit)
    return found


def test_no_screen_of_the_menu_has_more_than_six_buttons() -> None:
    screens = {name: len(choices(name)) for name in taps() if choices(name)}
    assert len(screens) > 1
    assert {name: count for name, count in screens.items() if count > MOST_BUTTONS} == {}


def test_every_part_of_the_menu_is_within_three_taps() -> None:
    assert {name: count for name, count in taps().items() if count > MOST_TAPS} == {}


@pytest.mark.parametrize("name", ["woorden", "koppelen", "deel_telefoon", "wie_is_hier", "mijn_gegevens", "iemand_helpt", "mens"])
def test_words_and_what_concerns_the_phone_are_in_the_menu(name: str) -> None:
    assert name in taps()
