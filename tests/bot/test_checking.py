"""Who keeps the knowledge is told in time that some of it ends; on which day these tests run changes nothing."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.commands.checking import ending, report
from bot.guidance.knowledge import ENDS_SOON, Knowledge

LAST = date(2026, 12, 31)
ROW = {"source": "Regeling", "date": "2026-01-05", "certainty": "law", "value": 50}
FEES = [{"key": f"fee.{exam}", "valid_until": "2026-12-31", **ROW} for exam in ("LEZ", "KNM")]
RULE = {"key": "term.years", "valid_until": None, **ROW}


def told(day: date, *more: dict[str, object]) -> list[str]:
    return list(ending(Knowledge([*FEES, RULE, *more]), day))


def test_long_before_its_last_day_nothing_is_said_of_a_row() -> None:
    assert told(LAST - ENDS_SOON - timedelta(days=1)) == []


@pytest.mark.parametrize("day", [LAST - ENDS_SOON, LAST, date(2027, 1, 1), date(2031, 6, 1)])
def test_weeks_before_and_ever_after_the_rows_of_one_day_are_told_on_one_line(day: date) -> None:
    (line,) = told(day)
    assert "2026-12-31" in line
    assert "fee.LEZ, fee.KNM" in line
    assert "term.years" not in line


def test_a_row_with_a_successor_is_not_told() -> None:
    (line,) = told(LAST, {"key": "fee.LEZ", "valid_from": "2027-01-01", "valid_until": None, **ROW})
    assert "fee.LEZ" not in line


def test_what_ends_is_a_warning_and_a_row_that_cannot_be_read_an_error(tmp_path: Path) -> None:
    row = "key: een, value: 1, source: x, date: 2026-01-05, certainty: law, valid_from: null, valid_until: 2026-12-31"
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge" / "prijzen.yaml").write_text(f"rows:\n  - {{{row}}}\n", "utf-8")
    soon, errors = report(tmp_path, LAST)
    before, as_many = report(tmp_path, date(2026, 3, 1))
    assert next(line for line in soon if line not in before).startswith("knowledge: true until 2026-12-31")
    assert errors == as_many
    (tmp_path / "knowledge" / "prijzen.yaml").write_text(f"rows:\n  - {{{row}, weight: 2}}\n", "utf-8")
    refused, more = report(tmp_path, LAST)
    assert more == errors + 1
    assert any(line.startswith("een: ") for line in refused)
