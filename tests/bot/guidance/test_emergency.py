"""In danger the numbers are there, whoever asks, with 112 first."""

from __future__ import annotations

from teaching import TODAY, request, shipped_knowledge, text, world

from bot.guidance.emergency import MATTERS, EmergencyGuide, numbers


def test_every_matter_has_its_number_from_a_row_with_a_source() -> None:
    said = {matter: text(phrase) for matter, phrase in numbers(shipped_knowledge(), TODAY).items()}
    wanted = {"now": "112", "life": "0800-0113", "home": "0800-2000", "police": "0900-8844"}
    assert list(said) == list(MATTERS)
    assert all(number in said[matter] for matter, number in wanted.items())
    assert all(shipped_knowledge().row(f"emergency.{matter}", TODAY).source for matter in MATTERS)


def test_the_guide_tells_them_about_somebody_of_whom_nothing_is_known() -> None:
    advice = EmergencyGuide(world()).consult(request({}))
    assert advice.outcome == "known"
    assert set(advice.values) == set(MATTERS)
