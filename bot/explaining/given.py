"""A document to explain: facts about somebody, what was known earlier, and what is asked besides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from rapidfuzz import process

from bot.explaining import words
from bot.explaining.facts_told import Told
from bot.guidance.knowledge import Knowledge
from bot.guidance.places import Places
from bot.guidance.recognising import PATTERN, SITUATION
from dialogs.guides import Known, Person, Slot

_ONE_OR_MORE = BeforeValidator(lambda value: [value] if isinstance(value, str) else value)
#: A word is offered in place of one that is not known when it looks so much like it, of 100.
_LIKE = 60


class Earlier(Told):
    """What was known on an earlier day. What stands in it and not in a later one stays true."""

    day: date = Field(description="When it was said.")


class Happening(BaseModel):
    """Something at a school that may not be right."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    situations: Annotated[tuple[str, ...], _ONE_OR_MORE] = Field(
        (), description="What happens: words after `fraud.situation.` in the knowledge, or numbers of patterns such as F01."
    )
    words: str | None = Field(None, max_length=4000, description="The same as somebody tells it, in any language that is offered.")
    school: str | None = Field(None, description="The school it is about: its name or key.")
    lent_back: bool | None = Field(None, description="Whether a laptop of the school goes back.")
    on_invoice: bool | None = Field(None, description="Whether that laptop stands on an invoice.")
    done: bool | None = Field(None, description="Whether it has happened already.")


class Given(Told):
    """Facts about somebody. What is left out, null or `unknown` is not known."""

    model_config = ConfigDict(title="Given")

    earlier: tuple[Earlier, ...] = Field((), description="What was known on earlier days, so that progress can be seen.")
    school: str | None = Field(None, description="Asks `why not this school?`: its name or key.")
    fraud: Happening | None = Field(None, description="Asks whether something at a school is right.")
    fewer_exams: words.FewerExams | None = Field(None, description="Asks for fewer exams, for this reason.")
    asks_human: bool | None = Field(None, description="Asks for somebody of the municipality.")

    def problems(self, places: Places, knowledge: Knowledge, today: date) -> Iterator[tuple[str, str]]:
        """What can not be, field by field."""
        for name in ("permit_known", "first_pip_date"):
            day = getattr(self, name)
            if isinstance(day, date) and day > today:
                yield name, f"{day.isoformat()} lies after the day asked about, {today.isoformat()}"
        yield from self.wrong_places(places)
        for index, one in enumerate(self.earlier):
            if one.day >= today:
                yield f"earlier.{index}.day", f"{one.day.isoformat()} does not lie before the day asked about, {today.isoformat()}"
            yield from ((f"earlier.{index}.{name}", problem) for name, problem in one.wrong_places(places))
        known = known_situations(knowledge, today)
        for index, word in enumerate(self.fraud.situations if self.fraud else ()):
            if word not in known:
                yield f"fraud.situations.{index}", f"{word!r} is no situation and no pattern{perhaps(word, known)}"

    def person(self, places: Places, today: date) -> Person:
        """The same as facts about a person, each with its history."""
        told: dict[str, tuple[Known, ...]] = {}
        for day, facts in self._in_order(places, today):
            at = datetime.combine(day, time(12), UTC)
            for name, value in facts.items():
                told[name] = (*told.get(name, ()), Known(value=value, at=at))
        return Person(facts=told)

    def _in_order(self, places: Places, today: date) -> Iterator[tuple[date, Mapping[str, Slot]]]:
        for one in sorted(self.earlier, key=lambda one: one.day):
            yield one.day, one.facts(places)
        yield today, self.facts(places)


def known_situations(knowledge: Knowledge, today: date) -> tuple[str, ...]:
    """Everything that may be given as something that happens at a school."""
    return tuple(key.removeprefix(prefix) for prefix in (SITUATION, PATTERN) for key in knowledge.keys(prefix, today))


def perhaps(word: str, known: Iterable[str]) -> str:
    """What may be meant by a word that is not known; nothing when none looks like it."""
    found = process.extractOne(word, list(known), score_cutoff=_LIKE)
    return f"; perhaps {found[0]!r}" if found else ""
