"""Tells the pictogram in front of a button from its words."""

from __future__ import annotations

#: What makes a picture of a digit, as in 1️⃣.
_KEYCAP = "\u20e3"
#: Says that the sign before it is to be shown as a picture.
_AS_PICTURE = "\ufe0f"


def parted(label: str) -> tuple[str, str]:
    """The pictogram (empty where there is none) and the words of a label."""
    first, _, rest = label.strip().partition(" ")
    is_words = any(sign.isalnum() or sign in "{}\"'" for sign in first) and _KEYCAP not in first
    return ("", label.strip()) if is_words or not first else (first, rest.strip())


def plain(pictogram: str) -> str:
    """The pictogram as two people write it the same: with or without the sign that asks for a picture."""
    return pictogram.replace(_AS_PICTURE, "")
