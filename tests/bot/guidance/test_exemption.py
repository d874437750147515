"""Fewer exams or none: what a diploma, work, age, health or effort may give, and nothing that does not exist under the law."""

from __future__ import annotations

from datetime import date

import pytest
from teaching import DIALOGS, TODAY, person, request, shipped_knowledge, text, world

from bot.guidance.exemption import ExemptionGuide, Topic, reliefs
from bot.guidance.fact_names import (
    BIRTH_YEAR,
    CIRCUMSTANCE_LENGTH,
    CIRCUMSTANCES,
    DIPLOMAS,
    FIRST_PIP,
    HOURS_LITERACY,
    HOURS_ONLINE,
    HOURS_TOTAL,
    LETTER_LAW,
    NONE_OF_THESE,
    ONA_WORK,
    PASSED,
    PERMIT_KNOWN,
    ROUTE,
    TRIES,
    WORRIES,
    Diploma,
)
from bot.guidance.standing import Standing
from dialogs.guides import UNKNOWN, Advice, Slot
from dialogs.reading import read_yaml

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


def test_every_diploma_that_can_be_told_is_understood() -> None:
    facts = read_yaml((DIALOGS / "facts.yaml").read_text("utf-8")).data["facts"]
    assert set(facts[DIPLOMAS]["values"]) == {*map(str, Diploma), NONE_OF_THESE}


@pytest.mark.parametrize("law", [OLD, NEW])
def test_r1_44_a_dutch_diploma_from_vmbo_up_is_a_whole_exemption_under_both_laws(law: dict[str, Slot]) -> None:
    assert "diploma" in found(**law, **{DIPLOMAS: ["vmbo_plus"]})
    assert found(**law, **{DIPLOMAS: ["geen"]}) == {}


def test_r1_45_practical_school_or_entree_is_no_whole_exemption() -> None:
    assert found(**NEW, **{DIPLOMAS: ["praktijk_entree"]}) == {"practical": "never"}
    assert "geen vrijstelling" in (KNOW.row("exempt.wi2021.practical", TODAY).text or "")


@pytest.mark.parametrize(("known", "passed", "may"), [("2015-01-01", [], True), ("2014-12-31", [], False), ("2018-01-01", ["ONA"], False)])
def test_r1_45_entree_frees_from_ona_by_itself_when_ona_belongs_and_is_open(known: str, passed: list[str], may: bool) -> None:
    assert found(**{LETTER_LAW: "wi2013", PERMIT_KNOWN: known, PASSED: passed, DIPLOMAS: ["praktijk_entree"]}) == (
        {"practical": "automatic"} if may else {}
    )


@pytest.mark.parametrize("law", [OLD, NEW])
@pytest.mark.parametrize("diploma", ["nt2_1", "nt2_2"])
def test_r1_46_r2_04_state_exams_free_from_the_same_language_parts_and_the_rest_remains(law: dict[str, Slot], diploma: str) -> None:
    assert list(found(**law, **{DIPLOMAS: [diploma]})) == [diploma]
    assert diploma not in found(**law, **{DIPLOMAS: ["bezig"]})
    assert "blijven" in text(GUIDE.describe(request({**law, DIPLOMAS: [diploma]}), "reliefs", [diploma])[diploma]["text"])


def test_r1_47_a_training_that_is_going_on_exempts_for_a_time_under_the_new_law_only() -> None:
    assert found(**NEW, **{DIPLOMAS: ["bezig"]}) == {"temporary": "ask"}
    assert found(**OLD, **{DIPLOMAS: ["bezig"]}) == {}


def test_r1_48_the_short_exemption_test_is_never_offered() -> None:
    assert [row.key for row in KNOW if row.key.startswith("exempt.") and "vrijstellingstoets" in (row.text or "")] == []


# -- age and work


@pytest.mark.parametrize("law", [OLD, NEW])
@pytest.mark.parametrize(("born", "may"), [(1959, True), (1960, False), (None, False)])
def test_r1_09_who_may_have_reached_the_age_of_the_aow_is_sent_to_duo(law: dict[str, Slot], born: Slot, may: bool) -> None:
    assert ("aow" in found(**law, **{BIRTH_YEAR: born})) is may


def test_an_age_that_is_not_yet_known_for_later_years_is_not_guessed() -> None:
    assert "aow" in found(today=date(2027, 12, 31), **NEW, **{BIRTH_YEAR: 1950})
    assert "aow" not in found(today=date(2028, 1, 1), **NEW, **{BIRTH_YEAR: 1950})


@pytest.mark.parametrize(("born", "may"), [(2010, True), (2008, True), (2007, False), (None, False)])
def test_r1_08_who_may_still_have_to_go_to_school_hears_that_nothing_is_needed_now(born: Slot, may: bool) -> None:
    assert ("school_age" in found(**NEW, **{BIRTH_YEAR: born})) is may
    assert "school_age" not in found(**OLD, **{BIRTH_YEAR: born})


@pytest.mark.parametrize(
    ("facts", "may"),
    [
        ({**OLD, ONA_WORK: "ja"}, True),
        ({**OLD, ONA_WORK: "nee"}, False),
        (OLD, False),
        ({**OLD, ONA_WORK: "ja", PASSED: ["ONA"]}, False),
        ({LETTER_LAW: "wi2013", PERMIT_KNOWN: "2014-03-01", ONA_WORK: "ja"}, False),
        ({**NEW, ONA_WORK: "ja"}, False),
    ],
)
def test_r2_06_work_may_free_from_ona_under_the_old_law(facts: dict[str, Slot], may: bool) -> None:
    assert ("ona_work" in found(**facts)) is may


def test_r2_06_six_of_twelve_months_of_48_hours() -> None:
    assert KNOW.value("exempt.wi2013.ona_work", TODAY) == {"months": 6, "of_months": 12, "hours_a_month": 48}
    assert KNOW.find("exempt.wi2021.ona_work", TODAY) is None


def test_r2_07_a_finished_map_may_free_from_ona() -> None:
    assert "ona_map" in found(**OLD, **{PASSED: ["MAP"]})
    assert "ona_map" not in found(**OLD, **{PASSED: ["MAP", "ONA"]})
    assert "ona_map" not in found(**NEW, **{PASSED: ["MAP"]})


# -- health and hardship


@pytest.mark.parametrize(("length", "may"), [("korter_3m", False), ("langer_3m", True), (None, True), (UNKNOWN, True)])
def test_an_illness_that_was_over_soon_is_no_reason_for_never_having_to_do_an_exam(length: Slot, may: bool) -> None:
    assert ("medical" in found(**NEW, **{CIRCUMSTANCES: ["ziek"], CIRCUMSTANCE_LENGTH: length})) is may
    assert "medical" in found(Topic.health, **NEW, **{CIRCUMSTANCES: ["ziek"], CIRCUMSTANCE_LENGTH: length})


@pytest.mark.parametrize("facts", [{CIRCUMSTANCES: ["ziek"]}, {WORRIES: ["gezondheid"]}])
@pytest.mark.parametrize("law", [OLD, NEW])
def test_r1_50_dispensation_for_health_exists_under_both_laws_and_a_human_helps(law: dict[str, Slot], facts: dict[str, Slot]) -> None:
    assert found(**law, **facts)["medical"] == "human"
    assert found(Topic.health, **law)["medical"] == "human"
    assert "medical" not in found(**law)


def test_r1_50_the_price_is_said_to_be_about_and_no_papers_of_the_doctor_are_asked() -> None:
    for law, back in ((OLD, "bij een ja krijgt u dat terug"), (NEW, "soms krijgt u dat terug")):
        row = text(GUIDE.describe(request(law, topic=Topic.health.value), "reliefs", ["medical"])["medical"]["text"])
        assert "ongeveer € 225" in row
        assert "geen papieren van uw arts" in row
        assert back in row
    assert KNOW.row("exempt.price.medical", TODAY).certainty == "ask"


def test_r1_50_only_other_exams_can_be_asked_for_free_under_the_new_law() -> None:
    assert "adapted" in found(Topic.health, **NEW)
    assert "adapted" not in found(Topic.health, **OLD)


def test_r1_53_hardship_exists_under_the_new_law_only_with_advice_of_the_municipality() -> None:
    assert found(Topic.hardship, **NEW) == {"hardship": "human"}
    assert found(Topic.hardship, **OLD) == {}
    assert found(**NEW) == {}


def test_r1_49_ten_years_here_may_count_under_both_laws_and_only_the_new_one_names_a_price() -> None:
    assert found(Topic.long_here, **NEW) == {"long_here": "ask"}
    assert found(Topic.long_here, **OLD) == {"long_here": "ask"}
    assert KNOW.value("exempt.wi2021.long_here", TODAY)["years_here"] == 10
    assert KNOW.value("exempt.wi2021.long_here", TODAY)["years_work"] == 5
    assert KNOW.row("exempt.wi2013.long_here", TODAY).certainty == "ask"
    assert "€ 90" in text(GUIDE.describe(request(NEW, topic=Topic.long_here.value), "reliefs", ["long_here"])["long_here"]["text"])


# -- much effort


@pytest.mark.parametrize(
    ("hours", "online", "may"),
    [(600, None, True), (599, None, False), (700, 101, False), (700, 100, True), (None, None, False)],
)
def test_r1_51_r1_52_600_hours_in_a_classroom_under_the_old_law(hours: Slot, online: Slot, may: bool) -> None:
    facts = {**OLD, HOURS_TOTAL: hours, HOURS_ONLINE: online, **TRIED_THREE_TIMES}
    assert (found(**facts).get("efforts") == "human") is may


def test_r1_51_it_does_not_exist_under_the_new_law() -> None:
    for topic in (None, *Topic):
        names = found(topic, **NEW, **{HOURS_TOTAL: 900, ROUTE: "b1", **TRIED_THREE_TIMES})
        assert not any(name.startswith(("efforts", "more_")) for name in names)


@pytest.mark.parametrize(("tries", "passed", "relief"), [("3_plus", [], "efforts"), ("2", [], "more_tries"), ("2", ["SPR"], "efforts")])
def test_r1_51_every_exam_that_is_not_passed_was_tried_three_times(tries: str, passed: list[str], relief: str) -> None:
    facts = {**OLD, HOURS_TOTAL: 650, PASSED: passed, **TRIED_THREE_TIMES, TRIES["SPR"]: tries}
    assert {name for name in found(**facts) if name in ("efforts", "more_tries")} == {relief}


@pytest.mark.parametrize(("hours", "literacy", "may"), [(700, 450, True), (700, 550, False), (600, 400, True), (600, 401, False)])
def test_r1_51_hours_of_learning_to_read_count_with_200_other_hours(hours: int, literacy: int, may: bool) -> None:
    facts = {**OLD, HOURS_TOTAL: hours, HOURS_LITERACY: literacy, **TRIED_THREE_TIMES}
    assert ("efforts" in found(**facts)) is may


@pytest.mark.parametrize(("hours", "literacy", "may"), [(600, 300, True), (600, 299, False), (599, 300, False)])
def test_r1_51_the_way_for_who_learned_to_read_asks_300_of_600_hours_and_a_test(hours: int, literacy: int, may: bool) -> None:
    facts = {**OLD, HOURS_TOTAL: hours, HOURS_LITERACY: literacy}
    assert ("efforts_literacy" in found(**facts)) is may
    assert KNOW.value("exempt.price.learning_test", TODAY) == 150


def test_who_finds_learning_too_hard_and_has_too_few_hours_hears_how_many_are_needed() -> None:
    assert found(Topic.too_hard, **OLD, **{HOURS_TOTAL: 200}) == {"more_hours": "ask"}
    assert found(**OLD, **{HOURS_TOTAL: 200}) == {}


@pytest.mark.parametrize(("route", "hours", "may"), [("b1", 600, True), ("b1", 599, False), ("onderwijs", 900, False), ("z", 900, False)])
def test_r2_12_scaling_down_after_600_hours_in_the_b1_route(route: str, hours: int, may: bool) -> None:
    assert ("scale_down" in found(**NEW, **{ROUTE: route, HOURS_TOTAL: hours})) is may


@pytest.mark.parametrize(("online", "may"), [(400, True), (401, False), (None, True)])
def test_r2_12_half_of_the_600_hours_in_a_real_classroom(online: Slot, may: bool) -> None:
    assert ("scale_down" in found(**NEW, **{ROUTE: "b1", HOURS_TOTAL: 700, HOURS_ONLINE: online})) is may


@pytest.mark.parametrize(
    ("topic", "facts", "detail"),
    [
        ("te_moeilijk", {**NEW, ROUTE: "b1", HOURS_TOTAL: 700}, "scale_down"),
        ("te_moeilijk", {**NEW, ROUTE: "onderwijs"}, "route"),
        ("gezondheid", NEW, "dispensation"),
        (None, {**OLD, HOURS_TOTAL: 700, **TRIED_THREE_TIMES}, "dispensation"),
    ],
)
def test_h2_the_human_is_told_what_the_help_is_about(topic: Slot, facts: dict[str, Slot], detail: str) -> None:
    assert told(topic, **facts).values["help"] == detail
    assert KNOW.find(f"handover.offer.H2.{detail}", TODAY)


@pytest.mark.parametrize(("pip", "may"), [("2025-05-22", False), ("2025-05-23", True), ("2026-06-01", True), (None, True)])
def test_r2_19_another_route_can_be_asked_in_the_first_year_and_a_half(pip: Slot, may: bool) -> None:
    assert ("other_route" in found(Topic.too_hard, **NEW, **{ROUTE: "b1", FIRST_PIP: pip})) is may
    assert "other_route" not in found(**NEW, **{ROUTE: "b1", FIRST_PIP: pip})


@pytest.mark.parametrize("pip", ["2026-05-01", "2023-02-10", None])
def test_r2_13_r2_19_from_the_education_route_to_the_b1_route_can_be_asked_at_any_time(pip: Slot) -> None:
    assert "to_b1_route" in found(Topic.too_hard, **NEW, **{ROUTE: "onderwijs", FIRST_PIP: pip})
    assert "to_b1_route" not in found(**NEW, **{ROUTE: "onderwijs", FIRST_PIP: pip})
    assert "to_b1_route" not in found(Topic.too_hard, **NEW, **{ROUTE: "b1", FIRST_PIP: pip})


def test_r2_14_in_the_z_route_no_exam_is_needed() -> None:
    assert found(Topic.too_hard, **NEW, **{ROUTE: "z"}) == {"in_z_route": "human"}


def test_what_the_municipality_decides_is_not_said_to_be_duos() -> None:
    assert text(told(Topic.too_hard.value, **NEW, **{ROUTE: "b1"}).values["decides"]).startswith("De gemeente beslist")
    assert text(told(Topic.health.value, **NEW).values["decides"]).startswith("DUO beslist")
    assert KNOW.value("exempt.decides", TODAY) == 8


@pytest.mark.parametrize(
    ("facts", "topic", "what"),
    [
        (OLD, None, "work"),
        ({**OLD, ONA_WORK: "nee"}, None, "nothing"),
        (OLD, "te_moeilijk", "hours"),
        ({**OLD, HOURS_TOTAL: 600}, "te_moeilijk", "tries"),
        ({**OLD, HOURS_TOTAL: 600, **TRIED_THREE_TIMES}, "te_moeilijk", "work"),
        ({**OLD, HOURS_TOTAL: 100, ONA_WORK: "ja"}, "te_moeilijk", "nothing"),
        ({**NEW, ROUTE: "b1"}, "te_moeilijk", "hours"),
        ({**NEW, ROUTE: "b1", HOURS_TOTAL: 100}, "te_moeilijk", "nothing"),
        ({**NEW, ROUTE: "z"}, "te_moeilijk", "nothing"),
        (NEW, "gezondheid", "nothing"),
        ({}, "te_moeilijk", "nothing"),
    ],
)
def test_only_what_can_still_decide_is_asked(facts: dict[str, Slot], topic: Slot, what: str) -> None:
    assert told(topic, **facts).values["missing"] == what


@pytest.mark.parametrize("topic", [None, UNKNOWN, "anders", "gezondheid"])
def test_while_the_law_is_not_sure_nothing_is_offered(topic: Slot) -> None:
    answer = told(topic, **{DIPLOMAS: ["vmbo_plus"], CIRCUMSTANCES: ["ziek"]})
    assert answer.outcome == "unclear"
    assert answer.values["reliefs"] == ()
