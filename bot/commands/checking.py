"""Checks the dialogs of a folder and words what was found for a terminal."""

from __future__ import annotations

from pathlib import Path

from bot.guidance.places import Places
from bot.shelf import inspect, shipped
from bot.speech import Speech
from bot.surroundings import surroundings


def report(folder: Path) -> tuple[list[str], int]:
    """A line for each issue, then a line that counts; and the number of errors."""
    library, issues = inspect(shipped(folder), surroundings(Speech.read(), Places.load()))
    errors = sum(issue.grade == "error" for issue in issues)
    lines = [str(issue) for issue in sorted(issues, key=lambda issue: (issue.grade, issue.file, issue.line))]
    counted = f"{len(library.scripts)} scripts, {len(library.facts)} facts: {errors} errors, {len(issues) - errors} warnings"
    return [*lines, counted], errors
