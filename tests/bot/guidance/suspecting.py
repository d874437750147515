"""A small world of schools for the tests about what is not right at a school, and short ways to ask about it."""

from __future__ import annotations

from dataclasses import replace

from teaching import SCHOOL, TODAY, request, shipped_knowledge, text, world

from bot.guidance.fraud import FraudGuide
from bot.guidance.recognising import patterns
from bot.guidance.world import QualityMark
from dialogs.guides import Advice, Slot

KNOW = shipped_knowledge()
PATTERNS = patterns(KNOW, TODAY)

ACTIVE = replace(SCHOOL, key="active", name="Voorbeeldschool De Brug")
NEW = replace(SCHOOL, key="new", name="Voorbeeldschool De Kade", mark=QualityMark.aspirant)
SUSPENDED = replace(SCHOOL, key="suspended", name="Voorbeeldschool De Haven", mark=QualityMark.suspended)
WITHDRAWN = replace(SCHOOL, key="withdrawn", name="Voorbeeldschool De Toren", mark=QualityMark.withdrawn)
DISPUTED = replace(SUSPENDED, key="disputed", name="Voorbeeldschool De Linde", disputed=True)
GUIDE = FraudGuide(world(schools=(ACTIVE, NEW, SUSPENDED, WITHDRAWN, DISPUTED)))

WI2013: dict[str, Slot] = {"wet_brief": "wi2013", "vergunning": "asiel"}
WI2021: dict[str, Slot] = {"wet_brief": "wi2021", "vergunning": "asiel"}
FAMILY: dict[str, Slot] = {"wet_brief": "wi2021", "vergunning": "anders"}


def told(*chosen: str, about: dict[str, Slot] | None = None, **arguments: Slot) -> Advice:
    """What the guide says of what was picked."""
    return GUIDE.consult(request(about or {}, situations=list(chosen), **arguments))


def rows(value: str, *chosen: str, about: dict[str, Slot] | None = None, **arguments: Slot) -> dict[str, dict[str, str]]:
    """What a script would show of a list."""
    asked = request(about or {}, situations=list(chosen), **arguments)
    keys = GUIDE.consult(asked).values.get(value) or ()
    assert isinstance(keys, tuple)
    return {key: {name: text(said) for name, said in row.items()} for key, row in GUIDE.describe(asked, value, keys).items()}


def ids(advice: Advice) -> list[str]:
    """The patterns that were recognised, the heaviest first."""
    return text(advice.values["patterns"]).split(", ") if "patterns" in advice.values else []
