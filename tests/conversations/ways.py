"""What a transcript shows of each script: which steps and choices, where somebody stumbled, and whether they came back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from conversations.conftest import shipped_library, talk
from conversations.world import in_dutch

from dialogs.checks.scope import visits_of
from dialogs.inputs import Called, Picked
from dialogs.script import Ask, Confirm
from dialogs.state import Question
from dialogs.transcripts import Act, EngineTalk, Seen, Transcript, play, read_chat

HERE = Path(__file__).parent
#: Roles and values of buttons by which somebody does not know, does not want, or wants a human instead.
_REFUSING = ("unknown", "withheld", "human", "no", "nee", "again")


@dataclass
class Shows:
    """What one transcript shows when it is played on the engine."""

    chat: Transcript
    #: Script and step; what was chosen at a step stands behind it.
    passed: set[tuple[str, ...]] = field(default_factory=set)
    #: How often each script was begun or visited.
    entered: Counter[str] = field(default_factory=Counter)
    #: Scripts in which something was not known, not wanted or not understood.
    stumbled: set[str] = field(default_factory=set)

    def of(self, script: str) -> set[tuple[str, ...]]:
        """What it shows of this script, if it goes through it at all."""
        return {each for each in self.passed if each[0] in belonging(script)} if self.entered[script] else set()

    def stumbles_in(self, script: str) -> bool:
        """Whether something was not known, not wanted or not understood there."""
        return self.entered[script] > 0 and not self.stumbled.isdisjoint(belonging(script))

    def comes_back_to(self, script: str) -> bool:
        """Whether the script was begun a second time, or something that it asks was known before."""
        scripts = shipped_library().scripts
        steps = [step for name in belonging(script) for step in scripts[name].steps.values()]
        asked = {step.slot for step in steps if isinstance(step, Ask)}
        asked |= {slot for step in steps if isinstance(step, Confirm) for slot in step.confirm}
        return self.entered[script] > 1 or (self.entered[script] > 0 and not asked.isdisjoint(self.chat.facts))


@cache
def belonging(script: str) -> frozenset[str]:
    """The script with those that are only ever visited, where it visits them."""
    scripts, found, todo = shipped_library().scripts, {script}, [script]
    while todo:
        for visited in visits_of(scripts[todo.pop()]) - found:
            if visited not in beginnings():
                found.add(visited)
                todo.append(visited)
    return frozenset(found)


@cache
def beginnings() -> tuple[str, ...]:
    """Scripts that somebody can begin, or that begin by themselves. Others are gone through with those that visit them."""
    library = shipped_library()
    planned = {plan.script for plan in library.checkins.values()}
    return tuple(
        name for name, script in sorted(library.scripts.items()) if name in planned or script.starts.model_dump(exclude_defaults=True)
    )


class Watched:
    """A talk on the engine that is watched."""

    def __init__(self, chat: Transcript, talking: EngineTalk) -> None:
        self.shows = Shows(chat)
        self._talk = talking

    def take(self, act: Act) -> Seen:
        """Do it, and note what it shows."""
        before = self._talk.state
        self._talk.passed = set()
        seen = self._talk.take(act)
        self.shows.passed |= self._talk.passed
        self.shows.entered.update({script for script, _ in self._talk.passed} - {frame.script for frame in before.frames})
        if before.question is not None:
            self._answered(act, before.frames[-1].script, before.question)
            if self._talk.state.misses > before.misses:
                self.shows.stumbled.add(before.frames[-1].script)
        return seen

    def _answered(self, act: Act, script: str, question: Question) -> None:
        match act:
            case Picked(asking=asking, indexes=indexes) if asking == question.asking:
                chosen = [question.options[index] for index in indexes]
                self.shows.passed |= {(script, question.step, option.role, str(option.value)) for option in chosen}
                if any(option.role in _REFUSING or option.value in _REFUSING for option in chosen):
                    self.shows.stumbled.add(script)
            case Called(word="end" | "back" | "human"):
                self.shows.stumbled.add(script)
            case _:
                pass


@cache
def shown_by_all() -> tuple[Shows, ...]:
    """Of every transcript that can be played on the engine. One that goes otherwise than written is found by its own test."""
    return tuple(_watch())


def _watch() -> Iterator[Shows]:
    for file in sorted(HERE.glob("*.chat")):
        chat = read_chat(file.read_text("utf-8"), file.name)
        if chat.only != "house":
            watched = Watched(chat, talk(chat, in_dutch))
            play(chat, watched.take)
            yield watched.shows


@cache
def goes(way: str, script: str) -> list[Shows]:
    """The transcripts that go this way through a script: they say so, and what they show of it bears that out."""
    said = [shows for shows in shown_by_all() if way in shows.chat.ways and shows.of(script)]
    match way:
        case "unhappy":
            usual = {each for shows in goes("common", script) for each in shows.of(script)}
            return [shows for shows in said if shows.stumbles_in(script) or shows.of(script) - usual]
        case "again":
            return [shows for shows in said if shows.comes_back_to(script)]
        case _:
            return said
