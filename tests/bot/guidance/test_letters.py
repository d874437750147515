"""Somebody got a letter: what it is, what to do, by when; money letters go to a human and nothing is promised about them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from teaching import TODAY, request, shipped_knowledge, text, world

from bot.guidance.fact_names import LETTER_LAW, OLD_LETTER, OLD_LETTER_DAY, PERMIT
from bot.guidance.letters import LettersGuide
from dialogs.guides import UNKNOWN, Advice, Slot

GUIDE = LettersGuide(world())
KNOW = shipped_knowledge()
ANSWERS: dict[str, tuple[str, ...]] = {
    "duo": ("start", "bijna", "voorbij"),
    "factuur": ("ja", "nee"),
    "examen": ("uitnodiging", "gehaald", "niet_gehaald"),
    "boete": (),
    "gemeente": ("kan_komen", "kan_niet", "waarschuwing", "iets_anders"),
    "pip": ("eerste", "nieuw"),
    "ind": ("vergunning", "iets_anders"),
    "school": (),
    "anders": (),
}
ALL = [(kind, answer) for kind, answers in ANSWERS.items() for answer in (None, UNKNOWN, *answers)]
PEOPLE: list[dict[str, Slot]] = [
    {},
    {LETTER_LAW: "wi2013"},
    {LETTER_LAW: "wi2013", PERMIT: "asiel"},
    {LETTER_LAW: "wi2013", PERMIT: "gezin_bij_asiel"},
    {LETTER_LAW: "wi2021", PERMIT: "asiel"},
    {LETTER_LAW: "wi2021", PERMIT: "anders"},
]


def letter(kind: str | None, answer: str | None = None, today: date = TODAY, **facts: Slot) -> Advice:
    return GUIDE.consult(request(facts, today, kind=kind, answer=answer))


def said(told: Advice) -> str:
    return " ".join(text(told.values[name]) for name in ("what", "now", "when"))


@pytest.mark.parametrize(("kind", "answer"), ALL)
def test_every_letter_and_answer_is_told_to_everybody(kind: str, answer: str | None) -> None:
    for facts in PEOPLE:
        told = letter(kind, answer, **facts)
        assert told.outcome in ("told", "human")
        assert said(told)


def test_without_a_kind_there_is_a_list_to_choose_from_with_a_drawing_for_each() -> None:
    told = letter(None)
    assert told.outcome == "choose"
    keys = list(told.values["letters"] or ())  # type: ignore[arg-type]
    assert set(keys) == set(ANSWERS) - {"anders"}
    rows = GUIDE.describe(request({}), "letters", keys)
    layouts = [text(row["layout"]) for row in rows.values()]
    assert sorted(layouts) == sorted(
        ["duo_term", "duo_invoice", "duo_fine", "pip", "ind", "gemeente", "school_contract", "exam"],
    )
    assert len({text(row["pictogram"]) for row in rows.values()}) == len(keys)
    assert all(len(text(row["letter"])) <= 24 for row in rows.values())


def test_a_letter_that_is_not_known_is_for_a_human() -> None:
    told = letter("reclame")
    assert told.outcome == "human"
    assert told.values["rule"] == "H7"


# -- DUO about the term


def test_r1_19_two_months_before_the_end_duo_writes_and_it_is_no_fine() -> None:
    told = letter("duo", "bijna")
    assert text(told.values["what"]).startswith("Het is geen boete.")
    assert KNOW.value("letters.what.duo.bijna", TODAY) == 2
    assert told.values["next"] == "termijn"


@pytest.mark.parametrize(
    ("facts", "calm"),
    [
        ({LETTER_LAW: "wi2013", PERMIT: "asiel"}, "DUO geeft u geen boete"),
        ({LETTER_LAW: "wi2021", PERMIT: "asiel"}, "Bij asiel geeft DUO nu geen boete"),
        ({LETTER_LAW: "wi2021", PERMIT: "gezin_bij_asiel"}, "Bij asiel geeft DUO nu geen boete"),
        ({LETTER_LAW: "wi2013", PERMIT: "gezin_bij_asiel"}, None),
        ({LETTER_LAW: "wi2021", PERMIT: "anders"}, None),
        ({}, None),
    ],
)
def test_r1_19_r1_56_the_letter_that_the_term_is_over_begins_calmly_for_whom_that_is_sure(facts: dict[str, Slot], calm: str | None) -> None:
    what = text(letter("duo", "voorbij", **facts).values["what"])
    assert what.startswith(calm) if calm else "boete" not in what


def test_h4_a_term_that_is_over_is_for_a_human() -> None:
    told = letter("duo", "voorbij")
    assert (told.outcome, told.values["rule"], told.values["detail"]) == ("human", "H4", "over")
    assert letter("duo", "bijna").outcome == "told"


@pytest.mark.parametrize(("law", "then", "words"), [("wi2021", "wachten_op_pip", "10 weken"), ("wi2013", "cursus", "laatste dag")])
def test_r1_20_r2_33_what_follows_on_the_first_letter_depends_on_the_law(law: str, then: str, words: str) -> None:
    told = letter("duo", "start", **{LETTER_LAW: law})
    assert told.values["next"] == then
    assert words in text(told.values["when"])


# -- money


@pytest.mark.parametrize("facts", PEOPLE)
def test_r1_59_h5_a_letter_about_money_is_never_told_to_pay_and_promises_nothing(facts: dict[str, Slot]) -> None:
    told = letter("boete", **facts)
    assert (told.outcome, told.values["rule"]) == ("human", "H5")
    words = f"{said(told)} {text(told.values['others'])}".lower()
    assert "contact op met duo" in words
    assert not any(word in words for word in ("betaal ", "hoeft niet te betalen", "krijgt u terug", "geld terug ", "moet betalen"))


@pytest.mark.parametrize(("facts", "told"), [({PERMIT: "asiel"}, True), ({PERMIT: "gezin_bij_asiel"}, True), ({PERMIT: "anders"}, False)])
def test_r1_56_who_has_asylum_hears_that_the_rules_changed(facts: dict[str, Slot], told: bool) -> None:
    assert ("regels veranderd" in text(letter("boete", **{LETTER_LAW: "wi2013", **facts}).values["what"])) is told


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (TODAY - timedelta(weeks=6), "tot en met 2026-11-23"),
        (TODAY - timedelta(weeks=6, days=1), "ouder dan zes weken"),
        (TODAY, "tot en met 2027-01-04"),
        (TODAY + timedelta(days=1), "zes weken na de datum"),
        (None, "zes weken na de datum"),
    ],
)
def test_r1_63_objection_within_six_weeks_of_the_date_of_the_letter(written: date | None, words: str) -> None:
    day = written.isoformat() if written else None
    assert words in text(letter("boete", **{OLD_LETTER: "boete", OLD_LETTER_DAY: day}).values["when"])


def test_r1_63_who_else_helps_is_said_with_money_letters_only() -> None:
    assert "Juridisch Loket" in text(letter("boete").values["others"])
    assert [kind for kind in ANSWERS if kind != "boete" and text(letter(kind).values["others"])] == []


@pytest.mark.parametrize(("answer", "words"), [("nee", "Druk niet op accepteren"), (None, "Druk nog niet op accepteren")])
def test_r3_07_r3_08_an_invoice_is_not_accepted_before_the_lessons_are_counted(answer: str | None, words: str) -> None:
    assert words in text(letter("factuur", answer).values["now"])
    assert "eigen DigiD" in text(letter("factuur", answer).values["when"])


@pytest.mark.parametrize(
    ("facts", "may"),
    [({LETTER_LAW: "wi2013"}, True), ({LETTER_LAW: "wi2021", PERMIT: "anders"}, True), ({LETTER_LAW: "wi2021"}, False), ({}, False)],
)
def test_r3_07_that_it_may_be_accepted_is_said_only_to_who_can_have_a_loan(facts: dict[str, Slot], may: bool) -> None:
    assert ("Dan kunt u accepteren" in text(letter("factuur", "ja", **facts).values["now"])) is may


@pytest.mark.parametrize("answer", ["ja", "nee", None])
@pytest.mark.parametrize("permit", ["asiel", "gezin_bij_asiel"])
def test_r3_02_an_invoice_for_who_cannot_borrow_is_for_a_human(answer: str | None, permit: str) -> None:
    told = letter("factuur", answer, **{LETTER_LAW: "wi2021", PERMIT: permit})
    assert (told.outcome, told.values["rule"]) == ("human", "H1")
    assert letter("factuur", answer, **{LETTER_LAW: "wi2013", PERMIT: permit}).outcome == "told"


@pytest.mark.parametrize(
    ("facts", "words", "outcome"),
    [
        ({LETTER_LAW: "wi2021", PERMIT: "asiel"}, "De gemeente kiest en betaalt", "human"),
        ({LETTER_LAW: "wi2013", PERMIT: "asiel"}, "hoeveel uren, welke prijs per uur, welk doel", "told"),
        ({LETTER_LAW: "wi2021", PERMIT: "anders"}, "hoeveel uren", "told"),
        ({}, "welke wet", "human"),
    ],
)
def test_r4_07_r2_33_nobody_signs_a_contract_at_once(facts: dict[str, Slot], words: str, outcome: str) -> None:
    told = letter("school", **facts)
    assert text(told.values["now"]).startswith("Teken nog niet")
    assert words in text(told.values["now"])
    assert told.outcome == outcome


# -- the municipality, the plan, the IND, exams


def test_r1_60_go_to_every_appointment_and_call_if_you_cannot_come() -> None:
    assert text(letter("gemeente", "kan_komen").values["now"]).startswith("Ga naar het gesprek.")
    assert text(letter("gemeente", "kan_niet").values["now"]).startswith("Bel de gemeente.")
    warned = letter("gemeente", "waarschuwing")
    assert (warned.outcome, warned.values["rule"]) == ("human", "H2")
    assert "Ga naar elke afspraak. Kunt u niet? Bel dan." in text(warned.values["now"])
    assert letter("gemeente", "kan_komen").outcome == "told"


@pytest.mark.parametrize("answer", ["kan_komen", "kan_niet", "waarschuwing"])
def test_r1_60_no_amount_is_named(answer: str) -> None:
    assert not any(sign.isdigit() for sign in said(letter("gemeente", answer)))


def test_r1_13_the_first_plan_begins_the_time_and_a_new_one_does_not() -> None:
    assert "beginnen uw drie jaar" in text(letter("pip", "eerste").values["now"])
    assert "laatste dag blijft hetzelfde" in text(letter("pip", "nieuw").values["now"])


def test_r1_02_r1_18_the_letter_of_the_ind_decides_the_law_and_duo_writes_within_eight_weeks() -> None:
    told = letter("ind", "vergunning")
    assert "bepaalt welke wet geldt" in text(told.values["what"])
    assert KNOW.value("letters.when.ind.vergunning", TODAY) == 8
    assert letter("ind", "iets_anders").values["rule"] == "H7"


@pytest.mark.parametrize("answer", ["gehaald", "niet_gehaald"])
def test_r2_25_a_place_for_an_exam_can_take_more_than_six_weeks(answer: str) -> None:
    assert "meer dan zes weken" in text(letter("examen", answer).values["when"])


def test_r2_25_an_invitation_names_no_number_of_weeks_to_cancel() -> None:
    assert "Mijn Inburgering" in text(letter("examen", "uitnodiging").values["now"])
    assert "week" not in said(letter("examen", "uitnodiging"))


def test_values_are_present_as_declared() -> None:
    for told in (letter(None), letter("pip"), letter("boete")):
        for name, gives in GUIDE.signature.values.items():
            assert (name in told.values) is (not gives.present_when or told.outcome in gives.present_when)
