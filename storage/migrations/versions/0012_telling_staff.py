"""Telling staff.

How staff work and want to be told of cases, the letters that go to them, codes for when the phone is gone, and which browsers they use.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from storage.migrations.row_security import guard_for_service

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
SEALED = sa.LargeBinary()
TIME = sa.DateTime(timezone=True)
UNTOLD = sa.text("status IN ('waiting', 'claimed')")


def upgrade() -> None:
    _habits()
    _letters()
    op.create_table(
        "staff_recovery_code",
        sa.Column("id", ID, nullable=False),
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_recovery_code")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_recovery_code_staff_id_staff"), ondelete="CASCADE"),
        sa.UniqueConstraint("code_hash", name=op.f("uq_staff_recovery_code_code_hash")),
    )
    op.create_index(op.f("ix_staff_recovery_code_staff_id"), "staff_recovery_code", ["staff_id"])
    guard_for_service("staff_recovery_code")
    op.add_column("staff_session", sa.Column("browser", sa.String(), nullable=True))
    op.add_column("audit_entry", sa.Column("about_id", ID, nullable=True))


def downgrade() -> None:
    op.drop_column("audit_entry", "about_id")
    op.drop_column("staff_session", "browser")
    for table in ("staff_recovery_code", "staff_letter", "staff_leave", "staff_habit"):
        op.drop_table(table)


def _habits() -> None:
    op.create_table(
        "staff_habit",
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("opens", sa.Time(), nullable=False),
        sa.Column("closes", sa.Time(), nullable=False),
        sa.Column("free_weekdays", JSON, nullable=False),
        sa.Column("answer_days", sa.Integer(), nullable=True),
        sa.Column("mails", sa.Boolean(), nullable=False),
        sa.Column("digests", JSON, nullable=False),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_staff_habit")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_habit_staff_id_staff"), ondelete="CASCADE"),
    )
    op.create_table(
        "staff_leave",
        sa.Column("id", ID, nullable=False),
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_leave")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_leave_staff_id_staff"), ondelete="CASCADE"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_staff_leave_staff_id"), "staff_leave", ["staff_id"])
    guard_for_service("staff_habit")
    guard_for_service("staff_leave")


def _letters() -> None:
    op.create_table(
        "staff_letter",
        sa.Column("id", ID, nullable=False),
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("code", SEALED, nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("claimed_by", sa.String(), nullable=True),
        sa.Column("lease_until", TIME, nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", TIME, nullable=False),
        sa.Column("told_at", TIME, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_letter")),
        sa.CheckConstraint("kind IN ('urgent', 'new', 'untaken', 'invitation', 'reset')", name=op.f("ck_staff_letter_kind")),
        sa.CheckConstraint("status IN ('waiting', 'claimed', 'told', 'seen', 'nobody', 'failed')", name=op.f("ck_staff_letter_status")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_letter_staff_id_staff"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_staff_letter_case_id_case_file"), ondelete="CASCADE"),
        sa.UniqueConstraint("staff_id", "case_id", "kind", name=op.f("uq_staff_letter_staff_id_case_id_kind")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_staff_letter_due", "staff_letter", ["not_before"], sqlite_where=UNTOLD, postgresql_where=UNTOLD)
    op.create_index(op.f("ix_staff_letter_staff_id"), "staff_letter", ["staff_id"])
    op.create_index(op.f("ix_staff_letter_case_id"), "staff_letter", ["case_id"])
    guard_for_service("staff_letter")
