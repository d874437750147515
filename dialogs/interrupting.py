"""A script may come on top of an open question. It fills slots of its own; the form below keeps what it held and goes on as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogs.state import Filled

if TYPE_CHECKING:
    from dialogs.walk import Walk


def set_aside(walk: Walk) -> None:
    """Before a script comes on top of the open question: what the form holds stays with it."""
    if not walk.frames or walk.frames[-1].question is None:
        return
    walk.replace_top(filled=holds_now(walk))
    hold(walk, Filled())


def holds_now(walk: Walk) -> Filled:
    """What the form holds as it stands."""
    return Filled(slots=walk.slots, lists=walk.lists, outcomes=walk.outcomes, shown=walk.shown, trail=tuple(walk.trail), sealed=walk.sealed)


def take_up(walk: Walk) -> None:
    """The form that is on top now goes on with what it held."""
    filled = walk.frames[-1].filled
    if filled is not None:
        hold(walk, filled)
        walk.replace_top(filled=None)


def interrupted(walk: Walk) -> int | None:
    """The place of the form that the scripts on top interrupted; None where nothing was."""
    return next((i for i in reversed(range(len(walk.frames) - 1)) if walk.frames[i].question is not None), None)


def drop_from(walk: Walk, depth: int) -> None:
    """Take the scripts from this place on away; the one below them goes on with what it held."""
    held = next((frame.filled for frame in walk.frames[max(depth - 1, 0) :] if frame.filled is not None), None)
    del walk.frames[depth:]
    if not walk.frames:
        hold(walk, Filled())
    elif held is not None:
        hold(walk, held)
        walk.replace_top(filled=None)


def drop_one(walk: Walk, depth: int) -> None:
    """Take the dialog that begins at this place away; what was begun on top of its open question stays."""
    end = next((i + 1 for i in range(depth, len(walk.frames)) if walk.frames[i].question is not None), len(walk.frames))
    if end == len(walk.frames):
        drop_from(walk, depth)
    else:
        del walk.frames[depth:end]


def hold(walk: Walk, filled: Filled) -> None:
    """Go on with these slots. How a fact is shown belongs to the fact, and so to no form."""
    facts = walk.library.facts
    labels = {name: value for name, value in walk.shown.items() if name in facts}
    walk.shown = {**{name: value for name, value in filled.shown.items() if name not in facts}, **labels}
    walk.slots, walk.lists, walk.outcomes = dict(filled.slots), dict(filled.lists), dict(filled.outcomes)
    walk.trail, walk.sealed = list(filled.trail), filled.sealed
