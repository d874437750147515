"""What Alembic runs for each migration: on a connection that `storage.migrating` has opened."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

from storage.columns import Hundredths
from storage.sealing import SealedJson, SealedText
from storage.tables import METADATA


def render_item(kind: str, item: Any, _: AutogenContext) -> str | Literal[False]:
    """A migration names plain types: it must still run when our own types have changed."""
    match item:
        case SealedText() | SealedJson() if kind == "type":
            return "sa.LargeBinary()"
        case Hundredths() if kind == "type":
            return "sa.Integer()"
        case UTCDateTime() if kind == "type":
            return "sa.DateTime(timezone=True)"
        case AutoString() if kind == "type":
            return "sa.String()"
        case _:
            return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    compare_type=True,
    render_item=render_item,
)
with context.begin_transaction():
    context.run_migrations()
