"""A script says words with a picture or a file; what they are made of goes along, and nothing is made of nothing."""

from __future__ import annotations

import pytest
from edition_files import library_of
from small_world import NOW, Courses

from dialogs.events import Enclosed, Said
from dialogs.inputs import Started
from dialogs.phrase import Plain
from dialogs.transcripts import EngineTalk

SCRIPT = """
script: tonen
title: Tonen
starts: {{command: tonen, welcome: true}}
steps:
  zoeken:
    consult: courses
    gives: {{offers: scholen}}
  zeggen:
    say: {say}
"""
ROWS = ({"school": Plain(text="Brug")}, {"school": Plain(text="Haven")})


def said(say: str, *schools: str) -> list[Said]:
    talk = EngineTalk(library_of(SCRIPT.format(say=say)), {"courses": Courses(*schools)}, now=NOW)
    return [event for event in talk.turn(Started(script="tonen")) if isinstance(event, Said) and event.step == "zeggen"]


@pytest.mark.parametrize("kind", ["picture", "file"])
def test_one_picture_or_file_is_made_of_all_rows_of_a_list(kind: str) -> None:
    (event,) = said(f"{{text: Kijk., {kind}: weg, of: scholen}}", "brug", "haven")
    made = {"picture": event.picture, "file": event.file}
    assert made.pop(kind) == Enclosed(name="weg", rows=ROWS)
    assert list(made.values()) == [None]


def test_each_item_has_its_own_picture() -> None:
    events = said('{each: scholen, text: "{school}", picture: kaart}', "brug", "haven")
    assert [event.picture for event in events] == [Enclosed(name="kaart", rows=(row,)) for row in ROWS]


def test_words_without_a_picture_have_none() -> None:
    assert [event.picture for event in said('{each: scholen, text: "{school}"}', "brug")] == [None]


def test_of_an_empty_list_only_the_words_are_said() -> None:
    (event,) = said("{text: Kijk., picture: weg, file: weg, of: scholen}")
    assert (event.phrase.text, event.picture, event.file) == ("Kijk.", None, None)
