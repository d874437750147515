"""What came in and what goes out."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.columns import NEVER_AGAIN, Id, one_of
from storage.sealing import SealedJson, SealedText

#: Not delivered yet, and still to be.
UNSENT = text("status IN ('queued', 'claimed')")


class MessageIn(SQLModel, table=True):
    """One update of a channel, so that the same one is answered once."""

    __tablename__ = "message_in"
    __table_args__ = (UniqueConstraint("channel", "update_id"), one_of("status", "handled", "poisoned"))

    id: int | None = Field(default=None, primary_key=True, sa_type=Id, description="Row number.")
    channel: str = Field(description="Where it came in.")
    update_id: str = Field(description="The channel's own number for it.")
    received_at: datetime = Field(description="When.")
    status: str = Field(default="handled", description="handled, or poisoned: it made a turn raise.")
    contact_id: int | None = Field(
        default=None, foreign_key="contact.id", ondelete="CASCADE", index=True, sa_type=Id, description="Who, when its text is kept."
    )
    text: str | None = Field(
        default=None, sa_type=SealedText("message_in.text"), description="As typed, masked, sealed; only of who is kept."
    )


class MessageOut(SQLModel, table=True):
    """One message to a person: the outbox. Row numbers rise in the order in which one person gets them."""

    __tablename__ = "message_out"
    __table_args__ = (
        one_of("status", "queued", "claimed", "sent", "failed", "dropped"),
        Index("ix_message_out_line", "address_id", "status"),
        Index("ix_message_out_due", "urgent", "id", sqlite_where=UNSENT, postgresql_where=UNSENT),
        NEVER_AGAIN,
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Id, description="Row number, the order of delivery.")
    contact_id: int = Field(foreign_key="contact.id", ondelete="CASCADE", index=True, sa_type=Id, description="To whom.")
    address_id: int = Field(foreign_key="address.id", ondelete="CASCADE", sa_type=Id, description="Where to.")
    kind: str = Field(description="What it does there: say, ask, refresh, answered, hide.")
    content: Any = Field(
        default=None,
        sa_type=SealedJson("message_out.content"),
        nullable=True,
        description="The text as sent with its phrase, Dutch and buttons, sealed; gone once a guest has got it.",
    )
    urgent: bool = Field(default=False, description="An answer to somebody who is talking: goes before reminders.")
    status: str = Field(description="queued, claimed (somebody is sending it), sent, failed or dropped.")
    claimed_by: str | None = Field(default=None, description="The process that is sending it.")
    lease_until: datetime | None = Field(default=None, description="After this another process may take it over.")
    attempts: int = Field(default=0, description="Tries that failed.")
    not_before: datetime = Field(description="Not sent before this moment.")
    channel_message_id: str | None = Field(default=None, description="The channel's own number of the message.")
    error: str | None = Field(default=None, description="A code for why it failed.")
    created_at: datetime = Field(description="When it was said; the same for all messages of one turn.")
    sent_at: datetime | None = Field(default=None, description="When it was delivered.")
    seen_at: datetime | None = Field(default=None, description="When a page first showed it; empty where the channel cannot tell.")
    asking: int = Field(default=0, sa_column_kwargs={"server_default": "0"}, description="The number of the question it asks; 0 for none.")
    # No foreign key: SQLite cannot add one to a table that is there. A check-in and its messages go with the person.
    check_in_id: int | None = Field(default=None, sa_type=Id, description="The check-in that said it; empty for all else.")
