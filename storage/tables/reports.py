"""Reports that something is not right at a school: by somebody with their name, or anonymous."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import false
from sqlmodel import Field, SQLModel

from storage.columns import NEVER_AGAIN, Id, Json, one_of
from storage.sealing import SealedText

#: Where a report can stand; the last two count nowhere.
STATES = ("new", "checked", "sent", "answered", "disputed", "withdrawn")


class FraudReport(SQLModel, table=True):
    """What somebody wants the municipality to look at and tell Blik op Werk. An anonymous one holds nothing that leads to a person."""

    __tablename__ = "fraud_report"
    __table_args__ = (one_of("state", *STATES), NEVER_AGAIN)

    id: int | None = Field(default=None, primary_key=True, sa_type=Id, description="Row number.")
    municipality_code: str = Field(index=True, description="Whose coordinators see it.")
    contact_id: int | None = Field(
        default=None,
        foreign_key="contact.id",
        ondelete="CASCADE",
        index=True,
        sa_type=Id,
        description="Who reported it; empty when anonymous, and then no answer can follow.",
    )
    subjects: Any = Field(sa_type=Json, description="What it is about: words of the form.")
    happened: str | None = Field(default=None, description="How long ago, a word of the form; empty when not known.")
    school_key: str | None = Field(default=None, description="The school in the catalogue; empty when it was not found there.")
    school_name: str | None = Field(
        default=None, sa_type=SealedText("fraud_report.school_name"), nullable=True, description="The school as it was typed, sealed."
    )
    proof: Any = Field(sa_type=Json, description="Which kinds of proof there are: words of the form.")
    own_words: str | None = Field(
        default=None, sa_type=SealedText("fraud_report.own_words"), nullable=True, description="Own words as typed, untranslated, sealed."
    )
    own_words_language: str | None = Field(default=None, description="The language of the own words, as a tag.")
    draft: str = Field(sa_type=SealedText("fraud_report.draft"), description="The Dutch letter as it was shown before sending, sealed.")
    state: str = Field(default="new", description="new, checked, sent (to Blik op Werk), answered, disputed or withdrawn.")
    at: datetime = Field(description="When it was sent; of an anonymous one only the day, so that it cannot be laid beside messages.")
    number: str = Field(unique=True, description="Short number to speak about it.")
    wants_to_hear: bool = Field(
        default=False, sa_column_kwargs={"server_default": false()}, description="Whether who reported asked to be told what becomes of it."
    )


class ReportStep(SQLModel, table=True):
    """Who of the staff brought a report to which state, and when. Rows are only added: together they are its history."""

    __tablename__ = "report_step"
    __table_args__ = (one_of("state", *STATES),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Id, description="Row number.")
    report_id: int = Field(foreign_key="fraud_report.id", ondelete="CASCADE", index=True, sa_type=Id, description="Of which report.")
    staff_id: int = Field(sa_type=Id, description="Who.")
    state: str = Field(description="What it became, a word of the report's states.")
    remark: str | None = Field(
        default=None, sa_type=SealedText("report_step.remark"), nullable=True, description="What they noted with it, sealed."
    )
    told: bool = Field(default=False, description="Whether who reported it was told.")
    at: datetime = Field(description="When.")
