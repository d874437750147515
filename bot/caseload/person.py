"""One person whom the municipality may follow: staff read what they said and when, put an answer right, and let them rest."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.caseload.caseload import COORDINATOR, seen_by_staff
from bot.cases.casework import scope_of
from bot.guidance.due import comes_at
from bot.guidance.fact_names import PartOfDay
from bot.guidance.hours import part_of_day
from bot.guidance.standing import Standing
from bot.persons import person_of
from bot.turns import House
from bot.wording import DUTCH
from dialogs.days import day_of
from dialogs.facts import FactDefinition
from dialogs.guides import UNKNOWN, WITHHELD, Known, Person, Request
from dialogs.library import Library
from dialogs.planning import applies
from storage import check_ins, conversations, facts, followed, staff
from storage.check_ins import Kept
from storage.database import Service
from storage.facts import Value
from storage.followed import Followed, OldCase, Reach
from storage.staff import Member

log = logging.getLogger(__name__)

#: Kinds of facts that staff can put right. Not a place: it decides which municipality somebody belongs to.
CORRECTED = ("choice", "many", "yes_no", "date", "number", "text")


class PersonNotFound(Exception):
    """There is nobody by this number whom this member of staff may follow."""


class FactNotTheirs(Exception):
    """This fact is not for staff to see or to put right."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """One value of a fact, in Dutch."""

    value: str
    at: datetime
    by: str


@dataclass(frozen=True, kw_only=True)
class FactLine:
    """A fact with its history."""

    name: str
    label: str
    now: Told
    #: Before that, the newest first.
    earlier: Sequence[Told]
    can_be_corrected: bool


@dataclass(frozen=True, kw_only=True)
class Part:
    """Something to pass, follow or sign."""

    name: str
    done: bool


@dataclass(frozen=True, kw_only=True)
class CheckInLine:
    """A message that comes by itself, or came."""

    kept: Kept
    title: str
    #: When it came, or is to come; not before the end of a pause, where it can wait.
    at: datetime


@dataclass(frozen=True, kw_only=True)
class PersonSheet:
    """Everything that is shown of somebody."""

    row: Followed
    reach: Reach
    facts: Sequence[FactLine]
    #: Name and label of what nobody said yet.
    unknown: Sequence[tuple[str, str]]
    parts: Sequence[Part]
    check_ins: Sequence[CheckInLine]
    #: Name and title of what can be planned.
    plans: Sequence[tuple[str, str]]
    cases: Sequence[OldCase]


@dataclass(frozen=True, kw_only=True)
class Question:
    """A fact to be filled in by staff."""

    name: str
    definition: FactDefinition
    value: Value | None


class PersonRoom:
    """Reads in the scope of the staff; writes after the person was found in that scope."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def sheet(self, member: Member, number: str) -> PersonSheet:
        """A person to look at; that it was done is noted. Raises PersonNotFound."""
        scope, now = scope_of(member), self._house.now()
        async with self._house.database.reading(scope) as tx:
            row = await followed.one(tx, scope, number)
            if row is None:
                raise PersonNotFound
            said = await facts.history(tx, row.contact_id)
            reach = await followed.reach(tx, row.contact_id)
            kept = (await check_ins.of(tx, [row.contact_id]))[row.contact_id]
            cases = await followed.cases_of(tx, scope, row.contact_id)
        async with self._house.database.writing(Service()) as tx:
            await staff.note_people(tx, member.id, "person_seen", [number], now=now)
        library, standing = self._house.shelf.newest, self._house.caseload.standing(said, now)
        person = person_of(said)
        seen = seen_by_staff(said, library)
        return PersonSheet(
            row=row,
            reach=reach,
            facts=[self._line(library, name, seen[name]) for name in library.facts if name in seen],
            unknown=[
                (name, fact.for_staff) for name, fact in library.facts.items() if name not in seen and can_be_corrected(name, library)
            ],
            parts=self._parts(standing),
            check_ins=[CheckInLine(kept=one, title=_title(library, one.plan), at=_at(one, reach, part_of_day(person))) for one in kept],
            plans=[(name, plan.for_staff) for name, plan in library.checkins.items() if applies(plan, person, day_of(now))],
            cases=cases,
        )

    async def question(self, member: Member, number: str, name: str) -> Question:
        """A fact to be put right. Raises PersonNotFound or FactNotTheirs."""
        row, library = await self.found(member, number), self._house.shelf.newest
        if not can_be_corrected(name, library):
            raise FactNotTheirs
        async with self._house.database.reading(scope_of(member)) as tx:
            said = (await facts.history(tx, row.contact_id)).get(name)
        return Question(name=name, definition=library.facts[name], value=said[-1].value if said else None)

    async def correct(self, member: Member, number: str, name: str, value: Value) -> None:
        """Add what somebody of the municipality knows better; what was said before stays. Raises as `question`."""
        row, library, now = await self.found(member, number), self._house.shelf.newest, self._house.now()
        if not can_be_corrected(name, library):
            raise FactNotTheirs
        written = (name,) if library.facts[name].type == "text" else ()
        async with self._house.database.writing(Service()) as tx:
            held = await conversations.hold_person(tx, row.contact_id)
            await facts.learn(tx, row.contact_id, {name: value}, at=now, said_by=COORDINATOR, free_text=written)
            await self._house.caseload.one(tx, row.contact_id, now)
            if held is not None and held.consents.get("remind"):
                await self._house.plans.after_turn(tx, held, now)
            await staff.note_people(tx, member.id, "fact_corrected", [number], now=now)
        log.info("fact_corrected", extra={"staff": member.id, "fact": name})

    async def rest(self, member: Member, number: str, weeks: int) -> None:
        """Somebody looked at this person, and will again in so many weeks, or when it is worse. Raises PersonNotFound."""
        row, now = await self.found(member, number), self._house.now()
        until: date | None = day_of(now) + timedelta(weeks=weeks) if weeks else None
        async with self._house.database.writing(Service()) as tx:
            await followed.rest(tx, row.contact_id, until=until)
            await staff.note_people(tx, member.id, "person_rests", [number], now=now)

    async def found(self, member: Member, number: str) -> Followed:
        """The person, looked for as this staff may see them. Raises PersonNotFound."""
        scope = scope_of(member)
        async with self._house.database.reading(scope) as tx:
            row = await followed.one(tx, scope, number)
        if row is None:
            raise PersonNotFound
        return row

    def _line(self, library: Library, name: str, history: Sequence[Known]) -> FactLine:
        told = [self._told(library, name, one) for one in reversed(history)]
        label = library.facts[name].for_staff
        return FactLine(name=name, label=label, now=told[0], earlier=told[1:], can_be_corrected=can_be_corrected(name, library))

    def _told(self, library: Library, name: str, one: Known) -> Told:
        """In the words in which a person reads their own data; who said it is told beside it."""
        if one.value in (None, UNKNOWN, WITHHELD):
            return Told(value="", at=one.at, by=one.by)
        person = Person(facts={name: (Known(value=one.value, at=one.at),)})
        asked = Request(arguments={}, person=person, today=day_of(self._house.now()))
        row = self._house.worlds.guides(library)["own_data"].describe(asked, "facts", [name])
        value = self._house.speech.renderer.render(row[name]["value"], DUTCH) if name in row else str(one.value)
        return Told(value=value, at=one.at, by=one.by)

    def _parts(self, standing: Standing) -> list[Part]:
        render, know = self._house.speech.renderer.render, standing.knowledge
        done = standing.done or frozenset()
        return [
            Part(name=render(know.sentence(f"exam.name.{part.exam}", standing.today), DUTCH), done=part.exam in done)
            for part in standing.parts
        ]


def can_be_corrected(name: str, library: Library) -> bool:
    """Whether staff can put this fact right: they see it, it is no special category, and it has a question that fits a form."""
    fact = library.facts.get(name)
    if fact is None or fact.kept_as != "fact" or COORDINATOR not in fact.seen_by or fact.special:
        return False
    return fact.type in CORRECTED and (fact.type not in ("choice", "many") or bool(fact.values))


def _title(library: Library, plan: str) -> str:
    known_plan = library.checkins.get(plan)
    return known_plan.for_staff if known_plan else plan


def _at(kept: Kept, reach: Reach, part: PartOfDay | None) -> datetime:
    if not kept.open:
        return kept.answered_at or kept.sent_at or kept.due_at
    return comes_at(kept.due_at, kept.deadline, reach.paused_until, part, kept.contact_id)
