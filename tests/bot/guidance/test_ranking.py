"""The order of courses: the same for the same answers, whatever the order of the catalogue, and open about ties."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from teaching import DAYTIME, DEVENTER, EVENING, KAMPEN, SATURDAY, SCHOOL, TODAY, ZWOLLE, course, request, search, world

from bot.guidance.courses import CoursesGuide
from bot.guidance.ranking import Ranking, ranked
from bot.guidance.searching import Search
from bot.guidance.world import Course, Kind, Level, Location, World

SCHOOLS = [
    replace(SCHOOL, key=f"school{n}", name=f"Voorbeeldschool {name}", stars=stars)
    for n, (name, stars) in enumerate(zip("DACB", (3, 3, 4, None), strict=True))
]
PLACES = (ZWOLLE, KAMPEN, DEVENTER)
ROOMS = [Location(key=f"room{s}{p}", institution=f"school{s}", place=place) for s in range(4) for p, place in enumerate(PLACES)]

courses = st.builds(
    lambda school, place, kind, low, sessions, price, childcare, days: course(
        institution=f"school{school}",
        location=f"room{school}{place}",
        kind=kind,
        level_from=Level(low),
        level_to=Level(low + 1),
        sessions=sessions,
        price_per_hour=price,
        childcare=childcare,
        start_dates=days,
    ),
    st.integers(0, 3),
    st.integers(0, 2),
    st.sampled_from([Kind.language, Kind.dual, Kind.exam_training, Kind.knm]),
    st.integers(0, 2),
    st.sampled_from([DAYTIME, EVENING, SATURDAY, ()]),
    st.sampled_from([None, Decimal(12), Decimal("14.50")]),
    st.sampled_from([True, False, None]),
    st.sampled_from([(), (date(2027, 1, 11),), (date(2027, 5, 1),)]),
)
people = st.fixed_dictionaries(
    {},
    optional={
        "woonplaats": st.sampled_from(PLACES),
        "niveau": st.sampled_from(["nul", "a1", "a2"]),
        "doel": st.sampled_from(["examen", "werk", "dagelijks"]),
        "momenten": st.sampled_from([["overdag"], ["avond", "weekend"], ["kleine_kinderen", "ik_werk"]]),
        "reisafstand": st.sampled_from(["5", "60"]),
        "wet_brief": st.sampled_from(["wi2013", "wi2021"]),
    },
)


def school_world(found: list[Course]) -> World:
    return world(*found, schools=SCHOOLS, rooms=ROOMS)


def order(around: World, **facts: object) -> list[str]:
    return [one.course.key for one in ranked(search(around, **facts))]  # type: ignore[arg-type]


@settings(max_examples=60, deadline=None)
@given(st.lists(courses, max_size=25), people, st.randoms(use_true_random=False))
def test_the_order_of_the_catalogue_does_not_change_the_order_of_the_advice(
    found: list[Course], facts: dict, chance: random.Random
) -> None:
    named = [replace(one, key=f"course{number}") for number, one in enumerate(found)]
    shuffled = chance.sample(named, len(named))
    assert order(school_world(named), **facts) == order(school_world(shuffled), **facts)
    guide, other = CoursesGuide(school_world(named)), CoursesGuide(school_world(shuffled))
    assert guide.consult(request(facts)) == other.consult(request(facts))


@settings(max_examples=60, deadline=None)
@given(st.lists(courses, max_size=25), people)
def test_nobody_with_fewer_points_stands_before_somebody_with_more(found: list[Course], facts: dict) -> None:
    named = [replace(one, key=f"course{number}") for number, one in enumerate(found)]
    points = [one.points for one in ranked(search(school_world(named), **facts))]
    assert points == sorted(points, reverse=True)


@settings(max_examples=60, deadline=None)
@given(st.lists(courses, max_size=25), people)
def test_at_most_three_are_offered_of_as_many_schools_as_there_are(found: list[Course], facts: dict) -> None:
    named = [replace(one, key=f"course{number}") for number, one in enumerate(found)]
    ranking = ranked(search(school_world(named), **facts))
    offered, schools = ranking.best(3), {one.course.institution for one in ranking}
    assert len(offered) == min(3, len(ranking))
    assert len({one.course.institution for one in offered}) == min(3, len(schools))
    assert [one.points for one in offered] == sorted((one.points for one in offered), reverse=True)
    if offered:
        assert offered[0] == next(iter(ranking))


def tie(*found: Course) -> list[str]:
    schools = [replace(school, stars=3) for school in SCHOOLS]
    return order(world(*found, schools=schools, rooms=ROOMS))


def test_a_tie_goes_to_the_nearest_and_online_stands_last() -> None:
    near = course(key="z", institution="school0", location="room00")
    far, online = replace(near, key="b", location="room02"), replace(near, key="a", online_percent=100)
    weighed = ranked(search(school_world([online, far, near]), woonplaats=ZWOLLE))
    level = Ranking(tuple(replace(one, points=0) for one in weighed.found), weighed.order)
    assert [one.course.key for one in level] == ["z", "b", "a"]


def test_then_to_the_name_of_the_school() -> None:
    assert tie(course(key="1", institution="school0", location="room00"), course(key="2", institution="school1", location="room10")) == [
        "2",
        "1",
    ]


def test_then_to_the_first_day_and_the_price_and_the_name_of_the_course() -> None:
    usual = course(institution="school0", location="room00", start_dates=(date(2027, 2, 10),))
    later, dearer = replace(usual, key="1", start_dates=(date(2027, 2, 11),)), replace(usual, key="2", price_per_hour=Decimal(15))
    assert tie(later, dearer, replace(usual, key="4", name="B"), replace(usual, key="5", name="A")) == ["5", "4", "2", "1"]


def test_the_key_decides_only_when_all_that_is_shown_is_the_same() -> None:
    usual = course(institution="school0", location="room00")
    assert tie(replace(usual, key="b"), replace(usual, key="a")) == ["a", "b"]


def test_what_was_reckoned_for_one_day_is_not_used_for_another() -> None:
    around = school_world([course(key="a", institution="school0", location="room00", start_dates=(date(2027, 1, 11),))])
    (soon,) = ranked(search(around))
    (passed,) = ranked(search(around, date(2027, 6, 1)))
    assert soon.points > passed.points
    assert [one.points for one in ranked(Search.of(request({}, TODAY), around))] == [soon.points]


def test_the_same_question_in_a_used_and_in_a_new_world_gets_the_same_points() -> None:
    found = [course(key=str(n), institution="school0", location="room00", price_per_hour=Decimal(n)) for n in (10, 14, 18)]
    used = school_world(found)
    for facts in ({"wet_brief": "wi2021", "vergunning": "asiel"}, {}, {"wet_brief": "wi2013"}):
        again = [one.points for one in ranked(search(school_world(found), **facts))]
        assert [one.points for one in ranked(search(used, **facts))] == again
