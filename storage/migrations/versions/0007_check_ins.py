"""Check-ins.

What is due is claimed by one process, sent, and perhaps answered. The day that is meant stands beside the moment that became of it.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.row_security import see_everything

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
WAITING = sa.text("status IN ('planned', 'claimed')")
COLUMNS = (
    ("day", sa.Date()),
    ("reason", sa.String()),
    ("claimed_by", sa.String()),
    ("lease_until", TIME),
    ("sent_at", TIME),
    ("answered_at", TIME),
)


def upgrade() -> None:
    see_everything()
    _allow("planned", "claimed", "sent", "answered", "dropped", was=("done", "sent"))
    for name, kind in COLUMNS:
        op.add_column("check_in", sa.Column(name, kind, nullable=True))
    op.add_column("check_in", sa.Column("deadline", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.drop_index(op.f("ix_check_in_due_at"), "check_in")
    op.create_index("ix_check_in_waiting", "check_in", ["due_at"], sqlite_where=WAITING, postgresql_where=WAITING)


def downgrade() -> None:
    see_everything()
    op.drop_index("ix_check_in_waiting", "check_in")
    op.create_index(op.f("ix_check_in_due_at"), "check_in", ["due_at"])
    op.drop_column("check_in", "deadline")
    for name, _ in reversed(COLUMNS):
        op.drop_column("check_in", name)
    op.execute("UPDATE check_in SET status = 'done' WHERE status IN ('sent', 'answered')")
    _allow("planned", "claimed", "done", "dropped")


def _allow(*words: str, was: tuple[str, str] | None = None) -> None:
    """Only these words; a row that has another one gets the word that took its place."""
    listed = ", ".join(f"'{word}'" for word in words)
    with op.batch_alter_table("check_in") as check_in:
        check_in.drop_constraint(op.f("ck_check_in_status"), type_="check")
    if was is not None:
        op.execute(sa.text("UPDATE check_in SET status = :now WHERE status = :old").bindparams(old=was[0], now=was[1]))
    with op.batch_alter_table("check_in") as check_in:
        check_in.create_check_constraint(op.f("ck_check_in_status"), f"status IN ({listed})")
