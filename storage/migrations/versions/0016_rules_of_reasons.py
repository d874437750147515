"""Beside each reason of a case the rules that it follows from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.add_column("case_reason", sa.Column("rules", JSON, nullable=True))


def downgrade() -> None:
    op.drop_column("case_reason", "rules")
