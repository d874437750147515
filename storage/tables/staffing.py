"""Who works for a municipality: who they are, where they are signed in, and what they saw and changed."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.columns import NEVER_AGAIN, Id, one_of
from storage.sealing import SealedText


class StaffMember(SQLModel, table=True):
    """Somebody of the staff. Rows stay when somebody leaves, so that the audit trail keeps its names."""

    __tablename__ = "staff"
    __table_args__ = (one_of("role", "coordinator", "lead", "admin"), NEVER_AGAIN)

    id: int | None = Field(default=None, primary_key=True, sa_type=Id, description="Row number, never given twice.")
    email: str = Field(sa_type=SealedText("staff.email"), description="With which they sign in, sealed.")
    blind: str = Field(unique=True, description="Keyed hash of the e-mail address, to find it.")
    name: str | None = Field(default=None, sa_type=SealedText("staff.name"), description="What colleagues call them, sealed.")
    role: str = Field(description="coordinator, lead or admin; an admin sees no person.")
    password_hash: str | None = Field(default=None, description="argon2id; empty until the invitation was used.")
    totp_secret: str | None = Field(default=None, sa_type=SealedText("staff.totp_secret"), description="Of the second factor, sealed.")
    totp_step: int | None = Field(default=None, sa_type=Id, description="The newest code that was used: none is taken twice.")
    invite_hash: str | None = Field(default=None, unique=True, description="Keyed hash of the one-time code of the invitation.")
    invite_until: datetime | None = Field(default=None, description="After this the invitation is too old.")
    created_at: datetime = Field(description="When they were first invited.")
    disabled_at: datetime | None = Field(default=None, description="Since when they cannot sign in.")


class StaffMunicipality(SQLModel, table=True):
    """For which municipalities somebody works."""

    __tablename__ = "staff_municipality"

    staff_id: int = Field(primary_key=True, foreign_key="staff.id", ondelete="CASCADE", sa_type=Id, description="Who.")
    municipality_code: str = Field(primary_key=True, description="GM and four digits.")


class StaffSession(SQLModel, table=True):
    """A browser in which somebody of the staff is signed in."""

    __tablename__ = "staff_session"

    id: int | None = Field(default=None, primary_key=True, sa_type=Id, description="Row number.")
    staff_id: int = Field(foreign_key="staff.id", ondelete="CASCADE", index=True, sa_type=Id, description="Who.")
    id_hash: str = Field(unique=True, description="Hash of the random id that the browser keeps.")
    complete: bool = Field(description="Whether the second factor was given too, where one is asked.")
    began_at: datetime = Field(description="When the password was given.")
    seen_at: datetime = Field(description="When something was last asked for.")
    browser: str | None = Field(default=None, description="Name of the browser and of the system, so that its owner knows it again.")


class LoginTry(SQLModel, table=True):
    """A sign-in that failed lately, counted for the account and for where it came from."""

    __tablename__ = "login_try"

    id: int | None = Field(default=None, primary_key=True, sa_type=Id, description="Row number.")
    key: str = Field(index=True, description="Keyed hash of the e-mail address or of the network.")
    at: datetime = Field(description="When.")


class AuditEntry(SQLModel, table=True):
    """Who of the staff saw or changed what. Rows are only added, and hold no word about a person."""

    __tablename__ = "audit_entry"
    __table_args__ = (NEVER_AGAIN,)

    id: int | None = Field(default=None, primary_key=True, sa_type=Id, description="Row number.")
    staff_id: int = Field(foreign_key="staff.id", ondelete="CASCADE", index=True, sa_type=Id, description="Who.")
    action: str = Field(description="What was done, a word.")
    # No foreign key: that somebody looked stays known when the case is erased.
    case_number: str | None = Field(default=None, description="Which case, report or person, by its short number.")
    at: datetime = Field(description="When.")
    contact_number: str | None = Field(default=None, description="Which person, by their short number.")
    # No foreign key: SQLite cannot add one to a table that is there, and rows of staff are never removed.
    about_id: int | None = Field(default=None, sa_type=Id, description="Which colleague, where it is about one.")
