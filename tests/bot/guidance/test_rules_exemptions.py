"""Fewer exams or none: each rule of law both ways. The programme decides nothing: DUO or the municipality does."""

from __future__ import annotations

import pytest
from judging import ASYLUM_2013, ASYLUM_2021, Facts, Ruled, check, everybody, table, told

THREE_TIMES: Facts = dict.fromkeys(
    ("pogingen_lezen", "pogingen_luisteren", "pogingen_schrijven", "pogingen_spreken", "pogingen_knm"),
    "3_plus",
)
SINCE_2018: Facts = {**ASYLUM_2013, "vergunning_datum": "2018-05-01"}
B1: Facts = {**ASYLUM_2021, "leerroute": "b1"}
HARD: Facts = {"topic": "te_moeilijk"}


def relief(id: str, says: str, holds: Facts, unless: Facts, asked: Facts | None = None, asked_unless: Facts | None = None) -> Ruled:
    return Ruled(id=id, guide="exemption", says=says, holds=holds, unless=unless, asked=asked or {}, asked_unless=asked_unless)


@table(
    relief(
        "R1.44",
        "Vraag DUO om vrijstelling.",
        {**ASYLUM_2021, "diploma_nl": ["vmbo_plus"]},
        {**ASYLUM_2021, "diploma_nl": ["praktijk_entree"]},
    ),
    relief(
        "R1.45",
        "krijgt u geen vrijstelling",
        {**ASYLUM_2021, "diploma_nl": ["praktijk_entree"]},
        {**SINCE_2018, "diploma_nl": ["praktijk_entree"]},
    ),
    relief(
        "R1.45 ONA", "hoeft u ONA niet te doen", {**SINCE_2018, "diploma_nl": ["praktijk_entree"]}, {**SINCE_2018, "diploma_nl": ["geen"]}
    ),
    relief(
        "R1.46", "Uw andere examens blijven.", {**ASYLUM_2013, "diploma_nl": ["nt2_1"]}, {**ASYLUM_2013, "diploma_nl": ["praktijk_entree"]}
    ),
    relief("R1.47", "zolang misschien niets te doen", {**ASYLUM_2021, "diploma_nl": ["bezig"]}, {**ASYLUM_2013, "diploma_nl": ["bezig"]}),
    relief("R1.49", "een gesprek vragen op niveau B1", ASYLUM_2021, ASYLUM_2013, {"topic": "lang_hier"}),
    relief("R1.49 old", "Misschien hoeft u dan geen examen te doen.", ASYLUM_2013, ASYLUM_2021, {"topic": "lang_hier"}),
    relief("R1.50", "Een arts van DUO kijkt.", ASYLUM_2021, ASYLUM_2021, {"topic": "gezondheid"}, {}),
    relief("R1.50 adapted", "Alleen dat vragen is gratis.", ASYLUM_2021, ASYLUM_2013, {"topic": "gezondheid"}),
    relief(
        "R1.51",
        "Misschien hoeft u de rest niet te doen.",
        {**ASYLUM_2013, **THREE_TIMES, "uren_totaal": 600},
        {**B1, **THREE_TIMES, "uren_totaal": 900},
        HARD,
    ),
    relief(
        "R1.51 tries",
        "DUO vraagt ook drie pogingen",
        {**ASYLUM_2013, **THREE_TIMES, "uren_totaal": 600, "pogingen_knm": "2"},
        {**ASYLUM_2013, **THREE_TIMES, "uren_totaal": 600},
        HARD,
    ),
    relief(
        "R1.51 literacy",
        "DUO doet dan een test.",
        {**ASYLUM_2013, "uren_totaal": 600, "uren_alfabet": 300},
        {**ASYLUM_2013, "uren_totaal": 600, "uren_alfabet": 299},
        HARD,
    ),
    relief(
        "R1.52",
        "U volgde veel les.",
        {**ASYLUM_2013, **THREE_TIMES, "uren_totaal": 620, "uren_online": 20},
        {**ASYLUM_2013, **THREE_TIMES, "uren_totaal": 620, "uren_online": 21},
        HARD,
    ),
    relief("R1.53", "De gemeente schrijft dan een advies.", ASYLUM_2021, ASYLUM_2013, {"topic": "heel_zwaar"}),
    relief("R2.06", "U werkte genoeg.", {**SINCE_2018, "werk_ona": "ja"}, {**SINCE_2018, "werk_ona": "nee"}),
    relief("R2.07", "U deed de MAP.", {**SINCE_2018, "examens_gehaald": ["MAP"]}, {**SINCE_2018, "examens_gehaald": ["PVT"]}),
    relief("R2.12", "Dat heet afschalen.", {**B1, "uren_totaal": 600}, {**B1, "uren_totaal": 599}, HARD),
    relief(
        "R2.12 class",
        "Dat heet afschalen.",
        {**B1, "uren_totaal": 600, "uren_online": 300},
        {**B1, "uren_totaal": 600, "uren_online": 301},
        HARD,
    ),
    relief("R2.13", "altijd de B1-route van maken", {**ASYLUM_2021, "leerroute": "onderwijs"}, B1, HARD),
    relief("R2.19", "eerste anderhalf jaar", {**B1, "eerste_pip_datum": "2026-01-10"}, {**B1, "eerste_pip_datum": "2024-01-10"}, HARD),
)
def test_what_may_make_the_way_shorter_is_told_to_whom_it_may_help_and_to_nobody_else(rule: Ruled) -> None:
    check(rule)


@pytest.mark.parametrize("facts", everybody())
@pytest.mark.parametrize("topic", ["gezondheid", "te_moeilijk", "lang_hier", "heel_zwaar"])
def test_r9_08_who_may_have_less_to_do_hears_who_decides_and_that_it_is_not_sure(facts: Facts, topic: str) -> None:
    said = told("exemption", {**facts, "leerroute": "b1", "uren_totaal": 900, "diploma_nl": ["vmbo_plus"]}, topic=topic)
    if said.split()[0] in ("found", "human"):
        assert "beslist." in said
        assert "isschien" in said
    assert "U bent vrijgesteld" not in said
    assert "U krijgt ontheffing" not in said


@pytest.mark.parametrize("route", ["b1", "onderwijs", "z"])
def test_r1_51_under_the_new_law_no_number_of_hours_takes_an_exam_away(route: str) -> None:
    said = told("exemption", {**ASYLUM_2021, **THREE_TIMES, "leerroute": route, "uren_totaal": 2000, "uren_alfabet": 800}, **HARD)
    assert "600 uur" not in said
    assert "ontheffing" not in said


def test_r1_48_the_old_short_test_is_never_offered() -> None:
    for facts in everybody():
        assert "korte vrijstellingstoets" not in told("exemption", facts, **HARD).casefold()
