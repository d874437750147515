"""The guide about somebody's exams: what is left, how and where to register, how long it takes, and whether more is possible."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from teaching import TODAY, ZWOLLE, request, text, world

from bot.guidance.exam_parts import ExamPartsGuide
from dialogs.guides import Advice, Row, Slot

GUIDE = ExamPartsGuide(world())
OLD: dict[str, Slot] = {"wet_brief": "wi2013", "vergunning_datum": "2019-01-01", "vergunning": "asiel"}
NEW: dict[str, Slot] = {"wet_brief": "wi2021", "vergunning": "asiel"}
B1 = NEW | {"leerroute": "b1"}


def asked(facts: dict[str, Slot], **arguments: Slot) -> Advice:
    return GUIDE.consult(request(facts, **arguments))


def rows(facts: dict[str, Slot], value: str, **arguments: Slot) -> Mapping[str, Row]:
    keys = asked(facts, **arguments).values[value]
    assert isinstance(keys, tuple)
    return GUIDE.describe(request(facts, **arguments), value, keys)


def texts(facts: dict[str, Slot], value: str, **arguments: Slot) -> str:
    given = asked(facts, **arguments).values.get(value)
    return "" if given is None else text(given)  # type: ignore[arg-type]


def registering(facts: dict[str, Slot]) -> str:
    return " ".join(text(row["tekst"]) for row in rows(facts, "register").values())


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({}, "unclear"),
        (NEW, "route_unknown"),
        (OLD, "known"),
        (OLD | {"examens_gehaald": ["LEZ", "LUI", "SCH", "SPR", "KNM", "ONA", "PVT"]}, "nothing_left"),
        (NEW | {"leerroute": "z", "examens_gehaald": ["CURSUSUREN", "PARTICIPATIE-UREN", "PVT", "MAP", "EINDGESPREK"]}, "nothing_left"),
    ],
)
def test_the_outcome_says_whether_something_is_left(facts: dict[str, Slot], outcome: str) -> None:
    told = asked(facts)
    assert told.outcome == outcome
    for name, gives in GUIDE.signature.values.items():
        if gives.present_when:
            assert bool(told.values.get(name)) is (outcome in gives.present_when), name


def test_every_row_has_the_fields_that_were_declared() -> None:
    facts = OLD | {"woonplaats": ZWOLLE, "pogingen_knm": "2", "diploma_nl": ["praktijk_entree"]}
    for name, gives in GUIDE.signature.values.items():
        if gives.kind == "list":
            found = rows(facts, name)
            assert found
            assert {field for row in found.values() for field in row} == set(gives.fields)


def test_what_is_left_is_told_with_its_level_and_what_was_tried() -> None:
    found = rows(B1 | {"examens_gehaald": ["LEZ"], "afgeschaald": ["SCH"], "pogingen_knm": "2", "pogingen_spreken": "3_plus"}, "left")
    assert list(found) == ["LUI", "SCH", "SPR", "KNM", "PVT", "MAP"]
    assert [text(found[key]["naam"]) for key in ("LUI", "SCH", "KNM")] == ["Luisteren op B1", "Schrijven op A2", "KNM"]
    assert "U deed dit examen 2 keer zonder te slagen." in text(found["KNM"]["uitleg"])
    assert "drie keer of vaker" in text(found["SPR"]["uitleg"])
    assert "keer" not in text(found["LUI"]["uitleg"])


@pytest.mark.parametrize(
    ("facts", "minutes"),
    [
        (OLD, ["65", "45", "40", "35", ""]),
        (B1, ["110", "90", "100", "30", ""]),
        (B1 | {"afgeschaald": ["SCH"]}, ["110", "90", "40", "30", ""]),
    ],
)
def test_r2_29_an_exam_takes_so_long_at_its_level(facts: dict[str, Slot], minutes: list[str]) -> None:
    told = [text(row["duur"]) for row in list(rows(facts, "parts").values())[:5]]
    assert ["".join(letter for letter in said if letter.isdigit()) for said in told] == minutes


def test_r2_24_r2_25_exams_of_duo_are_registered_and_changed_in_mijn_inburgering_with_the_own_digid() -> None:
    said = registering(OLD)
    assert "Mijn Inburgering uw eigen pagina. Daar meldt u zich aan." in said
    assert "uw eigen DigiD" in said
    assert "Kunt u niet komen? Kijk in Mijn Inburgering" in said
    assert "duo.nl" not in said


def test_r2_24_state_exams_are_registered_elsewhere() -> None:
    assert "duo.nl" in registering(B1 | {"examens_gehaald": ["KNM"]})
    assert "Mijn Inburgering" not in registering(B1 | {"examens_gehaald": ["KNM"]})


def test_r2_05_ona_begins_with_a_portfolio_and_has_two_ways() -> None:
    assert "8 kaarten over werk. Daarna kiest u een gesprek, of 64 uur les." in registering(OLD)
    assert "kaarten" not in registering(OLD | {"examens_gehaald": ["ONA"]})


def test_r2_28_the_nearest_places_come_first() -> None:
    found = rows(OLD | {"woonplaats": ZWOLLE}, "places")
    assert list(found) == ["GM0193/zwolle", "GM0344/utrecht", "GM0363/amsterdam"]
    assert [text(row["afstand"]) for row in found.values()] == ["in uw plaats", "ongeveer 81 kilometer", "ongeveer 83 kilometer"]


def test_r2_28_without_a_home_town_all_six_are_told() -> None:
    found = rows(OLD, "places")
    assert {text(row["plaats"]) for row in found.values()} == {"Amsterdam", "Eindhoven", "Rijswijk", "Rotterdam", "Utrecht", "Zwolle"}
    assert {text(row["afstand"]) for row in found.values()} == {"afstand niet bekend"}


def test_r2_28_state_exams_are_not_sent_to_these_places() -> None:
    facts = B1 | {"examens_gehaald": ["KNM"]}
    assert rows(facts, "places") == {}
    assert texts(facts, "where") == "Op duo.nl staat waar u het staatsexamen doet. U kunt het ook aan DUO vragen."


@pytest.mark.parametrize(("facts", "slow"), [(OLD, True), (OLD | {"examens_gehaald": ["SCH", "SPR"]}, False), (B1, False)])
def test_r2_26_results_of_speaking_and_writing_at_a2_take_longer(facts: dict[str, Slot], slow: bool) -> None:
    said = texts(facts, "waiting")
    assert ("16 week" in said) is slow
    assert "meer dan 6 week" in said
    assert "8 week" in said


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (OLD, "A2 is genoeg voor uw inburgering. Hoger mag ook"),
        (B1, "B1 is genoeg voor uw inburgering. Hoger mag ook"),
        (NEW | {"leerroute": "onderwijs"}, "B1 of hoger"),
        (NEW | {"leerroute": "z"}, "In de Z-route hoeft u geen examen te doen."),
    ],
)
def test_r2_04_r2_14_everybody_hears_what_is_possible_above_what_is_asked(facts: dict[str, Slot], said: str) -> None:
    assert said in text(asked(facts).values["higher"])
    assert asked(facts).values["higher_next"]


def test_r2_06_who_has_ona_left_is_asked_about_work_once() -> None:
    assert "48 uur of meer" in text(asked(OLD).values["ona_work"])
    for facts in (OLD | {"werk_ona": "nee"}, OLD | {"examens_gehaald": ["ONA"]}, B1):
        assert asked(facts).values["ona_work"] is None


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"werk_ona": "ja"}, "Misschien hoeft u ONA niet te doen."),
        ({"examens_gehaald": ["MAP"]}, "Dan hoeft u misschien het examen ONA niet te doen."),
        ({"diploma_nl": ["praktijk_entree"]}, "ONA niet te doen"),
        ({"diploma_nl": ["vmbo_plus"]}, "Met dit diploma hoeft u misschien geen examen te doen."),
        ({"diploma_nl": ["nt2_1"]}, "Staatsexamen NT2 I"),
    ],
)
def test_r1_44_r1_45_r2_06_r2_07_what_may_not_be_needed_is_said_beside_it_and_decided_by_nobody_here(
    facts: dict[str, Slot], said: str
) -> None:
    assert said in texts(OLD | facts, "notes")
    assert said not in texts(OLD, "notes")
    assert "ONA" in asked(OLD | facts).values["left"]  # type: ignore[operator]


def test_that_nothing_is_known_to_be_passed_is_said() -> None:
    assert "Daarom tel ik alles mee." in texts(OLD, "notes")
    assert "Daarom tel ik alles mee." not in texts(OLD | {"examens_gehaald": ["geen"]}, "notes")


def test_r2_21_tries_are_asked_once_and_only_where_the_price_depends_on_them() -> None:
    assert asked(B1).values["ask_tries"] == "yes"
    assert asked(B1 | {"pogingen_knm": "0"}).values["ask_tries"] == "no"
    assert asked(OLD).values["ask_tries"] == "no"


def test_the_price_is_that_of_the_day_asked_about() -> None:
    assert "2027" not in texts(OLD, "fees", day=date(2026, 12, 20).isoformat())
    assert "De prijs van 2027 weet ik nog niet." in texts(OLD, "fees", day="2027-02-01")
    assert TODAY.year == 2026


def test_keys_that_are_no_longer_valid_are_left_out() -> None:
    for value in ("left", "notes", "places"):
        assert GUIDE.describe(request(OLD), value, ["nothing", "99"]) == {}
