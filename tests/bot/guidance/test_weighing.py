"""How well a course fits: each consideration both ways."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from teaching import DAYTIME, DEVENTER, EVENING, KAMPEN, SATURDAY, SCHOOL, TODAY, ZWOLLE, course, search, text, world

from bot.guidance.reasons import cautions, reasons
from bot.guidance.weighing import weights
from bot.guidance.world import Course, Institution, Kind, Level, Literacy, Location, QualityMark, Session, World
from dialogs.guides import Slot


def around(one: Course, *others: Course, stars: int | None = 3, mark: QualityMark = QualityMark.active, place: str = ZWOLLE) -> World:
    school = Institution(key="school", name="S", mark=mark, mark_checked=SCHOOL.mark_checked, mark_source="x", stars=stars)
    return world(one, *others, schools=(school,), rooms=(Location(key="room", institution="school", place=place),))


def points(one: Course, key: str, *others: Course, stars: int | None = 3, place: str = ZWOLLE, **facts: Slot) -> int:
    found = {weight.key: weight.points(one) for weight in weights(search(around(one, *others, stars=stars, place=place), **facts))}
    return found.get(key, 0)


def test_more_stars_count_more_and_a_new_school_is_not_punished() -> None:
    assert points(course(), "stars", stars=4) > points(course(), "stars", stars=None) > points(course(), "stars", stars=1)


def test_nearer_counts_more() -> None:
    here, near, far = (points(course(), "near", place=place, woonplaats=ZWOLLE) for place in (ZWOLLE, KAMPEN, DEVENTER))
    assert here > near > far > 0


def test_online_is_not_near() -> None:
    assert points(course(online_percent=100), "near", woonplaats=ZWOLLE) == 0


def test_far_counts_against_only_on_foot_or_by_bike() -> None:
    assert points(course(), "far_by_bike", place=DEVENTER, woonplaats=ZWOLLE, vervoer="lopen_fiets") < 0
    assert points(course(), "far_by_bike", place=DEVENTER, woonplaats=ZWOLLE, vervoer="ov") == 0
    assert points(course(), "far_by_bike", place=ZWOLLE, woonplaats=ZWOLLE, vervoer="lopen_fiets") == 0


def test_a_course_that_begins_at_ones_level_counts_more() -> None:
    assert points(course(level_from=Level.a1, level_to=Level.a2), "level", niveau="a1") > 0
    assert points(course(level_from=Level.zero, level_to=Level.a2), "level", niveau="a1") == 0


@pytest.mark.parametrize(
    ("law", "level", "ready"), [("wi2013", "a2", True), ("wi2013", "a1", False), ("wi2021", "a2", False), ("wi2021", "b1", True)]
)
def test_exam_training_counts_when_the_level_of_the_law_is_reached(law: str, level: str, ready: bool) -> None:
    one = course(kind=Kind.exam_training, level_from=Level.a1, level_to=Level.b1)
    assert (points(one, "exam_ready", wet_brief=law, niveau=level, doel="examen") > 0) is ready


@pytest.mark.parametrize(
    ("care", "told", "counts"),
    [
        (True, ["kleine_kinderen"], True),
        (False, ["kleine_kinderen"], False),
        (None, ["kleine_kinderen"], False),
        (True, ["overdag"], False),
    ],
)
def test_childcare_counts_for_who_has_young_children(care: bool | None, told: list[str], counts: bool) -> None:
    assert (points(course(childcare=care), "childcare", momenten=told) > 0) is counts


@pytest.mark.parametrize(
    ("sessions", "counts"),
    [(DAYTIME, True), (EVENING, False), (SATURDAY, False), ((), False), ((Session(weekday=1, start=time(13), end=time(16)),), False)],
)
def test_lessons_in_school_hours_count_for_who_has_young_children(sessions: tuple[Session, ...], counts: bool) -> None:
    assert (points(course(sessions=sessions), "school_hours", momenten=["kleine_kinderen"]) > 0) is counts


def test_an_evening_without_care_counts_against_for_who_has_young_children() -> None:
    assert points(course(sessions=EVENING), "evening_without_care", momenten=["kleine_kinderen"]) < 0
    assert points(course(sessions=EVENING, childcare=True), "evening_without_care", momenten=["kleine_kinderen"]) == 0
    assert points(course(sessions=DAYTIME), "evening_without_care", momenten=["kleine_kinderen"]) == 0
    assert points(course(sessions=EVENING), "evening_without_care", momenten=["avond"]) == 0


def test_beside_work_fit_evenings_weekends_and_dual_courses() -> None:
    told = ["ik_werk", "overdag", "avond", "weekend"]
    assert all(points(course(sessions=when), "beside_work", momenten=told) > 0 for when in (EVENING, SATURDAY))
    assert points(course(kind=Kind.dual), "beside_work", momenten=told) > 0
    assert points(course(sessions=DAYTIME), "beside_work", momenten=told) == 0
    assert points(course(sessions=EVENING), "beside_work", momenten=["avond"]) == 0


def test_a_day_course_counts_against_for_who_works_and_named_no_time() -> None:
    assert points(course(sessions=DAYTIME), "day_while_working", momenten=["ik_werk"]) < 0
    assert points(course(sessions=DAYTIME, kind=Kind.dual), "day_while_working", momenten=["ik_werk"]) == 0
    assert points(course(sessions=DAYTIME), "day_while_working", momenten=["ik_werk", "overdag"]) == 0


@pytest.mark.parametrize(
    ("language", "level", "counts"),
    [("ar", "nul", True), ("ar", "a1", True), ("ar", None, True), ("ar", "a2", False), ("ti", "nul", False), ("nl", "nul", False)],
)
def test_help_in_ones_own_language_counts_for_beginners(language: str, level: Slot, counts: bool) -> None:
    assert (points(course(support_languages=("ar", "nl")), "support_language", taal=language, niveau=level) > 0) is counts


@pytest.mark.parametrize(
    ("size", "facts", "counts"),
    [
        (10, {"leest": "niet"}, True),
        (10, {"schooljaren": "1_6"}, True),
        (20, {"leest": "niet"}, False),
        (None, {"leest": "niet"}, False),
        (10, {"leest": "latijn"}, False),
    ],
)
def test_a_small_group_counts_for_who_had_little_school(size: int | None, facts: dict[str, Slot], counts: bool) -> None:
    assert (points(course(group_size=size), "small_group", **facts) > 0) is counts


@pytest.mark.parametrize(
    ("days", "soon", "late"),
    [
        ((date(2026, 11, 23),), True, False),
        ((date(2027, 1, 18),), True, False),
        ((date(2027, 1, 19),), False, False),
        ((date(2027, 2, 15),), False, False),
        ((date(2027, 2, 16),), False, True),
        ((date(2026, 11, 22), date(2027, 3, 1)), False, True),
        ((date(2026, 11, 22),), False, False),
        ((), False, False),
    ],
)
def test_soon_counts_for_and_late_against_and_a_day_that_passed_is_no_start(days: tuple[date, ...], soon: bool, late: bool) -> None:
    assert (points(course(start_dates=days), "starts_soon") > 0) is soon
    assert (points(course(start_dates=days), "starts_late") < 0) is late


def priced(euros: Any) -> Course:
    return course(key=f"at {euros}", price_per_hour=None if euros is None else Decimal(euros))


@pytest.mark.parametrize(
    ("euros", "cheaper", "dearer"),
    [(11, True, False), (13, False, False), (14, False, False), (15, False, False), (17, False, True), (None, False, False)],
)
def test_a_price_counts_when_it_differs_notably_from_the_usual_one(euros: int | None, cheaper: bool, dearer: bool) -> None:
    usual = [course(key=f"usual{number}") for number in range(5)]
    one = priced(euros)
    assert (points(one, "cheaper", *usual) > 0) is cheaper
    assert (points(one, "dearer", *usual) < 0) is dearer


def test_a_price_does_not_count_for_who_does_not_pay() -> None:
    usual = [course(key=f"usual{number}") for number in range(5)]
    assert points(priced(5), "cheaper", *usual, wet_brief="wi2021", vergunning="asiel") == 0
    assert points(priced(5), "cheaper", *usual, wet_brief="wi2021", vergunning="anders") > 0


def test_r5_02_online_counts_against_for_beginners() -> None:
    assert points(course(online_percent=50), "online_beginner", niveau="nul") < 0
    assert points(course(online_percent=50), "online_beginner", niveau="a2") == 0
    assert points(course(), "online_beginner", niveau="nul") == 0


def test_letters_that_one_knows_count_against() -> None:
    with_letters = course(literacy=Literacy.other_alphabet)
    assert points(with_letters, "letters_first", leest="latijn") < 0
    assert points(course(), "letters_first", leest="latijn") == 0
    assert points(course(kind=Kind.literacy, literacy=Literacy.full), "full_literacy", leest="ander_schrift") < 0


def test_letter_courses_come_first_for_who_needs_them_and_not_for_who_did_not_say() -> None:
    alphabet = course(kind=Kind.other_alphabet, literacy=Literacy.other_alphabet)
    assert points(alphabet, "goal.examen", doel="examen", leest="ander_schrift") > points(course(), "goal.examen", doel="examen")
    assert points(alphabet, "goal.examen", doel="examen") < points(course(), "goal.examen", doel="examen")


def test_reasons_are_what_gave_points_and_ones_own_answers_come_first() -> None:
    one = course(childcare=True)
    found = search(around(one), woonplaats=ZWOLLE, leest="latijn", niveau="nul", momenten=["kleine_kinderen", "overdag"], doel="examen")
    assert [text(reason) for reason in reasons(found, one)] == [
        "De les begint op uw niveau: het begin.",
        "Er is opvang voor kinderen.",
        "De les is onder schooltijd.",
    ]


def test_who_said_nothing_gets_the_one_reason_that_holds_for_all() -> None:
    one = course(start_dates=())
    assert [text(reason) for reason in reasons(search(around(one, stars=None)), one)] == ["De school heeft een keurmerk van Blik op Werk."]


@pytest.mark.parametrize(
    ("change", "facts", "key"),
    [
        ({"online_percent": 20}, {"wet_brief": "wi2013"}, "fit.but.online_2013"),
        ({"online_percent": 60}, {"wet_brief": "wi2021"}, "fit.but.online_2021"),
        ({"kind": Kind.ona}, {}, "fit.but.kind_of_one_law"),
        ({"sessions": ()}, {"momenten": ["overdag"]}, "fit.but.times_unknown"),
        ({"start_dates": ()}, {}, "fit.but.start_unknown"),
        ({"checked": date(2026, 5, 1)}, {}, "fit.but.old"),
    ],
)
def test_what_should_be_known_before_signing_is_said(change: dict[str, Any], facts: dict[str, Slot], key: str) -> None:
    one = course(**change)
    assert key in [caution.source for caution in cautions(search(around(one), **facts), one)]
    usual = course()
    assert key not in [caution.source for caution in cautions(search(around(usual), **facts), usual)]


def test_r4_02_a_new_school_is_named_mildly() -> None:
    one = course()
    (caution,) = cautions(search(around(one, mark=QualityMark.aspirant, stars=None)), one)
    assert text(caution) == "Dit is een nieuwe school. Er zijn nog geen resultaten bekend."
    assert cautions(search(around(one)), one) == []


def test_a_school_that_is_far_is_named_to_who_set_no_limit() -> None:
    one = course()
    far = around(one, place="GM0202/arnhem")
    assert "fit.but.far" in [caution.source for caution in cautions(search(far, woonplaats=ZWOLLE), one)]
    assert "fit.but.far" not in [caution.source for caution in cautions(search(far, woonplaats=ZWOLLE, reisafstand="60"), one)]


def test_every_statement_names_its_source() -> None:
    one = course(online_percent=30)
    found = search(around(one), woonplaats=ZWOLLE, niveau="nul", wet_brief="wi2013")
    said = [*reasons(found, one), *cautions(found, one)]
    assert said
    assert all(found.world.knowledge.row(str(phrase.source), TODAY).source for phrase in said)
