"""How somebody of the staff works: the lists that they saved, and the time that they have in a week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, select

from storage.database import insert as insert_or
from storage.joining import joined
from storage.tables import saved_views, staff, staff_municipalities, staff_weeks
from storage.transactions import Transaction

#: Lists that one member of staff can save.
MOST = 20


@dataclass(frozen=True, kw_only=True)
class View:
    """A list that was saved: its name, and its filters as in the address of the page."""

    id: int
    name: str
    query: str


async def of(tx: Transaction, member_id: int) -> list[View]:
    """What somebody saved, the oldest first."""
    row = saved_views.c
    found = await tx.execute(select(row.id, row.name, row.query).where(row.staff_id == member_id).order_by(row.id))
    return [View(**one._mapping) for one in found]


async def save(tx: Transaction, member_id: int, *, name: str, query: str, now: datetime) -> bool:
    """Keep a list. False where there are too many."""
    held = select(func.count()).select_from(saved_views).where(saved_views.c.staff_id == member_id)
    if (await tx.execute(held)).scalar_one() >= MOST:
        return False
    await tx.execute(insert(saved_views), {"staff_id": member_id, "name": name, "query": query, "created_at": now})
    return True


async def remove(tx: Transaction, member_id: int, id: int) -> None:
    """Somebody no longer needs a list of theirs."""
    await tx.execute(delete(saved_views).where(saved_views.c.id == id, saved_views.c.staff_id == member_id))


async def minutes(tx: Transaction, member_id: int) -> int | None:
    """The time that somebody has in a week; None where they never said."""
    found: int | None = (await tx.execute(select(staff_weeks.c.minutes).where(staff_weeks.c.staff_id == member_id))).scalar()
    return found


async def set_minutes(tx: Transaction, member_id: int, minutes: int) -> None:
    """From now on somebody has so much time in a week."""
    statement = insert_or(tx, staff_weeks)
    changed = statement.on_conflict_do_update(index_elements=["staff_id"], set_={"minutes": statement.excluded.minutes})
    await tx.execute(changed, {"staff_id": member_id, "minutes": minutes})


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """Somebody who can look after people of these municipalities."""

    id: int
    name: str
    municipalities: frozenset[str]


async def colleagues(tx: Transaction, municipalities: frozenset[str]) -> list[Colleague]:
    """Everybody who sees people of one of these municipalities and can sign in, oneself too, by name."""
    row, theirs = staff.c, staff_municipalities.c
    query = (
        select(row.id, row.name, row.email, theirs.municipality_code)
        .join(staff_municipalities, theirs.staff_id == row.id)
        .where(theirs.municipality_code.in_(sorted(municipalities)), row.role != "admin")
        .where(row.disabled_at.is_(None), joined())
    )
    found: dict[int, Colleague] = {}
    for one in await tx.execute(query):
        known = found.get(one.id)
        codes = (known.municipalities if known else frozenset()) | {one.municipality_code}
        found[one.id] = Colleague(id=one.id, name=one.name or one.email, municipalities=codes)
    return sorted(found.values(), key=lambda one: one.name.casefold())
