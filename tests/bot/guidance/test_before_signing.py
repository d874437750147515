"""What to ask a school, and three tricks to say no to."""

from __future__ import annotations

import pytest
from teaching import request, text, world

from bot.guidance.before_signing import BeforeSigningGuide
from dialogs.guides import Slot

GUIDE = BeforeSigningGuide(world())


def told(name: str, **facts: Slot) -> list[str]:
    asked = request(facts)
    keys = GUIDE.consult(asked).values[name]
    assert isinstance(keys, tuple)
    rows = GUIDE.describe(asked, name, keys)
    return [text(rows[key]["text"]) for key in keys]


@pytest.mark.parametrize("facts", [{}, {"wet_brief": "wi2013"}, {"wet_brief": "wi2021", "vergunning": "asiel"}, {"wet_brief": "wi2021"}])
def test_there_are_always_three_tricks_and_digid_is_among_them(facts: dict[str, Slot]) -> None:
    tricks = told("tricks", **facts)
    assert len(tricks) == 3
    assert any("DigiD" in trick for trick in tricks)


def test_f24_who_does_not_choose_is_warned_of_signing_and_lending() -> None:
    assert told("tricks", wet_brief="wi2021", vergunning="asiel")[0].startswith("Zelf tekenen of geld lenen bij DUO.")
    assert not any("gemeente kiest" in trick for trick in told("tricks", wet_brief="wi2013"))
    assert not any("gemeente kiest" in trick for trick in told("tricks", wet_brief="wi2021", vergunning="anders"))


def test_f01_f10_who_chooses_is_warned_of_gifts_and_of_paying_at_once() -> None:
    tricks = told("tricks", wet_brief="wi2013")
    assert any("laptop" in trick and "lening" in trick for trick in tricks)
    assert any("€ 2.000" in trick for trick in tricks)


@pytest.mark.parametrize("facts", [{"wet_brief": "wi2021", "vergunning": "asiel"}, {"wet_brief": "wi2021"}, {}])
def test_r3_02_who_cannot_borrow_or_perhaps_cannot_hears_nothing_of_a_loan_of_their_own(facts: dict[str, Slot]) -> None:
    assert not any("met uw lening" in trick or "2.000" in trick for trick in told("tricks", **facts))


def test_r5_04_the_questions_begin_with_the_mark_and_name_the_price_to_who_pays() -> None:
    own, municipality = told("questions", wet_brief="wi2013"), told("questions", wet_brief="wi2021", vergunning="asiel")
    assert "keurmerk" in own[0]
    assert any("kost" in question for question in own)
    assert not any("kost" in question or "contract" in question for question in municipality)


def test_a_key_that_is_gone_is_left_out() -> None:
    assert GUIDE.describe(request({}), "tricks", ["fraud.trick.gone"]) == {}
