"""What scripts may submit, and what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.errors import FormUnknown
from dialogs.guides import Form, FormField, Slot
from storage import contacts, wishes
from storage.conversations import Held
from storage.transactions import Transaction

#: Every form that a script may name in `submit`.
FORMS: Mapping[str, Form] = {
    form.name: form
    for form in (
        Form(
            name="wish",
            fields={
                "subject": FormField(choices=("course_2021", "no_course", "other")),
                "details": FormField(optional=True),
            },
        ),
        Form(name="pause", fields={"days": FormField(choices=("0", "7", "30"))}),
    )
}


async def submit(tx: Transaction, held: Held, form: str, values: Mapping[str, Slot], answers: Mapping[str, Slot], now: datetime) -> None:
    """Keep what was submitted. `answers` are the facts the person agreed to send along.

    Raises FormUnknown for a form that is not declared.
    """
    match form:
        case "wish":
            details = {**answers, **{name: value for name, value in values.items() if name != "subject"}}
            await wishes.add(tx, held, subject=str(values.get("subject")), details=details, now=now)
        case "pause":
            days = int(str(values.get("days") or 0))
            await contacts.pause(tx, held.contact_id, until=now + timedelta(days=days) if days else None)
        case _:
            raise FormUnknown(form)
