"""What is said of fewer exams: nothing is promised, and every value is there as declared."""

from __future__ import annotations

from datetime import date

from teaching import TODAY, person, request, shipped_knowledge, world

from bot.guidance.exemption import ExemptionGuide, Topic, reliefs
from bot.guidance.fact_names import (
    DIPLOMAS,
    LETTER_LAW,
    PERMIT_KNOWN,
    TRIES,
)
from bot.guidance.standing import Standing
from dialogs.guides import Advice, Slot

WORLD = world()
GUIDE = ExemptionGuide(WORLD)
KNOW = shipped_knowledge()
TRIED_THREE_TIMES = dict.fromkeys(TRIES.values(), "3_plus")
#: Under the old law, with ONA.
OLD = {LETTER_LAW: "wi2013", PERMIT_KNOWN: "2018-03-01"}
NEW = {LETTER_LAW: "wi2021"}


def found(topic: Topic | None = None, today: date = TODAY, **facts: Slot) -> dict[str, str]:
    """Relief to way."""
    return {one.relief: one.way for one in reliefs(Standing.of(person(**facts), WORLD, today), topic)}


def told(topic: Slot = None, today: date = TODAY, **facts: Slot) -> Advice:
    return GUIDE.consult(request(facts, today, topic=topic))


# -- diplomas


def test_nothing_is_promised() -> None:
    calm = (
        "isschien",
        "Heel soms",
        "kan ",
        "kunt u",
        "mag ",
        "geen vrijstelling",
        "Dat gaat vanzelf",
        "niet nodig",
        "Vraag het DUO",
        "blijven",
        "DUO vraagt",
    )
    rows = [row for row in KNOW if row.key.startswith(("exempt.wi2013.", "exempt.wi2021."))]
    assert [row.key for row in rows if not any(word in (row.text or "") for word in calm)] == []


def test_values_are_present_as_declared() -> None:
    answers = [told("gezondheid", **NEW), told(**NEW, **{DIPLOMAS: ["vmbo_plus"]}), told(**NEW), told()]
    assert [one.outcome for one in answers] == list(GUIDE.signature.outcomes)
    for answer in answers:
        for name, gives in GUIDE.signature.values.items():
            assert (name in answer.values) is (not gives.present_when or answer.outcome in gives.present_when)
