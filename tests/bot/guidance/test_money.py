"""Who pays, what DUO pays and never pays, and when a loan may be too little. Nobody with asylum hears of paying back for being late."""

from __future__ import annotations

from datetime import date

import pytest
from teaching import TODAY, request, shipped_knowledge, text, world

from bot.guidance.law import ruling
from bot.guidance.learner import learner
from bot.guidance.loan import LoanGuide, loan_left
from bot.guidance.money import MoneyGuide, Payer, payer, perhaps_municipality
from bot.guidance.term import term
from dialogs.guides import Advice, Slot

MONEY, LOAN = MoneyGuide(world()), LoanGuide(world())
OLD_ASYLUM = {"wet_brief": "wi2013", "vergunning": "asiel"}
OLD_FAMILY = {"wet_brief": "wi2013", "vergunning": "gezin_bij_asiel"}
OLD_OTHER = {"wet_brief": "wi2013", "vergunning": "anders"}
NEW_ASYLUM = {"wet_brief": "wi2021", "vergunning": "asiel"}
NEW_FAMILY = {"wet_brief": "wi2021", "vergunning": "gezin_bij_asiel"}
NEW_OTHER = {"wet_brief": "wi2021", "vergunning": "anders"}
EVERYBODY: list[dict[str, Slot]] = [
    {}, {"wet_brief": "wi2013"}, {"wet_brief": "wi2021"}, OLD_ASYLUM, OLD_FAMILY, OLD_OTHER, NEW_ASYLUM, NEW_FAMILY, NEW_OTHER,
]  # fmt: skip


def money(facts: dict[str, Slot], today: date = TODAY) -> Advice:
    return MONEY.consult(request(facts, today))


def said(facts: dict[str, Slot], *names: str) -> str:
    values = money(facts).values
    return " ".join(text(values[name]) for name in names if name in values)  # type: ignore[arg-type]


def everything(facts: dict[str, Slot]) -> str:
    return said(facts, *money(facts).values)


def loan(used: Slot, **facts: Slot) -> Advice:
    return LOAN.consult(request({**OLD_ASYLUM, "lening_gebruikt": used, **facts}))


# -- who pays ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "who"),
    [
        (OLD_ASYLUM, "loan"), (OLD_FAMILY, "loan"), (OLD_OTHER, "own"),
        (NEW_ASYLUM, "municipality"), (NEW_FAMILY, "municipality"), (NEW_OTHER, "own"),
        ({"wet_brief": "wi2013"}, "permit_unknown"), ({"wet_brief": "wi2021"}, "permit_unknown"),
        ({}, "unclear"), ({"vergunning": "asiel"}, "unclear"),
        ({"wet_brief": "wi2013", "vergunning_periode": "vanaf_2022", "vergunning": "asiel"}, "unclear"),
    ],
)  # fmt: skip
def test_r3_01_r3_02_law_and_permit_decide_who_pays(facts: dict[str, Slot], who: str) -> None:
    assert money(facts).outcome == who


def test_r3_01_with_asylum_under_the_old_law_up_to_ten_thousand_whatever_the_income() -> None:
    assert "niet meer lenen dan € 10000. Uw inkomen telt niet mee" in said(OLD_ASYLUM, "who_pays")
    assert "kijkt naar uw inkomen" in said(OLD_OTHER, "who_pays")
    assert "10000" not in said(OLD_OTHER, "who_pays")


def test_r1_56a_family_with_another_permit_under_the_old_law_asks_duo() -> None:
    assert "Vraag DUO of uw inkomen meetelt" in said(OLD_FAMILY, "who_pays")
    assert "Vraag DUO wat in uw geval geldt" in said(OLD_FAMILY, "late")


@pytest.mark.parametrize("facts", [NEW_ASYLUM, NEW_FAMILY])
def test_r3_02_f24_refugees_under_the_new_law_have_no_loan_and_hear_no_amount(facts: dict[str, Slot]) -> None:
    assert "U leent niets bij DUO" in said(facts, "who_pays")
    assert "moet lenen of tekenen? Teken niet" in said(facts, "warning")
    assert not any(word in everything(facts) for word in ("10000", "2000", "accepteren"))
    assert set(money(facts).values).isdisjoint({"gift", "late", "invoices", "accepting", "pays"})


@pytest.mark.parametrize(
    ("facts", "perhaps"), [({}, True), ({"wet_brief": "wi2021"}, True), ({"wet_brief": "wi2013"}, False), (NEW_OTHER, False)]
)
def test_nothing_is_signed_while_the_municipality_may_have_to_pay(facts: dict[str, Slot], perhaps: bool) -> None:
    about = learner(request(facts).person)
    assert perhaps_municipality(about, ruling(about, shipped_knowledge(), TODAY)) is perhaps


def test_the_payer_is_for_explaining_too() -> None:
    about = learner(request(OLD_ASYLUM).person)
    assert payer(about, ruling(about, shipped_knowledge(), TODAY)) is Payer.loan


# -- what DUO pays ----------------------------------------------------------------------------------------------------


def test_r3_03_r3_04_r3_05_duo_pays_lessons_and_exams_to_a_school_with_a_mark() -> None:
    assert "lessen en de examens" in said(OLD_ASYLUM, "pays")
    assert "leren lezen en schrijven" in said(OLD_ASYLUM, "pays")
    assert "keurmerk" in said(OLD_ASYLUM, "pays")
    assert "DUO betaalt de school, niet u" in said(OLD_ASYLUM, "who_pays")


def test_r3_05_duo_never_pays_a_laptop_or_travel_and_for_books_ask_duo() -> None:
    text_said = said(OLD_ASYLUM, "pays_not")
    assert "nooit een laptop, een tablet of een reis" in text_said
    assert "boeken? Dat is niet duidelijk. Vraag het DUO" in text_said
    assert "laptop" not in said(OLD_ASYLUM, "pays")


def test_r3_06_invoices_come_after_the_lessons_and_two_thousand_in_three_months_for_all_schools() -> None:
    assert "Eerst krijgt u les, dan pas komt de factuur" in said(OLD_ASYLUM, "invoices")
    assert "drie maanden niet meer dan € 2000. Dat is voor al uw scholen samen" in said(OLD_ASYLUM, "invoices")


def test_r3_07_r3_08_accepting_and_refusing_is_done_by_the_person_alone() -> None:
    how = said(OLD_ASYLUM, "accepting")
    assert "Log zelf in bij Mijn Inburgering, met uw eigen DigiD" in how
    assert "kies dan weigeren en typ waarom" in how
    assert "accepting" not in money({}).values


# -- paying back ------------------------------------------------------------------------------------------------------


def test_r3_09_a_diploma_in_time_makes_the_loan_a_gift_for_refugees_under_the_old_law_only() -> None:
    assert "de lening een gift" in said(OLD_ASYLUM, "gift")
    assert "gift" not in money(OLD_OTHER).values
    assert "gift" not in money(NEW_ASYLUM).values


@pytest.mark.parametrize("facts", EVERYBODY)
def test_r3_10_no_percentages_of_the_older_rule_are_shown(facts: dict[str, Slot]) -> None:
    assert not any(word in everything(facts) for word in ("procent", "%", "boete"))


def test_r1_56_late_means_nothing_to_pay_back_and_is_said_only_where_the_courts_said_so() -> None:
    assert "Ook dan vraagt DUO u daarom geen geld terug" in said(OLD_ASYLUM, "late")
    assert "De plicht om in te burgeren blijft" in said(OLD_ASYLUM, "late")
    assert "niet op tijd" not in said(OLD_FAMILY, "late")
    assert "late" not in money(OLD_OTHER).values


@pytest.mark.parametrize("facts", EVERYBODY)
def test_design_nobody_is_told_to_pay_back(facts: dict[str, Slot]) -> None:
    sentences = everything(facts).split(". ")
    assert [one for one in sentences if "terug" in one and "niets terug" not in one and "geen geld terug" not in one] == []


# -- exams, children, travel, another school --------------------------------------------------------------------------


def test_r2_20_r3_04_the_exams_that_are_left_are_named_with_their_price() -> None:
    assert "DUO kan uw examens betalen met de lening" in said(OLD_ASYLUM, "exams")
    assert "€ 50 per examen in 2026: Lezen en Luisteren en Schrijven en Spreken en KNM." in said(OLD_ASYLUM, "exams")
    assert "€ 50 per examen in 2026: Schrijven en KNM." in said({**OLD_ASYLUM, "examens_gehaald": ["LEZ", "LUI", "SPR"]}, "exams")
    assert "met de lening" not in said(OLD_OTHER, "exams")


@pytest.mark.parametrize(("today", "told"), [(date(2026, 11, 1), False), (date(2026, 11, 23), True), (date(2026, 12, 31), True)])
def test_r2_20_an_exam_that_can_only_be_in_january_has_a_price_that_is_not_known_yet(today: date, told: bool) -> None:
    for facts in (OLD_ASYLUM, OLD_OTHER):
        exams = text(money(facts, today).values["exams"])  # type: ignore[arg-type]
        assert ("De prijs van 2027 weet ik nog niet." in exams) is told


@pytest.mark.parametrize("today", [date(2027, 1, 1), date(2027, 1, 2), date(2027, 12, 31)])
def test_r2_20_in_a_new_year_the_price_of_the_old_one_is_told_with_its_year(today: date) -> None:
    for facts in (OLD_ASYLUM, OLD_OTHER):
        exams = text(money(facts, today).values["exams"])  # type: ignore[arg-type]
        assert "€ 50 per examen in 2026: Lezen en Luisteren" in exams
        assert "weet ik nog niet. Vraag het DUO, of kijk in Mijn Inburgering." in exams


def test_r2_22_a_price_older_than_a_year_is_told_no_more() -> None:
    for facts in (OLD_ASYLUM, OLD_OTHER):
        exams = text(money(facts, date(2028, 1, 1)).values["exams"])  # type: ignore[arg-type]
        assert "De prijs weet ik niet" in exams
        assert "€" not in exams


@pytest.mark.parametrize(
    ("route", "words"), [("b1", "op het niveau van uw PIP of hoger"), ("z", "Staat een examen in uw PIP"), (None, "Vraag het uw gemeente")]
)
def test_r2_21_refugees_under_the_new_law_hear_of_free_tries_by_route(route: Slot, words: str) -> None:
    assert words in said({**NEW_ASYLUM, **({"leerroute": route} if route else {})}, "exams")


@pytest.mark.parametrize("facts", [{}, NEW_OTHER])
def test_r2_20_where_the_price_is_not_sure_duo_is_asked(facts: dict[str, Slot]) -> None:
    assert "inburgeren.nl" in said(facts, "exams")
    assert "€" not in said(facts, "exams")


@pytest.mark.parametrize("facts", EVERYBODY)
def test_r3_12_r3_16_children_and_travel_are_always_asked_never_promised(facts: dict[str, Slot]) -> None:
    assert "Misschien krijgt u kinderopvangtoeslag" in said(facts, "childcare")
    assert "Vraag het de Belastingdienst" in said(facts, "childcare")
    assert "DUO betaalt uw reis naar school niet" in said(facts, "travel")
    assert "Misschien helpt uw gemeente" in said(facts, "travel")


@pytest.mark.parametrize(
    ("facts", "words"), [(OLD_ASYLUM, "U mag een andere school kiezen"), (NEW_ASYLUM, "De gemeente beslist"), ({}, "hangt af van de wet")]
)
def test_r2_33_changing_school_means_something_else_under_each_law(facts: dict[str, Slot], words: str) -> None:
    assert words in said(facts, "changing_school")


# -- the loan ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("used", "last_day", "outcome"),
    [
        (0, None, "enough"), (7499, "2026-12-31", "enough"),
        (7500, None, "attention"), (7500, "2027-11-23", "attention"), (7500, "2027-11-22", "short_of_time"),
        (9499, "2028-01-01", "attention"),
        (7500, "2026-11-22", "short_of_time"),
        (9500, None, "nearly_gone"), (9500, "2029-01-01", "nearly_gone"), (10000, None, "nearly_gone"), (12000, None, "nearly_gone"),
        (None, None, "unknown"), ("unknown", None, "unknown"),
    ],
)  # fmt: skip
def test_r3_13_r3_15_the_loan_is_watched_by_amount_and_time(used: Slot, last_day: Slot, outcome: str) -> None:
    assert loan(used, **({"einddatum_duo": last_day} if last_day else {})).outcome == outcome


@pytest.mark.parametrize("facts", [OLD_OTHER, NEW_ASYLUM, NEW_OTHER, {}])
def test_r3_15_who_has_no_such_loan_hears_who_pays_instead(facts: dict[str, Slot]) -> None:
    advice = LOAN.consult(request({**facts, "lening_gebruikt": 9800}))
    assert advice.outcome == "none"
    assert advice.values["text"] == money(facts).values["who_pays"]


def test_r3_15_what_is_left_is_said_and_a_loan_that_is_used_up_is_nobodys_fault() -> None:
    assert text(loan(4000).values["left"]) == "€ 6000"  # type: ignore[arg-type]
    assert "nog ongeveer € 6000" in text(loan(4000).values["text"])  # type: ignore[arg-type]
    gone = text(loan(10500).values["text"])  # type: ignore[arg-type]
    assert "Uw lening is op. Dat is niet uw schuld" in gone
    assert "€" not in gone


@pytest.mark.parametrize("used", [0, 8000, 9900, 20000])
def test_r1_56_r3_15_the_loan_is_never_about_paying_back(used: int) -> None:
    said_of_loan = text(loan(used, einddatum_duo="2027-01-01").values["text"])  # type: ignore[arg-type]
    assert not any(word in said_of_loan for word in ("terug", "boete", "schuld bij"))


@pytest.mark.parametrize(("used", "worrying"), [(7400, False), (7600, True), (9600, True)])
def test_the_loan_tells_others_when_somebody_should_look_along(used: int, worrying: bool) -> None:
    about = learner(request({**OLD_ASYLUM, "lening_gebruikt": used, "einddatum_duo": "2027-06-01"}).person)
    decided = ruling(about, shipped_knowledge(), TODAY)
    assert loan_left(about, decided, term(about, decided, shipped_knowledge(), TODAY), shipped_knowledge(), TODAY).worrying is worrying
