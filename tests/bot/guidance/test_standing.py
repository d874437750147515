"""Where somebody stands: calendar months, and what is open or done only as far as it was told."""

from __future__ import annotations

from datetime import date

import pytest
from teaching import TODAY, person, world

from bot.guidance.fact_names import DIPLOMAS, LETTER_LAW, PASSED, PERMIT_KNOWN, ROUTE
from bot.guidance.standing import Standing
from dialogs.days import months_later
from dialogs.guides import Slot

OLD = {LETTER_LAW: "wi2013", PERMIT_KNOWN: "2018-05-01"}


def open_parts(**facts: Slot) -> list[str] | None:
    found = Standing.of(person(**facts), world(), TODAY).open_parts
    return None if found is None else [part.exam.value for part in found]


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2026-11-23", 6, "2027-05-23"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2026-12-01", 12, "2027-12-01"),
        ("2026-11-30", 0, "2026-11-30"),
    ],
)
def test_r1_42_months_are_calendar_months(day: str, months: int, later: str) -> None:
    assert months_later(date.fromisoformat(day), months) == date.fromisoformat(later)


def test_what_was_not_told_is_not_open() -> None:
    assert open_parts(**OLD) is None
    assert open_parts(**{LETTER_LAW: "wi2021", PASSED: ["LEZ"]}) is None
    assert open_parts(**{PASSED: ["LEZ"]}) is None
    assert open_parts(**OLD, **{PASSED: ["LEZ", "LUI", "SCH", "SPR"]}) == ["KNM", "ONA", "PVT"]


def test_a_part_that_may_not_belong_is_not_counted_as_open() -> None:
    assert open_parts(**{LETTER_LAW: "wi2013", PASSED: ["LEZ", "LUI", "SCH", "SPR", "KNM"]}) == []
    assert not Standing.of(person(**{LETTER_LAW: "wi2013", PASSED: ["LEZ", "LUI", "SCH", "SPR", "KNM"]}), world(), TODAY).finished


def test_r1_44_an_exemption_by_diploma_is_not_ours_to_decide() -> None:
    told = Standing.of(person(**OLD, **{DIPLOMAS: ["vmbo_plus"], PASSED: ["KNM"]}), world(), TODAY)
    assert told.perhaps_exempt
    assert not told.finished
    assert told.open_parts is None
    assert not Standing.of(person(**OLD, **{DIPLOMAS: ["praktijk_entree"]}), world(), TODAY).perhaps_exempt


def test_r1_45_r1_46_a_state_exam_and_entree_stand_for_parts() -> None:
    assert open_parts(**OLD, **{DIPLOMAS: ["nt2_2"], PASSED: []}) == ["KNM", "ONA", "PVT"]
    assert open_parts(**OLD, **{DIPLOMAS: ["praktijk_entree"], PASSED: ["KNM"]}) == ["LEZ", "LUI", "SCH", "SPR", "PVT"]
    assert open_parts(**OLD, **{DIPLOMAS: ["bezig"], PASSED: ["KNM"]}) == ["LEZ", "LUI", "SCH", "SPR", "ONA", "PVT"]
    assert open_parts(**{LETTER_LAW: "wi2021", ROUTE: "b1", DIPLOMAS: ["praktijk_entree"], PASSED: ["KNM", "PVT"]}) == [
        "LEZ",
        "LUI",
        "SCH",
        "SPR",
        "MAP",
    ]
