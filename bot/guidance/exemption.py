"""What somebody may not have to do: exempt by a diploma, by work or age, or by dispensation. DUO or the municipality decides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal

from bot.guidance.efforts import class_hours, tried
from bot.guidance.exams import Exam
from bot.guidance.fact_names import Circumstance, Diploma, Law, Route, Worry
from bot.guidance.standing import Standing
from bot.guidance.world import World
from dialogs.days import months_later
from dialogs.guides import Advice, Gives, Request, Row, Signature
from dialogs.phrase import Money, Phrase, Value

#: `ask`: the person asks. `automatic`: it goes by itself. `human`: somebody helps. `never`: what many hope for and is not so.
Way = Literal["ask", "automatic", "human", "never"]
Missing = Literal["hours", "tries", "work", "nothing"]


class Topic(StrEnum):
    """Why somebody asks for less, as scripts call it."""

    health = "gezondheid"
    too_hard = "te_moeilijk"
    long_here = "lang_hier"
    hardship = "heel_zwaar"


#: What a diploma leads to; each only where the law has a row for it.
_BY_DIPLOMA = {
    Diploma.vmbo_or_higher: "diploma",
    Diploma.busy: "temporary",
    Diploma.nt2_1: "nt2_1",
    Diploma.nt2_2: "nt2_2",
    Diploma.practical: "practical",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Relief:
    """One thing that may make the way shorter."""

    relief: str
    way: Way
    #: DUO, or the municipality.
    by: str
    #: What a human helps with, as the rules of handing over call it.
    help: str
    text: Phrase


def reliefs(standing: Standing, topic: Topic | None = None) -> tuple[Relief, ...]:
    """Everything that may hold and exists under the law, in the order of the knowledge; nothing while the law is not sure."""
    if not standing.decided.certain:
        return ()
    found = {*_by_papers(standing), *_by_reason(standing, topic)}
    order = standing.knowledge.keys(_prefix(standing), standing.today)
    return tuple(_relief(standing, key) for key in order if key.rpartition(".")[2] in found)


def missing(standing: Standing, topic: Topic | None = None) -> Missing:
    """What is still to be asked before it can be judged."""
    about = standing.about
    if standing.decided.law is not Law.wi2013 or not standing.decided.certain:
        scaling = standing.decided.law is Law.wi2021 and about.route is Route.b1 and topic is Topic.too_hard
        return "hours" if scaling and about.hours_total is None else "nothing"
    if topic is Topic.too_hard and about.hours_total is None:
        return "hours"
    if topic is Topic.too_hard and _enough_hours(standing) and tried(about, _value(standing, "efforts")["tries"]) is None:
        return "tries"
    return "work" if about.ona_work is None and _ona_open(standing) else "nothing"


def _prefix(standing: Standing) -> str:
    return f"exempt.{standing.decided.law}."


def _value(standing: Standing, relief: str) -> Mapping[str, Any]:
    """What it asks for; empty where it does not exist under this law."""
    row = standing.knowledge.find(_prefix(standing) + relief, standing.today)
    return {} if row is None else row.value or {}


def _relief(standing: Standing, key: str) -> Relief:
    know, today = standing.knowledge, standing.today
    value = know.value(key, today) or {}
    price: dict[str, Value] = {"prijs": Money(euros=Decimal(str(know.value(value["price"], today))))} if "price" in value else {}
    return Relief(
        relief=key.rpartition(".")[2],
        way=value.get("way", "ask"),
        by=value.get("by", "duo"),
        help=value.get("help", "dispensation"),
        text=know.sentence(key, today, **price),
    )


def _by_papers(standing: Standing) -> Iterator[str]:
    """Diplomas, work, age: what is on paper."""
    about = standing.about
    for diploma in about.diplomas or ():
        if diploma in _BY_DIPLOMA and (diploma != Diploma.practical or standing.decided.law is Law.wi2021 or _ona_open(standing)):
            yield _BY_DIPLOMA[Diploma(diploma)]
    if about.ona_work and _ona_open(standing):
        yield "ona_work"
    if Exam.map in (about.passed or ()) and _ona_open(standing):
        yield "ona_map"
    age, old = about.age(standing.today), standing.knowledge.find("exempt.aow_age", standing.today)
    if age is not None and old is not None and age >= old.value:
        yield "aow"
    # Only the year of birth is known: who turns so old this year may still have to go to school.
    if age is not None and age <= _value(standing, "school_age").get("age", 0):
        yield "school_age"


def _by_reason(standing: Standing, topic: Topic | None) -> Iterator[str]:
    """Health, lessons that do not help, a long time here, hardship: as the person says, or as the facts tell."""
    about = standing.about
    # What was over soon, at home or with the person, is no reason for never having to do an exam.
    ill = Circumstance.ill in (about.circumstances or ()) and about.circumstances_long is not False
    if topic is Topic.health or ill or Worry.health in (about.worries or ()):
        yield from ("medical", "adapted")
    yield from _by_effort(standing, topic)
    if topic is Topic.long_here:
        yield "long_here"
    if topic is Topic.hardship:
        yield "hardship"


def _by_effort(standing: Standing, topic: Topic | None) -> Iterator[str]:
    """Dispensation after much effort exists under the old law only; under the new one the municipality may choose an easier way."""
    about, asked = standing.about, topic is Topic.too_hard
    if standing.decided.law is Law.wi2013:
        yield from _efforts_2013(standing, asked)
    elif about.route is Route.self_reliance:
        yield from ("in_z_route",) if asked else ()
    else:
        if about.route is Route.b1 and _may_scale_down(standing):
            yield "scale_down"
        if asked and about.route is Route.education:
            yield "to_b1_route"
        if asked and _route_may_change(standing):
            yield "other_route"


def _efforts_2013(standing: Standing, asked: bool) -> Iterator[str]:
    about, needed = standing.about, _value(standing, "efforts_literacy")
    literacy = about.hours_literacy or 0
    if needed and (class_hours(about) or 0) >= needed["hours"] and literacy >= needed["literacy_hours"]:
        yield "efforts_literacy"
    if _enough_hours(standing):
        yield "more_tries" if tried(about, _value(standing, "efforts")["tries"]) is False else "efforts"
    elif asked:
        yield "more_hours"


def _enough_hours(standing: Standing) -> bool:
    """Hours of learning to read count too, once enough other lessons were followed."""
    needed, hours = _value(standing, "efforts"), class_hours(standing.about)
    if not needed or hours is None:
        return False
    other = hours - (standing.about.hours_literacy or 0)
    return (hours if other >= needed["other_hours"] else other) >= int(needed["hours"])


def _may_scale_down(standing: Standing) -> bool:
    """Enough hours, of which enough in a classroom."""
    needed, hours = _value(standing, "scale_down"), standing.about.hours_total
    if not needed or hours is None or hours < needed["hours"]:
        return False
    return (class_hours(standing.about) or 0) * 100 >= int(needed["hours"] * needed["class_percent"])


def _route_may_change(standing: Standing) -> bool:
    """Mostly in the first months of the term; while its first day is not known it can be asked."""
    first, months = standing.term.first_day, _value(standing, "other_route").get("months", 0)
    return first is None or standing.today < months_later(first, months)


def _ona_open(standing: Standing) -> bool:
    return Exam.ona not in (standing.about.passed or ()) and any(part.exam is Exam.ona for part in standing.parts)


class ExemptionGuide:
    """The guide `exemption`."""

    signature = Signature(
        name="exemption",
        outcomes=("human", "found", "none", "unclear"),
        parameters={"topic": "Why somebody asks: gezondheid, te_moeilijk, lang_hier, heel_zwaar. Left out: what the facts say."},
        values={
            "reliefs": Gives(kind="list", fields=("text",)),
            "missing": Gives(),
            "work": Gives(),
            "help": Gives(present_when=("human",)),
            "decides": Gives(present_when=("human", "found")),
            "next_step": Gives(present_when=("none", "unclear")),
        },
    )

    def __init__(self, world: World) -> None:
        """Answer from what this world knows."""
        self._world = world

    def consult(self, request: Request) -> Advice:
        """What may hold, whether a human helps with it, and who decides."""
        standing, topic = self._asked(request)
        found = reliefs(standing, topic)
        lacking, know = missing(standing, topic), self._world.knowledge
        values: dict[str, Value | Sequence[str] | None] = {
            "reliefs": tuple(one.relief for one in found),
            "missing": lacking,
            "work": know.sentence("exam.ona_work", request.today) if lacking == "work" else None,
        }
        if found:
            by = "exempt.decides" if any(one.by == "duo" for one in found) else "exempt.decides.municipality"
            values["decides"] = know.sentence(by, request.today)
            human = next((one.help for one in found if one.way == "human"), None)
            return Advice(outcome="human", values=values | {"help": human}) if human else Advice(outcome="found", values=values)
        if standing.decided.certain:
            return Advice(outcome="none", values=values | {"next_step": know.sentence("exempt.none", request.today)})
        return Advice(outcome="unclear", values=values | {"next_step": standing.decided.next_step})

    def describe(self, request: Request, value: str, keys: Sequence[str]) -> Mapping[str, Row]:
        """What each means."""
        found = {one.relief: one.text for one in reliefs(*self._asked(request))}
        return {key: {"text": found[key]} for key in keys if key in found}

    def _asked(self, request: Request) -> tuple[Standing, Topic | None]:
        said = request.arguments.get("topic")
        topic = next((one for one in Topic if one.value == said), None)
        return Standing.of(request.person, self._world, request.today), topic
