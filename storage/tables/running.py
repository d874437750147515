"""What the service itself must know: editions of the dialogs, counters of change, and who does the nightly work."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from storage.columns import NEVER_AGAIN, Id, one_of

SHIPPED = text("origin = 'shipped'")


class Edition(SQLModel, table=True):
    """Everything the bot says and asks, as it was taken into use. Never changed."""

    __tablename__ = "edition"
    __table_args__ = (
        one_of("origin", "shipped", "console"),
        # Two replicas that start at the same moment put the shipped files only once.
        Index("uq_edition_shipped", "hash", unique=True, sqlite_where=SHIPPED, postgresql_where=SHIPPED),
        NEVER_AGAIN,
    )

    number: int | None = Field(default=None, primary_key=True, sa_type=Id, description="Rises with every edition.")
    format: int = Field(description="How its content is laid out; a release reads only the formats it knows.")
    hash: str = Field(description="Of its content.")
    content: bytes = Field(description="Its files, packed by who made it.")
    origin: str = Field(description="shipped with a release, or made in the console.")
    note: str = Field(default="", description="What is new, in the words of who published it.")
    published_at: datetime = Field(description="When it was taken into use.")


class Revision(SQLModel, table=True):
    """A counter that moves when something changed that processes keep in memory."""

    __tablename__ = "revision"

    name: str = Field(primary_key=True, description="Of what, for instance the catalogue.")
    number: int = Field(description="One higher with every change.")


class Lease(SQLModel, table=True):
    """Work that only one process does at a time."""

    __tablename__ = "lease"

    name: str = Field(primary_key=True, description="Which work.")
    holder: str = Field(description="The process that does it.")
    until: datetime = Field(description="After this another process may take it.")
