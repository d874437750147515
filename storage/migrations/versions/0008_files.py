"""Files.

Pictures that people sent: sealed, seen by staff only once they belong to a case, and gone with the case or the person.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.row_security import guard_by_case

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SEALED = sa.LargeBinary()
TIME = sa.DateTime(timezone=True)
UNFETCHED = sa.text("status IN ('wanted', 'claimed')")


def upgrade() -> None:
    op.create_table(
        "file",
        sa.Column("id", ID, nullable=False),
        sa.Column("contact_id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=True),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("reference", SEALED, nullable=True),
        sa.Column("picture", SEALED, nullable=True),
        sa.Column("at", TIME, nullable=False),
        sa.Column("expires_at", TIME, nullable=True),
        sa.Column("claimed_by", sa.String(), nullable=True),
        sa.Column("lease_until", TIME, nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", TIME, nullable=False),
        sa.Column("error", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file")),
        sa.CheckConstraint("status IN ('offered', 'wanted', 'claimed', 'kept', 'failed')", name=op.f("ck_file_status")),
        sa.CheckConstraint("(status = 'offered') = (case_id IS NULL)", name=op.f("ck_file_of_a_case")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_file_contact_id_contact"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_file_case_id_case_file"), ondelete="CASCADE"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_file_contact_id"), "file", ["contact_id"])
    op.create_index(op.f("ix_file_case_id"), "file", ["case_id"])
    op.create_index(op.f("ix_file_expires_at"), "file", ["expires_at"])
    op.create_index("ix_file_unfetched", "file", ["not_before"], sqlite_where=UNFETCHED, postgresql_where=UNFETCHED)
    guard_by_case("file")


def downgrade() -> None:
    op.drop_table("file")
