"""Reports.

What people report about schools, seen by the coordinators of their municipality only.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from storage.migrations.row_security import guard_by_municipality

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
SEALED = sa.LargeBinary()
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "fraud_report",
        sa.Column("id", ID, nullable=False),
        sa.Column("municipality_code", sa.String(), nullable=False),
        sa.Column("contact_id", ID, nullable=True),
        sa.Column("subjects", JSON, nullable=False),
        sa.Column("happened", sa.String(), nullable=True),
        sa.Column("school_key", sa.String(), nullable=True),
        sa.Column("school_name", SEALED, nullable=True),
        sa.Column("proof", JSON, nullable=False),
        sa.Column("own_words", SEALED, nullable=True),
        sa.Column("own_words_language", sa.String(), nullable=True),
        sa.Column("draft", SEALED, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fraud_report")),
        sa.CheckConstraint("state IN ('new', 'checked', 'sent', 'answered')", name=op.f("ck_fraud_report_state")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_fraud_report_contact_id_contact"), ondelete="CASCADE"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_fraud_report_contact_id"), "fraud_report", ["contact_id"])
    op.create_index(op.f("ix_fraud_report_municipality_code"), "fraud_report", ["municipality_code"])
    guard_by_municipality("fraud_report")


def downgrade() -> None:
    op.drop_table("fraud_report")
