"""Exams: what belongs to whom, what it costs, where and how: each rule of law both ways."""

from __future__ import annotations

from datetime import date

import pytest
from judging import ASYLUM_2013, ASYLUM_2021, OTHER_2013, OTHER_2021, Facts, Ruled, check, everybody, table, told

SINCE_2018: Facts = {**ASYLUM_2013, "vergunning_datum": "2018-05-01"}
B1: Facts = {**ASYLUM_2021, "leerroute": "b1"}
EDUCATION: Facts = {**ASYLUM_2021, "leerroute": "onderwijs"}
Z: Facts = {**ASYLUM_2021, "leerroute": "z"}
OTHER_B1: Facts = {**OTHER_2021, "leerroute": "b1"}


def part(id: str, says: str, holds: Facts, unless: Facts) -> Ruled:
    return Ruled(id=id, guide="exam_parts", says=says, holds=holds, unless=unless)


def plan(id: str, says: str, holds: Facts, unless: Facts) -> Ruled:
    return Ruled(id=id, guide="exam_plan", says=says, holds=holds, unless=unless)


@table(
    part("R2.01", "Schrijven op A2", SINCE_2018, B1),
    part(
        "R2.02",
        "Dit gaat over werk zoeken in Nederland.",
        {**ASYLUM_2013, "vergunning_datum": "2015-01-01"},
        {**ASYLUM_2013, "vergunning_datum": "2014-12-31"},
    ),
    part(
        "R2.03",
        "U tekent een verklaring.",
        {**ASYLUM_2013, "vergunning_datum": "2017-10-01"},
        {**ASYLUM_2013, "vergunning_datum": "2017-09-30"},
    ),
    part("R2.04", "Lezen op A2", SINCE_2018, {**SINCE_2018, "diploma_nl": ["nt2_1"]}),
    part("R2.05", "Stuur het portfolio niet per post", SINCE_2018, {**SINCE_2018, "examens_gehaald": ["ONA"]}),
    part("R2.08", "U betaalt niets: PVT.", SINCE_2018, {**OTHER_2013, "vergunning_datum": "2018-05-01"}),
    part("R2.11", "Lezen op B1", B1, SINCE_2018),
    part("R2.12", "Spreken op A2", {**B1, "afgeschaald": ["SPR"]}, B1),
    part("R2.13", "Dit is les om naar een opleiding te gaan.", EDUCATION, B1),
    part("R2.13 no MAP", "U leert over werk, en u oefent in de praktijk.", B1, EDUCATION),
    part("R2.14", "800 uur les", Z, B1),
    part("R2.14 asylum", "800 uur meedoen", Z, {**OTHER_2021, "leerroute": "z"}),
    part("R2.16", "U leert over werk, en u oefent in de praktijk.", Z, SINCE_2018),
    part("R2.17", "U leert hoe mensen in Nederland samenleven.", EDUCATION, {**ASYLUM_2013, "vergunning_datum": "2017-09-30"}),
    part("R2.18", "Dit gaat over werk zoeken in Nederland.", SINCE_2018, B1),
    part("R2.21", "Twee pogingen per onderdeel zijn gratis, op het niveau van uw PIP of hoger.", B1, OTHER_B1),
    part("R2.21 education", "Twee pogingen voor KNM zijn gratis.", EDUCATION, {**OTHER_2021, "leerroute": "onderwijs"}),
    part("R2.21 z", "Staat een examen in uw PIP? Dan zijn twee pogingen gratis.", Z, {**OTHER_2021, "leerroute": "z"}),
    part("R2.21 used", "Uw gratis pogingen zijn op: Lezen.", {**B1, "pogingen_lezen": "2"}, {**B1, "pogingen_lezen": "1"}),
    part("R2.23", "per staatsexamen", OTHER_B1, SINCE_2018),
    part("R2.24", "Daar meldt u zich aan.", SINCE_2018, {**SINCE_2018, "examens_gehaald": ["LEZ", "LUI", "SCH", "SPR", "KNM"]}),
    part("R2.25", "Kijk in Mijn Inburgering hoe u uw examen verandert.", SINCE_2018, Z),
    part("R2.26", "duurt de uitslag soms 16 week", SINCE_2018, B1),
    part("R2.28", "Rijswijk", SINCE_2018, {**SINCE_2018, "woonplaats": "GM0193/zwolle"}),
    part("R2.29", "ongeveer 65 minuten", SINCE_2018, B1),
    plan(
        "R2.27",
        "Meld u uiterlijk op 2027-08-30 aan voor KNM.",
        {**SINCE_2018, "einddatum_duo": "2028-01-10", "examens_gehaald": ["LEZ", "LUI", "SCH", "SPR", "ONA", "PVT"]},
        {**SINCE_2018, "einddatum_duo": "2027-02-10", "examens_gehaald": ["LEZ", "LUI", "SCH", "SPR", "ONA", "PVT"]},
    ),
    plan(
        "R2.32",
        "Bewaar het bewijs van uw aanmelding.",
        {**SINCE_2018, "einddatum_duo": "2027-02-10", "examens_gehaald": ["LUI", "SCH", "SPR", "KNM", "ONA", "PVT"]},
        {**SINCE_2018, "einddatum_duo": "2028-02-10", "examens_gehaald": ["LUI", "SCH", "SPR", "KNM", "ONA", "PVT"]},
    ),
    Ruled(
        id="R2.30",
        guide="practice",
        says="www.inburgeren.nl/examen-doen/oefenen.jsp",
        holds=SINCE_2018,
        unless={**B1, "examens_gehaald": ["KNM"]},
    ),
    Ruled(id="R2.10", guide="pip", says="Dat heet de brede intake.", holds=ASYLUM_2021, unless=ASYLUM_2013),
    Ruled(
        id="R2.19",
        guide="handover",
        says="De gemeente beslist over uw leerroute.",
        holds=B1,
        unless=B1,
        asked={"rule": "H2", "detail": "route"},
        asked_unless={},
    ),
)
def test_a_rule_about_exams_is_told_to_whom_it_holds_and_to_nobody_else(rule: Ruled) -> None:
    check(rule)


@pytest.mark.parametrize(
    ("today", "says", "never"),
    [
        (date(2026, 11, 1), "€ 50 per examen", "2027 weet ik nog niet"),
        (date(2026, 12, 1), "De prijs van 2027 weet ik nog niet.", "€ 60"),
        (date(2027, 1, 2), "€ 50 per examen in 2026", "per examen:"),
        (date(2028, 1, 2), "De prijs weet ik niet", "€ 50"),
    ],
    ids=["this year", "December asks about January", "next year", "the year after"],
)
def test_r2_20_a_price_is_told_of_its_own_year_only(today: date, says: str, never: str) -> None:
    said = told("exam_parts", {**SINCE_2018, "examens_gehaald": ["PVT"]}, today)
    assert says in said
    assert never not in said


@pytest.mark.parametrize("guide", ["exam_parts", "money", "exam_plan"])
@pytest.mark.parametrize("facts", [*everybody(), SINCE_2018, B1, EDUCATION, Z])
def test_r2_22_no_price_of_earlier_years_is_told(guide: str, facts: Facts) -> None:
    said = told(guide, facts).split()
    assert not {"60", "60,", "100", "350", "290", "250"} & {said[index + 1] for index, word in enumerate(said[:-1]) if word == "€"}


@pytest.mark.parametrize("facts", [ASYLUM_2013, SINCE_2018, ASYLUM_2021, B1, Z])
def test_r2_05_nobody_hears_that_the_talk_about_work_was_abolished(facts: Facts) -> None:
    assert "afgeschaft" not in told("exam_parts", facts) + told("exam_plan", facts)


def test_r2_15_r2_31_becoming_dutch_is_asked_at_the_town_hall_and_nothing_is_promised() -> None:
    finished: Facts = {**SINCE_2018, "examens_gehaald": ["LEZ", "LUI", "SCH", "SPR", "KNM", "ONA", "PVT"]}
    assert "Vraag de gemeente wat u daarvoor nodig heeft." in told("next_steps", finished)
    assert "Nederlander" not in told("next_steps", {**Z, "niveau": "a1"})
