"""Work that only one process does at a time."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, or_, update

from storage.database import insert
from storage.tables import leases
from storage.transactions import Transaction

#: No work is held so much longer than it is asked for: such a lease was made by a clock that was wrong.
LONGEST = timedelta(days=1)
#: Who has work that was done: nobody.
DONE = ""
#: Rows that are claimed are held for minutes: what ends so far ahead was claimed by a clock that was wrong.
FAR = timedelta(hours=1)


async def take(tx: Transaction, name: str, *, holder: str, now: datetime, until: datetime) -> bool:
    """Take the work, or go on with it. False while another process has it."""
    statement = insert(tx, leases).values(name=name, holder=holder, until=until)
    taken = statement.on_conflict_do_update(
        index_elements=["name"],
        set_={"holder": statement.excluded.holder, "until": statement.excluded.until},
        where=or_(leases.c.holder == holder, leases.c.until <= now, leases.c.until > until + LONGEST),
    )
    return (await tx.execute(taken.returning(leases.c.name))).scalar() is not None


async def give_back(tx: Transaction, name: str, *, holder: str) -> None:
    """Done: another process may take it at once."""
    await tx.execute(delete(leases).where(leases.c.name == name, leases.c.holder == holder))


async def done(tx: Transaction, name: str, *, holder: str, until: datetime) -> None:
    """Done: nobody takes it again before this moment."""
    mine = update(leases).where(leases.c.name == name, leases.c.holder == holder)
    await tx.execute(mine.values(holder=DONE, until=until))
