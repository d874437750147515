"""Asks every guide about the same facts and writes down what each says, with where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Literal, cast

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.explaining import answer as said
from bot.explaining.asked import Asked
from bot.explaining.given import Earlier, Given, Happening, perhaps
from bot.explaining.guided import Writing
from bot.explaining.words import SKILLS
from bot.guidance.binding import guides
from bot.guidance.cards import place_name
from bot.guidance.courses import MOST_OFFERS, preparation, who_chooses
from bot.guidance.exams import ExamPart, exam_parts, fee, fee_row, free_tries
from bot.guidance.fact_names import Law
from bot.guidance.fitting import obstacles
from bot.guidance.municipality import MunicipalityGuide
from bot.guidance.ranking import Ranked, Ranking, ranked
from bot.guidance.reasons import cautions, not_counted, reasons, refusals
from bot.guidance.searching import Search
from bot.guidance.term import term
from bot.guidance.world import Course, World
from dialogs.guides import Request
from dialogs.phrase import Value

#: So many courses are explained one by one; the others are counted.
MOST_EXPLAINED = 25


class Explainer:
    """Explains in one world. `render` writes a phrase in Dutch."""

    def __init__(self, world: World, render: Callable[[Value], str]) -> None:
        self._world = world
        self._render = render

    def explain(self, document: object, today: date) -> Mapping[str, Any]:
        """An `Answer` as plain data; or a `Refusal`, the only document with `problems`."""
        try:
            given = Given.model_validate({} if document is None else document)
        except ValidationError as error:
            return _refusal((".".join(str(part) for part in one["loc"]) or "document", _problem(one)) for one in error.errors())
        if wrong := list(given.problems(self._world.places, self._world.knowledge, today)):
            return _refusal(wrong)
        return self._answer(given, today).model_dump(mode="json")

    def _answer(self, given: Given, today: date) -> said.Answer:
        request = Request(arguments={"school": given.school}, person=given.person(self._world.places, today), today=today)
        search = Search.of(request, self._world)
        asked = Asked(self._world, Writing(self._world.knowledge, self._render, today), request)
        answers = asked.answers(given)
        return said.Answer(
            today=today,
            law=self._law(search),
            term=self._term(search),
            parts=self._parts(search, given),
            courses=self._courses(search),
            municipality=self._municipality(request),
            school=self._school(request, asked) if given.school else None,
            **answers,
        )

    def _law(self, search: Search) -> said.LawSaid:
        decided = search.decided
        return said.LawSaid(
            outcome=decided.outcome,
            law=cast(Literal["wi2013", "wi2021"] | None, decided.law and decided.law.value),
            needs_human=decided.outcome == "contradiction",
            statements=self._statements(search.today, decided.reason, decided.next_step),
        )

    def _term(self, search: Search) -> said.TermSaid:
        found = term(search.about, search.decided, self._world.knowledge, search.today)
        return said.TermSaid(
            outcome=found.outcome,
            certainty=found.certainty,
            last_day=found.last_day,
            days_left=found.days_left(search.today),
            statements=self._statements(search.today, found.text),
        )

    def _parts(self, search: Search, given: Given) -> said.PartsSaid:
        know, about, decided, today = self._world.knowledge, search.about, search.decided, search.today
        parts = exam_parts(about, decided, know, today, [SKILLS[skill] for skill in given.scaled_down or ()])
        unknown = decided.law is Law.wi2021 and about.route is None
        tries = free_tries(decided, about, know, today)
        return said.PartsSaid(
            outcome="unclear" if not decided.certain else "route_unknown" if unknown else "known",
            parts=tuple(self._part(part, search) for part in parts),
            statements=self._statements(today, *([tries] if tries else [])),
        )

    def _part(self, part: ExamPart, search: Search) -> said.PartSaid:
        know, today = self._world.knowledge, search.today
        price = fee(part, search.decided, search.about, know, today)
        row = fee_row(part, know, today)
        texts: list[Value] = [know.sentence(part.source, today), *([price] if price else [])]
        return said.PartSaid(
            exam=part.exam.value,
            name=self._render(know.sentence(f"exam.name.{part.exam}", today)),
            level=part.level,
            hours=part.hours,
            certainty=part.certainty,
            fallback=part.fallback,
            fee_euros=row.value if row else None,
            statements=self._statements(today, *texts),
        )

    def _courses(self, search: Search) -> said.CoursesSaid:
        ranking = ranked(search)
        keys = {one.course.key for one in ranking.found}
        excluded = sorted((c for c in self._world.catalogue.courses.values() if c.key not in keys), key=lambda c: self._nearness(search, c))
        return said.CoursesSaid(
            outcome="offers" if keys else "none",
            count=len(keys),
            fitting=tuple(self._fitting(search, ranking)),
            excluded_count=len(excluded),
            excluded=tuple(self._excluded(search, course) for course in excluded[:MOST_EXPLAINED]),
            statements=self._statements(search.today, who_chooses(search), preparation(search), not_counted(search)),
        )

    def _fitting(self, search: Search, ranking: Ranking) -> Iterator[said.CourseSaid]:
        offered = {one.course.key for one in ranking.best(MOST_OFFERS)}
        for rank, one in enumerate(ranking, start=1):
            if rank <= MOST_EXPLAINED or one.course.key in offered:
                yield self._course(search, rank, one, offered=one.course.key in offered)

    def _course(self, search: Search, rank: int, one: Ranked, *, offered: bool) -> said.CourseSaid:
        course = one.course
        return said.CourseSaid(
            rank=rank,
            offered=offered,
            key=course.key,
            school=self._world.catalogue.school(course).name,
            course=course.name,
            kind=course.kind.value,
            place=place_name(search, course).text,
            distance_km=search.distance(course),
            points=one.points,
            reasons=self._statements(search.today, *reasons(search, course)),
            cautions=self._statements(search.today, *cautions(search, course)),
        )

    def _excluded(self, search: Search, course: Course) -> said.ExcludedSaid:
        return said.ExcludedSaid(
            key=course.key,
            school=self._world.catalogue.school(course).name,
            course=course.name,
            reasons=self._statements(search.today, *refusals(search, course)),
        )

    def _nearness(self, search: Search, course: Course) -> tuple[int, str, str, str]:
        """Who comes nearest to fitting first."""
        return len(obstacles(search, course)), self._world.catalogue.school(course).name, course.name, course.key

    def _municipality(self, request: Request) -> said.MunicipalitySaid:
        guide = MunicipalityGuide(self._world)
        told, hall = guide.consult(request), guide.town_hall(request)
        texts = [cast(Value, told.values[name]) for name in ("how_to_reach", "promise") if name in told.values]
        return said.MunicipalitySaid(
            outcome=cast(Any, told.outcome),
            code=hall.code if hall else None,
            name=hall.name if hall else None,
            statements=self._statements(request.today, *texts),
        )

    def _school(self, request: Request, asked: Asked) -> said.SchoolSaid:
        told = guides(self._world)["course_question"].consult(request)
        return said.SchoolSaid(
            outcome=cast(Any, told.outcome),
            statements=self._statements(request.today, cast(Value, told.values["reason"])),
            mark=asked.ask("schools", {"name": request.arguments["school"]}),
        )

    def _statements(self, today: date, *values: Value) -> tuple[said.Statement, ...]:
        return Writing(self._world.knowledge, self._render, today).statements(*values)


def _problem(error: ErrorDetails) -> str:
    """What pydantic says; for a name that means nothing, what may be meant."""
    if error["type"] != "extra_forbidden":
        return error["msg"]
    names = {name for model in (Given, Earlier, Happening) for name in model.model_fields}
    return f"there is no such field{perhaps(str(error['loc'][-1]), sorted(names))}"


def _refusal(problems: Iterable[tuple[str, str]]) -> Mapping[str, Any]:
    listed = tuple(said.Problem(field=field, problem=problem) for field, problem in problems)
    return said.Refusal(problems=listed).model_dump(mode="json")
