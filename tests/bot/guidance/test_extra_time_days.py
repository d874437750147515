"""When extra time can be asked for, and which day would be the last one then."""

from __future__ import annotations

from datetime import date

import pytest
from teaching import TODAY, person, request, shipped_knowledge, text, world

from bot.guidance.extra_time import ExtraTimeGuide, extensions
from bot.guidance.fact_names import (
    CIRCUMSTANCES,
    DIPLOMAS,
    FIRST_PIP,
    LAST_DAY,
    LETTER_LAW,
    PASSED,
    PERMIT_KNOWN,
    ROUTE,
    TRIES,
)
from bot.guidance.standing import Standing
from dialogs.guides import Advice, Slot

WORLD = world()
GUIDE = ExtraTimeGuide(WORLD)
KNOW = shipped_knowledge()
NEARLY = {LETTER_LAW: "wi2021", ROUTE: "b1", PASSED: ["LEZ", "LUI", "KNM", "PVT", "MAP"]}
ALL_TRIED_TWICE = dict.fromkeys(TRIES.values(), "2")


def told(today: date = TODAY, **facts: Slot) -> Advice:
    return GUIDE.consult(request(facts, today))


@pytest.mark.parametrize(
    ("last", "today", "when"),
    [
        ("2027-05-23", "2026-11-23", "nu vragen"),
        ("2027-05-24", "2026-11-23", "vanaf 2026-11-24"),
        ("2028-01-01", "2026-11-23", "vanaf 2027-07-01"),
        (None, "2026-11-23", "laatste zes maanden"),
        ("2026-11-22", "2026-11-23", "is voorbij"),
    ],
)
def test_r1_23_under_the_new_law_from_six_months_before_the_last_day(last: Slot, today: str, when: str) -> None:
    answer = told(date.fromisoformat(today), **{LETTER_LAW: "wi2021", CIRCUMSTANCES: ["baby"], LAST_DAY: last})
    assert when in text(answer.values["when"])


@pytest.mark.parametrize(
    ("known", "today", "when"),
    [
        ("2021-06-15", "2023-12-15", "nu vragen"),
        ("2021-06-15", "2023-12-14", "vanaf 2023-12-15"),
        (None, "2024-06-30", "nu vragen"),
        (None, "2024-06-29", "vanaf 2024-06-30"),
    ],
)
def test_r1_23_under_the_old_law_after_two_and_a_half_years(known: Slot, today: str, when: str) -> None:
    answer = told(date.fromisoformat(today), **{LETTER_LAW: "wi2013", CIRCUMSTANCES: ["baby"], PERMIT_KNOWN: known})
    assert when in text(answer.values["when"])


def test_r1_23_duo_decides_within_eight_weeks() -> None:
    assert KNOW.value("extra.decides", TODAY) == 8
    assert "8 weken" in text(told(**{LETTER_LAW: "wi2013", CIRCUMSTANCES: ["baby"]}).values["decides"])


# -- the new day


def new_day(ground: str, last: Slot, **more: Slot) -> date | None:
    facts: dict[str, Slot] = {LETTER_LAW: "wi2021", CIRCUMSTANCES: [ground], LAST_DAY: last, **more}
    return next(one.new_last_day for one in extensions(Standing.of(person(**facts), WORLD, TODAY)) if one.ground == ground)


def test_r1_42_sixteen_weeks_are_112_days_and_three_months_are_calendar_months() -> None:
    assert new_day("baby", "2027-01-31") == date(2027, 5, 23)
    assert new_day("familie_overleden", "2027-01-31") == date(2027, 4, 30)
    assert new_day("ziek", "2027-01-31") is None
    assert new_day("baby", None) is None
    assert new_day("baby", None, **{FIRST_PIP: "2024-02-01"}) == date(2027, 5, 24)


def test_a_new_day_that_has_passed_is_not_shown() -> None:
    assert new_day("baby", "2026-08-03") == TODAY
    assert new_day("baby", "2026-08-02") is None


def test_the_new_day_is_told_as_an_if() -> None:
    facts: dict[str, Slot] = {LETTER_LAW: "wi2021", CIRCUMSTANCES: ["baby", "ziek"], LAST_DAY: "2027-01-31"}
    rows = GUIDE.describe(request(facts), "grounds", ["baby", "ziek", "dakloos"])
    assert set(rows) == {"baby", "ziek"}
    assert text(rows["baby"]["text"]).endswith("Zegt DUO ja? Dan wordt uw laatste dag ongeveer 2027-05-23.")
    assert "Zegt DUO ja" not in text(rows["ziek"]["text"])


def test_values_are_present_as_declared() -> None:
    answers = [
        told(**{LETTER_LAW: "wi2013", CIRCUMSTANCES: ["doodgeboren"]}),
        told(**{LETTER_LAW: "wi2013", CIRCUMSTANCES: ["baby"]}),
        told(**{LETTER_LAW: "wi2013", DIPLOMAS: ["bezig"]}),
        told(**{LETTER_LAW: "wi2013"}),
        told(),
    ]
    assert [one.outcome for one in answers] == list(GUIDE.signature.outcomes)
    for answer in answers:
        for name, gives in GUIDE.signature.values.items():
            assert (name in answer.values) is (not gives.present_when or answer.outcome in gives.present_when)
