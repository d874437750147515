"""PostgreSQL's second lock on everything about people: the service sees all, staff see their municipalities, nobody else sees anything.

Every migration that adds a table which holds something of a contact calls one of these. On SQLite they do nothing.
"""

from __future__ import annotations

from alembic import op

_SERVICE = "current_setting('app.scope', true) = 'service'"
_STAFF = "current_setting('app.scope', true) = 'staff'"
_THEIRS = "municipality_code = ANY (string_to_array(nullif(current_setting('app.municipalities', true), ''), ','))"


def guard_by_municipality(table: str) -> None:
    """Rows that carry the code of a municipality themselves."""
    _guard(table, _THEIRS)


def guard_by_contact(table: str) -> None:
    """Rows of a contact: seen by who may see the contact."""
    _guard(table, f"EXISTS (SELECT 1 FROM contact WHERE contact.id = {table}.contact_id)")  # noqa: S608 - the names are ours


def guard_by_case(table: str) -> None:
    """Rows of a case: seen by who may see the case."""
    _guard(table, f"EXISTS (SELECT 1 FROM case_file WHERE case_file.id = {table}.case_id)")  # noqa: S608 - the names are ours


def guard_by_report(table: str) -> None:
    """Rows of a report: seen by who may see the report."""
    _guard(table, f"EXISTS (SELECT 1 FROM fraud_report WHERE fraud_report.id = {table}.report_id)")  # noqa: S608 - the names are ours


def see_everything() -> None:
    """For a migration that reads or changes guarded rows: until it ends it sees all of them, as the service does."""
    if op.get_context().dialect.name == "postgresql":
        op.execute("SELECT set_config('app.scope', 'service', true)")


def guard_for_service(table: str) -> None:
    """Rows that no member of staff needs to see."""
    _guard(table, "false")


def _guard(table: str, staff_sees: str) -> None:
    if op.get_context().dialect.name != "postgresql":
        return
    allowed = f"{_SERVICE} OR ({_STAFF} AND {staff_sees})"
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    # Without FORCE the owner of the table, which the service is, would pass it by.
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY scope ON {table} USING ({allowed}) WITH CHECK ({allowed})")


def unguard(table: str) -> None:
    """As before it was guarded."""
    if op.get_context().dialect.name == "postgresql":
        op.execute(f"DROP POLICY scope ON {table}")
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
