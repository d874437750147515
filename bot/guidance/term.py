"""How much time somebody has: the last day by DUO, or reckoned where the law lets us."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from bot.guidance.fact_names import Law, Permit
from bot.guidance.knowledge import Certainty, Knowledge
from bot.guidance.law import Ruling, ruling
from bot.guidance.learner import Learner, learner
from bot.guidance.world import World
from dialogs.guides import Advice, Gives, Request, Row, Signature
from dialogs.phrase import Day, Joined, Phrase, Quantity, Value

TermOutcome = Literal["known", "estimate", "over", "unknown"]
_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """The term and how sure we are of it."""

    outcome: TermOutcome
    text: Value
    certainty: Certainty
    #: Only a day that may be shown: never a reckoned one that has passed.
    last_day: date | None = None

    def days_left(self, today: date) -> int | None:
        """Days from today to the last day; 0 on the day itself."""
        return None if self.last_day is None else (self.last_day - today).days


def term(about: Learner, decided: Ruling, knowledge: Knowledge, today: date) -> Term:
    """The term under the law that was decided. DUO's day goes before any reckoning."""
    if not decided.certain:
        return _unknown("term.unknown.law", knowledge, today)
    if about.last_day is not None:
        return _by_duo(about, about.last_day, decided, knowledge, today)
    if decided.law is Law.wi2021:
        return _since_pip(about, knowledge, today)
    return _since_permit(about, knowledge, today)


def years_later(day: date, years: int) -> date:
    """The same day some years on; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def last_day(start: date, years: int) -> date:
    """The last day of a term that begins on `start`."""
    return years_later(start - _DAY, years)


def last_day_since_pip(first_pip: date, years: int) -> date:
    """The term begins the day after the first PIP, so its last day is the PIP's anniversary."""
    return last_day(first_pip + _DAY, years)


def _by_duo(about: Learner, day: date, decided: Ruling, knowledge: Knowledge, today: date) -> Term:
    if day < today:
        return Term(outcome="over", text=_over(about, decided, knowledge, today), certainty="ask")
    text: Value = knowledge.sentence("term.by_duo", today, dag=Day(day=day))
    if decided.law is Law.wi2021 and about.first_pip and _too_early(day, about.first_pip, knowledge, today):
        text = Joined(items=(text, knowledge.sentence("term.differs", today)), style="sentences")
    return Term(outcome="known", text=text, certainty="law", last_day=day)


def _too_early(day: date, first_pip: date, knowledge: Knowledge, today: date) -> bool:
    """DUO may give more time than the reckoning, and a day of difference is nothing; less time is strange."""
    return day < last_day_since_pip(first_pip, knowledge.value("term.years", today)) - _DAY


def _over(about: Learner, decided: Ruling, knowledge: Knowledge, today: date) -> Phrase:
    """First what is not the matter, but only for those for whom it is sure."""
    sure = about.permit is Permit.asylum or (about.refugee and decided.law is Law.wi2021)
    return knowledge.sentence(f"term.over.no_fine.{decided.law}" if sure else "term.over.ask", today)


def _since_pip(about: Learner, knowledge: Knowledge, today: date) -> Term:
    if about.first_pip is None or about.first_pip > today:
        return _unknown("term.unknown.pip", knowledge, today)
    last = last_day_since_pip(about.first_pip, knowledge.value("term.years", today))
    if last < today:
        return Term(outcome="over", text=knowledge.sentence("term.over.reckoned", today), certainty="ask")
    text = knowledge.sentence("term.since_pip", today, dag=Day(day=last))
    return Term(outcome="known", text=text, certainty="law", last_day=last)


def _since_permit(about: Learner, knowledge: Knowledge, today: date) -> Term:
    """Under the old law only an estimate, and one that has passed is not shown: the day is in DUO's letter."""
    known = about.permit_known
    if known is None or known > today:
        return _unknown("term.unknown.duo", knowledge, today)
    last = last_day(known, knowledge.value("term.years", today))
    if last < today:
        return _unknown("term.unknown.duo", knowledge, today)
    text = knowledge.sentence("term.estimate", today, dag=Day(day=last))
    return Term(outcome="estimate", text=text, certainty="estimate", last_day=last)


def _unknown(key: str, knowledge: Knowledge, today: date) -> Term:
    return Term(outcome="unknown", text=knowledge.sentence(key, today), certainty="ask")


class TermGuide:
    """The guide `term`."""

    signature = Signature(
        name="term",
        outcomes=("known", "estimate", "over", "unknown"),
        values={
            "text": Gives(),
            "certainty": Gives(),
            "last_day": Gives(present_when=("known", "estimate")),
            "days_left": Gives(present_when=("known", "estimate")),
        },
    )

    def __init__(self, world: World) -> None:
        """Answer from what this world knows."""
        self._knowledge = world.knowledge

    def consult(self, request: Request) -> Advice:
        """The last day, how many days are left, and how sure that is."""
        about = learner(request.person)
        found = term(about, ruling(about, self._knowledge, request.today), self._knowledge, request.today)
        values: dict[str, Value | None] = {"text": found.text, "certainty": found.certainty}
        if found.last_day is not None:
            values["last_day"] = Day(day=found.last_day)
            values["days_left"] = Quantity(amount=(found.last_day - request.today).days, unit="day")
        return Advice(outcome=found.outcome, values=values)

    def describe(self, request: Request, value: str, keys: Sequence[str]) -> Mapping[str, Row]:
        """This guide gives no lists."""
        return {}
