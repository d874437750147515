"""Answering.

Questions with buttons, appointments, notes and who is looking; and until when a case may wait.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.row_security import guard_by_case

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SEALED = sa.LargeBinary()
TIME = sa.DateTime(timezone=True)
TO_REMIND = sa.text("remind_at IS NOT NULL")
TABLES = ("case_question", "appointment", "case_note", "case_look")


def upgrade() -> None:
    op.add_column("case_file", sa.Column("snoozed_until", sa.Date(), nullable=True))
    _question()
    _appointment()
    _note()
    op.create_table(
        "case_look",
        sa.Column("case_id", ID, nullable=False),
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("case_id", "staff_id", name=op.f("pk_case_look")),
        _of_case("case_look"),
    )
    for table in TABLES:
        guard_by_case(table)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    op.drop_column("case_file", "snoozed_until")


def _question() -> None:
    op.create_table(
        "case_question",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("asked_by", ID, nullable=False),
        sa.Column("phrases", SEALED, nullable=False),
        sa.Column("grants", sa.String(), nullable=True),
        sa.Column("asked_at", TIME, nullable=False),
        sa.Column("chosen", sa.Integer(), nullable=True),
        sa.Column("answered_at", TIME, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_question")),
        _of_case("case_question"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_case_question_case_id"), "case_question", ["case_id"])


def _appointment() -> None:
    op.create_table(
        "appointment",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("offered_by", ID, nullable=False),
        sa.Column("manner", sa.String(), nullable=False),
        sa.Column("place", SEALED, nullable=True),
        sa.Column("interpreter", sa.Boolean(), nullable=False),
        sa.Column("first_at", TIME, nullable=False),
        sa.Column("second_at", TIME, nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("at", TIME, nullable=True),
        sa.Column("offered_at", TIME, nullable=False),
        sa.Column("answered_at", TIME, nullable=True),
        sa.Column("remind_at", TIME, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
        sa.CheckConstraint("manner IN ('place', 'phone')", name=op.f("ck_appointment_manner")),
        sa.CheckConstraint("status IN ('offered', 'agreed', 'refused', 'cancelled')", name=op.f("ck_appointment_status")),
        _of_case("appointment"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_appointment_case_id"), "appointment", ["case_id"])
    op.create_index("ix_appointment_to_remind", "appointment", ["remind_at"], sqlite_where=TO_REMIND, postgresql_where=TO_REMIND)


def _note() -> None:
    op.create_table(
        "case_note",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("written_by", ID, nullable=False),
        sa.Column("text", SEALED, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_note")),
        _of_case("case_note"),
    )
    op.create_index(op.f("ix_case_note_case_id"), "case_note", ["case_id"])


def _of_case(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_case_id_case_file")
    return sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=name, ondelete="CASCADE")
