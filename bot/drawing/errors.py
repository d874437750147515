"""Why a picture or a file could not be made.

DrawingError
├── NotDrawn       the engine refused, or the picture is too heavy
├── NotAPhoto      what was sent is no picture that can be kept
├── PhotoTooLarge  a photo has more bytes than are kept
├── RowsUnfit      a row holds something else than the picture or file needs
└── FontsMissing   a package with letters is not installed
"""

from __future__ import annotations


class DrawingError(Exception):
    """A picture could not be made."""


class NotDrawn(DrawingError):
    """The picture could not be drawn."""

    def __init__(self, detail: str) -> None:
        super().__init__(f"{self.__doc__} {detail}")


class NotAPhoto(DrawingError):
    """What was sent is no picture that can be kept."""


class PhotoTooLarge(DrawingError):
    """The photo has more bytes than are kept."""


class RowsUnfit(DrawingError):
    """A row holds something else than the picture or the file needs."""


class FontsMissing(DrawingError):
    """A package with letters is not installed."""

    def __init__(self, package: str) -> None:
        super().__init__(f"{self.__doc__} {package}")
