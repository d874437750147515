"""Everything that is kept of a person as two files: one to read, in their language with Dutch beside it, and one for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from html import escape
from typing import Any

import orjson

from bot.forms import EXPORT
from bot.guidance.due import comes_at
from bot.guidance.fact_names import PartOfDay
from bot.guidance.hours import part_of_day
from bot.guidance.knowledge import Knowledge
from bot.language.render import Renderer
from bot.messages import File
from bot.wording import DUTCH
from dialogs.days import day_of
from dialogs.events import Event, Submitted
from dialogs.guides import Guide, Known, Person, Request
from dialogs.library import Library
from dialogs.phrase import Day, Phrase, Plain, Value
from storage import everything
from storage.conversations import Held
from storage.transactions import Transaction

#: The guide that words a fact, and its list.
OWN_DATA, FACTS = "own_data", "facts"
#: Messages in the readable file, the newest; the other file has all.
MOST_MESSAGES = 200

#: A line of the file: what it is about, and what there is to say.
Line = tuple[Value, Value]
Rows = Mapping[str, Sequence[Mapping[str, Any]]]

_NOTHING = Plain(text="")

_PAGE = """<!doctype html>
<html lang="{lang}" dir="{direction}">
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>body{{font:1.1rem/1.5 sans-serif;max-width:50rem;margin:auto;padding:1rem}}dt{{font-weight:bold;margin-top:.8rem}}
dd{{margin:0}}small{{display:block;color:#444}}</style>
{body}
</html>
"""


def asked(events: Sequence[Event]) -> bool:
    """Whether the person asked for the files in this turn."""
    return any(isinstance(event, Submitted) and event.form == EXPORT for event in events)


class Exporter:
    """Writes the files of one person."""

    def __init__(self, library: Library, guides: Mapping[str, Guide], renderer: Renderer, now: datetime) -> None:
        self._library = library
        self._own_data = guides[OWN_DATA]
        self._renderer = renderer
        self._today = day_of(now)
        self._knowledge = Knowledge.of_files({"export": library.knowledge.get("export", {})})

    async def files(self, tx: Transaction, held: Held, person: Person) -> tuple[File, ...]:
        """A page to read, and every row as JSON. `person`: what is known, also what a guest said in this talk."""
        rows = await everything.of(tx, held.contact_id)
        for message in rows.get("message_out", ()):
            # Otherwise each file would hold all files that were made before it.
            message["content"] = {name: value for name, value in (message["content"] or {}).items() if name != "files"}
        page = self._page(held, person, rows)
        return (
            File(name="gegevens.html", media_type="text/html", content=page.encode()),
            File(name="gegevens.json", media_type="application/json", content=orjson.dumps(rows, default=str, option=orjson.OPT_INDENT_2)),
        )

    def _page(self, held: Held, person: Person, rows: Rows) -> str:
        language = held.language
        direction = self._renderer.languages.direction(language)
        title = self._words("title")
        made = self._words("made", on=Day(day=self._today))
        parts = [f"<h1>{self._both(title, language)}</h1>", f"<p>{self._both(made, language)}"]
        for heading, lines in self._parts(held, person, rows):
            told = [f"<dt>{self._both(about, language)}<dd>{self._both(what, language)}" for about, what in lines]
            nothing = f"<p>{self._both(self._words('nothing'), language)}"
            parts += [f"<h2>{self._both(self._words(heading), language)}</h2>", f"<dl>{''.join(told)}</dl>" if told else nothing]
        shown = escape(self._renderer.render(title, language))
        return _PAGE.format(lang=escape(language), direction=direction, title=shown, body="\n".join(parts))

    def _parts(self, held: Held, person: Person, rows: Rows) -> Iterator[tuple[str, Iterable[Line]]]:
        yield "answers", self._answers(person)
        yield "agreed", map(self._agreed, rows.get("consent", ()))
        yield "persons", ((_NOTHING, Plain(text=row["label"])) for row in rows.get("address_person", ()) if row["label"])
        yield "planned", (self._planned(row, held, part_of_day(person)) for row in rows.get("check_in", ()) if row["status"] == "planned")
        yield "questions", (self._question(row, rows.get("case_reason", ())) for row in rows.get("case_file", ()))
        yield "wishes", ((self._at("wishes_row", row["at"]), _NOTHING) for row in rows.get("wish", ()))
        yield "reports", ((self._at("reports_row", row["at"]), Plain(text=row["draft"])) for row in rows.get("fraud_report", ()))
        yield "photos", ((self._at("photos_row", row["at"]), _NOTHING) for row in rows.get("file", ()))
        yield "reached", (*map(self._address, rows.get("address", ())), *self._told_by(rows))
        said = [row for row in rows.get("message_out", ()) if row["content"].get("text")]
        yield "messages", ((self._day(row["created_at"]), Plain(text=row["content"]["text"])) for row in said[-MOST_MESSAGES:])
        typed = [row for row in rows.get("message_in", ()) if row["text"]]
        yield "typed", ((self._day(row["received_at"]), Plain(text=row["text"])) for row in typed[-MOST_MESSAGES:])

    def _answers(self, person: Person) -> Iterator[Line]:
        """Every answer that counts, with its history, as the guide about one's own data words it."""
        for name, history in person.facts.items():
            for known in history:
                row = self._worded(name, known)
                if row is not None:
                    yield row["label"], self._words("said", value=row["value"], on=Day(day=day_of(known.at)))

    def _worded(self, name: str, known: Known) -> Mapping[str, Value] | None:
        request = Request(arguments={}, person=Person(facts={name: (known,)}), today=self._today)
        return self._own_data.describe(request, FACTS, [name]).get(name)

    def _agreed(self, row: Mapping[str, Any]) -> Line:
        labels = (fact.label for fact in self._library.facts.values() if fact.consent == row["purpose"])
        return Phrase(text=next(labels, row["purpose"])), self._at("yes" if row["yes"] else "no", row["at"])

    def _planned(self, row: Mapping[str, Any], held: Held, part: PartOfDay | None) -> Line:
        plan = self._library.checkins.get(row["plan"])
        title = Phrase(text=plan.title) if plan else Plain(text=row["plan"])
        return title, self._day(comes_at(row["due_at"], row["deadline"], held.paused_until, part, held.contact_id))

    def _question(self, row: Mapping[str, Any], reasons: Sequence[Mapping[str, Any]]) -> Line:
        why = " · ".join(reason["reason"] for reason in reasons if reason["case_id"] == row["id"])
        return self._words("questions_row", number=Plain(text=row["number"]), on=self._day(row["opened_at"])), Plain(text=why)

    def _address(self, row: Mapping[str, Any]) -> Line:
        return Plain(text=""), self._words(
            "reached_row", channel=Plain(text=str(row["channel"]).capitalize()), on=self._day(row["linked_at"])
        )

    def _told_by(self, rows: Rows) -> Iterator[Line]:
        """How they are told that there is a message."""
        for row in rows.get("push_subscription", ()):
            yield _NOTHING, self._at("reached_push", row["created_at"])
        for row in rows.get("mail_address", ()):
            yield _NOTHING, self._words("reached_mail", address=Plain(text=row["address"]))

    def _at(self, key: str, at: datetime) -> Phrase:
        return self._words(key, on=self._day(at))

    def _day(self, at: datetime) -> Day:
        return Day(day=day_of(at))

    def _words(self, key: str, **values: Value) -> Phrase:
        return self._knowledge.sentence(f"export.{key}", self._today, **values)

    def _both(self, value: Value, language: str) -> str:
        """In the person's language, with the Dutch below it."""
        text = escape(self._renderer.render(value, language))
        if language == DUTCH or isinstance(value, Plain):
            return text
        return f'{text}<small lang="nl" dir="ltr">{escape(self._renderer.render(value, DUTCH))}</small>'
