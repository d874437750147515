"""What may be known about a person: the columns of `facts.yaml`."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from pydantic import BaseModel, ConfigDict

SlotType = Literal["choice", "many", "yes_no", "date", "number", "place", "text"]
#: What a fact may switch on: Dutch beside each text, several questions on one screen, care while somebody helps or on a shared phone.
Setting = Literal["dutch_beside", "short", "helped", "shared"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class LegalBasis(_Frozen):
    """Why this may be processed, under each of the two laws."""

    wi2013: str
    wi2021: str


class FactDefinition(_Frozen):
    """One thing that may be known about a person."""

    type: SlotType
    #: What it is called on a screen, in Dutch.
    label: str
    #: The same in the words of a colleague of the municipality, in Dutch; empty where that is no other.
    staff_label: str = ""
    #: For `choice` and `many`: the allowed values with their Dutch labels, each beginning with a pictogram.
    values: dict[str, str] = {}
    #: Kept elsewhere than among the facts: a yes to a purpose, or the language of the conversation.
    kept_as: Literal["fact", "consent", "language"] = "fact"
    #: With `kept_as: consent`: the purpose.
    consent: Literal["remember", "remind", "follow", "human"] | None = None
    #: What of the talk itself a yes switches on.
    setting: Setting | None = None
    purpose: str
    legal_basis: LegalBasis
    special: bool = False
    seen_by: tuple[Literal["contact", "coordinator", "administrator"], ...] = ("contact",)
    keep: str
    #: Days after which it is asked again; null means it stays true.
    fresh_for: int | None = None
    private: bool = False
    #: Why it is asked, said on request.
    why: str | None = None

    @property
    def for_staff(self) -> str:
        """What staff call it."""
        return self.staff_label or self.label

    @property
    def freshness(self) -> timedelta | None:
        """How long an answer counts without asking again."""
        return None if self.fresh_for is None else timedelta(days=self.fresh_for)
