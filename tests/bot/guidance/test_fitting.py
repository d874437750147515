"""What keeps a course from somebody and what does not; what is not known keeps nothing away."""

from __future__ import annotations

import pytest
from teaching import DAYTIME, DEVENTER, EVENING, KAMPEN, ROOM, SATURDAY, SCHOOL, UTRECHT, ZWOLLE, course, search, world

from bot.guidance.fitting import obstacles
from bot.guidance.world import Course, Institution, Kind, Level, Literacy, Location, QualityMark
from dialogs.guides import UNKNOWN, WITHHELD, Slot

LITERACY = course(kind=Kind.literacy, literacy=Literacy.full, level_to=Level.a1)
ALPHABET = course(kind=Kind.other_alphabet, literacy=Literacy.other_alphabet, level_to=Level.zero)
LANGUAGE = course()
WITH_LETTERS = course(literacy=Literacy.other_alphabet)


def kept_away(one: Course, *, school: Institution = SCHOOL, rooms: tuple[Location, ...] = (ROOM,), **facts: Slot) -> tuple[str, ...]:
    return obstacles(search(world(one, schools=(school,), rooms=rooms), **facts), one)


@pytest.mark.parametrize("one", [LITERACY, ALPHABET, LANGUAGE, WITH_LETTERS, course(kind=Kind.ona), course(kind=Kind.self_reliance_route)])
@pytest.mark.parametrize("silence", [None, UNKNOWN, WITHHELD])
def test_who_says_nothing_is_kept_from_nothing(one: Course, silence: Slot) -> None:
    names = ("woonplaats", "wet_brief", "leest", "schooljaren", "niveau", "doel", "momenten", "reisafstand", "vervoer", "leerroute")
    assert kept_away(one, **dict.fromkeys(names, silence)) == ()


@pytest.mark.parametrize(
    ("mark", "rules"),
    [
        (QualityMark.active, ()),
        (QualityMark.aspirant, ()),
        (QualityMark.suspended, ("not.mark.geschorst",)),
        (QualityMark.withdrawn, ("not.mark.ingetrokken",)),
    ],
)
def test_r4_09_only_a_valid_quality_mark_lets_new_learners_in(mark: QualityMark, rules: tuple[str, ...]) -> None:
    school = Institution(key="school", name="S", mark=mark, mark_checked=SCHOOL.mark_checked, mark_source="x")
    assert kept_away(LANGUAGE, school=school) == rules


@pytest.mark.parametrize(
    ("reads", "one", "rules"),
    [
        ("niet", LITERACY, ()),
        ("niet", ALPHABET, ("not.needs_letters",)),
        ("niet", LANGUAGE, ("not.needs_letters",)),
        ("niet", course(kind=Kind.exam_training), ("not.needs_letters",)),
        ("niet", course(kind=Kind.self_reliance_route, literacy=Literacy.full), ()),
        ("ander_schrift", ALPHABET, ()),
        ("ander_schrift", WITH_LETTERS, ()),
        ("ander_schrift", LANGUAGE, ("not.needs_alphabet",)),
        ("latijn", LANGUAGE, ()),
        ("latijn", WITH_LETTERS, ()),
        ("latijn", LITERACY, ("not.reads_already",)),
        ("latijn", ALPHABET, ("not.reads_already",)),
    ],
)
def test_5b_reading_decides_where_somebody_can_begin(reads: str, one: Course, rules: tuple[str, ...]) -> None:
    assert kept_away(one, leest=reads) == rules


@pytest.mark.parametrize(
    ("years", "rules"), [("7_12", ("not.reads_other_letters",)), ("1_6", ("not.reads_other_letters",)), ("0", ()), (None, ())]
)
def test_f21_who_reads_other_letters_and_had_school_gets_no_full_literacy_course(years: Slot, rules: tuple[str, ...]) -> None:
    assert kept_away(LITERACY, leest="ander_schrift", schooljaren=years) == rules


@pytest.mark.parametrize(("percent", "rules"), [(0, ()), (1, ("not.literacy_online",)), (100, ("not.literacy_online",))])
def test_r4_05_literacy_is_never_online(percent: int, rules: tuple[str, ...]) -> None:
    assert kept_away(course(kind=Kind.literacy, literacy=Literacy.full, online_percent=percent), leest="niet") == rules


def test_r4_05_other_courses_may_be_online() -> None:
    assert kept_away(course(online_percent=100), leest="latijn") == ()


@pytest.mark.parametrize(("law", "percent", "rules"), [("wi2013", 100, ("not.ona_online",)), ("wi2013", 50, ()), (None, 100, ())])
def test_r1_52_online_hours_do_not_count_for_the_64_hours_of_ona(law: Slot, percent: int, rules: tuple[str, ...]) -> None:
    assert kept_away(course(kind=Kind.ona, online_percent=percent), wet_brief=law) == rules


@pytest.mark.parametrize(("law", "rules"), [("wi2013", ()), ("wi2021", ("not.ona_2021",)), (None, ())])
def test_r2_18_ona_is_for_the_old_law(law: Slot, rules: tuple[str, ...]) -> None:
    assert kept_away(course(kind=Kind.ona), wet_brief=law) == rules


@pytest.mark.parametrize("kind", [Kind.self_reliance_route, Kind.education_route])
@pytest.mark.parametrize(("law", "rules"), [("wi2013", ("not.route_2013",)), ("wi2021", ()), (None, ())])
def test_r1_51_routes_are_for_the_new_law(kind: Kind, law: Slot, rules: tuple[str, ...]) -> None:
    assert kept_away(course(kind=kind), wet_brief=law) == rules


def test_a_law_that_is_contradicted_keeps_nothing_away() -> None:
    assert kept_away(course(kind=Kind.ona), wet_brief="wi2021", vergunning_datum="2020-01-01") == ()


@pytest.mark.parametrize(
    ("route", "kind", "rules"),
    [
        ("z", Kind.self_reliance_route, ()),
        ("z", Kind.education_route, ("not.other_route",)),
        ("onderwijs", Kind.education_route, ()),
        ("onderwijs", Kind.self_reliance_route, ("not.other_route",)),
        ("b1", Kind.self_reliance_route, ("not.other_route",)),
        ("b1", Kind.language, ()),
        ("onderwijs", Kind.language, ()),
    ],
)
def test_r5_03_the_route_that_the_municipality_chose_is_not_changed_here(route: str, kind: Kind, rules: tuple[str, ...]) -> None:
    assert kept_away(course(kind=kind), wet_brief="wi2021", leerroute=route) == rules


@pytest.mark.parametrize(
    ("level", "low", "high", "rules"),
    [
        ("nul", 0, 2, ()),
        ("nul", 1, 2, ("not.too_hard",)),
        ("a1", 0, 2, ()),
        ("a1", 1, 2, ()),
        ("a1", 2, 3, ("not.too_hard",)),
        ("a2", 0, 2, ("not.too_easy",)),
        ("a2", 2, 3, ()),
        ("b1", 2, 3, ("not.too_easy",)),
        ("b1", 3, 4, ()),
    ],
)
def test_5b_a_course_begins_at_or_under_the_level_and_ends_above_it(level: str, low: int, high: int, rules: tuple[str, ...]) -> None:
    assert kept_away(course(level_from=Level(low), level_to=Level(high)), niveau=level) == rules


@pytest.mark.parametrize(("level", "rules"), [("a1", ()), ("a2", ()), ("b1", ("not.too_easy",)), ("nul", ("not.too_hard",))])
def test_5b_training_for_an_exam_fits_who_has_its_level(level: str, rules: tuple[str, ...]) -> None:
    assert kept_away(course(kind=Kind.exam_training, level_from=Level.a1, level_to=Level.a2), niveau=level) == rules


@pytest.mark.parametrize("one", [LITERACY, ALPHABET])
@pytest.mark.parametrize("level", ["nul", "a1", "a2", "b1"])
def test_learning_letters_does_not_depend_on_how_somebody_speaks(one: Course, level: str) -> None:
    assert kept_away(one, niveau=level) == ()


@pytest.mark.parametrize("kind", [Kind.knm, Kind.ona])
def test_a_course_about_the_country_is_never_too_easy_but_may_be_too_hard(kind: Kind) -> None:
    one = course(kind=kind, level_from=Level.a1, level_to=Level.a2)
    assert kept_away(one, niveau="b1") == ()
    assert kept_away(one, niveau="nul") == ("not.too_hard",)


@pytest.mark.parametrize(
    ("years", "level", "rules"),
    [("1_6", None, ("not.little_school",)), ("0", None, ("not.little_school",)), ("1_6", "b1", ()), ("7_12", None, ()), (None, None, ())],
)
def test_5b_the_second_state_exam_is_not_for_little_school_unless_the_level_is_there(
    years: Slot, level: Slot, rules: tuple[str, ...]
) -> None:
    assert kept_away(course(kind=Kind.state_exam_2, level_from=Level.b1, level_to=Level.b2), schooljaren=years, niveau=level) == rules


@pytest.mark.parametrize(("goal", "rules"), [("examen", ()), ("dagelijks", ("not.goal",)), ("werk", ("not.goal",)), (None, ())])
def test_a_course_for_one_exam_is_for_who_wants_exams(goal: Slot, rules: tuple[str, ...]) -> None:
    assert kept_away(course(kind=Kind.knm), doel=goal) == rules


@pytest.mark.parametrize(
    ("times", "sessions", "rules"),
    [
        (["overdag"], DAYTIME, ()),
        (["avond"], DAYTIME, ("not.times",)),
        (["avond"], EVENING, ()),
        (["weekend"], SATURDAY, ()),
        (["overdag", "avond"], SATURDAY, ("not.times",)),
        (["overdag"], (*DAYTIME, *EVENING), ("not.times",)),
        (["overdag", "avond"], (*DAYTIME, *EVENING), ()),
        (["overdag"], (), ()),
        (["ik_werk"], DAYTIME, ()),
        (["kleine_kinderen"], EVENING, ()),
        ([], EVENING, ()),
    ],
)
def test_5b_every_lesson_must_be_at_a_time_that_somebody_named(times: list[str], sessions: tuple, rules: tuple[str, ...]) -> None:
    assert kept_away(course(sessions=sessions), momenten=times) == rules


@pytest.mark.parametrize(
    ("there", "km", "rules"),
    [
        (ZWOLLE, "5", ()),
        (KAMPEN, "5", ("not.too_far",)),
        (KAMPEN, "15", ()),
        (DEVENTER, "15", ("not.too_far",)),
        (DEVENTER, "30", ()),
        (UTRECHT, "60", ("not.too_far",)),
        (DEVENTER, None, ()),
        (UTRECHT, None, ("not.too_far",)),
    ],
)
def test_a_school_is_not_farther_than_somebody_wants_to_travel(there: str, km: Slot, rules: tuple[str, ...]) -> None:
    room = Location(key="room", institution="school", place=there)
    assert kept_away(LANGUAGE, rooms=(room,), woonplaats=ZWOLLE, reisafstand=km) == rules


def test_distance_keeps_nothing_away_when_all_is_online_or_home_is_not_known() -> None:
    far = Location(key="room", institution="school", place=UTRECHT)
    assert kept_away(course(online_percent=100), rooms=(far,), woonplaats=ZWOLLE, reisafstand="5") == ()
    assert kept_away(LANGUAGE, rooms=(far,), reisafstand="5") == ()
    assert kept_away(LANGUAGE, rooms=(far,), woonplaats="GM9999/nowhere", reisafstand="5") == ()


def test_a_place_nobody_knows_keeps_nothing_away() -> None:
    nowhere = Location(key="room", institution="school", place="GM9999/nowhere")
    assert kept_away(LANGUAGE, rooms=(nowhere,), woonplaats=ZWOLLE, reisafstand="5") == ()


@pytest.mark.parametrize("transport", ["lopen_fiets", "ov", "auto"])
def test_how_somebody_travels_alone_keeps_nothing_away(transport: str) -> None:
    room = Location(key="room", institution="school", place=DEVENTER)
    assert kept_away(LANGUAGE, rooms=(room,), woonplaats=ZWOLLE, vervoer=transport, reisafstand="30") == ()
