"""Which law, how much time, and what being late means: each rule of law both ways."""

from __future__ import annotations

import re
from datetime import date

import pytest
from judging import ASYLUM_2013, ASYLUM_2021, FAMILY_2013, FAMILY_2021, OTHER_2013, OTHER_2021, Facts, Ruled, check, everybody, table, told

LATE: Facts = {"einddatum_duo": "2026-10-01"}
LETTER_OVER: Facts = {"kind": "duo", "answer": "voorbij"}


@table(
    Ruled(id="R1.01", guide="law", says="wi2013", holds={"vergunning_datum": "2021-12-31"}, unless={"vergunning_datum": "2022-01-01"}),
    Ruled(id="R1.02", guide="law", says="wi2021", holds={"vergunning_periode": "vanaf_2022"}, unless={"brief_duo_datum": "2022-05-01"}),
    Ruled(
        id="R1.03",
        guide="law",
        says="sommige mensen mochten in 2022 kiezen",
        holds={"wet_brief": "wi2021", "vergunning_datum": "2021-11-01"},
        unless={"wet_brief": "wi2021", "vergunning_datum": "2022-11-01"},
    ),
    Ruled(
        id="R1.04",
        guide="law",
        says="Laat iemand van de gemeente dit met u bekijken.",
        holds={"wet_brief": "wi2013", "vergunning_periode": "vanaf_2022"},
        unless={"wet_brief": "wi2013", "vergunning_periode": "voor_2022"},
    ),
    Ruled(id="R1.09", guide="exemption", says="Krijgt u al AOW?", holds={**ASYLUM_2021, "geboortejaar": 1955}, unless=ASYLUM_2021),
    Ruled(
        id="R1.12",
        guide="term",
        says="2029-06-01",
        holds={**ASYLUM_2021, "eerste_pip_datum": "2026-06-01"},
        unless={**ASYLUM_2013, "eerste_pip_datum": "2026-06-01"},
    ),
    Ruled(
        id="R1.13",
        guide="term",
        says="Uw drie jaar begonnen op 2025-03-11.",
        holds={**ASYLUM_2021, "eerste_pip_datum": "2025-03-10"},
        unless={**ASYLUM_2021, "brief_duo_datum": "2025-03-10"},
    ),
    Ruled(
        id="R1.14",
        guide="term",
        says="Uw laatste dag volgens DUO is 2027-02-01.",
        holds={**ASYLUM_2013, "einddatum_duo": "2027-02-01"},
        unless={**ASYLUM_2013, "vergunning_datum": "2021-02-02"},
    ),
    Ruled(
        id="R1.15",
        guide="term",
        says="Uw laatste dag is 2028-03-10.",
        holds={**ASYLUM_2021, "eerste_pip_datum": "2025-03-10"},
        unless={**ASYLUM_2021, "eerste_pip_datum": "2025-03-11"},
    ),
    Ruled(id="R1.18", guide="law", says="8 weken", holds={}, unless=ASYLUM_2013),
    Ruled(
        id="R1.19",
        guide="letters",
        says="twee maanden voor uw laatste dag",
        holds={},
        unless={},
        asked={"kind": "duo", "answer": "bijna"},
        asked_unless={"kind": "duo", "answer": "start"},
    ),
    Ruled(
        id="R1.20",
        guide="pip",
        says="2026-11-10",
        holds={**ASYLUM_2021, "brief_duo_datum": "2026-09-01"},
        unless={**ASYLUM_2021, "brief_duo_datum": "2026-09-02"},
    ),
    Ruled(id="R1.21", guide="term", says="Uw drie jaar beginnen de dag na uw eerste PIP.", holds=ASYLUM_2021, unless=ASYLUM_2013),
    Ruled(
        id="R1.57",
        guide="term",
        says="De plicht om in te burgeren blijft.",
        holds={**ASYLUM_2013, **LATE},
        unless={**ASYLUM_2013, "einddatum_duo": "2027-10-01"},
    ),
    Ruled(
        id="R1.59",
        guide="letters",
        says="Neem contact op met DUO.",
        holds=ASYLUM_2013,
        unless=ASYLUM_2013,
        asked={"kind": "boete"},
        asked_unless={"kind": "ind"},
    ),
    Ruled(
        id="R1.60",
        guide="letters",
        says="Ga naar elke afspraak. Kunt u niet? Bel dan.",
        holds=ASYLUM_2021,
        unless=ASYLUM_2021,
        asked={"kind": "gemeente", "answer": "waarschuwing"},
        asked_unless={"kind": "pip"},
    ),
    Ruled(
        id="R1.63",
        guide="letters",
        says="Bezwaar maken kan vaak tot en met 2026-12-14.",
        holds={**ASYLUM_2013, "oude_brief_datum": "2026-11-02"},
        unless={**ASYLUM_2013, "oude_brief_datum": "2026-10-01"},
        asked={"kind": "boete"},
    ),
)
def test_a_rule_about_law_and_time_is_told_to_whom_it_holds_and_to_nobody_else(rule: Ruled) -> None:
    check(rule)


@table(
    Ruled(id="R1.56", guide="term", says="DUO geeft u geen boete", holds={**ASYLUM_2013, **LATE}, unless={**OTHER_2013, **LATE}),
    Ruled(id="R1.56 now", guide="term", says="geeft DUO nu geen boete", holds={**ASYLUM_2021, **LATE}, unless={**OTHER_2021, **LATE}),
    Ruled(id="R1.56a", guide="term", says="geeft DUO nu geen boete", holds={**FAMILY_2021, **LATE}, unless={**FAMILY_2013, **LATE}),
    Ruled(id="R1.58", guide="letters", says="geen boete als u te laat bent", holds=ASYLUM_2013, unless=OTHER_2013, asked=LETTER_OVER),
)
def test_that_duo_gives_no_fine_is_told_only_where_it_is_sure(rule: Ruled) -> None:
    check(rule)


@pytest.mark.parametrize("guide", ["term", "exam_plan", "extra_time", "progress", "handover", "loan", "next_steps"])
@pytest.mark.parametrize("permit", ["2013-02-01", "2018-05-01", "2021-12-31"])
def test_r1_14_a_reckoned_last_day_that_has_passed_is_never_shown_under_the_old_law(guide: str, permit: str) -> None:
    said = told(guide, {**ASYLUM_2013, "vergunning_datum": permit, "lening_gebruikt": 8000, "examens_gehaald": ["LEZ"]})
    years = {str(year) for year in range(2013, 2026)}
    assert not {word[:4] for word in said.replace("(", " ").split() if word[:4].isdigit() and word[4:5] == "-"} & years


def test_r1_13_a_new_plan_does_not_move_the_term() -> None:
    first = {**ASYLUM_2021, "eerste_pip_datum": "2025-03-10"}
    assert told("term", first) == told("term", {**first, "pip_fase": "pip_gekregen"})
    assert "Uw laatste dag blijft hetzelfde." in told("letters", ASYLUM_2021, kind="pip", answer="nieuw")


@pytest.mark.parametrize("facts", everybody())
@pytest.mark.parametrize("guide", ["term", "money", "loan", "extra_time", "exemption", "handover", "progress", "exam_plan", "letters"])
def test_r1_61_r1_62_nobody_hears_the_amount_of_a_fine_or_a_share_that_is_paid_back(guide: str, facts: Facts) -> None:
    for more in ({}, LATE, {"oude_brief": "boete", "oude_brief_datum": "2026-11-02"}):
        asked = [{"kind": "boete"}, {"kind": "duo", "answer": "voorbij"}] if guide == "letters" else [{}]
        for arguments in asked:
            said = told(guide, {**facts, **more}, **arguments)
            assert not re.search(r"€ 1?(250|000|340|875|750)\b|%", said.replace("€ 10000", ""))


def test_r1_55_lateness_is_never_called_somebodys_fault() -> None:
    for facts in everybody():
        said = told("letters", {**facts, **LATE}, **LETTER_OVER) + told("term", {**facts, **LATE}) + told("handover", {**facts, **LATE})
        assert "verwijt" not in said
        assert "eigen schuld" not in said


def test_r1_05_the_old_law_is_still_answered_on_every_day() -> None:
    for day in (date(2026, 11, 23), date(2027, 12, 31), date(2029, 1, 1)):
        assert told("law", ASYLUM_2013, day).startswith("wi2013")
