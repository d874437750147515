"""A talk with the bare engine: no house, no clock, no memory but this one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from dialogs.engine import turn
from dialogs.events import (
    CheckInAnswered,
    CheckInPlanned,
    CheckInPutOff,
    ConsentGiven,
    Event,
    FactLearned,
    FactWithdrawn,
    Forgotten,
    HandedOver,
    LimitReached,
    Said,
    Submitted,
)
from dialogs.guides import Guide, Known, Person, Phone, Slot
from dialogs.inputs import Due, Input
from dialogs.library import Library
from dialogs.phrase import Day, Joined, Money, Phrase, Plain, Quantity, Value
from dialogs.state import Question, State
from dialogs.transcripts.lines import Act, Behind, Choice, InLanguage, Later, Seen, Shown

#: How a phrase is put into words.
Words = Callable[[Phrase], str]
#: What somebody needs to read and to answer: two messages in a talk are no flurry.
READING = timedelta(seconds=10)


class EngineTalk:
    """One person talking with the engine. It remembers what was said, as the memory of the house would after a yes."""

    def __init__(
        self,
        library: Library,
        guides: Mapping[str, Guide],
        *,
        now: datetime,
        facts: Mapping[str, Slot] | None = None,
        phone: Phone | None = None,
        words: Words | None = None,
    ) -> None:
        """`facts`: what is known before; `phone`: who else uses it; `words`: how phrases are put into words, plainly if not told."""
        self.library = library
        self.guides = guides
        self.now = now
        self.words: Words = words or plainly
        self.phone = phone or Phone()
        self.state = State()
        self.facts: dict[str, tuple[Known, ...]] = {name: (Known(value=value, at=now),) for name, value in (facts or {}).items()}
        #: The steps that were carried out so far, by script and name.
        self.passed: set[tuple[str, str]] = set()
        #: Planned check-ins: when they are due, and the script that they begin.
        self.planned: list[tuple[datetime, str]] = []
        #: How many check-ins came until now.
        self.came = 0

    def take(self, act: Act) -> Seen:
        """Do it, and tell what came of it."""
        self.now += timedelta() if isinstance(act, Behind) else READING
        match act:
            case Later(time=time):
                return self._later(time)
            case InLanguage():
                question = self.state.question
                return Seen(shown=(self._shown(question.text, question.step, question),) if question else ())
            case _:
                return self._seen(self.turn(act))

    def turn(self, given: Input) -> list[Event]:
        """Take one input, and keep what a memory would."""
        walk = turn(self.library, self.guides, self.state, Person(facts=self.facts, phone=self.phone), given, self.now)
        self.state = walk.state()
        self.passed.update(walk.passed)
        for event in walk.events:
            self._keep(event)
        return walk.events

    def _later(self, time: timedelta) -> Seen:
        self.now += time
        due = [(when, script) for when, script in self.planned if when <= self.now]
        self.planned = [plan for plan in self.planned if plan not in due]
        return self._seen([event for _, script in sorted(due) for event in self._checked_in(script)])

    def _checked_in(self, script: str) -> list[Event]:
        """A check-in comes, with a number of its own."""
        self.came += 1
        return self.turn(Due(script=script, check_in=self.came))

    def _keep(self, event: Event) -> None:
        match event:
            case FactLearned(fact=fact, value=value, by=by):
                self.facts[fact] = (*self.facts.get(fact, ()), Known(value=value, at=self.now, by=by))
            case FactWithdrawn(fact=fact):
                self.facts[fact] = self.facts.get(fact, ())[:-1]
            case CheckInPlanned(plan=plan):
                definition = self.library.checkins[plan]
                self.planned.append((self.now + timedelta(days=definition.after_days or 0), definition.script))
            case Forgotten():
                self.facts.clear()
                self.planned.clear()
            case _:
                return

    def _seen(self, events: list[Event]) -> Seen:
        said = [event for event in events if isinstance(event, Said)]
        return Seen(
            shown=tuple(self._shown(event.phrase, event.step, event.question) for event in said),
            happened=tuple(text for event in events if (text := self._told(event))),
            ended=not self.state.frames,
        )

    def _shown(self, phrase: Phrase, step: str, question: Question | None) -> Shown:
        if question is None:
            return Shown(words=self.words(phrase), step=step)
        choices = tuple(
            Choice(index=index, label=self.words(option.label), role=option.role, value=None if option.value is None else str(option.value))
            for index, option in enumerate(question.options)
        )
        return Shown(words=self.words(phrase), step=step, asking=question.asking, kind=question.kind, choices=choices)

    def _told(self, event: Event) -> str:
        """What happened besides talking, in the words of a transcript."""
        match event:
            case HandedOver(topic=topic, reason=reason, urgent=urgent):
                return f"case: {topic}{', urgent' if urgent else ''} — {self.words(reason)}"
            case CheckInPlanned(plan=plan):
                return f"remind: {plan}"
            case CheckInAnswered():
                return "check-in: answered"
            case CheckInPutOff():
                return "check-in: later"
            case Submitted(form=form):
                return f"form: {form}"
            case ConsentGiven(purpose=purpose, yes=yes):
                return f"consent: {purpose} {'yes' if yes else 'no'}"
            case FactLearned(fact=fact, value=value):
                return f"fact: {fact} = {', '.join(value) if isinstance(value, list) else value}"
            case FactWithdrawn(fact=fact):
                return f"gone: {fact}"
            case LimitReached(limit=limit):
                return f"limit: {limit}"
            case _:
                return ""


def plainly(value: Value) -> str:
    """A value in words without any language's rules: for tests and reports, never for people."""
    match value:
        case Phrase(text=text, plural=plural, count=count, values=values):
            chosen = plural if plural and count and values.get(count) != 1 else text
            return chosen.format_map({name: plainly(inner) for name, inner in values.items()})
        case Plain(text=text):
            return text
        case Joined(items=items, style=style):
            return {"sentences": " ", "lines": "\n"}.get(style, ", ").join(plainly(item) for item in items)
        case Day(day=day):
            return day.isoformat()
        case Money(euros=euros):
            return f"€ {euros}"
        case Quantity(amount=amount, unit=unit):
            return f"{amount} {unit}"
        case _:
            return str(value)
