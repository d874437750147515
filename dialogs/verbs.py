"""What each verb of the dialog language does when its step is reached."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from dialogs.conditions import holds
from dialogs.discretion import asks_first, hides, later, showable, waits
from dialogs.events import CheckInPlanned, Enclosed, Ended, HandedOver, LimitReached, Submitted
from dialogs.guides import Row, Slot
from dialogs.phrase import Plain, Value
from dialogs.questions import asked, confirmed, forgetting, on_one_screen, waiting
from dialogs.script import (
    END,
    AnyStep,
    Ask,
    Confirm,
    Consult,
    Forget,
    Go,
    HandOver,
    Literalish,
    Remind,
    Say,
    SayCount,
    SayEach,
    SayText,
    Submit,
    Visit,
    following,
)
from dialogs.sentences import Sentence
from dialogs.state import ListOrigin
from dialogs.walk import Walk

#: Steps in one turn; more means a circle that the checks did not see.
MAX_STEPS = 200


def run(walk: Walk) -> None:
    """Go on from where the form stands until something is asked or nothing is left."""
    for _ in range(MAX_STEPS):
        if not walk.frames or walk.frames[-1].question is not None:
            return
        name = walk.frames[-1].step or END
        if name == END:
            walk.leave()
        elif name not in walk.script.steps:
            fail(walk, "step")
        else:
            _take(walk, name, walk.script.steps[name])
    fail(walk, "steps")


def fail(walk: Walk, limit: str) -> None:
    """End the dialog kindly where the script led nowhere."""
    walk.clear()
    walk.say(walk.sentence(Sentence.stopped))
    walk.events += [LimitReached(limit=limit), Ended(reason="failed")]


def _take(walk: Walk, name: str, step: AnyStep) -> None:
    # Who wants to change an answer is asked, even where the way would not lead past the question.
    forced = walk.forced == (walk.script.script, name)
    if not forced and not holds(step.when, walk.value, walk.today):
        walk.replace_top(step=following(walk.script, name))
        return
    walk.passed.append((walk.script.script, name))
    match step:
        case Say():
            _say(walk, name, step)
        case Ask():
            _ask(walk, name, step)
        case Confirm():
            _confirm(walk, name, step)
        case Consult():
            _consult(walk, name, step)
        case Visit():
            walk.advance(name, step)
            walk.push(step.visit)
        case Remind():
            walk.events.append(CheckInPlanned(plan=step.remind))
            walk.advance(name, step)
        case Submit():
            walk.events.append(Submitted(form=step.submit, values={k: _resolved(walk, v) for k, v in step.with_.items()}))
            walk.seal()
            walk.advance(name, step)
        case HandOver():
            _hand_over(walk, name, step)
        case Forget():
            walk.open(forgetting(walk, name, step), step.mark)
        case Go():
            walk.advance(name, step)
        case _:
            assert_never(step)


def _say(walk: Walk, name: str, step: Say) -> None:
    if step.private and asks_first(walk, name):
        return
    if step.private and hides(walk):
        later(walk)
    else:
        _tell(walk, name, step)
    walk.advance(name, step)


def _tell(walk: Walk, name: str, step: Say) -> None:
    match step.say:
        case str(text):
            walk.say(walk.phrase(text), step=name, mark=step.mark)
        case SayText(text=text, picture=picture, file=file, of=of):
            rows = tuple(walk.rows(of or "").values())
            enclosed = {"picture": _enclosed(picture, rows), "file": _enclosed(file, rows)}
            walk.say(walk.phrase(text), step=name, mark=step.mark, **enclosed)
        case SayCount(count=count, one=one, other=other):
            walk.say(walk.phrase(one, plural=other, count=count), step=name, mark=step.mark)
        case SayEach(each=each, text=text, picture=picture):
            for row in walk.rows(each).values():
                walk.say(walk.phrase(text, row), step=name, mark=step.mark, picture=_enclosed(picture, [row]))


def _enclosed(name: str | None, rows: Iterable[Row]) -> Enclosed | None:
    """A picture or a file of these rows; nothing of a list that is empty now."""
    held = tuple(rows)
    return Enclosed(name=name, rows=held) if name and held else None


def _ask(walk: Walk, name: str, step: Ask) -> None:
    about = walk.value(step.about) if step.about else None
    if about in walk.library.facts:
        step = step.model_copy(update={"slot": about, "type": None, "again": True})
    forced = walk.forced == (walk.frames[-1].script, name)
    if not forced and not step.again and step.slot in walk.library.facts and walk.fresh(step.slot):
        walk.advance(name, step, str(walk.value(step.slot)))
        return
    if waits(walk, name, step):
        return
    walk.forced = None
    question = asked(walk, name, step)
    if step.one_of and not any(option.role == "answer" for option in question.options):
        _nothing_to_choose(walk, name, step)
        return
    walk.open(question, step.mark)


def _nothing_to_choose(walk: Walk, name: str, step: Ask) -> None:
    """An empty list is passed over; one whose items are all gone since it was told is consulted anew, and that is said."""
    origin = walk.lists.get(step.one_of or "")
    if origin is not None and origin.keys and origin.step in walk.script.steps:
        walk.say(walk.sentence(Sentence.no_longer_valid))
        walk.replace_top(step=origin.step, question=None)
    else:
        walk.advance(name, step)


def _confirm(walk: Walk, name: str, step: Confirm) -> None:
    walk.replace_top(detour=None)
    facts = on_one_screen(walk, step)
    if any(walk.library.facts[fact].private for fact in facts) and asks_first(walk, name):
        return
    if listed := showable(walk, facts):
        walk.open(confirmed(walk, name, step, listed), step.mark)
    else:
        walk.advance(name, step)


def _consult(walk: Walk, name: str, step: Consult) -> None:
    guide = walk.guides[step.consult]
    arguments = {parameter: _resolved(walk, value) for parameter, value in step.with_.items()}
    advice = guide.consult(walk.request(arguments))
    walk.note(name, advice.outcome)
    for value, slot in step.gives.items():
        given = advice.values.get(value)
        walk.slots.pop(slot, None)
        walk.shown.pop(slot, None)
        walk.lists.pop(slot, None)
        if guide.signature.values[value].kind == "list":
            keys = tuple(str(key) for key in given) if isinstance(given, (list, tuple)) else ()
            walk.lists[slot] = ListOrigin(step=name, guide=step.consult, value=value, arguments=arguments, keys=keys)
            walk.slots[slot] = len(keys)
        elif given is not None and not isinstance(given, (list, tuple)):
            _give(walk, slot, given)  # type: ignore[arg-type]
    walk.advance(name, step, advice.outcome)


def _give(walk: Walk, slot: str, given: Value) -> None:
    match given:
        case int() | str():
            walk.slots[slot] = given
        case Plain(text=""):
            return
        case Plain(text=text):
            walk.slots[slot] = text
            walk.shown[slot] = given
        case _:
            walk.slots[slot] = True
            walk.shown[slot] = given


def _resolved(walk: Walk, value: Literalish) -> Slot:
    """A word after `with` names a slot where there is one, and stands for itself otherwise."""
    if isinstance(value, str):
        return walk.value(value) if value in walk.library.facts or value in walk.library.slots else value
    return value


def _hand_over(walk: Walk, name: str, step: HandOver) -> None:
    walk.seal()
    walk.events.append(HandedOver(topic=step.hand_over, reason=walk.phrase(step.reason), urgent=step.urgent, wait=step.wait))
    if step.wait:
        walk.open(waiting(walk, name, step), step.mark)
    else:
        walk.advance(name, step)
