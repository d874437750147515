"""Writes a talk down as a `.chat` file, and rewrites a file from what happened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from dialogs.errors import ChatUnreadable
from dialogs.inputs import Called, CaseClosed, Due, Expired, Heard, Picked, Shared, Started
from dialogs.pictograms import parted
from dialogs.transcripts.acting import NotThere, act_of, first_act
from dialogs.transcripts.lines import (
    ANYTHING,
    MUST_BE_TOLD,
    Act,
    Behind,
    BotLine,
    CommentLine,
    EndLine,
    HappenedLine,
    InLanguage,
    Later,
    Seen,
    Shown,
    Transcript,
)
from dialogs.transcripts.playing import Turn, fits, told, turns

#: Letters on a line of words.
_WIDTH = 100


def write_chat(script: str, talk: Iterable[tuple[Act, Seen]], *, steps: bool = False) -> str:
    """A recorded talk as text. The first act is the start of the script. `steps`: name steps and values, not words."""
    lines = [f"script: {script}", ""]
    asked: list[Shown] = []
    for number, (act, seen) in enumerate(talk):
        if number:
            lines += _acted(act, asked, steps)
        lines += _seen(seen, steps, frozenset(MUST_BE_TOLD))
        asked += [shown for shown in seen.shown if shown.asking]
    return "\n".join(lines) + "\n"


def rewritten(transcript: Transcript, take: Callable[[Act], Seen]) -> str:
    """The file anew: what the person and the world do stays, what the bot says becomes what it said.

    Words with a gap stay where the bot still says the rest: what stands in the gap is another thing every time.

    Raises ChatUnreadable where a button is no longer there.
    """
    steps = any(isinstance(line, BotLine) and line.step for line in transcript.lines)
    kinds = {line.text.split(":")[0] for line in transcript.lines if isinstance(line, HappenedLine)}
    lines = list(transcript.header)
    asked: list[Shown] = []
    for turn in turns(transcript):
        act: Act = first_act(transcript)
        if turn.begun_by is not None:
            lines.append(told(turn.begun_by))
            try:
                act = act_of(turn.begun_by, asked)
            except NotThere as error:
                raise ChatUnreadable(transcript.file, turn.begun_by.number, told(turn.begun_by)) from error
        seen = take(act)
        seen = replace(seen, shown=tuple(_left_open(turn, shown) for shown in seen.shown))
        lines += _seen(seen, steps, kinds | set(MUST_BE_TOLD), tells_end=_tells_end(turn))
        lines += [line.text for line in turn.lines if isinstance(line, CommentLine)]
        asked += [shown for shown in seen.shown if shown.asking]
    return "\n".join(lines).rstrip("\n") + "\n"


def _left_open(turn: Turn, shown: Shown) -> Shown:
    """The message with the gap that its line has; as it is where no line has one."""
    gaps = (line for line in turn.lines if isinstance(line, BotLine) and ANYTHING in line.words and line.words != ANYTHING)
    line = next((line for line in gaps if fits(replace(line, buttons=()), shown)), None)
    return replace(shown, words=line.words) if line else shown


def _tells_end(turn: Turn) -> bool:
    return any(isinstance(line, EndLine) for line in turn.lines)


def _seen(seen: Seen, steps: bool, kinds: Iterable[str], *, tells_end: bool = True) -> Iterator[str]:
    wanted = set(kinds)
    yield from (text for text in seen.happened if text.split(":")[0] in wanted)
    for shown in seen.shown:
        yield from _said(shown, steps)
    if seen.ended and tells_end:
        yield "end"


def _said(shown: Shown, steps: bool) -> Iterator[str]:
    if steps and shown.step:
        yield f"bot: @{shown.step}"
        return
    first, *more = shown.words.split("\n")
    yield f"bot: {first}"
    yield from (f"     {line}" for line in more if line.strip())
    line = ""
    for choice in shown.choices:
        if choice.role not in ("answer", "aside", "yes", "no", "change", "subject"):
            continue
        button = f"[{parted(choice.label)[1]}]"
        if line and len(line) + len(button) > _WIDTH:
            yield f"     {line}"
            line = ""
        line = f"{line} {button}".strip()
    if line:
        yield f"     {line}"


def _acted(act: Act, asked: Sequence[Shown], steps: bool) -> Iterator[str]:
    match act:
        case Behind(text=text):
            yield f"and: {text}"
        case Heard(text=text):
            yield f"you: {text}"
        case Called(word=word):
            yield f"you: @{word}"
        case Picked():
            yield _pressed(act, asked, steps)
        case Started(script=script):
            yield f"start: {script}"
        case Due(script=script):
            yield f"due: {script}"
        case CaseClosed():
            yield "closed"
        case Expired():
            yield "expired"
        case Later(time=time):
            yield f"later: {time.days} days" if time.days else f"later: {time.seconds // 60} minutes"
        case InLanguage(language=language):
            yield f"language: {language}"
        case Shared():
            yield "# a location was shared here; a transcript cannot tell which"


def _pressed(picked: Picked, asked: Sequence[Shown], steps: bool) -> str:
    question = next((shown for shown in reversed(asked) if shown.asking == picked.asking), None)
    chosen = [choice for choice in (question.choices if question else ()) if choice.index in picked.indexes]
    labels = " ".join(f"[{parted(choice.label)[1]}]" for choice in chosen)
    if question is not None and asked and question.asking != asked[-1].asking:
        return f"press old: {labels}"
    if chosen and chosen[0].role not in ("answer", "aside", "change"):
        return f"you: @{chosen[0].role}"
    if steps and chosen and all(choice.value is not None for choice in chosen):
        return "you: =" + ", ".join(str(choice.value) for choice in chosen)
    return f"you: {labels}"
