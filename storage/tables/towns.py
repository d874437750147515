"""Municipalities, and the invitations they give out."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from storage.columns import NEVER_AGAIN, Id
from storage.sealing import SealedText


class Municipality(SQLModel, table=True):
    """A municipality, whether it takes part, and how its town hall is reached."""

    __tablename__ = "municipality"

    code: str = Field(primary_key=True, description="GM and four digits.")
    name: str = Field(description="As Statistics Netherlands writes it.")
    province: str = Field(default="", description="To tell towns of one name apart.")
    participating: bool = Field(default=False, description="Whether its coordinators read what is sent from here.")
    slug: str | None = Field(default=None, unique=True, description="Its word in links and on posters.")
    phone: str = Field(default="", description="Of the town hall.")
    mail: str = Field(default="", description="Of the town hall.")
    website: str = Field(default="", description="Of the town hall.")
    address: str = Field(default="", description="Of the town hall.")
    answer_days: int | None = Field(default=None, description="Working days within which it promised to answer.")
    letter_sender: str = Field(
        default="", sa_column_kwargs={"server_default": ""}, description="Who signs its letters, under its name: a team or a desk."
    )
    letter_address: str = Field(
        default="", sa_column_kwargs={"server_default": ""}, description="Where answers to its letters go; empty: to the town hall."
    )


class Invitation(SQLModel, table=True):
    """A code on a poster, or in a letter to one person, that says where somebody comes from."""

    __tablename__ = "invitation"
    __table_args__ = (CheckConstraint("(code IS NULL) <> (code_hash IS NULL)", name="one_code"), NEVER_AGAIN)

    id: int | None = Field(default=None, primary_key=True, sa_type=Id, description="Row number.")
    code: str | None = Field(default=None, unique=True, description="A code that may be read by all, as on a poster.")
    code_hash: str | None = Field(default=None, unique=True, description="Keyed hash of a code meant for one person.")
    municipality_code: str | None = Field(default=None, foreign_key="municipality.code", description="Who invites.")
    place: str = Field(default="", description="The key of the place it hangs in or is sent to.")
    route: str = Field(default="", description="Where it was given out, for counting.")
    uses: int = Field(default=0, description="How often somebody came with it.")
    created_at: datetime = Field(description="When it was made.")
    valid_until: datetime | None = Field(default=None, description="After this it counts no more.")
    reference: str | None = Field(
        default=None,
        sa_type=SealedText("invitation.reference"),
        nullable=True,
        description="The municipality's own reference for who it is meant for, sealed; never a name or a BSN. Gone when it ended unopened.",
    )
