"""Whom a municipality may follow, in one row for each; and how somebody of the staff looks at them: saved lists, hours of a week."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, false, true
from sqlmodel import Field, SQLModel

from storage.columns import NEVER_AGAIN, Id, Json, one_of
from storage.sealing import SealedText


class Caseload(SQLModel, table=True):
    """Somebody who said yes to *my municipality may follow me*, as lists show them. Written after a turn, and refreshed every night."""

    __tablename__ = "caseload"
    __table_args__ = (
        one_of("law", "wi2013", "wi2021"),
        one_of("trend", "up", "same", "down"),
        Index("ix_caseload_harm", "municipality_code", "harm", "number"),
    )

    contact_id: int = Field(primary_key=True, foreign_key="contact.id", ondelete="CASCADE", sa_type=Id, description="Who.")
    municipality_code: str = Field(description="Which municipality may follow them.")
    number: str = Field(unique=True, description="Their short number, as in contact.")
    language: str = Field(description="The language they are answered in.")
    law: str | None = Field(default=None, description="Which law holds; empty while that is not sure.")
    route: str | None = Field(default=None, description="The learning route under the new law.")
    last_day: date | None = Field(default=None, description="Their last day, where it may be shown: never a reckoned one that has passed.")
    estimated: bool = Field(default=False, sa_column_kwargs={"server_default": false()}, description="Whether the last day is an estimate.")
    level: str | None = Field(default=None, description="How much Dutch: zero, a1 … b2.")
    trend: str | None = Field(default=None, description="Whether level and parts went up or down lately; empty where it is not known.")
    exams_left: int | None = Field(default=None, description="Parts that are still open; empty where it is not known.")
    signals: Any = Field(sa_type=Json, description="Keys of what stands out.")
    needs: Any = Field(sa_type=Json, description="Why to help them now, words, the gravest first.")
    harm: int = Field(default=0, description="How bad it is to wait; 0: nothing is needed now.")
    last_contact_at: datetime = Field(description="When the person last did something.")
    reachable: bool = Field(default=True, sa_column_kwargs={"server_default": true()}, description="Whether a message can reach them.")
    # No foreign key: rows of staff are never removed.
    coordinator_id: int | None = Field(default=None, index=True, sa_type=Id, description="Who of the staff looks after them.")
    rests_until: date | None = Field(default=None, description="Staff looked at them, and will again on this day.")
    rests_at: int | None = Field(default=None, description="How bad it was then: when it is worse they are shown before that day.")
    refreshed_at: datetime = Field(description="When the row was last worked out.")


class SavedView(SQLModel, table=True):
    """A list of people that somebody of the staff wants to see again: its filters and its order."""

    __tablename__ = "saved_view"
    __table_args__ = (NEVER_AGAIN,)

    id: int | None = Field(default=None, primary_key=True, sa_type=Id, description="Row number.")
    staff_id: int = Field(foreign_key="staff.id", ondelete="CASCADE", index=True, sa_type=Id, description="Whose.")
    name: str = Field(sa_type=SealedText("saved_view.name"), description="What they call it, sealed.")
    query: str = Field(description="The filters and the order, as in the address of the page.")
    created_at: datetime = Field(description="When.")


class StaffWeek(SQLModel, table=True):
    """How much of a week somebody of the staff has for this work."""

    __tablename__ = "staff_week"

    staff_id: int = Field(primary_key=True, foreign_key="staff.id", ondelete="CASCADE", sa_type=Id, description="Who.")
    minutes: int = Field(description="Minutes of a week.")
