"""Imports a file of schools: all rows or none, in small batches, and holds back a mark that would frighten people."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Row

from bot.catalogue.problems import Problem
from bot.catalogue.rows import Course, Listing, School, list_rows
from bot.catalogue.sheets import read_sheet
from bot.guidance.places import Places
from bot.guidance.world import VALID_MARKS
from storage import catalogue, revisions
from storage.database import Database, Service
from storage.transactions import Transaction

#: Called after each batch with how many rows are done and how many there are.
Progress = Callable[[int, int], None]

_Values = Mapping[str, Any]
_Put = Callable[[Transaction, Sequence[_Values]], Awaitable[None]]


@dataclass(frozen=True, kw_only=True, slots=True)
class HeldMark:
    """A school of which the file says that it was suspended or lost its mark: somebody looks at it first."""

    key: str
    name: str
    mark: str
    source: str
    day: date


@dataclass(frozen=True, kw_only=True)
class ImportReport:
    """What became of a file."""

    rows: int
    problems: tuple[Problem, ...] = ()
    #: False when nothing was written because rows have faults.
    applied: bool = True
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    held: tuple[HeldMark, ...] = ()


@dataclass(frozen=True, kw_only=True)
class _Plan:
    """The rows that differ from what is there, by table, in the order in which they can be written."""

    steps: tuple[tuple[_Put, list[_Values]], ...]
    new: int
    unchanged: int
    held: tuple[HeldMark, ...]

    @property
    def total(self) -> int:
        return sum(len(rows) for _, rows in self.steps)


async def import_file(
    path: Path,
    database: Database,
    *,
    places: Places,
    now: datetime,
    today: date,
    skip_bad_rows: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Take over a .csv or .xlsx file. With a fault in any row nothing is written, unless bad rows are to be skipped.

    The same file again changes nothing. What is not in the file stays as it is.
    Raises FileRefused when it is no list of schools, OSError when it cannot be read.
    """
    listing = await asyncio.to_thread(lambda: list_rows(read_sheet(path), places, today))
    problems = tuple(listing.problems)
    if problems and not skip_bad_rows:
        return ImportReport(rows=listing.rows, problems=problems, applied=False)
    async with database.reading(Service()) as tx:
        there = await catalogue.load(tx)
    plan = await asyncio.to_thread(_plan, listing, there, now)
    await _write(database, plan, progress or (lambda done, total: None))
    changed = plan.total - plan.new
    return ImportReport(rows=listing.rows, problems=problems, new=plan.new, changed=changed, unchanged=plan.unchanged, held=plan.held)


async def _write(database: Database, plan: _Plan, progress: Progress) -> None:
    done = 0
    progress(done, plan.total)
    for put, rows in plan.steps:
        for batch in catalogue.batches(rows):
            async with database.writing(Service()) as tx:
                await put(tx, batch)
                # With every batch: were it only in the last, a crash before it would hide what was written.
                await revisions.bump(tx, catalogue.REVISION)
            done += len(batch)
            progress(done, plan.total)


def _plan(listing: Listing, there: catalogue.Catalogue, now: datetime) -> _Plan:
    schools = {row.key: row for row in there.institutions}
    held: list[HeldMark] = []
    tables: tuple[tuple[_Put, list[_Values], Mapping[str, Row[Any]]], ...] = (
        (catalogue.put_institutions, [_school(school, schools.get(school.key), held) for school in listing.schools.values()], schools),
        (catalogue.put_locations, [asdict(one) for one in listing.locations.values()], {row.key: row for row in there.locations}),
        (catalogue.put_courses, [_course(one) for one in listing.courses.values()], {row.key: row for row in there.courses}),
    )
    steps = tuple((put, [row for row in rows if not _same(row, before.get(row["key"]))]) for put, rows, before in tables)
    stamped: list[_Values] = [{**row, "updated_at": now} for row in steps[0][1]]
    return _Plan(
        steps=((steps[0][0], stamped), *steps[1:]),
        new=sum(row["key"] not in before for _, rows, before in tables for row in rows),
        unchanged=sum(len(rows) for _, rows, _ in tables) - sum(len(rows) for _, rows in steps),
        held=tuple(held),
    )


def _same(row: _Values, before: Row[Any] | None) -> bool:
    return before is not None and all(before._mapping[name] == value for name, value in row.items())


def _course(course: Course) -> _Values:
    days = [day.isoformat() for day in course.start_dates]
    lists = {"sessions": [list(one) for one in course.sessions], "support_languages": list(course.support_languages)}
    return {**asdict(course), **lists, "start_dates": days, "active": True}


def _school(school: School, before: Row[Any] | None, held: list[HeldMark]) -> _Values:
    """The row to write. A known school never becomes suspended or withdrawn by an import alone."""
    row = {**asdict(school), "suggested_mark": None, "suggested_source": None, "suggested_on": None}
    if before is None:
        return row
    kept = {name: before._mapping[name] for name in ("quality_mark", "mark_checked", "mark_source")}
    waiting = {name: before._mapping[name] for name in ("suggested_mark", "suggested_source", "suggested_on")}
    if school.quality_mark not in VALID_MARKS and school.quality_mark != before.quality_mark:
        held.append(_held(school))
        suggested = (school.quality_mark, school.mark_source, school.mark_checked)
        return {**row, **kept, **dict(zip(waiting, suggested, strict=True))}
    # An older look does not take away what a newer one suggested.
    if before.suggested_on and school.mark_checked < before.suggested_on:
        return {**row, **waiting}
    return row


def _held(school: School) -> HeldMark:
    return HeldMark(key=school.key, name=school.name, mark=school.quality_mark, source=school.mark_source, day=school.mark_checked)
