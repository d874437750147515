"""What scripts may submit, and what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot import phones
from bot.cases import cases
from bot.errors import FormUnknown
from bot.messages import File
from bot.papers import photo_forms
from bot.reports import forms as report_forms
from dialogs.guides import Form, FormField, Slot
from storage import contacts, wishes
from storage.conversations import Held
from storage.transactions import Transaction

#: What was said leaves the screen: the queue sees to it, nothing is kept.
HIDE = "hide"
#: Everything that is kept of the person as files: the turn makes them, nothing is kept.
EXPORT = "export"
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
        Form(name=HIDE, fields={}),
        Form(name=EXPORT, fields={}),
        Form(name="withdraw_questions", fields={}),
        *phones.FORMS,
        *photo_forms.FORMS,
        Form(
            name="fraud_report",
            fields={
                "named": FormField(choices=("yes", "no")),
                "hear": FormField(optional=True),
                "draft": FormField(),
                "subjects": FormField(optional=True),
                "happened": FormField(optional=True),
                "school": FormField(optional=True),
                "school_key": FormField(optional=True),
                "proof": FormField(optional=True),
                "words": FormField(optional=True),
            },
        ),
    )
}


async def submit(
    tx: Transaction, held: Held, form: str, values: Mapping[str, Slot], answers: Mapping[str, Slot], now: datetime
) -> tuple[File, ...]:
    """Keep what was submitted. `answers` are the facts the person agreed to send along.

    Gives the files that the person gets for it, mostly none: they go with the words of this turn.
    Raises FormUnknown for a form that is not declared.
    """
    match form:
        case "wish":
            details = {**answers, **{name: value for name, value in values.items() if name != "subject"}}
            await wishes.add(tx, held, subject=str(values.get("subject")), details=details, now=now)
        case "pause":
            days = int(str(values.get("days") or 0))
            await contacts.pause(tx, held.contact_id, until=now + timedelta(days=days) if days else None)
        case "hide" | "export":
            pass
        case "withdraw_questions":
            await cases.withdraw(tx, held.contact_id)
        case photo_forms.SEND | photo_forms.DROP:
            await photo_forms.submit(tx, held, form, now)
        case "fraud_report":
            await report_forms.submit(tx, held, values, now)
        case _ if form in {declared.name for declared in phones.FORMS}:
            await phones.submit(tx, held, form, values, now)
        case _:
            raise FormUnknown(form)
    return ()
