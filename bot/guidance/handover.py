"""When somebody of the municipality should be offered, how soon, and why; nothing is passed on without a yes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.guidance.fact_names import LETTER_LAW, PERMIT_KNOWN, PERMIT_PERIOD, Law, Lessons, OldLetter, Worry
from bot.guidance.recognising import PATTERN
from bot.guidance.signals import signals
from bot.guidance.standing import Standing
from bot.guidance.term import last_day_since_pip
from bot.guidance.world import VALID_MARKS, World
from dialogs.guides import Advice, Gives, Request, Row, Signature
from dialogs.phrase import Day, Joined, Plain, Quantity, Value, fields_of

#: All rules. `H1u` is H1 on the same day.
RULES = ("H1", "H1u", "H2", "H3", "H4", "H5", "H6", "H7", "H8")
#: Worries with which a human is offered, the gravest first; for the others a referral is enough.
HUMAN_WORRIES = (Worry.violence, Worry.health, Worry.stress, Worry.debts, Worry.house, Worry.children)
#: How the keys begin of what the person hears, and of what the municipality reads.
OFFER, REASON = "handover.offer.", "handover.reason."
#: What the value of an offer's row says when it cannot wait.
URGENT = "urgent"
_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class HumanReason:
    """One reason for a human: what the person hears, and what the coordinator reads."""

    rule: str
    urgent: bool
    offer: Value
    reason: Value
    #: The row of knowledge behind the offer.
    source: str


def human_reasons(standing: Standing) -> tuple[HumanReason, ...]:
    """Every reason that the facts give, the urgent ones first. What only a talk can show (H1, H7, most of H2) is not among them."""
    looks = (_worries, _time, _old_letter, _school, _law, _progress)
    found = (reason for look in looks for reason in look(standing))
    return tuple(sorted(found, key=lambda one: not one.urgent))


def because(standing: Standing, rule: str, detail: str = "", offer: Value | None = None, **values: Value) -> HumanReason:
    """The reason of one rule, in the words for this detail where there are any. `offer` says it in other words."""
    know, today = standing.knowledge, standing.today
    special = bool(detail) and _can_say(f"{rule}.{detail}", standing, values)
    name = f"{rule}.{detail}" if special else rule
    reason: Value = know.sentence(f"{REASON}{name}", today, **values)
    if detail and not special:
        reason = Joined(items=(reason, know.sentence(f"{REASON}detail", today, detail=_named(detail, standing))), style="sentences")
    row = know.row(f"{OFFER}{name}", today)
    said = know.sentence(row.key, today, **values) if offer is None else offer
    return HumanReason(rule=rule, urgent=row.value == URGENT, offer=said, reason=reason, source=row.key)


def _named(detail: str, standing: Standing) -> Value:
    """Known tricks by what they are called, so that who reads it need not know their numbers; anything else as it was said."""
    keys = [f"{PATTERN}{number}" for number in detail.split(", ")]
    if any(standing.knowledge.find(key, standing.today) is None for key in keys):
        return Plain(text=detail)
    return Joined(items=tuple(standing.knowledge.sentence(key, standing.today) for key in keys))


def _can_say(name: str, standing: Standing, values: Mapping[str, Value]) -> bool:
    """Whether there are words for this, and everything that stands in them is known."""
    rows = [standing.knowledge.find(f"{kind}{name}", standing.today) for kind in (OFFER, REASON)]
    return all(row is not None and set(fields_of(row.text or "")) <= set(values) for row in rows)


def _worries(standing: Standing) -> Iterator[HumanReason]:
    """H3: health, violence, debts, the house, children. Violence cannot wait."""
    named = [worry for worry in HUMAN_WORRIES if worry in (standing.about.worries or ())]
    if named:
        know, today = standing.knowledge, standing.today
        words = Joined(items=tuple(know.sentence(f"handover.worry.{worry}", today) for worry in named))
        yield because(standing, "H3", detail="violence" if Worry.violence in named else "worries", zorgen=words)


def _time(standing: Standing) -> Iterator[HumanReason]:
    """H4: the term is over, or nearly, and something is or may be open."""
    found, left = standing.term, standing.open_parts
    if standing.finished:
        return
    if found.outcome == "over":
        yield because(standing, "H4", detail="over", offer=found.text)
    elif standing.ends_within(standing.number("handover.months_left")):
        days = Quantity(amount=found.days_left(standing.today) or 0, unit="day")
        if left:
            yield because(standing, "H4", detail="open", dagen=days, delen=len(left))
        elif left is None:
            yield because(standing, "H4", detail="soon", dagen=days)


def _old_letter(standing: Standing) -> Iterator[HumanReason]:
    """H5: a letter about a fine or about paying back; while there is time to answer it cannot wait."""
    letter, written = standing.about.old_letter, standing.about.old_letter_day
    if letter not in (OldLetter.fine, OldLetter.repayment):
        return
    weeks = timedelta(weeks=standing.number("handover.letter_weeks"))
    running = written is not None and written <= standing.today <= written + weeks
    yield because(standing, "H5", detail="running" if running else letter.name)


def _school(standing: Standing) -> Iterator[HumanReason]:
    """H6: the school stopped, or may not go on as before."""
    if standing.about.lessons is Lessons.school_stopped:
        yield because(standing, "H6", detail="stopped")
        return
    name = (standing.about.school_now or "").casefold()
    schools = standing.world.catalogue.institutions.values()
    school = next((one for one in schools if name and name in (one.key.casefold(), one.name.casefold())), None)
    if school is not None and school.mark not in VALID_MARKS:
        yield because(standing, "H6", detail=school.mark.name, dag=Day(day=school.mark_checked))


def _law(standing: Standing) -> Iterator[HumanReason]:
    """H8: the law is not clear although it was asked, or what is known does not agree."""
    if standing.decided.outcome == "contradiction" or _day_differs(standing):
        yield because(standing, "H8", detail="contradiction")
    elif standing.decided.outcome == "unclear" and _asked_in_vain(standing):
        yield because(standing, "H8", detail="unclear")


def _progress(standing: Standing) -> Iterator[HumanReason]:
    """H2: what stands out in the progress and needs a decision of the municipality or DUO."""
    for signal in signals(standing):
        if signal.human is not None:
            yield because(standing, "H2", detail=signal.human)


def _asked_in_vain(standing: Standing) -> bool:
    said = standing.person.facts
    return LETTER_LAW in said and (PERMIT_PERIOD in said or PERMIT_KNOWN in said)


def _day_differs(standing: Standing) -> bool:
    """DUO may give more time than the reckoning, and a day of difference is nothing; less time is strange."""
    about = standing.about
    if standing.decided.law is not Law.wi2021 or about.last_day is None or about.first_pip is None:
        return False
    return about.last_day < last_day_since_pip(about.first_pip, standing.number("term.years")) - _DAY


class HandoverGuide:
    """The guide `handover`."""

    signature = Signature(
        name="handover",
        outcomes=("urgent", "offer", "none"),
        parameters={
            "rule": "The rule that the talk found to hold: H1, H1u, H2 … H8. Left out: what the facts say.",
            "detail": "One word that tells more about the rule.",
        },
        values={
            "offer": Gives(present_when=("urgent", "offer")),
            "reason": Gives(present_when=("urgent", "offer")),
            "urgent": Gives(present_when=("urgent",)),
        },
    )

    def __init__(self, world: World) -> None:
        """Answer from this world."""
        self._world = world

    def consult(self, request: Request) -> Advice:
        """Offer for the rule that was named, or for what the facts give: the first reason is said, all are passed on."""
        reasons = self._reasons(request)
        if not reasons:
            return Advice(outcome="none")
        told = Joined(items=tuple(one.reason for one in reasons), style="sentences")
        values: dict[str, Value] = {"offer": reasons[0].offer, "reason": told}
        if reasons[0].urgent:
            return Advice(outcome="urgent", values=values | {"urgent": "yes"})
        return Advice(outcome="offer", values=values)

    def describe(self, request: Request, value: str, keys: Sequence[str]) -> Mapping[str, Row]:
        """This guide gives no lists."""
        return {}

    def _reasons(self, request: Request) -> tuple[HumanReason, ...]:
        standing = Standing.of(request.person, self._world, request.today)
        rule, said = request.arguments.get("rule"), request.arguments.get("detail")
        detail = said if isinstance(said, str) else ""
        if rule not in RULES:
            return human_reasons(standing)
        known = tuple(one for one in human_reasons(standing) if one.rule == rule and not detail)
        return known or (because(standing, str(rule), detail),)
