"""Telegram of the staff, and voice messages.

Whose Telegram is whose, one-time codes to link it, and what is to be told there. How long a voice message of a case is.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.row_security import guard_for_service, see_everything

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SEALED = sa.LargeBinary()
TIME = sa.DateTime(timezone=True)
UNTOLD = sa.text("status IN ('waiting', 'claimed')")
STATUSES = "status IN ('waiting', 'claimed', 'told', 'seen', 'nobody', 'mailed', 'failed')"


def upgrade() -> None:
    op.create_table(
        "staff_telegram",
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("address", SEALED, nullable=False),
        sa.Column("blind", sa.String(), nullable=False),
        sa.Column("tells", sa.String(), nullable=False),
        sa.Column("linked_at", TIME, nullable=False),
        sa.Column("broken_at", TIME, nullable=True),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_staff_telegram")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_telegram_staff_id_staff"), ondelete="CASCADE"),
        sa.CheckConstraint("tells IN ('none', 'urgent', 'all')", name=op.f("ck_staff_telegram_tells")),
        sa.UniqueConstraint("blind", name=op.f("uq_staff_telegram_blind")),
    )
    op.create_table(
        "staff_telegram_code",
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("until", TIME, nullable=False),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_staff_telegram_code")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_telegram_code_staff_id_staff"), ondelete="CASCADE"),
        sa.UniqueConstraint("code_hash", name=op.f("uq_staff_telegram_code_code_hash")),
    )
    _notices()
    for table in ("staff_telegram", "staff_telegram_code", "staff_notice"):
        guard_for_service(table)
    op.add_column("file", sa.Column("seconds", sa.Integer(), nullable=True))


def downgrade() -> None:
    see_everything()
    # Before, every file was a picture.
    op.execute("DELETE FROM file WHERE seconds IS NOT NULL")
    op.drop_column("file", "seconds")
    for table in ("staff_notice", "staff_telegram_code", "staff_telegram"):
        op.drop_table(table)


def _notices() -> None:
    op.create_table(
        "staff_notice",
        sa.Column("id", ID, nullable=False),
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("claimed_by", sa.String(), nullable=True),
        sa.Column("lease_until", TIME, nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", TIME, nullable=False),
        sa.Column("told_at", TIME, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_notice")),
        sa.CheckConstraint("kind IN ('urgent', 'new', 'untaken')", name=op.f("ck_staff_notice_kind")),
        sa.CheckConstraint(STATUSES, name=op.f("ck_staff_notice_status")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_notice_staff_id_staff"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_staff_notice_case_id_case_file"), ondelete="CASCADE"),
        sa.UniqueConstraint("staff_id", "case_id", "kind", name=op.f("uq_staff_notice_staff_id_case_id_kind")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_staff_notice_due", "staff_notice", ["not_before"], sqlite_where=UNTOLD, postgresql_where=UNTOLD)
    op.create_index(op.f("ix_staff_notice_staff_id"), "staff_notice", ["staff_id"])
    op.create_index(op.f("ix_staff_notice_case_id"), "staff_notice", ["case_id"])
