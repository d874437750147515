"""What a turn left in the memory of the house, in the words of a transcript."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, select

from bot.messages import Outgoing
from dialogs.state import State
from storage.conversations import Held
from storage.tables import address_persons, case_reasons, cases, check_ins, contacts, fraud_reports, join_codes, wishes
from storage.transactions import Transaction

Rows = Sequence[Row[Any]]


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What is kept, before or after a turn."""

    #: Who is at the address now, and where their talk stands.
    there: int | None
    state: State
    #: Everybody of whom something is kept, and who of them is known at the address.
    everybody: frozenset[int]
    known: frozenset[int]
    #: By the word before the colon, or by form: rows that are only ever added.
    added: Mapping[str, Rows]
    #: By form: what it changes of who is there.
    standing: Mapping[str, Rows]


async def kept(tx: Transaction, held: Held | None) -> Kept:
    """Read it."""
    here = address_persons.c.address_id == (held.address_id if held else None)
    there = held.contact_id if held else None
    added = {
        "case": select(case_reasons),
        # What a script planned by itself; what follows from facts has a day.
        "remind": select(check_ins).where(check_ins.c.day.is_(None)),
        "wish": select(wishes.c.id),
        "fraud_report": select(fraud_reports.c.id),
    }
    return Kept(
        there=there,
        state=State.model_validate_json(held.state) if held and held.state else State(),
        everybody=frozenset((await tx.execute(select(contacts.c.id))).scalars()),
        known=frozenset((await tx.execute(select(address_persons.c.contact_id).where(here))).scalars()),
        added={name: (await tx.execute(query)).all() for name, query in added.items()},
        standing=await _standing(tx, here, there),
    )


async def _standing(tx: Transaction, here: ColumnElement[bool], person: int | None) -> Mapping[str, Rows]:
    queries = {
        "pause": select(contacts.c.paused_until).where(contacts.c.id == person),
        "join_offer": select(join_codes.c.code_hash).where(join_codes.c.contact_id == person),
        "withdraw_questions": select(cases.c.id).where(cases.c.contact_id == person, cases.c.state == "closed"),
        "person_name": select(address_persons.c.label).where(here, address_persons.c.contact_id == person),
    }
    return {name: (await tx.execute(query)).all() for name, query in queries.items()}


def happened(before: Kept, after: Kept, sent: Sequence[Outgoing]) -> Iterator[str]:
    """What happened besides talking, as a transcript tells it."""
    for name, rows in after.added.items():
        for row in rows[len(before.added[name]) :]:
            yield _told(name, row)
    moved = _moved(before, after)
    if moved is None:
        yield from (f"form: {form}" for form, rows in after.standing.items() if rows != before.standing[form])
    elif moved:
        yield f"form: {moved}"
    if any(message.kind == "hide" for message in sent):
        yield "form: hide"
    if any(file.media_type == "application/json" for message in sent for file in message.files):
        yield "form: export"


def _told(name: str, row: Row[Any]) -> str:
    match name:
        case "case":
            return f"case: {row.topic}{', urgent' if row.urgent else ''} — {row.reason}"
        case "remind":
            return f"remind: {row.plan}"
        case _:
            return f"form: {name}"


def _moved(before: Kept, after: Kept) -> str | None:
    """The form by which somebody else is at the address now; empty where who was there was erased; None where they still are."""
    if after.there == before.there:
        return None
    if after.there in before.known:
        return "person_comes"
    if after.there in before.everybody:
        return "join"
    return "person_new" if before.there in after.everybody else ""
