"""Where *back* leads."""

from __future__ import annotations

from dialogs.interrupting import drop_from, interrupted
from dialogs.sentences import Sentence
from dialogs.state import Frame, Mark
from dialogs.verbs import run
from dialogs.walk import Walk


def go_back(walk: Walk) -> bool:
    """To what was before: the confirm screen, the script that was interrupted, or the question answered last. False: nothing is open."""
    if not walk.frames:
        return False
    if walk.frames[-1].detour is not None:
        walk.replace_top(step=walk.frames[-1].detour, question=None, detour=None)
        run(walk)
        return True
    below = interrupted(walk)
    if walk.trail:
        _return_to(walk, walk.trail.pop(), 0 if below is None else below + 1)
    elif below is not None:
        drop_from(walk, below + 1)
        walk.repeat()
    else:
        walk.say(walk.sentence(Sentence.cannot_undo if walk.sealed else Sentence.nothing_to_go_back_to))
        walk.repeat()
    return True


def _return_to(walk: Walk, mark: Mark, bottom: int) -> None:
    """To a question that was answered; the frames below `bottom` are of the form that was interrupted, and stay."""
    walk.frames[bottom:] = [Frame(script=script, step=step) for script, step in mark.places[bottom:]]
    if mark.slot:
        walk.withdraw(mark.slot)
    walk.forced = mark.places[-1]
    run(walk)
