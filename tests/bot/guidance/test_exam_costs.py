"""What exams cost on the day of the exam, and how many tries are free."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from teaching import TODAY, person, shipped_knowledge, text, world

from bot.guidance.exam_costs import costs, likely_day, tries_left
from bot.guidance.exams import Exam, parts_left
from bot.guidance.knowledge import Knowledge
from bot.guidance.standing import Standing
from bot.guidance.world import World
from dialogs.guides import Slot

WORLD = world()
OLD: dict[str, Slot] = {"wet_brief": "wi2013", "vergunning_datum": "2019-01-01", "vergunning": "asiel"}
NEW: dict[str, Slot] = {"wet_brief": "wi2021", "vergunning": "asiel", "leerroute": "b1"}


def told(facts: dict[str, Slot], day: date | None = None, today: date = TODAY, around: World = WORLD) -> str:
    standing = Standing.of(person(**facts), around, today)
    return " ".join(map(text, costs(standing, parts_left(standing.parts, standing.about), day)))


def with_prices_of_2027() -> World:
    row = {"source": "Regeling", "date": "2026-12-01", "valid_from": "2027-01-01", "certainty": "law"}
    later = [{"key": f"fee.{exam}", "value": price, **row} for exam, price in (("KNM", 53), ("LEZ", 53), ("ONA", 40))]
    return replace(WORLD, knowledge=Knowledge([*shipped_knowledge(), *later]))


def test_r2_20_the_same_prices_are_told_together() -> None:
    said = told(OLD, day=date(2026, 12, 20))
    assert "€ 50 per examen: Lezen en Luisteren en Schrijven en Spreken en KNM." in said
    assert "Ongeveer € 40 per examen: ONA. Kijk in Mijn Inburgering voor de prijs van nu." in said
    assert "2027" not in said


def test_in_december_an_exam_in_january_has_the_price_of_january() -> None:
    december, facts = date(2026, 12, 10), OLD | {"examens_gehaald": ["LUI", "SCH", "SPR", "PVT"]}
    said = told(facts, day=date(2027, 1, 19), today=december, around=with_prices_of_2027())
    assert "€ 53 per examen: Lezen en KNM." in said
    assert "€ 50" not in said
    assert "€ 50 per examen: Lezen en KNM." in told(facts, day=date(2026, 12, 20), today=december, around=with_prices_of_2027())


def test_a_price_of_a_year_that_is_not_known_yet_is_said_so_beside_the_price_of_now() -> None:
    said = told(OLD, day=date(2027, 1, 19))
    assert "€ 50 per examen in 2026: Lezen en Luisteren" in said
    assert "Ongeveer € 40 per examen in 2026: ONA." in said
    assert said.count("De prijs van 2027 weet ik nog niet. Vraag het DUO, of kijk in Mijn Inburgering.") == 1


@pytest.mark.parametrize("today", [date(2027, 1, 1), date(2027, 1, 2), date(2027, 12, 31)])
def test_in_a_new_year_the_price_of_the_old_one_is_told_with_its_year_until_somebody_wrote_down_the_new_one(today: date) -> None:
    said = told(OLD, today=today, day=today)
    assert "€ 50 per examen in 2026: Lezen en Luisteren" in said
    assert "De prijs van 2027 weet ik nog niet. Vraag het DUO, of kijk in Mijn Inburgering." in said
    assert "per examen:" not in said


def test_in_a_new_year_only_prices_that_nobody_wrote_down_are_told_with_the_old_year() -> None:
    said = told(OLD, today=date(2027, 1, 2), day=date(2027, 1, 19), around=with_prices_of_2027())
    assert "€ 53 per examen: Lezen en KNM." in said
    assert "€ 50 per examen in 2026: Luisteren en Schrijven en Spreken." in said


def test_the_first_free_tries_stay_free_in_a_new_year_and_a_state_exam_is_told_with_the_old_year() -> None:
    january = date(2027, 1, 2)
    assert "zijn gratis" in told(NEW, today=january)
    said = told(NEW | {"vergunning": "anders"}, today=january, day=january)
    assert "Ongeveer € 50 per staatsexamen in 2026: Lezen" in said


def test_without_any_price_duo_is_asked() -> None:
    said = told(OLD, today=date(2028, 2, 1))
    assert "De prijs weet ik niet" in said
    assert "€" not in said


@pytest.mark.parametrize(
    ("facts", "day"),
    [({}, date(2027, 1, 11)), ({"examen_datum": "2026-12-08"}, date(2026, 12, 8)), ({"examen_datum": "2026-11-01"}, date(2027, 1, 11))],
)
def test_r2_27_the_price_is_that_of_the_planned_exam_or_of_the_first_likely_day(facts: dict[str, Slot], day: date) -> None:
    assert likely_day(Standing.of(person(**facts), WORLD, TODAY)) == day


@pytest.mark.parametrize(("told_tries", "left"), [("0", 2), ("1", 1), ("2", 0), ("3_plus", 0)])
def test_r2_21_tries_that_were_used_are_taken_from_the_two_free_ones(told_tries: str, left: int) -> None:
    standing = Standing.of(person(**NEW, pogingen_knm=told_tries), WORLD, TODAY)
    assert tries_left(standing, standing.parts) == {Exam.knm: left}


def test_r2_21_who_used_the_free_tries_hears_the_price_and_others_do_not() -> None:
    tries: dict[str, Slot] = {"pogingen_lezen": "2", "pogingen_luisteren": "1", "pogingen_schrijven": "0", "pogingen_spreken": "0"}
    said = told(NEW | tries | {"pogingen_knm": "3_plus"}, day=date(2026, 12, 20))
    assert "Nog 2 gratis pogingen per examen: Schrijven en Spreken." in said
    assert "Nog 1 gratis poging: Luisteren." in said
    assert "Uw gratis pogingen zijn op: Lezen en KNM. Nu betaalt u." in said
    assert "Ongeveer € 50 per staatsexamen: Lezen." in said
    assert "€ 50 per examen: KNM." in said


def test_r2_21_while_the_tries_are_not_told_the_rule_is() -> None:
    assert "Twee pogingen per onderdeel zijn gratis, op het niveau van uw PIP of hoger." in told(NEW)
    assert "€" not in told(NEW)


@pytest.mark.parametrize("facts", [OLD, NEW | {"vergunning": "anders"}])
def test_r2_21_nobody_else_has_free_tries(facts: dict[str, Slot]) -> None:
    assert "gratis" not in told(facts | {"pogingen_knm": "0"})
    assert tries_left(Standing.of(person(**facts, pogingen_knm="0"), WORLD, TODAY), ()) == {}


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (OLD, "U betaalt niets: PVT."),
        (NEW, "U betaalt niets: PVT en MAP."),
        (OLD | {"vergunning": "anders"}, "Of u hiervoor betaalt, weet ik niet: PVT."),
    ],
)
def test_r2_08_r2_16_r2_17_what_the_municipality_gives_is_free_where_that_is_sure(facts: dict[str, Slot], said: str) -> None:
    assert said in told(facts)


def test_r2_23_a_state_exam_has_a_price_that_must_be_looked_up() -> None:
    said = told(NEW | {"vergunning": "anders"}, day=date(2026, 12, 20))
    assert "Ongeveer € 50 per staatsexamen: Lezen en Luisteren en Schrijven en Spreken. Kijk op duo.nl" in said
