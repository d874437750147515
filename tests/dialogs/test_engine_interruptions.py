"""A script that comes on top of an open question fills its own slots; the form below goes on as it was."""

from __future__ import annotations

from typing import Any

from small_world import Courses, Places, goes_as, press, question, said, small_library

from dialogs.inputs import Called, Heard, Started
from dialogs.library import Library
from dialogs.script import Script
from dialogs.transcripts import EngineTalk

NOTE = {"ask": "Welke plaats?", "slot": "plek", "type": "text"}
SCRIPTS: dict[str, dict[str, Any]] = {
    "brief_sturen": {
        "waar": NOTE,
        "zoeken": {"consult": "courses", "gives": {"offers": "scholen"}},
        "zeker": {"ask": "Naar {plek}?", "slot": "zeker", "type": "yes_no"},
        "daarna": {"ask": "Nog iets?", "slot": "iets", "type": "yes_no"},
        "klaar": {"say": "Verstuurd naar {plek}."},
    },
    "hulp_zoeken": {"ook_waar": NOTE, "gevraagd": {"submit": "brief", "with": {"tekst": "plek"}}, "slot": {"visit": "nazorg"}},
    "nazorg": {"nog": {"ask": "Hulp in {plek}?", "slot": "nog_hulp", "type": "yes_no"}, "dag": {"say": "Hulp in {plek}."}},
    "verhuizen": {"woon": {"ask": "Waar woont u?", "slot": "woonplaats", "again": True}},
    "bezoeken": {"eerst": {"visit": "brief_sturen"}, "zelfde": {"say": "Bezoek aan {plek}."}},
}


def library() -> Library:
    small = small_library()
    more = {name: Script(script=name, title=name, steps=steps) for name, steps in SCRIPTS.items()}  # type: ignore[arg-type]
    return Library(scripts={**small.scripts, **more}, facts=small.facts, checkins=small.checkins, sentences=small.sentences)


def talk(courses: Courses | None = None) -> EngineTalk:
    from small_world import NOW

    return EngineTalk(library(), {"places": Places(), "courses": courses or Courses("brug", "haven")}, now=NOW)


def begun(courses: Courses | None = None) -> EngineTalk:
    """In the middle of a form, on its way to Delft."""
    at = talk(courses)
    at.take(Started(script="brief_sturen"))
    at.take(Heard(text="Delft"))
    return at


def test_an_interruption_does_not_change_what_the_form_below_holds() -> None:
    at = begun()
    at.take(Started(script="hulp_zoeken"))
    at.take(Heard(text="Assen"))
    assert at.state.slots["plek"] == "Assen"
    press(at, "yes")
    assert at.state.slots["plek"] == "Delft"
    press(at, "yes")
    seen = at.turn(Heard(text="ja"))
    assert question(at).step == "daarna"
    assert seen
    assert said(press(at, "no"))[0] == "klaar"


def test_an_interruption_begins_with_empty_slots() -> None:
    at = begun()
    at.take(Started(script="hulp_zoeken"))
    assert "plek" not in at.state.slots
    assert at.state.lists == {}
    assert at.state.trail == ()


def test_a_script_that_is_visited_shares_the_slots() -> None:
    at = talk()
    at.take(Started(script="bezoeken"))
    at.take(Heard(text="Delft"))
    press(at, "yes")
    assert said(press(at, "no")) == ["klaar", "zelfde"]
    assert at.state.frames == ()


def test_lists_and_outcomes_of_the_form_below_come_back() -> None:
    courses = Courses("brug")
    at = begun(courses)
    courses.schools = ()
    before = (at.state.lists, at.state.outcomes)
    at.take(Called(word="pause"))
    assert at.state.outcomes == {"pauze/zoeken": "none"}
    press(at, "yes")
    assert (at.state.lists, at.state.outcomes) == before


def test_a_fact_that_was_said_in_an_interruption_is_known_below() -> None:
    at = begun()
    at.take(Started(script="verhuizen"))
    at.take(Heard(text="Utrecht"))
    assert at.state.answers["woonplaats"].value == "utrecht"
    assert question(at).step == "zeker"
    assert "woonplaats" in at.state.shown


def test_back_in_an_interruption_takes_back_its_own_answers_only() -> None:
    at = begun()
    at.take(Started(script="hulp_zoeken"))
    at.take(Called(word="back"))
    assert question(at).step == "zeker"
    assert at.state.slots["plek"] == "Delft"
    at.take(Called(word="back"))
    assert question(at).step == "waar"
    assert "plek" not in at.state.slots


def test_back_from_a_script_that_an_interruption_visits_leads_to_the_form_below() -> None:
    at = begun()
    at.take(Started(script="hulp_zoeken"))
    at.take(Heard(text="Assen"))
    assert [frame.script for frame in at.state.frames] == ["brief_sturen", "hulp_zoeken", "nazorg"]
    at.take(Called(word="back"))
    assert question(at).step == "zeker"
    assert at.state.slots["plek"] == "Delft"


def test_what_an_interruption_sent_does_not_seal_the_form_below() -> None:
    at = begun()
    at.take(Started(script="hulp_zoeken"))
    at.take(Heard(text="Assen"))
    assert at.state.sealed
    press(at, "no")
    assert not at.state.sealed
    at.take(Called(word="back"))
    assert question(at).step == "waar"


def test_an_interruption_of_an_interruption_has_its_own_slots_too() -> None:
    at = begun()
    at.take(Started(script="hulp_zoeken"))
    at.take(Heard(text="Assen"))
    at.take(Started(script="brief_sturen"))
    assert (question(at).step, at.state.slots["plek"]) == ("zeker", "Delft")
    at.take(Started(script="hulp_zoeken"))
    at.take(Started(script="sturen"))
    at.take(Heard(text="Dag"))
    at.take(Started(script="hulp_zoeken"))
    assert (question(at).step, "plek" in at.state.slots) == ("ook_waar", False)


def test_a_script_whose_visit_is_broken_off_begins_anew() -> None:
    at = talk()
    goes_as("script: menu\nbot: @keuze\nyou: =school\nbot: @wonen\n", at)
    events = at.turn(Called(word="menu"))
    assert said(events) == ["keuze"]
    assert [frame.script for frame in at.state.frames] == ["menu"]


def test_the_end_of_a_dialog_ends_what_was_interrupted_too() -> None:
    at = begun()
    at.take(Started(script="hulp_zoeken"))
    at.take(Called(word="end"))
    assert (at.state.frames, at.state.slots, at.state.trail) == ((), {}, ())
