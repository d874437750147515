"""A dialog that is left without an answer does not stand in the way: it is parked, and can be taken up again."""

from __future__ import annotations

from datetime import datetime, timedelta

from dialogs.events import Ended
from dialogs.inputs import Called, Due, Input, Started
from dialogs.interrupting import hold, holds_now, set_aside
from dialogs.library import Library
from dialogs.phrase import Phrase
from dialogs.sentences import Sentence
from dialogs.state import Frame, Option, Parked, Question, State
from dialogs.verbs import run
from dialogs.walk import Walk

#: Without an answer for so long, the next script that begins does not come on top of it but in its place.
PARK_AFTER = timedelta(hours=24)
#: Without an answer for so long, it is over.
EXPIRE_AFTER = timedelta(days=14)
#: Dialogs that are kept; more, and the oldest is over.
MAX_PARKED = 4


def make_room(walk: Walk, given: Input) -> None:
    """Before a turn: what is too old is over, and what was left makes room for what begins now."""
    walk.parked = [parked for parked in walk.parked if walk.now - parked.left_at < EXPIRE_AFTER]
    if not walk.frames:
        return
    if is_left(walk.moved_at, walk.now, EXPIRE_AFTER):
        walk.clear()
        walk.events.append(Ended(reason="expired"))
    elif is_left(walk.moved_at, walk.now, PARK_AFTER) and _begins(walk, given):
        park(walk)


def is_left(moved_at: datetime | None, now: datetime, after: timedelta) -> bool:
    """Whether nothing was heard for so long."""
    return moved_at is not None and now - moved_at >= after


def goes_on(state: State, now: datetime) -> bool:
    """Whether a dialog is open that a check-in must come on top of, rather than in its place."""
    return bool(state.frames) and not is_left(state.moved_at, now, PARK_AFTER)


def gives_way(state: State, now: datetime) -> bool:
    """Whether a check-in that comes now finds nothing open: what was left so long is over, or is put away."""
    return is_left(state.moved_at, now, EXPIRE_AFTER) or (is_left(state.moved_at, now, PARK_AFTER) and not _stays(state.question))


def _stays(question: Question | None) -> bool:
    """What waits for a human is not put away."""
    return question is None or question.kind == "wait"


def park(walk: Walk) -> None:
    """Put the open dialog away as it is."""
    if _stays(walk.frames[-1].question):
        return
    left = Parked(frames=tuple(walk.frames), filled=holds_now(walk), left_at=walk.moved_at or walk.now)
    walk.parked = [*walk.parked, left][-MAX_PARKED:]
    walk.clear()


def resume(walk: Walk, asking: int) -> bool:
    """Take up the dialog whose open question has this number, on top of what is open. False where there is none."""
    parked = next((one for one in walk.parked if one.question is not None and asking in numbers(one.question)), None)
    if parked is None:
        return False
    walk.parked.remove(parked)
    set_aside(walk)
    on_top = bool(walk.frames)
    if all(_stands(walk.library, frame) for frame in parked.frames):
        walk.frames += parked.frames
        hold(walk, parked.filled)
        if on_top:
            # The way back was that of a dialog with nothing below it.
            walk.trail.clear()
    else:
        walk.push(parked.frames[0].script if parked.frames[0].script in walk.library.scripts else walk.library.anywhere["menu"])
        run(walk)
    return True


def offer_parked(walk: Walk) -> None:
    """Under the menu: a button that leads back to the dialog that was left last."""
    question = walk.frames[-1].question if walk.frames else None
    last = next((one for one in reversed(walk.parked) if one.question and one.frames[0].script in walk.library.scripts), None)
    if question is None or last is None or last.question is None or any(option.role == "resume" for option in question.options):
        return
    title = Phrase(text=walk.library.scripts[last.frames[0].script].title)
    option = Option(role="resume", value=last.question.asking, label=walk.sentence(Sentence.resume, title=title))
    walk.change_question(question.model_copy(update={"options": (*question.options, option)}))


def _begins(walk: Walk, given: Input) -> bool:
    match given:
        case Due():
            return True
        case Started(script=script):
            return all(frame.script != script for frame in walk.frames)
        case Called(word="menu"):
            return True
        case _:
            return False


def numbers(question: Question) -> tuple[int, ...]:
    """The numbers of an open question: its own, and that of the one that it stands in for."""
    return (question.asking, *((question.before.asking,) if question.before else ()))


def _stands(library: Library, frame: Frame) -> bool:
    script = library.scripts.get(frame.script)
    return script is not None and (frame.step is None or frame.step in script.steps)
