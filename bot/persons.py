"""What the memory knows of a person, in the shape that the engine and the guides read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from dialogs.guides import Known, Person, Slot
from dialogs.library import Library
from dialogs.walk import NO, YES
from storage import facts
from storage.conversations import Held
from storage.transactions import Transaction


async def known(tx: Transaction, held: Held, library: Library, now: datetime) -> Person:
    """Facts with their history and consents by the names that scripts use."""
    told: dict[str, tuple[Known, ...]] = {}
    if held.remembered:
        for name, rows in (await facts.history(tx, held.contact_id)).items():
            told[name] = tuple(Known(value=row.value, at=row.at, by=row.said_by) for row in rows)
    return Person(facts={**told, **_kept_elsewhere(held, library, now)})


def _kept_elsewhere(held: Held, library: Library, now: datetime) -> Mapping[str, tuple[Known, ...]]:
    values: dict[str, Slot] = {}
    for name, fact in library.facts.items():
        if fact.consent is not None and fact.consent in held.consents:
            values[name] = YES if held.consents[fact.consent] else NO
        elif fact.kept_as == "language" and held.language_asked:
            values[name] = held.language
    return {name: (Known(value=value, at=now),) for name, value in values.items()}
