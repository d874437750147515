from __future__ import annotations

import pytest

from dialogs.library import read_library
from dialogs.reading import MAX_CHARACTERS, MAX_DEPTH, Unreadable, read_yaml

SCRIPT = """script: proef
title: Proef

steps:
  # a line of comment
  groet:
    when: [{leest: ja}, {leest: nee}]
    say: >-
      Dag,
      allemaal.
  klaar:
    say: Klaar.
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 1),
        (("script",), 1),
        (("steps",), 4),
        (("steps", "groet"), 6),
        (("steps", "groet", "when", 1), 7),
        (("steps", "groet", "when", 1, "leest"), 7),
        (("steps", "groet", "say"), 8),
        (("steps", "klaar", "say"), 12),
        (("steps", "klaar", "go"), 11),
        (("nergens",), 1),
    ],
)
def test_everything_knows_its_line_or_that_of_what_is_around_it(path: tuple[str | int, ...], line: int) -> None:
    assert read_yaml(SCRIPT).line(path) == line


def test_the_data_is_plain() -> None:
    data = read_yaml("een: 1\nja: yes\nwaar: true\nniets: null\nlijst: [a, 2.5]\n1: getal\n").data
    assert data == {"een": 1, "ja": "yes", "waar": True, "niets": None, "lijst": ["a", 2.5], "1": "getal"}
    assert {type(value) for value in data.values()} == {int, str, bool, type(None), list}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("een: 1\ntwee: 2\neen: 3\n", 3),
        ("een: 1\ntwee: [1, 2\n", 3),
        ("een: 1\n\ttwee: 2\n", 2),
        ("een: 'open\n", 2),
        ("een: &a [1]\ntwee: *a\n", 1),
        ("een: 1\ntwee: &b tekst\n", 2),
        ("een: 1\n---\ntwee: 2\n", 2),
        ("a: \x00\n", 1),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(text: str, line: int) -> None:
    with pytest.raises(Unreadable) as caught:
        read_yaml(text)
    assert caught.value.line == line
    assert caught.value.problem


def test_a_bomb_of_references_is_refused() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    with pytest.raises(Unreadable):
        read_yaml("\n".join(lines))


def test_a_reference_to_itself_is_refused() -> None:
    with pytest.raises(Unreadable):
        read_yaml("een: &een {twee: *een}\n")


@pytest.mark.parametrize("depth", [MAX_DEPTH + 2, 400])
def test_a_file_that_is_too_deep_is_refused(depth: int) -> None:
    with pytest.raises(Unreadable):
        read_yaml("[" * depth + "]" * depth)


def test_a_file_that_is_too_large_is_refused() -> None:
    with pytest.raises(Unreadable):
        read_yaml("a: " + "x" * MAX_CHARACTERS)


@pytest.mark.parametrize("tagged", ["a: !!python/object/apply:os.system [echo]\n", "a: !geheim 1\n"])
def test_tags_are_refused(tagged: str) -> None:
    with pytest.raises(Unreadable):
        read_yaml(tagged)


def test_an_unknown_word_is_told_once_at_its_line() -> None:
    text = "script: proef\ntitle: Proef\nsteps:\n  groet:\n    say: Dag.\n    wanneer: altijd\n"
    library, issues = read_library({"scripts/proef.yaml": text})
    assert [(issue.code, issue.line, issue.values["word"]) for issue in issues] == [("E103", 6, "wanneer")]
    assert library.scripts == {}


def test_bare_keywords_are_keywords() -> None:
    text = "script: proef\ntitle: Proef\nstarts: {command: proef, keywords: cursus, school, les}\nsteps:\n  groet:\n    say: Dag.\n"
    library, issues = read_library({"scripts/proef.yaml": text})
    assert issues == []
    assert library.scripts["proef"].starts.keywords == ["cursus", "school", "les"]
