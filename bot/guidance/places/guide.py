"""Tells a script which places may be meant by what somebody typed or shared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isfinite

from bot.guidance.places.gazetteer import Places
from bot.guidance.places.place import Place
from dialogs.guides import Advice, Gives, Request, Row, Signature, Slot
from dialogs.phrase import Plain

#: The language of names of places.
_LANGUAGE = "nl"


class PlacesGuide:
    """The guide `places`: from words or a location to the keys of places."""

    signature = Signature(
        name="places",
        outcomes=("one", "several", "none"),
        parameters={
            "text": "What was typed: a name in any script, its first letters, or a postcode.",
            "latitude": "Of a shared location, in degrees, as text.",
            "longitude": "Of a shared location, in degrees, as text.",
        },
        values={"matches": Gives(kind="list", fields=("place", "province", "municipality"))},
    )

    def __init__(self, places: Places) -> None:
        """Answer from these places."""
        self._places = places

    def consult(self, request: Request) -> Advice:
        """Places that may be meant, the likeliest first. A location goes before words; only its place is told."""
        spot = _spot(request.arguments)
        if spot is not None:
            place = self._places.nearest(*spot)
            return Advice(outcome="one" if place else "none", values={"matches": (place.key,) if place else ()})
        text = request.arguments.get("text")
        found = self._places.find(str(text) if isinstance(text, str | int) else "")
        return Advice(outcome=found.outcome, values={"matches": tuple(place.key for place in found.candidates)})

    def describe(self, request: Request, value: str, keys: Sequence[str]) -> Mapping[str, Row]:
        """The name of each place, told apart from its namesakes, its province and municipality."""
        known = {key: self._places.get(key) for key in keys}
        return {key: _row(place) for key, place in known.items() if place}

    def label(self, key: str) -> Plain:
        """How a place is called on a button or in a sentence; the key itself where nobody knows it."""
        place = self._places.get(key)
        return Plain(text=place.label, language=_LANGUAGE) if place else Plain(text=key)


def _row(place: Place) -> Row:
    return {
        "place": Plain(text=place.label, language=_LANGUAGE),
        "province": Plain(text=place.province, language=_LANGUAGE),
        "municipality": Plain(text=place.municipality.name, language=_LANGUAGE),
    }


def _spot(arguments: Mapping[str, Slot]) -> tuple[float, float] | None:
    try:
        latitude, longitude = float(str(arguments["latitude"])), float(str(arguments["longitude"]))
    except (KeyError, ValueError):
        return None
    return (latitude, longitude) if isfinite(latitude) and isfinite(longitude) else None
