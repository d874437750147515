"""What somebody can do next: per stage, without what they do already, the municipality's own activities first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from teaching import TODAY, UTRECHT, ZWOLLE, person, request, shipped_knowledge, text, world

from bot.guidance.fact_names import (
    ACTIVITIES,
    BIRTH_YEAR,
    DIPLOMAS,
    GOAL,
    LESSONS,
    LETTER_LAW,
    LEVEL,
    PASSED,
    PERMIT_KNOWN,
    PLACE,
    READS,
    ROUTE,
    SCALED_DOWN,
    TIMES,
)
from bot.guidance.next_steps import MOST_ACTIVITIES, MOST_STEPS, STEPS, Fit, NextStepsGuide, next_steps, own_activities, stages
from bot.guidance.standing import Standing
from bot.guidance.world import Activity, Level, World
from dialogs.guides import Advice, Slot

OLD = {LETTER_LAW: "wi2013", PERMIT_KNOWN: "2018-05-01"}
NEW = {LETTER_LAW: "wi2021", ROUTE: "b1"}
ALL_OLD = ["LEZ", "LUI", "SCH", "SPR", "KNM", "ONA", "PVT"]
CAFE = Activity(key="cafe", municipality="GM0193", kind="taalcafe", name="Taalcafé Oost", place="Bibliotheek", day=date(2026, 12, 1))


def standing(around: World | None = None, **facts: Slot) -> Standing:
    return Standing.of(person(**facts), around or world(), TODAY)


def steps(**facts: Slot) -> list[str]:
    return [step.key.removeprefix(STEPS) for step in next_steps(standing(**facts))]


def with_activities(*activities: Activity) -> World:
    return replace(world(), activities=activities)


def told(*activities: Activity, **facts: Slot) -> Advice:
    return NextStepsGuide(with_activities(*activities)).consult(request(facts))


def shown(*activities: Activity, **facts: Slot) -> list[str]:
    return [one.key for one in own_activities(standing(with_activities(*activities), **facts), "GM0193")]


def activity(**changes: Any) -> Activity:
    return replace(CAFE, **changes)


# -- stages -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({}, ("zero",)),
        ({LESSONS: "wachtlijst"}, ("waiting", "zero")),
        ({LESSONS: "nog_niet", LEVEL: "a1"}, ("waiting", "a1")),
        ({LESSONS: "school_stopte", LEVEL: "a2"}, ("waiting", "a2")),
        ({LESSONS: "begonnen", LEVEL: "a1"}, ("a1",)),
        ({LEVEL: "b1"}, ("b1",)),
        ({LEVEL: "a1", READS: "niet"}, ("zero",)),
        ({**OLD, PASSED: ["KNM"]}, ("zero",)),
        ({**OLD, PASSED: ["LEZ", "KNM"]}, ("a1",)),
        ({**OLD, PASSED: ["LEZ", "KNM"], LEVEL: "nul"}, ("zero",)),
        ({**OLD, PASSED: ALL_OLD[:-2]}, ("a2",)),
        ({**OLD, PASSED: ["KNM"], DIPLOMAS: ["nt2_1"]}, ("b1",)),
        ({**NEW, PASSED: ["LEZ", "LUI", "SCH", "SPR"]}, ("b1",)),
        ({**NEW, PASSED: ["LEZ", "LUI", "SCH", "SPR"], SCALED_DOWN: ["SPR"]}, ("a2",)),
        ({**OLD, PASSED: ALL_OLD, LEVEL: "a2", LESSONS: "wachtlijst"}, ("finished",)),
        ({**OLD, PASSED: ALL_OLD[:-1], LEVEL: "a2"}, ("a2",)),
        ({**OLD, "diploma_nl": ["vmbo_plus"], LEVEL: "b1"}, ("finished",)),
    ],
)
def test_7b_the_stage_follows_from_lessons_level_and_exams(facts: dict[str, Slot], found: tuple[str, ...]) -> None:
    assert stages(standing(**facts)) == found


def test_7b_who_waits_for_a_school_hears_of_a_buddy_and_a_language_house() -> None:
    assert steps(**{LESSONS: "wachtlijst"})[:2] == ["buddy", "library"]
    assert "buddy" not in steps(**{LESSONS: "begonnen", LEVEL: "a2"})


def test_7b_who_waits_under_the_new_law_can_begin_with_pvt_and_map() -> None:
    assert "take_part" in steps(**NEW, **{LESSONS: "wachtlijst"})
    assert "take_part" not in steps(**NEW, **{LESSONS: "wachtlijst", PASSED: ["PVT", "MAP"]})
    assert "take_part" not in steps(**OLD, **{LESSONS: "wachtlijst"})
    assert "declaration" in steps(**OLD, **{LESSONS: "wachtlijst"})


def test_7b_who_begins_gets_explanations_in_the_own_language() -> None:
    assert "own_language" in steps(**{LEVEL: "nul"})
    assert "own_language" not in steps(**{LEVEL: "a1"})


def test_7b_at_a1_there_is_speaking_parents_groups_and_volunteering() -> None:
    found = steps(**{LEVEL: "a1", LESSONS: "begonnen", TIMES: ["overdag", "kleine_kinderen"]})
    assert found[:3] == ["language_cafe", "parents", "volunteering"]
    assert "parents" not in steps(**{LEVEL: "a1", LESSONS: "begonnen", TIMES: ["overdag"]})


def test_7b_at_a2_under_the_old_law_exams_and_ona_come_first() -> None:
    assert steps(**OLD, **{LEVEL: "a2"})[:2] == ["exams", "ona"]
    assert steps(**OLD, **{LEVEL: "a2", PASSED: ["LEZ", "LUI", "SCH", "SPR", "KNM"]})[0] == "ona"
    assert "exams" not in steps(**NEW, **{LEVEL: "a2"})


def test_r2_06_work_may_stand_for_ona_and_duo_must_be_asked() -> None:
    assert "ona_work" in steps(**OLD, **{LEVEL: "a2", ACTIVITIES: ["werk"]})
    assert "ona_work" not in steps(**OLD, **{LEVEL: "a2", ACTIVITIES: ["geen"]})
    assert "ona_work" not in steps(**OLD, **{LEVEL: "a2", ACTIVITIES: ["werk"], PASSED: ["ONA"]})
    assert "Vraag het DUO" in text(shipped_knowledge().sentence("next.step.ona_work", TODAY))


@pytest.mark.parametrize(("year", "holds"), [(1999, True), (1998, False), (None, False)])
def test_7b_who_is_younger_than_28_hears_of_a_training(year: Slot, holds: bool) -> None:
    assert ("vocational" in steps(**OLD, **{LEVEL: "a2", BIRTH_YEAR: year})) is holds


def test_r2_13_who_is_young_under_the_new_law_can_ask_for_the_education_route() -> None:
    assert "education_route" in steps(**NEW, **{LEVEL: "a2", BIRTH_YEAR: 2003})
    assert "education_route" not in steps(**NEW, **{LEVEL: "a2", BIRTH_YEAR: 1980})
    assert "education_route" not in steps(**{LETTER_LAW: "wi2021", ROUTE: "onderwijs", LEVEL: "a2", BIRTH_YEAR: 2003})
    assert "education_route" not in steps(**OLD, **{LEVEL: "a2", BIRTH_YEAR: 2003})


def test_r5_03_the_route_is_never_chosen_here() -> None:
    assert "De gemeente beslist over uw route." in text(shipped_knowledge().sentence("next.step.education_route", TODAY))


def test_7b_at_b1_the_state_exam_comes_first_under_the_new_law() -> None:
    assert steps(**NEW, **{LEVEL: "b1"})[0] == "state_exam_1_now"
    assert "state_exam_1_now" not in steps(**OLD, **{LEVEL: "b1"})
    assert "study" in steps(**NEW, **{LEVEL: "b1", GOAL: "opleiding"})
    assert "study" not in steps(**NEW, **{LEVEL: "b1", GOAL: "werk"})


def test_7b_who_has_finished_can_ask_about_nationality_and_keeps_the_language() -> None:
    found = steps(**OLD, **{PASSED: ALL_OLD, LEVEL: "a2"})
    assert found[:2] == ["nationality", "language_cafe"]
    assert shipped_knowledge().row("next.step.nationality", TODAY).certainty == "ask"


# -- what somebody does already ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("already", "step", "facts"),
    [
        ("taalmaatje", "buddy", {LESSONS: "wachtlijst"}),
        ("bibliotheek", "library", {LESSONS: "wachtlijst"}),
        ("taalcafe", "language_cafe", {LEVEL: "a1"}),
        ("vrijwillig", "volunteering", {LEVEL: "a1"}),
        ("opleiding", "vocational", {**OLD, LEVEL: "a2", BIRTH_YEAR: 2003}),
    ],
)
def test_what_somebody_does_already_is_not_advised(already: str, step: str, facts: dict[str, Slot]) -> None:
    assert step in steps(**facts)
    assert step not in steps(**facts, **{ACTIVITIES: [already]})


def test_there_are_a_few_steps_and_never_none() -> None:
    everything = ["taalmaatje", "taalcafe", "bibliotheek", "vrijwillig", "werk", "opleiding"]
    for level in ("nul", "a1", "a2", "b1", None):
        assert 1 <= len(steps(**{LEVEL: level, ACTIVITIES: everything})) <= MOST_STEPS


@pytest.mark.parametrize("facts", [{**OLD, LEVEL: "a2"}, {**NEW, LEVEL: "a2"}, {**NEW, LEVEL: "b1"}, {LEVEL: "a1"}, {**NEW, LEVEL: "nul"}])
def test_7b_language_and_taking_part_go_together(facts: dict[str, Slot]) -> None:
    fits = [Fit.model_validate(shipped_knowledge().value(STEPS + step, TODAY)) for step in steps(**facts)]
    assert {fit.takes_part for fit in fits} == {True, False}


def test_every_step_says_for_whom_it_is() -> None:
    rows = [Fit.model_validate(shipped_knowledge().value(key, TODAY)) for key in shipped_knowledge().keys(STEPS, TODAY)]
    known = {"waiting", "zero", "a1", "a2", "b1", "finished"}
    assert rows
    assert all(fit.stages and set(fit.stages) <= known for fit in rows)


def test_hours_with_volunteers_are_said_not_to_count_as_lessons() -> None:
    assert "Deze uren tellen niet als uren les" in text(told().values["hours_note"])


# -- the municipality's own activities ----------------------------------------------------------------------------------------


def test_own_activities_come_first_when_there_are_any() -> None:
    assert told(CAFE, **{PLACE: ZWOLLE}).outcome == "activities"
    assert told(CAFE, **{PLACE: UTRECHT}).outcome == "steps"
    assert told(CAFE).outcome == "steps"
    assert told(**{PLACE: ZWOLLE}).outcome == "steps"


@pytest.mark.parametrize(
    ("changes", "there"),
    [
        ({}, True),
        ({"day": TODAY}, True),
        ({"day": date(2026, 11, 22)}, False),
        ({"municipality": "GM0344"}, False),
        ({"level_from": Level.a2}, False),
        ({"level_to": Level.zero}, False),
    ],
)
def test_an_activity_is_of_the_own_municipality_still_to_come_and_of_the_level(changes: dict[str, Any], there: bool) -> None:
    assert shown(activity(**changes), **{LEVEL: "a1"}) == (["cafe"] if there else [])


def test_an_activity_that_somebody_goes_to_already_is_left_out() -> None:
    assert shown(CAFE, **{ACTIVITIES: ["taalcafe"]}) == []
    assert shown(CAFE, **{ACTIVITIES: ["werk"]}) == ["cafe"]


def test_activities_are_ranked_by_fit_and_then_by_day() -> None:
    late = activity(key="late", day=date(2026, 12, 20))
    own_language = activity(key="own", day=date(2026, 12, 24), language="ar")
    both = activity(key="both", day=date(2026, 12, 31), language="ar", childcare=True)
    assert shown(late, CAFE, own_language, both, **{"taal": "ar", TIMES: ["kleine_kinderen"]}) == ["both", "own", "cafe", "late"]
    assert shown(late, CAFE, own_language, both) == ["cafe", "late", "own", "both"]


def test_a_few_activities_are_told_before_the_steps_with_place_day_and_why() -> None:
    many = [activity(key=f"a{number}", day=date(2026, 12, number), childcare=True) for number in range(1, 7)]
    facts: dict[str, Slot] = {PLACE: ZWOLLE, TIMES: ["kleine_kinderen"]}
    keys = told(*many, **facts).values["steps"]
    assert isinstance(keys, tuple)
    assert [key.startswith("activity/") for key in keys] == [True] * MOST_ACTIVITIES + [False] * MOST_STEPS
    row = NextStepsGuide(with_activities(*many)).describe(request(facts), "steps", keys)["activity/a1"]
    assert text(row["stap"]) == "Uw gemeente doet dit: Taalcafé Oost, Bibliotheek, 2026-12-01. Er is opvang voor kinderen."


def test_an_activity_that_is_gone_is_no_longer_described() -> None:
    assert NextStepsGuide(with_activities()).describe(request({PLACE: ZWOLLE}), "steps", ["activity/cafe"]) == {}


def test_r1_04_while_letter_and_permit_do_not_agree_no_step_of_one_law_is_told() -> None:
    clash = {LETTER_LAW: "wi2013", PERMIT_KNOWN: "2023-05-01", LEVEL: "a2"}
    assert "exams" in steps(**OLD, **{LEVEL: "a2"})
    assert not {"exams", "ona", "ona_work", "state_exam_1"} & set(steps(**clash))
