"""What must stand in a contract, what looks like a known trick, and what to do before and after signing."""

from __future__ import annotations

import pytest
from teaching import request, text, world

from bot.guidance.contract import PARTS, ContractGuide
from dialogs.guides import UNKNOWN, Advice, Slot

GUIDE = ContractGuide(world())
OWN = {"wet_brief": "wi2013", "vergunning": "asiel"}
#: A contract with which nothing is the matter.
FINE: dict[str, Slot] = {
    "written": "ja",
    "named": list(PARTS),
    "copy": "ja",
    "time": "ja",
    "empty": "nee",
    "promises": ["geen"],
    "signed": "nee",
}


def check(facts: dict[str, Slot] = OWN, **changed: Slot) -> Advice:  # type: ignore[assignment]
    return GUIDE.consult(request(facts, **{**FINE, **changed}))


def told(advice: Advice, *names: str) -> str:
    return " ".join(text(advice.values[name]) for name in names if name in advice.values)  # type: ignore[arg-type]


def questions(advice: Advice) -> list[str]:
    keys = advice.values["questions"]
    assert isinstance(keys, tuple)
    rows = GUIDE.describe(request(OWN), "questions", keys)
    return [text(rows[key]["text"]) for key in keys]


def test_r4_07_a_whole_contract_with_time_and_a_copy_is_fine() -> None:
    advice = check()
    assert advice.outcome == "none"
    assert questions(advice) == []
    assert "reasons" not in advice.values


@pytest.mark.parametrize(
    ("part", "question"),
    [("uren", "Hoeveel uur les"), ("prijs", "Wat kost een uur"), ("niveau", "Op welk niveau"), ("stoppen", "Hoe kan ik stoppen")],
)
def test_r4_07_r5_04_each_part_that_is_missing_is_a_question_for_the_school(part: str, question: str) -> None:
    advice = check(named=[one for one in PARTS if one != part])
    assert advice.outcome == "warn"
    assert [one.startswith(question) for one in questions(advice)] == [True]


@pytest.mark.parametrize("named", [["geen"], [], UNKNOWN, None])
def test_r4_07_what_nobody_knows_is_asked_as_what_is_missing(named: Slot) -> None:
    assert check(named=named).outcome == "warn"
    assert len(questions(check(named=named))) == len(PARTS)


def test_r4_07_a_contract_that_is_only_spoken_is_not_signed_yet() -> None:
    advice = check(written="nee", named=None)
    assert advice.outcome == "warn"
    assert "nog niets op papier" in told(advice, "reasons")
    assert "nog niets op papier" not in told(check(named=["uren"]), "reasons")


def test_f05_empty_places_stop_it() -> None:
    assert (check(empty="ja").outcome, check(empty="ja").values["patterns"]) == ("stop", "F05")
    assert check(empty="nee").outcome == "none"
    assert check(empty=UNKNOWN).outcome == "none"
    assert check(empty="ja", written="nee").outcome == "warn"


@pytest.mark.parametrize(
    ("promise", "pattern"), [("laptop", "F01"), ("cash", "F02"), ("geen_les", "F03"), ("digid", "F07"), ("alles_ineens", "F10")]
)
def test_f01_f02_f03_f07_f10_a_promise_that_is_a_known_trick_stops_it(promise: str, pattern: str) -> None:
    advice = check(promises=[promise])
    assert (advice.outcome, advice.values["patterns"]) == ("stop", pattern)
    assert "bekende truc" in told(advice, "verdict")
    assert "Teken niet" in told(advice, "now")


@pytest.mark.parametrize("promises", [["geen"], [], UNKNOWN, None, ["iets"]])
def test_f01_no_promise_or_one_that_is_not_known_stops_nothing(promises: Slot) -> None:
    assert check(promises=promises).outcome == "none"


@pytest.mark.parametrize(
    ("changed", "words"),
    [({"time": "nee"}, "geen tijd"), ({"copy": "nee"}, "geen kopie"), ({"named": ["uren", "prijs", "niveau"]}, "niet hoe u stopt")],
)
def test_f19_pressure_no_copy_or_no_way_to_stop_is_a_warning(changed: dict[str, Slot], words: str) -> None:
    assert check(**changed).outcome == "warn"
    assert words in told(check(**changed), "reasons")
    assert words not in told(check(), "reasons")


def test_f19_is_one_warning_however_many_of_its_signs_are_seen() -> None:
    """Two different tricks that warn would stop it; the signs of one do not."""
    assert check(time="nee", copy="nee", named=["uren"]).outcome == "warn"


def test_r6_02_any_stop_decides() -> None:
    advice = check(time="nee", promises=["cash"])
    assert advice.outcome == "stop"
    assert text(advice.values["reasons"]).startswith("U krijgt geld")  # type: ignore[arg-type]


@pytest.mark.parametrize("permit", ["asiel", "gezin_bij_asiel"])
def test_f24_a_refugee_under_the_new_law_signs_no_contract_with_a_school(permit: str) -> None:
    advice = check({"wet_brief": "wi2021", "vergunning": permit})
    assert (advice.outcome, advice.values["patterns"]) == ("municipality", "F24")
    assert "De gemeente regelt de cursus" in told(advice, "reasons")
    assert questions(advice) == []


@pytest.mark.parametrize("facts", [OWN, {"wet_brief": "wi2021", "vergunning": "anders"}, {"wet_brief": "wi2013"}])
def test_f24_who_chooses_signs_personally(facts: dict[str, Slot]) -> None:
    assert check(facts).outcome == "none"


@pytest.mark.parametrize("facts", [{}, {"wet_brief": "wi2021"}])
def test_f24_while_the_law_or_the_permit_is_not_known_nothing_is_fine_yet(facts: dict[str, Slot]) -> None:
    assert check(facts).outcome == "warn"
    assert "brief van DUO" in told(check(facts), "reasons")


@pytest.mark.parametrize("changed", [{}, {"time": "nee"}, {"promises": ["laptop"]}])
def test_r6_06_who_signed_already_is_not_blamed_and_not_told_to_sign_nothing(changed: dict[str, Slot]) -> None:
    signed, before = check(signed="ja", **changed), check(**changed)
    assert "eken niet" not in told(signed, "now")
    assert told(signed, "now") != told(before, "now")
    assert changed == {} or "Dat is geen fout" in told(signed, "now")


def test_r6_06_after_signing_nothing_is_promised_about_what_follows() -> None:
    assert "Misschien kunt u nog stoppen" in told(check(signed="ja", promises=["laptop"]), "now")


@pytest.mark.parametrize("changed", [{}, {"empty": "ja"}, {"written": "nee"}])
def test_papers_are_always_kept(changed: dict[str, Slot]) -> None:
    assert "Bewaar het contract" in told(check(**changed), "keep")


def test_a_part_that_is_gone_is_left_out() -> None:
    assert set(GUIDE.describe(request(OWN), "questions", ["uren", "gone"])) == {"uren"}
