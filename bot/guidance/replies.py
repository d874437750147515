"""Standard replies and ready questions of the municipality: translated, with fields; and how a message of a human is marked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.guidance.knowledge import Knowledge
from dialogs.phrase import Day, Joined, Phrase, Plain, Value, fields_of
from dialogs.sentences import Sentence

#: Before the keys of replies, of questions with ready answers, and of those answers.
PREFIX, QUESTION, ANSWER = "reply.", "ready.", "ready_answer."
#: What a field of a standard reply takes.
Kind = Literal["date", "time", "text"]
DUTCH = "nl"
#: A message that is nothing but what somebody wrote.
OWN = "{words}"
#: Characters of a field.
LONGEST = 200


class FieldMissing(ValueError):
    """A field of a standard reply is empty or cannot be read; its name is the only argument."""


@dataclass(frozen=True, kw_only=True)
class Field:
    """Something that is filled in before a reply goes."""

    name: str
    label: str
    kind: Kind


@dataclass(frozen=True, kw_only=True)
class StandardReply:
    """One reply to choose from."""

    key: str
    title: str
    text: str
    fields: tuple[Field, ...]
    #: Topics of cases, and reasons why somebody needs help, for which it is suggested.
    fits: tuple[str, ...] = ()
    #: Of a question: what stands on its buttons.
    answers: tuple[Phrase, ...] = ()

    def filled(self, given: Mapping[str, str], today: date) -> Phrase:
        """The reply with its fields. Raises FieldMissing."""
        values = {field.name: _value(field, given.get(field.name, "").strip(), today) for field in self.fields}
        return Phrase(text=self.text, values=values, source=self.key)


def standard_replies(knowledge: Knowledge, today: date) -> Mapping[str, StandardReply]:
    """Every reply that holds today, by key, in the order of the file; then every question.

    Raises NotKnown where a question has an answer that there is not.
    """
    rows = [knowledge.row(key, today) for prefix in (PREFIX, QUESTION) for key in knowledge.keys(prefix, today)]
    return {row.key: _reply(row.key, row.text or "", row.value, lambda key: knowledge.sentence(ANSWER + key, today)) for row in rows}


def suggested(replies: Iterable[StandardReply], words: Iterable[str]) -> StandardReply | None:
    """The first reply that fits one of these words, the most telling word first."""
    found = list(replies)
    return next((reply for word in words for reply in found if word in reply.fits), None)


def own_words(text: str) -> Phrase:
    """What somebody wrote in Dutch: sent as it is."""
    return Phrase(text=OWN, values={"words": Plain(text=text, language=DUTCH)})


def said_by(reply: Phrase, words: Callable[[Sentence], str]) -> Phrase:
    """The reply under a sentence that says who speaks, and in which language."""
    mark = Phrase(text=words(Sentence.from_municipality_dutch if reply.text == OWN else Sentence.from_municipality))
    return Phrase(text="{said}", values={"said": Joined(items=(mark, reply), style="paragraphs")})


def _reply(key: str, text: str, value: object, answer: Callable[[str], Phrase]) -> StandardReply:
    told = value if isinstance(value, Mapping) else {}
    asked = told.get("fields", {})
    fields = tuple(Field(name=name, label=asked[name]["label"], kind=asked[name]["kind"]) for name in fields_of(text))
    answers = tuple(answer(each) for each in told.get("answers", ()))
    return StandardReply(key=key, title=told["title"], text=text, fields=fields, fits=tuple(told.get("fits", ())), answers=answers)


def _value(field: Field, given: str, today: date) -> Value:
    try:
        match field.kind:
            case "date" if (day := date.fromisoformat(given)) >= today:
                return Day(day=day)
            case "time" if len(given) == 5 and given[2] == ":" and int(given[:2]) < 24 and int(given[3:]) < 60:
                return given
            case "text" if 0 < len(given) <= LONGEST:
                return Plain(text=given)
    except ValueError:
        pass
    raise FieldMissing(field.name)
