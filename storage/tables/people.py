"""Who talks with the bot: the person, where they are reached, what they agreed to, what they said, and where their talk stands."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, UniqueConstraint, false
from sqlmodel import Field, SQLModel

from storage.columns import NEVER_AGAIN, Id, Json, one_of
from storage.sealing import SealedJson, SealedText


class Contact(SQLModel, table=True):
    """A person. Everything that belongs to them points here and goes with them."""

    __tablename__ = "contact"
    __table_args__ = (NEVER_AGAIN,)

    id: int | None = Field(default=None, primary_key=True, sa_type=Id, description="Row number, never given twice.")
    number: str = Field(unique=True, description="Short number to speak about somebody without their name.")
    # No foreign key: people live in municipalities that have no row here.
    municipality_code: str | None = Field(default=None, index=True, description="The municipality that guides them (GM and four digits).")
    language: str = Field(description="The language they are answered in.")
    dutch_beside: bool = Field(default=False, description="Whether Dutch stands beside each text.")
    remembered: bool = Field(default=False, description="Whether they said yes to remembering; without it they are a guest.")
    consents: dict[str, bool] = Field(default_factory=dict, sa_type=Json, description="Newest answer per purpose; the proof is in consent.")
    paused_until: datetime | None = Field(default=None, description="No messages of our own accord before this moment.")
    created_at: datetime = Field(description="When they first wrote.")
    discreet: bool = Field(
        default=False, sa_column_kwargs={"server_default": false()}, description="Whether a notification must not show what a message says."
    )
    # No foreign key: SQLite cannot add one to a table that is there. An invitation that is gone is one that nobody counts.
    invitation_id: int | None = Field(default=None, index=True, sa_type=Id, description="The invitation they came with, to count.")


class Address(SQLModel, table=True):
    """Where people are reached on one channel. A person may have several, and several may share one."""

    __tablename__ = "address"
    __table_args__ = (UniqueConstraint("channel", "blind"), NEVER_AGAIN)

    id: int | None = Field(default=None, primary_key=True, sa_type=Id, description="Row number, never given twice.")
    contact_id: int | None = Field(
        default=None,
        foreign_key="contact.id",
        ondelete="CASCADE",
        index=True,
        nullable=True,
        sa_type=Id,
        description="Who is here now; empty while none of those who share it is.",
    )
    channel: str = Field(description="The way to a phone: telegram, web.")
    address: str = Field(sa_type=SealedText("address.address"), description="The channel's own name for them, sealed.")
    blind: str = Field(description="Keyed hash of the address, to find it.")
    linked_at: datetime = Field(description="Since when it leads to this person.")
    unreachable_since: datetime | None = Field(default=None, description="Since when nothing can be delivered there.")
    return_code_hash: str | None = Field(default=None, unique=True, description="Keyed hash of the one-time code that leads back here.")
    return_code_until: datetime | None = Field(default=None, description="After this the code is too old.")
    code_tries: int | None = Field(default=None, description="How many codes were typed here lately.")
    code_tried_at: datetime | None = Field(default=None, description="When the first of those was typed.")


class AddressPerson(SQLModel, table=True):
    """One of the persons who share an address. Only addresses that are shared, or whose person chose a name, have rows here."""

    __tablename__ = "address_person"
    __table_args__ = (UniqueConstraint("address_id", "contact_id"), NEVER_AGAIN)

    id: int | None = Field(default=None, primary_key=True, sa_type=Id, description="Row number, never given twice.")
    address_id: int = Field(foreign_key="address.id", ondelete="CASCADE", sa_type=Id, description="Which address.")
    contact_id: int = Field(foreign_key="contact.id", ondelete="CASCADE", index=True, sa_type=Id, description="Who.")
    label: str | None = Field(
        default=None, sa_type=SealedText("address_person.label"), description="The name or picture they chose for themselves here, sealed."
    )


class JoinCode(SQLModel, table=True):
    """The one-time code with which a person joins another address; at most one each."""

    __tablename__ = "join_code"

    contact_id: int = Field(primary_key=True, foreign_key="contact.id", ondelete="CASCADE", sa_type=Id, description="Whose code it is.")
    code_hash: str = Field(unique=True, description="Keyed hash of the code.")
    until: datetime = Field(description="After this the code is too old.")


class Consent(SQLModel, table=True):
    """One answer to one question about consent. Rows are only added: together they are the proof."""

    __tablename__ = "consent"
    __table_args__ = (one_of("purpose", "remember", "remind", "follow", "human"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Id, description="Row number.")
    contact_id: int = Field(foreign_key="contact.id", ondelete="CASCADE", index=True, sa_type=Id, description="Who answered.")
    purpose: str = Field(description="What for: remember, remind, follow (by the municipality), human.")
    yes: bool = Field(description="Yes or no.")
    at: datetime = Field(description="When.")
    edition: int = Field(description="The edition that holds the words of the question.")


class Conversation(SQLModel, table=True):
    """Where a person's talk stands. Each contact has exactly one."""

    __tablename__ = "conversation"

    contact_id: int = Field(primary_key=True, foreign_key="contact.id", ondelete="CASCADE", sa_type=Id, description="Whose it is.")
    edition: int = Field(default=0, description="The edition the open dialog began in; 0 when none is open.")
    state: str | None = Field(default=None, sa_type=SealedText("conversation.state"), description="The engine's state as JSON, sealed.")
    language_asked: bool = Field(default=False, description="Whether the language was chosen rather than guessed.")
    last_heard_at: datetime = Field(description="When the person last did something.")
    erase_after: datetime | None = Field(default=None, index=True, description="A guest is erased after this; empty when they are kept.")
    revision: int = Field(default=0, description="Counts the turns; a turn that was overtaken cannot be kept.")
    asking: int = Field(default=0, sa_column_kwargs={"server_default": "0"}, description="The number of the open question; 0 for none.")
    # No foreign key: SQLite cannot add one to a table that is there. An address that is theirs no more is as good as none.
    address_id: int | None = Field(default=None, sa_type=Id, description="Where they last did something; empty where it is not known.")


class Fact(SQLModel, table=True):
    """Something a person said about themselves. Rows are only added: the newest counts, the rest is the history."""

    __tablename__ = "fact"
    __table_args__ = (CheckConstraint("value IS NULL OR sealed_value IS NULL", name="one_value"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Id, description="Row number; later rows were said later.")
    contact_id: int = Field(foreign_key="contact.id", ondelete="CASCADE", index=True, sa_type=Id, description="About whom.")
    name: str = Field(description="The fact's name in facts.yaml.")
    value: Any = Field(default=None, sa_type=Json, nullable=True, description="Of a closed type: word of a list, number, day, yes or no.")
    sealed_value: Any = Field(default=None, sa_type=SealedJson("fact.sealed_value"), nullable=True, description="Free text, sealed.")
    at: datetime = Field(description="When it was said.")
    said_by: str = Field(default="contact", description="contact, helped (somebody was helping) or coordinator.")
    withdrawn: bool = Field(default=False, description="Takes back the newest value; has none itself.")
