"""How staff of one municipality share a case: notes, who looks, waiting until a day, handing over, opening it again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, insert, select, update

from storage.database import insert as insert_or
from storage.joining import joined
from storage.scopes import Scope, visible
from storage.tables import case_looks, case_notes, cases, contacts, staff, staff_municipalities
from storage.transactions import Transaction

#: Roles that may have a case.
WITH_PEOPLE = ("coordinator", "lead")
#: The purpose of being followed by one's municipality.
FOLLOW = "follow"


@dataclass(frozen=True, kw_only=True)
class Note:
    """What somebody wrote down for colleagues."""

    by: str
    text: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """Somebody of the staff, as colleagues call them."""

    id: int
    name: str


async def write(tx: Transaction, case_id: int, member_id: int, text: str, *, now: datetime) -> None:
    """A note."""
    await tx.execute(insert(case_notes), {"case_id": case_id, "written_by": member_id, "text": text, "at": now})


async def notes(tx: Transaction, case_id: int) -> list[Note]:
    """The notes of a case, the oldest first."""
    query = select(case_notes.c.text, case_notes.c.at, staff.c.name, staff.c.email).join(staff, staff.c.id == case_notes.c.written_by)
    rows = (await tx.execute(query.where(case_notes.c.case_id == case_id).order_by(case_notes.c.id))).all()
    return [Note(by=row.name or row.email, text=row.text, at=row.at) for row in rows]


async def look(tx: Transaction, case_id: int, member_id: int, *, now: datetime) -> None:
    """Somebody drew the page of a case."""
    row = insert_or(tx, case_looks).values(case_id=case_id, staff_id=member_id, at=now)
    await tx.execute(row.on_conflict_do_update(index_elements=["case_id", "staff_id"], set_={"at": now}))


async def lookers(tx: Transaction, case_id: int, *, but: int, since: datetime) -> list[str]:
    """Who else drew it since a moment; who looked before that is forgotten."""
    await tx.execute(delete(case_looks).where(case_looks.c.case_id == case_id, case_looks.c.at < since))
    query = select(staff.c.name, staff.c.email).join(case_looks, case_looks.c.staff_id == staff.c.id)
    rows = (await tx.execute(query.where(case_looks.c.case_id == case_id, staff.c.id != but).order_by(staff.c.id))).all()
    return [row.name or row.email for row in rows]


async def colleagues(tx: Transaction, municipality_code: str, *, but: int) -> Sequence[Colleague]:
    """Who else works for this municipality and may have a case."""
    works = select(staff_municipalities.c.staff_id).where(staff_municipalities.c.municipality_code == municipality_code)
    there = (staff.c.disabled_at.is_(None), joined(), staff.c.role.in_(WITH_PEOPLE))
    query = select(staff.c.id, staff.c.name, staff.c.email).where(staff.c.id.in_(works), staff.c.id != but, *there)
    rows = (await tx.execute(query)).all()
    return sorted((Colleague(id=row.id, name=row.name or row.email) for row in rows), key=lambda one: one.name.casefold())


async def snooze(tx: Transaction, case_id: int, member_id: int, until: date | None) -> bool:
    """It may wait until a day, or no longer; False where they do not have it."""
    theirs = update(cases).where(cases.c.id == case_id, cases.c.state == "taken", cases.c.taken_by == member_id)
    return (await tx.execute(theirs.values(snoozed_until=until))).rowcount == 1


async def wake(tx: Transaction, case_id: int, *, today: date) -> None:
    """Something came for a case that was to wait: it stands on top from today on."""
    waits = update(cases).where(cases.c.id == case_id, cases.c.snoozed_until > today)
    await tx.execute(waits.values(snoozed_until=today))


async def hand(tx: Transaction, case_id: int, member_id: int, to: int, *, now: datetime) -> bool:
    """Another has it from now on; False where they do not have it."""
    theirs = update(cases).where(cases.c.id == case_id, cases.c.state == "taken", cases.c.taken_by == member_id)
    return (await tx.execute(theirs.values(taken_by=to, taken_at=now, snoozed_until=None))).rowcount == 1


async def followed(tx: Transaction, scope: Scope, number: str) -> int | None:
    """The person with this short number, where this staff may see them and they agreed to be followed."""
    query = select(contacts.c.id, contacts.c.consents).where(contacts.c.number == number, visible(scope, contacts.c.municipality_code))
    row = (await tx.execute(query)).one_or_none()
    return int(row.id) if row and row.consents and row.consents.get(FOLLOW) else None


async def reopen(tx: Transaction, case_id: int, member_id: int, *, now: datetime) -> bool:
    """A case that staff closed is open again, and taken; False where it is not. The person, who is held, has no other open one."""
    closed = update(cases).where(cases.c.id == case_id, cases.c.state == "closed", cases.c.closed_at.is_not(None))
    again = closed.values(state="taken", taken_by=member_id, taken_at=now, closed_at=None, outcome=None)
    return (await tx.execute(again)).rowcount == 1
