"""Money: who pays, what DUO pays and never pays, and what nobody with asylum must fear: each rule of law both ways."""

from __future__ import annotations

import pytest
from judging import ASYLUM_2013, ASYLUM_2021, FAMILY_2013, FAMILY_2021, OTHER_2013, OTHER_2021, Facts, Ruled, check, everybody, table, told

NO_LOAN = [ASYLUM_2021, FAMILY_2021]


def money(id: str, says: str, holds: Facts, unless: Facts) -> Ruled:
    return Ruled(id=id, guide="money", says=says, holds=holds, unless=unless)


@table(
    money("R3.01", "Uw inkomen telt niet mee.", ASYLUM_2013, OTHER_2013),
    money("R3.02", "De gemeente kiest uw cursus en betaalt die. U leent niets bij DUO.", FAMILY_2021, OTHER_2021),
    money("R3.03", "De school heeft een keurmerk nodig.", ASYLUM_2013, ASYLUM_2021),
    money("R3.04", "DUO betaalt de school, niet u.", ASYLUM_2013, OTHER_2013),
    money("R3.05", "DUO betaalt nooit een laptop, een tablet of een reis.", ASYLUM_2013, ASYLUM_2021),
    money("R3.06", "DUO betaalt in drie maanden niet meer dan € 2000.", ASYLUM_2013, ASYLUM_2021),
    money("R3.07", "Kies accepteren als alles klopt. Klopt iets niet, kies dan weigeren en typ waarom.", ASYLUM_2013, ASYLUM_2021),
    money("R3.09", "Dan is de lening een gift", FAMILY_2013, OTHER_2013),
    money("R3.10", "Ook dan vraagt DUO u daarom geen geld terug.", ASYLUM_2013, FAMILY_2013),
    Ruled(
        id="R3.12",
        guide="referrals",
        says="Geef de les binnen vier weken door.",
        holds={"zorgen": ["kinderen"]},
        unless={"zorgen": ["schulden"]},
    ),
    Ruled(
        id="R3.08",
        guide="letters",
        says="DUO vertelt daarover alleen iets aan u.",
        holds=ASYLUM_2013,
        unless=ASYLUM_2013,
        asked={"kind": "factuur", "answer": "nee"},
        asked_unless={"kind": "factuur", "answer": "ja"},
    ),
    Ruled(
        id="R3.06 quarter",
        guide="invoice",
        says="Het bedrag is hoger dan € 2000.",
        holds=ASYLUM_2013,
        unless=ASYLUM_2013,
        asked={"euros": 2001, "hours_followed": 40, "hours_billed": 40},
        asked_unless={"euros": 2000, "hours_followed": 40, "hours_billed": 40},
    ),
    Ruled(
        id="R3.06 last",
        guide="invoice",
        says="Na uw examen mag dat soms.",
        holds={**ASYLUM_2013, "les_status": "klaar"},
        unless=ASYLUM_2013,
        asked={"euros": 2400, "hours_followed": 40, "hours_billed": 40},
    ),
    Ruled(
        id="R3.13",
        guide="loan",
        says="nearly_gone",
        holds={**ASYLUM_2013, "lening_gebruikt": 9500},
        unless={**ASYLUM_2013, "lening_gebruikt": 9499},
    ),
    Ruled(
        id="R3.15",
        guide="loan",
        says="short_of_time",
        holds={**ASYLUM_2013, "lening_gebruikt": 7500, "einddatum_duo": "2027-05-01"},
        unless={**ASYLUM_2013, "lening_gebruikt": 7499, "einddatum_duo": "2027-05-01"},
    ),
    Ruled(id="R2.33", guide="courses", says="U kiest zelf een school.", holds=ASYLUM_2013, unless=ASYLUM_2021),
    Ruled(id="R2.33 family migrant", guide="courses", says="U kiest zelf een school.", holds=OTHER_2021, unless={"wet_brief": "wi2021"}),
    Ruled(
        id="F24",
        guide="contract",
        says="tekent u geen contract met een school",
        holds=ASYLUM_2021,
        unless=OTHER_2021,
        asked={"written": "ja"},
    ),
)
def test_a_rule_about_money_is_told_to_whom_it_holds_and_to_nobody_else(rule: Ruled) -> None:
    check(rule)


@pytest.mark.parametrize("facts", everybody())
def test_r3_12_r3_16_help_with_children_and_travel_is_asked_by_everybody_and_promised_to_nobody(facts: Facts) -> None:
    said = told("money", facts)
    assert "Misschien krijgt u kinderopvangtoeslag." in said
    assert "Misschien helpt uw gemeente, met bijzondere bijstand." in said


@pytest.mark.parametrize("facts", NO_LOAN)
@pytest.mark.parametrize("guide", ["money", "loan"])
def test_r3_02_under_the_new_law_nobody_with_asylum_hears_how_much_to_borrow(facts: Facts, guide: str) -> None:
    said = told(guide, {**facts, "lening_gebruikt": 5000})
    assert "€ 10000" not in said
    assert "lenen dan" not in said


@pytest.mark.parametrize("facts", everybody())
def test_r3_05_whether_duo_pays_books_is_asked(facts: Facts) -> None:
    said = told("money", facts)
    if "boeken" in said:
        assert "Dat is niet duidelijk. Vraag het DUO." in said
    assert "Vraag het DUO." in told("invoice", ASYLUM_2013, extras=["boeken"], hours_followed=4, hours_billed=4)


@pytest.mark.parametrize("facts", everybody())
@pytest.mark.parametrize("guide", ["money", "loan", "letters", "progress"])
def test_r3_10_r3_11_no_table_of_paying_back_is_told(guide: str, facts: Facts) -> None:
    said = told(guide, {**facts, "lening_gebruikt": 9000}, **({"kind": "boete"} if guide == "letters" else {}))
    assert "%" not in said
    assert "rente" not in said
    assert "10 jaar" not in said
