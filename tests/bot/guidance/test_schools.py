"""A school is found however its name is typed; what its mark means is said with day and source, and frightens nobody without need."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from teaching import ROOM, SCHOOL, TODAY, request, shipped_knowledge, text, world

from bot.guidance.schools import MOST_CANDIDATES, SchoolsGuide, mark_said
from bot.guidance.world import Institution, QualityMark
from dialogs.guides import Advice, Slot

NAMES = {"brug": "De Brug", "kompas": "Het Kompas", "molen": "De Molen", "bruggenhoofd": "Het Bruggenhoofd", "vuurtoren": "De Vuurtoren"}
SCHOOLS = tuple(replace(SCHOOL, key=key, name=f"Voorbeeldschool {name}") for key, name in NAMES.items())
OWN = {"wet_brief": "wi2013", "vergunning": "asiel"}


def look_up(name: Slot, schools: tuple[Institution, ...] = SCHOOLS, **facts: Slot) -> Advice:
    return SchoolsGuide(world(schools=schools)).consult(request(facts, name=name))


def with_mark(mark: QualityMark, **changes: object) -> tuple[Institution, ...]:
    return (replace(SCHOOL, key="brug", name="Voorbeeldschool De Brug", mark=mark, **changes),)  # type: ignore[arg-type]


def told(advice: Advice, *names: str) -> str:
    return " ".join(text(advice.values[name]) for name in names)  # type: ignore[arg-type]


# -- the name ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["brug", "Voorbeeldschool De Brug", "  de BRUG ", "De Brúg", "ik ga naar Voorbeeldschool De Brug"])
def test_a_name_that_is_typed_right_or_in_part_is_the_school(typed: str) -> None:
    advice = look_up(typed)
    assert advice.outcome == "active"
    assert advice.values["found"] == ("brug",)


@pytest.mark.parametrize(
    ("typed", "school"),
    [
        ("de bruk", "brug"),
        ("vorbeeldschool kompass", "kompas"),
        ("moolen", "molen"),
        ("vuurtooren", "vuurtoren"),
        ("كومباس", "kompas"),
        ("مدرسة دي بروخ", "brug"),
        ("فوربيلدسخول كومباس", "kompas"),
        ("ኮምፓስ", "kompas"),
    ],
)
def test_a_name_that_is_misspelt_or_in_other_letters_is_asked_back_never_taken_for_sure(typed: str, school: str) -> None:
    advice = look_up(typed)
    assert advice.outcome == "several"
    candidates = advice.values["candidates"]
    assert isinstance(candidates, tuple)
    assert candidates[0] == school


def test_what_many_schools_are_called_gives_a_few_to_choose_from() -> None:
    advice = look_up("Voorbeeldschool")
    assert advice.outcome == "several"
    assert len(advice.values["candidates"] or ()) == MOST_CANDIDATES  # type: ignore[arg-type]


def test_a_school_is_known_by_its_key_as_a_choice_gives_it() -> None:
    assert look_up("bruggenhoofd").values["found"] == ("bruggenhoofd",)


@pytest.mark.parametrize("typed", ["Taalhuis Nergens", "br", "", None, "🏫", "xyzxyz", "في"])
def test_f11_a_school_that_is_not_found_is_not_called_bad(typed: Slot) -> None:
    advice = look_up(typed)
    assert advice.outcome == "not_found"
    assert "niet dat de school slecht is" in told(advice, "next_step")
    assert "zoekinburgerschool.nl" in told(advice, "next_step")


def test_candidates_are_told_with_their_towns_and_a_key_that_is_gone_is_left_out() -> None:
    rows = SchoolsGuide(world(schools=(SCHOOL,), rooms=(ROOM,))).describe(request({}), "candidates", ["school", "gone"])
    assert {key: (text(row["school"]), text(row["plaats"])) for key, row in rows.items()} == {"school": ("Voorbeeldschool", "Zwolle")}


# -- the mark ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mark", "outcome", "said", "next_step"),
    [
        (QualityMark.active, "active", "mag nieuwe mensen aannemen", "Lees ook het contract"),
        (QualityMark.suspended, "suspended", "geen nieuwe mensen", "Teken daar nu niets"),
        (QualityMark.withdrawn, "withdrawn", "DUO betaalt de lessen dan niet", "Teken daar nu niets"),
    ],
)
def test_r4_09_f11_each_status_means_something_else(mark: QualityMark, outcome: str, said: str, next_step: str) -> None:
    advice = look_up("brug", with_mark(mark), **OWN)
    assert advice.outcome == outcome
    assert said in told(advice, "status")
    assert next_step in told(advice, "next_step")


def test_r4_02_a_new_school_is_not_bad_and_may_take_people() -> None:
    advice = look_up("brug", with_mark(QualityMark.aspirant), **OWN)
    assert advice.outcome == "aspirant"
    assert "Dat is niet slecht" in told(advice, "status")
    assert "Teken daar nu niets" not in told(advice, "next_step")
    assert "Dat is niet slecht" not in told(look_up("brug", with_mark(QualityMark.active), **OWN), "status")


@pytest.mark.parametrize("mark", list(QualityMark))
@pytest.mark.parametrize("disputed", [True, False])
def test_r4_15_the_day_and_the_source_of_the_mark_are_always_said(mark: QualityMark, disputed: bool) -> None:
    said = told(look_up("brug", with_mark(mark, disputed=disputed)), "checked")
    assert "2026-11-02" in said
    assert "Bron: Voorbeeld" in said
    assert "zoekinburgerschool.nl" in said


@pytest.mark.parametrize("mark", [QualityMark.active, QualityMark.suspended])
def test_a_change_that_nobody_confirmed_is_being_checked_and_frightens_nobody(mark: QualityMark) -> None:
    advice = look_up("brug", with_mark(mark, disputed=True))
    assert advice.outcome == "being_checked"
    assert "wordt nu nagekeken" in told(advice, "status")
    assert "geschorst" not in told(advice, "status", "next_step", "checked")
    assert look_up("brug", with_mark(mark)).outcome != "being_checked"


@pytest.mark.parametrize(("day", "old"), [(date(2026, 5, 24), False), (date(2026, 5, 23), True)])
def test_a_mark_of_long_ago_is_to_be_looked_up_again(day: date, old: bool) -> None:
    school = with_mark(QualityMark.active, mark_checked=day)[0]
    said = mark_said(school, shipped_knowledge(), TODAY)
    assert said.old is old
    assert ("lang geleden" in text(said.checked)) is old


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"wet_brief": "wi2021", "vergunning": "asiel"}, "De gemeente kiest uw cursus"),
        ({"wet_brief": "wi2021", "vergunning": "anders"}, "Lees ook het contract"),
        ({"wet_brief": "wi2021"}, "Teken nog niets"),
        ({}, "Teken nog niets"),
    ],
)
def test_r2_33_a_good_mark_is_no_reason_to_sign_for_who_does_not_choose(facts: dict[str, Slot], said: str) -> None:
    assert said in told(look_up("brug", with_mark(QualityMark.active), **facts), "next_step")


def test_r6_03_no_school_is_called_criminal() -> None:
    for mark in QualityMark:
        said = told(look_up("brug", with_mark(mark)), "status", "next_step", "checked")
        assert not any(word in said.lower() for word in ("fraude", "crimineel", "oplicht", "strafbaar"))
