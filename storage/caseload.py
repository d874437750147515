"""Rows of those whom a municipality may follow: written and taken away by the service. How staff read them: `storage.followed`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, case, delete, null, select, update

from storage.database import insert
from storage.tables import caseload, contacts, conversations, fraud_reports
from storage.transactions import Transaction

#: The purpose of the consent without which nobody has a row.
FOLLOW = "follow"
_ROW, _WHO = caseload.c, contacts.c


@dataclass(frozen=True, kw_only=True)
class CaseloadRow:
    """How one person stands, as a list shows it."""

    contact_id: int
    municipality_code: str
    number: str
    language: str
    law: str | None
    route: str | None
    last_day: date | None
    estimated: bool
    level: str | None
    trend: str | None
    exams_left: int | None
    signals: Sequence[str]
    needs: Sequence[str]
    harm: int
    last_contact_at: datetime
    reachable: bool


@dataclass(frozen=True, kw_only=True)
class Shown(CaseloadRow):
    """Everything that the service works out for one person."""

    refreshed_at: datetime


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """Somebody who may be followed, as they stood when they were read."""

    contact_id: int
    municipality_code: str
    number: str
    language: str
    last_heard_at: datetime
    #: Counts their turns: with another number they have said something since.
    revision: int


def _may_be_followed() -> ColumnElement[bool]:
    return and_(_WHO.remembered, _WHO.municipality_code.is_not(None), _WHO.consents[FOLLOW].as_boolean())


async def agreed(tx: Transaction, *, after: int, limit: int) -> list[Agreed]:
    """The next of those who may be followed, by row number."""
    return await _agreed(tx, _WHO.id > after, limit)


async def agreed_one(tx: Transaction, contact_id: int) -> Agreed | None:
    """The same of one person; None where they may not be followed."""
    return next(iter(await _agreed(tx, _WHO.id == contact_id, 1)), None)


async def _agreed(tx: Transaction, which: ColumnElement[bool], limit: int) -> list[Agreed]:
    talk = conversations.c
    columns = [_WHO.id.label("contact_id"), _WHO.municipality_code, _WHO.number, _WHO.language, talk.last_heard_at, talk.revision]
    query = select(*columns).join(conversations, talk.contact_id == _WHO.id).where(which, _may_be_followed())
    rows = (await tx.execute(query.order_by(_WHO.id).limit(limit))).mappings()
    return [Agreed(**row) for row in rows]


async def unchanged(tx: Transaction, read: Sequence[Agreed]) -> set[int]:
    """Those who still may be followed and said nothing since they were read; held until the transaction ends.

    Who is in the middle of a turn is left out: that turn writes their row itself.
    """
    talk = conversations.c
    query = (
        select(_WHO.id, talk.revision)
        .join(conversations, talk.contact_id == _WHO.id)
        .where(_WHO.id.in_([one.contact_id for one in read]), _may_be_followed())
        .with_for_update(skip_locked=True)
    )
    revisions = {row.id: row.revision for row in await tx.execute(query)}
    return {one.contact_id for one in read if revisions.get(one.contact_id) == one.revision}


async def put(tx: Transaction, rows: Sequence[Shown]) -> None:
    """Add these rows or bring them up to date. Who looks after somebody stays, unless another municipality follows them now."""
    if not rows:
        return
    statement = insert(tx, caseload)
    new = statement.excluded
    changed: dict[str, object] = {field.name: new[field.name] for field in fields(Shown) if field.name != "contact_id"}
    changed["coordinator_id"] = case((_ROW.municipality_code != new.municipality_code, null()), else_=_ROW.coordinator_id)
    await tx.execute(statement.on_conflict_do_update(index_elements=["contact_id"], set_=changed), [vars(row) for row in rows])


async def touch(tx: Transaction, contact_id: int, *, language: str, now: datetime) -> None:
    """The person did something that changes nothing else."""
    await tx.execute(update(caseload).where(_ROW.contact_id == contact_id).values(language=language, last_contact_at=now))


async def drop(tx: Transaction, contact_id: int) -> None:
    """The person may no longer be followed."""
    await tx.execute(delete(caseload).where(_ROW.contact_id == contact_id))


async def drop_all_others(tx: Transaction) -> int:
    """Rows of people who may not be followed, should there be any."""
    may = select(_WHO.id).where(_may_be_followed())
    return int((await tx.execute(delete(caseload).where(_ROW.contact_id.not_in(may)))).rowcount)


async def reporters(tx: Transaction, contact_ids: Collection[int]) -> set[int]:
    """Those of these people whose report about a school, with their name, nobody looked at yet."""
    report = fraud_reports.c
    query = select(report.contact_id).where(report.contact_id.in_(contact_ids), report.state == "new")
    return set((await tx.execute(query)).scalars())
