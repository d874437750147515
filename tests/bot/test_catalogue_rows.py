"""Rows of a file: what each column holds, and how a fault is told by row and column."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from bot.catalogue import FileRefused, Problem
from bot.catalogue.problems import wording
from bot.catalogue.rows import Course, Listing, list_rows
from bot.catalogue.sheets import Formula, SheetRow
from bot.guidance.places import Places

TODAY = date(2026, 11, 23)
USUAL: dict[str, Any] = {
    "school_id": "brug",
    "school": "Voorbeeldschool De Brug",
    "keurmerk": "actief",
    "keurmerk_datum": "02-11-2026",
    "keurmerk_bron": "Voorbeeld",
    "locatie_id": "brug-1",
    "plaats": "Zwolle",
    "cursus_id": "brug-1-1",
    "cursus": "Nederlands",
    "soort": "taal",
    "niveau_van": "0",
    "niveau_tot": "A2",
    "gegevens_van": "2-11-2026",
    "gegevens_bron": "Voorbeeld",
}


@cache
def places() -> Places:
    return Places.load()


def listed(*rows: dict[str, Any]) -> Listing:
    """Each row is the usual one, changed."""
    full = [USUAL | row for row in rows]
    columns = list(dict.fromkeys(name for row in full for name in row))
    sheet = [SheetRow(number=1, cells=tuple(columns))]
    sheet += [SheetRow(number=number, cells=tuple(row.get(name, "") for name in columns)) for number, row in enumerate(full, 2)]
    return list_rows(sheet, places(), TODAY)


def read(**changes: Any) -> Course:
    found = listed(changes)
    assert found.problems == []
    return found.courses["brug-1-1"]


def faults(**changes: Any) -> list[tuple[str, str]]:
    return [(fault.column, fault.code) for fault in listed(changes).problems]


def test_a_usual_row_gives_a_school_a_location_and_a_course() -> None:
    found = listed({})
    assert found.problems == []
    assert found.schools["brug"].quality_mark == "actief"
    assert found.locations["brug-1"].place == "GM0193/zwolle"
    assert found.locations["brug-1"].municipality_code == "GM0193"
    course = found.courses["brug-1-1"]
    assert (course.kind, course.level_from, course.level_to, course.literacy) == ("taal", 0, 2, "geen")
    assert course.checked == date(2026, 11, 2)
    assert (course.price_per_hour, course.sessions, course.childcare, course.online_percent) == (None, (), None, 0)


@pytest.mark.parametrize(
    ("column", "text", "field", "value"),
    [
        ("prijs_per_uur", "12,50", "price_per_hour", Decimal("12.50")),
        ("prijs_per_uur", "€ 12,50", "price_per_hour", Decimal("12.50")),
        ("prijs_per_uur", "12.5", "price_per_hour", Decimal("12.5")),
        ("prijs_per_uur", "14", "price_per_hour", Decimal(14)),
        ("online_percentage", "20%", "online_percent", 20),
        ("online_percentage", "20,0", "online_percent", 20),
        ("kinderopvang", "Ja", "childcare", True),
        ("kinderopvang", "nee", "childcare", False),
        ("talen", "AR, ti", "support_languages", ("ar", "ti")),
        ("startdata", "12-04-2027, 11-01-2027", "start_dates", (date(2027, 1, 11), date(2027, 4, 12))),
        ("startdata", "2027-01-11", "start_dates", (date(2027, 1, 11),)),
        ("lestijden", "do 9:00-12:00; di 09.00 - 12.00", "sessions", ((2, "09:00", "12:00"), (4, "09:00", "12:00"))),
        ("lestijden", "zaterdag 10:00–15:00", "sessions", ((6, "10:00", "15:00"),)),
        ("gegevens_van", "2/11/2026", "checked", date(2026, 11, 2)),
        ("soort", "Ander alfabet", "kind", "ander_alfabet"),
        ("leren_lezen", "alfabetisering", "literacy", "alfabetisering"),
        ("niveau_tot", "b1", "level_to", 3),
    ],
)
def test_a_cell_is_read_as_dutch_people_write_it(column: str, text: str, field: str, value: object) -> None:
    assert getattr(read(**{column: text}), field) == value


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        ("school_id", "", "required"),
        ("school_id", "met spatie", "key"),
        ("school_id", "x" * 61, "key"),
        ("school", "", "required"),
        ("school", "x" * 201, "too_long"),
        ("school", "De\x07Brug", "nul"),
        ("keurmerk", "goed", "word"),
        ("keurmerk_datum", "", "required"),
        ("keurmerk_datum", "31-02-2026", "day"),
        ("keurmerk_datum", "24-11-2026", "future"),
        ("keurmerk_bron", "", "required"),
        ("sterren", "5", "whole"),
        ("sterren", "3,5", "whole"),
        ("slagingspercentage", "101", "whole"),
        ("tevredenheid", "11", "decimal"),
        ("website", "javascript:alert(1)", "website"),
        ("plaats", "Nergenshuizen", "place_unknown"),
        ("plaats", "", "required"),
        ("plaats", "Hengelo", "place_several"),
        ("cursus", "", "required"),
        ("soort", "yoga", "word"),
        ("niveau_van", "C1", "word"),
        ("niveau_van", "", "required"),
        ("prijs_per_uur", "gratis", "decimal"),
        ("prijs_per_uur", "-1", "decimal"),
        ("prijs_per_uur", "NaN", "decimal"),
        ("uren_per_week", "nul", "whole"),
        ("lestijden", "dinsdag ochtend", "sessions"),
        ("lestijden", "di 12:00-09:00", "sessions"),
        ("lestijden", "di 25:00-26:00", "sessions"),
        ("startdata", "januari", "day"),
        ("kinderopvang", "misschien", "yes_no"),
        ("talen", "Arabisch!", "languages"),
        ("gegevens_van", "", "required"),
        ("gegevens_bron", Formula(), "formula"),
        ("locatie_id", "", "course_without_place"),
    ],
)
def test_a_fault_is_told_by_column(column: str, text: Any, code: str) -> None:
    found = listed({column: text})
    assert (column, code) in [(fault.column, fault.code) for fault in found.problems]
    assert all(fault.row == 2 and fault.message and "{" not in fault.message for fault in found.problems)
    assert found.courses == {}


def test_levels_do_not_go_down() -> None:
    assert faults(niveau_van="B1", niveau_tot="A2") == [("niveau_tot", "levels")]


def test_several_faults_of_one_row_are_all_told() -> None:
    assert set(faults(sterren="9", soort="yoga")) == {("sterren", "whole"), ("soort", "word")}


@pytest.mark.parametrize("helping", [{"gemeente": "Bronckhorst"}, {"postcode": "7255"}])
def test_a_name_that_several_places_have_is_told_apart_by_municipality_or_postcode(helping: dict[str, str]) -> None:
    found = listed({"plaats": "Hengelo", **helping})
    assert found.problems == []
    assert found.locations["brug-1"].municipality_code == "GM1876"


def test_the_postcode_is_kept_as_four_digits() -> None:
    assert listed({"postcode": "8011 AB"}).locations["brug-1"].postcode4 == "8011"


def test_a_school_without_a_course_may_be_listed() -> None:
    found = listed({name: "" for name in USUAL if name.startswith(("cursus", "locatie", "plaats", "soort", "niveau", "gegevens"))})
    assert (len(found.schools), len(found.locations), len(found.courses), found.problems) == (1, 0, 0, [])


def test_rows_of_one_school_must_agree_on_it() -> None:
    found = listed({}, {"cursus_id": "b", "keurmerk": "aspirant"}, {"cursus_id": "c"})
    assert [(fault.row, fault.column, fault.code) for fault in found.problems] == [(3, "keurmerk", "other_value")]
    assert "rij 2" in found.problems[0].message
    assert set(found.courses) == {"brug-1-1", "c"}


def test_rows_of_one_location_must_agree_on_it() -> None:
    found = listed({}, {"cursus_id": "b", "plaats": "Kampen"})
    assert [(fault.row, fault.column) for fault in found.problems] == [(3, "plaats")]


def test_a_course_is_listed_once() -> None:
    found = listed({}, {})
    assert [(fault.row, fault.column, fault.code) for fault in found.problems] == [(3, "cursus_id", "twice")]


def test_headings_may_be_written_loosely_and_end_in_empty_columns() -> None:
    columns = ("School id", "SCHOOL", "keurmerk", "keurmerk-datum", "Keurmerk bron", "", "")
    found = list_rows(
        [SheetRow(number=1, cells=columns), SheetRow(number=2, cells=("a", "A", "actief", "02-11-2026", "x"))], places(), TODAY
    )
    assert set(found.schools) == {"a"}


@pytest.mark.parametrize(
    ("columns", "code", "named"),
    [
        (("school_id", "school"), "columns_missing", "keurmerk"),
        (("school_id", "kleur"), "columns_unknown", "kleur"),
        (("school_id", "school_id"), "columns_twice", "school_id"),
        ((Formula(), "school"), "columns_unknown", ""),
    ],
)
def test_a_file_with_other_columns_is_refused_by_name(columns: tuple[Any, ...], code: str, named: str) -> None:
    with pytest.raises(FileRefused) as refused:
        list_rows([SheetRow(number=1, cells=columns)], places(), TODAY)
    assert refused.value.code == code
    assert named in refused.value.message


def test_a_row_with_more_cells_than_columns_is_a_fault() -> None:
    columns = ("school_id", "school", "keurmerk", "keurmerk_datum", "keurmerk_bron")
    row = SheetRow(number=2, cells=("a", "A", "actief", "02-11-2026", "x", "loose"))
    assert list_rows([SheetRow(number=1, cells=columns), row], places(), TODAY).problems == [
        Problem(row=2, column="", code="too_many_cells", message=wording()["messages"]["too_many_cells"])
    ]
