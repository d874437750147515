"""Caseload.

Whom a municipality may follow, in one row for each; saved lists and hours of a week of the staff; who looked at which person.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from storage.migrations.row_security import guard_by_municipality, guard_for_service

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _caseload()
    op.create_table(
        "saved_view",
        sa.Column("id", ID, nullable=False),
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("query", sa.String(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_saved_view_staff_id_staff"), ondelete="CASCADE"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_saved_view_staff_id"), "saved_view", ["staff_id"])
    op.create_table(
        "staff_week",
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_staff_week")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_week_staff_id_staff"), ondelete="CASCADE"),
    )
    guard_for_service("saved_view")
    guard_for_service("staff_week")
    op.add_column("audit_entry", sa.Column("contact_number", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("audit_entry", "contact_number")
    for table in ("staff_week", "saved_view", "caseload"):
        op.drop_table(table)


def _caseload() -> None:
    op.create_table(
        "caseload",
        sa.Column("contact_id", ID, nullable=False),
        sa.Column("municipality_code", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("law", sa.String(), nullable=True),
        sa.Column("route", sa.String(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("estimated", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("level", sa.String(), nullable=True),
        sa.Column("trend", sa.String(), nullable=True),
        sa.Column("exams_left", sa.Integer(), nullable=True),
        sa.Column("signals", JSON, nullable=False),
        sa.Column("needs", JSON, nullable=False),
        sa.Column("harm", sa.Integer(), nullable=False),
        sa.Column("last_contact_at", TIME, nullable=False),
        sa.Column("reachable", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("coordinator_id", ID, nullable=True),
        sa.Column("rests_until", sa.Date(), nullable=True),
        sa.Column("rests_at", sa.Integer(), nullable=True),
        sa.Column("refreshed_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("contact_id", name=op.f("pk_caseload")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_caseload_contact_id_contact"), ondelete="CASCADE"),
        sa.UniqueConstraint("number", name=op.f("uq_caseload_number")),
        sa.CheckConstraint("law IN ('wi2013', 'wi2021')", name=op.f("ck_caseload_law")),
        sa.CheckConstraint("trend IN ('up', 'same', 'down')", name=op.f("ck_caseload_trend")),
    )
    op.create_index(op.f("ix_caseload_coordinator_id"), "caseload", ["coordinator_id"])
    op.create_index("ix_caseload_harm", "caseload", ["municipality_code", "harm", "number"])
    guard_by_municipality("caseload")
