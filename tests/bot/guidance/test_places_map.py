from __future__ import annotations

import pytest

from bot.guidance.places import Places, Point, distance_km


@pytest.fixture(scope="module")
def places() -> Places:
    return Places.load()


def labels(places: Places, text: str) -> list[str]:
    return [place.label for place in places.find(text).candidates]


@pytest.mark.parametrize(
    "typed", ["8011", "8011 AB", "8011ab", " 8011 Zwolle", "٨٠١١", "۸۰۱۱ AB", "፹፻፲፩", "８０１１", "Melkmarkt 1, 8011 MC Zwolle"]
)
def test_a_postcode_may_be_written_in_any_way(places: Places, typed: str) -> None:
    found = places.find(typed)
    assert (found.how, labels(places, typed)) == ("postcode", ["Zwolle"])
    assert places.by_postcode(typed) == found.candidates[0]


@pytest.mark.parametrize("typed", ["0801", "9999999", "80112", "12-03-2024", "0612345678", "1000"])
def test_other_numbers_are_no_postcode(places: Places, typed: str) -> None:
    assert places.by_postcode(typed) is None


def test_the_middle_of_a_postcode_area_lies_in_its_town(places: Places) -> None:
    middle, zwolle = places.middle_of("8011 AB"), places.get("GM0193/zwolle")
    assert middle is not None
    assert zwolle is not None
    assert distance_km(middle, zwolle) <= 3
    assert places.middle_of("elders") is None


@pytest.mark.parametrize(
    ("spot", "town"),
    [
        ((52.5125, 6.0944), "Zwolle"),
        ((52.3731, 4.8926), "Amsterdam"),
        ((52.0907, 5.1214), "Utrecht"),
        ((52.0690, 4.4810), "Zoetermeer"),
        ((50.8514, 5.6910), "Maastricht"),
        ((53.4485, 6.7600), "Uithuizermeeden"),
    ],
)
def test_a_shared_location_gives_the_place_where_people_live(places: Places, spot: tuple[float, float], town: str) -> None:
    place = places.nearest(*spot)
    assert place is not None
    assert place.name == town


def test_outside_the_country_there_is_no_place(places: Places) -> None:
    assert places.nearest(48.8566, 2.3522) is None
    assert places.nearest(15.3229, 38.9251) is None
    assert places.nearest(0, 0) is None


def test_just_across_the_border_the_nearest_place_is_given(places: Places) -> None:
    assert places.nearest(51.2217, 7.0) is None
    assert places.nearest(51.8333, 6.2461) is not None


def test_distances_are_straight_lines_in_whole_kilometres(places: Places) -> None:
    zwolle, groningen = places.get("GM0193/zwolle"), places.get("GM0014/groningen")
    assert zwolle is not None
    assert groningen is not None
    assert distance_km(zwolle, groningen) == pytest.approx(87, abs=2)
    assert distance_km(zwolle, zwolle) == 0
    assert distance_km(Point(latitude=0, longitude=0), Point(latitude=0, longitude=180)) == pytest.approx(20_015, abs=2)
