"""Telegram of the staff: whose it is, the codes with which it is linked, and what is to be told there."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.columns import NEVER_AGAIN, Id, one_of
from storage.sealing import SealedText
from storage.tables.reaching import UNTOLD


class StaffTelegram(SQLModel, table=True):
    """The Telegram of somebody of the staff. It stands apart from what a person says at the same address."""

    __tablename__ = "staff_telegram"
    __table_args__ = (one_of("tells", "none", "urgent", "all"),)

    staff_id: int = Field(primary_key=True, foreign_key="staff.id", ondelete="CASCADE", sa_type=Id, description="Whose.")
    address: str = Field(sa_type=SealedText("staff_telegram.address"), description="Where they are reached, sealed.")
    blind: str = Field(unique=True, description="Keyed hash of the address, to find it: one Telegram is of one colleague.")
    tells: str = Field(description="What is told there: none, urgent (cases only) or all.")
    linked_at: datetime = Field(description="When it was linked.")
    broken_at: datetime | None = Field(default=None, description="Since when Telegram takes nothing for it; e-mail stands in.")


class StaffTelegramCode(SQLModel, table=True):
    """A one-time code with which somebody of the staff links their Telegram; the newest counts."""

    __tablename__ = "staff_telegram_code"

    staff_id: int = Field(primary_key=True, foreign_key="staff.id", ondelete="CASCADE", sa_type=Id, description="Whose.")
    code_hash: str = Field(unique=True, description="Keyed hash of the code.")
    until: datetime = Field(description="After this it is too old.")


class StaffNotice(SQLModel, table=True):
    """That somebody of the staff is to be told of a case on Telegram, without a word about a person. Of one case each is told once."""

    __tablename__ = "staff_notice"
    __table_args__ = (
        one_of("kind", "urgent", "new", "untaken"),
        one_of("status", "waiting", "claimed", "told", "seen", "nobody", "mailed", "failed"),
        UniqueConstraint("staff_id", "case_id", "kind"),
        Index("ix_staff_notice_due", "not_before", sqlite_where=UNTOLD, postgresql_where=UNTOLD),
        NEVER_AGAIN,
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Id, description="Row number.")
    staff_id: int = Field(foreign_key="staff.id", ondelete="CASCADE", index=True, sa_type=Id, description="To whom.")
    case_id: int = Field(foreign_key="case_file.id", ondelete="CASCADE", index=True, sa_type=Id, description="Of which case.")
    kind: str = Field(description="urgent, new or untaken (nobody took it in time).")
    status: str = Field(
        description="waiting, claimed, told, seen (the case was taken before), nobody (they left), mailed (e-mail took over) or failed."
    )
    claimed_by: str | None = Field(default=None, description="The process that is sending.")
    lease_until: datetime | None = Field(default=None, description="After this another process may take it over.")
    attempts: int = Field(default=0, description="Tries that failed.")
    not_before: datetime = Field(description="Not sent before this moment.")
    told_at: datetime | None = Field(default=None, description="When Telegram took it.")
