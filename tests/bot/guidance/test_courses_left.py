"""When only a little of the exams is left, nobody is sent to a whole course again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from teaching import DAYTIME, SCHOOL, course, request, search, text, world

from bot.guidance.courses import CoursesGuide, fitting_kinds, still_needed
from bot.guidance.fitting import obstacles
from bot.guidance.reasons import cautions, reasons
from bot.guidance.world import Course, Kind, Level, QualityMark
from dialogs.guides import Slot

SKILLS = ["LEZ", "LUI", "SCH", "SPR"]
OLD = {"wet_brief": "wi2013", "vergunning": "asiel", "vergunning_datum": "2018-05-01"}
NEW = {"wet_brief": "wi2021", "vergunning": "anders", "leerroute": "b1"}

LANGUAGE = course(key="language", level_from=Level.a1, level_to=Level.b1)
PRACTICE = course(key="practice", kind=Kind.exam_training, level_from=Level.a1, level_to=Level.a2)
STATE = course(key="state", kind=Kind.state_exam_1, level_from=Level.a2, level_to=Level.b1)
KNM = course(key="knm", kind=Kind.knm, level_from=Level.a1, level_to=Level.b1)
ONA = course(key="ona", kind=Kind.ona, level_from=Level.a1, level_to=Level.b1)
ALL = (LANGUAGE, PRACTICE, STATE, KNM, ONA)


def offers(*courses: Course, **facts: Slot) -> list[str]:
    keys = CoursesGuide(world(*courses)).consult(request(facts)).values["offers"]
    assert isinstance(keys, tuple)
    return list(keys)


def why_not(one: Course, **facts: Slot) -> tuple[str, ...]:
    return obstacles(search(world(*ALL), **facts), one)


def left(**facts: Slot) -> str:
    return text(still_needed(search(world(*ALL), **facts)))


@pytest.mark.parametrize("law", [OLD, NEW])
def test_5b_only_knm_left_gives_knm_and_no_new_language_package(law: dict[str, Slot]) -> None:
    facts = {**law, "examens_gehaald": [*SKILLS, "ONA", "PVT", "MAP"], "niveau": "b1"}
    assert offers(*ALL, **facts) == ["knm"]
    assert "not.only_subjects" in why_not(LANGUAGE, **facts)
    assert left(**facts).startswith("U heeft alleen KNM nog nodig.")
    assert "gratis op inburgeren.nl" in left(**facts)
    assert fitting_kinds(search(world(*ALL), **facts)) == (Kind.knm,)


def test_5b_r2_05_only_ona_left_gives_ona_and_first_the_question_about_work() -> None:
    facts = {**OLD, "examens_gehaald": [*SKILLS, "KNM"]}
    assert offers(*ALL, **facts) == ["ona"]
    assert "hoeft ONA soms niet" in left(**facts)


@pytest.mark.parametrize(("work", "told"), [("ja", True), ("nee", False)])
def test_r2_06_who_worked_enough_asks_duo_before_an_ona_course(work: str, told: bool) -> None:
    around = search(world(*ALL), **OLD, examens_gehaald=[*SKILLS, "KNM"], werk_ona=work)
    assert any("Misschien hoeft u ONA niet" in text(one) for one in cautions(around, ONA)) is told


def test_r2_02_while_the_day_of_the_permit_is_not_known_ona_is_only_perhaps_needed() -> None:
    facts: dict[str, Slot] = {"wet_brief": "wi2013", "vergunning": "asiel", "examens_gehaald": SKILLS}
    assert "en misschien ONA" in left(**facts)
    assert "misschien" not in left(**{**facts, "vergunning_datum": "2018-05-01"})
    assert left(**{**facts, "examens_gehaald": [*SKILLS, "KNM"]}).startswith("Misschien heeft u alleen ONA")


def test_both_subjects_left_gives_both() -> None:
    assert set(offers(*ALL, **OLD, examens_gehaald=SKILLS)) == {"knm", "ona"}
    assert "KNM en ONA" in left(**OLD, examens_gehaald=SKILLS)


def test_5b_a_skill_left_is_practised_rather_than_a_whole_level_again() -> None:
    facts = {**OLD, "examens_gehaald": ["LEZ", "LUI", "SPR", "KNM", "ONA"], "niveau": "a2"}
    assert offers(LANGUAGE, PRACTICE, **facts)[0] == "practice"
    assert left(**facts) == "U heeft nog nodig: Schrijven. Oefenen voor dat examen is vaak genoeg."
    around = search(world(*ALL), **facts)
    assert any("precies wat u nog nodig heeft" in text(one) for one in reasons(around, PRACTICE))
    assert any("een hele taalcursus" in text(one) for one in cautions(around, LANGUAGE))
    assert why_not(LANGUAGE, **facts) == ()


def test_5b_under_the_new_law_practising_for_b1_is_the_state_exam() -> None:
    facts = {**NEW, "examens_gehaald": ["LEZ", "LUI", "SPR", "KNM"], "niveau": "a2"}
    around = search(world(*ALL), **facts)
    assert any("precies" in text(one) for one in reasons(around, STATE))
    assert not any("precies" in text(one) for one in reasons(search(world(*ALL), **{**facts, **OLD}), STATE))


def test_5b_an_exam_that_was_failed_asks_for_practice_even_with_more_left() -> None:
    facts: dict[str, Slot] = {**OLD, "examens_gehaald": ["LEZ"], "niveau": "a2"}
    failed = search(world(*ALL), **facts, pogingen_spreken="1")
    assert any("precies" in text(one) for one in reasons(failed, PRACTICE))
    assert not any("precies" in text(one) for one in reasons(search(world(*ALL), **facts, pogingen_spreken="0"), PRACTICE))


@pytest.mark.parametrize("more", [{"hoger_willen": "ja"}, {"doel": "werk"}, {"doel": "opleiding"}])
def test_who_wants_more_than_the_exams_keeps_every_course(more: dict[str, Slot]) -> None:
    facts = {**OLD, "examens_gehaald": [*SKILLS, "KNM", "ONA"], **more}
    assert not {"not.all_passed", "not.only_subjects"} & set(why_not(LANGUAGE, **facts))
    assert "language" in offers(LANGUAGE, **facts)
    assert left(**facts) == ""


@pytest.mark.parametrize("aim", [{}, {"doel": "examen"}, {"hoger_willen": "nee"}])
def test_who_passed_everything_needs_no_course_for_it(aim: dict[str, Slot]) -> None:
    facts = {**OLD, "examens_gehaald": [*SKILLS, "KNM", "ONA"], **aim}
    assert offers(*ALL, **facts) == []
    assert why_not(LANGUAGE, **facts)[0] == "not.all_passed"
    assert "niet meer nodig" in left(**facts)


def test_a_subject_that_is_passed_is_not_taught_again() -> None:
    facts: dict[str, Slot] = {**OLD, "examens_gehaald": ["KNM"]}
    assert why_not(KNM, **facts) == ("not.passed_already",)
    assert why_not(ONA, **facts) == ()


@pytest.mark.parametrize("facts", [{}, {"examens_gehaald": ["geen"]}, {"examens_gehaald": "unknown"}])
def test_nothing_passed_or_not_told_changes_nothing(facts: dict[str, Slot]) -> None:
    assert why_not(LANGUAGE, **OLD, **facts) == ()
    assert left(**OLD, **facts) == ""


@pytest.mark.parametrize("facts", [{}, {"wet_brief": "wi2021", "leerroute": "z"}, {"wet_brief": "wi2021", "leerroute": "onderwijs"}])
def test_without_a_sure_law_or_in_a_route_without_these_exams_nothing_is_kept_away(facts: dict[str, Slot]) -> None:
    assert left(**facts, examens_gehaald=[*SKILLS, "KNM"]) == ""
    assert "not.all_passed" not in why_not(LANGUAGE, **facts, examens_gehaald=[*SKILLS, "KNM"])


def test_who_passed_reading_reads_our_letters_whatever_was_said_before() -> None:
    facts: dict[str, Slot] = {**OLD, "examens_gehaald": ["LEZ"], "leest": "ander_schrift"}
    assert why_not(LANGUAGE, **facts) == ()
    assert "not.needs_alphabet" in why_not(LANGUAGE, **{**facts, "examens_gehaald": ["LUI"]})


@pytest.mark.parametrize(("online", "told"), [(0, False), (40, True)])
def test_r5_01_online_hours_do_not_count_for_ona(online: int, told: bool) -> None:
    one = replace(ONA, online_percent=online)
    assert any("Die uren tellen niet voor ONA" in text(said) for said in cautions(search(world(one), **OLD), one)) is told


def test_r5_01_ona_that_is_wholly_online_is_no_choice() -> None:
    wholly = replace(ONA, online_percent=100, sessions=())
    assert "not.ona_online" in obstacles(search(world(wholly), **OLD), wholly)


@pytest.mark.parametrize("disputed", [True, False])
def test_a_school_of_which_the_mark_is_being_checked_is_offered_with_a_warning(disputed: bool) -> None:
    school = replace(SCHOOL, mark=QualityMark.active, disputed=disputed)
    one = course(sessions=DAYTIME)
    around = search(world(one, schools=(school,)), **OLD)
    assert any("wordt nu nagekeken" in text(said) for said in cautions(around, one)) is disputed
