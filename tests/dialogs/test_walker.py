from __future__ import annotations

from collections.abc import Mapping

import pytest
from edition_files import library_of
from small_world import Courses, Places, small_library

from dialogs.free_guides import Choosing
from dialogs.guides import Signature
from dialogs.library import Library
from dialogs.transcripts import read_chat
from dialogs.walker import Report, Walker

SIGNATURES: Mapping[str, Signature] = {"places": Places.signature, "courses": Courses.signature}
HEAD = "script: proef\ntitle: Proef\nstarts: {command: proef}\nsteps:\n"


def walked(*scripts: str) -> Report:
    return Walker(library_of(*scripts), SIGNATURES).walk()


def test_all_combinations_of_choices_are_made_once() -> None:
    choosing = Choosing()
    made = []
    more = True
    while more:
        first = choosing.choose(2)
        made.append((first, choosing.choose(3) if first else 0))
        more = choosing.next()
    assert made == [(0, 0), (1, 0), (1, 1), (1, 2)]
    assert choosing.choose(5) == 0


def test_a_sound_library_is_walked_to_its_last_step() -> None:
    library = small_library()
    left_out = {"diep", "dieper", "rondje"}
    sound = Library(**{**vars(library), "scripts": {name: script for name, script in library.scripts.items() if name not in left_out}})
    report = Walker(sound, SIGNATURES).walk()
    assert {fall.problem for fall in report.falls} == {"nothing is said"}, (
        "some of these scripts end without a word, and nothing else happens"
    )
    assert report.unreached == []


ZEKER = """  zeker:
    ask: Weet u het zeker?
    slot: zeker
    type: yes_no
"""


def test_silence_is_found_with_the_way_that_leads_to_it() -> None:
    falls = walked(HEAD + ZEKER + "  klaar:\n    when: {zeker: yes}\n    say: Klaar.\n").falls
    assert [fall.problem for fall in falls] == ["nothing is said"]
    assert str(falls[0]) == "# nothing is said\nscript: proef\nbot: @zeker\nyou: =no\nend"


def test_a_circle_is_found_with_the_way_that_leads_to_it() -> None:
    falls = walked(HEAD + ZEKER + "  rond:\n    when: {zeker: no}\n    go: rond\n  klaar:\n    say: Klaar.\n").falls
    assert {fall.problem for fall in falls} == {"limit reached: steps"}
    assert falls[0].lines[:3] == ("script: proef", "bot: @zeker", "you: =no")
    assert read_chat(str(falls[0]), "fall.chat").script == "proef"


def test_a_step_that_no_answer_leads_to_is_told() -> None:
    steps = "  oud:\n    ask: Hoe oud bent u?\n    slot: oud\n    type: number\n    at_most: 20\n"
    steps += "  kind:\n    when: {oud: {at_most: 17}}\n    say: Jong.\n  oma:\n    when: {oud: {at_least: 90}}\n    say: Oud.\n"
    assert walked(HEAD + steps).unreached == [("proef", "oma")]


OUD = """  oud:
    ask: Hoe oud bent u?
    slot: oud
    type: number
    at_least: {low}
    at_most: {high}
  meer:
    when: {{oud: {{at_least: {more}}}}}
    say: Meer.
  minder:
    when: {{oud: {{at_most: {low}}}}}
    say: Minder.
"""


@pytest.mark.parametrize(("low", "high"), [(0, 3), (18, 99)])
def test_numbers_on_both_sides_of_a_condition_are_tried(low: int, high: int) -> None:
    report = walked(HEAD + OUD.format(low=low, high=high, more=low + 1))
    assert (report.unreached, report.falls) == ([], [])
