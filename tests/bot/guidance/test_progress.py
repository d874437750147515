"""How somebody is getting on: what went forward, what is said, and the road under each law and route."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

import pytest
from teaching import TODAY, person, request, text, world

from bot.guidance.fact_names import (
    FIRST_PIP,
    HOURS_TOTAL,
    LAST_DAY,
    LESSONS,
    LETTER_LAW,
    LEVEL,
    LOAN_USED,
    PASSED,
    PERMIT,
    PERMIT_KNOWN,
    PIP_STAGE,
    ROUTE,
    WORRIES,
)
from bot.guidance.progress import MOST_SIGNALS, ProgressGuide, gains
from bot.guidance.road import road
from bot.guidance.signals import signals
from bot.guidance.standing import Standing
from dialogs.guides import Advice, Known, Person, Slot

GUIDE = ProgressGuide(world())
OLD = {LETTER_LAW: "wi2013", PERMIT: "asiel", PERMIT_KNOWN: "2018-05-01"}
ALL_OLD = ["LEZ", "LUI", "SCH", "SPR", "KNM", "ONA", "PVT"]
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def standing(today: date = TODAY, **facts: Slot) -> Standing:
    return Standing.of(person(**facts), world(), today)


def keys(**facts: Slot) -> list[str]:
    return [signal.key for signal in signals(standing(**facts))]


def told(**facts: Slot) -> Advice:
    return GUIDE.consult(request(facts))


def over_time(**histories: Mapping[int, Slot]) -> Standing:
    """Somebody who said this, so many days ago."""
    facts = {
        name: tuple(Known(value=value, at=NOON - timedelta(days=days)) for days, value in sorted(said.items(), reverse=True))
        for name, said in histories.items()
    }
    return Standing.of(Person(facts=facts), world(), TODAY)


# -- what went forward ------------------------------------------------------------------------------------------------------


def test_a_higher_level_and_more_parts_are_told() -> None:
    after = over_time(**{LEVEL: {100: "a1", 1: "a2"}, PASSED: {100: ["geen"], 1: ["LEZ", "KNM"]}})
    assert [text(phrase) for phrase in gains(after).values()] == [
        "Uw Nederlands is nu op een hoger niveau dan eerst.",
        "Er zijn 2 onderdelen bij gekomen die klaar zijn.",
    ]


def test_the_same_or_less_is_not_told_as_a_gain() -> None:
    assert gains(over_time(**{LEVEL: {100: "a2", 1: "a1"}, PASSED: {100: ["LEZ"], 1: ["LEZ"]}})) == {}
    assert gains(over_time(**{LEVEL: {1: "a2"}, PASSED: {1: ["LEZ"]}})) == {}


# -- the guide --------------------------------------------------------------------------------------------------------------


def test_nothing_known_is_unclear() -> None:
    assert told().outcome == "unclear"
    assert told(**OLD).outcome == "unclear"


def test_enough_known_and_nothing_that_stands_out_is_fine() -> None:
    advice = told(**OLD, **{LESSONS: "begonnen", PASSED: ["LEZ"]})
    assert advice.outcome == "fine"
    assert "geen problemen" in text(advice.values["summary"])


def test_everything_done_is_said_with_the_advice_to_look_it_up() -> None:
    advice = told(**OLD, **{PASSED: ALL_OLD})
    assert advice.outcome == "fine"
    assert "Mijn Inburgering" in text(advice.values["summary"])


def test_what_stands_out_is_told_with_what_follows_and_not_all_at_once() -> None:
    facts = {**OLD, WORRIES: ["stress"], LESSONS: "gestopt", LOAN_USED: 9900, PASSED: ["KNM"], LAST_DAY: "2027-01-01", HOURS_TOTAL: 900}
    advice = told(**facts)
    assert advice.outcome == "attention"
    shown = advice.values["signals"]
    assert isinstance(shown, tuple)
    assert len(shown) == MOST_SIGNALS < len(keys(**facts))
    rows = GUIDE.describe(request(facts), "signals", shown)
    assert text(rows["worries"]["dan"]).startswith("Eerst u, dan de les.")


@pytest.mark.parametrize(("stage", "said"), [("uitgenodigd", True), ("pip_gekregen", False), (None, False)])
def test_r1_13_before_the_plan_it_is_said_that_the_years_have_not_begun(stage: Slot, said: bool) -> None:
    advice = told(**{LETTER_LAW: "wi2021", PIP_STAGE: stage})
    assert advice.outcome == "unclear"
    assert ("Daarna pas beginnen uw drie jaar" in text(advice.values["summary"])) is said


# -- the road -----------------------------------------------------------------------------------------------------------------


def stations(**facts: Slot) -> list[tuple[str, str]]:
    return [(station.key, station.state) for station in road(standing(**facts))]


def test_r2_01_r2_02_r2_03_the_road_under_the_old_law() -> None:
    assert stations(**OLD, **{PASSED: ["KNM", "LEZ"], LESSONS: "begonnen"}) == [
        ("LEZ", "done"),
        ("KNM", "done"),
        ("lessons", "here"),
        *((key, "next") for key in ("LUI", "SCH", "SPR", "ONA", "PVT", "finish")),
    ]


def test_r2_02_the_road_has_no_ona_for_who_does_not_need_it() -> None:
    assert "ONA" not in [key for key, _ in stations(**{LETTER_LAW: "wi2013", PERMIT_KNOWN: "2014-05-01"})]


def test_r2_11_the_road_of_the_b1_route() -> None:
    found = stations(**{LETTER_LAW: "wi2021", ROUTE: "b1", FIRST_PIP: "2026-01-01", LESSONS: "klaar"})
    assert found == [
        ("plan", "done"),
        ("lessons", "done"),
        ("LEZ", "here"),
        *((key, "next") for key in ("LUI", "SCH", "SPR", "KNM", "PVT", "MAP", "finish")),
    ]


def test_r2_13_the_road_of_the_education_route_has_no_exams_that_only_count_otherwise() -> None:
    found = stations(**{LETTER_LAW: "wi2021", ROUTE: "onderwijs"})
    assert found == [("plan", "done"), ("TAALSCHAKELTRAJECT", "here"), ("PVT", "next"), ("finish", "next")]


def test_r2_14_the_road_of_the_z_route() -> None:
    found = stations(**{LETTER_LAW: "wi2021", ROUTE: "z", PERMIT: "asiel", PASSED: ["PVT"]})
    assert found == [
        ("plan", "done"),
        ("PVT", "done"),
        ("CURSUSUREN", "here"),
        *((key, "next") for key in ("PARTICIPATIE-UREN", "MAP", "EINDGESPREK", "finish")),
    ]


def test_r2_10_before_the_plan_the_road_begins_there() -> None:
    assert stations(**{LETTER_LAW: "wi2021"}) == [("plan", "here"), ("lessons", "next"), ("exams", "next"), ("finish", "next")]


def test_without_a_law_the_road_begins_with_the_letter() -> None:
    assert stations() == [("letter", "here"), ("lessons", "next"), ("exams", "next"), ("finish", "next")]


def test_who_has_done_everything_is_at_the_finish() -> None:
    assert stations(**OLD, **{PASSED: ALL_OLD, LESSONS: "klaar"})[-1] == ("finish", "here")


def test_r1_44_with_a_dutch_diploma_duo_is_asked_and_nothing_is_called_done() -> None:
    facts: dict[str, Slot] = {**OLD, "diploma_nl": ["vmbo_plus"]}
    assert stations(**facts) == [("exemption", "here"), ("finish", "next")]
    assert "Vraag DUO om vrijstelling." in text(told(**facts).values["summary"])
    assert "exemption" not in dict(stations(**OLD, **{"diploma_nl": ["praktijk_entree"]}))


def test_there_is_always_exactly_one_station_where_somebody_is() -> None:
    people: list[dict[str, Slot]] = [
        {},
        {**OLD},
        {**OLD, PASSED: ALL_OLD},
        {LETTER_LAW: "wi2021", ROUTE: "z"},
        {LETTER_LAW: "wi2013", FIRST_PIP: "2024-01-01"},
    ]
    assert [[state for _, state in stations(**facts)].count("here") for facts in people] == [1] * len(people)


def test_the_same_road_is_told_in_words() -> None:
    advice = told(**{LETTER_LAW: "wi2021", ROUTE: "onderwijs", PASSED: ["PVT"]})
    assert text(advice.values["road"]).splitlines() == [
        "Klaar: Plan (PIP) en PVT.",
        "Hier bent u nu: Taalschakeltraject.",
        "Daarna: Ingeburgerd.",
    ]


def test_every_station_has_what_the_picture_reads() -> None:
    facts: dict[str, Slot] = {**OLD, PASSED: ["LEZ"]}
    shown = told(**facts).values["stations"]
    assert isinstance(shown, tuple)
    rows = GUIDE.describe(request(facts), "stations", shown)
    assert list(rows) == list(shown)
    assert all(set(row) == {"station", "pictogram", "state"} and all(text(value) for value in row.values()) for row in rows.values())
