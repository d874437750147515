"""Reports that something is not right at a school: kept for the coordinators of the municipality."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert

from storage.tables import fraud_reports
from storage.transactions import Transaction


@dataclass(frozen=True, kw_only=True)
class NewReport:
    """What is reported, without who reports it."""

    municipality_code: str
    #: The Dutch letter as it was shown.
    draft: str
    #: Words of the form.
    subjects: Sequence[str] = ()
    #: Words of the form.
    proof: Sequence[str] = ()
    happened: str | None = None
    school_key: str | None = None
    school_name: str | None = None
    own_words: str | None = None
    #: A language tag.
    own_words_language: str | None = None


async def add(tx: Transaction, report: NewReport, *, contact_id: int | None, now: datetime) -> int:
    """Keep a report; gives its row number. Without a contact it is anonymous: then the hour is not kept either.

    Who talked at that minute stands in other tables, so the exact moment would lead back to a person.
    """
    row = {
        "municipality_code": report.municipality_code,
        "contact_id": contact_id,
        "subjects": list(report.subjects),
        "happened": report.happened,
        "school_key": report.school_key,
        "school_name": report.school_name,
        "proof": list(report.proof),
        "own_words": report.own_words,
        "own_words_language": report.own_words_language,
        "draft": report.draft,
        "state": "new",
        "at": now if contact_id is not None else now.replace(hour=0, minute=0, second=0, microsecond=0),
    }
    added: int = (await tx.execute(insert(fraud_reports).returning(fraud_reports.c.id), row)).scalar_one()
    return added
