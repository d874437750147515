"""After a new key: what older keys sealed is sealed again, a little at a time, so that an old key can be thrown away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Column, LargeBinary, Table, select, type_coerce, update

from storage import conversations, mail_addresses, staff, staff_accounts, staff_telegram, subscriptions
from storage.database import Database, Service
from storage.sealing import SealedBytes, SealedJson, SealedText, ring_of
from storage.tables import METADATA, addresses, push_subscriptions, staff_telegrams
from storage.tables import mail_addresses as mail_address_table
from storage.tables import staff as staff_table
from storage.tables import staff_accounts as staff_account_table
from storage.transactions import Transaction

#: Of what a table's `blind` is the keyed hash, and where that is used.
_BLINDS: dict[Table, Callable[[dict[str, Any]], tuple[str, str]]] = {
    addresses: lambda row: (row["address"], conversations.BLIND),
    push_subscriptions: lambda row: (row["endpoint"], subscriptions.BLIND),
    mail_address_table: lambda row: (mail_addresses.plain(row["address"]), mail_addresses.BLIND),
    staff_table: lambda row: (staff.plain(row["email"]), staff.BLIND),
    staff_telegrams: lambda row: (row["address"], staff_telegram.BLIND),
    staff_account_table: lambda row: (row["account"], staff_accounts.BLIND),
}
#: Rows for one transaction, so that no turn waits long.
BATCH = 100
#: The same of a table that holds pictures.
BATCH_OF_PICTURES = 5


async def reseal(database: Database) -> int:
    """Seal everything with the current key; gives how many rows were changed. People can talk meanwhile.

    Codes that are kept as a hash only (return codes, personal invitations) stay with the key they were made with: keep an old key in the
    ring until those are too old to be used.
    """
    changed = 0
    for table in METADATA.sorted_tables:
        columns = [column for column in table.columns if isinstance(column.type, SealedBytes | SealedText | SealedJson)]
        last: int | None = 0 if columns else None
        while last is not None:
            async with database.writing(Service()) as tx:
                last, count = await _portion(tx, table, columns, last)
            changed += count
    return changed


async def _portion(tx: Transaction, table: Table, columns: list[Column[Any]], after: int) -> tuple[int | None, int]:
    """The next rows of a table; gives the key of the last one (None at the end), and how many were changed."""
    (key,) = table.primary_key.columns
    raw = [type_coerce(column, LargeBinary).label(column.name) for column in columns]
    most = BATCH_OF_PICTURES if any(isinstance(column.type, SealedBytes) for column in columns) else BATCH
    rows = (await tx.execute(select(key.label("row"), *raw).where(key > after).order_by(key).limit(most))).all()
    old = [row.row for row in rows if any(_is_old(tx, sealed) for sealed in row[1:])]
    for number in old:
        await _again(tx, table, columns, key, number)
    return (rows[-1].row if rows else None), len(old)


async def _again(tx: Transaction, table: Table, columns: list[Column[Any]], key: Column[Any], number: int) -> None:
    values = dict((await tx.execute(select(*columns).where(key == number))).mappings().one())
    if table in _BLINDS:
        values["blind"] = ring_of(tx.dialect).blind(*_BLINDS[table](values))
    await tx.execute(update(table).where(key == number).values(values))


def _is_old(tx: Transaction, sealed: bytes | None) -> bool:
    return sealed is not None and not ring_of(tx.dialect).is_current(bytes(sealed))
