"""Three signals about one school within a term: what counts, and what does not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.guidance.school_alerts import ENOUGH, TERM, Alert, Signal, alerts, counts

TODAY = date(2026, 11, 27)


def signal(
    days_ago: int = 0, *, school: str | None = "brug", name: str | None = None, person: int | None = None, state: str = "new"
) -> Signal:
    return Signal(school_key=school, school_name=name, person=person, day=TODAY - timedelta(days=days_ago), state=state)


@pytest.mark.parametrize(
    ("what", "signals", "count"),
    [
        ("two are not enough", [signal(), signal()], 2),
        ("three are", [signal(), signal(), signal()], 3),
        ("sent and answered ones count", [signal(state="checked"), signal(state="sent"), signal(state="answered")], 3),
        ("a disputed one does not", [signal(), signal(), signal(state="disputed")], 2),
        ("a withdrawn one does not", [signal(), signal(), signal(state="withdrawn")], 2),
        ("of one person they count once", [signal(person=1), signal(person=1), signal(person=1)], 1),
        ("of three persons each counts", [signal(person=1), signal(person=2), signal(person=3)], 3),
        ("anonymous ones each count", [signal(person=1), signal(), signal()], 3),
        ("the first day of the term counts", [signal(), signal(), signal(TERM.days - 1)], 3),
        ("the day before it does not", [signal(), signal(), signal(TERM.days)], 2),
        ("another school is another", [signal(), signal(), signal(school="kade")], 2),
    ],
)
def test_what_counts(what: str, signals: list[Signal], count: int) -> None:
    assert counts(signals, TODAY)["brug"] == count, what
    assert [alert.school for alert in alerts(signals, TODAY)] == (["brug"] if count >= ENOUGH else []), what


def test_a_school_that_is_not_in_the_catalogue_is_known_by_its_name_however_it_is_written() -> None:
    signals = [signal(school=None, name=name) for name in ("De Kade", "de kade ", "DE KADE")]
    assert [alert.count for alert in alerts(signals, TODAY)] == [3]


def test_reports_without_a_school_are_no_school_together() -> None:
    assert alerts([signal(school=None, name=name) for name in (None, "", "…")], TODAY) == ()


def test_an_alert_names_its_days_and_the_most_come_first() -> None:
    signals = [signal(5), signal(9), signal(1), *(signal(school="kade") for _ in range(4))]
    assert alerts(signals, TODAY)[1] == Alert(school="brug", count=3, first=TODAY - timedelta(days=9), last=TODAY - timedelta(days=1))
    assert [alert.school for alert in alerts(signals, TODAY)] == ["kade", "brug"]
