"""Totals about people, so that a number about a few leads to nobody: not by being told, and not by subtracting others."""

from __future__ import annotations

from collections.abc import Collection

#: Fewer people than this are not told: they would lead to somebody.
FEWEST = 5


def told(number: int) -> int | None:
    """A total that stands alone; None where it is not told."""
    return number if number >= FEWEST else None


def parted(whole: int, part: int) -> tuple[int | None, int | None, int | None]:
    """A whole, a part of it, and the rest. Where one of the two is small, neither is told: the other would give it away."""
    rest = whole - part
    if min(part, rest) < FEWEST:
        return told(whole), None, None
    return whole, part, rest


def one_of(number: int, all_of_them: Collection[int]) -> int | None:
    """One of several numbers whose sum is told elsewhere: told only where none of them is small."""
    return number if all(told(each) is not None for each in all_of_them) else None
