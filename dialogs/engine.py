"""The engine: one input, one turn, as a pure function."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import assert_never
from zoneinfo import ZoneInfo

from dialogs.answering import hear, miss, pick, share
from dialogs.events import Ended, Event, Forgotten, Hidden
from dialogs.guides import Guide, Person, Slot
from dialogs.inputs import Anywhere, Called, CaseClosed, Expired, Heard, Input, Picked, Shared, Started
from dialogs.library import Library
from dialogs.sentences import Sentence
from dialogs.state import Frame, Option, Question, State
from dialogs.verbs import run
from dialogs.walk import Walk

#: Days are days in the Netherlands.
HOME = ZoneInfo("Europe/Amsterdam")


def day_of(now: datetime) -> date:
    """The day it is in the Netherlands."""
    return now.astimezone(HOME).date()


def take_turn(
    library: Library, guides: Mapping[str, Guide], state: State, person: Person, given: Input, now: datetime
) -> tuple[State, list[Event]]:
    """Take one input and go on until the next question, or the end.

    `person` is what the memory knows (facts and consents); what was said in this conversation stands in the state.
    Nothing is sent or kept here: the events say what happened.
    """
    walk = turn(library, guides, state, person, given, now)
    return walk.state(), walk.events


def turn(library: Library, guides: Mapping[str, Guide], state: State, person: Person, given: Input, now: datetime) -> Walk:
    """The same turn, with the way that was gone in it."""
    walk = Walk(library, guides, state, person, now, day_of(now))
    match given:
        case Started(script=script, answers=answers):
            _start(walk, script, answers)
        case Called(word=word):
            _call(walk, word)
        case Picked():
            _pick(walk, given)
        case Heard():
            _hear(walk, given)
        case Shared():
            _share(walk, given)
        case CaseClosed():
            _close_case(walk)
        case Expired():
            if walk.frames:
                walk.clear()
                walk.events.append(Ended(reason="expired"))
        case _:
            assert_never(given)
    return walk


def _open(walk: Walk) -> Question | None:
    return walk.frames[-1].question if walk.frames else None


def _start(walk: Walk, script: str, answers: Mapping[str, Slot]) -> None:
    for name, value in answers.items():
        walk.fill(name, value)
    depth = next((i for i, frame in enumerate(walk.frames) if frame.script == script), None)
    if depth is not None:
        del walk.frames[depth + 1 :]
        walk.repeat()
    elif script not in walk.library.scripts or not walk.push(script):
        walk.repeat()
    run(walk)


def _call(walk: Walk, word: Anywhere) -> None:
    script = walk.library.anywhere.get(word)
    if word == "back":
        _back(walk)
    elif word == "end":
        walk.clear()
        walk.say(walk.sentence(Sentence.stopped))
        walk.events.append(Ended(reason="stopped"))
    elif word == "hide":
        walk.events.append(Hidden())
    elif script is not None:
        _start(walk, script, {})
    else:
        walk.repeat()


def _pick(walk: Walk, picked: Picked) -> None:
    question = _open(walk)
    if question is None or picked.asking != question.asking:
        _old_button(walk, picked)
        return
    option = pick(walk, question, picked)
    if option is not None:
        _serve(walk, question, option)


def _old_button(walk: Walk, picked: Picked) -> None:
    """A second tap on the question just answered does nothing; an older one is answered with the open question."""
    if picked.asking == walk.answered:
        return
    walk.say(walk.sentence(Sentence.old_button))
    if _open(walk) is not None:
        walk.repeat()
    else:
        _call(walk, "menu")


def _serve(walk: Walk, question: Question, option: Option) -> None:
    match option.role:
        case "back":
            _back(walk)
        case "human":
            _call(walk, "human")
        case "yes" if question.kind == "forget":
            _forget(walk)
        case _:
            walk.answered = question.asking
            walk.advance(question.step, walk.script.steps[question.step])
            run(walk)


def _forget(walk: Walk) -> None:
    walk.clear()
    walk.answers.clear()
    walk.events.append(Forgotten())
    walk.say(walk.sentence(Sentence.forgotten))
    walk.events.append(Ended())


def _hear(walk: Walk, heard: Heard) -> None:
    question = _open(walk)
    if question is not None:
        hear(walk, question, heard)
    else:
        walk.say(walk.sentence(Sentence.nothing_open))
        _call(walk, "menu")


def _share(walk: Walk, shared: Shared) -> None:
    question = _open(walk)
    if question is not None:
        share(walk, question, shared)
    else:
        miss(walk)


def _back(walk: Walk) -> None:
    """To what was before: the confirm screen, the script that was interrupted, or the question answered last."""
    if not walk.frames:
        walk.say(walk.sentence(Sentence.nothing_to_go_back_to))
        _call(walk, "menu")
        return
    if walk.frames[-1].detour is not None:
        walk.replace_top(step=walk.frames[-1].detour, question=None, detour=None)
        run(walk)
        return
    last = walk.trail[-1] if walk.trail else None
    interrupts = len(walk.frames) > 1 and walk.frames[-2].question is not None
    if interrupts and (last is None or len(last.places) < len(walk.frames)):
        walk.frames.pop()
        walk.repeat()
    elif last is None:
        walk.say(walk.sentence(Sentence.cannot_undo if walk.sealed else Sentence.nothing_to_go_back_to))
        walk.repeat()
    else:
        walk.trail.pop()
        _return_to(walk, last.places, last.slot)


def _return_to(walk: Walk, places: tuple[tuple[str, str], ...], slot: str) -> None:
    open_below = {frame.script: frame.question for frame in walk.frames[:-1] if frame.question is not None}
    walk.frames[:] = [Frame(script=script, step=step, question=open_below.get(script)) for script, step in places]
    walk.replace_top(question=None)
    if slot:
        walk.withdraw(slot)
    walk.forced = places[-1]
    run(walk)


def _close_case(walk: Walk) -> None:
    question = _open(walk)
    if question is not None and question.kind == "wait":
        walk.advance(question.step, walk.script.steps[question.step])
        run(walk)
