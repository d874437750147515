"""A report about a school: with a name it belongs to who sent it; an anonymous one leads back to nobody."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.errors import ReportHasNoReader
from bot.guidance.fraud import yes_no
from dialogs.guides import UNKNOWN, WITHHELD, Slot
from storage import outbox, reports
from storage.conversations import Held
from storage.reports import NewReport
from storage.transactions import Transaction

#: A talk ends after so much silence: what was said in it is not older.
TALK = timedelta(days=14)


async def submit(tx: Transaction, held: Held, values: Mapping[str, Slot], now: datetime) -> None:
    """Keep the report for the coordinators of the municipality.

    Of an anonymous one no person and no hour is kept, and what the bot said in this talk loses its words: the letter stood in it.
    Raises ReportHasNoReader when no municipality belongs to who reports.
    """
    if held.municipality_code is None:
        raise ReportHasNoReader
    named = values.get("named") == "yes"
    words = _text(values.get("words"))
    report = NewReport(
        municipality_code=held.municipality_code,
        draft=_text(values.get("draft")) or "",
        subjects=_words(values.get("subjects")),
        proof=_words(values.get("proof")),
        happened=_text(values.get("happened")),
        school_key=_text(values.get("school_key")),
        school_name=_text(values.get("school")),
        own_words=words,
        own_words_language=held.language if words else None,
        wants_to_hear=bool(yes_no(values.get("hear"))),
    )
    await reports.add(tx, report, contact_id=held.contact_id if named else None, now=now)
    if not named:
        await outbox.forget_words(tx, held.contact_id, since=now - TALK)


def _text(value: Slot) -> str | None:
    return value if isinstance(value, str) and value not in ("", UNKNOWN, WITHHELD) else None


def _words(value: Slot) -> tuple[str, ...]:
    """Ticked words, or words with commas between."""
    if isinstance(value, list):
        return tuple(value)
    text = _text(value)
    return tuple(word.strip() for word in text.split(",")) if text else ()
