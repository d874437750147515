"""When a human is offered because of what is known: rules H3 to H6 and H8, both ways."""

from __future__ import annotations

from dataclasses import replace

import pytest
from teaching import SCHOOL, TODAY, course, person, request, text, world

from bot.guidance.fact_names import (
    FIRST_PIP,
    LAST_DAY,
    LESSONS,
    LETTER_LAW,
    OLD_LETTER,
    OLD_LETTER_DAY,
    PASSED,
    PERMIT,
    PERMIT_KNOWN,
    PERMIT_PERIOD,
    SCHOOL_NOW,
    WORRIES,
)
from bot.guidance.handover import HUMAN_WORRIES, HandoverGuide, human_reasons
from bot.guidance.standing import Standing
from bot.guidance.world import QualityMark
from dialogs.guides import UNKNOWN, Advice, Slot

OLD = {LETTER_LAW: "wi2013", PERMIT: "asiel", PERMIT_KNOWN: "2018-05-01"}
ALL_OLD = ["LEZ", "LUI", "SCH", "SPR", "KNM", "ONA", "PVT"]


def handover(rule: str | None = None, detail: str | None = None, mark: QualityMark = QualityMark.active, **facts: Slot) -> Advice:
    arguments = {"rule": rule, "detail": detail} if rule else {}
    around = world(course(), schools=(replace(SCHOOL, mark=mark),))
    return HandoverGuide(around).consult(request(facts, **arguments))


def rules(**facts: Slot) -> list[str]:
    return [one.rule for one in human_reasons(Standing.of(person(**facts), world(), TODAY))]


# -- H3: the person first ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("worry", [worry.value for worry in HUMAN_WORRIES if worry != "geweld"])
def test_h3_a_grave_worry_is_an_offer(worry: str) -> None:
    told = handover(**{WORRIES: [worry]})
    assert told.outcome == "offer"
    assert "(H3)" in text(told.values["reason"])


def test_h3_violence_cannot_wait_and_comes_first() -> None:
    told = handover(**{WORRIES: ["schulden", "geweld"], LETTER_LAW: UNKNOWN, PERMIT_PERIOD: UNKNOWN})
    assert told.outcome == "urgent"
    assert "Bel 112" in text(told.values["offer"])
    assert text(told.values["reason"]).startswith("Geweld of gevaar")


@pytest.mark.parametrize("worries", [["gezin"], ["verzekering"], ["geen"], [], UNKNOWN])
def test_h3_other_worries_and_none_are_no_reason_by_themselves(worries: Slot) -> None:
    assert rules(**{WORRIES: worries}) == []


def test_h3_the_reason_names_the_worries_in_dutch() -> None:
    assert text(handover(**{WORRIES: ["woning", "schulden"]}).values["reason"]) == "Zorgen naast de inburgering: schulden en het huis (H3)."


# -- H4: time -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("last", "holds"), [("2027-05-22", True), ("2027-05-23", False), ("2026-11-23", True), ("2028-01-01", False)])
def test_h4_less_than_six_months_with_a_part_open(last: str, holds: bool) -> None:
    assert ("H4" in rules(**OLD, **{LAST_DAY: last, PASSED: ALL_OLD[:-1]})) is holds


def test_h4_with_nothing_open_time_does_not_matter() -> None:
    assert rules(**OLD, **{LAST_DAY: "2026-12-24", PASSED: ALL_OLD}) == []
    assert rules(**OLD, **{LAST_DAY: "2026-10-01", PASSED: ALL_OLD}) == []


def test_r1_44_whether_a_dutch_diploma_is_enough_is_for_duo_so_with_little_time_a_human_is_offered() -> None:
    told = handover(**OLD, **{LAST_DAY: "2026-12-24", PASSED: ["LEZ"], "diploma_nl": ["vmbo_plus"]})
    assert "Ik weet niet wat u nog moet doen." in text(told.values["offer"])
    assert rules(**OLD, **{LAST_DAY: "2026-12-24", PASSED: ALL_OLD, "diploma_nl": ["vmbo_plus"]}) == []


def test_h4_a_state_exam_stands_for_the_language_exams() -> None:
    assert rules(**OLD, **{LAST_DAY: "2026-12-24", "diploma_nl": ["nt2_1"], PASSED: ["KNM", "ONA"]}) == ["H4"]
    assert rules(**OLD, **{LAST_DAY: "2026-12-24", "diploma_nl": ["nt2_1"], PASSED: ["KNM", "ONA", "PVT"]}) == []


def test_h4_says_the_days_and_the_number_of_parts() -> None:
    told = handover(**OLD, **{LAST_DAY: "2027-01-22", PASSED: ALL_OLD[:5]})
    assert text(told.values["offer"]).startswith("U heeft nog 60 day. U doet nog 2 onderdelen.")
    assert text(told.values["reason"]) == "Nog 60 day tot de laatste dag, 2 onderdelen open (H4)."


def test_h4_one_part_is_said_as_one() -> None:
    assert "1 onderdeel." in text(handover(**OLD, **{LAST_DAY: "2027-01-22", PASSED: ALL_OLD[:6]}).values["offer"])


def test_h4_a_term_that_is_over_is_told_calmly_and_without_a_day() -> None:
    told = handover(**OLD, **{LAST_DAY: "2026-10-01", PASSED: ["LEZ"]})
    assert told.outcome == "offer"
    assert text(told.values["offer"]).startswith("DUO geeft u geen boete")
    assert "2026" not in text(told.values["offer"])


def test_h4_what_was_never_asked_is_not_said_to_be_open() -> None:
    told = handover(**OLD, **{LAST_DAY: "2027-01-22"})
    assert "Ik weet niet wat u nog moet doen" in text(told.values["offer"])


# -- H5: an old letter ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("letter", "word"), [("boete", "boete"), ("terugbetalen", "terugbetalen")])
def test_h5_a_letter_about_money_is_an_offer_that_promises_nothing(letter: str, word: str) -> None:
    told = handover(**{OLD_LETTER: letter})
    assert told.outcome == "offer"
    assert word in text(told.values["offer"])
    assert "terug krijgt" not in text(told.values["offer"])
    assert "betaal" not in text(told.values["offer"]).replace("terugbetalen", "").lower()


@pytest.mark.parametrize(
    ("day", "outcome"),
    [("2026-11-23", "urgent"), ("2026-10-12", "urgent"), ("2026-10-11", "offer"), ("2024-01-01", "offer"), ("2026-11-24", "offer")],
)
def test_h5_within_six_weeks_it_cannot_wait(day: str, outcome: str) -> None:
    assert handover(**{OLD_LETTER: "boete", OLD_LETTER_DAY: day}).outcome == outcome


@pytest.mark.parametrize("letter", ["geen", UNKNOWN, None])
def test_h5_no_letter_is_no_reason(letter: Slot) -> None:
    assert handover(**{OLD_LETTER: letter, OLD_LETTER_DAY: "2026-11-20"}).outcome == "none"


# -- H6: the school -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", [QualityMark.suspended, QualityMark.withdrawn])
@pytest.mark.parametrize("name", ["school", "Voorbeeldschool", "VOORBEELDSCHOOL"])
def test_h6_a_school_that_lost_its_mark_is_an_offer_with_the_day_of_the_data(mark: QualityMark, name: str) -> None:
    told = handover(mark=mark, **{SCHOOL_NOW: name})
    assert told.outcome == "offer"
    assert "2026-11-02" in text(told.values["offer"])
    assert "(H6)" in text(told.values["reason"])


@pytest.mark.parametrize("mark", [QualityMark.active, QualityMark.aspirant])
def test_h6_a_valid_mark_is_no_reason_and_a_new_school_is_not_bad(mark: QualityMark) -> None:
    assert handover(mark=mark, **{SCHOOL_NOW: "school"}).outcome == "none"


def test_h6_a_school_that_is_not_known_is_no_reason() -> None:
    assert handover(mark=QualityMark.withdrawn, **{SCHOOL_NOW: "Een andere school"}).outcome == "none"
    assert handover(mark=QualityMark.withdrawn, **{SCHOOL_NOW: ""}).outcome == "none"


@pytest.mark.parametrize(("lessons", "outcome"), [("school_stopte", "offer"), ("gestopt", "none"), ("begonnen", "none")])
def test_h6_a_school_that_stopped_is_an_offer(lessons: str, outcome: str) -> None:
    assert handover(**{LESSONS: lessons}).outcome == outcome


# -- H8: the law ----------------------------------------------------------------------------------------------------------


def test_h8_a_letter_that_contradicts_the_permit_is_an_offer() -> None:
    assert "H8" in rules(**{LETTER_LAW: "wi2013", PERMIT_KNOWN: "2023-01-01"})
    assert "H8" not in rules(**{LETTER_LAW: "wi2021", PERMIT_KNOWN: "2023-01-01"})


def test_h8_a_last_day_before_the_reckoned_one_is_an_offer_and_a_later_one_is_not() -> None:
    new = {LETTER_LAW: "wi2021", FIRST_PIP: "2025-03-10"}
    assert "H8" in rules(**new, **{LAST_DAY: "2028-03-08"})
    assert "H8" not in rules(**new, **{LAST_DAY: "2028-03-09"})
    assert "H8" not in rules(**new, **{LAST_DAY: "2028-09-10"})


def test_h8_a_law_that_was_asked_in_vain_is_an_offer_and_one_that_was_not_asked_is_not() -> None:
    assert rules(**{LETTER_LAW: UNKNOWN, PERMIT_PERIOD: UNKNOWN}) == ["H8"]
    assert rules(**{LETTER_LAW: UNKNOWN}) == []
    assert rules() == []
