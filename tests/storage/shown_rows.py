"""Rows of people whom a municipality may follow."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from talking import NOW

from storage.caseload import Shown
from storage.conversations import Held


def shown(held: Held, **more: Any) -> Shown:
    """How somebody stands of whom little is known, but for what is given."""
    row = Shown(
        contact_id=held.contact_id,
        municipality_code=held.municipality_code or "GM0344",
        number=held.number,
        language=held.language,
        law=None,
        route=None,
        last_day=None,
        estimated=False,
        level=None,
        trend=None,
        exams_left=None,
        signals=[],
        needs=[],
        harm=0,
        last_contact_at=NOW,
        reachable=True,
        refreshed_at=NOW,
    )
    return replace(row, **more)
