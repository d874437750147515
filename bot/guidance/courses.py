"""Advises up to three courses that fit somebody, says why, and who chooses: the person or the municipality."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.guidance.cards import FIELDS, card, sentences
from bot.guidance.fact_names import Goal, Law, Reads
from bot.guidance.fitting import ROUTE_KINDS, SUBJECT_KINDS, kind_obstacle
from bot.guidance.ranking import ranked
from bot.guidance.reasons import not_counted
from bot.guidance.remaining import SUBJECTS
from bot.guidance.searching import LETTER_KINDS, Search
from bot.guidance.world import VALID_MARKS, Kind, World
from dialogs.guides import Advice, Gives, Request, Row, Signature
from dialogs.phrase import Joined, Phrase, Plain, Value

#: So many courses can be compared on a small screen.
MOST_OFFERS = 3
#: So many kinds of course are named for the talk with the municipality.
MOST_KINDS = 2


class CoursesGuide:
    """The guide `courses`."""

    signature = Signature(
        name="courses",
        outcomes=("offers", "none"),
        values={
            "offers": Gives(kind="list", fields=FIELDS),
            "first": Gives(kind="list", fields=FIELDS),
            "kinds": Gives(kind="list", fields=("soort",)),
            "count": Gives(),
            "who_chooses": Gives(),
            "preparation": Gives(),
            "not_counted": Gives(),
            "still_needed": Gives(),
        },
    )

    def __init__(self, world: World) -> None:
        """Answer from this world."""
        self._world = world

    def consult(self, request: Request) -> Advice:
        """The best courses (one of each school where there are enough), the best one, and how many fit."""
        search = Search.of(request, self._world)
        found = ranked(search)
        offers = tuple(one.course.key for one in found.best(MOST_OFFERS))
        return Advice(
            outcome="offers" if offers else "none",
            values={
                "offers": offers,
                "first": offers[:1],
                "kinds": tuple(kind.value for kind in fitting_kinds(search)),
                "count": len(found),
                "who_chooses": who_chooses(search),
                "preparation": preparation(search),
                "not_counted": not_counted(search),
                "still_needed": still_needed(search),
            },
        )

    def describe(self, request: Request, value: str, keys: Sequence[str]) -> Mapping[str, Row]:
        """What belongs to each course or kind. A course of a school that may take nobody new is left out."""
        search = Search.of(request, self._world)
        if value == "kinds":
            known = {kind.value: kind for kind in Kind}
            return {key: {"soort": kind_phrase(search, known[key])} for key in keys if key in known}
        courses, school = self._world.catalogue.courses, self._world.catalogue.school
        return {key: card(search, courses[key]) for key in keys if key in courses and school(courses[key]).mark in VALID_MARKS}


def fitting_kinds(search: Search) -> tuple[Kind, ...]:
    """The kinds of course that fit this person, whatever the schools offer.

    A route is named only when the municipality chose it, and then first.
    """
    reads, level = search.reads, search.about.level
    if search.left and search.left.nothing:
        return ()
    if search.left and search.left.only_subjects:
        return tuple(SUBJECTS[exam] for exam in search.left.subjects)
    if reads is Reads.none:
        return (Kind.literacy,)
    if reads is Reads.other_alphabet:
        return (Kind.other_alphabet, Kind.language)
    levels = search.setting("kind_levels")
    fitting = [
        kind
        for kind in search.kind_points
        if kind_obstacle(search, kind) is None
        and kind not in LETTER_KINDS | SUBJECT_KINDS
        and (kind not in ROUTE_KINDS or search.about.route is not None)
        and (level is None or level in levels[kind.value])
    ]
    return tuple(sorted(fitting, key=lambda kind: (kind not in ROUTE_KINDS, -search.kind_points[kind], kind.value))[:MOST_KINDS])


def kind_phrase(search: Search, kind: Kind) -> Phrase:
    """The name of a kind of course."""
    return search.world.knowledge.sentence(f"fit.kind.{kind}", search.today)


def still_needed(search: Search) -> Value:
    """What is left when only a little is, with what to do first; nothing said when there is more."""
    left, know, today = search.left, search.world.knowledge, search.today
    if left is None or not (left.nothing or left.only_subjects or left.few_skills):
        return Plain(text="")
    if left.nothing:
        return know.sentence("fit.left.nothing", today)
    exams = left.subjects if left.only_subjects else left.skills
    names = Joined(items=tuple(know.sentence(f"exam.name.{exam}", today) for exam in exams))
    key = "skills" if left.few_skills else f"only.{exams[0]}" if len(exams) == 1 else "subjects"
    perhaps = ".perhaps" if left.only_subjects and left.perhaps else ""
    return know.sentence(f"fit.left.{key}{perhaps}", today, wat=names)


def who_chooses(search: Search) -> Phrase:
    """Who chooses and who pays. While that is not sure: sign nothing yet."""
    refugee = search.about.refugee
    if search.law is None:
        key = "unclear"
    elif search.law is Law.wi2013:
        key = "wi2013"
    else:
        key = "wi2021.ask" if refugee is None else "wi2021.municipality" if refugee else "wi2021.own"
    return search.world.knowledge.sentence(f"fit.chooses.{key}", search.today)


def preparation(search: Search) -> Value:
    """What to say in the talk with the municipality, or at the school."""
    about, fitting = search.about, fitting_kinds(search)
    said = ["kinds"] if fitting else []
    said += ["times"] if about.times else []
    said += ["children"] if about.young_children else []
    said += ["work"] if about.works else []
    said += ["education"] if about.goal is Goal.education and search.law is Law.wi2021 and about.route is None else []
    kinds = Joined(items=tuple(kind_phrase(search, kind) for kind in fitting), style="or")
    know, today = search.world.knowledge, search.today
    parts = Joined(items=tuple(know.sentence(f"fit.part.{part}", today) for part in sorted(about.times)))
    return sentences(know.sentence(f"fit.prepare.{key}", today, soorten=kinds, momenten=parts) for key in said)
