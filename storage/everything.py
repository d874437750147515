"""Every row that is kept of one person, for who wants to see or take it along."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Table, select

from storage.tables import METADATA, addresses, cases, contacts, fraud_reports, messages_out
from storage.transactions import Transaction

#: Columns by which something is found, or sent: they tell nothing of a person. A picture is theirs already; that it is kept is told.
_MACHINERY = frozenset({"blind", "return_code_hash", "code_hash", "keys", "claimed_by", "lease_until", "reference", "picture"})


async def of(tx: Transaction, contact_id: int) -> dict[str, list[dict[str, Any]]]:
    """Rows by the name of their table, as plain values, opened where they are sealed. Tables without a row are left out."""
    found: dict[str, list[dict[str, Any]]] = {}
    for table in METADATA.sorted_tables:
        owned = _owned(table, contact_id)
        if owned is None:
            continue
        shown = [column for column in table.columns if column.name not in _MACHINERY]
        rows = (await tx.execute(select(*shown).where(owned).order_by(*table.primary_key.columns))).mappings().all()
        if rows:
            # Names of columns are more than plain words to the library; others take plain ones only.
            found[str(table.name)] = [{str(name): value for name, value in row.items()} for row in rows]
    return found


def _owned(table: Table, contact_id: int) -> ColumnElement[bool] | None:
    """Which rows of a table are of this person; None for a table that is about nobody."""
    if table is contacts:
        return contacts.c.id == contact_id
    if "case_id" in table.c:
        return table.c.case_id.in_(select(cases.c.id).where(cases.c.contact_id == contact_id))
    if "report_id" in table.c:
        return table.c.report_id.in_(select(fraud_reports.c.id).where(fraud_reports.c.contact_id == contact_id))
    if table is addresses:
        # Also where somebody else is in front just now.
        sent = select(messages_out.c.address_id).where(messages_out.c.contact_id == contact_id)
        return (addresses.c.contact_id == contact_id) | (addresses.c.id.in_(sent))
    return table.c.contact_id == contact_id if "contact_id" in table.c else None
