"""Waiting for the plan: the three years have not begun, when it should be there, what comes, and a card in two languages."""

from __future__ import annotations

from datetime import date

import pytest
from teaching import TODAY, request, shipped_knowledge, text, world

from bot.guidance.fact_names import (
    ACTIVITIES,
    DUO_LETTER_DAY,
    FIRST_PIP,
    GOAL,
    LANGUAGE,
    LETTER_LAW,
    PIP_STAGE,
    READS,
    SCHOOLING,
    TIMES,
    PipStage,
)
from bot.guidance.pip import PipGuide
from dialogs.guides import Advice, Slot
from dialogs.phrase import Joined, Phrase, Plain

GUIDE = PipGuide(world())
KNOW = shipped_knowledge()
NEW = {LETTER_LAW: "wi2021"}


def pip(today: date = TODAY, **facts: Slot) -> Advice:
    return GUIDE.consult(request(facts, today))


@pytest.mark.parametrize("stage", [None, "niets", "uitgenodigd", "gesprek_gehad"])
def test_r1_13_before_the_plan_the_three_years_have_not_begun(stage: Slot) -> None:
    answer = pip(**NEW, **{PIP_STAGE: stage})
    assert answer.outcome == "waiting"
    assert text(answer.values["text"]).startswith("Uw drie jaar zijn nog niet begonnen.")


@pytest.mark.parametrize("facts", [{PIP_STAGE: "pip_gekregen"}, {FIRST_PIP: "2026-11-01"}, {FIRST_PIP: "2026-11-23", PIP_STAGE: "niets"}])
def test_r1_13_with_the_plan_they_have(facts: dict[str, Slot]) -> None:
    answer = pip(**NEW, **facts)
    assert answer.outcome == "has_pip"
    assert "begonnen uw drie jaar" in text(answer.values["text"]) or "Uw drie jaar begonnen op" in text(answer.values["text"])


def test_r1_13_the_first_day_is_the_day_after_and_a_new_plan_does_not_move_it() -> None:
    told = text(pip(**NEW, **{FIRST_PIP: "2026-10-31"}).values["text"])
    assert "2026-11-01" in told
    assert "nieuw PIP maakt dat niet anders" in told


def test_a_plan_in_the_future_is_a_mistake_and_counts_as_none() -> None:
    assert pip(**NEW, **{FIRST_PIP: "2026-11-24"}).outcome == "waiting"


@pytest.mark.parametrize(
    ("letter", "outcome", "told"),
    [
        ("2026-09-14", "waiting", "op 2026-11-23"),
        ("2026-09-13", "late", "op 2026-11-22"),
        ("2026-11-20", "waiting", "op 2027-01-29"),
        (None, "waiting", "binnen 10 weken"),
        ("2026-11-24", "waiting", "binnen 10 weken"),
    ],
)
def test_r1_20_the_municipality_has_ten_weeks_after_duos_letter(letter: Slot, outcome: str, told: str) -> None:
    answer = pip(**NEW, **{DUO_LETTER_DAY: letter})
    assert answer.outcome == outcome
    assert told in text(answer.values["ready"])


def test_r1_20_a_late_plan_is_nobodys_fault_and_costs_no_time() -> None:
    answer = pip(**NEW, **{DUO_LETTER_DAY: "2026-01-01"})
    assert "niet uw schuld" in text(answer.values["ready"])
    assert "kost u dus geen tijd" in text(answer.values["text"])


def test_who_has_the_plan_is_not_told_that_it_is_late() -> None:
    assert pip(**NEW, **{DUO_LETTER_DAY: "2026-01-01", PIP_STAGE: "pip_gekregen"}).outcome == "has_pip"


def test_r1_20_after_a_move_the_registration_there_counts() -> None:
    for letter in (None, "2026-11-20"):
        assert "inschrijving" in text(pip(**NEW, **{DUO_LETTER_DAY: letter}).values["ready"])


@pytest.mark.parametrize("stage", list(PipStage))
def test_r2_10_what_comes_depends_on_how_far_somebody_is(stage: PipStage) -> None:
    assert text(pip(**NEW, **{PIP_STAGE: stage.value}).values["comes"]) == KNOW.row(f"pip.comes.{stage}", TODAY).text


def test_r2_10_before_the_plan_comes_the_talk_and_the_test() -> None:
    answer = pip(**NEW)
    assert "brede intake" in text(answer.values["comes"])
    assert "leerbaarheidstoets" in text(answer.values["test"])


def test_r1_60_who_is_invited_is_told_to_go_or_to_call() -> None:
    told = text(pip(**NEW, **{PIP_STAGE: "uitgenodigd"}).values["comes"])
    assert "Ga naar het gesprek" in told
    assert "Bel de gemeente" in told


@pytest.mark.parametrize(("facts", "outcome"), [({LETTER_LAW: "wi2013"}, "other_law"), ({}, "unclear"), (NEW, "waiting")])
def test_a_plan_belongs_to_the_new_law_only(facts: dict[str, Slot], outcome: str) -> None:
    answer = pip(**facts)
    assert answer.outcome == outcome
    assert bool(answer.values["bring"]) is (outcome == "waiting")


def test_what_somebody_does_already_is_not_advised_again() -> None:
    assert "pip.now.taalmaatje" in list(pip(**NEW).values["now"] or ())  # type: ignore[arg-type]
    assert "pip.now.taalmaatje" not in list(pip(**NEW, **{ACTIVITIES: ["taalmaatje"]}).values["now"] or ())  # type: ignore[arg-type]


# -- the card


ABOUT: dict[str, Slot] = {**NEW, READS: "niet", SCHOOLING: "1_6", GOAL: "werk", TIMES: ["avond", "kleine_kinderen"]}


def test_the_card_says_what_was_said_and_nothing_else() -> None:
    assert text(pip(**ABOUT, **{LANGUAGE: "nl"}).values["card"]).split("\n") == [
        "Ik kom voor mijn plan inburgering en participatie (PIP).",
        "Ik kan niet lezen en schrijven.",
        "Zo lang ging ik naar school: 6 jaar of korter.",
        "Ik wil Nederlands leren voor werk.",
        "Ik kan in de avond naar les.",
        "Ik heb kleine kinderen en zoek opvang.",
        "Wanneer is mijn PIP klaar, en wanneer begint mijn les?",
    ]


def test_the_dutch_on_the_card_stays_dutch_beside_the_own_language() -> None:
    card = pip(**ABOUT, **{LANGUAGE: "ar"}).values["card"]
    assert isinstance(card, Joined)
    pairs = [pair.items for pair in card.items if isinstance(pair, Joined)]
    assert len(pairs) == len(card.items) == 8
    for own, dutch in pairs:
        assert isinstance(own, Phrase)
        assert dutch == Plain(text=own.text, language="nl")
    assert "tolk" in text(pairs[1][0])


@pytest.mark.parametrize(("fact", "values"), [(READS, ["niet", "ander_schrift", "latijn"]), (SCHOOLING, ["0", "1_6", "7_12", "13_plus"])])
def test_every_answer_has_a_line_on_the_card(fact: str, values: list[str]) -> None:
    lines = {text(pip(**NEW, **{fact: value}).values["card"]) for value in values}
    assert len(lines) == len(values)


def test_every_moment_and_goal_has_a_line_on_the_card() -> None:
    for goal in ("examen", "werk", "opleiding", "dagelijks"):
        assert KNOW.find(f"pip.card.doel.{goal}", TODAY)
    for moment in ("overdag", "avond", "weekend", "ik_werk", "kleine_kinderen"):
        assert KNOW.find(f"pip.card.momenten.{moment}", TODAY)


def test_values_are_present_as_declared() -> None:
    answers = [
        pip(**NEW),
        pip(**NEW, **{DUO_LETTER_DAY: "2026-01-01"}),
        pip(**NEW, **{FIRST_PIP: "2026-01-01"}),
        pip(**{LETTER_LAW: "wi2013"}),
        pip(),
    ]
    assert [one.outcome for one in answers] == list(GUIDE.signature.outcomes)
    for answer in answers:
        for name, gives in GUIDE.signature.values.items():
            assert (name in answer.values) is (not gives.present_when or answer.outcome in gives.present_when)


def test_lists_have_rows() -> None:
    answer = pip(**NEW)
    for name in ("bring", "now"):
        keys = list(answer.values[name] or ())  # type: ignore[arg-type]
        assert set(GUIDE.describe(request(NEW), name, keys)) == set(keys) != set()
