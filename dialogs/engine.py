"""The engine: one input, one turn, as a pure function."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import assert_never

from dialogs import checking_in, parking
from dialogs.answering import hear, miss, pick, share
from dialogs.days import HOME, day_of
from dialogs.events import Ended, Event, Forgotten, Hidden
from dialogs.explaining import explain, offer_words
from dialogs.going_back import go_back
from dialogs.guides import Guide, Person, Slot
from dialogs.inputs import (
    Anywhere,
    Called,
    CaseClosed,
    Due,
    Expired,
    Happened,
    Heard,
    Input,
    Picked,
    Remark,
    Remarked,
    Shared,
    Started,
    Wondered,
)
from dialogs.interrupting import drop_from
from dialogs.library import Library
from dialogs.nearest import restored, subjects
from dialogs.remarks import answer_remark, happen
from dialogs.sentences import Sentence
from dialogs.state import Frame, Option, Question, State
from dialogs.verbs import run
from dialogs.walk import Walk

__all__ = ["HOME", "day_of", "take_turn", "turn"]


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
    parking.make_room(walk, given)
    open_before, check_in = _open(walk), checking_in.waiting_check_in(walk)
    _given(walk, given)
    checking_in.settle(walk, open_before, check_in)
    offer_words(walk)
    if not isinstance(given, CaseClosed | Expired):
        walk.moved_at = now
    return walk


def _given(walk: Walk, given: Input) -> None:
    match given:
        case Started() | Due() | Called():
            _begin(walk, given)
        case Picked():
            _pick(walk, given)
        case Heard():
            _hear(walk, given)
        case Shared():
            _share(walk, given)
        case Remarked(remark=remark):
            _remark(walk, remark)
        case Happened():
            _happen(walk, given)
        case Wondered(words=words, otherwise=otherwise):
            _wonder(walk, words, otherwise)
        case CaseClosed():
            _close_case(walk)
        case Expired():
            if walk.frames:
                walk.clear()
                walk.events.append(Ended(reason="expired"))
        case _:
            assert_never(given)


def _begin(walk: Walk, given: Started | Due | Called) -> None:
    match given:
        case Started(script=script, answers=answers):
            _start(walk, script, answers)
        case Due():
            checking_in.come(walk, given)
        case Called(word=word):
            _call(walk, word)


def _open(walk: Walk) -> Question | None:
    return walk.frames[-1].question if walk.frames else None


def _start(walk: Walk, script: str, answers: Mapping[str, Slot]) -> None:
    for name, value in answers.items():
        walk.fill(name, value)
    depth = next((i for i, frame in enumerate(walk.frames) if frame.script == script), None)
    if depth is not None:
        drop_from(walk, depth + 1)
        if walk.frames[depth].question is None:
            # What it visited is broken off: without that it cannot go on, so it begins anew.
            walk.frames[depth] = Frame(script=script, step=next(iter(walk.library.scripts[script].steps)))
        walk.repeat()
    elif script not in walk.library.scripts or not walk.push(script):
        walk.repeat()
    run(walk)
    if script == walk.library.anywhere.get("menu"):
        parking.offer_parked(walk)


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
    if question is not None and question.before is not None and picked.asking == question.before.asking:
        # The whole question still stands above the one that asks what was meant: its buttons count.
        _press(walk, restored(walk), picked)
    elif question is not None and picked.asking == question.asking:
        _press(walk, question, picked)
    elif parking.resume(walk, picked.asking):
        _press_parked(walk, picked)
    else:
        _old_button(walk, picked)


def _press(walk: Walk, question: Question | None, picked: Picked) -> None:
    option = pick(walk, question, picked) if question is not None else None
    if question is not None and option is not None:
        _serve(walk, question, option)


def _press_parked(walk: Walk, picked: Picked) -> None:
    """A button of a dialog that was left. Where its script is no longer as it was, it began anew and nothing is pressed."""
    question, check_in = _open(walk), checking_in.waiting_check_in(walk)
    if question is not None and picked.asking in parking.numbers(question):
        _press(walk, question, picked)
        checking_in.settle(walk, question, check_in)


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
        case "resume":
            _resume(walk, int(option.value or 0))
        case "later":
            checking_in.put_off(walk, question)
        case "quiet":
            _quiet(walk, question)
        case "subject":
            restored(walk)
            _start(walk, str(option.value), {})
        case "yes" if question.kind == "forget":
            _forget(walk)
        case _:
            walk.answered = question.asking
            walk.advance(question.step, walk.script.steps[question.step])
            run(walk)


def _resume(walk: Walk, asking: int) -> None:
    """From the menu back to the dialog that was left; the menu itself is done."""
    menu = walk.frames[-1].script
    drop_from(walk, len(walk.frames) - 1)
    if not parking.resume(walk, asking):
        _start(walk, menu, {})
    else:
        walk.repeat()


def _quiet(walk: Walk, question: Question) -> None:
    """Under a check-in: no more of these for a while, or never. The check-in itself is done."""
    found = checking_in.waiting_check_in(walk)
    walk.answered = question.asking
    if found is not None:
        checking_in.leave(walk, found[0])
    _call(walk, "pause")


def _forget(walk: Walk) -> None:
    walk.clear()
    walk.answers.clear()
    walk.events.append(Forgotten())
    walk.say(walk.sentence(Sentence.forgotten))
    walk.events.append(Ended())


def _hear(walk: Walk, heard: Heard) -> None:
    question = restored(walk)
    if question is not None:
        hear(walk, question, heard)
        return
    term = walk.library.terms.named(heard.text)
    if term is not None:
        explain(walk, [term])
    else:
        walk.say(walk.sentence(Sentence.nothing_open))
    _call(walk, "menu")
    _add_choices(walk, subjects(walk, heard))


def _add_choices(walk: Walk, options: list[Option]) -> None:
    """What it may be about stands under the menu too, last."""
    question = _open(walk)
    if question is not None and options:
        walk.change_question(question.model_copy(update={"options": (*question.options, *options)}))


def _happen(walk: Walk, happened: Happened) -> None:
    if not happen(walk, happened):
        _call(walk, "human")


def _remark(walk: Walk, remark: Remark) -> None:
    answer_remark(walk, remark)
    if not walk.frames:
        _call(walk, "menu")


def _wonder(walk: Walk, words: Sequence[str], otherwise: Input) -> None:
    """Explain the words that are asked about; where none is known it was something else."""
    terms = walk.library.terms.asked(words)
    if not terms:
        _given(walk, otherwise)
        return
    restored(walk)
    explain(walk, terms)
    if not walk.frames:
        _call(walk, "menu")


def _share(walk: Walk, shared: Shared) -> None:
    question = restored(walk)
    if question is not None:
        share(walk, question, shared)
    else:
        miss(walk)


def _back(walk: Walk) -> None:
    if not go_back(walk):
        walk.say(walk.sentence(Sentence.nothing_to_go_back_to))
        _call(walk, "menu")


def _close_case(walk: Walk) -> None:
    question = _open(walk)
    if question is not None and question.kind == "wait":
        walk.advance(question.step, walk.script.steps[question.step])
        run(walk)
