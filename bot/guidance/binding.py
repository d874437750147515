"""All guides of one world, by the names that scripts call them."""

from __future__ import annotations

from collections.abc import Mapping

from bot.guidance.before_signing import BeforeSigningGuide
from bot.guidance.course_comparison import CourseComparisonGuide
from bot.guidance.course_question import CourseQuestionGuide
from bot.guidance.courses import CoursesGuide
from bot.guidance.exams import ExamPartsGuide
from bot.guidance.law import LawGuide
from bot.guidance.municipality import MunicipalityGuide
from bot.guidance.places import PlacesGuide
from bot.guidance.term import TermGuide
from bot.guidance.world import World
from dialogs.guides import Guide


def guides(world: World) -> Mapping[str, Guide]:
    """Every guide, bound to this world."""
    bound: tuple[Guide, ...] = (
        BeforeSigningGuide(world),
        CourseComparisonGuide(world),
        CourseQuestionGuide(world),
        CoursesGuide(world),
        ExamPartsGuide(world),
        LawGuide(world),
        MunicipalityGuide(world),
        PlacesGuide(world.places),
        TermGuide(world),
    )
    return {guide.signature.name: guide for guide in bound}
