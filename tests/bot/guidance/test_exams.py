"""Which exams and lessons belong to whom, and what they cost on the day asked about."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from teaching import TODAY, request, search, text, world

from bot.guidance.exam_parts import ExamPartsGuide
from bot.guidance.exams import Exam, ExamPart, exam_parts, fee, fee_row, free_tries, parts_left
from dialogs.guides import Slot

WORLD = world()
LANGUAGE = ["LEZ", "LUI", "SCH", "SPR"]


def parts(**facts: Slot) -> list[ExamPart]:
    asked = search(WORLD, **facts)
    return list(exam_parts(asked.about, asked.decided, WORLD.knowledge, TODAY))


def left(**facts: Slot) -> list[str]:
    return [part.exam.value for part in parts_left(parts(**facts), search(WORLD, **facts).about)]


def names(found: list[ExamPart]) -> list[str]:
    return [part.exam.value for part in found if not part.fallback]


@pytest.mark.parametrize(
    ("day", "extra"),
    [
        ("2013-05-01", []),
        ("2014-12-31", []),
        ("2015-01-01", ["ONA"]),
        ("2017-09-30", ["ONA"]),
        ("2017-10-01", ["ONA", "PVT"]),
        ("2021-12-31", ["ONA", "PVT"]),
    ],
)
def test_r2_01_r2_02_r2_03_parts_of_the_old_law_by_the_day_the_duty_began(day: str, extra: list[str]) -> None:
    found = parts(vergunning_datum=day)
    assert names(found) == [*LANGUAGE, "KNM", *extra]
    assert [part.level for part in found[:4]] == ["A2"] * 4
    assert all(part.certainty == "law" for part in found)


def test_r2_02_r2_03_without_that_day_the_two_that_depend_on_it_are_asked() -> None:
    assert {part.exam.value: part.certainty for part in parts(wet_brief="wi2013") if part.certainty == "ask"} == {
        "ONA": "ask",
        "PVT": "ask",
    }


def test_r2_11_parts_of_the_b1_route() -> None:
    found = parts(wet_brief="wi2021", leerroute="b1")
    assert names(found) == [*LANGUAGE, "KNM", "PVT", "MAP"]
    assert [part.level for part in found[:4]] == ["B1"] * 4


def test_r2_12_a_skill_that_was_scaled_down_is_a2_and_the_others_stay_b1() -> None:
    found = parts(wet_brief="wi2021", leerroute="b1", afgeschaald=["SCH"])
    assert [part.level for part in found[:4]] == ["B1", "B1", "A2", "B1"]


@pytest.mark.parametrize("route", ["onderwijs", "z"])
def test_r2_12_only_the_b1_route_is_scaled_down(route: str) -> None:
    assert "A2" not in [part.level for part in parts(wet_brief="wi2021", leerroute=route, afgeschaald=["SCH"])]


def test_r2_13_the_education_route_has_no_map_and_a_way_out_by_exams() -> None:
    found = parts(wet_brief="wi2021", leerroute="onderwijs")
    assert names(found) == ["TAALSCHAKELTRAJECT", "PVT"]
    assert [part.exam.value for part in found if part.fallback] == [*LANGUAGE, "KNM"]


@pytest.mark.parametrize(("permit", "participation"), [("asiel", "law"), ("gezin_bij_asiel", "law"), ("anders", None), (None, "ask")])
def test_r2_14_the_z_route_has_800_hours_of_participation_for_refugees_only(permit: Slot, participation: str | None) -> None:
    found = {part.exam: part for part in parts(wet_brief="wi2021", leerroute="z", vergunning=permit)}
    assert found[Exam.course_hours].hours == 800
    assert (found[Exam.participation_hours].certainty if Exam.participation_hours in found else None) == participation
    assert {Exam.pvt, Exam.map, Exam.closing_talk} <= set(found)


def test_r2_18_ona_is_no_part_of_the_new_law() -> None:
    for route in ("b1", "onderwijs", "z", None):
        assert "ONA" not in names(parts(wet_brief="wi2021", leerroute=route))


def test_without_a_route_only_what_all_routes_share() -> None:
    assert names(parts(wet_brief="wi2021")) == ["PVT"]


@pytest.mark.parametrize("facts", [{}, {"wet_brief": "wi2021", "vergunning_datum": "2020-01-01", "leerroute": "b1"}])
def test_while_the_law_is_not_sure_no_part_is_named(facts: dict[str, Slot]) -> None:
    assert parts(**facts) == []


OLD_ASYLUM: dict[str, Slot] = {"vergunning_datum": "2016-01-01", "vergunning": "asiel"}


def fees(**facts: Slot) -> dict[str, str | None]:
    asked = search(WORLD, **facts)
    told = {part.exam.value: fee(part, asked.decided, asked.about, WORLD.knowledge, TODAY) for part in parts(**facts) if not part.fallback}
    return {name: text(price) if price else None for name, price in told.items()}


def test_r2_20_in_a_new_year_a_part_is_told_with_the_price_of_the_old_one_and_its_year() -> None:
    asked, part = search(WORLD, **OLD_ASYLUM), parts(**OLD_ASYLUM)[0]
    told = fee(part, asked.decided, asked.about, WORLD.knowledge, date(2027, 1, 2))
    assert told is not None
    assert text(told).startswith("In 2026 kostte dit examen € 50. De prijs van 2027 weet ik nog niet.")
    assert fee(part, asked.decided, asked.about, WORLD.knowledge, date(2028, 1, 1)) is None
    assert fee_row(part, WORLD.knowledge, date(2027, 1, 2)) is None


def test_r2_20_a_price_of_which_the_sources_are_not_sure_is_no_surer_in_a_new_year() -> None:
    asked, ona = search(WORLD, **OLD_ASYLUM), next(part for part in parts(**OLD_ASYLUM) if part.exam is Exam.ona)
    told = fee(ona, asked.decided, asked.about, WORLD.knowledge, date(2027, 1, 2))
    assert told is not None
    assert text(told).startswith("In 2026 kostte dit examen ongeveer € 40.")


def test_r2_20_the_old_law_costs_290_euros() -> None:
    found = parts(**OLD_ASYLUM)
    rows = [fee_row(part, WORLD.knowledge, TODAY) for part in found]
    assert sum(row.value for row in rows if row) == Decimal(290)


def test_r2_23_an_exam_at_b1_is_a_state_exam_whose_price_must_be_looked_up() -> None:
    (part, *_) = parts(wet_brief="wi2021", leerroute="b1")
    row = fee_row(part, WORLD.knowledge, TODAY)
    assert row is not None
    assert (row.key, row.certainty) == ("fee.nt2.LEZ", "ask")


@pytest.mark.parametrize(
    ("law", "permit", "free"),
    [
        ("wi2013", "asiel", "Met asiel is het participatieverklaringstraject (PVT) gratis."),
        ("wi2013", "anders", None),
        ("wi2013", "gezin_bij_asiel", None),
        ("wi2013", None, None),
        ("wi2021", "asiel", "U betaalt niets."),
        ("wi2021", "anders", "U betaalt niets."),
    ],
)
def test_r2_08_r2_17_the_pvt_is_free_where_that_is_sure(law: str, permit: Slot, free: str | None) -> None:
    assert fees(wet_brief=law, vergunning=permit, leerroute="b1")["PVT"] == free


@pytest.mark.parametrize(
    ("permit", "route", "free"),
    [("asiel", "b1", True), ("asiel", "z", True), ("asiel", None, False), ("anders", "b1", False), (None, "b1", False)],
)
def test_r2_21_free_tries_are_for_refugees_under_the_new_law(permit: Slot, route: Slot, free: bool) -> None:
    asked = search(WORLD, wet_brief="wi2021", vergunning=permit, leerroute=route)
    assert (free_tries(asked.decided, asked.about, WORLD.knowledge, TODAY) is not None) is free


def test_r2_21_the_old_law_has_no_free_tries() -> None:
    asked = search(WORLD, wet_brief="wi2013", vergunning="asiel", leerroute="b1")
    assert free_tries(asked.decided, asked.about, WORLD.knowledge, TODAY) is None


@pytest.mark.parametrize("diploma", ["nt2_1", "nt2_2"])
@pytest.mark.parametrize(
    ("facts", "rest"),
    [
        ({"wet_brief": "wi2013", "vergunning_datum": "2019-01-01"}, ["KNM", "ONA", "PVT"]),
        ({"wet_brief": "wi2021", "leerroute": "b1"}, ["KNM", "PVT", "MAP"]),
    ],
)
def test_r1_46_r2_04_a_state_exam_stands_for_the_language_exams_and_the_rest_remains(
    diploma: str, facts: dict[str, Slot], rest: list[str]
) -> None:
    assert names(parts(**facts, diploma_nl=[diploma])) == rest
    assert names(parts(**facts, diploma_nl=["geen"])) == [*LANGUAGE, *rest]


@pytest.mark.parametrize("diploma", ["vmbo_plus", "praktijk_entree", "bezig"])
def test_r1_44_r1_45_no_other_diploma_takes_parts_away_by_itself(diploma: str) -> None:
    facts: dict[str, Slot] = {"wet_brief": "wi2013", "vergunning_datum": "2019-01-01"}
    assert names(parts(**facts, diploma_nl=[diploma])) == names(parts(**facts))


def test_what_is_passed_is_not_left_and_what_only_duo_knows_still_is() -> None:
    assert left(wet_brief="wi2013", examens_gehaald=["LEZ", "KNM"]) == ["LUI", "SCH", "SPR", "ONA", "PVT"]
    assert left(wet_brief="wi2021", leerroute="onderwijs", examens_gehaald=["PVT"]) == ["TAALSCHAKELTRAJECT"]
    assert left(wet_brief="wi2013", vergunning_datum="2014-01-01", examens_gehaald=[*LANGUAGE, "KNM"]) == []


def test_r2_13_language_exams_and_knm_count_instead_of_the_lessons_when_they_were_at_b1() -> None:
    """Whether exams that are only named were at B1 is asked."""
    route: dict[str, Slot] = {"wet_brief": "wi2021", "leerroute": "onderwijs"}
    assert names(parts(**route, diploma_nl=["nt2_1"], examens_gehaald=["KNM"])) == ["PVT"]
    asked = parts(**route, examens_gehaald=[*LANGUAGE, "KNM"])[0]
    assert (asked.exam, asked.certainty) == (Exam.education_route, "ask")
    not_yet = parts(**route, diploma_nl=["nt2_1"], examens_gehaald=["PVT"])[0]
    assert (not_yet.exam, not_yet.certainty) == (Exam.education_route, "law")


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({}, "unclear"),
        ({"wet_brief": "wi2013"}, "known"),
        ({"wet_brief": "wi2021"}, "route_unknown"),
        ({"wet_brief": "wi2021", "leerroute": "b1"}, "known"),
    ],
)
def test_the_guide_says_how_complete_it_is(facts: dict[str, Slot], outcome: str) -> None:
    assert ExamPartsGuide(WORLD).consult(request(facts)).outcome == outcome


def test_the_guide_explains_each_part_and_says_when_to_ask() -> None:
    guide, asked = ExamPartsGuide(WORLD), request({"wet_brief": "wi2013"})
    rows = guide.describe(asked, "parts", guide.consult(asked).values["parts"])  # type: ignore[arg-type]
    assert "Vraag het DUO" in text(rows["ONA"]["uitleg"])
    assert "Vraag het DUO" not in text(rows["KNM"]["uitleg"])
    assert guide.describe(asked, "parts", ["MAP", "nothing"]) == {}
