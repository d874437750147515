"""Schools: the quality mark, the contract, who chooses, and how a trick is spoken of: each rule both ways."""

from __future__ import annotations

import pytest
from judging import ASYLUM_2013, ASYLUM_2021, OTHER_2013, Facts, Ruled, check, everybody, table, told
from suspecting import KNOW
from teaching import TODAY

from bot.guidance.recognising import SITUATION

SITUATIONS = [key.removeprefix(SITUATION) for key in KNOW.keys(SITUATION, TODAY)]
COMPLETE: Facts = {"written": "ja", "named": ["uren", "prijs", "niveau", "stoppen"], "copy": "ja", "time": "ja", "empty": "nee"}
#: Words that accuse.
ACCUSING = ("crimineel", "fraude", "oplicht", "strafbaar", "dief", "misdad", "illegaal")


def mark(id: str, says: str, school: str, other: str) -> Ruled:
    return Ruled(id=id, guide="schools", says=says, holds={}, unless={}, asked={"name": school}, asked_unless={"name": other})


@table(
    mark("R4.02", "Dat is niet slecht. Er zijn alleen nog geen resultaten bekend.", "new", "active"),
    mark("R4.09 suspended", "mag nu geen nieuwe mensen aannemen", "suspended", "active"),
    mark("R4.09 withdrawn", "DUO betaalt de lessen dan niet.", "withdrawn", "suspended"),
    mark("R4.15", "Dit keken wij na op 2026-11-02.", "active", "Een school die niemand kent"),
    mark("R4.09 disputed", "wordt nu nagekeken", "disputed", "suspended"),
    Ruled(
        id="R4.07",
        guide="contract",
        says="Hoe kan ik stoppen, en wat kost dat?",
        holds=ASYLUM_2013,
        unless=ASYLUM_2013,
        asked={**COMPLETE, "named": ["uren", "prijs", "niveau"]},
        asked_unless=COMPLETE,
    ),
    Ruled(
        id="R5.03",
        guide="courses",
        says="Vraag of de onderwijsroute bij u past. De gemeente beslist dat.",
        holds={**ASYLUM_2021, "doel": "opleiding"},
        unless={**ASYLUM_2021, "doel": "opleiding", "leerroute": "b1"},
    ),
    Ruled(id="R5.04", guide="before_signing", says="Wat kost een uur les?", holds=ASYLUM_2013, unless=ASYLUM_2021),
    Ruled(
        id="R2.33",
        guide="schools",
        says="De gemeente kiest uw cursus en betaalt die.",
        holds=ASYLUM_2021,
        unless=OTHER_2013,
        asked={"name": "active"},
    ),
    Ruled(
        id="R6.01",
        guide="fraud",
        says="Een gratis proefles is gewoon.",
        holds={},
        unless={},
        asked={"situations": ["trial"]},
        asked_unless={"situations": ["gift"]},
    ),
    Ruled(
        id="R6.02",
        guide="fraud",
        says="stop",
        holds={},
        unless={},
        asked={"situations": ["fewer_lessons", "too_easy"]},
        asked_unless={"situations": ["fewer_lessons"]},
    ),
    Ruled(
        id="R6.06",
        guide="fraud",
        says="U doet niets fout als u dit vertelt.",
        holds={},
        unless={},
        asked={"situations": ["got_money"], "done": "yes"},
        asked_unless={"situations": ["cash"]},
    ),
    Ruled(id="F24", guide="fraud", says="U leent dus niet bij DUO.", holds=ASYLUM_2021, unless=ASYLUM_2013, asked={"situations": ["loan"]}),
    Ruled(id="H6", guide="handover", says="keurmerk", holds={"school_nu": "withdrawn"}, unless={"school_nu": "active"}),
)
def test_a_rule_about_schools_is_told_to_whom_it_holds_and_to_nobody_else(rule: Ruled) -> None:
    check(rule)


@pytest.mark.parametrize("situation", SITUATIONS)
def test_r6_03_no_school_is_accused_and_nobody_is_blamed(situation: str) -> None:
    for done in ("no", "yes"):
        for facts in everybody():
            said = told("fraud", facts, situations=[situation], done=done).casefold()
            assert [word for word in ACCUSING if word in said] == []


@pytest.mark.parametrize("facts", everybody())
@pytest.mark.parametrize("level", ["nul", "a1", "a2", "b1"])
def test_r5_03_no_route_is_chosen_by_the_programme(facts: Facts, level: str) -> None:
    """A route is named as a kind of course only to whom the municipality gave it."""
    said = told("courses", {**facts, "niveau": level, "doel": "opleiding", "leest": "latijn"}) + told("pip", facts)
    assert "de Z-route" not in said
    assert "Dit past bij u: de onderwijsroute" not in said
