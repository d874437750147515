"""What is done for a person: reminders that are planned, cases for a human, wishes that were sent."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint, false, text
from sqlmodel import Field, SQLModel

from storage.columns import NEVER_AGAIN, Id, Json, one_of
from storage.sealing import SealedJson, SealedText

WAITING = text("status IN ('planned', 'claimed')")
NOT_CLOSED = text("state <> 'closed' AND contact_id IS NOT NULL")


class CheckIn(SQLModel, table=True):
    """A script that will start by itself for one person. Moving it changes this row, so it can never come twice."""

    __tablename__ = "check_in"
    __table_args__ = (
        UniqueConstraint("contact_id", "plan", "cause"),
        one_of("status", "planned", "claimed", "sent", "answered", "dropped"),
        Index("ix_check_in_waiting", "due_at", sqlite_where=WAITING, postgresql_where=WAITING),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Id, description="Row number.")
    contact_id: int = Field(foreign_key="contact.id", ondelete="CASCADE", sa_type=Id, description="For whom.")
    plan: str = Field(description="The plan's name in checkins.yaml.")
    cause: str = Field(description="What caused it: a fact with its day, or a named period; never the moment.")
    due_at: datetime = Field(description="When it is to start: on the day that was meant, or later where it could not be.")
    status: str = Field(default="planned", description="planned, claimed, sent, answered or dropped.")
    day: date | None = Field(default=None, description="The day that was meant; empty where a script planned it.")
    reason: str | None = Field(default=None, description="Why it was dropped, a word.")
    claimed_by: str | None = Field(default=None, description="The process that is starting it.")
    lease_until: datetime | None = Field(default=None, description="After this another process may start it.")
    sent_at: datetime | None = Field(default=None, description="When its script was started.")
    answered_at: datetime | None = Field(default=None, description="When the person first did something with it.")
    deadline: bool = Field(default=False, sa_column_kwargs={"server_default": false()}, description="Whether it cannot wait.")
    failures: int = Field(default=0, sa_column_kwargs={"server_default": "0"}, description="How often in a row it could not start.")


class Case(SQLModel, table=True):
    """Something a human must look at. At most one is open for each person; without a person it is technical."""

    __tablename__ = "case_file"
    __table_args__ = (
        one_of("state", "new", "taken", "closed"),
        Index("uq_case_file_open", "contact_id", unique=True, sqlite_where=NOT_CLOSED, postgresql_where=NOT_CLOSED),
        NEVER_AGAIN,
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Id, description="Row number.")
    number: str = Field(unique=True, description="Short number to speak about it.")
    contact_id: int | None = Field(
        default=None, foreign_key="contact.id", ondelete="CASCADE", index=True, sa_type=Id, description="About whom; empty when technical."
    )
    municipality_code: str | None = Field(default=None, index=True, description="Whose coordinators see it; empty when technical.")
    urgent: bool = Field(default=False, description="Whether any of its reasons is.")
    state: str = Field(default="new", description="new, taken or closed.")
    opened_at: datetime = Field(description="When it was opened.")
    summary: Any = Field(
        default=None, sa_type=SealedJson("case_file.summary"), nullable=True, description="What the person agreed to send along, sealed."
    )
    # No foreign key: SQLite cannot add one to a table that is there, and rows of staff are never removed.
    taken_by: int | None = Field(default=None, sa_type=Id, description="Who of the staff has it, or had it when it was closed.")
    taken_at: datetime | None = Field(default=None, description="When they took it.")
    closed_at: datetime | None = Field(default=None, description="When it was closed by staff.")
    outcome: str | None = Field(default=None, description="What became of it, a word that staff chose.")
    snoozed_until: date | None = Field(default=None, description="Until which day it may wait; from then on it stands on top.")


class CaseReason(SQLModel, table=True):
    """Why a case was opened; a second reason joins the case that is open."""

    __tablename__ = "case_reason"

    id: int | None = Field(default=None, primary_key=True, sa_type=Id, description="Row number.")
    case_id: int = Field(foreign_key="case_file.id", ondelete="CASCADE", index=True, sa_type=Id, description="Of which case.")
    topic: str = Field(description="What it is about, a word of the scripts.")
    reason: str = Field(description="In Dutch, as the script says it; nothing the person typed.")
    urgent: bool = Field(default=False, description="Whether it cannot wait.")
    at: datetime = Field(description="When it was added.")
    rules: Any = Field(
        default=None, sa_type=Json, nullable=True, description="Keys of the rules it follows from, a list; NULL where none is to be named."
    )


class CaseMessage(SQLModel, table=True):
    """What a person typed while somebody of the municipality had their case: kept for them, as typed."""

    __tablename__ = "case_message"

    id: int | None = Field(default=None, primary_key=True, sa_type=Id, description="Row number.")
    case_id: int = Field(foreign_key="case_file.id", ondelete="CASCADE", index=True, sa_type=Id, description="Of which case.")
    text: str = Field(sa_type=SealedText("case_message.text"), description="As typed, masked, sealed.")
    language: str = Field(description="The language they are answered in, which need not be the one they typed in.")
    at: datetime = Field(description="When.")


class Wish(SQLModel, table=True):
    """What a person would like: a course that fits a wish under Wi2021, or a course that is not there."""

    __tablename__ = "wish"

    id: int | None = Field(default=None, primary_key=True, sa_type=Id, description="Row number.")
    contact_id: int = Field(foreign_key="contact.id", ondelete="CASCADE", index=True, sa_type=Id, description="Whose wish.")
    municipality_code: str | None = Field(default=None, index=True, description="The municipality it is meant for.")
    subject: str = Field(description="What kind of wish, a word of the form.")
    details: Any = Field(default=None, sa_type=SealedJson("wish.details"), description="The answers that were sent along, sealed.")
    at: datetime = Field(description="When.")
    done_at: datetime | None = Field(default=None, description="When somebody of the staff had done what it asks.")
    # No foreign key: SQLite cannot add one to a table that is there, and rows of staff are never removed.
    done_by: int | None = Field(default=None, sa_type=Id, description="Who of the staff had.")
