"""Why not that school? The rule that keeps it away, or what it has for and against it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from teaching import EVENING, SCHOOL, course, request, text, world

from bot.guidance.course_question import CourseQuestionGuide
from bot.guidance.world import Course, Institution, Level, Location, QualityMark
from dialogs.guides import Advice, Slot

BRIDGE, COMPASS, GATE = (
    replace(SCHOOL, key=key, name=f"Voorbeeldschool {name}")
    for key, name in (("brug", "De Brug"), ("kompas", "Het Kompas"), ("poort", "De Bruggenpoort"))
)
ROOM = Location(key="room", institution="brug", place="GM0193/zwolle")


def ask(school: Slot, *courses: Course, schools: tuple[Institution, ...] = (BRIDGE, COMPASS, GATE), **facts: Slot) -> Advice:
    here = [replace(one, institution="brug") for one in courses]
    return CourseQuestionGuide(world(*here, schools=schools, rooms=(ROOM,))).consult(request(facts, school=school))


@pytest.mark.parametrize("named", ["brug", "course", "Voorbeeldschool De Brug", "voorbeeldschool de brug", " de brug ", "De  Brúg"])
def test_a_school_is_known_by_key_course_or_name_however_it_is_typed(named: str) -> None:
    assert ask(named, course()).outcome == "fits"


@pytest.mark.parametrize("named", ["Taalhuis Nergens", "voorbeeldschool", "br", "", None])
def test_f11_a_school_that_is_not_known_is_not_called_bad(named: Slot) -> None:
    told = ask(named, course())
    assert told.outcome == "unknown"
    assert "zoekinburgerschool.nl" in text(told.values["reason"])
    assert "Dat betekent niet dat de school slecht is" in text(told.values["reason"])


@pytest.mark.parametrize(("mark", "said"), [(QualityMark.suspended, "geen nieuwe mensen"), (QualityMark.withdrawn, "geen keurmerk meer")])
def test_r4_09_a_school_without_a_valid_mark_says_so_even_if_its_course_would_fit(mark: QualityMark, said: str) -> None:
    told = ask("brug", course(), schools=(replace(BRIDGE, mark=mark),))
    assert told.outcome == "not_fitting"
    assert said in text(told.values["reason"])


def test_a_school_that_fits_too_says_why_and_what_speaks_against_it() -> None:
    told = ask("brug", course(start_dates=()), niveau="nul")
    assert text(told.values["reason"]).startswith("Deze school past ook bij u. De les begint op uw niveau")
    assert "Let op: Vraag de school wanneer" in text(told.values["reason"])


def test_a_school_that_does_not_fit_names_the_course_that_comes_nearest_and_its_rule() -> None:
    hard = course(key="hard", name="Moeilijk", level_from=Level.a2, level_to=Level.b1, sessions=EVENING)
    late = course(key="late", name="Avondcursus", sessions=EVENING)
    told = ask("brug", hard, late, niveau="nul", momenten=["overdag"])
    assert told.outcome == "not_fitting"
    assert text(told.values["reason"]) == "Het dichtst bij uw antwoorden komt: Avondcursus. De lessen zijn op tijden dat u niet kunt."


def test_a_school_without_courses_says_so() -> None:
    assert text(ask("kompas", course()).values["reason"]) == "Van deze school kennen wij nu geen cursus."
