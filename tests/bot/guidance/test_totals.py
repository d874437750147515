"""Whoever reads totals cannot find out a small number: tried by somebody who knows the rules and reckons through everything possible."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator
from itertools import product

from bot.guidance.totals import FEWEST, one_of, parted, told

MOST = 24


def read_alike(worlds: Iterator[tuple[Hashable, tuple[int, ...]]]) -> Iterator[tuple[Hashable, list[tuple[int, ...]]]]:
    """What is shown, with every truth that would be shown in the same way."""
    found: dict[Hashable, list[tuple[int, ...]]] = defaultdict(list)
    for shown, truth in worlds:
        found[shown].append(truth)
    yield from found.items()


def derived(alike: list[tuple[int, ...]]) -> list[int]:
    """The small numbers that are the same in all these truths: who reads knows them."""
    columns = zip(*alike, strict=True)
    return [values[0] for values in columns if len(set(values)) == 1 and values[0] < FEWEST]


def test_no_small_part_follows_from_the_whole_and_the_other_part() -> None:
    worlds = ((parted(whole, part), (whole, part, whole - part)) for whole in range(MOST) for part in range(whole + 1))
    assert [(shown, known) for shown, truths in read_alike(worlds) if (known := derived(truths))] == []


def test_hiding_only_what_is_small_would_have_given_it_away() -> None:
    worlds = (
        ((told(whole), told(part), told(whole - part)), (whole, part, whole - part)) for whole in range(MOST) for part in range(whole + 1)
    )
    assert any(derived(truths) for _, truths in read_alike(worlds))


def test_no_small_number_of_several_follows_from_their_sum() -> None:
    worlds = (((told(sum(numbers)), *(one_of(number, numbers) for number in numbers)), numbers) for numbers in product(range(12), repeat=3))
    assert [(shown, known) for shown, truths in read_alike(worlds) if (known := derived(truths))] == []


def test_numbers_that_lead_to_nobody_are_told() -> None:
    assert parted(11, 6) == (11, 6, 5)
    assert parted(100, 3) == (100, None, None)
    assert parted(4, 2) == (None, None, None)
    assert one_of(9, [9, 5]) == 9
