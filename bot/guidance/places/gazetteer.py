"""Every place of the country: found by a typed name, a postcode or a spot on the map."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from math import cos, radians
from typing import Self

from bot.guidance.places.names import FEWEST_LETTERS, LARGE, NameIndex
from bot.guidance.places.place import How, Matches, Municipality, Place, Point, distance_km
from bot.guidance.places.reading import OpenData, read
from dialogs.folding import digits, fold

#: A longer text is not the name of a place.
LONGEST_TEXT = 120
#: Who is farther than this from any place is not in the country.
FARTHEST_KM = 25
#: A name inside a sentence has at least so many letters, so that short words are not taken for villages.
_SHORTEST_NAME_IN_TEXT = 4
_LONGEST_NAME_IN_WORDS = 5

_POSTCODE = re.compile(r"(?<![\w.,-])([1-9][0-9]{3}) ?(?:[A-Z]{2})?(?!\w)", re.IGNORECASE | re.ASCII)


class Places:
    """All places, unchanging. Made once with `load`; safe to share."""

    def __init__(self, data: OpenData) -> None:
        """Build the indexes over these data."""
        self._data = data
        self._places = data.places
        self._by_key = {place.key: place for place in data.places}
        self._names = NameIndex([place.name for place in data.places], _other_names(data))
        self._spots = tuple(_spots(data, self._by_key))

    @classmethod
    def load(cls) -> Self:
        """Read the open data that is shipped (about a tenth of a second)."""
        return cls(read())

    def __iter__(self) -> Iterator[Place]:
        """All places, the largest first."""
        return iter(self._places)

    def get(self, key: str) -> Place | None:
        """The place of this key, also where its municipality has since become part of another."""
        if place := self._by_key.get(key):
            return place
        code, _, name = key.partition("/")
        moved = (self._by_key.get(f"{successor}/{name}") for successor in self._data.successors.get(code, ()))
        return next((place for place in moved if place), None)

    def municipality(self, code: str) -> Municipality | None:
        """The municipality of today with this code ("GM" and four digits)."""
        return self._data.municipalities.get(code)

    @property
    def municipalities(self) -> tuple[Municipality, ...]:
        """All municipalities of today, by code."""
        return tuple(self._data.municipalities.values())

    def find(self, text: str, limit: int = 6) -> Matches:
        """Places that may be meant: a name in any script, its first three letters, one misspelt, or a postcode.

        Names that are the same come first, then those that begin so, then those that look or sound alike; within
        each the largest first. A name that is the same but for the end of a larger place brings that one along
        (Alphen, and Alphen aan den Rijn).
        """
        if len(text) > LONGEST_TEXT:
            return Matches()
        if place := self.by_postcode(text):
            return Matches(candidates=(place,), how="postcode")
        folded = fold(text)
        if exact := self._names.exact(folded):
            larger = [position for position in self._names.prefix(folded) if position < min(exact)]
            return self._matches([*exact, *larger], "exact", limit)
        begun = self._names.prefix(folded)
        if begun and begun[0] < LARGE:
            return self._matches(begun, "prefix", limit)
        if said := self._names_in(folded):
            near = self._names.close(folded, words=False)
            return self._matches([*said, *near], "close" if near else "exact", limit)
        near = self._names.close(folded) if len(folded) >= _fewest(folded) else []
        return self._matches([*begun, *near], "close" if set(near) - set(begun) else "prefix", limit)

    def by_postcode(self, text: str) -> Place | None:
        """The place of the postcode in this text: four digits of any script, with or without the two letters."""
        area = self._area(text)
        return self._by_key[area[0]] if area else None

    def middle_of(self, postcode: str) -> Point | None:
        """The middle of a postcode area, for distances within a large town."""
        area = self._area(postcode)
        return area[1] if area else None

    def nearest(self, latitude: float, longitude: float) -> Place | None:
        """The place where people nearest to this spot live; None outside the country and its border strip."""
        here = Point(latitude=latitude, longitude=longitude)
        narrowing = cos(radians(latitude))
        spot, place = min(self._spots, key=lambda known: _flat_distance(known[0], here, narrowing))
        return place if distance_km(spot, here) <= FARTHEST_KM else None

    def _area(self, text: str) -> tuple[str, Point] | None:
        found = (self._data.postcodes.get(match[1]) for match in _POSTCODE.finditer(digits(text[:LONGEST_TEXT])))
        return next((area for area in found if area), None)

    def _names_in(self, folded: str) -> list[int]:
        """Names that stand whole in a sentence; the longest wins."""
        words = folded.split()
        for length in range(min(len(words) - 1, _LONGEST_NAME_IN_WORDS), 0, -1):
            spans = (" ".join(words[start : start + length]) for start in range(len(words) - length + 1))
            found = [position for span in spans if len(span) >= _SHORTEST_NAME_IN_TEXT for position in self._names.exact(span)]
            if found:
                return found
        return []

    def _matches(self, positions: Iterable[int], how: How, limit: int) -> Matches:
        distinct = tuple(dict.fromkeys(positions))[:limit]
        return Matches(candidates=tuple(self._places[position] for position in distinct), how=how if distinct else "none")


def _fewest(folded: str) -> int:
    """A letter of Ge'ez is a syllable, and Arabic script leaves vowels out: there a shorter text can be a name."""
    return FEWEST_LETTERS if folded.isascii() else FEWEST_LETTERS - 1


def _other_names(data: OpenData) -> Iterator[tuple[str, int]]:
    """Other spellings, and same names written out with what tells them apart."""
    positions = {place.key: position for position, place in enumerate(data.places)}
    yield from ((name, positions[key]) for name, key in data.names)
    for position, place in enumerate(data.places):
        if place.label != place.name:
            yield f"{place.name} {place.province}", position
            yield f"{place.name} {place.municipality.name}", position


def _spots(data: OpenData, by_key: dict[str, Place]) -> Iterator[tuple[Point, Place]]:
    """Where people live: the middle of each postcode area, and each village that shares its postcode with another."""
    yield from ((point, by_key[key]) for key, point in data.postcodes.values())
    for key in sorted(data.located):
        yield Point(latitude=by_key[key].latitude, longitude=by_key[key].longitude), by_key[key]


def _flat_distance(a: Point, b: Point, narrowing: float) -> float:
    """Good enough to compare, and quick; `narrowing` is how much shorter a degree of longitude is here."""
    return (a.latitude - b.latitude) ** 2 + ((a.longitude - b.longitude) * narrowing) ** 2
