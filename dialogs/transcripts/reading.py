"""Reads a `.chat` file: a talk as a person would write it down."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pydantic import TypeAdapter, ValidationError

from dialogs.errors import ChatUnreadable
from dialogs.guides import Phone, Slot
from dialogs.reading import Unreadable, read_yaml
from dialogs.transcripts.lines import (
    MAY_BE_TOLD,
    MUST_BE_TOLD,
    BotLine,
    CommentLine,
    EndLine,
    HappenedLine,
    Line,
    Stage,
    Transcript,
    Way,
    WorldLine,
    YouLine,
)

_HEADER = re.compile(r"(script|due|facts|phone|today|language|only|way):\s*(.*)")
_BUTTON = re.compile(r"\[([^\]]*)\]")
_ONLY_BUTTONS = re.compile(r"\s*(\[[^\]]*\]\s*)+")
_FACTS: TypeAdapter[dict[str, Slot]] = TypeAdapter(dict[str, Slot])
_PHONE = TypeAdapter(Phone)
_STAGE: TypeAdapter[Stage] = TypeAdapter(Stage)
_WAYS = TypeAdapter(tuple[Way, ...])

#: Words of the world with nothing after them, and with something.
_ALONE = ("closed", "expired")
_WITH_MORE = ("start", "due", "later", "language", "press old")


def read_chat(text: str, file: str) -> Transcript:
    """Read a transcript. Raises ChatUnreadable with the line that cannot be read."""
    numbered = list(enumerate(text.splitlines(), start=1))
    count = next((index for index, (_, line) in enumerate(numbered) if not _is_header(line)), len(numbered))
    header = {found[1]: (number, found[2]) for number, line in numbered[:count] if (found := _HEADER.match(line))}
    if ("script" in header) == ("due" in header):
        raise ChatUnreadable(file, 1, "script:")
    return Transcript(
        file=file,
        script=header["due" if "due" in header else "script"][1].strip(),
        due="due" in header,
        facts=_facts(file, *header["facts"]) if "facts" in header else {},
        phone=_phone(file, *header["phone"]) if "phone" in header else Phone(),
        today=_day(file, *header["today"]) if "today" in header else None,
        language=header["language"][1].strip() if "language" in header else "",
        only=_stage(file, *header["only"]) if "only" in header else None,
        ways=_ways(file, *header["way"]) if "way" in header else (),
        header=tuple(line for _, line in numbered[:count]),
        lines=tuple(_lines(numbered[count:], file)),
    )


def _is_header(line: str) -> bool:
    return not line.strip() or line.startswith("#") or _HEADER.match(line) is not None


def _facts(file: str, number: int, text: str) -> dict[str, Slot]:
    try:
        return _FACTS.validate_python(read_yaml(text).data)
    except (Unreadable, ValidationError) as error:
        raise ChatUnreadable(file, number, text) from error


def _phone(file: str, number: int, text: str) -> Phone:
    try:
        return _PHONE.validate_python(read_yaml(text).data)
    except (Unreadable, ValidationError) as error:
        raise ChatUnreadable(file, number, text) from error


def _stage(file: str, number: int, text: str) -> Stage:
    try:
        return _STAGE.validate_python(text.strip())
    except ValidationError as error:
        raise ChatUnreadable(file, number, text) from error


def _ways(file: str, number: int, text: str) -> tuple[Way, ...]:
    try:
        return _WAYS.validate_python(tuple(word.strip() for word in text.split(",")))
    except ValidationError as error:
        raise ChatUnreadable(file, number, text) from error


def _day(file: str, number: int, text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise ChatUnreadable(file, number, text) from error


def _lines(numbered: list[tuple[int, str]], file: str) -> Iterator[Line]:
    """Lines that begin with a space belong to the line above."""
    for number, text, more in _blocks(numbered, file):
        try:
            yield _line(number, text, more)
        except ValueError as error:
            raise ChatUnreadable(file, number, text) from error


def _blocks(numbered: list[tuple[int, str]], file: str) -> Iterator[tuple[int, str, list[str]]]:
    block: tuple[int, str, list[str]] | None = None
    for number, line in numbered:
        if line[:1].isspace() and line.strip():
            if block is None:
                raise ChatUnreadable(file, number, line)
            block[2].append(line.strip())
            continue
        if block is not None:
            yield block
        block = (number, line.rstrip(), [])
    if block is not None:
        yield block


def _line(number: int, text: str, more: list[str]) -> Line:
    """One line with what belongs to it. Raises ValueError."""
    if not text or text.startswith("#"):
        return CommentLine(number=number, text=text)
    word, colon, rest = (part.strip() for part in text.partition(":"))
    match word:
        case "bot" if colon:
            return _bot(number, rest, more)
        case "you" if colon and rest:
            return _you(number, " ".join([rest, *more]))
        case "and" if colon and rest:
            return YouLine(number=number, words=" ".join([rest, *more]), behind=True)
        case "end" if not colon:
            return EndLine(number=number)
        case _ if word in _ALONE and not colon:
            return WorldLine(number=number, word=word)
        case _ if word in _WITH_MORE and rest:
            return WorldLine(number=number, word=word, text=rest)
        case _ if word in (*MUST_BE_TOLD, *MAY_BE_TOLD) and rest:
            return HappenedLine(number=number, text=" ".join([text, *more]))
        case _:
            raise ValueError(text)


def _bot(number: int, rest: str, more: list[str]) -> BotLine:
    words = [line for line in (rest, *more) if not _ONLY_BUTTONS.fullmatch(line)]
    buttons = tuple(label for line in more if _ONLY_BUTTONS.fullmatch(line) for label in _BUTTON.findall(line))
    if rest.startswith("@"):
        return BotLine(number=number, step=rest[1:], buttons=buttons)
    return BotLine(number=number, words="\n".join(words), buttons=buttons)


def _you(number: int, rest: str) -> YouLine:
    if rest.startswith("@"):
        return YouLine(number=number, called=rest[1:])
    if rest.startswith("="):
        return YouLine(number=number, values=tuple(part.strip() for part in rest[1:].split(",")))
    if _ONLY_BUTTONS.fullmatch(rest):
        return YouLine(number=number, buttons=tuple(_BUTTON.findall(rest)))
    return YouLine(number=number, words=rest)
