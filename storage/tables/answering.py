"""What staff do with a case beside writing: questions with buttons, appointments, notes, and who is looking."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from storage.columns import NEVER_AGAIN, Id, one_of
from storage.sealing import SealedJson, SealedText

TO_REMIND = text("remind_at IS NOT NULL")


class CaseQuestion(SQLModel, table=True):
    """A ready question that staff asked, with the answers that stand on its buttons."""

    __tablename__ = "case_question"
    __table_args__ = (NEVER_AGAIN,)

    id: int | None = Field(default=None, primary_key=True, sa_type=Id, description="Row number, on each button; never given twice.")
    case_id: int = Field(foreign_key="case_file.id", ondelete="CASCADE", index=True, sa_type=Id, description="In which case.")
    asked_by: int = Field(sa_type=Id, description="Who of the staff asked.")
    phrases: Any = Field(
        sa_type=SealedJson("case_question.phrases"), description="The question, then its answers in the order of the buttons, sealed."
    )
    grants: str | None = Field(default=None, description="To what purpose the first answer is a yes, and the others a no.")
    asked_at: datetime = Field(description="When; its message has the same moment.")
    chosen: int | None = Field(default=None, description="Which answer the person tapped, the first is 0.")
    answered_at: datetime | None = Field(default=None, description="When they did.")


class Appointment(SQLModel, table=True):
    """A talk that staff offered: the person chooses one of two times, or neither."""

    __tablename__ = "appointment"
    __table_args__ = (
        one_of("manner", "place", "phone"),
        one_of("status", "offered", "agreed", "refused", "cancelled"),
        Index("ix_appointment_to_remind", "remind_at", sqlite_where=TO_REMIND, postgresql_where=TO_REMIND),
        NEVER_AGAIN,
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Id, description="Row number, on each button; never given twice.")
    case_id: int = Field(foreign_key="case_file.id", ondelete="CASCADE", index=True, sa_type=Id, description="In which case.")
    offered_by: int = Field(sa_type=Id, description="Who of the staff offered it.")
    manner: str = Field(description="place: in person; phone: the municipality calls.")
    place: str | None = Field(default=None, sa_type=SealedText("appointment.place"), description="The address, sealed; empty by phone.")
    interpreter: bool = Field(description="Whether somebody translates.")
    first_at: datetime = Field(description="The first time that was offered.")
    second_at: datetime = Field(description="The second.")
    status: str = Field(default="offered", description="offered, agreed, refused (by the person) or cancelled (by staff).")
    at: datetime | None = Field(default=None, description="When it is; empty until the person chose.")
    offered_at: datetime = Field(description="When it was offered; its message has the same moment.")
    answered_at: datetime | None = Field(default=None, description="When the person last answered.")
    remind_at: datetime | None = Field(default=None, description="When the person is reminded next; empty where nothing is to come.")


class CaseNote(SQLModel, table=True):
    """What staff write down for each other about a case. The person gets it only on asking for their data."""

    __tablename__ = "case_note"

    id: int | None = Field(default=None, primary_key=True, sa_type=Id, description="Row number.")
    case_id: int = Field(foreign_key="case_file.id", ondelete="CASCADE", index=True, sa_type=Id, description="About which case.")
    written_by: int = Field(sa_type=Id, description="Who of the staff wrote it.")
    text: str = Field(sa_type=SealedText("case_note.text"), description="The note, masked, sealed.")
    at: datetime = Field(description="When.")


class CaseLook(SQLModel, table=True):
    """Who of the staff has the page of a case open: told to colleagues for two minutes."""

    __tablename__ = "case_look"

    case_id: int = Field(primary_key=True, foreign_key="case_file.id", ondelete="CASCADE", sa_type=Id, description="Which case.")
    staff_id: int = Field(primary_key=True, sa_type=Id, description="Who looks.")
    at: datetime = Field(description="When they last drew the page.")
