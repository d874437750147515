"""A small library and small guides in which every behaviour of the engine can be met."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from edition_files import world

from dialogs.events import Event, Said
from dialogs.guides import Advice, Gives, Request, Row, Signature, Slot
from dialogs.inputs import Picked
from dialogs.library import Library, read_library
from dialogs.phrase import Plain
from dialogs.state import Question, State
from dialogs.transcripts import EngineTalk, play, read_chat

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)

#: Everything that can be typed as the name of a town here.
TOWNS = {"utrecht": ("Utrecht", "Utrecht"), "hengelo-ov": ("Hengelo", "Overijssel"), "hengelo-gld": ("Hengelo", "Gelderland")}


class Places:
    """Three towns, two of them with one name."""

    signature = Signature(name="places", outcomes=("one", "several", "none"), values={"matches": Gives(kind="list", fields=("place",))})

    def consult(self, request: Request) -> Advice:
        typed = str(request.arguments.get("text", "utrecht")).casefold()
        found = [key for key, (name, _) in TOWNS.items() if name.casefold().startswith(typed)]
        return Advice(outcome="one" if len(found) == 1 else "several" if found else "none", values={"matches": found})

    def describe(self, request: Request, value: str, keys: Sequence[str]) -> Mapping[str, Row]:
        return {key: {"place": Plain(text=", ".join(dict.fromkeys(TOWNS[key])))} for key in keys if key in TOWNS}


class Courses:
    """Offers whatever schools there are just now."""

    signature = Signature(
        name="courses",
        outcomes=("offers", "none"),
        values={"offers": Gives(kind="list", fields=("school",), present_when=("offers",))},
    )

    def __init__(self, *schools: str) -> None:
        self.schools = schools
        self.consulted = 0

    def consult(self, request: Request) -> Advice:
        self.consulted += 1
        return Advice(outcome="offers" if self.schools else "none", values={"offers": self.schools})

    def describe(self, request: Request, value: str, keys: Sequence[str]) -> Mapping[str, Row]:
        return {key: {"school": Plain(text=key.capitalize())} for key in keys if key in self.schools}


def small_library() -> Library:
    """The library of the folder `small`."""
    library, issues = read_library(world(Path(__file__).parent / "small"))
    assert issues == [], [str(issue) for issue in issues]
    return library


def talk(*, facts: Mapping[str, Slot] | None = None, courses: Courses | None = None) -> EngineTalk:
    """A new talk in the small world."""
    guides = {"places": Places(), "courses": courses or Courses("brug", "haven")}
    return EngineTalk(small_library(), guides, now=NOW, facts=facts)


def goes_as(text: str, at: EngineTalk | None = None) -> None:
    """The talk must go as it is written."""
    failure = play(read_chat(textwrap.dedent(text).lstrip(), "here"), (at or talk()).take)
    assert failure is None, str(failure)


def question(at: EngineTalk) -> Question:
    """The open question, which must be there."""
    assert at.state.question is not None
    return at.state.question


def press(at: EngineTalk, value: str | None = None, *, role: str = "answer") -> list[Event]:
    """Press the button of the open question with this value or role."""
    index = next(i for i, o in enumerate(question(at).options) if o.role == role and (value is None or o.value == value))
    return at.turn(Picked(asking=question(at).asking, indexes=(index,)))


def said(events: Sequence[Event]) -> list[str]:
    """The steps that spoke; for the engine's own sentences their words."""
    return [event.step or event.phrase.text for event in events if isinstance(event, Said)]


def standing(talk: EngineTalk) -> State:
    """Where the talk stands, apart from the moment at which the person last did something."""
    return talk.state.model_copy(update={"moved_at": None})
