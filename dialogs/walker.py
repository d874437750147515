"""Walks through all scripts with the real engine, and proves that no way ends in silence.

At each question it gives every answer that some later condition can tell apart; guides say everything that they declare.
Two states from which the same can follow are one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from dialogs.checks.names import Names
from dialogs.checks.paths import begins
from dialogs.checks.scope import Scope
from dialogs.checks.surroundings import Surroundings
from dialogs.conditions import TODAY, Compare, Test, holds, names_in
from dialogs.engine import day_of, turn
from dialogs.events import Ended, Event, LimitReached, Said
from dialogs.free_guides import KEYS, Choosing, FreeGuide
from dialogs.guides import Guide, Known, Person, Signature, Slot
from dialogs.inputs import CaseClosed, Heard, Input, Picked, Started
from dialogs.library import Library
from dialogs.state import Question, State
from dialogs.walk import YES, Walk

#: Different states; more means that the scripts have grown too large to be walked like this.
MAX_STATES = 20_000
#: Ways in which guides can answer within one turn; more means a circle in which nothing is asked.
MAX_COMBINATIONS = 20_000
#: The moment at which everything is walked.
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
#: Days and numbers that are tried where one is asked for, beside those that conditions name.
_DAYS = ("2019-05-17", "2024-05-17", "2026-05-17")
_NUMBERS = (1, 2, 5, 20)

_Item = TypeVar("_Item")


@dataclass(frozen=True)
class Fall:
    """A way on which something went wrong: what, and the way as the lines of a transcript."""

    problem: str
    lines: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join((f"# {self.problem}", *self.lines))


@dataclass
class Report:
    """What the walk found."""

    falls: list[Fall] = field(default_factory=list)
    #: Steps that were never carried out, by script and name.
    unreached: list[tuple[str, str]] = field(default_factory=list)
    states: int = 0


@dataclass(frozen=True)
class _Visit:
    """A state still to be gone on from, with the way that led there."""

    state: State
    person: Person
    way: tuple[str, ...]


class Walker:
    """One walk through one library."""

    def __init__(self, library: Library, signatures: Mapping[str, Signature]) -> None:
        self.library = library
        self.names = Names(library, Surroundings(guides=signatures))
        self.scope = Scope(self.names, self.names.steers)
        self.choosing = Choosing()
        self.guides: dict[str, Guide] = {name: FreeGuide(signature, self.choosing) for name, signature in signatures.items()}
        self.tests = _tests(library, self.scope)
        self.report = Report()
        self._passed: set[tuple[str, str]] = set()
        self._seen: set[object] = set()
        self._todo: deque[_Visit] = deque()

    def walk(self, *begun: str) -> Report:
        """Walk everything from these scripts, or from every one that begins by itself: with nothing known, and with all known."""
        for script in self.library.scripts:
            if script in begun or (not begun and begins(self.names, script)):
                for person in (Person(), self._known()):
                    self._turn(_Visit(State(), person, (f"script: {script}",)), Started(script=script))
        while self._todo and len(self._seen) < MAX_STATES:
            visit = self._todo.popleft()
            for line, given in self._inputs(visit.state):
                self._turn(_Visit(visit.state, visit.person, (*visit.way, line)), given)
        if self._todo:
            self.report.falls.append(Fall(f"more than {MAX_STATES} states", ()))
        self.report.unreached = [(s, n) for s, n, _ in self.names.steps() if (s, n) not in self._passed]
        self.report.states = len(self._seen)
        return self.report

    def _known(self) -> Person:
        """Somebody about whom every fact is known, with no setting switched on."""
        samples: dict[str, Slot] = {"yes_no": YES, "date": _DAYS[1], "number": 2, "place": KEYS[0], "text": "tekst"}
        values: dict[str, Slot] = {}
        for name, fact in self.library.facts.items():
            first = next(iter(fact.values), "tekst")
            if fact.setting is not None:
                continue
            values[name] = [first] if fact.type == "many" else samples.get(fact.type, first)
        return Person(facts={name: (Known(value=value, at=NOON),) for name, value in values.items()})

    # -- one turn -----------------------------------------------------------------------------------------------------

    def _turn(self, visit: _Visit, given: Input) -> None:
        """Take the turn once for each combination of what guides may say in it."""
        for _ in range(MAX_COMBINATIONS):
            try:
                # Nobody answers twice in the same moment: what comes at once is taken as one.
                now = NOON + timedelta(minutes=len(visit.way))
                walk = turn(self.library, self.guides, visit.state, visit.person, given, now)
            except Exception as error:  # a walk that breaks is a finding, whatever it is
                self._fall(f"{type(error).__name__}: {error}", visit.way)
            else:
                self._judge(walk, visit)
            if not self.choosing.next():
                return
        self.choosing.begin()
        self._fall(f"guides can answer in more than {MAX_COMBINATIONS} ways", visit.way)

    def _judge(self, walk: Walk, visit: _Visit) -> None:
        self._passed.update(walk.passed)
        way = (*visit.way, *_lines(walk.events))
        limits = [event.limit for event in walk.events if isinstance(event, LimitReached)]
        if limits:
            self._fall(f"limit reached: {', '.join(limits)}", way)
        elif not any(isinstance(event, Said) for event in walk.events):
            self._fall("nothing is said", way)
        elif walk.frames:
            self._go_on(walk, _Visit(walk.state(), visit.person, way))

    def _go_on(self, walk: Walk, visit: _Visit) -> None:
        key = self._key(walk)
        if key not in self._seen:
            self._seen.add(key)
            self._todo.append(visit)

    def _fall(self, problem: str, way: tuple[str, ...]) -> None:
        self.report.falls.append(Fall(problem, way))

    def _key(self, walk: Walk) -> object:
        """Everything on which it depends what can follow."""
        question = walk.frames[-1].question
        places = tuple((frame.script, frame.step, frame.detour) for frame in walk.frames)
        options = [option for option in question.options if option.role != "explain"] if question else []
        asked = (question.kind, len(options), question.text.text) if question else None
        live = frozenset[str]().union(*(self.scope.live[frame.script][frame.step or ""] for frame in walk.frames))
        return places, asked, tuple((name, self._told(walk, name)) for name in sorted(live))

    def _told(self, walk: Walk, name: str) -> object:
        if "/" in name:
            return walk.outcomes.get(name)
        fresh = name in self.library.facts and walk.fresh(name)
        return fresh, self._vector(name, walk.value(name))

    def _vector(self, name: str, value: Slot) -> object:
        """How the conditions of all scripts see a value: two values that they see alike are one."""
        results = tuple(holds({name: test}, lambda _: value, day_of(NOON)) for test in self.tests.get(name, ()))
        return value is None, self.names.is_list(name) and value == 0, results

    # -- what can be answered -----------------------------------------------------------------------------------------

    def _inputs(self, state: State) -> Iterator[tuple[str, Input]]:
        """Answers that lead to different ways, each with its line in a transcript."""
        question = state.question
        if question is None:
            return
        match question.kind:
            case "wait":
                yield "closed", CaseClosed()
            case "date":
                yield from self._typed(question, (*_DAYS, *self._named(question.slot)))
            case "number":
                yield from self._typed(question, tuple(n for n in (*_NUMBERS, *self._named(question.slot)) if _within(question, n)))
            case "place" | "text":
                yield "you: tekst", Heard(text="tekst")
            case _:
                pass
        yield from self._buttons(question)

    def _named(self, slot: str | None) -> Iterator[str | int]:
        """Days and numbers that conditions name, and their neighbours."""
        for test in self.tests.get(slot or "", ()):
            if isinstance(test, Compare):
                yield from (n + more for n in (test.at_least, test.at_most) if n is not None for more in (-1, 0, 1))
                days = (day_of(NOON) if day == TODAY else date.fromisoformat(day) for day in (test.before, test.after) if day)
                yield from ((day + timedelta(days=more)).isoformat() for day in days for more in (-1, 0, 1))

    def _typed(self, question: Question, values: Sequence[str | int]) -> Iterator[tuple[str, Input]]:
        for value in self._different(question, values, lambda value: value):
            yield f"you: {value}", Heard(text=str(value), value=value)

    def _buttons(self, question: Question) -> Iterator[tuple[str, Input]]:
        indexed = list(enumerate(question.options))
        answers = [(i, option) for i, option in indexed if option.role in ("answer", "unknown", "withheld")]
        for index, option in self._different(question, answers, lambda pair: pair[1].value):
            many = question.kind == "many" and option.role == "answer"
            yield f"you: ={option.value}", Picked(asking=question.asking, indexes=(index,), complete=many)
        for index, option in indexed:
            if option.role in ("aside", "change"):
                yield f"you: ={option.value}", Picked(asking=question.asking, indexes=(index,))
            elif option.role in ("yes", "no", "back"):
                yield f"you: @{option.role}", Picked(asking=question.asking, indexes=(index,))

    def _different(self, question: Question, items: Sequence[_Item], value_of: Callable[[_Item], Slot]) -> Iterator[_Item]:
        """One item for each way in which conditions, or the jump of the step, can see its value."""
        seen: set[object] = set()
        for item in items:
            value = value_of(item)
            key = (self._vector(question.slot or "", value), str(value) if str(value) in self._jumps(question) else "")
            if key not in seen:
                seen.add(key)
                yield item

    def _jumps(self, question: Question) -> set[str]:
        steps = (script.steps.get(question.step) for script in self.library.scripts.values())
        return {answer for step in steps if step is not None and isinstance(step.go, dict) for answer in step.go}


def _tests(library: Library, scope: Scope) -> dict[str, list[Test]]:
    """Every test of every name in the conditions of all scripts."""
    tests: dict[str, list[Test]] = {}
    for script_name, script in library.scripts.items():
        for step in script.steps.values():
            for name, test in names_in(step.when):
                found = tests.setdefault(scope.name(script_name, name), [])
                if test not in found:
                    found.append(test)
    return tests


def _within(question: Question, number: str | int) -> bool:
    low = 0 if question.at_least is None else question.at_least
    return isinstance(number, int) and low <= number and (question.at_most is None or number <= question.at_most)


def _lines(events: Sequence[Event]) -> Iterator[str]:
    """What was said, by the names of the steps."""
    for event in events:
        if isinstance(event, Said):
            yield f"bot: @{event.step}" if event.step else f"bot: {event.phrase.text}"
        elif isinstance(event, Ended):
            yield "end"
