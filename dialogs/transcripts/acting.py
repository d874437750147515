"""Turns a line of a transcript into what it does: which button, which words, which turn of the world."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import get_args

from dialogs.inputs import Anywhere, Called, CaseClosed, Due, Expired, Heard, Input, Picked, Started
from dialogs.pictograms import parted
from dialogs.transcripts.lines import Act, Behind, Choice, InLanguage, Later, Shown, Transcript, WorldLine, YouLine

_TIME = re.compile(r"(\d+) (minute|hour|day|week)s?")


class NotThere(Exception):
    """There is no such button, question or time."""


def act_of(line: YouLine | WorldLine, asked: Sequence[Shown]) -> Act:
    """What the line does. `asked` are the questions until now, the open one last. Raises NotThere."""
    if isinstance(line, YouLine):
        return _said(line, asked[-1] if asked else None)
    match line.word:
        case "closed":
            return CaseClosed()
        case "expired":
            return Expired()
        case "start":
            return Started(script=line.text)
        case "due":
            return Due(script=line.text, check_in=line.number)
        case "language":
            return InLanguage(language=line.text)
        case "press old":
            return _pressed_old(line.text.strip("[] "), asked)
        case _:
            return Later(time=_time(line.text))


def first_act(transcript: Transcript) -> Act:
    """How the talk begins."""
    return Due(script=transcript.script, check_in=1) if transcript.due else Started(script=transcript.script)


def same_label(one: str, other: str) -> bool:
    """Whether two labels are the same for a reader: without pictogram, white space folded."""
    return " ".join(parted(one)[1].split()) == " ".join(parted(other)[1].split())


def _said(line: YouLine, open_question: Shown | None) -> Input:
    if line.called in get_args(Anywhere):
        return Called(word=line.called)  # type: ignore[arg-type]
    if not (line.called or line.values or line.buttons):
        return Behind(text=line.words) if line.behind else Heard(text=line.words)
    if open_question is None:
        raise NotThere
    if line.called:
        return _picked(open_question, [lambda choice: choice.role == line.called])
    if line.values:
        return _picked(open_question, [lambda choice, value=value: choice.value == value for value in line.values])  # type: ignore[misc]
    return _picked(open_question, [lambda choice, label=label: same_label(choice.label, label) for label in line.buttons])  # type: ignore[misc]


def _picked(question: Shown, wanted: Sequence[Callable[[Choice], bool]]) -> Picked:
    found = [next((choice for choice in question.choices if fits(choice)), None) for fits in wanted]
    indexes = tuple(choice.index for choice in found if choice is not None)
    if len(indexes) != len(wanted):
        raise NotThere
    several = question.kind == "many" and all(choice and choice.role == "answer" for choice in found)
    return Picked(asking=question.asking, indexes=indexes, complete=several)


def _pressed_old(label: str, asked: Sequence[Shown]) -> Picked:
    newest = asked[-1].asking if asked else 0
    for question in reversed(asked):
        if question.asking != newest and any(same_label(choice.label, label) for choice in question.choices):
            return _picked(question, [lambda choice: same_label(choice.label, label)])
    raise NotThere


def _time(text: str) -> timedelta:
    found = _TIME.fullmatch(text)
    if found is None:
        raise NotThere
    return timedelta(**{f"{found[2]}s": int(found[1])})
