"""Reads the open data that is shipped with the program into places, names and postcodes."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from bot.guidance.places.place import Municipality, Place, Point
from dialogs.folding import fold

SHIPPED = files("bot.guidance") / "open_data"

#: A place whose inhabitants are not known is a village of so many, or a town if it has several postcode areas.
_PEOPLE_OF_A_VILLAGE = 300

Row = Mapping[str, str]


class OpenDataBroken(Exception):
    """The files of open data do not fit each other."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenData:
    """The files, read and joined."""

    municipalities: Mapping[str, Municipality]
    #: The largest first.
    places: tuple[Place, ...]
    #: Another spelling, and the key of its place.
    names: tuple[tuple[str, str], ...]
    #: Four digits to the key of the place and the middle of the area.
    postcodes: Mapping[str, tuple[str, Point]]
    #: Keys of places that people have in their address and that lie exactly where they are said to lie.
    located: frozenset[str]
    #: The code of a former municipality to the codes of those that it went into.
    successors: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Draft:
    """A place that has not been ranked and told apart yet."""

    key: str
    name: str
    municipality: Municipality
    point: Point
    size: float


def read(folder: Traversable = SHIPPED) -> OpenData:
    """The data in this folder. Raises OpenDataBroken where a file names a place that another does not have."""
    municipalities = {row["code"]: _municipality(row) for row in _rows(folder, "municipalities.csv")}
    place_rows, postcode_rows = _rows(folder, "places.csv"), _rows(folder, "postcode4.csv")
    changes = _rows(folder, "municipality_changes.csv")
    name_rows = _rows(folder, "place_names.csv")
    names = [(row["name"], _key_of(row)) for row in name_rows]
    drafts = _drafts(place_rows, postcode_rows, municipalities)
    taken = {draft.key for draft in drafts} | {_key(row["municipality_code"], row["name"]) for row in name_rows}
    places = _ranked([*drafts, *_wholes(drafts, taken, municipalities)])
    known = {place.key for place in places}
    data = OpenData(
        municipalities=municipalities,
        places=places,
        names=(*names, *_former_names(changes, known, municipalities)),
        postcodes={row["postcode4"]: (_key_of(row), _point(row)) for row in postcode_rows},
        located=frozenset(_key_of(row) for row in place_rows if row["located"] == "1"),
        successors=_successors(changes),
    )
    strangers = {key for _, key in data.names} | {key for key, _ in data.postcodes.values()}
    if not strangers <= known:
        raise OpenDataBroken(", ".join(sorted(strangers - known)))
    return data


def _rows(folder: Traversable, name: str) -> Sequence[Row]:
    header, *rows = csv.reader((folder / name).read_text(encoding="utf-8").splitlines())
    return [dict(zip(header, row, strict=True)) for row in rows]


@lru_cache(maxsize=8_192)
def _slug(name: str) -> str:
    return fold(name).replace(" ", "-")


def _key(municipality_code: str, name: str) -> str:
    return f"{municipality_code}/{_slug(name)}"


def _key_of(row: Row) -> str:
    return _key(row["municipality_code"], row["place"])


def _point(row: Row) -> Point:
    return Point(latitude=float(row["latitude"]), longitude=float(row["longitude"]))


def _municipality(row: Row) -> Municipality:
    return Municipality(code=row["code"], name=row["name"], province=row["province"], inhabitants=int(row["inhabitants"]))


def _drafts(rows: Iterable[Row], postcode_rows: Iterable[Row], municipalities: Mapping[str, Municipality]) -> list[_Draft]:
    areas = Counter(_key_of(row) for row in postcode_rows)
    return [
        _Draft(
            key=(key := _key_of(row)),
            name=row["place"],
            municipality=municipalities[row["municipality_code"]],
            point=_point(row),
            size=float(row["inhabitants"] or _PEOPLE_OF_A_VILLAGE * areas[key] ** 2),
        )
        for row in rows
    ]


def _wholes(drafts: Iterable[_Draft], taken: set[str], municipalities: Mapping[str, Municipality]) -> Iterator[_Draft]:
    """Each municipality without a place of its name: it lies where its largest place lies, and comes just after it."""
    largest: dict[str, _Draft] = {}
    for draft in sorted(drafts, key=lambda draft: draft.size):
        largest[draft.municipality.code] = draft
    for municipality in municipalities.values():
        name = municipality.name.partition(" (")[0]
        key, first = _key(municipality.code, name), largest[municipality.code]
        if key not in taken:
            yield _Draft(key=key, name=name, municipality=municipality, point=first.point, size=first.size - 0.5)


def _ranked(drafts: Iterable[_Draft]) -> tuple[Place, ...]:
    ordered = sorted(drafts, key=lambda draft: (-draft.size, draft.key))
    namesakes: dict[str, list[_Draft]] = defaultdict(list)
    for draft in ordered:
        namesakes[_slug(draft.name)].append(draft)
    return tuple(
        Place(
            key=draft.key,
            name=draft.name,
            label=_label(draft, namesakes[_slug(draft.name)]),
            municipality=draft.municipality,
            latitude=draft.point.latitude,
            longitude=draft.point.longitude,
            rank=rank,
        )
        for rank, draft in enumerate(ordered, start=1)
    )


def _label(draft: _Draft, namesakes: Sequence[_Draft]) -> str:
    if len(namesakes) == 1:
        return draft.name
    province = draft.municipality.province
    alone = sum(other.municipality.province == province for other in namesakes) == 1
    return f"{draft.name} ({province if alone else draft.municipality.name})"


def _former_names(changes: Iterable[Row], known: set[str], municipalities: Mapping[str, Municipality]) -> Iterator[tuple[str, str]]:
    """Municipalities that are no more and left no place of their name, under the one that they went into."""
    for row in changes:
        whole = _key(row["new_code"], municipalities[row["new_code"]].name)
        if not row["part"] and _key(row["new_code"], row["old_name"]) not in known and whole in known:
            yield row["old_name"], whole


def _successors(changes: Iterable[Row]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in changes:
        found[row["old_code"]] = (*found.get(row["old_code"], ()), row["new_code"])
    return found
