"""Cuts one of our messages into what Telegram takes: a picture with the words under it, texts, files."""

from __future__ import annotations

from dataclasses import dataclass

from bot.channels.telegram_texts import directed, split, units
from bot.messages import File, Outgoing, Picture

#: The longest text under a picture or a file, in UTF-16 units.
MAX_CAPTION = 1024
#: Files that are seen at once and not only after a tap.
_PHOTOS = frozenset({"image/jpeg"})


@dataclass(frozen=True, kw_only=True)
class Part:
    """One message of Telegram's: words, or a picture or a file with or without words under it."""

    text: str = ""
    picture: Picture | None = None
    file: File | None = None

    @property
    def photo(self) -> File | None:
        """What is shown above the words."""
        if self.picture is not None:
            return File(name="picture.png", media_type="image/png", content=self.picture.png)
        return self.file if self.file is not None and self.file.media_type in _PHOTOS else None


def parts_of(message: Outgoing) -> list[Part]:
    """Everything in its order: picture, words, files. The words go under the picture, or else the first file, where they fit there."""
    text = shown(message)
    files = [Part(file=file) for file in message.files]
    fits = bool(text) and units(text) <= MAX_CAPTION
    if message.picture is not None and fits:
        return [Part(text=text, picture=message.picture), *files]
    if message.picture is not None:
        return [Part(picture=message.picture), *_texts(text), *files]
    if files and fits:
        return [Part(text=text, file=message.files[0]), *files[1:]]
    return [*_texts(text), *files] or [Part()]


def shown(message: Outgoing) -> str:
    """The text, and the Dutch below it where the person wants that."""
    text = directed(message.text, message.direction)
    return f"{text}\n\n{directed(message.dutch, 'ltr')}" if message.dutch else text


def _texts(text: str) -> list[Part]:
    return [Part(text=part) for part in split(text) if part]
