"""Which municipality belongs to somebody, and how to reach it truthfully."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from teaching import UTRECHT, ZWOLLE, request, text, world

from bot.guidance.municipality import MunicipalityGuide
from bot.guidance.office_hours import Habits, Team
from bot.guidance.world import TownHall
from dialogs.days import HOME
from dialogs.guides import Advice, Slot

HALL = TownHall(code="GM0193", name="Zwolle", participating=True, phone="14 000", website="zwolle.example.nl", answer_days=3)


def municipality(hall: TownHall = HALL, **facts: Slot) -> Advice:
    return MunicipalityGuide(world(halls=(hall,))).consult(request(facts))


def test_one_that_takes_part_is_named_with_its_promise() -> None:
    told = municipality(woonplaats=ZWOLLE)
    assert told.outcome == "participating"
    assert text(told.values["name"]) == "Zwolle"
    assert text(told.values["how_to_reach"]) == "Bel 14 000. Kijk op zwolle.example.nl."
    assert text(told.values["promise"]) == "U krijgt uiterlijk op 2026-11-26 antwoord."


@pytest.mark.parametrize(
    ("team", "asked", "day"),
    [
        ((), "2026-11-23 11:00", "2026-11-26"),
        ((), "2026-11-23 20:00", "2026-11-27"),
        ((), "2026-12-24 11:00", "2026-12-30"),
        ((Habits(answer_days=1),), "2026-11-23 11:00", "2026-11-24"),
        ((Habits(answer_days=1), Habits(answer_days=4)), "2026-11-23 11:00", "2026-11-27"),
        ((Habits(free_weekdays=frozenset({1, 3})),), "2026-11-23 11:00", "2026-11-30"),
        ((Habits(leave=((date(2026, 11, 23), date(2026, 12, 4)),)),), "2026-11-23 11:00", "2026-12-10"),
    ],
)
def test_the_day_is_named_on_which_the_answer_is_there_at_the_latest(team: tuple[Habits, ...], asked: str, day: str) -> None:
    hall = replace(HALL, team=Team(members=team))
    question = replace(request({"woonplaats": ZWOLLE}), now=datetime.fromisoformat(asked).replace(tzinfo=HOME))
    question = replace(question, today=question.now.date() if question.now else question.today)
    told = MunicipalityGuide(world(halls=(hall,))).consult(question)
    assert text(told.values["promise"]) == f"U krijgt uiterlijk op {day} antwoord."


def test_where_nobody_works_no_day_is_promised() -> None:
    nobody = Team(members=(Habits(free_weekdays=frozenset(range(5))),))
    assert "Ik weet niet wanneer" in text(municipality(replace(HALL, team=nobody), woonplaats=ZWOLLE).values["promise"])


def test_one_that_promised_nothing_promises_nothing() -> None:
    told = municipality(TownHall(code="GM0193", name="Zwolle", participating=True), woonplaats=ZWOLLE)
    assert "Ik weet niet wanneer" in text(told.values["promise"])


def test_one_that_does_not_take_part_gets_the_way_to_the_town_hall_and_no_promise() -> None:
    told = municipality(woonplaats=UTRECHT)
    assert told.outcome == "elsewhere"
    assert text(told.values["name"]) == "Utrecht"
    assert text(told.values["how_to_reach"]).startswith("Ga naar het gemeentehuis van Utrecht.")
    assert "promise" not in told.values


@pytest.mark.parametrize("town", [None, "unknown", "GM9999/nowhere"])
def test_without_a_town_nobody_is_named(town: Slot) -> None:
    assert municipality(woonplaats=town) == Advice(outcome="unknown")


@pytest.mark.parametrize(("law", "name"), [("wi2021", "Utrecht"), (None, "Utrecht"), ("wi2013", "Zwolle")])
def test_under_the_new_law_the_municipality_one_is_linked_to_goes_before_where_one_sleeps(law: Slot, name: str) -> None:
    assert text(municipality(woonplaats=ZWOLLE, gemeente_gekoppeld=UTRECHT, wet_brief=law).values["name"]) == name


def test_values_are_present_as_declared() -> None:
    for told in (municipality(woonplaats=ZWOLLE), municipality(woonplaats=UTRECHT), municipality()):
        for name, gives in MunicipalityGuide.signature.values.items():
            assert (name in told.values) is (told.outcome in gives.present_when)
