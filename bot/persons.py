"""What the memory knows of a person, in the shape that the engine and the guides read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from dialogs.guides import Known, Person, Phone, Slot
from dialogs.library import Library
from dialogs.phrase import Phrase, Plain
from dialogs.sentences import Sentence
from dialogs.walk import NO, YES
from storage import facts
from storage.conversations import Held
from storage.transactions import Transaction


async def known(tx: Transaction, held: Held, library: Library, phone: Phone, now: datetime) -> Person:
    """Facts with their history, consents by the names that scripts use, and the phone from which they talk."""
    told = told_in(await facts.history(tx, held.contact_id)) if held.remembered else {}
    language = held.language if held.language_asked else None
    return Person(facts={**told, **kept_elsewhere(held.consents, language, library, now)}, phone=phone)


def told_in(history: Mapping[str, Sequence[facts.Said]]) -> dict[str, tuple[Known, ...]]:
    """Rows of facts, by name, the oldest first."""
    return {name: tuple(Known(value=row.value, at=row.at, by=row.said_by) for row in rows) for name, rows in history.items()}


def person_of(history: Mapping[str, Sequence[facts.Said]]) -> Person:
    """Everything that somebody said, and nothing else that is known of them."""
    return Person(facts=told_in(history))


def kept_elsewhere(consents: Mapping[str, bool], language: str | None, library: Library, now: datetime) -> Mapping[str, tuple[Known, ...]]:
    """What stands with the contact itself, by the names that scripts use: consents, and the language where it was chosen."""
    values: dict[str, Slot] = {}
    for name, fact in library.facts.items():
        if fact.consent is not None and fact.consent in consents:
            values[name] = YES if consents[fact.consent] else NO
        elif fact.kept_as == "language" and language is not None:
            values[name] = language
    return {name: (Known(value=value, at=now),) for name, value in values.items()}


def greeting(library: Library, person: Person) -> Phrase:
    """To who is at the phone from now on, by what they are known by; nothing of what they said."""
    label = person.phone.label
    if not label:
        return Phrase(text=library.sentence(Sentence.person_greeting_unnamed))
    return Phrase(text=library.sentence(Sentence.person_greeting), values={"name": Plain(text=label)})
