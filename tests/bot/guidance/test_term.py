"""How much time there is: DUO's day goes first, a reckoned day is called what it is, and one that has passed is never shown."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from teaching import TODAY, person, request, shipped_knowledge, text, world

from bot.guidance.fact_names import FIRST_PIP, LAST_DAY, LETTER_LAW, PERMIT, PERMIT_KNOWN
from bot.guidance.law import ruling
from bot.guidance.learner import learner
from bot.guidance.term import TermGuide, last_day, last_day_since_pip, months_later
from bot.guidance.term import term as term_of
from dialogs.guides import Advice, Slot
from dialogs.phrase import Day, Quantity

GUIDE = TermGuide(world())


def term(today: date = TODAY, **facts: Slot) -> Advice:
    return GUIDE.consult(request(facts, today))


def test_r1_15_the_last_day_is_start_and_three_years_less_a_day() -> None:
    assert last_day(date(2016, 3, 5), 3) == date(2019, 3, 4)


@pytest.mark.parametrize(
    ("pip", "last"),
    [("2025-03-10", "2028-03-10"), ("2024-02-29", "2027-02-28"), ("2024-02-28", "2027-02-28"), ("2023-12-31", "2026-12-31")],
)
def test_r1_13_under_the_new_law_the_term_begins_the_day_after_the_first_pip(pip: str, last: str) -> None:
    told = term(**{LETTER_LAW: "wi2021", FIRST_PIP: pip})
    assert told.outcome == "known"
    assert told.values["last_day"] == Day(day=date.fromisoformat(last))


@given(st.dates(date(2022, 1, 1), date(2090, 12, 31)))
def test_r1_15_the_new_term_ends_on_the_anniversary_of_the_pip(pip: date) -> None:
    last = last_day_since_pip(pip, 3)
    assert last.year == pip.year + 3
    assert (last.month, last.day) == ((pip.month, pip.day) if (pip.month, pip.day) != (2, 29) else (2, 28))


def test_r1_12_r1_16_days_left_count_to_the_last_day_of_the_one_term() -> None:
    told = term(date(2026, 12, 30), **{LETTER_LAW: "wi2021", FIRST_PIP: "2023-12-31"})
    assert told.values["days_left"] == Quantity(amount=1, unit="day")
    assert term(date(2026, 12, 31), **{LETTER_LAW: "wi2021", FIRST_PIP: "2023-12-31"}).outcome == "known"
    assert term(date(2027, 1, 1), **{LETTER_LAW: "wi2021", FIRST_PIP: "2023-12-31"}).outcome == "over"


def test_r1_14_r1_15_duos_day_goes_before_the_reckoning() -> None:
    told = term(**{LETTER_LAW: "wi2021", FIRST_PIP: "2025-03-10", LAST_DAY: "2028-09-10"})
    assert told.values["last_day"] == Day(day=date(2028, 9, 10))
    assert "past niet" not in text(told.values["text"])


@pytest.mark.parametrize(("by_duo", "strange"), [("2028-03-09", False), ("2028-03-10", False), ("2028-03-08", True)])
def test_r1_15_a_day_of_difference_is_nothing_but_less_time_is_asked_about(by_duo: str, strange: bool) -> None:
    told = term(**{LETTER_LAW: "wi2021", FIRST_PIP: "2025-03-10", LAST_DAY: by_duo})
    assert told.outcome == "known"
    assert ("Vraag DUO" in text(told.values["text"])) is strange
    assert told.values["differs"] == ("yes" if strange else "no")


def test_r1_14_under_the_old_law_the_day_is_duos() -> None:
    told = term(**{LETTER_LAW: "wi2013", LAST_DAY: "2027-06-30"})
    assert told.outcome == "known"
    assert told.values["certainty"] == "law"
    assert told.values["last_day"] == Day(day=date(2027, 6, 30))


def test_r1_21_under_the_old_law_a_reckoned_day_is_called_an_estimate() -> None:
    told = term(date(2023, 1, 1), **{LETTER_LAW: "wi2013", PERMIT_KNOWN: "2021-03-05"})
    assert told.outcome == "estimate"
    assert told.values["certainty"] == "estimate"
    assert told.values["last_day"] == Day(day=date(2024, 3, 4))
    assert "schatting" in text(told.values["text"])


@given(st.dates(date(2013, 1, 1), date(2021, 12, 31)), st.dates(date(2022, 1, 1), date(2035, 12, 31)))
def test_a_reckoned_day_that_has_passed_is_never_shown(permit: date, today: date) -> None:
    told = term(today, **{LETTER_LAW: "wi2013", PERMIT_KNOWN: permit.isoformat()})
    shown = told.values.get("last_day")
    assert shown is None or (isinstance(shown, Day) and shown.day >= today)
    assert told.outcome in ("estimate", "unknown")


@given(st.dates(date(2022, 1, 1), date(2035, 12, 31)), st.dates(date(2022, 1, 1), date(2035, 12, 31)))
def test_a_day_reckoned_from_the_pip_that_has_passed_is_not_shown_either(pip: date, today: date) -> None:
    told = term(today, **{LETTER_LAW: "wi2021", FIRST_PIP: pip.isoformat()})
    shown = told.values.get("last_day")
    assert shown is None or (isinstance(shown, Day) and shown.day >= today)


def test_the_old_law_without_duos_day_says_where_it_stands() -> None:
    told = term(**{LETTER_LAW: "wi2013", PERMIT_KNOWN: "2018-05-01"})
    assert told.outcome == "unknown"
    assert "Mijn Inburgering" in text(told.values["text"])


@pytest.mark.parametrize("pip", [None, "2026-12-01"])
def test_r1_20_the_new_law_without_a_pip_has_no_day_and_costs_no_time(pip: Slot) -> None:
    told = term(**{LETTER_LAW: "wi2021", FIRST_PIP: pip})
    assert told.outcome == "unknown"
    assert "kost u geen tijd" in text(told.values["text"])


@pytest.mark.parametrize(
    ("law", "permit", "sure"),
    [
        ("wi2013", "asiel", True),
        ("wi2021", "asiel", True),
        ("wi2021", "gezin_bij_asiel", True),
        ("wi2013", "gezin_bij_asiel", False),
        ("wi2013", "anders", False),
        ("wi2021", "anders", False),
        ("wi2013", None, False),
    ],
)
def test_r1_56_no_fine_is_said_only_to_whom_it_is_sure(law: str, permit: Slot, sure: bool) -> None:
    told = term(**{LETTER_LAW: law, PERMIT: permit, LAST_DAY: "2026-11-22"})
    assert told.outcome == "over"
    assert ("geen boete" in text(told.values["text"])) is sure
    assert text(told.values["text"]).startswith(("DUO geeft u geen boete", "Bij asiel geeft DUO nu geen boete")) is sure


def test_r1_56_under_the_new_law_no_fine_is_what_duo_does_now_and_not_the_law() -> None:
    """Under the old law a court decided it."""
    know = shipped_knowledge()
    assert know.row("term.no_fine.wi2013", TODAY).certainty == "law"
    assert know.row("term.no_fine.wi2021", TODAY).certainty == "ask"
    assert " nu " in (know.row("term.no_fine.wi2021", TODAY).text or "")


@pytest.mark.parametrize(("permit", "calm"), [("asiel", True), ("anders", False), (None, False)])
def test_r1_56_a_reckoned_term_that_is_over_is_told_as_calmly(permit: Slot, calm: bool) -> None:
    told = term(**{LETTER_LAW: "wi2021", PERMIT: permit, FIRST_PIP: "2022-03-01"})
    assert told.outcome == "over"
    assert text(told.values["text"]).startswith("Bij asiel geeft DUO nu geen boete") is calm
    assert "De drie jaar na uw eerste PIP zijn voorbij." in text(told.values["text"])


def test_r1_57_the_duty_stays_when_there_is_no_fine() -> None:
    for law in ("wi2013", "wi2021"):
        told = term(**{LETTER_LAW: law, PERMIT: "asiel", LAST_DAY: "2026-11-22"})
        assert "De plicht om in te burgeren blijft" in text(told.values["text"])


@pytest.mark.parametrize("permit", ["asiel", "gezin_bij_asiel", "anders", None])
@pytest.mark.parametrize("law", ["wi2013", "wi2021"])
def test_r1_61_r1_62_no_amount_of_a_fine_is_ever_said(law: str, permit: Slot) -> None:
    told = text(term(**{LETTER_LAW: law, PERMIT: permit, LAST_DAY: "2020-11-22"}).values["text"])
    assert not any(letter.isdigit() for letter in told)


@pytest.mark.parametrize(
    ("facts", "first"),
    [
        ({LETTER_LAW: "wi2021", FIRST_PIP: "2025-03-10"}, date(2025, 3, 11)),
        ({LETTER_LAW: "wi2021", FIRST_PIP: "2025-03-10", LAST_DAY: "2028-09-10"}, date(2025, 3, 11)),
        ({LETTER_LAW: "wi2021", LAST_DAY: "2028-09-10"}, None),
        ({LETTER_LAW: "wi2013", PERMIT_KNOWN: "2020-03-10", LAST_DAY: "2028-09-10"}, date(2020, 3, 10)),
        ({LETTER_LAW: "wi2013", LAST_DAY: "2028-09-10"}, None),
    ],
)
def test_r1_13_r1_14_the_first_day_is_the_day_after_the_plan_or_the_day_of_the_permit(facts: dict[str, Slot], first: date | None) -> None:
    about = learner(person(**facts))
    know = shipped_knowledge()
    assert term_of(about, ruling(about, know, TODAY), know, TODAY).first_day == first


@pytest.mark.parametrize(("last", "soon"), [("2027-05-22", "yes"), ("2027-05-23", "no"), ("2026-11-23", "yes"), ("2026-11-22", "no")])
def test_h4_a_last_day_within_six_months_is_soon_and_one_that_passed_is_over(last: str, soon: str) -> None:
    assert term(**{LETTER_LAW: "wi2013", LAST_DAY: last}).values["soon"] == soon


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ("2027-08-31", -6, "2027-02-28"),
        ("2026-11-23", 6, "2027-05-23"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-11-30", 3, "2027-02-28"),
    ],
)
def test_r1_42_months_are_months_of_the_calendar(day: str, months: int, then: str) -> None:
    assert months_later(date.fromisoformat(day), months) == date.fromisoformat(then)


def test_the_last_day_itself_is_not_over() -> None:
    assert term(**{LETTER_LAW: "wi2013", LAST_DAY: "2026-11-23"}).outcome == "known"


@pytest.mark.parametrize("facts", [{}, {LETTER_LAW: "wi2013", PERMIT_KNOWN: "2022-05-01"}])
def test_while_the_law_is_not_sure_there_is_no_day(facts: dict[str, Slot]) -> None:
    assert term(**facts, **{LAST_DAY: "2028-01-01"}).outcome == "unknown"


def test_values_are_present_as_declared() -> None:
    for told in (term(**{LETTER_LAW: "wi2013", LAST_DAY: "2027-06-30"}), term(), term(**{LETTER_LAW: "wi2013", LAST_DAY: "2020-06-30"})):
        for name, gives in GUIDE.signature.values.items():
            assert (name in told.values) is (not gives.present_when or told.outcome in gives.present_when)


@pytest.mark.parametrize(
    ("facts", "calm"),
    [
        ({LETTER_LAW: "wi2013", PERMIT: "asiel"}, "DUO geeft u geen boete als u te laat bent."),
        ({LETTER_LAW: "wi2021", PERMIT: "gezin_bij_asiel"}, "Bij asiel geeft DUO nu geen boete als u te laat bent."),
        ({LETTER_LAW: "wi2013", PERMIT: "gezin_bij_asiel"}, None),
        ({LETTER_LAW: "wi2021", PERMIT: "anders"}, None),
        ({LETTER_LAW: "wi2021"}, None),
        ({PERMIT: "asiel"}, None),
    ],
)
def test_r1_56_before_the_last_day_too_it_is_told_that_there_is_no_fine_to_whom_that_is_sure(
    facts: dict[str, Slot], calm: str | None
) -> None:
    told = term(**facts, **{LAST_DAY: "2027-06-01"}).values["calm"]
    assert (text(told) if told else None) == calm
