"""People.

Who talks with the bot, and what belongs to them, guarded row by row.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from storage.migrations.row_security import guard_by_contact, guard_by_municipality, guard_for_service

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
SEALED = sa.LargeBinary()
TIME = sa.DateTime(timezone=True)

TABLES = ("contact", "address", "consent", "conversation", "fact")


def upgrade() -> None:
    _contact()
    _address()
    _consent()
    _conversation()
    _fact()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _contact() -> None:
    op.create_table(
        "contact",
        sa.Column("id", ID, nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("municipality_code", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("dutch_beside", sa.Boolean(), nullable=False),
        sa.Column("remembered", sa.Boolean(), nullable=False),
        sa.Column("consents", JSON, nullable=False),
        sa.Column("paused_until", TIME, nullable=True),
        sa.Column("created_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
        sa.UniqueConstraint("number", name=op.f("uq_contact_number")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_contact_municipality_code"), "contact", ["municipality_code"])
    guard_by_municipality("contact")


def _address() -> None:
    op.create_table(
        "address",
        sa.Column("id", ID, nullable=False),
        sa.Column("contact_id", ID, nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("address", SEALED, nullable=False),
        sa.Column("blind", sa.String(), nullable=False),
        sa.Column("linked_at", TIME, nullable=False),
        sa.Column("unreachable_since", TIME, nullable=True),
        sa.Column("return_code_hash", sa.String(), nullable=True),
        sa.Column("return_code_until", TIME, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_address_contact_id_contact"), ondelete="CASCADE"),
        sa.UniqueConstraint("channel", "blind", name=op.f("uq_address_channel_blind")),
        sa.UniqueConstraint("return_code_hash", name=op.f("uq_address_return_code_hash")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_address_contact_id"), "address", ["contact_id"])
    guard_by_contact("address")


def _consent() -> None:
    op.create_table(
        "consent",
        sa.Column("id", ID, nullable=False),
        sa.Column("contact_id", ID, nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("yes", sa.Boolean(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
        sa.CheckConstraint("purpose IN ('remember', 'remind', 'follow', 'human')", name=op.f("ck_consent_purpose")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_consent_contact_id_contact"), ondelete="CASCADE"),
    )
    op.create_index(op.f("ix_consent_contact_id"), "consent", ["contact_id"])
    guard_by_contact("consent")


def _conversation() -> None:
    op.create_table(
        "conversation",
        sa.Column("contact_id", ID, nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("state", SEALED, nullable=True),
        sa.Column("language_asked", sa.Boolean(), nullable=False),
        sa.Column("last_heard_at", TIME, nullable=False),
        sa.Column("erase_after", TIME, nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("contact_id", name=op.f("pk_conversation")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_conversation_contact_id_contact"), ondelete="CASCADE"),
    )
    op.create_index(op.f("ix_conversation_erase_after"), "conversation", ["erase_after"])
    guard_for_service("conversation")


def _fact() -> None:
    op.create_table(
        "fact",
        sa.Column("id", ID, nullable=False),
        sa.Column("contact_id", ID, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", JSON, nullable=True),
        sa.Column("sealed_value", SEALED, nullable=True),
        sa.Column("at", TIME, nullable=False),
        sa.Column("said_by", sa.String(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fact")),
        sa.CheckConstraint("value IS NULL OR sealed_value IS NULL", name=op.f("ck_fact_one_value")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_fact_contact_id_contact"), ondelete="CASCADE"),
    )
    op.create_index(op.f("ix_fact_contact_id"), "fact", ["contact_id"])
    guard_by_contact("fact")
