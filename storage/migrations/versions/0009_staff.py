"""Staff.

Who works for a municipality, where they are signed in, who has a case, and what a person types while somebody has it.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.row_security import guard_by_case, guard_for_service

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SEALED = sa.LargeBinary()
TIME = sa.DateTime(timezone=True)
CASE_COLUMNS = (("taken_by", ID), ("taken_at", TIME), ("closed_at", TIME), ("outcome", sa.String()))


def upgrade() -> None:
    _staff()
    _sessions()
    _audit_entry()
    for name, kind in CASE_COLUMNS:
        op.add_column("case_file", sa.Column(name, kind, nullable=True))
    op.create_table(
        "case_message",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("text", SEALED, nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_message")),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_case_message_case_id_case_file"), ondelete="CASCADE"),
    )
    op.create_index(op.f("ix_case_message_case_id"), "case_message", ["case_id"])
    guard_by_case("case_message")


def downgrade() -> None:
    op.drop_table("case_message")
    for name, _ in reversed(CASE_COLUMNS):
        op.drop_column("case_file", name)
    for table in ("audit_entry", "login_try", "staff_session", "staff_municipality", "staff"):
        op.drop_table(table)


def _staff() -> None:
    op.create_table(
        "staff",
        sa.Column("id", ID, nullable=False),
        sa.Column("email", SEALED, nullable=False),
        sa.Column("blind", sa.String(), nullable=False),
        sa.Column("name", SEALED, nullable=True),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("totp_secret", SEALED, nullable=True),
        sa.Column("totp_step", ID, nullable=True),
        sa.Column("invite_hash", sa.String(), nullable=True),
        sa.Column("invite_until", TIME, nullable=True),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("disabled_at", TIME, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.CheckConstraint("role IN ('coordinator', 'lead', 'admin')", name=op.f("ck_staff_role")),
        sa.UniqueConstraint("blind", name=op.f("uq_staff_blind")),
        sa.UniqueConstraint("invite_hash", name=op.f("uq_staff_invite_hash")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "staff_municipality",
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("municipality_code", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("staff_id", "municipality_code", name=op.f("pk_staff_municipality")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_municipality_staff_id_staff"), ondelete="CASCADE"),
    )
    guard_for_service("staff")
    guard_for_service("staff_municipality")


def _sessions() -> None:
    op.create_table(
        "staff_session",
        sa.Column("id", ID, nullable=False),
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("id_hash", sa.String(), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("began_at", TIME, nullable=False),
        sa.Column("seen_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_session")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_session_staff_id_staff"), ondelete="CASCADE"),
        sa.UniqueConstraint("id_hash", name=op.f("uq_staff_session_id_hash")),
    )
    op.create_index(op.f("ix_staff_session_staff_id"), "staff_session", ["staff_id"])
    op.create_table(
        "login_try",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_try")),
    )
    op.create_index(op.f("ix_login_try_key"), "login_try", ["key"])
    guard_for_service("staff_session")
    guard_for_service("login_try")


def _audit_entry() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("id", ID, nullable=False),
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("case_number", sa.String(), nullable=True),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_audit_entry_staff_id_staff"), ondelete="CASCADE"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_audit_entry_staff_id"), "audit_entry", ["staff_id"])
    guard_for_service("audit_entry")
