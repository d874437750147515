"""One turn under way: the form is walked from step to step until something is asked or nothing is left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from dialogs.events import ConsentGiven, Enclosed, Ended, Event, FactLearned, FactWithdrawn, LanguageChosen, LimitReached, Said
from dialogs.facts import Setting
from dialogs.guides import UNKNOWN, WITHHELD, Guide, Known, Person, Request, Row, Slot
from dialogs.interrupting import set_aside, take_up
from dialogs.library import Library
from dialogs.phrase import Phrase, Plain, Value, fields_of
from dialogs.script import END, AnyStep, Script, following
from dialogs.sentences import Sentence
from dialogs.settings import is_set
from dialogs.showing import shown
from dialogs.state import Answer, Frame, Mark, Question, State

#: Scripts on top of each other.
MAX_FRAMES = 8
#: How many answers *back* can take back.
MAX_TRAIL = 20

#: The guide that knows places, and its list: questions of type `place` consult it.
PLACES = "places"
MATCHES = "matches"

YES = "yes"
NO = "no"


class Walk:
    """The working copy of a state during one turn. Made by the engine, thrown away after it."""

    def __init__(self, library: Library, guides: Mapping[str, Guide], state: State, person: Person, now: datetime, today: date) -> None:
        self.library = library
        self.guides = guides
        self.now = now
        self.today = today
        self.events: list[Event] = []
        self.frames = list(state.frames)
        self.asking = state.asking
        self.answered = state.answered
        self.slots = dict(state.slots)
        self.lists = dict(state.lists)
        self.outcomes = dict(state.outcomes)
        self.shown = dict(state.shown)
        self.answers = dict(state.answers)
        self.trail = list(state.trail)
        self.sealed = state.sealed
        self.misses = state.misses
        self.missed_at = state.missed_at
        self.alarmed = state.alarmed
        self.alone = state.alone
        self.explained = list(state.explained)
        self.parked = list(state.parked)
        self.moved_at = state.moved_at
        #: The step that must ask even when the answer is known: where *back* or a change led.
        self.forced: tuple[str, str] | None = None
        #: The steps that were carried out, by script and name.
        self.passed: list[tuple[str, str]] = []
        self._told = person
        self._withdrawn: set[str] = set()

    # -- what is known ------------------------------------------------------------------------------------------------

    def value(self, name: str) -> Slot:
        """A slot, a fact, or how a step of this script came out."""
        if name in self.slots:
            return self.slots[name]
        if name in self.library.facts:
            return self._fact(name)
        return self.outcomes.get(self._own(name)) if self.frames else None

    def note(self, step: str, outcome: str) -> None:
        """Remember how a step of the script on top came out; a step of the same name elsewhere is another step."""
        self.outcomes[self._own(step)] = outcome

    def _own(self, step: str) -> str:
        return f"{self.frames[-1].script}/{step}"

    def _fact(self, name: str) -> Slot:
        if name in self.answers:
            return self.answers[name].value
        history = self._told.facts.get(name)
        return history[-1].value if history and name not in self._withdrawn else None

    def fresh(self, name: str) -> bool:
        """Whether a fact was answered in this conversation, or is known and not too old."""
        if name in self.answers:
            return True
        history = self._told.facts.get(name)
        if not history or name in self._withdrawn or history[-1].value in (None, UNKNOWN, WITHHELD):
            return False
        limit = self.library.facts[name].freshness
        return limit is None or self.now - history[-1].at <= limit

    def person(self) -> Person:
        """Everything known about the person, with what was said just now."""
        facts = {name: told for name, told in self._told.facts.items() if name not in self._withdrawn}
        for name, answer in self.answers.items():
            facts[name] = (*facts.get(name, ()), Known(value=answer.value, at=answer.at, by=answer.by))
        return replace(self._told, facts=facts)

    def is_set(self, setting: Setting) -> bool:
        """Whether the person wants to be talked with like this."""
        return is_set(self.library.facts, self.person(), setting, self.today)

    def request(self, arguments: Mapping[str, Slot]) -> Request:
        """A request to a guide about this person and day."""
        return Request(arguments=arguments, person=self.person(), today=self.today, now=self.now)

    def rows(self, slot: str) -> Mapping[str, Row]:
        """The rows of a list slot, in its order, without those that are no longer valid."""
        origin = self.lists.get(slot)
        if origin is None:
            return {}
        found = self.guides[origin.guide].describe(self.request(origin.arguments), origin.value, origin.keys)
        return {key: found[key] for key in origin.keys if key in found}

    # -- words --------------------------------------------------------------------------------------------------------

    def sentence(self, key: Sentence, **values: Value) -> Phrase:
        """One of the engine's own sentences."""
        return Phrase(text=self.library.sentence(key), values=values)

    def phrase(self, text: str, row: Row | None = None, *, plural: str | None = None, count: str | None = None) -> Phrase:
        """A script's text with its fields filled from a row of a list, or else from what is known."""
        names = {*fields_of(text), *(fields_of(plural) if plural else ()), *((count,) if count else ())}
        return Phrase(text=text, plural=plural, count=count, values={n: self.display(n, row) for n in sorted(names)})

    def display(self, name: str, row: Row | None = None) -> Value:
        """How a field is shown."""
        if row is not None and name in row:
            return row[name]
        if name in self.shown:
            return self.shown[name]
        return self.show(name, self.value(name))

    def show(self, name: str, value: Slot) -> Value:
        """How a value of this slot is shown; a place by its own guide."""
        definition = self.library.facts.get(name)
        if definition and definition.type == "place" and isinstance(value, str) and PLACES in self.guides:
            rows = self.guides[PLACES].describe(self.request({}), MATCHES, [value])
            return rows[value]["place"] if value in rows else Plain(text=value)
        return shown(definition, value, self.library.sentence)

    # -- what happens -------------------------------------------------------------------------------------------------

    def say(
        self, phrase: Phrase, *, step: str = "", mark: str | None = None, picture: Enclosed | None = None, file: Enclosed | None = None
    ) -> None:
        """Say something."""
        self.events.append(Said(phrase=phrase, step=step, mark=mark, picture=picture, file=file))

    def open(self, question: Question, mark: str | None = None) -> None:
        """Ask, and wait for the answer. The number on the question is the newest from now on."""
        self.asking = max(self.asking, question.asking)
        self.replace_top(question=question, step=question.step)
        self.events.append(Said(phrase=question.text, question=question, step=question.step, mark=mark))

    def repeat(self) -> None:
        """Ask the open question once more, under the same number."""
        question = self.frames[-1].question if self.frames else None
        if question is not None:
            self.events.append(Said(phrase=question.text, question=question, step=question.step))

    def refresh(self, question: Question) -> None:
        """The open question changed in place."""
        self.events.append(Said(phrase=question.text, question=question, step=question.step, refresh=True))

    def change_question(self, question: Question) -> None:
        """The question that was just asked, with other buttons: it is asked once."""
        asked = self.frames[-1].question
        self.replace_top(question=question)
        self.events = [
            replace(event, question=question) if isinstance(event, Said) and event.question == asked else event for event in self.events
        ]

    def fill(self, slot: str, value: Slot, label: Value | None = None) -> None:
        """An answer goes into its slot; a fact is told to the memory as well."""
        definition = self.library.facts.get(slot)
        self.shown.pop(slot, None)
        if label is not None:
            self.shown[slot] = label
        if definition is None:
            self.slots[slot] = value
            return
        self.slots.pop(slot, None)
        by = "helped" if self.is_set("helped") else "contact"
        self._withdrawn.discard(slot)
        self.answers[slot] = Answer(value=value, at=self.now, by=by)
        if definition.kept_as == "consent":
            self.events.append(ConsentGiven(purpose=definition.consent or slot, yes=value == YES))
        elif definition.kept_as == "language":
            self.events.append(LanguageChosen(language=str(value)))
        elif value not in (UNKNOWN, WITHHELD):
            self.events.append(FactLearned(fact=slot, value=value, by=by))

    def withdraw(self, slot: str) -> None:
        """An answer counts no more."""
        self.shown.pop(slot, None)
        self.slots.pop(slot, None)
        answer = self.answers.pop(slot, None)
        definition = self.library.facts.get(slot)
        if definition is None:
            return
        self._withdrawn.add(slot)
        told = answer.value if answer else self._told.value(slot)
        if definition.kept_as == "fact" and told not in (None, UNKNOWN, WITHHELD):
            self.events.append(FactWithdrawn(fact=slot))

    def seal(self) -> None:
        """From here *back* leads nowhere: something was done."""
        self.trail.clear()
        self.sealed = True

    # -- the way through the form -------------------------------------------------------------------------------------

    def replace_top(self, **changes: object) -> None:
        """Change the frame on top."""
        self.frames[-1] = self.frames[-1].model_copy(update=changes)

    @property
    def script(self) -> Script:
        """The script on top."""
        return self.library.scripts[self.frames[-1].script]

    def places(self, step: str) -> tuple[tuple[str, str], ...]:
        """Where every script stands, with this step on top."""
        below = tuple((frame.script, frame.step or END) for frame in self.frames[:-1])
        return (*below, (self.frames[-1].script, step))

    def mark(self, step: str, slot: str) -> None:
        """Remember the way to a question that was answered."""
        self.trail = [*self.trail, Mark(places=self.places(step), slot=slot)][-MAX_TRAIL:]

    def advance(self, name: str, step: AnyStep, outcome: str | None = None) -> None:
        """To the step that `go` names, or else to the next one down."""
        target = step.go if isinstance(step.go, str) else (step.go or {}).get(outcome or "")
        self.replace_top(step=target or following(self.script, name), question=None)

    def push(self, script: str) -> bool:
        """Put a script on top; over an open question with slots of its own. False when the pile is full."""
        if len(self.frames) >= MAX_FRAMES:
            self.events.append(LimitReached(limit="frames"))
            return False
        set_aside(self)
        self.frames.append(Frame(script=script, step=next(iter(self.library.scripts[script].steps))))
        return True

    def leave(self) -> None:
        """The script on top is done; a question that was open below is asked again."""
        self.frames.pop()
        if not self.frames:
            self.clear()
            self.events.append(Ended())
        else:
            take_up(self)
            self.repeat()

    def clear(self) -> None:
        """The dialog is over: what it held is gone, what was said about the person stays."""
        self.frames.clear()
        for held in (self.slots, self.lists, self.outcomes, self.shown):
            held.clear()
        self.trail.clear()
        self.sealed = False
        self.misses = 0
        self.missed_at = None
        self.explained.clear()
        self.alone = None
        self.forced = None

    def state(self) -> State:
        """The state after the turn."""
        return State(
            edition=self.library.edition,
            frames=tuple(self.frames),
            asking=self.asking,
            answered=self.answered,
            slots=self.slots,
            lists=self.lists,
            outcomes=self.outcomes,
            shown=self.shown,
            answers=self.answers,
            trail=tuple(self.trail),
            sealed=self.sealed,
            misses=self.misses,
            missed_at=self.missed_at,
            alarmed=self.alarmed,
            alone=self.alone,
            explained=tuple(self.explained),
            parked=tuple(self.parked),
            moved_at=self.moved_at,
        )
