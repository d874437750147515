"""How staff work and want to be told, the letters that go to them, and their codes for when the phone is gone."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.columns import NEVER_AGAIN, Id, Json, one_of
from storage.sealing import SealedText
from storage.tables.reaching import UNTOLD


class StaffHabit(SQLModel, table=True):
    """How somebody of the staff works and is told of cases; who set nothing has no row."""

    __tablename__ = "staff_habit"

    staff_id: int = Field(primary_key=True, foreign_key="staff.id", ondelete="CASCADE", sa_type=Id, description="Who.")
    opens: time = Field(description="From when they work, in the time of the Netherlands.")
    closes: time = Field(description="Until when.")
    free_weekdays: Any = Field(sa_type=Json, nullable=False, description="Weekdays on which they never work; 0 is Monday.")
    answer_days: int | None = Field(default=None, description="Working days of their own promise; empty: that of the municipality.")
    mails: bool = Field(description="Whether they are told of cases by e-mail.")
    digests: Any = Field(sa_type=Json, nullable=False, description="At which hours of the day one e-mail tells of new cases.")


class StaffLeave(SQLModel, table=True):
    """Days on which somebody of the staff is away."""

    __tablename__ = "staff_leave"
    __table_args__ = (NEVER_AGAIN,)

    id: int | None = Field(default=None, primary_key=True, sa_type=Id, description="Row number.")
    staff_id: int = Field(foreign_key="staff.id", ondelete="CASCADE", index=True, sa_type=Id, description="Who.")
    first_day: date = Field(description="The first day.")
    last_day: date = Field(description="The last day.")


class StaffLetter(SQLModel, table=True):
    """An e-mail to somebody of the staff, without a word about a person. Of one case each is sent once."""

    __tablename__ = "staff_letter"
    __table_args__ = (
        one_of("kind", "urgent", "new", "untaken", "invitation", "reset"),
        one_of("status", "waiting", "claimed", "told", "seen", "nobody", "failed"),
        UniqueConstraint("staff_id", "case_id", "kind"),
        Index("ix_staff_letter_due", "not_before", sqlite_where=UNTOLD, postgresql_where=UNTOLD),
        NEVER_AGAIN,
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Id, description="Row number.")
    staff_id: int = Field(foreign_key="staff.id", ondelete="CASCADE", index=True, sa_type=Id, description="To whom.")
    case_id: int | None = Field(
        default=None, foreign_key="case_file.id", ondelete="CASCADE", index=True, sa_type=Id, description="Of which case; empty for a link."
    )
    kind: str = Field(description="urgent, new, untaken (nobody took it in time), invitation or reset (of a password).")
    code: str | None = Field(
        default=None, sa_type=SealedText("staff_letter.code"), description="The one-time code of a link, sealed; gone once it was sent."
    )
    status: str = Field(description="waiting, claimed, told, seen (somebody took the case before), nobody (no longer staff) or failed.")
    claimed_by: str | None = Field(default=None, description="The process that is sending.")
    lease_until: datetime | None = Field(default=None, description="After this another process may take it over.")
    attempts: int = Field(default=0, description="Tries that failed.")
    not_before: datetime = Field(description="Not sent before this moment.")
    told_at: datetime | None = Field(default=None, description="When the mail server took it.")


class StaffRecoveryCode(SQLModel, table=True):
    """A code that stands once for the code of the phone."""

    __tablename__ = "staff_recovery_code"

    id: int | None = Field(default=None, primary_key=True, sa_type=Id, description="Row number.")
    staff_id: int = Field(foreign_key="staff.id", ondelete="CASCADE", index=True, sa_type=Id, description="Whose.")
    code_hash: str = Field(unique=True, description="Keyed hash of the code.")
