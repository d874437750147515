"""Each row of the knowledge says where it comes from, when it was compared, and from when until when it is true."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from teaching import DIALOGS, TODAY, request, shipped_knowledge, text, world

from bot.guidance.exam_parts import ExamPartsGuide
from bot.guidance.exam_plan import ExamPlanGuide
from bot.guidance.exemption import ExemptionGuide
from bot.guidance.extra_time import ExtraTimeGuide
from bot.guidance.letters import LettersGuide
from bot.guidance.loan import LoanGuide
from bot.guidance.money import MoneyGuide
from bot.guidance.next_steps import NextStepsGuide
from bot.guidance.pip import PipGuide
from bot.guidance.progress import ProgressGuide
from bot.guidance.term import TermGuide
from dialogs.guides import Slot
from dialogs.reading import read_yaml

KNOWLEDGE, WORLD = shipped_knowledge(), world()
FILES = {path.stem: read_yaml(path.read_text("utf-8")).data for path in sorted((DIALOGS / "knowledge").glob("*.yaml"))}
WRITTEN: list[dict[str, Any]] = [row for data in FILES.values() for row in data.get("rows", ())]
COLUMNS = {"key", "source", "date", "valid_from", "valid_until", "certainty"}

#: What a court, a law or DUO changed on a day that is known, and that day.
SINCE = {
    "money.afterwards": "2019-04-01",
    "money.quarter": "2021-01-01",
    "exam.ona_work": "2019-03-08",
    "exempt.wi2013.ona_work": "2019-03-08",
    "exempt.wi2013.efforts": "2023-04-01",
    "extra.ground.wi2013.late_uitslag": "2026-07-31",
    "extra.ground.wi2021.late_uitslag": "2026-07-31",
    "term.no_fine.wi2013": "2025-07-09",
    "term.no_fine.wi2021": "2025-07-09",
    "money.late.asylum": "2025-07-09",
}
#: Words that hand a doubt on, or say that it is one.
DOUBT = re.compile(
    r"DUO|emeente|raag|isschien|Mijn Inburgering|zoekinburgerschool|de brief|uw contract|een belangrijke dag|nagekeken"
    r"|Iemand moet|iemand het met u|een mens|(weet|weten)\b.*\bniet|moet duidelijk zijn",
    re.IGNORECASE,
)
#: Labels of buttons, headings and numbers to call, and what a colleague says in their own name: nothing is claimed in them.
LABELS = (
    "letters.what.boete",
    "fraud.pattern.",
    "fraud.situation.",
    "report.contact",
    "letters.help.",
    "fraud.why.F23",
    "fraud.why.F11.",
    "reply.",
    "ready.",
    "ready_answer.",
)

EVERYBODY: list[dict[str, Slot]] = [
    {},
    {"wet_brief": "wi2013", "vergunning": "asiel", "vergunning_datum": "2018-05-01", "lening_gebruikt": 8000, "uren_totaal": 700},
    {"wet_brief": "wi2013", "vergunning": "anders", "examens_gehaald": ["LEZ"], "diploma_nl": ["praktijk_entree"], "geboortejaar": 1950},
    {"wet_brief": "wi2021", "vergunning": "asiel", "leerroute": "b1", "eerste_pip_datum": "2025-03-10", "examens_gehaald": ["LEZ"]},
    {"wet_brief": "wi2021", "vergunning": "gezin_bij_asiel", "leerroute": "z", "uren_totaal": 100, "uren_meedoen": 20},
    {"wet_brief": "wi2021", "vergunning": "anders", "leerroute": "onderwijs", "einddatum_duo": "2031-01-10"},
]
GUIDES = [
    guide(WORLD)
    for guide in (
        TermGuide, PipGuide, ExamPartsGuide, ExamPlanGuide, ExtraTimeGuide, ExemptionGuide,
        MoneyGuide, LoanGuide, NextStepsGuide, ProgressGuide, LettersGuide,
    )
]  # fmt: skip


def test_every_row_writes_down_its_source_its_date_and_its_validity() -> None:
    assert [(row["key"], COLUMNS - set(row)) for row in WRITTEN if COLUMNS - set(row)] == []


@pytest.mark.parametrize(("key", "since"), SINCE.items())
def test_what_began_on_a_day_that_is_known_begins_on_that_day(key: str, since: str) -> None:
    assert KNOWLEDGE.row(key, TODAY).valid_from == date.fromisoformat(since)


def test_nothing_of_the_new_law_is_true_before_the_new_law() -> None:
    new = [row for row in KNOWLEDGE if re.match(r"(exam|exempt|extra\.ground)\.wi2021\.", row.key) and row.certainty == "law"]
    assert len(new) > 30
    assert [row.key for row in new if row.valid_from is None or row.valid_from < date(2022, 1, 1)] == []


def test_a_price_of_an_exam_ends_with_its_year() -> None:
    prices = [row for row in KNOWLEDGE if row.key.startswith("fee.") and "{prijs}" in (row.text or "") and row.value is not None]
    assert len(prices) == 10
    assert [row.key for row in prices if row.valid_until != date(row.checked.year, 12, 31)] == []


@pytest.mark.parametrize("key", ["medical", "learning_test", "long_here"])
def test_a_price_without_a_year_is_only_said_as_about(key: str) -> None:
    said = [row.text or "" for row in KNOWLEDGE if isinstance(row.value, dict) and row.value.get("price") == f"exempt.price.{key}"]
    assert said
    assert [one for one in said if "ongeveer {prijs}" not in one] == []


def test_what_must_be_asked_says_whom_or_that_it_is_not_sure() -> None:
    asked = [row for row in KNOWLEDGE if row.certainty == "ask" and row.text and not row.key.startswith(LABELS)]
    claims = [row for row in asked if len((row.text or "").split()) > 4]
    assert [row.key for row in claims if not DOUBT.search(row.text or "")] == []


@pytest.mark.parametrize("day", [TODAY, date(2026, 12, 31), date(2027, 1, 1), date(2028, 1, 1), date(2030, 6, 1)])
def test_no_guide_falls_silent_when_a_year_ends(day: date) -> None:
    for facts in EVERYBODY:
        for guide in GUIDES:
            told = guide.consult(request(facts, day))
            assert [name for name, value in told.values.items() if name in ("text", "exams", "who_pays") and not text(value)] == []
