"""Reaching.

How somebody who only uses the web page is told that there is a message, and when a page first showed one.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.row_security import guard_by_contact

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SEALED = sa.LargeBinary()
TIME = sa.DateTime(timezone=True)
UNTOLD = sa.text("status IN ('waiting', 'claimed')")

TABLES = ("push_subscription", "mail_address", "notice")


def upgrade() -> None:
    op.add_column("message_out", sa.Column("seen_at", TIME, nullable=True))
    _push_subscription()
    _mail_address()
    _notice()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    op.drop_column("message_out", "seen_at")


def _push_subscription() -> None:
    op.create_table(
        "push_subscription",
        sa.Column("id", ID, nullable=False),
        sa.Column("address_id", ID, nullable=False),
        sa.Column("contact_id", ID, nullable=False),
        sa.Column("endpoint", SEALED, nullable=False),
        sa.Column("keys", SEALED, nullable=False),
        sa.Column("blind", sa.String(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("failed_at", TIME, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_push_subscription")),
        sa.UniqueConstraint("address_id", "contact_id", name=op.f("uq_push_subscription_address_id_contact_id")),
        sa.ForeignKeyConstraint(["address_id"], ["address.id"], name=op.f("fk_push_subscription_address_id_address"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_push_subscription_contact_id_contact"), ondelete="CASCADE"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_push_subscription_contact_id"), "push_subscription", ["contact_id"])
    op.create_index(op.f("ix_push_subscription_blind"), "push_subscription", ["blind"])
    guard_by_contact("push_subscription")


def _mail_address() -> None:
    op.create_table(
        "mail_address",
        sa.Column("contact_id", ID, nullable=False),
        sa.Column("address", SEALED, nullable=False),
        sa.Column("blind", sa.String(), nullable=False),
        sa.Column("confirmed_at", TIME, nullable=True),
        sa.Column("code_hash", sa.String(), nullable=True),
        sa.Column("code_until", TIME, nullable=True),
        sa.Column("code_tries", sa.Integer(), nullable=False),
        sa.Column("codes_sent", sa.Integer(), nullable=False),
        sa.Column("codes_since", TIME, nullable=False),
        sa.PrimaryKeyConstraint("contact_id", name=op.f("pk_mail_address")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_mail_address_contact_id_contact"), ondelete="CASCADE"),
    )
    op.create_index(op.f("ix_mail_address_blind"), "mail_address", ["blind"])
    guard_by_contact("mail_address")


def _notice() -> None:
    op.create_table(
        "notice",
        sa.Column("id", ID, nullable=False),
        sa.Column("message_id", ID, nullable=False),
        sa.Column("contact_id", ID, nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("way", sa.String(), nullable=True),
        sa.Column("claimed_by", sa.String(), nullable=True),
        sa.Column("lease_until", TIME, nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", TIME, nullable=False),
        sa.Column("told_at", TIME, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.CheckConstraint("status IN ('waiting', 'claimed', 'told', 'seen', 'nobody', 'failed')", name=op.f("ck_notice_status")),
        sa.ForeignKeyConstraint(["message_id"], ["message_out.id"], name=op.f("fk_notice_message_id_message_out"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_notice_contact_id_contact"), ondelete="CASCADE"),
        sa.UniqueConstraint("message_id", name=op.f("uq_notice_message_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_notice_contact_id"), "notice", ["contact_id"])
    op.create_index("ix_notice_due", "notice", ["not_before"], sqlite_where=UNTOLD, postgresql_where=UNTOLD)
    guard_by_contact("notice")
