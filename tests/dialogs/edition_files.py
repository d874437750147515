"""Small editions for tests: files as text, sentences made from the engine's own list."""

from __future__ import annotations

import re
from pathlib import Path

from dialogs.checks.wording import BUTTONS
from dialogs.library import SENTENCES, Library, read_library
from dialogs.sentences import Sentence

#: Sentences with fields.
_FIELDS = {
    Sentence.confirm_change: "✏️ {label}",
    Sentence.confirm_line: "{label}: {value}",
    Sentence.number_needed: "Van {at_least} tot {at_most}.",
    Sentence.subject: "⚙️ {title}",
    Sentence.resume: "⚙️ {title}",
    Sentence.perhaps_day: "Bedoelt u {day}?",
    Sentence.this_day: "⚙️ {day}",
}
_PART = re.compile(r"^# file: (\S+)$")
_WITHOUT = re.compile(r"^# without: (\S+)$", re.MULTILINE)
_SCRIPT = re.compile(r"^script: (\w+)$", re.MULTILINE)


def sentences(more: str = "sentences:\n") -> str:
    """The file of the engine's sentences: each is its own name, with a pictogram where it stands on a button."""
    words = {key: _FIELDS.get(key, f"⚙️ {key}" if key in BUTTONS else key) for key in Sentence}
    return more + "".join(f'  {key}: "{text}"\n' for key, text in words.items())


def library_of(*scripts: str, facts: str = "", checkins: str = "") -> Library:
    """A library of these scripts; fails when something in it cannot be read."""
    files = {f"scripts/{_SCRIPT.search(text)[1]}.yaml": text for text in scripts}  # type: ignore[index]
    files[SENTENCES] = sentences()
    if facts:
        files["facts.yaml"] = facts
    if checkins:
        files["checkins.yaml"] = checkins
    library, issues = read_library(files)
    assert issues == [], [str(issue) for issue in issues]
    return library


def world(folder: Path) -> dict[str, str]:
    """The files of a folder, and the engine's sentences."""
    files = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in sorted(folder.rglob("*.yaml"))}
    return {SENTENCES: sentences(), **files}


def broken(path: Path, around: dict[str, str]) -> dict[str, str]:
    """The files of a broken script in its world. Every part keeps the line numbers of the whole."""
    text = path.read_text("utf-8")
    files = {name: words for name, words in around.items() if name not in _WITHOUT.findall(text)}
    for name, part in _parts(text):
        found = _SCRIPT.search(part)
        file = name or f"scripts/{found[1] if found else 'proef'}.yaml"
        files[file] = sentences(part) if file == SENTENCES else part
    return files


def _parts(text: str) -> list[tuple[str, str]]:
    """File name (empty: a script) and text, with empty lines for what stands before it."""
    parts: list[tuple[str, list[str]]] = [("", [])]
    for number, line in enumerate(text.splitlines()):
        if found := _PART.match(line):
            parts.append((found[1], [""] * number))
        parts[-1][1].append("" if line.startswith("# without") else line)
    return [(name, "\n".join(lines) + "\n") for name, lines in parts if any(line and not line.startswith("#") for line in lines)]
