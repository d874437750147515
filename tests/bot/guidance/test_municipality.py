"""Which municipality belongs to somebody, and how to reach it truthfully."""

from __future__ import annotations

import pytest
from teaching import UTRECHT, ZWOLLE, request, text, world

from bot.guidance.municipality import MunicipalityGuide
from bot.guidance.world import TownHall
from dialogs.guides import Advice, Slot

HALL = TownHall(code="GM0193", name="Zwolle", participating=True, phone="14 000", website="zwolle.example.nl", answer_days=3)


def municipality(hall: TownHall = HALL, **facts: Slot) -> Advice:
    return MunicipalityGuide(world(halls=(hall,))).consult(request(facts))


def test_one_that_takes_part_is_named_with_its_promise() -> None:
    told = municipality(woonplaats=ZWOLLE)
    assert told.outcome == "participating"
    assert text(told.values["name"]) == "Zwolle"
    assert text(told.values["how_to_reach"]) == "Bel 14 000. Kijk op zwolle.example.nl."
    assert text(told.values["promise"]) == "U krijgt antwoord binnen 3 werkdagen."


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
