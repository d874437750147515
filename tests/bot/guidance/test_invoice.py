"""Before an invoice is accepted: what stands on it against what was given, with a verdict and what to type."""

from __future__ import annotations

import pytest
from teaching import request, text, world

from bot.guidance.findings import MOST_TOLD
from bot.guidance.invoice import InvoiceGuide
from dialogs.guides import UNKNOWN, Advice, Slot

GUIDE = InvoiceGuide(world())
OWN = {"wet_brief": "wi2013", "vergunning": "asiel"}
#: An invoice with which nothing is the matter.
FINE: dict[str, Slot] = {
    "hours_followed": 60,
    "hours_billed": 60,
    "euros": 840,
    "other_euros": 0,
    "given": "ja",
    "extras": ["geen"],
    "signature": "ik",
    "accepted": "nee",
}


def check(facts: dict[str, Slot] = OWN, **changed: Slot) -> Advice:  # type: ignore[assignment]
    return GUIDE.consult(request(facts, **{**FINE, **changed}))


def told(advice: Advice, *names: str) -> str:
    return " ".join(text(advice.values[name]) for name in names if name in advice.values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"hours_billed": 58},
        {"signature": "geen"},
        {"signature": UNKNOWN},
        {"euros": 2000},
        {"euros": None},
        {"other_euros": 1160},
        {"given": UNKNOWN},
        {"extras": UNKNOWN},
        {"missed_lessons": "ja"},
    ],
)
def test_r6_01_hours_that_are_equal_or_fewer_than_followed_are_fine(changed: dict[str, Slot]) -> None:
    advice = check(**changed)
    assert advice.outcome == "accept"
    assert "kies accepteren" in told(advice, "now")
    assert "Geef uw DigiD aan niemand" in told(advice, "now")
    assert "patterns" not in advice.values


def test_f04_more_hours_than_were_followed_are_refused_with_the_numbers_to_type() -> None:
    advice = check(hours_billed=90)
    assert advice.outcome == "refuse"
    assert advice.values["patterns"] == "F04"
    assert "90 uren op. U telde 60 uren" in told(advice, "reasons")
    assert told(advice, "to_type") == "Op de factuur staan 90 uren. Ik kreeg 60 uren les."


@pytest.mark.parametrize(("billed", "outcome"), [(61, "ask"), (63, "ask"), (64, "refuse")])
def test_f04_a_small_difference_is_asked_at_the_school_first(billed: int, outcome: str) -> None:
    assert check(hours_billed=billed).outcome == outcome


def test_f04_lessons_that_were_given_while_somebody_was_away_are_asked_not_refused() -> None:
    advice = check(hours_billed=90, missed_lessons="ja")
    assert advice.outcome == "ask"
    assert "contract" in told(advice, "reasons")
    assert check(hours_billed=90, missed_lessons="nee").outcome == "refuse"
    assert check(hours_billed=90, missed_lessons=UNKNOWN).outcome == "refuse"


@pytest.mark.parametrize("unknown", ["hours_followed", "hours_billed"])
def test_f04_without_both_numbers_nothing_is_accepted_yet(unknown: str) -> None:
    advice = check(**{unknown: UNKNOWN})
    assert advice.outcome == "ask"
    assert "twee getallen" in told(advice, "reasons")


def test_f06_a_signature_that_is_not_ones_own_is_refused() -> None:
    advice = check(signature="not_mine")
    assert (advice.outcome, advice.values["patterns"]) == ("refuse", "F06")
    assert told(advice, "to_type") == "Dit is niet mijn handtekening."
    assert check(signature="ik").outcome == "accept"


@pytest.mark.parametrize("extra", ["laptop", "reis", "pakket"])
def test_f18_r3_05_what_duo_never_pays_is_refused(extra: str) -> None:
    assert (check(extras=[extra]).outcome, check(extras=[extra]).values["patterns"]) == ("refuse", "F18")
    assert check(extras=["geen"]).outcome == "accept"


def test_r3_05_books_are_asked_at_duo() -> None:
    advice = check(extras=["boeken"])
    assert advice.outcome == "ask"
    assert "Vraag het DUO" in told(advice, "reasons")


@pytest.mark.parametrize(("given", "outcome"), [("ja", "accept"), ("deels", "refuse"), ("nee", "refuse")])
def test_f10_r3_06_lessons_are_paid_after_they_were_given(given: str, outcome: str) -> None:
    advice = check(given=given)
    assert advice.outcome == outcome
    assert advice.values.get("patterns") == ("F10" if outcome == "refuse" else None)


@pytest.mark.parametrize(
    ("euros", "other", "outcome"),
    [(2000, 0, "accept"), (2001, 0, "refuse"), (10000, 0, "refuse"), (1500, 500, "accept"), (1500, 501, "ask")],
)
def test_f10_r3_06_duo_pays_two_thousand_in_three_months_over_all_schools(euros: int, other: int, outcome: str) -> None:
    assert check(euros=euros, other_euros=other).outcome == outcome


def test_r3_06_the_last_invoice_after_the_exam_may_be_higher_so_duo_is_asked() -> None:
    finished = check({**OWN, "les_status": "klaar"}, euros=2400)
    assert finished.outcome == "ask"
    assert "Na uw examen mag dat soms" in told(finished, "reasons")
    assert check({**OWN, "les_status": "begonnen"}, euros=2400).outcome == "refuse"


@pytest.mark.parametrize("permit", ["asiel", "gezin_bij_asiel"])
def test_f24_r3_02_a_refugee_under_the_new_law_takes_any_invoice_to_the_municipality(permit: str) -> None:
    advice = check({"wet_brief": "wi2021", "vergunning": permit})
    assert (advice.outcome, advice.values["patterns"]) == ("municipality", "F24")
    assert "aan uw gemeente zien" in told(advice, "now")
    assert "accepteren" not in told(advice, "verdict", "now", "reasons")


def test_f24_another_permit_under_the_new_law_looks_at_the_paper_itself() -> None:
    assert check({"wet_brief": "wi2021", "vergunning": "anders"}).outcome == "accept"


@pytest.mark.parametrize("facts", [{}, {"wet_brief": "wi2021"}])
def test_while_the_municipality_may_have_to_pay_nothing_is_accepted(facts: dict[str, Slot]) -> None:
    assert check(facts).outcome == "ask"
    assert "brief van DUO" in told(check(facts), "reasons")


def test_the_heaviest_decides_and_is_told_first_and_every_stop_is_typed() -> None:
    advice = check(hours_billed=90, signature="not_mine", extras=["laptop", "boeken"])
    assert advice.outcome == "refuse"
    assert advice.values["patterns"] == "F06, F18, F04"
    assert text(advice.values["reasons"]).count("\n") == MOST_TOLD - 1  # type: ignore[arg-type]
    assert told(advice, "to_type").count(".") == 5
    assert "boeken" not in told(advice, "to_type")


@pytest.mark.parametrize("changed", [{"hours_billed": 90}, {"extras": ["boeken"]}])
def test_r6_06_who_accepted_already_is_not_blamed_and_not_told_to_refuse(changed: dict[str, Slot]) -> None:
    advice = check(accepted="ja", **changed)
    assert "U heeft al geaccepteerd. Dat is geen fout" in told(advice, "now")
    assert "weigeren" not in told(advice, "now")
    assert "al geaccepteerd" not in told(check(accepted="nee", **changed), "now")


@pytest.mark.parametrize("changed", [{}, {"hours_billed": 90}, {"hours_billed": 61}])
def test_papers_are_always_kept(changed: dict[str, Slot]) -> None:
    assert "Bewaar de factuur" in told(check(**changed), "keep")


@pytest.mark.parametrize("answer", [None, UNKNOWN, -1, True, "veel", ["x"], ""])
def test_an_answer_that_says_nothing_is_not_known(answer: Slot) -> None:
    advice = GUIDE.consult(request(OWN, **dict.fromkeys(FINE, answer)))
    assert advice.outcome == "ask"


def test_r6_03_a_school_is_never_called_criminal_and_may_have_made_a_mistake() -> None:
    said = told(check(hours_billed=90), "verdict", "reasons", "now")
    assert "Misschien is het een fout" in said
    assert "U doet niets fout" in said
    assert "fraude" not in said
