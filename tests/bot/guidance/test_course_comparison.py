"""Two courses side by side."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from teaching import DAYTIME, EVENING, SCHOOL, ZWOLLE, course, request, text, world

from bot.guidance.course_comparison import CourseComparisonGuide
from bot.guidance.world import Course, Location
from dialogs.guides import Advice, Slot

OTHER = replace(SCHOOL, key="other", name="Voorbeeldschool B", stars=4)
ROOMS = (Location(key="room", institution="school", place=ZWOLLE), Location(key="hall", institution="other", place=ZWOLLE))
ONE = course(key="one")
TWIN = course(key="twin", institution="other", location="hall")


def compare(one: Course, other: Course, keys: tuple[Slot, Slot] | None = None, **facts: Slot) -> Advice:
    first, second = keys or (one.key, other.key)
    return CourseComparisonGuide(world(one, other, schools=(SCHOOL, OTHER), rooms=ROOMS)).consult(request(facts, one=first, other=second))


def test_what_differs_is_said_a_line_each_and_what_is_alike_is_not() -> None:
    told = compare(ONE, replace(TWIN, price_per_hour=Decimal(20)))
    assert text(told.values["differences"]).splitlines() == [
        "Eerst Voorbeeldschool in Zwolle, dan Voorbeeldschool B in Zwolle.",
        "Prijs: € 14 per uur · € 20 per uur",
        "Sterren: 3 sterren van 4 · 4 sterren van 4",
    ]


def test_two_that_are_alike_are_called_so() -> None:
    told = compare(ONE, replace(ONE, key="two"))
    assert text(told.values["differences"]).endswith("Deze twee cursussen zijn bijna gelijk.")
    assert text(told.values["advice"]) == "Beide passen even goed bij u."


def test_the_better_one_is_named_with_the_reason_that_the_other_lacks() -> None:
    told = compare(replace(ONE, sessions=EVENING), replace(TWIN, childcare=True), momenten=["kleine_kinderen"])
    assert text(told.values["advice"]) == "Voorbeeldschool B in Zwolle past beter bij u. Er is opvang voor kinderen."


def test_one_that_does_not_fit_is_not_the_better_one() -> None:
    told = compare(replace(ONE, sessions=DAYTIME), replace(TWIN, sessions=EVENING), momenten=["overdag"])
    assert text(told.values["advice"]).startswith("Voorbeeldschool in Zwolle past beter")


def test_when_neither_fits_that_is_said() -> None:
    assert text(compare(ONE, TWIN, momenten=["weekend"]).values["advice"]) == "Geen van beide past helemaal bij uw antwoorden."


@pytest.mark.parametrize(("keys", "outcome"), [(("one", "one"), "same"), (("one", "gone"), "unknown"), ((None, "one"), "unknown")])
def test_the_same_course_twice_or_one_that_is_gone_is_not_compared(keys: tuple[Slot, Slot], outcome: str) -> None:
    assert compare(ONE, TWIN, keys) == Advice(outcome=outcome)
