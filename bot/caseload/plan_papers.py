"""The plan of somebody's exams on paper, in their language and in Dutch: to give along after a talk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.caseload.caseload import seen_by_staff
from bot.cases.casework import scope_of
from bot.drawing.papers import Paper
from bot.guidance.exam_plan import exam_plan, planned_days
from bot.guidance.standing import Standing
from bot.turns import House
from bot.wording import DUTCH
from dialogs.days import day_of
from dialogs.guides import Person
from dialogs.phrase import Day, Value
from storage import facts, followed, municipalities, staff
from storage.database import Service
from storage.followed import Followed
from storage.staff import Member


class PersonNotFollowed(Exception):
    """There is nobody with this number whom this member of staff may follow."""


class PlanPapers:
    """Reads in the scope of the staff, and only of people who agreed to be followed."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def plan(self, member: Member, number: str) -> Paper:
        """The paper; that it was made is noted. Raises PersonNotFollowed."""
        scope, now = scope_of(member), self._house.now()
        async with self._house.database.reading(scope) as tx:
            someone = await followed.one(tx, scope, number)
            if someone is None:
                raise PersonNotFollowed
            said = await facts.history(tx, someone.contact_id)
        async with self._house.database.writing(Service()) as tx:
            hall = await municipalities.one(tx, someone.municipality_code)
            await staff.note(tx, member.id, "plan_printed", case_number=number, now=now)
        library = self._house.shelf.newest
        return self._paper(someone, Person(facts=seen_by_staff(said, library)), hall.name if hall else "")

    def _paper(self, someone: Followed, person: Person, municipality: str) -> Paper:
        today = day_of(self._house.now())
        standing = Standing.of(person, self._house.worlds.world, today)
        plan = exam_plan(standing)
        languages = [*dict.fromkeys((someone.language, DUTCH))]
        both = _Both(self._house, languages)
        values: Mapping[str, Any] = {
            "languages": languages,
            "sender": municipality,
            "number": someone.number,
            "title": both.sentence("title"),
            "headings": {name: both.sentence(name) for name in ("now", "days", "steps", "notes")},
            "time": both.said(plan.text),
            "next": both.said(plan.next) if plan.next is not None else None,
            "days": [(both.said(Day(day=one.day)), both.said(one.what)) for one in planned_days(standing, plan)],
            "steps": [both.said(step.said) for step in plan.steps],
            "notes": [both.said(note) for note in plan.notes],
            "made": both.sentence("made", dag=Day(day=today)),
        }
        return Paper(template="plan", language=DUTCH, values=values)


class _Both:
    """Says everything in several languages, in this order."""

    def __init__(self, house: House, languages: Sequence[str]) -> None:
        self._house = house
        self._languages = languages

    def said(self, value: Value) -> list[str]:
        render = self._house.speech.renderer.render
        return [render(value, language) for language in self._languages]

    def sentence(self, key: str, **values: Value) -> list[str]:
        knowledge = self._house.worlds.world.knowledge
        return self.said(knowledge.sentence(f"paper_plan.{key}", day_of(self._house.now()), **values))
