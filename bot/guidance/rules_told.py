"""Which rules led to a reason, for who reads it: the number of the rule, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from bot.guidance.handover import OFFER, REASON, RULES
from bot.guidance.knowledge import Knowledge, Row
from bot.guidance.recognising import PATTERN


@dataclass(frozen=True, kw_only=True, slots=True)
class RuleTold:
    """One rule, as it holds on a day."""

    #: As colleagues name it: H5, F01.
    number: str
    #: What it looks for, in Dutch; empty for a rule about handing over, which the pages say in words of their own.
    text: str
    source: str
    #: When somebody last compared it with its source.
    checked: date


def keys_of(sources: Iterable[str | None]) -> tuple[str, ...]:
    """Those sources of a reason that are rules, each once."""
    return tuple(dict.fromkeys(key for key in sources if key and _number(key)))


def rules_told(keys: Iterable[str], knowledge: Knowledge, day: date) -> tuple[RuleTold, ...]:
    """The rules under these keys. One that the knowledge of now has no more is left out."""
    return tuple(_told(keys, knowledge, day))


def _told(keys: Iterable[str], knowledge: Knowledge, day: date) -> Iterator[RuleTold]:
    for key in keys:
        handing_over = key.startswith(REASON)
        # What is said to the person rests on the law; that it is also passed on is a way of working of this service.
        row = knowledge.find(f"{OFFER}{key.removeprefix(REASON)}" if handing_over else key, day)
        if row is not None:
            yield _rule(key, row, "" if handing_over else row.text or "")


def _rule(key: str, row: Row, text: str) -> RuleTold:
    return RuleTold(number=_number(key), text=text, source=row.source, checked=row.checked)


def _number(key: str) -> str:
    """H5 of `handover.reason.H5.running`, F01 of `fraud.pattern.F01`; empty where it is no rule."""
    if key.startswith(PATTERN):
        return key.removeprefix(PATTERN)
    number = key.removeprefix(REASON).partition(".")[0]
    return number if key.startswith(REASON) and number in RULES else ""
