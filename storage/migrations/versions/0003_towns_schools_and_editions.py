"""Towns, schools and editions.

What is the same for everybody, and what the service itself must know.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
TIME = sa.DateTime(timezone=True)
SHIPPED = sa.text("origin = 'shipped'")

TABLES = ("municipality", "invitation", "institution", "location", "course", "edition", "revision", "lease")


def upgrade() -> None:
    _municipality()
    _invitation()
    _institution()
    _location()
    _course()
    _edition()
    _revision()
    _lease()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _municipality() -> None:
    op.create_table(
        "municipality",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("province", sa.String(), nullable=False),
        sa.Column("participating", sa.Boolean(), nullable=False),
        sa.Column("slug", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("mail", sa.String(), nullable=False),
        sa.Column("website", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("answer_days", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_municipality")),
        sa.UniqueConstraint("slug", name=op.f("uq_municipality_slug")),
    )


def _invitation() -> None:
    op.create_table(
        "invitation",
        sa.Column("id", ID, nullable=False),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("code_hash", sa.String(), nullable=True),
        sa.Column("municipality_code", sa.String(), nullable=True),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("route", sa.String(), nullable=False),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("valid_until", TIME, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.CheckConstraint("(code IS NULL) <> (code_hash IS NULL)", name=op.f("ck_invitation_one_code")),
        sa.ForeignKeyConstraint(["municipality_code"], ["municipality.code"], name=op.f("fk_invitation_municipality_code_municipality")),
        sa.UniqueConstraint("code", name=op.f("uq_invitation_code")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_invitation_code_hash")),
        sqlite_autoincrement=True,
    )


def _institution() -> None:
    op.create_table(
        "institution",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("register_number", sa.String(), nullable=False),
        sa.Column("website", sa.String(), nullable=False),
        sa.Column("quality_mark", sa.String(), nullable=False),
        sa.Column("mark_checked", sa.Date(), nullable=False),
        sa.Column("mark_source", sa.String(), nullable=False),
        sa.Column("suggested_mark", sa.String(), nullable=True),
        sa.Column("suggested_source", sa.String(), nullable=True),
        sa.Column("suggested_on", sa.Date(), nullable=True),
        sa.Column("stars", sa.Integer(), nullable=True),
        sa.Column("pass_rate", sa.Integer(), nullable=True),
        sa.Column("satisfaction", sa.Integer(), nullable=True),
        sa.Column("updated_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_institution")),
        sa.CheckConstraint("quality_mark IN ('aspirant', 'actief', 'geschorst', 'ingetrokken')", name=op.f("ck_institution_quality_mark")),
        sa.CheckConstraint(
            "suggested_mark IN ('aspirant', 'actief', 'geschorst', 'ingetrokken')", name=op.f("ck_institution_suggested_mark")
        ),
    )


def _location() -> None:
    op.create_table(
        "location",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("institution_key", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("municipality_code", sa.String(), nullable=True),
        sa.Column("postcode4", sa.String(), nullable=False),
        sa.Column("street", sa.String(), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_location")),
        sa.ForeignKeyConstraint(
            ["institution_key"], ["institution.key"], name=op.f("fk_location_institution_key_institution"), ondelete="CASCADE"
        ),
    )
    op.create_index(op.f("ix_location_institution_key"), "location", ["institution_key"])
    op.create_index(op.f("ix_location_municipality_code"), "location", ["municipality_code"])


def _course() -> None:
    op.create_table(
        "course",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("institution_key", sa.String(), nullable=False),
        sa.Column("location_key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("literacy", sa.String(), nullable=False),
        sa.Column("level_from", sa.Integer(), nullable=False),
        sa.Column("level_to", sa.Integer(), nullable=False),
        sa.Column("hours_per_week", sa.Integer(), nullable=True),
        sa.Column("weeks", sa.Integer(), nullable=True),
        sa.Column("price_per_hour", sa.Integer(), nullable=True),
        sa.Column("group_size", sa.Integer(), nullable=True),
        sa.Column("sessions", JSON, nullable=False),
        sa.Column("start_dates", JSON, nullable=False),
        sa.Column("childcare", sa.Boolean(), nullable=True),
        sa.Column("online_percent", sa.Integer(), nullable=False),
        sa.Column("support_languages", JSON, nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("checked", sa.Date(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_course")),
        sa.ForeignKeyConstraint(
            ["institution_key"], ["institution.key"], name=op.f("fk_course_institution_key_institution"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["location_key"], ["location.key"], name=op.f("fk_course_location_key_location"), ondelete="CASCADE"),
    )
    op.create_index(op.f("ix_course_institution_key"), "course", ["institution_key"])
    op.create_index(op.f("ix_course_location_key"), "course", ["location_key"])


def _edition() -> None:
    op.create_table(
        "edition",
        sa.Column("number", ID, nullable=False),
        sa.Column("format", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("published_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_edition")),
        sa.CheckConstraint("origin IN ('shipped', 'console')", name=op.f("ck_edition_origin")),
        sqlite_autoincrement=True,
    )
    op.create_index("uq_edition_shipped", "edition", ["hash"], unique=True, sqlite_where=SHIPPED, postgresql_where=SHIPPED)


def _revision() -> None:
    op.create_table(
        "revision",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_revision")),
    )


def _lease() -> None:
    op.create_table(
        "lease",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("until", TIME, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_lease")),
    )
