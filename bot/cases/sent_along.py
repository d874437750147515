"""What a person agreed to send along, in Dutch words for who reads it at the municipality."""

from __future__ import annotations

from collections.abc import Mapping

from bot.guidance.cards import course_label
from bot.guidance.own_data import OwnDataGuide
from bot.guidance.places import PlacesGuide
from bot.turns import House
from bot.wording import DUTCH
from dialogs.days import day_of
from dialogs.guides import Known, Person, Request, Slot

COORDINATOR = "coordinator"


def sent_along(house: House, given: Mapping[str, Slot]) -> list[tuple[str, str]]:
    """Label and value of each answer; only what a coordinator may see."""
    library, world = house.shelf.newest, house.worlds.world
    seen = [name for name, fact in library.facts.items() if name in given and COORDINATOR in fact.seen_by]
    person = Person(facts={name: (Known(value=given[name], at=house.now()),) for name in seen})
    guide = OwnDataGuide(library.facts, PlacesGuide(world.places).label, lambda key: course_label(world, key), library.sentence)
    rows = guide.describe(Request(arguments={}, person=person, today=day_of(house.now())), "facts", seen)
    render = house.speech.renderer.render
    return [(library.facts[name].for_staff, render(row["value"], DUTCH)) for name, row in rows.items()]
