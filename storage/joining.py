"""Who of the staff came in at least once: with a password of their own, or with an account of their municipality."""

from __future__ import annotations

from sqlalchemy import ColumnElement, or_, select

from storage.tables import staff, staff_accounts


def joined() -> ColumnElement[bool]:
    """The condition for a query of staff."""
    return or_(staff.c.password_hash.is_not(None), staff.c.id.in_(select(staff_accounts.c.staff_id)))
