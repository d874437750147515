"""Accounts of the municipality with which staff sign in (OpenID Connect)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.row_security import guard_for_service

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SEALED = sa.LargeBinary()
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "staff_account",
        sa.Column("id", ID, nullable=False),
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("account", SEALED, nullable=False),
        sa.Column("blind", sa.String(), nullable=False),
        sa.Column("since", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_account")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_account_staff_id_staff"), ondelete="CASCADE"),
        sa.UniqueConstraint("blind", name=op.f("uq_staff_account_blind")),
        sa.UniqueConstraint("staff_id", "issuer", name=op.f("uq_staff_account_staff_id_issuer")),
    )
    op.create_index(op.f("ix_staff_account_staff_id"), "staff_account", ["staff_id"])
    op.create_table(
        "staff_account_try",
        sa.Column("id", ID, nullable=False),
        sa.Column("browser_hash", sa.String(), nullable=False),
        sa.Column("state_hash", sa.String(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("kept", SEALED, nullable=False),
        sa.Column("until", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_account_try")),
        sa.UniqueConstraint("browser_hash", name=op.f("uq_staff_account_try_browser_hash")),
    )
    op.create_index(op.f("ix_staff_account_try_until"), "staff_account_try", ["until"])
    guard_for_service("staff_account")
    guard_for_service("staff_account_try")


def downgrade() -> None:
    op.drop_table("staff_account_try")
    op.drop_table("staff_account")
