"""When a human is offered: each rule both ways, how soon, and in which words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from teaching import DIALOGS, SCHOOL, TODAY, course, person, request, shipped_knowledge, text, world

from bot.guidance.fact_names import (
    CIRCUMSTANCE_LENGTH,
    CIRCUMSTANCES,
    HOURS_4_WEEKS,
    HOURS_A_WEEK,
    HOURS_TOTAL,
    LAST_DAY,
    LESSONS,
    LETTER_LAW,
    LEVEL,
    LOAN_USED,
    OLD_LETTER,
    OLD_LETTER_DAY,
    PASSED,
    PERMIT,
    PERMIT_KNOWN,
    ROUTE,
    SCHOOL_NOW,
    WORRIES,
)
from bot.guidance.handover import RULES, HandoverGuide, human_reasons
from bot.guidance.standing import Standing
from bot.guidance.world import QualityMark
from dialogs.guides import Advice, Known, Person, Slot
from dialogs.reading import read_yaml

OLD = {LETTER_LAW: "wi2013", PERMIT: "asiel", PERMIT_KNOWN: "2018-05-01"}
ALL_OLD = ["LEZ", "LUI", "SCH", "SPR", "KNM", "ONA", "PVT"]


def handover(rule: str | None = None, detail: str | None = None, mark: QualityMark = QualityMark.active, **facts: Slot) -> Advice:
    arguments = {"rule": rule, "detail": detail} if rule else {}
    around = world(course(), schools=(replace(SCHOOL, mark=mark),))
    return HandoverGuide(around).consult(request(facts, **arguments))


def rules(**facts: Slot) -> list[str]:
    return [one.rule for one in human_reasons(Standing.of(person(**facts), world(), TODAY))]


def test_nothing_known_is_no_reason_for_a_human() -> None:
    told = handover()
    assert told.outcome == "none"
    assert told.values == {}


@pytest.mark.parametrize("facts", [OLD, {**OLD, PASSED: ["LEZ"], LAST_DAY: "2029-01-01"}, {LETTER_LAW: "wi2021", LESSONS: "begonnen"}])
def test_explaining_finding_a_school_and_dates_are_no_handover(facts: dict[str, Slot]) -> None:
    assert handover(**facts).outcome == "none"


# -- H1, H2, H7: found in the talk ------------------------------------------------------------------------------------


def test_h1_a_trick_that_the_talk_found_is_an_offer_without_blame() -> None:
    told = handover("H1")
    assert told.outcome == "offer"
    assert "Dit lijkt op een bekende truc. U doet niets fout." in text(told.values["offer"])
    assert "(H1)" in text(told.values["reason"])
    assert "urgent" not in told.values


def test_h1_is_never_found_in_facts_alone() -> None:
    assert "H1" not in rules(**{SCHOOL_NOW: "school", LESSONS: "begonnen", LOAN_USED: 9900, **OLD})


def test_h1u_a_threat_cannot_wait() -> None:
    told = handover("H1u")
    assert told.outcome == "urgent"
    assert told.values["urgent"] == "yes"
    assert "112" in text(told.values["offer"])
    assert handover("H1").outcome == "offer"


@pytest.mark.parametrize("detail", ["route", "scale_down", "school", "participation", "dispensation", "extension", "missed_letter"])
def test_h2_each_decision_of_municipality_or_duo_has_its_own_words(detail: str) -> None:
    told, usual = handover("H2", detail), handover("H2")
    assert told.outcome == "offer"
    assert text(told.values["offer"]) != text(usual.values["offer"])
    assert "(H2)" in text(told.values["reason"])


def test_h2_a_word_that_is_not_known_is_passed_on_with_the_usual_words() -> None:
    told = handover("H2", "parkeren")
    assert text(told.values["offer"]) == text(handover("H2").values["offer"])
    assert text(told.values["reason"]).endswith("Het gaat om: parkeren.")


def test_h2_two_periods_with_too_few_lessons_need_somebody_and_one_does_not() -> None:
    days = [datetime(2026, 10, 12, tzinfo=UTC), datetime(2026, 11, 16, tzinfo=UTC)]
    hours = tuple(Known(value=5, at=day) for day in days)
    plan = (Known(value=10, at=datetime(2026, 9, 1, tzinfo=UTC)),)
    twice = Person(facts={HOURS_A_WEEK: plan, HOURS_4_WEEKS: hours})
    once = Person(facts={HOURS_A_WEEK: plan, HOURS_4_WEEKS: hours[1:]})
    assert [one.source for one in human_reasons(Standing.of(twice, world(), TODAY))] == ["handover.offer.H2.few_lessons"]
    assert human_reasons(Standing.of(once, world(), TODAY)) == ()


@pytest.mark.parametrize(
    ("source", "facts"),
    [
        ("illness", {CIRCUMSTANCES: ["ziek"], CIRCUMSTANCE_LENGTH: "langer_3m"}),
        ("loan", {**OLD, LOAN_USED: 9500}),
        ("efforts", {**OLD, HOURS_TOTAL: 600, LEVEL: "a1"}),
        ("scale_down", {LETTER_LAW: "wi2021", ROUTE: "b1", HOURS_TOTAL: 600, LEVEL: "a2"}),
    ],
)
def test_h2_what_stands_out_and_needs_a_decision_is_offered(source: str, facts: dict[str, Slot]) -> None:
    found = human_reasons(Standing.of(person(**facts), world(), TODAY))
    assert f"handover.offer.H2.{source}" in [one.source for one in found]


def test_h7_who_asks_for_a_human_is_offered_one() -> None:
    assert handover("H7").outcome == "offer"
    assert text(handover("H7").values["reason"]) == "Wil met een mens spreken (H7)."
    assert "H7" not in rules(**OLD)


# -- several, and named by a script ---------------------------------------------------------------------------------------


def test_several_reasons_are_all_passed_on_and_only_the_first_is_said() -> None:
    told = handover(**{OLD_LETTER: "boete", LESSONS: "school_stopte"})
    assert "boete" in text(told.values["offer"])
    assert "stopt" not in text(told.values["offer"])
    assert "(H5)" in text(told.values["reason"])
    assert "(H6)" in text(told.values["reason"])


def test_an_urgent_reason_is_said_before_others() -> None:
    told = handover(**{WORRIES: ["schulden"], OLD_LETTER: "boete", OLD_LETTER_DAY: "2026-11-20"})
    assert told.outcome == "urgent"
    assert "Uw brief is nog nieuw" in text(told.values["offer"])


def test_a_named_rule_is_told_in_the_words_of_the_facts_where_they_say_more() -> None:
    assert "boete" in text(handover("H5", **{OLD_LETTER: "boete"}).values["offer"])
    assert handover("H5").outcome == "offer"


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_can_be_named_without_any_fact(rule: str) -> None:
    told = handover(rule)
    assert told.outcome in ("offer", "urgent")
    assert "{" not in text(told.values["offer"]) + text(told.values["reason"])


def details() -> Iterator[tuple[str, str]]:
    for key in shipped_knowledge().keys("handover.offer.", TODAY):
        rule, _, detail = key.removeprefix("handover.offer.").partition(".")
        if detail:
            yield rule, detail


@pytest.mark.parametrize(("rule", "detail"), list(details()))
def test_every_word_behind_a_rule_can_be_named_without_any_fact(rule: str, detail: str) -> None:
    told = handover(rule, detail)
    assert told.outcome in ("offer", "urgent")
    assert text(told.values["reason"])


def test_every_offer_has_its_reason_for_the_municipality() -> None:
    know = shipped_knowledge()
    offers = {key.removeprefix("handover.offer.") for key in know.keys("handover.offer.", TODAY)}
    reasons = {key.removeprefix("handover.reason.") for key in know.keys("handover.reason.", TODAY)} - {"detail"}
    assert offers == reasons


def test_scripts_name_only_rules_that_there_are() -> None:
    """A word in small letters is a slot that holds a rule."""
    named: set[str] = set()
    for file in (DIALOGS / "scripts").glob("*.yaml"):
        steps = read_yaml(file.read_text("utf-8")).data["steps"].values()
        named |= {str(step["with"]["rule"]) for step in steps if step.get("consult") == "handover" and "rule" in step.get("with", {})}
    assert "H3" in named
    assert {rule for rule in named if not rule.islower()} <= set(RULES)


def test_a_rule_or_a_detail_that_is_no_word_is_passed_over() -> None:
    assert handover("H9").outcome == "none"
    told = HandoverGuide(world()).consult(request({}, rule="H1", detail=2))
    assert text(told.values["reason"]) == text(handover("H1").values["reason"])


def test_h4_the_rule_follows_the_day_asked_about() -> None:
    facts = {**OLD, LAST_DAY: "2027-05-23", PASSED: ["LEZ"]}
    found = human_reasons(Standing.of(person(**facts), world(), date(2026, 11, 24)))
    assert [one.rule for one in found] == ["H4"]
