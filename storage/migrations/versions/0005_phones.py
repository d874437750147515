"""Phones.

Several persons may share an address, one of them being here now; a person joins a second address by a one-time code.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.row_security import guard_by_contact, guard_for_service, see_everything

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SEALED = sa.LargeBinary()
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("contact", sa.Column("discreet", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("address", sa.Column("code_tries", sa.Integer(), nullable=True))
    op.add_column("address", sa.Column("code_tried_at", TIME, nullable=True))
    _may_be_empty(True)
    _address_person()
    _join_code()


def downgrade() -> None:
    see_everything()
    op.drop_table("join_code")
    op.drop_table("address_person")
    # Where nobody is in front there is nobody to whom the address could belong.
    op.execute("DELETE FROM address WHERE contact_id IS NULL")
    _may_be_empty(False)
    op.drop_column("address", "code_tried_at")
    op.drop_column("address", "code_tries")
    op.drop_column("contact", "discreet")


def _may_be_empty(empty: bool) -> None:
    """Whether an address may be nobody's just now. SQLite makes the table anew for it, and must go on counting where it was."""
    bind = op.get_bind()
    sqlite = bind.dialect.name == "sqlite"
    last = bind.execute(sa.text("SELECT seq FROM sqlite_sequence WHERE name = 'address'")).scalar() if sqlite else None
    with op.batch_alter_table("address", table_kwargs={"sqlite_autoincrement": True}) as address:
        address.alter_column("contact_id", existing_type=ID, nullable=empty)
    if last is not None:
        op.execute("DELETE FROM sqlite_sequence WHERE name = 'address'")
        op.execute(sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES ('address', :last)").bindparams(last=last))


def _address_person() -> None:
    op.create_table(
        "address_person",
        sa.Column("id", ID, nullable=False),
        sa.Column("address_id", ID, nullable=False),
        sa.Column("contact_id", ID, nullable=False),
        sa.Column("label", SEALED, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address_person")),
        sa.UniqueConstraint("address_id", "contact_id", name=op.f("uq_address_person_address_id_contact_id")),
        sa.ForeignKeyConstraint(["address_id"], ["address.id"], name=op.f("fk_address_person_address_id_address"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_address_person_contact_id_contact"), ondelete="CASCADE"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_address_person_contact_id"), "address_person", ["contact_id"])
    guard_by_contact("address_person")


def _join_code() -> None:
    op.create_table(
        "join_code",
        sa.Column("contact_id", ID, nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("until", TIME, nullable=False),
        sa.PrimaryKeyConstraint("contact_id", name=op.f("pk_join_code")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_join_code_code_hash")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_join_code_contact_id_contact"), ondelete="CASCADE"),
    )
    guard_for_service("join_code")
