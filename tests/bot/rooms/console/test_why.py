"""Beside each reason on the page of a case stands the rule that it follows from, with what it means and what it rests on."""

from __future__ import annotations

from colleague import Colleague, asks_for_a_human
from furnished import MemoryChannel, Someone

from bot.main import Bot

CASES = "/console/cases"


async def suspects_a_trick(person: Someone) -> None:
    """Somebody was promised a laptop by somebody they do not know, and asks for help with it."""
    await person.begins()
    await person.taps("Nederlands")
    await person.types("er klopt iets niet")
    await person.taps("Nee, nog niet", "Iemand sprak mij aan", "Gratis laptop", "Iemand die ik niet ken", "Klaar", "Ja, graag hulp")
    await person.types("Zwolle")
    await person.taps("Ja")


async def test_a_reason_of_known_tricks_names_them_with_their_sources(
    any_bot: Bot, memory_channel: MemoryChannel, zwolle: Colleague
) -> None:
    await suspects_a_trick(Someone(any_bot, memory_channel))
    page = await zwolle.get(f"{CASES}/{await zwolle.only_case()}")
    assert "Het gaat om: 💻 Gratis laptop of mobiel en 📣 Iemand die ik niet ken." in page
    for number in ("H1", "F01", "F08"):
        assert f"Regel {number}</strong>" in page, number
    assert "Misschien klopt er iets niet bij een school, een contract of een rekening." in page
    assert "Bron: nrc.nl, 23 mei 2020; volkskrant.nl, 23 mei 2020, nagekeken op maandag 23 november 2026." in page


async def test_a_reason_that_follows_from_no_rule_says_so(any_bot: Bot, memory_channel: MemoryChannel, zwolle: Colleague) -> None:
    await asks_for_a_human(Someone(any_bot, memory_channel), "Zwolle")
    page = await zwolle.get(f"{CASES}/{await zwolle.only_case()}")
    assert "Geen regel: dit komt uit het gesprek zelf." in page
    assert "Bron:" not in page
