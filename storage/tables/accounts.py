"""Accounts of the municipality with which staff sign in, and sign-ins that began and did not end yet."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.columns import Id
from storage.sealing import SealedJson, SealedText


class StaffAccount(SQLModel, table=True):
    """An account at a provider, and whose it is: from the first time on, so that another account with their address is not let in."""

    __tablename__ = "staff_account"
    __table_args__ = (UniqueConstraint("staff_id", "issuer"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Id, description="Row number.")
    staff_id: int = Field(foreign_key="staff.id", ondelete="CASCADE", index=True, sa_type=Id, description="Whose.")
    issuer: str = Field(description="The provider, as it writes itself.")
    account: str = Field(sa_type=SealedText("staff_account.account"), description="Provider and number of the account there, sealed.")
    blind: str = Field(unique=True, description="Keyed hash of the same, to find it.")
    since: datetime = Field(description="When they first came in with it.")


class StaffAccountTry(SQLModel, table=True):
    """A browser that was sent to a provider and is to come back, once."""

    __tablename__ = "staff_account_try"

    id: int | None = Field(default=None, primary_key=True, sa_type=Id, description="Row number.")
    browser_hash: str = Field(unique=True, description="Hash of the random words that this browser keeps.")
    state_hash: str = Field(description="Hash of the random words that the provider gives back.")
    provider: str = Field(description="Which provider, by its key in the settings.")
    kept: Any = Field(sa_type=SealedJson("staff_account_try.kept"), description="What the answer is proved with, and the page asked for.")
    until: datetime = Field(index=True, description="After this it is too late.")
