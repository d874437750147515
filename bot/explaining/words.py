"""The English words of a document to explain, and the values of the facts they stand for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from bot.guidance.exams import Exam
from bot.guidance.exemption import Topic

Permit = Literal["asylum", "family_of_asylum", "other"]
PERMITS: Mapping[str, str] = {"asylum": "asiel", "family_of_asylum": "gezin_bij_asiel", "other": "anders"}

Period = Literal["before_2022", "from_2022"]
PERIODS: Mapping[str, str] = {"before_2022": "voor_2022", "from_2022": "vanaf_2022"}

Route = Literal["b1", "education", "z"]
ROUTES: Mapping[str, str] = {"b1": "b1", "education": "onderwijs", "z": "z"}

Reads = Literal["none", "other_script", "latin"]
READS: Mapping[str, str] = {"none": "niet", "other_script": "ander_schrift", "latin": "latijn"}

Level = Literal["0", "a1", "a2", "b1"]
LEVELS: Mapping[str, str] = {"0": "nul", "a1": "a1", "a2": "a2", "b1": "b1"}

Goal = Literal["exam", "work", "education", "daily"]
GOALS: Mapping[str, str] = {"exam": "examen", "work": "werk", "education": "opleiding", "daily": "dagelijks"}

Time = Literal["day", "evening", "weekend"]
TIMES: Mapping[str, str] = {"day": "overdag", "evening": "avond", "weekend": "weekend"}

Transport = Literal["walk_bike", "public", "car"]
TRANSPORT: Mapping[str, str] = {"walk_bike": "lopen_fiets", "public": "ov", "car": "auto"}

Skill = Literal["reading", "listening", "writing", "speaking"]
SKILLS: Mapping[str, Exam] = {"reading": Exam.reading, "listening": Exam.listening, "writing": Exam.writing, "speaking": Exam.speaking}

Circumstance = Literal[
    "illness",
    "death_in_family",
    "baby",
    "stillborn",
    "literacy",
    "homeless",
    "shelter",
    "no_offer",
    "school_problem",
    "low_training",
    "dutch_training",
    "other",
]
CIRCUMSTANCES: Mapping[str, str] = {
    "illness": "ziek",
    "death_in_family": "familie_overleden",
    "baby": "baby",
    "stillborn": "doodgeboren",
    "literacy": "alfabetisering",
    "homeless": "dakloos",
    "shelter": "opvang",
    "no_offer": "geen_aanbod",
    "school_problem": "school_probleem",
    "low_training": "opleiding_laag",
    "dutch_training": "opleiding_nl",
    "other": "anders",
}

Diploma = Literal["dutch", "entree", "nt2_1", "nt2_2", "enrolled"]
DIPLOMAS: Mapping[str, str] = {"dutch": "vmbo_plus", "entree": "praktijk_entree", "nt2_1": "nt2_1", "nt2_2": "nt2_2", "enrolled": "bezig"}

Lessons = Literal["none_yet", "waiting", "started", "stopped", "school_stopped", "finished"]
LESSONS: Mapping[str, str] = {
    "none_yet": "nog_niet",
    "waiting": "wachtlijst",
    "started": "begonnen",
    "stopped": "gestopt",
    "school_stopped": "school_stopte",
    "finished": "klaar",
}

Worry = Literal["health", "stress", "violence", "debts", "house", "family", "insurance", "children"]
WORRIES: Mapping[str, str] = {
    "health": "gezondheid",
    "stress": "stress",
    "violence": "geweld",
    "debts": "schulden",
    "house": "woning",
    "family": "gezin",
    "insurance": "verzekering",
    "children": "kinderen",
}

Activity = Literal["buddy", "language_cafe", "library", "volunteering", "work", "training"]
ACTIVITIES: Mapping[str, str] = {
    "buddy": "taalmaatje",
    "language_cafe": "taalcafe",
    "library": "bibliotheek",
    "volunteering": "vrijwillig",
    "work": "werk",
    "training": "opleiding",
}

PipStage = Literal["nothing", "invited", "talked", "has_pip"]
PIP_STAGES: Mapping[str, str] = {"nothing": "niets", "invited": "uitgenodigd", "talked": "gesprek_gehad", "has_pip": "pip_gekregen"}

OldLetter = Literal["fine", "repayment", "none"]
OLD_LETTERS: Mapping[str, str] = {"fine": "boete", "repayment": "terugbetalen", "none": "geen"}

Tried = Literal["LEZ", "LUI", "SCH", "SPR", "KNM"]

Registered = Literal["LEZ", "LUI", "SCH", "SPR", "KNM", "ONA", "none"]
REGISTERED: Mapping[str, str] = {exam: exam for exam in ("LEZ", "LUI", "SCH", "SPR", "KNM", "ONA")} | {"none": "geen"}

MessageTime = Literal["morning", "afternoon", "evening", "any"]
MESSAGE_TIMES: Mapping[str, str] = {"morning": "ochtend", "afternoon": "middag", "evening": "avond", "any": "maakt_niet_uit"}

MessageRhythm = Literal["week", "two_weeks", "month", "any"]
MESSAGE_RHYTHMS: Mapping[str, str] = {"week": "week", "two_weeks": "twee_weken", "month": "maand", "any": "maakt_niet_uit"}

#: To the name of the fact.
Consent = Literal["remember", "remind", "follow", "human"]
CONSENTS: Mapping[str, str] = {"remember": "mag_onthouden", "remind": "mag_herinneren", "follow": "mag_volgen", "human": "mag_mens"}

FewerExams = Literal["health", "too_hard", "long_here", "hardship"]
FEWER_EXAMS: Mapping[str, Topic] = {
    "health": Topic.health,
    "too_hard": Topic.too_hard,
    "long_here": Topic.long_here,
    "hardship": Topic.hardship,
}

LessonsGo = Literal["well", "not_so_well"]
LESSONS_GO: Mapping[str, str] = {"well": "goed", "not_so_well": "niet_goed"}
LessonProblem = Literal["fewer", "level", "could_not_come", "not_right", "other"]
LESSON_PROBLEM: Mapping[str, str] = {
    "fewer": "minder_les",
    "level": "niveau",
    "could_not_come": "niet_komen",
    "not_right": "klopt_niet",
    "other": "anders",
}
