"""How staff work and want to be told: their hours, their free days, their leave, and what they promise."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import delete, select

from storage import revisions
from storage import tables as t
from storage.database import insert
from storage.joining import joined
from storage.transactions import Transaction

#: Moves when anything changed that a promise of a municipality leans on.
REVISION = "staff"


@dataclass(frozen=True, kw_only=True)
class Habit:
    """What somebody set of themselves."""

    opens: time = time(9)
    closes: time = time(17)
    free_weekdays: tuple[int, ...] = ()
    answer_days: int | None = None
    mails: bool = True
    #: Whole hours of the day.
    digests: tuple[int, ...] = (9,)


@dataclass(frozen=True, kw_only=True)
class Leave:
    """Days on which somebody is away."""

    id: int
    first_day: date
    last_day: date


@dataclass(frozen=True, kw_only=True)
class Worker:
    """Somebody who works with people for a municipality."""

    id: int
    role: str
    municipality_code: str
    habit: Habit
    leaves: tuple[Leave, ...]


async def of(tx: Transaction, member_id: int) -> Habit:
    """What somebody set; what is usual where they set nothing."""
    return (await _habits(tx, [member_id])).get(member_id, Habit())


async def leaves(tx: Transaction, member_id: int, *, since: date) -> Sequence[Leave]:
    """Their leave that is not over, the first first."""
    return [leave for leave in (await _leaves(tx, [member_id])).get(member_id, ()) if leave.last_day >= since]


async def put(tx: Transaction, member_id: int, habit: Habit) -> None:
    """From now on they work like this."""
    values = {
        "opens": habit.opens,
        "closes": habit.closes,
        "free_weekdays": list(habit.free_weekdays),
        "answer_days": habit.answer_days,
        "mails": habit.mails,
        "digests": list(habit.digests),
    }
    statement = insert(tx, t.staff_habits).values(staff_id=member_id, **values)
    await tx.execute(statement.on_conflict_do_update(index_elements=["staff_id"], set_=values))
    await revisions.bump(tx, REVISION)


async def be_away(tx: Transaction, member_id: int, first_day: date, last_day: date) -> None:
    """They are away on these days."""
    await tx.execute(t.staff_leaves.insert(), {"staff_id": member_id, "first_day": first_day, "last_day": last_day})
    await revisions.bump(tx, REVISION)


async def not_away(tx: Transaction, member_id: int, leave_id: int) -> None:
    """They are not away after all."""
    await tx.execute(delete(t.staff_leaves).where(t.staff_leaves.c.id == leave_id, t.staff_leaves.c.staff_id == member_id))
    await revisions.bump(tx, REVISION)


async def forget_leave(tx: Transaction, today: date) -> int:
    """Leave that was over before today is nobody's business any more. No promise depends on it, so nobody need read it anew."""
    return (await tx.execute(delete(t.staff_leaves).where(t.staff_leaves.c.last_day < today))).rowcount


async def workers(tx: Transaction) -> Sequence[Worker]:
    """Everybody who can sign in and sees people, once for each of their municipalities."""
    who = (
        select(t.staff.c.id, t.staff.c.role, t.staff_municipalities.c.municipality_code)
        .join(t.staff_municipalities, t.staff_municipalities.c.staff_id == t.staff.c.id)
        .where(t.staff.c.disabled_at.is_(None), joined(), t.staff.c.role != "admin")
        .order_by(t.staff.c.id, t.staff_municipalities.c.municipality_code)
    )
    rows = (await tx.execute(who)).all()
    ids = {row.id for row in rows}
    habits, away = await _habits(tx, ids), await _leaves(tx, ids)
    return [Worker(**row._mapping, habit=habits.get(row.id, Habit()), leaves=tuple(away.get(row.id, ()))) for row in rows]


async def _habits(tx: Transaction, ids: Collection[int]) -> Mapping[int, Habit]:
    query = select(t.staff_habits).where(t.staff_habits.c.staff_id.in_(ids))
    return {
        row.staff_id: Habit(
            opens=row.opens,
            closes=row.closes,
            free_weekdays=tuple(row.free_weekdays),
            answer_days=row.answer_days,
            mails=row.mails,
            digests=tuple(row.digests),
        )
        for row in (await tx.execute(query)).all()
    }


async def _leaves(tx: Transaction, ids: Collection[int]) -> Mapping[int, list[Leave]]:
    own = t.staff_leaves.c
    found: dict[int, list[Leave]] = {}
    for row in (await tx.execute(select(t.staff_leaves).where(own.staff_id.in_(ids)).order_by(own.first_day, own.id))).all():
        found.setdefault(row.staff_id, []).append(Leave(id=row.id, first_day=row.first_day, last_day=row.last_day))
    return found
