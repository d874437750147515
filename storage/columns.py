"""The kinds of columns that the tables are made of."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, Integer
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

# Alembic needs a name for whatever it may have to change; set here, before the first table is read.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

#: A row's number. SQLite counts by itself only in a plain INTEGER.
Id = BigInteger().with_variant(Integer(), "sqlite")
#: JSON that is no secret. None is NULL, never the word null.
Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
#: Numbers are never given twice: a number in somebody's old link or log must not become another person's.
NEVER_AGAIN = {"sqlite_autoincrement": True}


class Hundredths(TypeDecorator[Decimal]):
    """A decimal number with two digits, kept whole: SQLite has no decimals."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """12.50 becomes 1250."""
        return None if value is None else int((value * 100).to_integral_value())

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Decimal | None:
        """1250 becomes 12.50."""
        return None if value is None else Decimal(value).scaleb(-2)


def one_of(column: str, *words: str) -> CheckConstraint:
    """Only these words. Not an enum type: PostgreSQL keeps those after a downgrade."""
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=column)
