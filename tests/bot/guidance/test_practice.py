"""Where to practise: official and free, for what is left."""

from __future__ import annotations

import pytest
from teaching import request, shipped_knowledge, text, world

from bot.guidance.practice import PracticeGuide
from dialogs.guides import Slot

GUIDE = PracticeGuide(world())
OLD: dict[str, Slot] = {"wet_brief": "wi2013", "vergunning_datum": "2014-05-01"}
B1: dict[str, Slot] = {"wet_brief": "wi2021", "leerroute": "b1"}
SKILLS = ["LEZ", "LUI", "SCH", "SPR"]


def told(facts: dict[str, Slot]) -> dict[str, str]:
    keys = GUIDE.consult(request(facts)).values["places"]
    assert isinstance(keys, tuple)
    return {key: text(row["tekst"]) for key, row in GUIDE.describe(request(facts), "places", keys).items()}


def test_r2_30_exams_of_duo_have_official_practice_and_it_is_free() -> None:
    said = told(OLD | {"examens_gehaald": ["LEZ", "LUI"]})
    assert list(said) == ["official"]
    assert said["official"].startswith("Schrijven en Spreken en KNM: hier oefent u gratis")
    assert said["official"].endswith("www.inburgeren.nl/examen-doen/oefenen.jsp")


def test_r2_30_state_exams_have_practice_of_their_own() -> None:
    said = told(B1 | {"examens_gehaald": ["LEZ"], "afgeschaald": ["SCH"]})
    assert said["official"].startswith("Schrijven en KNM:")
    assert said["state"].startswith("Luisteren en Spreken:")
    assert "staatsexamensnt2.nl" in said["state"]


def test_r2_04_who_aims_higher_than_a2_finds_the_state_exam_too() -> None:
    assert "state" in told(OLD | {"hoger_willen": "ja"})
    assert "state" not in told(OLD | {"hoger_willen": "nee"})


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({}, "everything"),
        ({"wet_brief": "wi2021"}, "everything"),
        (OLD, "known"),
        (B1, "known"),
        (OLD | {"examens_gehaald": [*SKILLS, "KNM"]}, "nothing_left"),
        (B1 | {"examens_gehaald": [*SKILLS, "KNM"]}, "none"),
        ({"wet_brief": "wi2021", "leerroute": "z"}, "none"),
    ],
)
def test_the_outcome_says_what_there_is_to_practise_for(facts: dict[str, Slot], outcome: str) -> None:
    found = GUIDE.consult(request(facts))
    assert found.outcome == outcome
    assert (found.values.get("text") is not None) is (outcome in ("none", "nothing_left"))
    assert bool(told(facts)) is (outcome in ("everything", "known"))


def test_while_nothing_is_known_both_places_are_told() -> None:
    assert [said.split(":")[0] for said in told({}).values()] == ["Examens op A2 en KNM", "Examens op B1 en B2"]


def test_f15_nobody_pays_for_questions_and_no_app_is_named() -> None:
    assert "Betaal niet." in text(GUIDE.consult(request({})).values["warning"])
    rows = [row for row in shipped_knowledge() if row.key.startswith("practice.")]
    assert {str(row.value) for row in rows if row.value} == {"www.inburgeren.nl/examen-doen/oefenen.jsp", "www.staatsexamensnt2.nl"}
