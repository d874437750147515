"""The letter with which a municipality brings a report to Blik op Werk: in Dutch, as plain text and as what is drawn on paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row

from bot.drawing.papers import Paper
from bot.guidance.dutch import in_dutch
from bot.guidance.knowledge import Knowledge
from storage.reports import Report

#: The row with the words of the letter.
WORDS = "report.letter"
#: Of the plain text: so wide is a line under a heading.
_RULE = "-"


@dataclass(frozen=True, kw_only=True)
class Letter:
    """Everything that stands in it. Lines that are empty are left out."""

    number: str
    #: Who writes, a line each.
    sender: Sequence[str] = ()
    addressee: Sequence[str] = ()
    day: str = ""
    subject: str = ""
    opening: str = ""
    #: Label and value.
    facts: Sequence[tuple[str, str]] = ()
    happened: Sequence[str] = ()
    proof: Sequence[str] = ()
    #: The letter of the person, and their own words with a line that names the language.
    draft: str = ""
    words: str = ""
    words_language: str = ""
    closing: str = ""
    signed: Sequence[str] = ()
    headings: Mapping[str, str]

    def text(self) -> str:
        """As plain text."""
        return "\n".join(self._lines()).strip() + "\n"

    def paper(self) -> Paper:
        """As it is drawn."""
        values: dict[str, Any] = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return Paper(template="letter", language="nl", values=values)

    def _lines(self) -> Iterator[str]:
        yield from (*self.sender, "", *self.addressee, "", self.day, "", self.subject, "", self.opening, "")
        yield from (f"{label}: {value}" for label, value in self.facts)
        for heading, listed in (("happened", self.happened), ("proof", self.proof)):
            yield from ("", self.headings[heading], _RULE * len(self.headings[heading]), *(f"- {line}" for line in listed))
        yield from ("", self.closing, "", *self.signed, "", "", self.headings["draft"], _RULE * len(self.headings["draft"]), self.draft)


def letter(report: Report, school: str, knowledge: Knowledge, today: date, *, sender: Row[Any] | None = None) -> Letter:
    """What stands in the letter about this report; without a sender only what is told of the school."""
    words: Mapping[str, Any] = knowledge.value(WORDS, today)
    name = school or words["school_unknown"]
    proof = tuple(_sentences(knowledge, today, "report.proof.", report.proof)) or (
        in_dutch(knowledge.sentence("report.proof.none", today)),
    )
    happened = tuple(_sentences(knowledge, today, "fraud.report.", report.subjects))
    return Letter(
        number=report.number,
        sender=_sender(sender, words) if sender else (),
        addressee=words["addressee"],
        day=_day(today, words["months"]),
        subject=words["subject"].format(school=name, number=report.number),
        opening=words["opening"],
        facts=tuple(_facts(report, name, words, knowledge, today)),
        happened=happened or (in_dutch(knowledge.sentence("report.what.unknown", today)),),
        proof=proof or (in_dutch(knowledge.sentence("report.proof.none", today)),),
        draft=report.draft,
        words=report.own_words or "",
        words_language=report.own_words_language or "",
        closing=words["closing"],
        signed=_signed(sender, words) if sender else (),
        headings=words["headings"],
    )


def _facts(report: Report, school: str, words: Mapping[str, Any], know: Knowledge, today: date) -> Iterator[tuple[str, str]]:
    labels = words["labels"]
    yield labels["school"], school
    yield labels["reported"], _day(report.at.date(), words["months"])
    when = f"report.when.{report.happened}"
    yield labels["when"], in_dutch(know.sentence(when if know.find(when, today) else "report.when.unknown", today))
    yield labels["who"], words["anonymous" if report.contact_id is None else "named"]


def _sentences(know: Knowledge, today: date, prefix: str, keys: Sequence[str]) -> Iterator[str]:
    return (in_dutch(know.sentence(f"{prefix}{key}", today)) for key in keys if know.find(f"{prefix}{key}", today))


def _sender(row: Row[Any], words: Mapping[str, Any]) -> tuple[str, ...]:
    lines = (words["municipality"].format(name=row.name), row.letter_sender, row.letter_address or row.address, row.phone, row.mail)
    return tuple(line for each in lines for line in each.splitlines() if line)


def _signed(row: Row[Any], words: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(line for line in (words["greeting"], words["municipality"].format(name=row.name), row.letter_sender) if line)


def _day(day: date, months: Sequence[str]) -> str:
    return f"{day.day} {months[day.month - 1]} {day.year}"
