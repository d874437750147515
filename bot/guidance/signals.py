"""What stands out in what was said about somebody over time, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from bot.guidance.efforts import class_hours
from bot.guidance.fact_names import HOURS_4_WEEKS, Circumstance, Law, Lessons, Route, Worry
from bot.guidance.learner import Learner, learner
from bot.guidance.loan import loan_left
from bot.guidance.standing import Standing
from bot.guidance.world import Level
from dialogs.guides import Person
from dialogs.phrase import Money, Phrase, Quantity, Value

#: Worries that go before every lesson.
PERSON_FIRST = frozenset({Worry.stress, Worry.violence, Worry.debts})
#: Lessons are running, as far as we know.
_RUNNING = (Lessons.started, None)
_WEEKS = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Signal:
    """One thing that stands out, and what follows."""

    #: A name that is unique for this person, such as `few_lessons` or `failed.SPR`.
    key: str
    seen: Phrase
    then: Phrase
    sign: str
    #: The word of rule H2 with which a human is offered; None where advice is enough, or another rule sees to it.
    human: str | None = None


def signals(standing: Standing) -> tuple[Signal, ...]:
    """Everything that stands out, the person first, then time, lessons and money."""
    found = (_person, _time, _lessons, _tries, _loan, _many_hours)
    return tuple(signal for look in found for signal in look(standing))


def _signal(standing: Standing, name: str, *, key: str | None = None, human: str | None = None, **values: Value) -> Signal:
    know, today = standing.knowledge, standing.today
    seen, then = f"progress.{name}.seen", f"progress.{name}.then"
    return Signal(
        key=key or name,
        seen=know.sentence(seen, today, **values),
        then=know.sentence(then, today, **values),
        sign=str(know.value(seen, today)),
        human=human,
    )


def _person(standing: Standing) -> Iterator[Signal]:
    about = standing.about
    if PERSON_FIRST & {*(about.worries or ())}:
        yield _signal(standing, "worries")
    if Circumstance.ill in (about.circumstances or ()) and about.circumstances_long:
        yield _signal(standing, "illness", human="illness")


def _time(standing: Standing) -> Iterator[Signal]:
    """Little time for what is still open, or none."""
    left, number = len(standing.open_parts or ()), standing.number
    if standing.term.outcome == "over" and not (standing.finished or standing.perhaps_exempt):
        yield _signal(standing, "over")
    if not left:
        return
    if standing.ends_within(number("progress.high_risk_months")):
        yield _signal(standing, "high_risk")
    elif standing.ends_within(number("progress.at_risk_months")) and left >= number("progress.at_risk_parts"):
        yield _signal(standing, "at_risk", delen=left)


def _lessons(standing: Standing) -> Iterator[Signal]:
    lessons = standing.about.lessons
    if lessons in (Lessons.stopped, Lessons.school_stopped):
        yield _signal(standing, lessons.name)
        return
    times = low_periods(standing)
    if times == 0:
        return
    again = times >= standing.number("progress.low_periods_for_human")
    yield _signal(
        standing,
        "few_lessons_again" if again else "few_lessons",
        human="few_lessons" if again else None,
        uren=Quantity(amount=standing.about.hours_4_weeks or 0, unit="hour"),
        afgesproken=Quantity(amount=(standing.about.hours_a_week or 0) * _WEEKS, unit="hour"),
    )


def low_periods(standing: Standing) -> int:
    """In how many periods of four weeks, up to now, there were too few lessons.

    0 when the newest was enough or is long ago, or when there are no lessons now.
    """
    if standing.about.lessons not in _RUNNING:
        return 0
    told = standing.person.facts.get(HOURS_4_WEEKS, ())
    recent = timedelta(days=standing.number("progress.recent_days"))
    if not told or standing.today - told[-1].at.date() > recent or not _low(standing.about, standing):
        return 0
    period, count, counted = timedelta(days=standing.number("progress.period_days")), 1, told[-1].at
    for earlier in reversed(told[:-1]):
        then = Person(facts={name: tuple(one for one in said if one.at <= earlier.at) for name, said in standing.person.facts.items()})
        if counted - earlier.at >= period and _low(learner(then), standing):
            count, counted = count + 1, earlier.at
    return count


def _low(about: Learner, standing: Standing) -> bool:
    """Less than a part of the lessons that were agreed."""
    if about.hours_4_weeks is None or not about.hours_a_week:
        return False
    return about.hours_4_weeks * 100 < about.hours_a_week * _WEEKS * standing.number("progress.low_percent")


def _tries(standing: Standing) -> Iterator[Signal]:
    """The same exam, again and again: other help fits better."""
    for exam, tries in standing.about.tries.items():
        if tries >= standing.number("progress.tries") and exam not in (standing.done or ()):
            name = standing.knowledge.sentence(f"exam.name.{exam}", standing.today)
            yield _signal(standing, "failed", key=f"failed.{exam}", examen=name)


def _loan(standing: Standing) -> Iterator[Signal]:
    """The loan is nearly used up, or there is little time for the rest of it."""
    about = standing.about
    if about.loan_used and loan_left(about, standing.decided, standing.term, standing.knowledge, standing.today).worrying:
        yield _signal(standing, "loan", human="loan", bedrag=Money(euros=Decimal(about.loan_used)))


def _many_hours(standing: Standing) -> Iterator[Signal]:
    """Many hours and the level is not reached: another way may be open. Only DUO or the municipality decides."""
    about, law = standing.about, standing.decided.law
    if not standing.decided.certain or about.hours_total is None or about.level is None:
        return
    in_class = class_hours(about) or 0
    # Under the new law at least half of the hours must be in a classroom; under the old one hours online do not count.
    with_online = min(about.hours_total, 2 * in_class)
    hours = Quantity(amount=about.hours_total, unit="hour")
    if law is Law.wi2013:
        if about.level < Level.a2 and in_class >= standing.number("progress.efforts_hours"):
            yield _signal(standing, "efforts", human="efforts", uren=hours)
    elif about.route is Route.b1 and about.level < Level.b1 and with_online >= standing.number("progress.scale_down_hours"):
        yield _signal(standing, "scale_down", human="scale_down", uren=hours)
