"""Says when what several people report about one school is more than chance, so that somebody looks at the school as a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dialogs.folding import fold

#: So many signals about one school …
ENOUGH = 3
#: … within half a year. The law names no such term: it is our own.
TERM = timedelta(days=183)
#: What counts nowhere.
NOT_COUNTED = frozenset({"disputed", "withdrawn"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Signal:
    """One report about a school."""

    #: The school in the catalogue, where it is known.
    school_key: str | None = None
    #: As it was typed.
    school_name: str | None = None
    #: Who reported; None when that is not known.
    person: Hashable | None = None
    day: date
    state: str = "new"

    @property
    def school(self) -> str | None:
        """What the signals of one school have in common; None where nobody knows which school it is."""
        if self.school_key:
            return self.school_key
        return f"~{folded}" if (folded := fold(self.school_name or "")) else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Alert:
    """A school about which there is enough."""

    school: str
    count: int
    #: The oldest and the newest signal of the term.
    first: date
    last: date


def counts(signals: Iterable[Signal], today: date) -> dict[str, int]:
    """How many signals of the last term count, for each school. Somebody who reports a school twice counts once."""
    return {school: len(_heads(found)) for school, found in _by_school(signals, today).items()}


def alerts(signals: Iterable[Signal], today: date) -> tuple[Alert, ...]:
    """The schools with enough signals in the term that ends today, the most first."""
    found = [
        Alert(school=school, count=len(_heads(those)), first=min(one.day for one in those), last=max(one.day for one in those))
        for school, those in _by_school(signals, today).items()
        if len(_heads(those)) >= ENOUGH
    ]
    return tuple(sorted(found, key=lambda alert: (-alert.count, alert.school)))


def _by_school(signals: Iterable[Signal], today: date) -> dict[str, list[Signal]]:
    found: dict[str, list[Signal]] = defaultdict(list)
    for signal in signals:
        if signal.school is not None and signal.state not in NOT_COUNTED and today - TERM < signal.day <= today:
            found[signal.school].append(signal)
    return found


def _heads(signals: list[Signal]) -> list[Hashable]:
    """One for each person, and one for each report of which the person is not known."""
    known = {signal.person for signal in signals if signal.person is not None}
    return [*known, *(index for index, signal in enumerate(signals) if signal.person is None)]
