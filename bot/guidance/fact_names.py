"""Facts, as `facts.yaml` names them, and the words they may hold: the only place in the guides that knows them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from bot.guidance.world import Level


class PartOfDay(StrEnum):
    """When somebody wants our messages."""

    morning = "ochtend"
    afternoon = "middag"
    evening = "avond"


class Law(StrEnum):
    """The two laws."""

    wi2013 = "wi2013"
    wi2021 = "wi2021"


class Permit(StrEnum):
    """On what ground somebody may stay."""

    asylum = "asiel"
    family_of_asylum = "gezin_bij_asiel"
    other = "anders"


class PermitPeriod(StrEnum):
    """On which side of the new law the IND made the permit known."""

    before_2022 = "voor_2022"
    from_2022 = "vanaf_2022"


class Route(StrEnum):
    """The learning route of the PIP."""

    b1 = "b1"
    education = "onderwijs"
    self_reliance = "z"


class Reads(StrEnum):
    """Reading and writing."""

    none = "niet"
    other_alphabet = "ander_schrift"
    latin = "latijn"


class Schooling(StrEnum):
    """Years of school."""

    none = "0"
    short = "1_6"
    middle = "7_12"
    long = "13_plus"


class Goal(StrEnum):
    """What the Dutch is for."""

    exam = "examen"
    work = "werk"
    education = "opleiding"
    daily = "dagelijks"


class Transport(StrEnum):
    """How somebody travels."""

    walk_bike = "lopen_fiets"
    public = "ov"
    car = "auto"


class PipStage(StrEnum):
    """How far somebody is on the way to a plan, under the new law."""

    nothing = "niets"
    invited = "uitgenodigd"
    talked = "gesprek_gehad"
    has_pip = "pip_gekregen"


class Diploma(StrEnum):
    """What somebody passed in the Netherlands, or is learning for."""

    vmbo_or_higher = "vmbo_plus"
    practical = "praktijk_entree"
    nt2_1 = "nt2_1"
    nt2_2 = "nt2_2"
    busy = "bezig"


class Lessons(StrEnum):
    """How it stands with the lessons."""

    none_yet = "nog_niet"
    waiting = "wachtlijst"
    started = "begonnen"
    stopped = "gestopt"
    school_stopped = "school_stopte"
    finished = "klaar"


class Worry(StrEnum):
    """What weighs on somebody beside the lessons."""

    health = "gezondheid"
    stress = "stress"
    violence = "geweld"
    debts = "schulden"
    house = "woning"
    family = "gezin"
    insurance = "verzekering"
    children = "kinderen"


class Circumstance(StrEnum):
    """What held somebody back from learning."""

    ill = "ziek"
    death = "familie_overleden"
    baby = "baby"
    stillborn = "doodgeboren"
    literacy = "alfabetisering"
    homeless = "dakloos"
    shelter = "opvang"
    no_offer = "geen_aanbod"
    school_problem = "school_probleem"
    low_training = "opleiding_laag"
    dutch_training = "opleiding_nl"
    other = "anders"


class Doing(StrEnum):
    """What somebody does beside the lessons."""

    buddy = "taalmaatje"
    language_cafe = "taalcafe"
    library = "bibliotheek"
    volunteering = "vrijwillig"
    work = "werk"
    training = "opleiding"


class OldLetter(StrEnum):
    """A letter about money that a human must look at."""

    fine = "boete"
    repayment = "terugbetalen"
    none = "geen"


#: In a question with several answers: none of these.
NONE_OF_THESE = "geen"

#: Facts as they are named in `facts.yaml`.
PLACE = "woonplaats"
LINKED_PLACE = "gemeente_gekoppeld"
PERMIT = "vergunning"
LETTER_LAW = "wet_brief"
PERMIT_PERIOD = "vergunning_periode"
PERMIT_KNOWN = "vergunning_datum"
FIRST_PIP = "eerste_pip_datum"
LAST_DAY = "einddatum_duo"
ROUTE = "leerroute"
READS = "leest"
SCHOOLING = "schooljaren"
LEVEL = "niveau"
GOAL = "doel"
TIMES = "momenten"
MAX_KM = "reisafstand"
TRANSPORT = "vervoer"
LANGUAGE = "taal"
CHOSEN_COURSE = "gekozen_cursus"
BIRTH_YEAR = "geboortejaar"
CIRCUMSTANCES = "omstandigheden"
CIRCUMSTANCE_LENGTH = "duur_omstandigheid"
DIPLOMAS = "diploma_nl"
PASSED = "examens_gehaald"
SCALED_DOWN = "afgeschaald"
AIMS_HIGHER = "hoger_willen"
ONA_WORK = "werk_ona"
REGISTERED_EXAM = "aangemeld_examen"
EXAM_DAY = "examen_datum"
ACTIVITY_DAY = "activiteit_datum"
LOAN_USED = "lening_gebruikt"
HOURS_A_WEEK = "uren_per_week"
HOURS_4_WEEKS = "uren_4_weken"
HOURS_TOTAL = "uren_totaal"
HOURS_ONLINE = "uren_online"
HOURS_LITERACY = "uren_alfabet"
HOURS_TAKING_PART = "uren_meedoen"
LESSONS = "les_status"
LESSONS_GO = "les_gaat"
LESSON_PROBLEM = "les_probleem"
#: What is said of lessons where something may be wrong at the school.
NOT_RIGHT = "klopt_niet"
SCHOOL_NOW = "school_nu"
WORRIES = "zorgen"
ACTIVITIES = "activiteiten"
PIP_STAGE = "pip_fase"
MESSAGES_PART = "berichten_moment"
SHARED_PHONE = "gedeelde_telefoon"
DUO_LETTER_DAY = "brief_duo_datum"
OLD_LETTER = "oude_brief"
OLD_LETTER_DAY = "oude_brief_datum"
DUTCH_BESIDE = "nederlands_erbij"
SHORT_QUESTIONS = "korte_vragen"
SOMEBODY_HELPS = "iemand_helpt"
MESSAGE_TIME = "berichten_moment"
MESSAGE_RHYTHM = "berichten_vaak"

#: The fact that counts the failed tries of an exam, by the exam's code.
TRIES: Mapping[str, str] = {
    "LEZ": "pogingen_lezen",
    "LUI": "pogingen_luisteren",
    "SCH": "pogingen_schrijven",
    "SPR": "pogingen_spreken",
    "KNM": "pogingen_knm",
}
#: Words for a number of tries; the last means three or more.
COUNTS: Mapping[str, int] = {"0": 0, "1": 1, "2": 2, "3_plus": 3}
#: Words for yes and no where "maybe later" is an answer too.
YES_NO: Mapping[str, bool] = {"ja": True, "nee": False}
LONG = "langer_3m"
SHORT = "korter_3m"

LEVELS: Mapping[str, Level] = {"nul": Level.zero, "a1": Level.a1, "a2": Level.a2, "b1": Level.b1}
WORKS = "ik_werk"
YOUNG_CHILDREN = "kleine_kinderen"
