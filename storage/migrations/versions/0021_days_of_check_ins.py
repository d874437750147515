"""Every check-in knows the day that was meant, also one that a script or staff planned: until now that was lost when it was put off."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.row_security import see_everything

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

DAY = {"sqlite": "date(due_at)", "postgresql": "CAST(due_at AT TIME ZONE 'Europe/Amsterdam' AS DATE)"}


def upgrade() -> None:
    see_everything()
    day = DAY[op.get_context().dialect.name]
    op.execute(f"UPDATE check_in SET day = {day} WHERE day IS NULL")  # noqa: S608 - the words are ours
    _may_be_empty(False)


def downgrade() -> None:
    see_everything()
    _may_be_empty(True)


def _may_be_empty(may: bool) -> None:
    with op.batch_alter_table("check_in") as check_in:
        check_in.alter_column("day", existing_type=sa.Date(), nullable=may)
