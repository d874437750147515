"""The number of the open question, beside the talk and beside the message that asks it: what a person's page shows after a reload."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

TABLES = ("conversation", "message_out")


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column("asking", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    for table in TABLES:
        op.drop_column(table, "asking")
