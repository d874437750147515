"""What a message of a person is to the engine: photos, voices, secrets that were taken out, and the very first words."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.arriving import Arrival, read_input
from bot.messages import Inbound
from bot.speech import Speech
from dialogs.inputs import Called, Happened, Heard, Input, Remarked, Started, Wondered
from dialogs.library import Library
from dialogs.phrase import Phrase
from dialogs.script import Script
from dialogs.state import Frame, Question, State
from storage.conversations import Held

SPEECH = Speech.read()
WELCOME = Script.model_validate({"script": "wie", "title": "Wie", "starts": {"welcome": True}, "steps": {"dag": {"say": "Dag."}}})
LIBRARY = Library(scripts={"wie": WELCOME})
NEW = State()


def asked(kind: str) -> State:
    question = Question.model_validate({"asking": 3, "step": "dag", "kind": kind, "text": Phrase(text="?")})
    return State(asking=3, frames=(Frame(script="wie", step="dag", question=question),))


def read(state: State, kind: str = "text", **more: Any) -> Input:
    known = {"language": "nl"}
    held = Held(**{field.name: known.get(field.name) for field in fields(Held)})  # type: ignore[arg-type]
    inbound = Inbound(channel="x", address="1", update_id="1", received_at=datetime(2026, 11, 23, 12, tzinfo=UTC), kind=kind, **more)  # type: ignore[arg-type]
    return read_input(Arrival(inbound=inbound, held=held, state=state, library=LIBRARY), SPEECH, {})


@pytest.mark.parametrize("state", [NEW, asked("choice"), asked("text"), asked("wait")])
def test_a_photo_and_a_voice_are_occasions_whatever_stands_beside_them(state: State) -> None:
    assert read(state, "photo", text="school") == Happened(occasion="photo")
    assert read(state, "voice") == Happened(occasion="voice")
    assert read(state, "unreadable") == Remarked(remark="unreadable")


def test_words_of_danger_under_a_photo_are_heard() -> None:
    meant = read(asked("choice"), "photo", text="mijn man slaat mij")
    assert isinstance(meant, Happened)
    assert meant.occasion == "crisis"


@pytest.mark.parametrize("text", ["hallo", "السلام عليكم", "iets", "?"])
def test_the_very_first_words_begin_the_welcome(text: str) -> None:
    assert read(NEW, text=text) == Started(script="wie")


def test_danger_goes_before_the_welcome() -> None:
    assert isinstance(read(NEW, text="ik wil dood"), Happened)


def test_later_words_do_not_begin_it_again() -> None:
    assert read(State(asking=4), text="hallo") == Remarked(remark="greeting")
    assert read(State(asking=4), text="iets") == Heard(text="iets")
    assert isinstance(read(State(asking=4), text="wat is PIP?"), Wondered)


@pytest.mark.parametrize("kind", ["choice", "place", "number", "date"])
def test_what_is_left_of_a_secret_is_neither_an_answer_nor_a_miss(kind: str) -> None:
    assert read(asked(kind), text="mijn bsn is [bsn]", masked=("bsn",)) == Remarked(remark="again")


def test_what_is_left_beside_a_secret_can_be_an_answer() -> None:
    assert read(asked("text"), text="bel mij, bsn [bsn]", masked=("bsn",)) == Heard(text="bel mij, bsn [bsn]")
    assert read(asked("number"), text="3, mijn bsn is [bsn]", masked=("bsn",)) == Heard(text="3, mijn bsn is [bsn]", value=3)
    assert read(asked("date"), text="gisteren", masked=()) == Heard(text="gisteren", value="2026-11-22")


def test_a_command_that_is_there_does_what_it_says() -> None:
    assert read(asked("choice"), "command", text="menu") == Called(word="menu")
    assert read(asked("choice"), "command", text="Back") == Called(word="back")


def test_a_command_that_is_not_there_is_taken_for_the_word_it_is() -> None:
    assert read(asked("choice"), "command", text="hulp") == Called(word="human")
    assert read(asked("choice"), "command", text="hallo") == Remarked(remark="greeting")


@pytest.mark.parametrize("word", ["help", "HELP", "settings", "qwerty"])
def test_who_asks_for_help_by_a_command_or_tries_one_sees_what_there_is(word: str) -> None:
    assert read(asked("choice"), "command", text=word) == Called(word="menu")


@pytest.mark.parametrize("text", ["wat kunt u doen?", "opties", "what can you do"])
def test_who_asks_what_can_be_done_here_sees_the_menu(text: str) -> None:
    assert read(asked("choice"), text=text) == Called(word="menu")
