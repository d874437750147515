from __future__ import annotations

from datetime import date

import pytest

from bot.guidance.places import Places, PlacesGuide
from dialogs.guides import Advice, Guide, Person, Request, Slot
from dialogs.phrase import Plain


@pytest.fixture(scope="module")
def places() -> Places:
    return Places.load()


def request(**arguments: Slot) -> Request:
    return Request(arguments=arguments, person=Person(), today=date(2026, 11, 20))


def test_the_guide_answers_as_it_declared(places: Places) -> None:
    guide: Guide = PlacesGuide(places)
    assert guide.signature.name == "places"
    assert guide.consult(request(text="Zwolle")) == Advice(outcome="one", values={"matches": ("GM0193/zwolle",)})
    assert guide.consult(request(text="Hengelo")).outcome == "several"
    assert guide.consult(request(text="asdfgh")) == Advice(outcome="none", values={"matches": ()})
    assert guide.consult(request(text=8011)).values == {"matches": ("GM0193/zwolle",)}
    assert guide.consult(request()).outcome == "none"


def test_the_guide_takes_a_location_before_words(places: Places) -> None:
    guide = PlacesGuide(places)
    here = guide.consult(request(text="Utrecht", latitude="52.5125", longitude="6.0944"))
    assert here == Advice(outcome="one", values={"matches": ("GM0193/zwolle",)})
    assert guide.consult(request(latitude="48.86", longitude="2.35")) == Advice(outcome="none", values={"matches": ()})
    assert guide.consult(request(latitude="nan", longitude="6.09")).outcome == "none"
    assert guide.consult(request(latitude="hier", longitude="daar")).outcome == "none"


def test_the_guide_describes_keys_and_leaves_out_unknown_ones(places: Places) -> None:
    guide = PlacesGuide(places)
    described = guide.describe(request(), "matches", ["GM1876/hengelo", "GM9999/nergens"])
    assert list(described) == ["GM1876/hengelo"]
    words = {name: value.text for name, value in described["GM1876/hengelo"].items() if isinstance(value, Plain)}
    assert words == {"place": "Hengelo (Gelderland)", "province": "Gelderland", "municipality": "Bronckhorst"}
    assert set(words) == set(guide.signature.values["matches"].fields)


def test_a_place_is_named_as_it_is_and_never_translated(places: Places) -> None:
    guide = PlacesGuide(places)
    assert guide.label("GM0518/den-haag") == Plain(text="Den Haag", language="nl")
    assert guide.label("onbekend") == Plain(text="onbekend")
