"""Reports that something is not right at a school: kept for the coordinators of the municipality, who bring them to Blik op Werk."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, Select, select, update
from sqlalchemy import insert as plain_insert

from storage.database import insert, visible
from storage.errors import StorageError
from storage.numbers import DRAWS, draw
from storage.scopes import Scope
from storage.tables import cases, fraud_reports, report_steps, staff
from storage.transactions import Transaction

#: Reports on one screen, the newest.
LISTED = 500


@dataclass(frozen=True, kw_only=True)
class NewReport:
    """What is reported, without who reports it."""

    municipality_code: str
    #: The Dutch letter as it was shown.
    draft: str
    #: Words of the form.
    subjects: Sequence[str] = ()
    #: Words of the form.
    proof: Sequence[str] = ()
    happened: str | None = None
    school_key: str | None = None
    school_name: str | None = None
    own_words: str | None = None
    #: A language tag.
    own_words_language: str | None = None
    #: Whether who reports asked to be told what becomes of it.
    wants_to_hear: bool = False


@dataclass(frozen=True, kw_only=True)
class Report(NewReport):
    """A report as it is kept."""

    id: int
    number: str
    #: None when it is anonymous.
    contact_id: int | None
    state: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Step:
    """Somebody of the staff brought a report to a state."""

    state: str
    #: What colleagues call them.
    by: str
    remark: str
    told: bool
    at: datetime


async def add(tx: Transaction, report: NewReport, *, contact_id: int | None, now: datetime) -> int:
    """Keep a report; gives its row number. Without a contact it is anonymous: then the hour is not kept either.

    Who talked at that minute stands in other tables, so the exact moment would lead back to a person.
    """
    row = {
        "municipality_code": report.municipality_code,
        "contact_id": contact_id,
        "subjects": list(report.subjects),
        "happened": report.happened,
        "school_key": report.school_key,
        "school_name": report.school_name,
        "proof": list(report.proof),
        "own_words": report.own_words,
        "own_words_language": report.own_words_language,
        "draft": report.draft,
        "state": "new",
        "at": now if contact_id is not None else now.replace(hour=0, minute=0, second=0, microsecond=0),
        "wants_to_hear": report.wants_to_hear and contact_id is not None,
    }
    statement = insert(tx, fraud_reports).on_conflict_do_nothing(index_elements=["number"]).returning(fraud_reports.c.id)
    for _ in range(DRAWS):
        added: int | None = (await tx.execute(statement, {**row, "number": draw()})).scalar()
        if added is not None:
            return added
    raise StorageError("number")


async def listed(tx: Transaction, scope: Scope) -> list[Report]:
    """The reports that this staff may see, the newest first."""
    query = _reports(scope).order_by(fraud_reports.c.at.desc(), fraud_reports.c.id.desc()).limit(LISTED)
    return [_report(row._mapping) for row in await tx.execute(query)]


async def one(tx: Transaction, scope: Scope, number: str) -> Report | None:
    """The report with this short number; None where this staff may not see it."""
    row = (await tx.execute(_reports(scope).where(fraud_reports.c.number == number))).one_or_none()
    return None if row is None else _report(row._mapping)


async def steps(tx: Transaction, report_id: int) -> list[Step]:
    """Who brought it where, the oldest first. In the scope of the service: staff do not see each other's rows."""
    row = report_steps.c
    query = (
        select(row.state, row.remark, row.told, row.at, staff.c.name, staff.c.email)
        .outerjoin(staff, staff.c.id == row.staff_id)
        .where(row.report_id == report_id)
        .order_by(row.id)
    )
    found = (await tx.execute(query)).all()
    return [Step(state=one.state, by=one.name or one.email or "", remark=one.remark or "", told=one.told, at=one.at) for one in found]


async def open_case(tx: Transaction, scope: Scope, contact_id: int) -> str | None:
    """The short number of the open case of who reported, where this staff may see it."""
    query = select(cases.c.number).where(cases.c.contact_id == contact_id, cases.c.state != "closed")
    return (await tx.execute(query.where(visible(scope, cases.c.municipality_code)).limit(1))).scalar()


async def change(tx: Transaction, report_id: int, state: str, *, only_from: Collection[str]) -> bool:
    """Bring it to another state; False where it is in none of these now."""
    row = fraud_reports.c
    changed = update(fraud_reports).where(row.id == report_id, row.state.in_(only_from)).values(state=state)
    return (await tx.execute(changed)).rowcount == 1


async def note_step(tx: Transaction, report_id: int, *, staff_id: int, state: str, remark: str, told: bool, now: datetime) -> None:
    """Who did it, for its history."""
    row = {"report_id": report_id, "staff_id": staff_id, "state": state, "remark": remark or None, "told": told, "at": now}
    await tx.execute(plain_insert(report_steps), row)


def _reports(scope: Scope) -> Select[*tuple[object, ...]]:
    return select(fraud_reports).where(visible(scope, fraud_reports.c.municipality_code))


def _report(row: RowMapping) -> Report:
    lists: dict[str, Any] = {name: tuple(row[name]) for name in ("subjects", "proof")}
    return Report(**{**row, **lists})
