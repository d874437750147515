"""Forgetting in time: guests after a day of silence, updates that were seen, messages that were read, photos without a yes or a case.

And of the staff: for whom an invitation was that nobody opened, and leave that is over.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from dialogs.days import day_of
from storage import contacts, files, habits, inbox, invitations, mail_addresses, outbox
from storage.database import Database, Service
from storage.transactions import Transaction

log = logging.getLogger(__name__)

#: A channel repeats an update for a day at most.
UPDATES_KEPT = timedelta(days=2)
#: Messages of people who said yes to remembering.
MESSAGES_KEPT = timedelta(days=180)
#: An e-mail address whose code nobody typed is perhaps somebody else's.
UNCONFIRMED_KEPT = timedelta(days=2)
#: Contacts or rows in one transaction, so that nobody waits long.
BATCH = 50
ROWS = 500


async def forget_what_is_due(database: Database, now: datetime) -> int:
    """Erase guests whose time is over, and purge old rows, in small transactions. Gives how many contacts were erased."""
    erased = 0
    while batch := await _erase_guests(database, now):
        erased += batch
    await _purge(database, lambda tx: inbox.purge(tx, now - UPDATES_KEPT, ROWS))
    await _purge(database, lambda tx: outbox.purge(tx, now - MESSAGES_KEPT, ROWS))
    await _purge(database, lambda tx: invitations.forget_references(tx, now, ROWS))
    async with database.writing(Service()) as tx:
        await habits.forget_leave(tx, day_of(now))
        await files.expire(tx, now)
        await files.erase_closed(tx)
        await mail_addresses.forget_unconfirmed(tx, before=now - UNCONFIRMED_KEPT)
    if erased:
        log.info("guests_erased", extra={"count": erased})
    return erased


async def _purge(database: Database, portion: Callable[[Transaction], Awaitable[int]]) -> None:
    """Remove old rows, a portion in each transaction."""
    removed = ROWS
    while removed == ROWS:
        async with database.writing(Service()) as tx:
            removed = await portion(tx)


async def _erase_guests(database: Database, now: datetime) -> int:
    async with database.writing(Service()) as tx:
        expired = await contacts.expired(tx, now, BATCH)
        for contact in expired:
            await contacts.erase(tx, contact)
    return len(expired)
