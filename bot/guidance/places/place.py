"""What a place is: a town or village, its municipality, where it lies, and what a search for it gave."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from typing import Literal, Protocol

_EARTH_DIAMETER_KM = 12_742

#: How a place was found.
How = Literal["exact", "postcode", "prefix", "close", "none"]


class Located(Protocol):
    """Anything that lies somewhere, in degrees."""

    @property
    def latitude(self) -> float:
        """North of the equator."""
        ...

    @property
    def longitude(self) -> float:
        """East of Greenwich."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Municipality:
    """One of the municipalities of today."""

    #: "GM" and four digits, as Statistics Netherlands writes it.
    code: str
    name: str
    province: str
    #: About how many people live there.
    inhabitants: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """A spot on the map, in degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A town, a village, a quarter that is known by name, or a municipality that has another name than its towns."""

    #: Stable and safe in a button: `GM0193/zwolle`, at most 45 ASCII signs.
    key: str
    name: str
    #: The name, with the province or the municipality behind it where another place has the same name.
    label: str
    municipality: Municipality
    latitude: float
    longitude: float
    #: 1 is the largest place of the country.
    rank: int

    @property
    def province(self) -> str:
        """The name of the province."""
        return self.municipality.province


@dataclass(frozen=True, kw_only=True, slots=True)
class Matches:
    """What a search gave: places, the likeliest first.

    Outcome *one*: certain enough to go on with. *several*: to be chosen from; a close match is always only
    offered, so there may be a single one. *none*: nothing that looks like it.
    """

    candidates: tuple[Place, ...] = ()
    how: How = "none"

    @property
    def outcome(self) -> Literal["one", "several", "none"]:
        """In one word."""
        if not self.candidates:
            return "none"
        return "one" if len(self.candidates) == 1 and self.how != "close" else "several"


def distance_km(a: Located, b: Located) -> int:
    """The straight line between two places, in whole kilometres."""
    return round(_kilometres(a.latitude, a.longitude, b.latitude, b.longitude))


def _kilometres(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    north, other_north = radians(latitude), radians(other_latitude)
    half = sin((other_north - north) / 2) ** 2 + cos(north) * cos(other_north) * sin(radians(other_longitude - longitude) / 2) ** 2
    return _EARTH_DIAMETER_KM * asin(sqrt(min(1.0, half)))
