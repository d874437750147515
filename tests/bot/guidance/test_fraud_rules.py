"""How what was recognised weighs together, how it is said, and what can be picked: nobody is accused, nobody is blamed."""

from __future__ import annotations

import re

import pytest
from suspecting import GUIDE, KNOW, PATTERNS, WI2013, WI2021, ids, rows, told
from teaching import TODAY, request, text, world

from bot.guidance.fraud import MOST_SIGNS, FraudAsksGuide, weighed
from bot.guidance.recognising import SITUATION, FraudSituationsGuide, situations
from dialogs.guides import UNKNOWN, WITHHELD, Slot

MOMENTS = ("benaderd", "tekenen", "lessen", "geld", "examen", "papieren", "bang", "gebeurd")

# -- the rules --------------------------------------------------------------------------------------------------------

CONTROLS = ["trial", "new_school", "invoice_right", "some_words", "town_paper", "timetable", "exam_fee", "copy"]


@pytest.mark.parametrize("control", CONTROLS)
def test_r6_01_what_is_in_order_is_none_and_says_why(control: str) -> None:
    assert told(control).outcome == "none"
    (row,) = rows("in_order", control).values()
    assert row["text"]


def test_r1_04_while_letter_and_permit_do_not_agree_nobody_hears_that_borrowing_is_in_order() -> None:
    clash: dict[str, Slot] = {**WI2013, "vergunning_periode": "vanaf_2022"}
    assert told("loan", about=WI2013).outcome == "none"
    assert told("loan", about=clash).outcome == "warn"
    assert "hangt af van uw wet" in rows("signs", "loan", about=clash)["F24"]["why"]


def test_r2_21_paying_duo_for_an_exam_is_in_order_and_nobody_hears_that_every_try_must_be_paid() -> None:
    (row,) = rows("in_order", "exam_fee", about=WI2021).values()
    assert "gratis" in row["text"]
    assert "DUO" in row["text"]


def test_r6_01_what_is_in_order_does_not_make_something_else_so() -> None:
    assert told("trial", "gift").outcome == "stop"


@pytest.mark.parametrize(
    ("back", "billed", "outcome", "pattern"),
    [
        ("ja", "nee", "none", None),
        ("nee", "nee", "stop", "F01"),
        ("ja", "ja", "stop", "F18"),
        ("nee", "ja", "stop", "F18"),
        (UNKNOWN, "nee", "warn", "lent"),
        ("ja", UNKNOWN, "warn", "lent"),
        (None, None, "warn", "lent"),
    ],
)
def test_r6_01_a_laptop_that_is_lent_goes_back_and_stands_on_no_invoice(
    back: Slot, billed: Slot, outcome: str, pattern: str | None
) -> None:
    for picked in ("laptop", "got_laptop", "lent"):
        advice = told(picked, lent_back=back, on_invoice=billed)
        assert (advice.outcome, ids(advice)) == (outcome, [pattern] if pattern else [])


@pytest.mark.parametrize("stop", [id for id, one in PATTERNS.items() if one.severity == "stop" and not one.urgent])
def test_r6_02_any_stop_is_a_stop_beside_anything(stop: str) -> None:
    assert weighed([PATTERNS["F20"], PATTERNS[stop]], KNOW, TODAY) == "stop"
    assert weighed([PATTERNS[stop]], KNOW, TODAY) == "stop"


def test_r6_02_two_warnings_at_one_school_are_a_stop_and_one_is_a_warning() -> None:
    assert told("fewer_lessons", "too_easy").outcome == "stop"
    assert told("fewer_lessons").outcome == "warn"


def test_r6_02_the_same_warning_twice_is_one() -> None:
    assert told("fewer_lessons", "F20").outcome == "warn"


def test_r6_02_a_warning_that_is_not_of_a_school_does_not_count_with_another() -> None:
    assert told("questions", "fewer_lessons").outcome == "warn"


def test_r6_02_photos_of_papers_are_a_stop_with_the_first_eight_and_not_beside_the_others_by_themselves() -> None:
    for other in ("F01", "F03", "F05", "F07", "F08"):
        assert told("id_photo", other).outcome == "stop"
    assert told("id_photo", "questions").outcome == "warn"


def test_danger_goes_before_everything() -> None:
    advice = told("gift", "threat", "cash", "blank")
    assert advice.outcome == "urgent"
    assert ids(advice)[0] == "F23"
    assert len(advice.values["signs"] or ()) == MOST_SIGNS  # type: ignore[arg-type]


def test_r6_03_it_looks_like_a_known_trick_and_nobody_is_called_a_criminal() -> None:
    verdict = text(told("gift").values["verdict"])
    assert "lijkt op een bekende truc" in verdict
    said = [row.text or "" for row in KNOW if row.key.startswith(("fraud.", "report.", "letter."))]
    assert [one for one in said if re.search(r"crimine|fraude|oplicht|dader|schuldig|strafbaar", one, re.I)] == []


@pytest.mark.parametrize("pattern", [id for id, one in PATTERNS.items() if one.severity == "stop"])
def test_r6_06_who_did_it_already_hears_no_blame_and_is_not_told_to_refuse(pattern: str) -> None:
    advice = told(pattern, about=WI2021, done="yes")
    assert "niets fout" in text(advice.values["verdict"])
    after = rows("signs", pattern, about=WI2021, done="yes")[pattern]["after"]
    assert re.search(r"\b(Zeg nee|Teken niet|Koop ze niet|Neem .* niet aan|eigen schuld|had u)\b", after) is None


@pytest.mark.parametrize("pattern", ["F12", "F13", "F14", "F22"])
def test_r6_06_nobody_is_asked_to_confess(pattern: str) -> None:
    assert "U hoeft mij niet meer te vertellen" in rows("signs", pattern, done="yes")[pattern]["after"]


def test_r6_06_for_who_did_nothing_yet_the_advice_is_what_to_do_now() -> None:
    row = rows("signs", "gift")["F01"]
    assert row["now"].startswith("Zeg nee")
    assert "niets fout" not in text(told("gift").values["verdict"])


# -- what is said -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pattern", PATTERNS)
def test_every_pattern_says_why_what_now_what_after_and_what_to_keep(pattern: str) -> None:
    row = rows("signs", pattern, about=WI2021)[pattern]
    assert all(row[name] for name in ("label", "why", "now", "after"))
    assert "Bewaar" in text(told(pattern, about=WI2021).values["keep"]) or "Schrijf" in text(told(pattern, about=WI2021).values["keep"])


def test_what_to_keep_is_said_once() -> None:
    kept = text(told("gift", "cash").values["keep"])
    assert kept.count("Bewaar de berichten") == 1


@pytest.mark.parametrize("nothing", [None, UNKNOWN, WITHHELD, [], "", ["weet_niet"]])
def test_who_could_not_say_what_it_is_hears_that_we_do_not_know(nothing: Slot) -> None:
    advice = GUIDE.consult(request({}, situations=nothing))
    assert advice.outcome == "unclear"
    assert "Teken nog niets" in text(advice.values["verdict"])


def test_asylum_people_hear_nothing_of_a_fine_or_of_paying_back() -> None:
    said = [row.text or "" for row in KNOW if row.key.startswith("fraud.")]
    assert [one for one in said if re.search(r"boete|terugbetalen aan DUO", one)] == []


def test_a_key_that_means_nothing_any_more_is_left_out() -> None:
    assert GUIDE.describe(request({}, situations=["gift"]), "signs", ["F05"]) == {}
    assert GUIDE.describe(request({}, situations=["gift"]), "in_order", ["fraud.in_order.trial"]) == {}


# -- what can be picked -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("moment", MOMENTS)
def test_at_each_moment_there_are_a_few_things_to_pick_each_with_its_own_sign(moment: str) -> None:
    guide = FraudSituationsGuide(world())
    asked = request({}, moment=moment)
    keys = guide.consult(asked).values["situations"]
    assert isinstance(keys, tuple)
    labels = [text(row["label"]) for row in guide.describe(asked, "situations", keys).values()]
    assert 3 <= len(labels) <= 8
    assert len({label.split()[0] for label in labels}) == len(labels)
    assert [label for label in labels if len(label.partition(" ")[2]) > 24] == []


def test_every_pattern_can_be_picked_at_some_moment_and_nothing_is_picked_elsewhere() -> None:
    picked = {key for moment in MOMENTS for key in situations(moment, KNOW, TODAY)}
    assert {KNOW.value(f"{SITUATION}{key}", TODAY).get("pattern") for key in picked} - {None} == set(PATTERNS)
    assert {key.removeprefix(SITUATION) for key in KNOW.keys(SITUATION, TODAY)} == picked
    assert situations("ergens", KNOW, TODAY) == ()


# -- what more must be asked ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("picked", "matter"),
    [
        (["laptop"], "lending"),
        (["got_laptop", "loan"], "lending"),
        (["lent"], "lending"),
        (["loan", "no_mark"], "law"),
        (["today", "F11"], "mark"),
        (["school_stops"], "stopped"),
        (["gift"], "nothing"),
        (["trial", "new_school", "exam_fee"], "nothing"),
        (UNKNOWN, "nothing"),
    ],
)
def test_the_one_thing_more_that_decides_is_asked_and_nothing_else(picked: Slot, matter: str) -> None:
    assert FraudAsksGuide(world()).consult(request({}, situations=picked)).outcome == matter


def test_what_was_not_asked_weighs_as_it_was_told() -> None:
    assert told("loan", "no_mark").outcome == "stop"
    assert told("loan").outcome == "warn"
