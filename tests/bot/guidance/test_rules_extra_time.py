"""More time: each ground of the law both ways. Nothing is promised, and what DUO does by itself is not asked for."""

from __future__ import annotations

import pytest
from judging import ASYLUM_2013, ASYLUM_2021, OTHER_2013, OTHER_2021, Facts, Ruled, check, everybody, table, told

LONG: Facts = {"duur_omstandigheid": "langer_3m"}
SHORT: Facts = {"duur_omstandigheid": "korter_3m"}
NEARLY: Facts = {"leerroute": "b1", "examens_gehaald": ["LEZ", "LUI", "KNM", "PVT", "MAP"]}
ALL_TWICE: Facts = dict.fromkeys(
    ("pogingen_lezen", "pogingen_luisteren", "pogingen_schrijven", "pogingen_spreken", "pogingen_knm"),
    "2",
)


def because(law: Facts, *reasons: str, **more: str) -> Facts:
    return {**law, "omstandigheden": list(reasons), **LONG, **more}


def ground(id: str, says: str, holds: Facts, unless: Facts) -> Ruled:
    return Ruled(id=id, guide="extra_time", says=says, holds=holds, unless=unless)


@table(
    ground(
        "R1.22",
        "Samen duurden ze misschien wel drie maanden achter elkaar.",
        {**because(ASYLUM_2021, "ziek", "dakloos"), **SHORT},
        {**because(ASYLUM_2013, "ziek", "anders"), **SHORT},
    ),
    ground(
        "R1.23",
        "U kunt het vragen vanaf 2027-08-10.",
        {**because(ASYLUM_2021, "ziek"), "einddatum_duo": "2028-02-10"},
        {**because(ASYLUM_2021, "ziek"), "einddatum_duo": "2027-02-10"},
    ),
    ground("R1.25", "net zo veel extra tijd", because(ASYLUM_2021, "ziek"), {**because(ASYLUM_2021, "ziek"), **SHORT}),
    ground("R1.25 old", "drie maanden achter elkaar of langer", because(ASYLUM_2013, "ziek"), {**because(ASYLUM_2013, "ziek"), **SHORT}),
    ground("R1.26", "drie maanden extra", {**because(ASYLUM_2021, "familie_overleden"), **SHORT}, because(ASYLUM_2021, "ziek")),
    ground("R1.27", "16 weken extra", {**because(ASYLUM_2013, "baby"), **SHORT}, because(ASYLUM_2013, "familie_overleden")),
    ground("R1.28", "Wat u meemaakte, is heel zwaar.", because(ASYLUM_2021, "doodgeboren"), because(ASYLUM_2021, "baby")),
    ground("R1.29", "DUO stuurt dan zelf een brief", because(ASYLUM_2013, "alfabetisering"), because(ASYLUM_2021, "alfabetisering")),
    ground(
        "R1.30",
        "niet meer dan zes maanden",
        because(ASYLUM_2021, "alfabetisering", leerroute="b1"),
        because(ASYLUM_2021, "alfabetisering", leerroute="z"),
    ),
    ground(
        "R1.31",
        "U deed dan elk ander examen twee keer",
        {**ASYLUM_2013, **ALL_TWICE, "uren_totaal": 300},
        {**ASYLUM_2013, **ALL_TWICE, "uren_totaal": 310, "uren_online": 20},
    ),
    ground("R1.31 new law", "U volgde veel les.", {**ASYLUM_2013, **ALL_TWICE, "uren_totaal": 300}, {**ASYLUM_2021, "uren_totaal": 900}),
    ground(
        "R1.32",
        "Dan geeft DUO u vanzelf extra tijd, in de laatste zes maanden.",
        because(ASYLUM_2013, "opleiding_nl"),
        because(ASYLUM_2021, "opleiding_nl"),
    ),
    ground("R1.33", "mbo 1", because(ASYLUM_2021, "opleiding_laag"), because(ASYLUM_2013, "opleiding_laag")),
    ground("R1.34", "niet meer dan twee jaar", because(ASYLUM_2021, "dakloos"), because(ASYLUM_2013, "dakloos")),
    ground("R1.34a", "U hoeft hier niets te vertellen.", because(ASYLUM_2021, "opvang"), because(ASYLUM_2021, "dakloos")),
    ground("R1.34b", "Had u een tijd geen huis?", because(ASYLUM_2013, "dakloos"), because(ASYLUM_2021, "dakloos")),
    ground("R1.35", "pas drie maanden na uw PIP", because(ASYLUM_2021, "geen_aanbod"), because(OTHER_2021, "geen_aanbod")),
    ground(
        "R1.35a",
        "niet meer dan zes maanden",
        because(ASYLUM_2021, "school_probleem"),
        {**because(ASYLUM_2021, "school_probleem"), **SHORT},
    ),
    ground(
        "R1.36",
        "U bent bijna klaar.",
        {**ASYLUM_2021, **NEARLY},
        {**ASYLUM_2021, **NEARLY, "examens_gehaald": ["LEZ", "KNM", "PVT", "MAP"]},
    ),
    ground("R1.37", "U bent bijna klaar.", {**OTHER_2021, **NEARLY, "uren_totaal": 450}, {**OTHER_2021, **NEARLY, "uren_totaal": 449}),
    ground("R1.38", "buiten uw schuld", because(ASYLUM_2013, "anders"), {**because(ASYLUM_2013, "anders"), **SHORT}),
    ground(
        "R1.39",
        "Komt de uitslag van Schrijven of Spreken laat?",
        {**ASYLUM_2013, "aangemeld_examen": "SPR", "examen_datum": "2026-12-10", "einddatum_duo": "2027-02-01"},
        {**ASYLUM_2013, "aangemeld_examen": "LEZ", "examen_datum": "2026-12-10", "einddatum_duo": "2027-02-01"},
    ),
    ground("R1.40", "om corona", {**ASYLUM_2013, "vergunning_datum": "2019-05-01"}, {**ASYLUM_2013, "vergunning_datum": "2021-05-01"}),
    ground(
        "R1.42",
        "2028-05-02",
        {**because(ASYLUM_2021, "baby"), "einddatum_duo": "2028-01-11"},
        {**because(ASYLUM_2021, "ziek"), "einddatum_duo": "2028-01-11"},
    ),
)
def test_a_ground_for_more_time_is_told_to_whom_it_may_help_and_to_nobody_else(rule: Ruled) -> None:
    check(rule)


@pytest.mark.parametrize("facts", everybody())
def test_r1_43_more_time_is_never_promised(facts: Facts) -> None:
    for reason in ("ziek", "baby", "dakloos", "geen_aanbod", "school_probleem", "anders", "alfabetisering"):
        said = told("extra_time", because(facts, reason))
        assert "Dan krijgt u extra tijd" not in said
        assert "U krijgt extra tijd" not in said
        if said.split()[0] in ("maybe", "human"):
            assert "DUO beslist." in said
            assert "isschien" in said


def test_r1_43_what_duo_does_by_itself_is_told_with_where_to_look() -> None:
    for facts in ({**ASYLUM_2021, **NEARLY}, because(ASYLUM_2013, "opleiding_nl"), {**ASYLUM_2013, "vergunning_datum": "2019-05-01"}):
        said = told("extra_time", facts)
        assert said.startswith("automatic")
        assert "Kijk in" in said


def test_r1_24_no_ground_has_a_length_that_the_law_does_not_give() -> None:
    for reason, most in (("dakloos", "twee jaar"), ("anders", "twee jaar"), ("school_probleem", "zes maanden")):
        assert f"niet meer dan {most}" in told("extra_time", because(ASYLUM_2021, reason))
    assert "niet meer dan" not in told("extra_time", because(ASYLUM_2021, "ziek"))


def test_r1_31_the_length_under_the_old_law_is_not_told_because_duo_decides_it() -> None:
    assert "twee jaar" not in told("extra_time", {**OTHER_2013, **ALL_TWICE, "uren_totaal": 300})
