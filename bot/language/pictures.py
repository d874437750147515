"""Pictograms on buttons: what each means, and a label without its pictogram."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from bot.language.errors import RegisterUnreadable
from bot.language.languages import LOCALES, Direction
from dialogs.reading import Unreadable, read_yaml

#: The sign that asks for the coloured form of a pictogram; with it or without, it is the same pictogram.
_COLOURED = "\ufe0f"
#: What makes a figure into a picture of a key.
_KEYCAP = "\u20e3"
_SIGNS = ("So", "Sm", "Sk")
#: Signs that point on or back: where lines begin at the right, on and back are the other way round.
_TURNED = str.maketrans("➡⬅↩↪", "⬅➡↪↩")


def read_pictograms(path: Path = LOCALES / "pictograms.yaml") -> Mapping[str, str]:
    """Pictogram to its one meaning. Raises RegisterUnreadable where two have the same meaning, or one has two."""
    try:
        listed = TypeAdapter(dict[str, str]).validate_python(read_yaml(path.read_text("utf-8")).data)
    except (Unreadable, ValidationError) as error:
        raise RegisterUnreadable(path.name, str(error)) from error
    meanings = {bare(sign): meaning for sign, meaning in listed.items()}
    if len(meanings) < len(listed) or len(set(meanings.values())) < len(meanings):
        raise RegisterUnreadable(path.name, "each pictogram has one meaning of its own")
    return meanings


def split(label: str) -> tuple[str, str]:
    """A label's pictogram (empty where it has none) and its words."""
    first, _, rest = label.strip().partition(" ")
    return (bare(first), rest.strip()) if _is_pictogram(first) else ("", label.strip())


def without_pictogram(label: str) -> str:
    """The words of a label."""
    return split(label)[1]


def bare(pictogram: str) -> str:
    """The pictogram as it is compared."""
    return pictogram.replace(_COLOURED, "")


def facing(text: str, direction: Direction) -> str:
    """The text, with its arrows pointing on and back as its readers see it."""
    return text.translate(_TURNED) if direction == "rtl" else text


def _is_pictogram(word: str) -> bool:
    kinds = {unicodedata.category(sign) for sign in word}
    return _KEYCAP in word or (any(kind in _SIGNS for kind in kinds) and not any(kind[0] in "LN" for kind in kinds))
