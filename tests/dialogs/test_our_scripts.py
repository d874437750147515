from __future__ import annotations

from pathlib import Path

import pytest

from bot.guidance.places import Places
from bot.speech import Speech
from bot.surroundings import surroundings
from dialogs.checks import Checked, Surroundings, check_files
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


def test_our_own_scripts_are_walked_without_silence_to_their_last_step(shipped: Checked, around: Surroundings) -> None:
    report = Walker(shipped.library, around.guides).walk()
    assert [str(fall) for fall in report.falls] == []
    assert report.unreached == []
