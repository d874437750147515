"""Pictures and papers that people sent: nobody's until their yes, then of a case, and gone with it. Voices too, a case's from the first."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, false, text
from sqlmodel import Field, SQLModel

from storage.columns import NEVER_AGAIN, Id, one_of
from storage.sealing import SealedBytes, SealedText

#: Said yes to, and not here yet.
UNFETCHED = text("status IN ('wanted', 'claimed')")


class File(SQLModel, table=True):
    """A picture or paper that somebody sent. Before their yes it is only offered, and thrown away in time; after it, a case needs it."""

    __tablename__ = "file"
    __table_args__ = (
        one_of("status", "offered", "wanted", "claimed", "kept", "failed"),
        CheckConstraint("(status = 'offered') = (case_id IS NULL)", name="of_a_case"),
        Index("ix_file_unfetched", "not_before", sqlite_where=UNFETCHED, postgresql_where=UNFETCHED),
        NEVER_AGAIN,
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Id, description="Row number, never given twice.")
    contact_id: int = Field(foreign_key="contact.id", ondelete="CASCADE", index=True, sa_type=Id, description="Who sent it.")
    case_id: int | None = Field(
        default=None,
        foreign_key="case_file.id",
        ondelete="CASCADE",
        index=True,
        sa_type=Id,
        description="For which case; empty until their yes, and nobody of the staff sees it then.",
    )
    channel: str = Field(description="Where it came in.")
    status: str = Field(description="offered (no yes yet), wanted, claimed (somebody is fetching it), kept, or failed.")
    reference: str | None = Field(
        default=None,
        sa_type=SealedText("file.reference"),
        nullable=True,
        description="With which its channel gives it, sealed; gone once used.",
    )
    picture: bytes | None = Field(
        default=None,
        sa_type=SealedBytes("file.picture"),
        nullable=True,
        description="The picture, drawn anew as a JPEG, or the PDF or voice as it came, sealed.",
    )
    at: datetime = Field(description="When it was sent.")
    expires_at: datetime | None = Field(default=None, index=True, description="Without a yes it is thrown away then.")
    claimed_by: str | None = Field(default=None, description="The process that is fetching it.")
    lease_until: datetime | None = Field(default=None, description="After this another process may fetch it.")
    attempts: int = Field(default=0, description="Tries that failed.")
    not_before: datetime = Field(description="Not fetched before this moment.")
    error: str | None = Field(default=None, description="A word for why it failed.")
    seconds: int | None = Field(default=None, description="Of a voice message: how long it takes to listen to; empty for a picture.")
    paper: bool = Field(default=False, sa_column_kwargs={"server_default": false()}, description="Whether it is a PDF, once it is here.")
