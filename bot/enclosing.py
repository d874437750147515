"""What goes with the words of a turn: what is to be drawn, in the person's words, and files to keep. Both as rows hold them."""

from __future__ import annotations

import base64
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from bot.drawing.dates import Date, calendar_file
from bot.drawing.errors import DrawingError
from bot.drawing.pictures import day_of, in_words, plain
from bot.errors import FileUnknown
from bot.language.render import Renderer
from bot.messages import File
from dialogs.events import Enclosed, Said
from dialogs.guides import Row

log = logging.getLogger(__name__)


def pictures_of(said: Iterable[Said]) -> tuple[Enclosed, ...]:
    """The pictures of a turn; those of one kind that follow each other are one picture of all their rows."""
    found: list[Enclosed] = []
    for picture in (one.picture for one in said):
        if picture is None:
            continue
        if found and found[-1].name == picture.name:
            found[-1] = Enclosed(name=picture.name, rows=(*found[-1].rows, *picture.rows))
        else:
            found.append(picture)
    return tuple(found)


def sketched(pictures: Sequence[Enclosed], language: str, renderer: Renderer) -> list[dict[str, Any]]:
    """What is to be drawn, as plain JSON in the words of this language. A picture of unfit rows is left out: the words are enough."""
    parts: list[dict[str, Any]] = []
    for picture in pictures:
        with _left_out(picture):
            parts.append(in_words(picture.name, picture.rows, language, renderer))
    return parts


def written(files: Iterable[Enclosed], language: str, renderer: Renderer, *, now: datetime, owner: int, discreet: bool) -> list[File]:
    """Files of these rows. `owner` keeps the dates of people who share a phone apart. Raises FileUnknown."""
    made: list[File] = []
    for file in files:
        if file.name != "calendar":
            raise FileUnknown(file.name)
        with _left_out(file):
            made.append(calendar_file([_date(row, language, renderer, owner) for row in file.rows], now, discreet=discreet))
    return made


@contextmanager
def _left_out(enclosed: Enclosed) -> Iterator[None]:
    try:
        yield
    except DrawingError as error:
        log.error("not_enclosed", extra={"enclosed": enclosed.name, "error": type(error).__name__})


def _date(row: Row, language: str, renderer: Renderer, owner: int) -> Date:
    day, dutch = day_of(row["day"]), renderer.render(row["what"], "nl")
    uid = plain(row["uid"]) if "uid" in row else f"{day.isoformat()} {dutch}"
    return Date(day=day, what=renderer.render(row["what"], language), uid=f"{owner} {uid}")


def packed(files: Iterable[File]) -> list[dict[str, str]]:
    """Files as a row holds them."""
    return [{"name": file.name, "media_type": file.media_type, "content": base64.b64encode(file.content).decode()} for file in files]


def unpacked(rows: Iterable[Mapping[str, str]]) -> tuple[File, ...]:
    """Files as they were before they were packed."""
    return tuple(File(name=row["name"], media_type=row["media_type"], content=base64.b64decode(row["content"])) for row in rows)
