"""Turns the rows of a file into schools, locations and courses, and finds what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from typing import TypeVar

from bot.catalogue.cells import Cells
from bot.catalogue.errors import FileRefused
from bot.catalogue.problems import Problem, problem, wording
from bot.catalogue.sheets import SheetRow
from bot.guidance.places import Place, Places
from bot.guidance.world import Kind, Level, Literacy, QualityMark

#: Columns without which a file is no list of schools.
REQUIRED = ("school_key", "school_name", "mark", "mark_checked", "mark_source")


@dataclass(frozen=True, kw_only=True, slots=True)
class School:
    """A school as the file has it; the names are those of the table."""

    key: str
    name: str
    register_number: str
    website: str
    quality_mark: str
    mark_checked: date
    mark_source: str
    stars: int | None
    pass_rate: int | None
    satisfaction: Decimal | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Location:
    """A place of lessons as the file has it; the names are those of the table."""

    key: str
    institution_key: str
    place: str
    municipality_code: str
    postcode4: str
    street: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Course:
    """A course as the file has it; the names are those of the table."""

    key: str
    institution_key: str
    location_key: str
    name: str
    kind: str
    literacy: str
    level_from: int
    level_to: int
    hours_per_week: int | None
    weeks: int | None
    price_per_hour: Decimal | None
    group_size: int | None
    sessions: tuple[tuple[int, str, str], ...]
    start_dates: tuple[date, ...]
    childcare: bool | None
    online_percent: int
    support_languages: tuple[str, ...]
    checked: date
    source: str


_One = TypeVar("_One", School, Location, Course)


@dataclass(kw_only=True)
class Listing:
    """What stands in a file, and what is wrong with it. Rows with a fault are left out."""

    rows: int = 0
    schools: dict[str, School] = field(default_factory=dict)
    locations: dict[str, Location] = field(default_factory=dict)
    courses: dict[str, Course] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    #: In which row something was first named.
    first_rows: dict[tuple[str, str], int] = field(default_factory=dict)


def list_rows(sheet: Sequence[SheetRow], places: Places, today: date) -> Listing:
    """Read all rows. Raises FileRefused when the headings are not those of a list of schools."""
    columns = _columns(sheet[0])
    headings = {name: heading for heading, name in wording()["columns"].items()}
    listing = Listing(rows=len(sheet) - 1)
    for row in sheet[1:]:
        faults: list[Problem] = []
        if any(row.cells[len(columns) :]):
            faults.append(problem(row.number, "", "too_many_cells"))
        cells = Cells(row.number, dict(zip(columns, row.cells, strict=False)), headings, faults)
        _take(cells, faults, listing, places, today)
    return listing


def _columns(heading: SheetRow) -> list[str]:
    known: Mapping[str, str] = wording()["columns"]
    names = [re.sub(r"[\s-]+", "_", cell.strip().casefold()) if isinstance(cell, str) else "" for cell in heading.cells]
    while names and not names[-1]:
        names.pop()
    headings = {name: word for word, name in known.items()}
    if unknown := [str(cell) for name, cell in zip(names, heading.cells, strict=False) if name not in known]:
        raise FileRefused("columns_unknown", columns=", ".join(unknown))
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise FileRefused("columns_twice", columns=", ".join(twice))
    found = [known[name] for name in names]
    if missing := [headings[name] for name in REQUIRED if name not in found]:
        raise FileRefused("columns_missing", columns=", ".join(missing))
    return found


def _take(cells: Cells, faults: list[Problem], listing: Listing, places: Places, today: date) -> None:
    school = _school(cells, today)
    location = _location(cells, school, places)
    course = _course(cells, location, today)
    if not faults and school:
        _compare("school", school, listing.schools, cells, listing)
        if location:
            _compare("location", location, listing.locations, cells, listing)
        if course and (first := listing.first_rows.get(("course", course.key))):
            cells.fault("course_key", "twice", value=course.key, first=first)
    if faults:
        listing.problems.extend(faults)
        return
    _keep("school", school, listing.schools, cells.row, listing)
    _keep("location", location, listing.locations, cells.row, listing)
    _keep("course", course, listing.courses, cells.row, listing)


def _keep(what: str, one: _One | None, kept: dict[str, _One], row: int, listing: Listing) -> None:
    if one is not None:
        kept[one.key] = one
        listing.first_rows.setdefault((what, one.key), row)


def _school(cells: Cells, today: date) -> School | None:
    key, name = cells.key("school_key", required=True), cells.text("school_name", required=True)
    mark = cells.word("mark", {mark.value: mark for mark in QualityMark}, required=True)
    checked, source = cells.day("mark_checked", required=True, not_after=today), cells.text("mark_source", required=True)
    stars, rate = cells.whole("stars", 1, 4), cells.whole("pass_rate", 0, 100)
    satisfaction, website, number = cells.decimal("satisfaction", 0, 10), cells.website("website"), cells.text("register_number")
    if mark is None or checked is None:
        return None
    return School(
        key=key, name=name, register_number=number, website=website, quality_mark=mark.value, mark_checked=checked,
        mark_source=source, stars=stars, pass_rate=rate, satisfaction=satisfaction,
    )  # fmt: skip


def _location(cells: Cells, school: School | None, places: Places) -> Location | None:
    key, street = cells.key("location_key"), cells.text("street")
    postcode, name, municipality = cells.text("postcode"), cells.text("place"), cells.text("municipality")
    if not key:
        return None
    place = _place(cells, name, postcode, municipality, places)
    if place is None or school is None:
        return None
    digits = re.match(r"[1-9]\d{3}", postcode)
    return Location(
        key=key, institution_key=school.key, place=place.key, municipality_code=place.municipality.code,
        postcode4=digits[0] if digits else "", street=street,
    )  # fmt: skip


def _place(cells: Cells, name: str, postcode: str, municipality: str, places: Places) -> Place | None:
    """The place that is meant; among places of one name the one of the municipality, or the one of the postcode."""
    if not name:
        cells.fault("place", "required")
        return None
    found = places.find(name)
    candidates = found.candidates if found.how == "exact" else ()
    if municipality:
        candidates = tuple(p for p in candidates if p.municipality.name.casefold() == municipality.casefold())
    if len(candidates) > 1 and (by_postcode := places.by_postcode(postcode)):
        candidates = tuple(p for p in candidates if p.municipality.code == by_postcode.municipality.code)
    same = tuple(p for p in candidates if p.name.casefold() == name.casefold()) or candidates
    if len(same) == 1:
        return same[0]
    cells.fault("place", "place_several" if same else "place_unknown", value=name)
    return None


def _course(cells: Cells, location: Location | None, today: date) -> Course | None:
    key = cells.key("course_key")
    if not key:
        return None
    if not cells.text("location_key"):
        cells.fault("location_key", "course_without_place")
    name, source = cells.text("course_name", required=True), cells.text("source", required=True)
    kind = cells.word("kind", {kind.value: kind for kind in Kind}, required=True)
    literacy = cells.word("literacy", {word.value: word for word in Literacy}) or Literacy.none
    low, high = _levels(cells)
    checked = cells.day("checked", required=True, not_after=today)
    rest = dict(_details(cells))
    if kind is None or low is None or high is None or checked is None or location is None:
        return None
    return Course(
        key=key, institution_key=location.institution_key, location_key=location.key, name=name, kind=kind.value,
        literacy=literacy.value, level_from=int(low), level_to=int(high), checked=checked, source=source, **rest,  # type: ignore[arg-type]
    )  # fmt: skip


def _levels(cells: Cells) -> tuple[Level | None, Level | None]:
    words = {word: Level(level) for word, level in wording()["words"]["levels"].items()}
    low, high = cells.word("level_from", words, required=True), cells.word("level_to", words, required=True)
    if low is not None and high is not None and high < low:
        cells.fault("level_to", "levels")
    return low, high


def _details(cells: Cells) -> Iterator[tuple[str, object]]:
    yield "hours_per_week", cells.whole("hours_per_week", 1, 40)
    yield "weeks", cells.whole("weeks", 1, 200)
    yield "price_per_hour", cells.decimal("price_per_hour", 0, 200)
    yield "group_size", cells.whole("group_size", 1, 60)
    yield "sessions", cells.sessions("sessions")
    yield "start_dates", cells.days("start_dates")
    yield "childcare", cells.yes_no("childcare")
    yield "online_percent", cells.whole("online_percent", 0, 100) or 0
    yield "support_languages", cells.languages("support_languages")


def _compare(what: str, one: School | Location, kept: Mapping[str, School | Location], cells: Cells, listing: Listing) -> None:
    """The same school or location in another row must be the same in everything."""
    before = kept.get(one.key)
    if before is None or before == one:
        return
    name = next(f.name for f in fields(one) if getattr(one, f.name) != getattr(before, f.name))
    column = {"name": "school_name", "quality_mark": "mark", "institution_key": "school_key", "postcode4": "postcode"}.get(name, name)
    first, word = listing.first_rows[(what, one.key)], wording()["messages"]["what"][what]
    cells.fault(column, "other_value", value=getattr(one, name), other=getattr(before, name), first=first, what=word)
