from __future__ import annotations

import re
from pathlib import Path

import pytest
from edition_files import broken, world

from dialogs.checks import Surroundings, TextFault, check_files
from dialogs.guides import Enclosure, Form, FormField, Gives, Signature
from dialogs.issues import codes

FOLDER = Path(__file__).parent / "broken"
LAWS = sorted(FOLDER.glob("*.yaml"))
SOUND = sorted((Path(__file__).parent / "sound").glob("*.yaml"))

SURROUNDINGS = Surroundings(
    guides={
        "places": Signature(
            name="places",
            outcomes=("one", "several", "none"),
            parameters={"text": "What was typed."},
            values={"matches": Gives(kind="list", fields=("place", "province"))},
        ),
        "courses": Signature(
            name="courses",
            outcomes=("offers", "none"),
            parameters={"near": "A place."},
            values={
                "offers": Gives(kind="list", fields=("school", "plaats"), present_when=("offers",)),
                "first": Gives(present_when=("offers",)),
            },
        ),
    },
    forms={
        "wish": Form(name="wish", fields={"subject": FormField(choices=("course", "other")), "details": FormField(optional=True)}),
        "question": Form(name="question", fields={"words": FormField()}),
    },
    pictures={
        "school": Enclosure(name="school", fields=("school", "plaats")),
        "road": Enclosure(name="road", fields=("station",)),
    },
    files={"calendar": Enclosure(name="calendar", fields=("day",))},
    translations={
        "ar": {
            "Deze vertaling is kapot.": TextFault(kind="broken", detail="{naam} mist"),
            "Deze vertaling mist.": TextFault(kind="missing"),
        }
    },
    pictograms={"✅": "yes", "❌": "no", "⚙️": "engine", "✏️": "write", "💡": "why", "◐": "half"},
)


def verdict(path: Path) -> tuple[int, str]:
    line, code = re.fullmatch(r"# (\d+) ([EW]\d+)", path.read_text("utf-8").splitlines()[0]).groups()  # type: ignore[union-attr]
    return int(line), code


def test_the_world_around_the_broken_scripts_is_sound() -> None:
    assert check_files(world(FOLDER / "world"), SURROUNDINGS).issues == ()


@pytest.mark.parametrize("path", LAWS, ids=lambda path: path.stem)
def test_a_broken_script_is_found_at_its_line_and_nothing_else(path: Path) -> None:
    issues = check_files(broken(path, world(FOLDER / "world")), SURROUNDINGS).issues
    assert {(issue.line, issue.code) for issue in issues} == {verdict(path)}, [str(issue) for issue in issues]


@pytest.mark.parametrize("path", LAWS, ids=lambda path: path.stem)
def test_every_verdict_reads_as_a_dutch_sentence_without_open_fields(path: Path) -> None:
    for issue in check_files(broken(path, world(FOLDER / "world")), SURROUNDINGS).issues:
        assert issue.sentence.endswith((".", "?"))
        assert not re.search(r"\{\}|\bNone\b", issue.sentence)


@pytest.mark.parametrize("path", SOUND, ids=lambda path: path.stem)
def test_a_sound_script_is_left_alone(path: Path) -> None:
    issues = check_files(broken(path, world(FOLDER / "world")), SURROUNDINGS).issues
    assert [str(issue) for issue in issues] == []


def test_every_code_has_a_broken_script() -> None:
    assert {verdict(path)[1] for path in LAWS} == codes()


def test_a_library_read_with_faults_tells_only_those() -> None:
    files = {**world(FOLDER / "world"), "scripts/menu.yaml": "script: [menu"}
    assert {issue.code for issue in check_files(files, SURROUNDINGS).issues} == {"E101"}


def test_issues_come_by_file_and_line() -> None:
    text = "script: proef\ntitle: Proef\nstarts: {command: proef}\nsteps:\n  een:\n    go: weg\n  twee:\n    go: ver\n"
    issues = check_files({**world(FOLDER / "world"), "scripts/proef.yaml": text}, SURROUNDINGS).issues
    assert [(issue.line, issue.code) for issue in issues] == [(6, "E201"), (8, "E201")]
