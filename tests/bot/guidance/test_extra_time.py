"""More time: what exists under each law, who may ask when, what DUO does by itself, and that nothing is ever promised."""

from __future__ import annotations

from datetime import date

import pytest
from teaching import DIALOGS, TODAY, person, request, shipped_knowledge, text, world

from bot.guidance.extra_time import ExtraTimeGuide, extensions
from bot.guidance.fact_names import (
    CIRCUMSTANCE_LENGTH,
    CIRCUMSTANCES,
    DIPLOMAS,
    EXAM_DAY,
    FIRST_PIP,
    HOURS_ONLINE,
    HOURS_TOTAL,
    LAST_DAY,
    LETTER_LAW,
    LONG,
    NONE_OF_THESE,
    PASSED,
    PERMIT,
    PERMIT_KNOWN,
    REGISTERED_EXAM,
    ROUTE,
    SCALED_DOWN,
    SHORT,
    TRIES,
    Circumstance,
)
from bot.guidance.standing import Standing
from dialogs.guides import Advice, Slot
from dialogs.reading import read_yaml

WORLD = world()
GUIDE = ExtraTimeGuide(WORLD)
KNOW = shipped_knowledge()
NEARLY = {LETTER_LAW: "wi2021", ROUTE: "b1", PASSED: ["LEZ", "LUI", "KNM", "PVT", "MAP"]}
ALL_TRIED_TWICE = dict.fromkeys(TRIES.values(), "2")


def told(today: date = TODAY, **facts: Slot) -> Advice:
    return GUIDE.consult(request(facts, today))


def grounds(today: date = TODAY, **facts: Slot) -> dict[str, str]:
    """Ground to way."""
    return {one.ground: one.way for one in extensions(Standing.of(person(**facts), WORLD, today))}


def because(law: str, *circumstances: str, length: str | None = LONG, **more: Slot) -> dict[str, str]:
    return grounds(**{LETTER_LAW: law, CIRCUMSTANCES: list(circumstances), CIRCUMSTANCE_LENGTH: length, **more})


def sentence(law: str, ground: str) -> str:
    return KNOW.row(f"extra.ground.{law}.{ground}", TODAY).text or ""


# -- what exists under which law


@pytest.mark.parametrize("law", ["wi2013", "wi2021"])
@pytest.mark.parametrize(("rule", "ground"), [("r1_25", "ziek"), ("r1_26", "familie_overleden"), ("r1_27", "baby"), ("r1_38", "anders")])
def test_r1_25_r1_26_r1_27_r1_38_illness_death_birth_and_the_rest_exist_under_both_laws(law: str, rule: str, ground: str) -> None:
    assert because(law, ground) == {ground: "ask"}, rule
    assert because(law, "geen") == {}


@pytest.mark.parametrize(
    ("rule", "ground", "law", "other"),
    [
        ("r1_33", "opleiding_laag", "wi2021", "wi2013"),
        ("r1_35", "geen_aanbod", "wi2021", "wi2013"),
        ("r1_32", "opleiding_nl", "wi2013", "wi2021"),
    ],
)
def test_r1_32_r1_33_r1_35_a_ground_of_one_law_is_never_offered_under_the_other(rule: str, ground: str, law: str, other: str) -> None:
    assert ground in because(law, ground), rule
    assert because(other, ground) == {}


def test_every_circumstance_that_can_be_told_is_known_under_one_law_at_least() -> None:
    facts = read_yaml((DIALOGS / "facts.yaml").read_text("utf-8")).data["facts"]
    assert set(facts[CIRCUMSTANCES]["values"]) == {*map(str, Circumstance), NONE_OF_THESE}
    for ground in Circumstance:
        assert ground in because("wi2013", ground) or ground in because("wi2021", ground)


@pytest.mark.parametrize("facts", [{}, {LETTER_LAW: "wi2013", PERMIT_KNOWN: "2022-05-01"}])
def test_while_the_law_is_not_sure_no_ground_is_told(facts: dict[str, Slot]) -> None:
    answer = told(**facts, **{CIRCUMSTANCES: ["ziek"], CIRCUMSTANCE_LENGTH: LONG})
    assert answer.outcome == "unclear"
    assert answer.values["grounds"] == ()


# -- how long it took


@pytest.mark.parametrize("ground", ["ziek", "alfabetisering", "dakloos", "school_probleem", "anders"])
def test_r1_25_r1_34_under_the_new_law_three_months_are_needed(ground: str) -> None:
    assert ground in because("wi2021", ground)
    assert ground in because("wi2021", ground, length=None)
    assert because("wi2021", ground, length=SHORT) == {}


@pytest.mark.parametrize("ground", ["baby", "familie_overleden"])
def test_r1_26_r1_27_birth_and_death_need_no_three_months(ground: str) -> None:
    assert ground in because("wi2021", ground, length=SHORT)
    assert ground in because("wi2013", ground, length=SHORT)


def test_r1_22_grounds_that_are_each_too_short_may_be_added_up_under_the_new_law_only() -> None:
    assert because("wi2021", "ziek", "dakloos", length=SHORT) == {"samen": "ask"}
    assert because("wi2021", "ziek", length=SHORT) == {}
    assert because("wi2021", "ziek", "dakloos") == {"ziek": "ask", "dakloos": "ask"}
    assert "samen" not in because("wi2013", "ziek", "anders", length=SHORT)


def test_who_was_held_back_too_shortly_hears_why_nothing_is_found() -> None:
    answer = told(**{LETTER_LAW: "wi2021", CIRCUMSTANCES: ["ziek"], CIRCUMSTANCE_LENGTH: SHORT})
    assert answer.outcome == "none"
    assert "te kort" in text(answer.values["next_step"])
    assert "te kort" not in text(told(**{LETTER_LAW: "wi2021", CIRCUMSTANCES: ["geen"]}).values["next_step"])


# -- sensitive


@pytest.mark.parametrize("law", ["wi2013", "wi2021"])
@pytest.mark.parametrize(("rule", "ground"), [("r1_28", "doodgeboren"), ("r1_34a", "opvang")])
def test_r1_28_r1_34a_a_stillborn_child_and_a_shelter_are_for_a_human(law: str, rule: str, ground: str) -> None:
    assert because(law, ground) == {ground: "human"}, rule
    assert told(**{LETTER_LAW: law, CIRCUMSTANCES: [ground], CIRCUMSTANCE_LENGTH: LONG}).outcome == "human"
    assert told(**{LETTER_LAW: law, CIRCUMSTANCES: ["baby"]}).outcome == "maybe"


def test_r1_34b_homeless_and_shelter_exist_under_the_old_law_without_three_months() -> None:
    assert because("wi2013", "dakloos", "opvang", length=SHORT) == {"dakloos": "ask", "opvang": "human"}


# -- routes, permits, plan


@pytest.mark.parametrize(("route", "may"), [("b1", True), ("onderwijs", True), (None, True), ("z", False)])
def test_r1_30_learning_to_read_counts_in_the_b1_and_education_route_only(route: Slot, may: bool) -> None:
    assert ("alfabetisering" in because("wi2021", "alfabetisering", **{ROUTE: route})) is may


def test_r1_29_under_the_old_law_duo_writes_by_itself_about_learning_to_read() -> None:
    assert because("wi2013", "alfabetisering") == {"alfabetisering": "automatic"}
    assert because("wi2021", "alfabetisering") == {"alfabetisering": "ask"}


@pytest.mark.parametrize(("permit", "may"), [("asiel", True), ("gezin_bij_asiel", True), (None, True), ("anders", False)])
def test_r1_35_a_late_offer_counts_for_who_has_asylum(permit: Slot, may: bool) -> None:
    assert ("geen_aanbod" in because("wi2021", "geen_aanbod", **{PERMIT: permit})) is may


@pytest.mark.parametrize(("pip", "may"), [("2026-08-22", True), ("2026-08-23", False), ("2026-11-01", False)])
def test_r1_35_only_the_time_beyond_three_months_after_the_plan_counts(pip: str, may: bool) -> None:
    assert ("geen_aanbod" in because("wi2021", "geen_aanbod", **{FIRST_PIP: pip})) is may
    assert ("geen_aanbod" in because("wi2021", "geen_aanbod", **{FIRST_PIP: pip, ROUTE: "b1"})) is may


@pytest.mark.parametrize(("pip", "may"), [("2026-05-22", True), ("2026-05-23", False), ("2026-08-01", False)])
def test_r1_35_the_education_route_may_begin_within_six_months(pip: str, may: bool) -> None:
    assert ("geen_aanbod" in because("wi2021", "geen_aanbod", **{FIRST_PIP: pip, ROUTE: "onderwijs"})) is may


def test_r1_35a_trouble_at_school_counts_six_months_at_most() -> None:
    assert because("wi2021", "school_probleem") == {"school_probleem": "ask"}
    assert KNOW.value("extra.ground.wi2021.school_probleem", TODAY)["at_most_months"] == 6


@pytest.mark.parametrize(
    ("ground", "months"),
    [("dakloos", 24), ("anders", 24), ("opvang", 24), ("alfabetisering", 6), ("school_probleem", 6), ("opleiding_laag", 24)],
)
def test_r1_24_r1_34_each_ground_has_its_own_limit(ground: str, months: int) -> None:
    assert KNOW.value(f"extra.ground.wi2021.{ground}", TODAY)["at_most_months"] == months
    assert "at_most_months" not in KNOW.value("extra.ground.wi2021.ziek", TODAY)


# -- what DUO does by itself


def test_r1_32_a_dutch_training_under_the_old_law_goes_by_itself() -> None:
    assert because("wi2013", "opleiding_nl") == {"opleiding_nl": "automatic"}
    assert grounds(**{LETTER_LAW: "wi2013", DIPLOMAS: ["bezig"]}) == {"opleiding_nl": "automatic"}
    assert grounds(**{LETTER_LAW: "wi2021", DIPLOMAS: ["bezig"]}) == {}
    assert told(**{LETTER_LAW: "wi2013", DIPLOMAS: ["bezig"]}).outcome == "automatic"


@pytest.mark.parametrize("permit", ["asiel", "gezin_bij_asiel", None])
def test_r1_36_who_is_nearly_done_gets_six_months_by_itself(permit: Slot) -> None:
    assert grounds(**NEARLY, **{PERMIT: permit}) == {"bijna_klaar": "automatic"}
    assert "zes maanden" in sentence("wi2021", "bijna_klaar")


@pytest.mark.parametrize(
    "change",
    [
        {PASSED: ["LEZ", "KNM", "PVT", "MAP"]},
        {PASSED: ["LEZ", "LUI", "PVT", "MAP"]},
        {PASSED: ["LEZ", "LUI", "KNM", "MAP"]},
        {PASSED: ["LEZ", "LUI", "KNM", "PVT"]},
        {PASSED: ["LEZ", "LUI", "SCH", "SPR", "KNM", "PVT", "MAP"]},
        {PASSED: None},
        {ROUTE: "z"},
        {ROUTE: "onderwijs"},
        {ROUTE: None},
        {LETTER_LAW: "wi2013"},
    ],
)
def test_r1_36_all_conditions_are_needed(change: dict[str, Slot]) -> None:
    assert "bijna_klaar" not in grounds(**{**NEARLY, PERMIT: "asiel", **change})


@pytest.mark.parametrize(("hours", "may"), [(450, True), (449, False), (None, False)])
def test_r1_37_who_has_another_permit_needs_450_hours(hours: Slot, may: bool) -> None:
    assert ("bijna_klaar" in grounds(**NEARLY, **{PERMIT: "anders", HOURS_TOTAL: hours})) is may


@pytest.mark.parametrize(
    ("facts", "may"),
    [
        ({LETTER_LAW: "wi2013", REGISTERED_EXAM: "SPR"}, True),
        ({LETTER_LAW: "wi2013", REGISTERED_EXAM: "SCH"}, True),
        ({LETTER_LAW: "wi2013", REGISTERED_EXAM: "LEZ"}, False),
        ({LETTER_LAW: "wi2013"}, False),
        ({LETTER_LAW: "wi2021", ROUTE: "b1", REGISTERED_EXAM: "SPR"}, False),
        ({LETTER_LAW: "wi2021", ROUTE: "b1", REGISTERED_EXAM: "SPR", SCALED_DOWN: ["SPR"]}, True),
        ({LETTER_LAW: "wi2021", ROUTE: "z", REGISTERED_EXAM: "SCH"}, True),
    ],
)
def test_r1_39_slow_results_of_speaking_and_writing_at_a2(facts: dict[str, Slot], may: bool) -> None:
    assert grounds(**facts) == ({"late_uitslag": "automatic"} if may else {})


@pytest.mark.parametrize(("last", "squeezed"), [("2027-03-30", True), ("2027-03-31", False)])
def test_r1_39_only_when_sixteen_weeks_after_the_exam_lie_beyond_the_last_day(last: str, squeezed: bool) -> None:
    facts = {LETTER_LAW: "wi2013", REGISTERED_EXAM: "SPR", EXAM_DAY: "2026-12-09", LAST_DAY: last}
    assert ("late_uitslag" in grounds(**facts)) is squeezed


@pytest.mark.parametrize(("known", "may"), [("2019-05-01", True), ("2020-11-30", True), ("2020-12-01", False), (None, False)])
def test_r1_40_corona_for_whose_time_ran_in_2020(known: Slot, may: bool) -> None:
    assert ("corona" in grounds(**{LETTER_LAW: "wi2013", PERMIT_KNOWN: known})) is may
    assert not any(letter.isdigit() for letter in sentence("wi2013", "corona").replace("2020", ""))


def test_r1_43_what_is_automatic_is_said_as_such_and_the_rest_is_never_promised() -> None:
    rows = [row for row in KNOW if row.key.startswith("extra.ground.")]
    automatic = [row for row in rows if (row.value or {}).get("way") == "automatic"]
    assert {row.key.rpartition(".")[2] for row in automatic} == {"alfabetisering", "opleiding_nl", "late_uitslag", "corona", "bijna_klaar"}
    assert all("zelf" in (row.text or "") for row in automatic)
    assert [row.key for row in rows if row not in automatic and "isschien" not in (row.text or "")] == []
    assert "DUO beslist" in text(told(**{LETTER_LAW: "wi2021", CIRCUMSTANCES: ["baby"]}).values["decides"])


# -- enough hours and tries


@pytest.mark.parametrize(
    ("hours", "online", "may"), [(300, None, True), (299, None, False), (400, 101, False), (400, 100, True), (None, None, False)]
)
def test_r1_31_300_hours_in_a_classroom_under_the_old_law(hours: Slot, online: Slot, may: bool) -> None:
    facts = {LETTER_LAW: "wi2013", HOURS_TOTAL: hours, HOURS_ONLINE: online, **ALL_TRIED_TWICE}
    assert ("uren_en_pogingen" in grounds(**facts)) is may
    assert "uren_en_pogingen" not in grounds(**{**facts, LETTER_LAW: "wi2021"})


@pytest.mark.parametrize(("tries", "passed", "may"), [("2", [], True), ("3_plus", [], True), ("1", [], False), ("1", ["LEZ"], True)])
def test_r1_31_every_exam_that_is_not_passed_was_tried_twice(tries: str, passed: list[str], may: bool) -> None:
    facts = {LETTER_LAW: "wi2013", HOURS_TOTAL: 350, PASSED: passed, **ALL_TRIED_TWICE, TRIES["LEZ"]: tries}
    assert ("uren_en_pogingen" in grounds(**facts)) is may


@pytest.mark.parametrize(
    ("facts", "what"),
    [
        ({LETTER_LAW: "wi2013"}, "hours"),
        ({LETTER_LAW: "wi2013", HOURS_TOTAL: 299}, "nothing"),
        ({LETTER_LAW: "wi2013", HOURS_TOTAL: 300}, "tries"),
        ({LETTER_LAW: "wi2013", HOURS_TOTAL: 300, **ALL_TRIED_TWICE}, "nothing"),
        ({LETTER_LAW: "wi2013", HOURS_TOTAL: 300, TRIES["KNM"]: "0"}, "nothing"),
        ({LETTER_LAW: "wi2021"}, "nothing"),
        ({}, "nothing"),
    ],
)
def test_only_what_can_still_decide_is_asked(facts: dict[str, Slot], what: str) -> None:
    assert told(**facts).values["missing"] == what


# -- when to ask
