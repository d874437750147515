"""Plans of `checkins.yaml`: when which script starts by itself."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from dialogs.conditions import Condition

Month = Annotated[int, Field(ge=1, le=12)]
#: Every month has it.
DayOfMonth = Annotated[int, Field(ge=1, le=28)]
Days = Annotated[int, Field(ge=1, le=400)]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Rhythm(_Frozen):
    """Again and again: after so many days, or as the person chose in a fact."""

    days: Days
    #: The fact that says how often, and the days for each of its values.
    fact: str | None = None
    values: dict[str, Days] = {}


class DaysOf(_Frozen):
    """Days that a guide knows: the rows of one of its lists, each with a field `day`."""

    consult: str
    list: str
    #: Only rows whose key begins with one of these; empty means all.
    keys: tuple[str, ...] = ()


class EachYear(_Frozen):
    """A named period: this day of these months, every year."""

    months: tuple[Month, ...] = Field(min_length=1)
    day: DayOfMonth = 1


class CheckInPlan(_Frozen):
    """When one script starts by itself. Exactly one of `after_days`, `since`, `days_of`, `each` and `silent_days` says from when."""

    title: str
    #: The same in the words of a colleague of the municipality, in Dutch; empty where that is no other.
    staff_title: str = ""
    script: str
    #: Only for whom this holds, when it is planned and again when it is due. Names of facts only.
    when: Condition | None = None
    #: Planned by the verb `remind`: so long after it.
    after_days: int | None = Field(default=None, ge=0, le=400)
    #: From the day in this fact; where it holds no day, from the day on which it was said.
    since: str | None = None
    days_of: DaysOf | None = None
    each: EachYear | None = None
    #: After so many days without a word, though something was seen.
    silent_days: Days | None = None
    #: With `since` and `days_of`: so many days or months from that day; negative is before it.
    days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    #: With `since`: after the last of `days`, again and again.
    then_every: Rhythm | None = None
    #: Cannot wait and is never dropped: sent at the next allowed hour, also while a human is answering.
    deadline: bool = False

    @property
    def for_staff(self) -> str:
        """What staff call it."""
        return self.staff_title or self.title

    @model_validator(mode="after")
    def _one_beginning(self) -> CheckInPlan:
        ways = (self.after_days, self.since, self.days_of, self.each, self.silent_days)
        if sum(way is not None for way in ways) != 1:
            raise PydanticCustomError("one_beginning", "exactly one way to say from when")
        return self
