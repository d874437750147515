"""Plays a transcript against a bot, and stops where the two differ.

The playing itself does nothing: it yields what is to be done and is sent what was seen. So the same transcript can be
played on the bare engine and, awaiting each turn, through the whole house.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Generator, Iterator, Sequence
from dataclasses import dataclass

from dialogs.transcripts.acting import NotThere, act_of, first_act, same_label
from dialogs.transcripts.lines import (
    ANYTHING,
    MUST_BE_TOLD,
    Act,
    BotLine,
    CommentLine,
    EndLine,
    Failure,
    HappenedLine,
    Line,
    Seen,
    Shown,
    Transcript,
    WorldLine,
    YouLine,
)

#: Three dots by themselves: a line to write on has more.
_ANYTHING = re.compile(rf"(?<!\.){re.escape(ANYTHING)}(?!\.)")

#: Yields acts, is sent what was seen, returns where it went otherwise.
Playing = Generator[Act, Seen, Failure | None]


@dataclass(frozen=True)
class Turn:
    """One act with the lines that should come of it. The first turn has no line of its own: the script begins."""

    begun_by: YouLine | WorldLine | None
    lines: tuple[Line, ...]


def play(transcript: Transcript, take: Callable[[Act], Seen]) -> Failure | None:
    """Play it; None when all went as written."""
    playing = played(transcript)
    try:
        act = next(playing)
        while True:
            act = playing.send(take(act))
    except StopIteration as stop:
        failure: Failure | None = stop.value
        return failure


async def play_awaiting(transcript: Transcript, take: Callable[[Act], Awaitable[Seen]]) -> Failure | None:
    """The same where each turn is awaited."""
    playing = played(transcript)
    try:
        act = next(playing)
        while True:
            act = playing.send(await take(act))
    except StopIteration as stop:
        failure: Failure | None = stop.value
        return failure


def played(transcript: Transcript) -> Playing:
    """The playing as a generator."""
    asked: list[Shown] = []
    for turn in turns(transcript):
        act: Act = first_act(transcript)
        if turn.begun_by is not None:
            try:
                act = act_of(turn.begun_by, asked)
            except NotThere:
                return Failure(file=transcript.file, line=turn.begun_by.number, transcript=told(turn.begun_by), bot=_open(asked))
        seen = yield act
        asked += [shown for shown in seen.shown if shown.asking]
        line = turn.begun_by.number if turn.begun_by else len(transcript.header)
        failure = _compared(turn, seen, transcript.file, line)
        if failure is not None:
            return failure
    return None


def turns(transcript: Transcript) -> Iterator[Turn]:
    """The transcript in turns: every line that does something begins one."""
    begun_by: YouLine | WorldLine | None = None
    lines: list[Line] = []
    for line in transcript.lines:
        if isinstance(line, YouLine | WorldLine):
            yield Turn(begun_by, tuple(lines))
            begun_by, lines = line, []
        else:
            lines.append(line)
    yield Turn(begun_by, tuple(lines))


def told(line: Line) -> str:
    """A line as it is shown where something went otherwise."""
    match line:
        case BotLine(step=step, words=words, buttons=buttons):
            return " ".join(["bot:", f"@{step}" if step else words, *(f"[{label}]" for label in buttons)])
        case YouLine(words=words, behind=True):
            return f"and: {words}"
        case YouLine(words=words, buttons=buttons, values=values, called=called):
            pressed = " ".join(f"[{label}]" for label in buttons)
            return f"you: {words or pressed or (called and f'@{called}') or '=' + ', '.join(values)}"
        case HappenedLine(text=text) | CommentLine(text=text):
            return text
        case WorldLine(word=word, text=text):
            return f"{word}: {text}" if text else word
        case EndLine():
            return "end"


def shown_words(shown: Shown) -> str:
    """A message as it is shown where something went otherwise."""
    return " ".join([shown.words, *(f"[{choice.label}]" for choice in shown.choices if choice.role in _TOLD)])


#: Buttons that a transcript tells when it tells any; the others are there on nearly every question.
_TOLD = ("answer", "aside", "yes", "no", "change", "subject")


def _open(asked: Sequence[Shown]) -> str:
    return shown_words(asked[-1]) if asked else ""


def _compared(turn: Turn, seen: Seen, file: str, number: int) -> Failure | None:
    left = list(seen.shown)
    happened = list(seen.happened)
    anything = False
    for line in turn.lines:
        failure = Failure(file=file, line=line.number, transcript=told(line), bot=_next(left, seen))
        match line:
            case BotLine(words=words, buttons=()) if words == ANYTHING:
                anything = True
            case BotLine():
                while anything and left and not fits(line, left[0]):
                    left.pop(0)
                if not left or not fits(line, left.pop(0)):
                    return failure
                anything = False
            case HappenedLine(text=text):
                if text not in happened:
                    return Failure(file=file, line=line.number, transcript=text, bot="; ".join(happened))
                happened.remove(text)
            case EndLine() if not seen.ended:
                return failure
            case _:
                continue
    untold = [text for text in happened if text.split(":")[0] in MUST_BE_TOLD]
    if untold or (left and not anything):
        last = max([number, *(line.number for line in turn.lines if not isinstance(line, CommentLine))])
        return Failure(file=file, line=last, transcript="", bot=shown_words(left[0]) if left and not anything else untold[0])
    return None


def _next(left: Sequence[Shown], seen: Seen) -> str:
    return shown_words(left[0]) if left else "end" if seen.ended else ""


def fits(line: BotLine, shown: Shown) -> bool:
    """Whether a message is what the line says: its step or its words, and its buttons where they are told."""
    if line.step:
        right = line.step == shown.step or line.step in shown.alike
    else:
        pattern = ".*".join(re.escape(part.strip()) for part in _ANYTHING.split(" ".join(line.words.split())))
        right = re.fullmatch(pattern, " ".join(shown.words.split())) is not None
    return right and (not line.buttons or _fit(line.buttons, shown))


def _fit(buttons: Sequence[str], shown: Shown) -> bool:
    """Every choice is told in its order; buttons of the engine may be told."""
    left = list(shown.choices)
    for label in buttons:
        if label == ANYTHING:
            return True
        while left and not same_label(left[0].label, label):
            if left.pop(0).role in _TOLD:
                return False
        if not left:
            return False
        left.pop(0)
    return not any(choice.role in _TOLD for choice in left)
