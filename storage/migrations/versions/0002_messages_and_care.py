"""Messages and care.

What comes in, what goes out, and what is done for a person, guarded row by row.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.row_security import guard_by_case, guard_by_contact, guard_by_municipality

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SEALED = sa.LargeBinary()
TIME = sa.DateTime(timezone=True)
NOT_CLOSED = sa.text("state <> 'closed' AND contact_id IS NOT NULL")
UNSENT = sa.text("status IN ('queued', 'claimed')")

TABLES = ("message_in", "message_out", "check_in", "case_file", "case_reason", "wish")


def upgrade() -> None:
    _message_in()
    _message_out()
    _check_in()
    _case_file()
    _case_reason()
    _wish()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _message_in() -> None:
    op.create_table(
        "message_in",
        sa.Column("id", ID, nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("update_id", sa.String(), nullable=False),
        sa.Column("received_at", TIME, nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("contact_id", ID, nullable=True),
        sa.Column("text", SEALED, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_in")),
        sa.CheckConstraint("status IN ('handled', 'poisoned')", name=op.f("ck_message_in_status")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_message_in_contact_id_contact"), ondelete="CASCADE"),
        sa.UniqueConstraint("channel", "update_id", name=op.f("uq_message_in_channel_update_id")),
    )
    op.create_index(op.f("ix_message_in_contact_id"), "message_in", ["contact_id"])
    guard_by_contact("message_in")


def _message_out() -> None:
    op.create_table(
        "message_out",
        sa.Column("id", ID, nullable=False),
        sa.Column("contact_id", ID, nullable=False),
        sa.Column("address_id", ID, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("content", SEALED, nullable=True),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("claimed_by", sa.String(), nullable=True),
        sa.Column("lease_until", TIME, nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", TIME, nullable=False),
        sa.Column("channel_message_id", sa.String(), nullable=True),
        sa.Column("error", sa.String(), nullable=True),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("sent_at", TIME, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_out")),
        sa.CheckConstraint("status IN ('queued', 'claimed', 'sent', 'failed', 'dropped')", name=op.f("ck_message_out_status")),
        sa.ForeignKeyConstraint(["address_id"], ["address.id"], name=op.f("fk_message_out_address_id_address"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_message_out_contact_id_contact"), ondelete="CASCADE"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_message_out_contact_id"), "message_out", ["contact_id"])
    op.create_index("ix_message_out_due", "message_out", ["urgent", "id"], sqlite_where=UNSENT, postgresql_where=UNSENT)
    op.create_index(op.f("ix_message_out_line"), "message_out", ["address_id", "status"])
    guard_by_contact("message_out")


def _check_in() -> None:
    op.create_table(
        "check_in",
        sa.Column("id", ID, nullable=False),
        sa.Column("contact_id", ID, nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_in")),
        sa.CheckConstraint("status IN ('planned', 'claimed', 'done', 'dropped')", name=op.f("ck_check_in_status")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_check_in_contact_id_contact"), ondelete="CASCADE"),
        sa.UniqueConstraint("contact_id", "plan", "cause", name=op.f("uq_check_in_contact_id_plan_cause")),
    )
    op.create_index(op.f("ix_check_in_due_at"), "check_in", ["due_at"])
    guard_by_contact("check_in")


def _case_file() -> None:
    op.create_table(
        "case_file",
        sa.Column("id", ID, nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("contact_id", ID, nullable=True),
        sa.Column("municipality_code", sa.String(), nullable=True),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("opened_at", TIME, nullable=False),
        sa.Column("summary", SEALED, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_file")),
        sa.CheckConstraint("state IN ('new', 'taken', 'closed')", name=op.f("ck_case_file_state")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_case_file_contact_id_contact"), ondelete="CASCADE"),
        sa.UniqueConstraint("number", name=op.f("uq_case_file_number")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_case_file_contact_id"), "case_file", ["contact_id"])
    op.create_index(op.f("ix_case_file_municipality_code"), "case_file", ["municipality_code"])
    op.create_index("uq_case_file_open", "case_file", ["contact_id"], unique=True, sqlite_where=NOT_CLOSED, postgresql_where=NOT_CLOSED)
    guard_by_municipality("case_file")


def _case_reason() -> None:
    op.create_table(
        "case_reason",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_reason")),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_case_reason_case_id_case_file"), ondelete="CASCADE"),
    )
    op.create_index(op.f("ix_case_reason_case_id"), "case_reason", ["case_id"])
    guard_by_case("case_reason")


def _wish() -> None:
    op.create_table(
        "wish",
        sa.Column("id", ID, nullable=False),
        sa.Column("contact_id", ID, nullable=False),
        sa.Column("municipality_code", sa.String(), nullable=True),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("details", SEALED, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wish")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_wish_contact_id_contact"), ondelete="CASCADE"),
    )
    op.create_index(op.f("ix_wish_contact_id"), "wish", ["contact_id"])
    op.create_index(op.f("ix_wish_municipality_code"), "wish", ["municipality_code"])
    guard_by_municipality("wish")
