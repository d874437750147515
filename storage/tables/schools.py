"""The catalogue: schools, where they teach, and their courses. Keys are those of the import, so that importing twice changes nothing."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from storage.columns import Hundredths, Json, one_of

MARKS = ("aspirant", "actief", "geschorst", "ingetrokken")


class Institution(SQLModel, table=True):
    """A school and its quality mark."""

    __tablename__ = "institution"
    __table_args__ = (
        one_of("quality_mark", *MARKS),
        CheckConstraint("suggested_mark IN ('aspirant', 'actief', 'geschorst', 'ingetrokken')", name="suggested_mark"),
    )

    key: str = Field(primary_key=True, description="Its own key in the import.")
    name: str = Field(description="As it calls itself.")
    register_number: str = Field(default="", description="Its number at Blik op Werk.")
    website: str = Field(default="", description="Its own pages.")
    quality_mark: str = Field(description="aspirant, actief, geschorst or ingetrokken.")
    mark_checked: date = Field(description="The day the mark was looked up.")
    mark_source: str = Field(description="Where it was looked up.")
    suggested_mark: str | None = Field(default=None, description="A mark that waits for a second look, because it would frighten people.")
    suggested_source: str | None = Field(default=None, description="Where the suggested mark comes from.")
    suggested_on: date | None = Field(default=None, description="The day of the suggested mark.")
    stars: int | None = Field(default=None, description="1 to 4; a new school has none.")
    pass_rate: int | None = Field(default=None, description="Percent of the learners who passed.")
    satisfaction: Decimal | None = Field(default=None, sa_type=Hundredths, description="Of the learners, 0 to 10.")
    updated_at: datetime = Field(description="When this row was last imported or edited.")


class Location(SQLModel, table=True):
    """Where a school gives lessons."""

    __tablename__ = "location"

    key: str = Field(primary_key=True, description="Its own key in the import.")
    institution_key: str = Field(foreign_key="institution.key", ondelete="CASCADE", index=True, description="Whose it is.")
    place: str = Field(description="The key of the place.")
    municipality_code: str | None = Field(default=None, index=True, description="The municipality it lies in.")
    postcode4: str = Field(default="", description="The four digits.")
    street: str = Field(default="", description="Street and number.")
    latitude: float | None = Field(default=None, description="Degrees north.")
    longitude: float | None = Field(default=None, description="Degrees east.")


class Course(SQLModel, table=True):
    """One course for one group. What is empty is not known."""

    __tablename__ = "course"

    key: str = Field(primary_key=True, description="Its own key in the import.")
    institution_key: str = Field(foreign_key="institution.key", ondelete="CASCADE", index=True, description="Who gives it.")
    location_key: str = Field(foreign_key="location.key", ondelete="CASCADE", index=True, description="Where.")
    name: str = Field(description="As the school calls it.")
    kind: str = Field(description="What it is for, a word of the import.")
    literacy: str = Field(default="geen", description="Which reading it teaches first, a word of the import.")
    level_from: int = Field(description="0 (nothing yet), 1 (A1), 2 (A2), 3 (B1), 4 (B2).")
    level_to: int = Field(description="As level_from.")
    hours_per_week: int | None = Field(default=None, description="Hours of lessons.")
    weeks: int | None = Field(default=None, description="How long.")
    price_per_hour: Decimal | None = Field(default=None, sa_type=Hundredths, description="Euros.")
    group_size: int | None = Field(default=None, description="Learners at most.")
    sessions: Any = Field(default_factory=list, sa_type=Json, description="Lessons: [weekday from 1 = Monday, begin HH:MM, end HH:MM].")
    start_dates: Any = Field(default_factory=list, sa_type=Json, description="ISO days on which a group begins.")
    childcare: bool | None = Field(default=None, description="Whether children are looked after.")
    online_percent: int = Field(default=0, description="Share of the lessons that is online.")
    support_languages: Any = Field(default_factory=list, sa_type=Json, description="Languages in which somebody of the school can help.")
    active: bool = Field(default=True, description="Whether it is still given.")
    checked: date = Field(description="The day it was looked up.")
    source: str = Field(description="Where it was looked up.")
