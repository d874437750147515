"""What a guided check of a paper finds: each point with its weight, so that the heaviest decides what to do."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import IntEnum

from dialogs.guides import Slot
from dialogs.phrase import Joined, Value

#: So many points are told at once.
MOST_TOLD = 3


class Weight(IntEnum):
    """How heavy a finding is."""

    fine = 0
    #: Something must be asked or put on paper first.
    ask = 1
    #: Do not go on with this paper.
    stop = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One point of a paper that needs attention."""

    #: What it is called in the knowledge: the number of a known trick, or a word.
    code: str
    weight: Weight
    #: Said to the person.
    text: Value
    #: What to type or say about it, in Dutch, because the school and DUO read Dutch; empty where nothing is to be typed.
    in_dutch: str = ""

    @property
    def trick(self) -> bool:
        """Whether it is one of the known tricks."""
        return self.code.startswith("F")


def heaviest(findings: Iterable[Finding]) -> Weight:
    """The weight that decides; fine when nothing was found."""
    return max((found.weight for found in findings), default=Weight.fine)


def told(findings: Iterable[Finding]) -> Joined:
    """The heaviest, a line each; more nobody reads on a phone."""
    return Joined(items=tuple(one.text for one in findings)[:MOST_TOLD], style="lines")


def tricks(findings: Iterable[Finding]) -> str:
    """The numbers of the known tricks that stop it, with commas between, the heaviest first."""
    found = (one.code.partition(".")[0] for one in findings if one.trick and one.weight is Weight.stop)
    return ", ".join(dict.fromkeys(found))


def word(value: Slot, words: Collection[str]) -> str | None:
    """A choice, or None when it was not made, not known, or is none of these words."""
    return value if isinstance(value, str) and value in words else None


def ticked(value: Slot) -> frozenset[str] | None:
    """What was ticked in a list; None when it was not answered."""
    return frozenset(map(str, value)) if isinstance(value, list) else None


def whole(value: Slot) -> int | None:
    """A whole number of zero or more, or None."""
    number = value if not isinstance(value, str) else int(value) if value.isdecimal() else None
    return number if isinstance(number, int) and not isinstance(number, bool) and number >= 0 else None
