"""How somebody who only uses the web page is told of a message: browsers that show a signal, an e-mail address, and what was told."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.columns import NEVER_AGAIN, Id, one_of
from storage.sealing import SealedJson, SealedText

#: Nobody was told yet, and somebody is to be.
UNTOLD = text("status IN ('waiting', 'claimed')")


class PushSubscription(SQLModel, table=True):
    """A browser that shows a signal for one person. It says only that there is a message."""

    __tablename__ = "push_subscription"
    __table_args__ = (UniqueConstraint("address_id", "contact_id"), NEVER_AGAIN)

    id: int | None = Field(default=None, primary_key=True, sa_type=Id, description="Row number.")
    address_id: int = Field(foreign_key="address.id", ondelete="CASCADE", sa_type=Id, description="At which address: that browser.")
    contact_id: int = Field(foreign_key="contact.id", ondelete="CASCADE", index=True, sa_type=Id, description="For whom.")
    endpoint: str = Field(sa_type=SealedText("push_subscription.endpoint"), description="Where the browser's maker takes signals, sealed.")
    keys: Any = Field(sa_type=SealedJson("push_subscription.keys"), description="What a signal is encrypted with for that browser, sealed.")
    blind: str = Field(index=True, description="Keyed hash of the endpoint, to find it.")
    created_at: datetime = Field(description="When the person wanted it.")
    failed_at: datetime | None = Field(default=None, description="Since when nothing can be sent there; empty while it works.")


class MailAddress(SQLModel, table=True):
    """The e-mail address to which somebody wants word that there is a message. Used for nothing else."""

    __tablename__ = "mail_address"

    contact_id: int = Field(primary_key=True, foreign_key="contact.id", ondelete="CASCADE", sa_type=Id, description="Whose it is.")
    address: str = Field(sa_type=SealedText("mail_address.address"), description="The e-mail address, sealed.")
    blind: str = Field(index=True, description="Keyed hash of the address, to count how often it was written to.")
    confirmed_at: datetime | None = Field(default=None, description="When its code was typed; empty: nothing but the code goes there.")
    code_hash: str | None = Field(default=None, description="Keyed hash of the one-time code that was mailed.")
    code_until: datetime | None = Field(default=None, description="After this the code is too old.")
    code_tries: int = Field(default=0, description="How often a wrong code was typed.")
    codes_sent: int = Field(default=0, description="How many codes were mailed lately.")
    codes_since: datetime = Field(description="When the first of those was mailed.")


class Notice(SQLModel, table=True):
    """That a person is to be told of a message which their page will fetch. Marked once they were told, so that it is told once."""

    __tablename__ = "notice"
    __table_args__ = (
        one_of("status", "waiting", "claimed", "told", "seen", "nobody", "failed"),
        Index("ix_notice_due", "not_before", sqlite_where=UNTOLD, postgresql_where=UNTOLD),
        NEVER_AGAIN,
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Id, description="Row number.")
    message_id: int = Field(unique=True, foreign_key="message_out.id", ondelete="CASCADE", sa_type=Id, description="Of which message.")
    contact_id: int = Field(foreign_key="contact.id", ondelete="CASCADE", index=True, sa_type=Id, description="Who is told.")
    status: str = Field(description="waiting, claimed, told, seen (before anybody was told), nobody (no way to tell) or failed.")
    way: str | None = Field(default=None, description="How they were told: push or mail.")
    claimed_by: str | None = Field(default=None, description="The process that is telling.")
    lease_until: datetime | None = Field(default=None, description="After this another process may take it over.")
    attempts: int = Field(default=0, description="Tries that failed.")
    not_before: datetime = Field(description="Not told before this moment.")
    told_at: datetime | None = Field(default=None, description="When they were told.")
