"""Which law holds: the letter's, else that of the day the IND made the permit known; a contradiction is for a human."""

from __future__ import annotations

import pytest
from teaching import TODAY, request, shipped_knowledge, text, world

from bot.guidance.fact_names import FIRST_PIP, LETTER_LAW, PERMIT_KNOWN, PERMIT_PERIOD
from bot.guidance.law import LawGuide
from dialogs.guides import UNKNOWN, WITHHELD, Advice, Slot

GUIDE = LawGuide(world())


def law(**facts: Slot) -> Advice:
    return GUIDE.consult(request(facts))


@pytest.mark.parametrize(
    ("day", "outcome"), [("2021-12-31", "wi2013"), ("2022-01-01", "wi2021"), ("2015-03-01", "wi2013"), ("2025-06-01", "wi2021")]
)
def test_r1_01_the_day_of_the_permit_decides_before_or_from_2022(day: str, outcome: str) -> None:
    assert law(**{PERMIT_KNOWN: day}).outcome == outcome


@pytest.mark.parametrize(("period", "outcome"), [("voor_2022", "wi2013"), ("vanaf_2022", "wi2021")])
def test_r1_02_without_the_exact_day_the_period_in_which_the_ind_made_it_known_decides(period: str, outcome: str) -> None:
    assert law(**{PERMIT_PERIOD: period}).outcome == outcome


@pytest.mark.parametrize("other", [{"woonplaats": "GM0193/zwolle"}, {FIRST_PIP: "2024-05-01"}, {"einddatum_duo": "2028-01-01"}])
def test_r1_02_no_other_day_or_place_decides(other: dict[str, Slot]) -> None:
    assert law(**other).outcome == "unclear"


@pytest.mark.parametrize("named", ["wi2013", "wi2021"])
def test_r1_04_the_law_that_the_letter_names_holds_when_nothing_speaks_against_it(named: str) -> None:
    assert law(**{LETTER_LAW: named}).outcome == named


@pytest.mark.parametrize(("named", "day"), [("wi2013", "2021-12-31"), ("wi2021", "2022-01-01")])
def test_r1_04_letter_and_permit_that_agree_are_certain(named: str, day: str) -> None:
    assert law(**{LETTER_LAW: named, PERMIT_KNOWN: day}).outcome == named


@pytest.mark.parametrize(("named", "day"), [("wi2013", "2022-01-01"), ("wi2021", "2021-12-31")])
def test_r1_04_a_letter_that_differs_from_the_permit_is_for_a_human(named: str, day: str) -> None:
    told = law(**{LETTER_LAW: named, PERMIT_KNOWN: day})
    assert told.outcome == "contradiction"
    assert "Laat iemand van de gemeente dit met u bekijken" in text(told.values["reason"])


@pytest.mark.parametrize(("named", "period"), [("wi2013", "vanaf_2022"), ("wi2021", "voor_2022")])
def test_r1_04_a_letter_that_differs_from_the_period_is_for_a_human(named: str, period: str) -> None:
    assert law(**{LETTER_LAW: named, PERMIT_PERIOD: period}).outcome == "contradiction"


def test_r1_03_who_has_the_new_law_in_a_letter_and_an_old_permit_hears_that_there_was_a_choice() -> None:
    told = law(**{LETTER_LAW: "wi2021", PERMIT_KNOWN: "2021-11-01"})
    assert "mochten in 2022 kiezen" in text(told.values["reason"])
    assert "mochten in 2022 kiezen" not in text(law(**{LETTER_LAW: "wi2013", PERMIT_KNOWN: "2022-11-01"}).values["reason"])


@pytest.mark.parametrize(("period", "day"), [("voor_2022", "2022-01-01"), ("vanaf_2022", "2021-12-31")])
def test_two_answers_about_the_permit_that_differ_are_for_a_human(period: str, day: str) -> None:
    assert law(**{PERMIT_PERIOD: period, PERMIT_KNOWN: day}).outcome == "contradiction"


def test_a_pip_belongs_to_the_new_law_only() -> None:
    assert law(**{LETTER_LAW: "wi2013", FIRST_PIP: "2023-05-01"}).outcome == "contradiction"
    assert law(**{LETTER_LAW: "wi2021", FIRST_PIP: "2021-12-31"}).outcome == "contradiction"
    assert law(**{LETTER_LAW: "wi2021", FIRST_PIP: "2022-01-01"}).outcome == "wi2021"


def test_r1_21_nothing_known_is_unclear_and_points_at_the_letter() -> None:
    told = law()
    assert told.outcome == "unclear"
    assert "brief van DUO" in text(told.values["reason"])


@pytest.mark.parametrize("answer", [UNKNOWN, WITHHELD, "wi1999", "", None, True])
def test_an_answer_that_says_nothing_decides_nothing(answer: Slot) -> None:
    assert law(**{LETTER_LAW: answer, PERMIT_PERIOD: answer, PERMIT_KNOWN: answer}).outcome == "unclear"


def test_a_permit_in_the_future_is_a_mistake_and_decides_nothing() -> None:
    assert law(**{PERMIT_KNOWN: "2026-11-24"}).outcome == "unclear"
    assert law(**{PERMIT_KNOWN: "2026-11-23"}).outcome == "wi2021"


@pytest.mark.parametrize(("key", "value"), [("law.pvt_2013", 1), ("law.pip_weeks", 10), ("law.letter_weeks", 8), ("term.years", 3)])
def test_r1_12_r1_17_r1_18_r1_20_terms_of_the_law(key: str, value: int) -> None:
    assert shipped_knowledge().value(key, TODAY) == value


def test_a_decision_by_the_permit_alone_asks_to_look_in_the_letter() -> None:
    assert "brief van DUO" in text(law(**{PERMIT_PERIOD: "voor_2022"}).values["next_step"])
