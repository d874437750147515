from __future__ import annotations

import csv
from collections.abc import Callable
from difflib import get_close_matches
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.guidance.places import Municipality, Places
from bot.guidance.places.reading import SHIPPED, OpenDataBroken, read
from dialogs.folding import fold

#: Loading all places with their indexes, to reading the bare rows of the same files (about 8).
MOST_TO_LOAD = 25
#: Finding a typed name, to the close matches of difflib over the names of places alone (about a fifteenth).
MOST_TO_FIND = 1 / 2


def _seconds(work: Callable[[], object]) -> float:
    begun = process_time()
    work()
    return process_time() - begun


@pytest.fixture(scope="module")
def places() -> Places:
    return Places.load()


def labels(places: Places, text: str) -> list[str]:
    return [place.label for place in places.find(text).candidates]


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((SHIPPED / name).read_text(encoding="utf-8").splitlines()))


# What is shipped


def test_all_municipalities_of_2026_are_known_by_code(places: Places) -> None:
    assert len(places.municipalities) == 342
    zwolle = places.municipality("GM0193")
    assert isinstance(zwolle, Municipality)
    assert (zwolle.name, zwolle.province) == ("Zwolle", "Overijssel")
    assert zwolle.inhabitants > 100_000
    assert places.municipality("GM0457") is None


def test_every_municipality_has_a_place(places: Places) -> None:
    assert {place.municipality for place in places} == set(places.municipalities)


def test_every_place_has_its_own_key_and_label_fit_for_a_button(places: Places) -> None:
    every = list(places)
    assert len({place.key for place in every}) == len(every) > 3_000
    assert len({place.label for place in every}) == len(every)
    assert all(place.key.isascii() and " " not in place.key and len(place.key) <= 45 for place in every)
    assert [place.rank for place in every] == list(range(1, len(every) + 1))


def test_every_place_is_found_by_its_own_name_and_label(places: Places) -> None:
    for place in places:
        assert place in places.find(place.name).candidates, place.label
        assert place in places.find(place.label).candidates, place.label


def test_every_postcode_leads_to_its_place(places: Places) -> None:
    postcodes = rows("postcode4.csv")
    assert len(postcodes) == 4_053
    for row in postcodes:
        found = places.find(row["postcode4"])
        assert found.outcome == "one"
        assert (found.candidates[0].name, found.candidates[0].municipality.code) == (row["place"], row["municipality_code"])


def test_every_stored_spelling_leads_to_its_place_unless_another_is_really_called_so(places: Places) -> None:
    for row in rows("place_names.csv"):
        candidates = places.find(row["name"], limit=20).candidates
        found = (row["place"], row["municipality_code"]) in [(place.name, place.municipality.code) for place in candidates]
        assert found or fold(candidates[0].name).replace(" ", "") == fold(row["name"]).replace(" ", ""), row


def test_files_that_do_not_fit_each_other_are_refused(tmp_path) -> None:
    for file in SHIPPED.iterdir():
        if file.name.endswith(".csv"):
            (tmp_path / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    with (tmp_path / "place_names.csv").open("a", encoding="utf-8") as file:
        file.write("Nergens,Nergenshuizen,GM0193\n")
    with pytest.raises(OpenDataBroken, match="GM0193/nergenshuizen"):
        read(tmp_path)


# Names in Latin letters


@pytest.mark.parametrize(
    ("typed", "town"),
    [
        ("Amsterdm", "Amsterdam"),
        ("Roterdam", "Rotterdam"),
        ("Zwole", "Zwolle"),
        ("Leewarden", "Leeuwarden"),
        ("Enskede", "Enschede"),
        ("Zutermer", "Zoetermeer"),
        ("Aindhofen", "Eindhoven"),
        ("Nimegen", "Nijmegen"),
        ("Harlm", "Haarlem"),
        ("Layden", "Leiden"),
        ("Amesfoort", "Amersfoort"),
        ("Dordrekt", "Dordrecht"),
        ("mastrict", "Maastricht"),
        ("hertogenbos", "'s-Hertogenbosch"),
        ("Almeer", "Almere"),
    ],
)
def test_a_misspelt_town_comes_first(places: Places, typed: str, town: str) -> None:
    assert labels(places, typed)[0] == town


@pytest.mark.parametrize(
    ("typed", "town"),
    [
        ("zwolle", "Zwolle"),
        ("ZWOLLE!", "Zwolle"),
        ("den haag", "Den Haag"),
        ("DenHaag", "Den Haag"),
        ("'s-Gravenhage", "Den Haag"),
        ("The Hague", "Den Haag"),
        ("Den Bosch", "'s-Hertogenbosch"),
        ("s Hertogenbosch", "'s-Hertogenbosch"),
        ("’s-hertogenbosch", "'s-Hertogenbosch"),
        ("Sudwest Fryslan", "Súdwest-Fryslân"),
        ("ĳmuiden", "IJmuiden"),
        ("Ymuiden", "IJmuiden"),
        ("Ik woon in Zwolle", "Zwolle"),
        ("Rotterdam 😀", "Rotterdam"),
        ("Roosendaal", "Roosendaal"),
    ],
)
def test_a_name_is_the_same_however_it_is_written(places: Places, typed: str, town: str) -> None:
    found = places.find(typed)
    assert (found.outcome, labels(places, typed)) == ("one", [town])


def test_three_letters_are_enough_and_the_largest_comes_first(places: Places) -> None:
    assert labels(places, "ams")[:3] == ["Amsterdam", "Amsterdam-Zuidoost", "Amstelveen"]
    assert labels(places, "haa")[:2] == ["Den Haag", "Haarlem"]
    assert labels(places, "zwo") == ["Zwolle"]
    assert "Enschede" in labels(places, "ens")


def test_two_letters_are_not_enough(places: Places) -> None:
    assert places.find("am").outcome == "none"


def test_same_names_are_told_apart_by_province(places: Places) -> None:
    assert labels(places, "Hengelo") == ["Hengelo (Overijssel)", "Hengelo (Gelderland)"]
    assert labels(places, "Rijswijk") == ["Rijswijk (Zuid-Holland)", "Rijswijk (Noord-Brabant)", "Rijswijk (Gelderland)"]
    assert labels(places, "Winsum") == ["Winsum (Groningen)", "Winsum (Fryslân)"]


def test_a_larger_place_that_begins_so_is_offered_too(places: Places) -> None:
    assert labels(places, "Bergen") == ["Bergen (Noord-Holland)", "Bergen (Limburg)", "Bergen op Zoom"]
    assert "Alphen aan den Rijn" in labels(places, "Alphen")


def test_same_names_in_one_province_are_told_apart_by_municipality(places: Places) -> None:
    assert labels(places, "Oudkarspel") == ["Oudkarspel (Dijk en Waard)", "Oudkarspel (Schagen)"]


def test_a_name_with_its_province_or_municipality_is_one_place(places: Places) -> None:
    for typed in ("Hengelo (Gelderland)", "hengelo gelderland", "Hengelo Bronckhorst", "Hengelo (Gld)"):
        assert labels(places, typed) == ["Hengelo (Gelderland)"]


def test_a_municipality_without_a_town_of_its_name_is_found(places: Places) -> None:
    (westland,) = places.find("Westland").candidates
    assert (westland.key, westland.municipality.name) == ("GM1783/westland", "Westland")


def test_former_municipalities_lead_to_those_of_today(places: Places) -> None:
    for former, today in {"Weesp": "Amsterdam", "Uden": "Maashorst", "Landerd": "Maashorst", "Leerdam": "Vijfheerenlanden"}.items():
        (place,) = places.find(former).candidates
        assert place.municipality.name == today


def test_a_key_of_a_former_municipality_still_leads_to_its_place(places: Places) -> None:
    weesp = places.get("GM0457/weesp")
    assert weesp is not None
    assert weesp.key == "GM0363/weesp"
    assert places.get("GM0788/helvoirt") == places.get("GM0865/helvoirt")
    assert places.get("GM0788/elders") is None
    assert places.get("nergens") is None


@pytest.mark.parametrize(
    "typed", ["", " ", "😀😀", "...", "a", "asdfgh", "qwerty", "lorem ipsum", "I don't know", "x" * 10_000, "🏠" * 10_000]
)
def test_rubbish_is_no_place_and_takes_no_time(places: Places, typed: str) -> None:
    assert places.find(typed).outcome == "none"
    assert _seconds(lambda: places.find(typed)) < _seconds(lambda: [places.find("Amsterdm") for _ in range(30)])


@given(text=st.text(max_size=150))
def test_any_text_gives_an_answer(places: Places, text: str) -> None:
    found = places.find(text)
    assert len(found.candidates) <= 6
    assert len(set(found.candidates)) == len(found.candidates)
    assert (found.outcome == "none") is (not found.candidates)


# Speed


def _bare_rows() -> int:
    return sum(1 for file in SHIPPED.iterdir() if file.name.endswith(".csv") for _ in csv.DictReader(file.read_text("utf-8").splitlines()))


def test_loading_and_finding_are_quick(places: Places) -> None:
    names = [place.name for place in places]
    typed = ["Zwolle", "ams", "Amsterdm", "ዝወለ", "زوترمير", "Ik woon in Zwolle", "8011 AB", "Звейндрехт", "asdfgh", "ኣብ ዝወለ"]
    loading = min(_seconds(Places.load) for _ in range(3))
    bare = min(_seconds(_bare_rows) for _ in range(3))
    finding = _seconds(lambda: [places.find(text) for text in typed])
    matching = _seconds(lambda: [get_close_matches(text, names) for text in typed])
    print(f"loaded in {loading * 1000:.0f} ms, {loading / bare:.1f} times the bare rows")
    print(f"found in {finding / len(typed) * 1000:.2f} ms, {finding / matching:.2f} times difflib")
    assert loading < MOST_TO_LOAD * bare
    assert finding < MOST_TO_FIND * matching


def test_a_typed_name_folds_to_what_is_stored() -> None:
    assert fold("'s-Hertogenbosch") == fold("’S HERTOGENBOSCH") == "s hertogenbosch"
