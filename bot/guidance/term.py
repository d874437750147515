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
from dialogs.days import months_later
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
    #: The day on which it began, where it is known.
    first_day: date | None = None
    #: Whether DUO's day lies so early that it does not fit the plan's.
    differs: bool = False

    def days_left(self, today: date) -> int | None:
        """Days from today to the last day; 0 on the day itself."""
        return None if self.last_day is None else (self.last_day - today).days

    def ends_within(self, months: int, today: date) -> bool:
        """Whether the last day, where it may be shown, comes in less than so many months."""
        return self.last_day is not None and self.last_day < months_later(today, months)


def term(about: Learner, decided: Ruling, knowledge: Knowledge, today: date) -> Term:
    """The term under the law that was decided. DUO's day goes before any reckoning."""
    if not decided.certain:
        return _unknown("term.unknown.law", knowledge, today)
    if about.last_day is not None:
        return _by_duo(about, about.last_day, decided, knowledge, today)
    if decided.law is Law.wi2021:
        return _since_pip(about, decided, knowledge, today)
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
    differs = decided.law is Law.wi2021 and about.first_pip is not None and _too_early(day, about.first_pip, knowledge, today)
    if differs:
        text = Joined(items=(text, knowledge.sentence("term.differs", today)), style="sentences")
    first = _first_day(about, decided, today)
    return Term(outcome="known", text=text, certainty="law", last_day=day, first_day=first, differs=differs)


def _first_day(about: Learner, decided: Ruling, today: date) -> date | None:
    """The day after the first PIP, or under the old law the day of the permit; a day to come is a mistake."""
    if decided.law is Law.wi2021:
        return about.first_pip + _DAY if about.first_pip and about.first_pip <= today else None
    return about.permit_known if about.permit_known and about.permit_known <= today else None


def _too_early(day: date, first_pip: date, knowledge: Knowledge, today: date) -> bool:
    """DUO may give more time than the reckoning, and a day of difference is nothing; less time is strange."""
    return day < last_day_since_pip(first_pip, knowledge.value("term.years", today)) - _DAY


def no_fine(about: Learner, decided: Ruling, knowledge: Knowledge, today: date) -> Phrase | None:
    """That DUO gives no fine for being late, in the words of the law that holds; None for whom that is not sure.

    Under the old law a court decided it for who has asylum. Under the new law it is what DUO does now, for their family too.
    """
    sure = about.permit is Permit.asylum or (about.refugee and decided.law is Law.wi2021)
    return knowledge.sentence(f"term.no_fine.{decided.law}", today) if sure and decided.certain else None


def _over(about: Learner, decided: Ruling, knowledge: Knowledge, today: date) -> Value:
    """First what is not the matter, but only for those for whom it is sure."""
    calm = no_fine(about, decided, knowledge, today)
    return _calmly(calm, knowledge.sentence("term.over.duty" if calm else "term.over.ask", today))


def _calmly(calm: Phrase | None, told: Phrase) -> Value:
    return told if calm is None else Joined(items=(calm, told), style="sentences")


def _since_pip(about: Learner, decided: Ruling, knowledge: Knowledge, today: date) -> Term:
    first = _first_day(about, decided, today)
    if about.first_pip is None or first is None:
        return _unknown("term.unknown.pip", knowledge, today)
    last = last_day_since_pip(about.first_pip, knowledge.value("term.years", today))
    if last < today:
        told = _calmly(no_fine(about, decided, knowledge, today), knowledge.sentence("term.over.reckoned", today))
        return Term(outcome="over", text=told, certainty="ask")
    text = knowledge.sentence("term.since_pip", today, eerste=Day(day=first), dag=Day(day=last))
    return Term(outcome="known", text=text, certainty="law", last_day=last, first_day=first)


def _since_permit(about: Learner, knowledge: Knowledge, today: date) -> Term:
    """Under the old law only an estimate, and one that has passed is not shown: the day is in DUO's letter."""
    known = about.permit_known
    if known is None or known > today:
        return _unknown("term.unknown.duo", knowledge, today)
    last = last_day(known, knowledge.value("term.years", today))
    if last < today:
        return _unknown("term.unknown.duo", knowledge, today)
    text = knowledge.sentence("term.estimate", today, dag=Day(day=last))
    return Term(outcome="estimate", text=text, certainty="estimate", last_day=last, first_day=known)


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
            "soon": Gives(),
            "differs": Gives(),
            "calm": Gives(),
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
        decided = ruling(about, self._knowledge, request.today)
        found = term(about, decided, self._knowledge, request.today)
        soon = found.ends_within(self._knowledge.value("term.soon", request.today), request.today)
        values: dict[str, Value | None] = {
            "text": found.text,
            "certainty": found.certainty,
            "soon": "yes" if soon else "no",
            "differs": "yes" if found.differs else "no",
            "calm": no_fine(about, decided, self._knowledge, request.today),
        }
        if found.last_day is not None:
            values["last_day"] = Day(day=found.last_day)
            values["days_left"] = Quantity(amount=(found.last_day - request.today).days, unit="day")
        return Advice(outcome=found.outcome, values=values)

    def describe(self, request: Request, value: str, keys: Sequence[str]) -> Mapping[str, Row]:
        """This guide gives no lists."""
        return {}
