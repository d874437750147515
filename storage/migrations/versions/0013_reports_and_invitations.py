"""Reports and invitations.

Reports have a number, a history and two more states; wishes can be done; invitations carry a reference and are counted; letters a sender.
"""

from __future__ import annotations

import secrets

import sqlalchemy as sa
from alembic import op

from storage.migrations.row_security import guard_by_municipality, guard_by_report, see_everything, unguard

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SEALED = sa.LargeBinary()
TIME = sa.DateTime(timezone=True)
LETTERS = "BCDFGHJKMNPQRTVWXZ2346789"
BEFORE = ("new", "checked", "sent", "answered")
NOW = (*BEFORE, "disputed", "withdrawn")
PLAIN = (
    ("wish", "done_at", TIME),
    ("wish", "done_by", ID),
    ("invitation", "reference", SEALED),
    ("contact", "invitation_id", ID),
)
WORDS = ("letter_sender", "letter_address")


def upgrade() -> None:
    see_everything()
    _reports()
    _report_step()
    for table, name, kind in PLAIN:
        op.add_column(table, sa.Column(name, kind, nullable=True))
    op.create_index(op.f("ix_contact_invitation_id"), "contact", ["invitation_id"])
    for name in WORDS:
        op.add_column("municipality", sa.Column(name, sa.String(), nullable=False, server_default=""))
    guard_by_municipality("invitation")


def downgrade() -> None:
    see_everything()
    unguard("invitation")
    for name in reversed(WORDS):
        op.drop_column("municipality", name)
    op.drop_index(op.f("ix_contact_invitation_id"), "contact")
    for table, name, _ in reversed(PLAIN):
        op.drop_column(table, name)
    op.drop_table("report_step")
    op.execute("UPDATE fraud_report SET state = 'checked' WHERE state IN ('disputed', 'withdrawn')")
    last = _last()
    with op.batch_alter_table("fraud_report", table_kwargs={"sqlite_autoincrement": True}) as report:
        report.drop_constraint(op.f("ck_fraud_report_state"), type_="check")
        report.create_check_constraint(op.f("ck_fraud_report_state"), _one_of(BEFORE))
        report.drop_constraint(op.f("uq_fraud_report_number"), type_="unique")
        report.drop_column("wants_to_hear")
        report.drop_column("number")
    _go_on_counting(last)


def _reports() -> None:
    op.add_column("fraud_report", sa.Column("number", sa.String(), nullable=True))
    op.add_column("fraud_report", sa.Column("wants_to_hear", sa.Boolean(), nullable=False, server_default=sa.false()))
    bind = op.get_bind()
    numbered = sa.text("UPDATE fraud_report SET number = :number WHERE id = :id")
    for id in bind.execute(sa.text("SELECT id FROM fraud_report")).scalars().all():
        bind.execute(numbered, {"id": id, "number": "".join(secrets.choice(LETTERS) for _ in range(6))})
    last = _last()
    with op.batch_alter_table("fraud_report", table_kwargs={"sqlite_autoincrement": True}) as report:
        report.drop_constraint(op.f("ck_fraud_report_state"), type_="check")
        report.create_check_constraint(op.f("ck_fraud_report_state"), _one_of(NOW))
        report.alter_column("number", existing_type=sa.String(), nullable=False)
        report.create_unique_constraint(op.f("uq_fraud_report_number"), ["number"])
    _go_on_counting(last)


def _report_step() -> None:
    op.create_table(
        "report_step",
        sa.Column("id", ID, nullable=False),
        sa.Column("report_id", ID, nullable=False),
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("remark", SEALED, nullable=True),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_step")),
        sa.CheckConstraint(_one_of(NOW), name=op.f("ck_report_step_state")),
        sa.ForeignKeyConstraint(["report_id"], ["fraud_report.id"], name=op.f("fk_report_step_report_id_fraud_report"), ondelete="CASCADE"),
    )
    op.create_index(op.f("ix_report_step_report_id"), "report_step", ["report_id"])
    guard_by_report("report_step")


def _one_of(words: tuple[str, ...]) -> str:
    listed = ", ".join(f"'{word}'" for word in words)
    return f"state IN ({listed})"


def _last() -> int | None:
    """The highest number that SQLite gave: it makes the table anew, and must go on counting there."""
    bind = op.get_bind()
    if bind.dialect.name != "sqlite":
        return None
    last: int | None = bind.execute(sa.text("SELECT seq FROM sqlite_sequence WHERE name = 'fraud_report'")).scalar()
    return last


def _go_on_counting(last: int | None) -> None:
    if last is not None:
        op.execute("DELETE FROM sqlite_sequence WHERE name = 'fraud_report'")
        op.execute(sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES ('fraud_report', :last)").bindparams(last=last))
