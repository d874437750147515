"""All guides of one world, by the names that scripts call them."""

from __future__ import annotations

from collections.abc import Mapping

from bot.guidance.before_signing import BeforeSigningGuide
from bot.guidance.contract import ContractGuide
from bot.guidance.course_comparison import CourseComparisonGuide
from bot.guidance.course_question import CourseQuestionGuide
from bot.guidance.courses import CoursesGuide
from bot.guidance.emergency import EmergencyGuide
from bot.guidance.exam_parts import ExamPartsGuide
from bot.guidance.exam_plan import ExamPlanGuide
from bot.guidance.exemption import ExemptionGuide
from bot.guidance.extra_time import ExtraTimeGuide
from bot.guidance.fraud import FraudAsksGuide, FraudGuide
from bot.guidance.fraud_words import FraudWordsGuide
from bot.guidance.handover import HandoverGuide
from bot.guidance.invoice import InvoiceGuide
from bot.guidance.law import LawGuide
from bot.guidance.letters import LettersGuide
from bot.guidance.loan import LoanGuide
from bot.guidance.money import MoneyGuide
from bot.guidance.municipality import MunicipalityGuide
from bot.guidance.next_steps import NextStepsGuide
from bot.guidance.pip import PipGuide
from bot.guidance.places import PlacesGuide
from bot.guidance.practice import PracticeGuide
from bot.guidance.progress import ProgressGuide
from bot.guidance.recognising import FraudSituationsGuide
from bot.guidance.referrals import ReferralsGuide
from bot.guidance.report import ReportGuide
from bot.guidance.school_letter import SchoolLetterGuide
from bot.guidance.schools import SchoolsGuide
from bot.guidance.term import TermGuide
from bot.guidance.terms import TermsGuide
from bot.guidance.world import World
from dialogs.guides import Guide


def guides(world: World) -> Mapping[str, Guide]:
    """Every guide, bound to this world."""
    bound: tuple[Guide, ...] = (
        BeforeSigningGuide(world),
        ContractGuide(world),
        CourseComparisonGuide(world),
        CourseQuestionGuide(world),
        CoursesGuide(world),
        EmergencyGuide(world),
        ExamPartsGuide(world),
        ExamPlanGuide(world),
        ExemptionGuide(world),
        ExtraTimeGuide(world),
        FraudAsksGuide(world),
        FraudGuide(world),
        FraudSituationsGuide(world),
        FraudWordsGuide(world),
        HandoverGuide(world),
        InvoiceGuide(world),
        LawGuide(world),
        LettersGuide(world),
        LoanGuide(world),
        MoneyGuide(world),
        MunicipalityGuide(world),
        NextStepsGuide(world),
        PipGuide(world),
        PlacesGuide(world.places),
        PracticeGuide(world),
        ProgressGuide(world),
        ReferralsGuide(world),
        ReportGuide(world),
        SchoolLetterGuide(world),
        SchoolsGuide(world),
        TermGuide(world),
        TermsGuide(world),
    )
    return {guide.signature.name: guide for guide in bound}
