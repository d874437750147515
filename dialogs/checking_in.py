"""A check-in begins a script by itself; what the person first does with it is told to the memory."""

from __future__ import annotations

from datetime import datetime

from dialogs.events import CheckInAnswered, CheckInPutOff
from dialogs.inputs import Due
from dialogs.interrupting import drop_from, drop_one
from dialogs.parking import gives_way
from dialogs.sentences import Sentence
from dialogs.state import Option, Question, State
from dialogs.verbs import run
from dialogs.walk import MAX_FRAMES, Walk

#: Questions under which the buttons of a check-in stand.
_WITH_BUTTONS = ("choice", "yes_no", "confirm")


def has_place(state: State, script: str, now: datetime) -> bool:
    """Whether a check-in with this script can begin now: not where its talk would lie on more than there may be."""
    return gives_way(state, now) or len(state.frames) < MAX_FRAMES or any(frame.script == script for frame in state.frames)


def come(walk: Walk, due: Due) -> None:
    """The script begins on top of what is open; the same script that still waits makes place for it."""
    depth = next((i for i, frame in enumerate(walk.frames) if frame.script == due.script), None)
    if depth is not None:
        drop_one(walk, depth)
    if due.script not in walk.library.scripts or not walk.push(due.script):
        return
    walk.replace_top(check_in=due.check_in)
    run(walk)
    question = walk.frames[-1].question if walk.frames else None
    if question is not None and question.kind in _WITH_BUTTONS and waiting_check_in(walk) is not None:
        walk.change_question(question.model_copy(update={"options": (*question.options, *_buttons(walk))}))


def waiting_check_in(walk: Walk) -> tuple[int, int] | None:
    """The place of the check-in whose question is open, and its number; None where the open question belongs to none."""
    for place in reversed(range(len(walk.frames))):
        frame = walk.frames[place]
        if frame.check_in is not None:
            return place, frame.check_in
        if place and walk.frames[place - 1].question is not None:
            return None
    return None


def settle(walk: Walk, question: Question | None, check_in: tuple[int, int] | None) -> None:
    """After a turn: the question that was open is answered, so the check-in is done, and *back* does not lead before it."""
    if question is None or check_in is None or walk.answered != question.asking:
        return
    place, number = check_in
    if place < len(walk.frames) and walk.frames[place].check_in == number:
        walk.frames[place] = walk.frames[place].model_copy(update={"check_in": None})
        walk.seal()
    walk.events.append(CheckInAnswered(check_in=number))


def put_off(walk: Walk, question: Question) -> None:
    """Not now: it comes again, and what was open before goes on."""
    found = waiting_check_in(walk)
    if found is None:
        walk.repeat()
        return
    walk.answered = question.asking
    walk.events.append(CheckInPutOff(check_in=found[1]))
    walk.say(walk.sentence(Sentence.check_in_put_off))
    leave(walk, found[0])
    walk.repeat()


def leave(walk: Walk, place: int) -> None:
    """Take the check-in away without an answer to it."""
    drop_from(walk, place)
    if not walk.frames:
        walk.clear()


def _buttons(walk: Walk) -> list[Option]:
    return [
        Option(role="later", label=walk.sentence(Sentence.check_in_later)),
        Option(role="quiet", label=walk.sentence(Sentence.check_in_quiet)),
    ]
