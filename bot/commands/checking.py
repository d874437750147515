"""Checks the dialogs of a folder and words what was found for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from pathlib import Path

from bot.guidance.knowledge import Knowledge, KnowledgeRefused, Row
from bot.guidance.places import Places
from bot.shelf import inspect, shipped
from bot.speech import Speech
from bot.surroundings import surroundings
from bot.world import knowledge_rows


def report(folder: Path, today: date) -> tuple[list[str], int]:
    """A line for each error, warning, and day on which knowledge ends, then a line that counts; and the number of errors."""
    library, issues = inspect(shipped(folder), surroundings(Speech.read(), Places.load()))
    found = sorted(issues, key=lambda issue: (issue.grade, issue.file, issue.line))
    errors = [str(issue) for issue in found if issue.grade == "error"]
    warnings = [str(issue) for issue in found if issue.grade != "error"]
    try:
        warnings += ending(Knowledge(knowledge_rows(library)), today)
    except KnowledgeRefused as refused:
        errors += refused.problems
    counted = f"{len(library.scripts)} scripts, {len(library.facts)} facts: {len(errors)} errors, {len(warnings)} warnings"
    return [*errors, *warnings, counted], len(errors)


def ending(knowledge: Knowledge, today: date) -> Iterator[str]:
    """A line for each day after which rows have no successor. Never an error: what comes next is not always known in time."""
    rows = sorted(knowledge.ending(today), key=_last_day)
    for day, same in groupby(rows, key=_last_day):
        keys = ", ".join(row.key for row in same)
        yield f"knowledge: true until {day}, and nothing is known after it: {keys}. Look up what holds then, and add rows."


def _last_day(row: Row) -> str:
    return str(row.valid_until)
