"""Scripts that will start by themselves: planned for one person, claimed by one process when they are due, sent once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Update, and_, bindparam, literal_column, or_, select, update

from storage.database import insert
from storage.leases import FAR
from storage.tables import check_ins
from storage.transactions import Transaction

_ROW = check_ins.c
# Written out rather than bound: only then do both databases see that the index of what waits may be used.
_PLANNED: ColumnElement[str] = literal_column("'planned'")
_CLAIMED: ColumnElement[str] = literal_column("'claimed'")
_WAITING = _ROW.status.in_([_PLANNED, _CLAIMED])
_TIME = _ROW.due_at.type
_NOW = bindparam("now", type_=_TIME)
_WRONG = bindparam("wrong", type_=_TIME)
_DUE = (
    select(_ROW.id)
    .where(_WAITING, _ROW.due_at <= _NOW, or_(_ROW.status == _PLANNED, _ROW.lease_until <= _NOW, _ROW.lease_until > _WRONG))
    .order_by(_ROW.due_at)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
    .cte("due")
)
_CLAIM = (
    update(check_ins)
    .where(_ROW.id.in_(select(_DUE.c.id)))
    .values(status="claimed", claimed_by=bindparam("writer"), lease_until=bindparam("lease", type_=_TIME))
    .returning(_ROW.id, _ROW.contact_id, _ROW.plan, _ROW.cause, _ROW.day, _ROW.due_at, _ROW.deadline, _ROW.failures)
)

#: Reasons for which a check-in is dropped, and which can be over one day.
NO_CONSENT, NOT_WANTED = "no_consent", "not_wanted"
#: The reason of what staff cancelled: that does not change by itself.
BY_STAFF = "staff"
_CAN_CHANGE = (NO_CONSENT, NOT_WANTED)


@dataclass(frozen=True, kw_only=True)
class Planned:
    """One check-in to plan, or to move."""

    contact_id: int
    plan: str
    cause: str
    #: The day that is meant, whatever becomes of the moment.
    day: date
    due_at: datetime
    deadline: bool = False


@dataclass(frozen=True, kw_only=True)
class Claimed:
    """A check-in that is due, held by the process that claimed it."""

    id: int
    contact_id: int
    plan: str
    cause: str
    day: date
    due_at: datetime
    deadline: bool
    #: How often it could not be started or delivered.
    failures: int


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A check-in as it stands."""

    id: int
    contact_id: int
    plan: str
    cause: str
    day: date
    due_at: datetime
    deadline: bool
    status: str
    reason: str | None
    sent_at: datetime | None
    answered_at: datetime | None

    @property
    def open(self) -> bool:
        """Whether it is still to come."""
        return self.status in ("planned", "claimed")

    @property
    def off(self) -> bool:
        """Whether it was given up for something that can change: then it may be planned again."""
        return self.status == "dropped" and self.reason in _CAN_CHANGE


async def plan_all(tx: Transaction, rows: Collection[Planned]) -> None:
    """Plan them. What the same cause planned before is moved, or taken up where it was dropped; what is over is not done again."""
    if not rows:
        return
    statement = insert(tx, check_ins)
    dropped = and_(_ROW.status == "dropped", or_(*(_ROW.reason == reason for reason in _CAN_CHANGE)))
    values = {name: statement.excluded[name] for name in ("due_at", "day", "deadline")}
    planned = statement.on_conflict_do_update(
        index_elements=["contact_id", "plan", "cause"],
        set_={**values, "status": "planned", "reason": None},
        where=or_(_ROW.status == "planned", dropped),
    )
    await tx.execute(planned, [{**vars(row), "status": "planned"} for row in rows])


async def of(tx: Transaction, contact_ids: Collection[int]) -> dict[int, list[Kept]]:
    """Everything that was ever planned for these people, the earliest first."""
    kept: dict[int, list[Kept]] = {contact_id: [] for contact_id in contact_ids}
    columns = [_ROW[name] for name in Kept.__dataclass_fields__]
    query = select(*columns).where(_ROW.contact_id.in_(contact_ids)).order_by(_ROW.due_at, _ROW.id)
    for row in (await tx.execute(query)).mappings():
        kept[row["contact_id"]].append(Kept(**row))
    return kept


async def plans_of(tx: Transaction, ids: Collection[int]) -> dict[int, str]:
    """Of which plan each of these rows is."""
    found = await tx.execute(select(_ROW.id, _ROW.plan).where(_ROW.id.in_(ids)))
    return {row.id: row.plan for row in found}


async def move(tx: Transaction, id: int, *, cause: str, day: date, due_at: datetime) -> None:
    """What it is about moved: the same row, another day. Not while it is being sent, nor after."""
    moved = update(check_ins).where(_ROW.id == id, _ROW.status == "planned")
    await tx.execute(moved.values(cause=cause, day=day, due_at=due_at))


async def weigh(tx: Transaction, id: int, *, deadline: bool) -> None:
    """Whether it cannot wait, by what the newest edition says. Not while it is being sent, nor after."""
    await tx.execute(update(check_ins).where(_ROW.id == id, _ROW.status == "planned").values(deadline=deadline))


async def drop(tx: Transaction, contact_id: int, reason: str) -> None:
    """Nothing that was planned for this person starts by itself any more."""
    await tx.execute(_dropped(reason).where(_ROW.contact_id == contact_id, _WAITING))


async def put_back(tx: Transaction, id: int, *, due_at: datetime, most: int) -> None:
    """What it said could not be delivered, and was not answered another way: it is due again; what can wait only so often."""
    undelivered = update(check_ins).where(_ROW.id == id, _ROW.status == "sent")
    again = undelivered.where(or_(_ROW.failures < most, _ROW.deadline)).values(status="planned", due_at=due_at, failures=_ROW.failures + 1)
    if (await tx.execute(again)).rowcount == 0:
        await tx.execute(undelivered.values(status="dropped", reason="failed"))


async def take_up(tx: Transaction, contact_id: int, *, after: datetime) -> None:
    """They want to be reminded again: what was dropped only for their no, and is due after this moment, is to come."""
    dropped = (_ROW.status == "dropped", _ROW.reason == NO_CONSENT, _ROW.due_at > after)
    await tx.execute(update(check_ins).where(_ROW.contact_id == contact_id, *dropped).values(status="planned", reason=None))


async def drop_these(tx: Transaction, ids: Collection[int], reason: str) -> None:
    """These are no longer wanted. What is being sent just now is judged by who sends it."""
    if ids:
        await tx.execute(_dropped(reason).where(_ROW.id.in_(ids), _ROW.status == "planned"))


def _dropped(reason: str) -> Update:
    return update(check_ins).values(status="dropped", reason=reason)


async def claim(tx: Transaction, *, writer: str, now: datetime, lease_until: datetime, limit: int) -> list[Claimed]:
    """Take what is due and nobody is starting, the earliest first."""
    given = {"writer": writer, "now": now, "lease": lease_until, "most": limit, "wrong": now + FAR}
    rows = (await tx.execute(_CLAIM, given)).mappings().all()
    return sorted((Claimed(**row) for row in rows), key=lambda row: (not row.deadline, row.due_at, row.id))


async def sent(tx: Transaction, id: int, *, writer: str, now: datetime) -> bool:
    """Its script starts in this transaction. False when this process no longer holds it: then it must not."""
    return await _held(tx, id, writer, status="sent", sent_at=now)


async def put_off(tx: Transaction, id: int, *, writer: str, due_at: datetime, failed: bool = False) -> None:
    """Not now: it is due again at this moment. `failed`: because it could not be started."""
    await _held(tx, id, writer, status="planned", due_at=due_at, failures=_ROW.failures + int(failed))


async def give_up(tx: Transaction, id: int, *, writer: str, reason: str) -> None:
    """It does not start any more, for a reason that staff can see."""
    await _held(tx, id, writer, status="dropped", reason=reason)


async def _held(tx: Transaction, id: int, writer: str, **values: object) -> bool:
    held = update(check_ins).where(_ROW.id == id, _ROW.status == "claimed", _ROW.claimed_by == writer)
    return bool((await tx.execute(held.values(**values))).rowcount == 1)


async def answered(tx: Transaction, contact_id: int, id: int, *, now: datetime) -> None:
    """The person did something with it, perhaps while it was to come again because not all of it arrived."""
    undelivered = and_(_ROW.status == "planned", _ROW.sent_at.is_not(None), _ROW.failures > 0)
    begun = or_(_ROW.status == "sent", undelivered)
    own = update(check_ins).where(_ROW.id == id, _ROW.contact_id == contact_id, begun)
    await tx.execute(own.values(status="answered", answered_at=now))


async def again(tx: Transaction, contact_id: int, id: int, *, due_at: datetime) -> None:
    """The person wants to be asked later: the same row is due again."""
    own = update(check_ins).where(_ROW.id == id, _ROW.contact_id == contact_id, _ROW.status == "sent")
    await tx.execute(own.values(status="planned", due_at=due_at, failures=0))


async def put_on(tx: Transaction, contact_id: int, id: int, *, due_at: datetime, earlier_only: bool = False) -> bool:
    """Staff moved it to another moment; the day that was meant stays, so that nobody plans it anew. False where it cannot be any more."""
    own = _planned_of(contact_id, id).values(due_at=due_at)
    return bool((await tx.execute(own.where(_ROW.due_at > due_at) if earlier_only else own)).rowcount == 1)


async def cancel(tx: Transaction, contact_id: int, id: int) -> bool:
    """Staff do not want it to start, and it is not planned again. False for what cannot wait, and where it is no longer to come."""
    own = _planned_of(contact_id, id).where(_ROW.deadline.is_(False))
    return bool((await tx.execute(own.values(status="dropped", reason=BY_STAFF))).rowcount == 1)


def _planned_of(contact_id: int, id: int) -> Update:
    return update(check_ins).where(_ROW.id == id, _ROW.contact_id == contact_id, _ROW.status == "planned")


async def free(tx: Transaction, *, writer: str) -> None:
    """What others than this process hold is free at once: where it is certain that no other lives."""
    await tx.execute(update(check_ins).where(_ROW.status == _CLAIMED, _ROW.claimed_by != writer).values(status="planned"))
