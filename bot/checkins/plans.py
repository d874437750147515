"""What is to come for a person becomes rows: after a turn in which something changed, and every night for everybody."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from bot.cases import cases
from bot.guidance.hours import moment_for, next_allowed, part_of_day
from bot.persons import kept_elsewhere, told_in
from bot.world import Worlds
from dialogs.days import day_of
from dialogs.guides import Person
from dialogs.library import Library
from dialogs.planning import About, Had, Silence, Wanted, reconciled, wanted
from storage import check_ins, contacts, facts, silence
from storage.check_ins import Kept, Planned
from storage.contacts import Reminded
from storage.conversations import Held
from storage.database import Database, Service
from storage.transactions import Transaction

log = logging.getLogger(__name__)

#: People looked at together in the night. What is read is read beside the turns; only what changed is written.
BATCH = 200
#: Rows written in one transaction, so that no turn waits long.
ROWS = 200


@dataclass
class Writes:
    """What the rows of some people need to become what is wanted."""

    new: list[Planned] = field(default_factory=list)
    #: By row: cause, day, moment.
    moved: list[tuple[int, str, date, datetime]] = field(default_factory=list)
    dropped: list[int] = field(default_factory=list)
    #: By row: whether it cannot wait, where an edition changed that.
    weighed: list[tuple[int, bool]] = field(default_factory=list)
    #: People of whom nothing could be worked out: their rows stay as they are.
    failed: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.new) + len(self.moved) + len(self.dropped) + len(self.weighed)

    def add(self, other: Writes) -> None:
        """Those of somebody else as well."""
        self.new += other.new
        self.moved += other.moved
        self.dropped += other.dropped
        self.weighed += other.weighed
        self.failed += other.failed


class Newest(Protocol):
    """Where the newest edition is."""

    @property
    def newest(self) -> Library:
        """Its library."""
        ...


class Plans:
    """Plans with the newest edition and the newest world."""

    def __init__(self, shelf: Newest, worlds: Worlds, pulls: Collection[str]) -> None:
        """`pulls`: channels that show what is fetched."""
        self._shelf = shelf
        self._worlds = worlds
        self._pulls = tuple(pulls)

    async def after_turn(self, tx: Transaction, held: Held, now: datetime) -> None:
        """Somebody said something that plans may read; who speaks is not silent.

        Read as it was kept, the same as at night: "I do not know" in a talk takes nothing away of what was told before.
        """
        one = Reminded(id=held.contact_id, consents=held.consents, language=held.language if held.language_asked else None)
        person = _person(await facts.history(tx, one.id), one, self._shelf.newest, now)
        had = (await check_ins.of(tx, [one.id]))[one.id]
        await write(tx, self._worked_out(one.id, About(person=person, had=had_of(had)), had, now))

    async def everybody(self, database: Database, now: datetime) -> int:
        """Go through all who want to be reminded, a batch at a time. Gives how many rows changed.

        Of whom nothing can be worked out somebody technical is told; the others go on.
        """
        changed, failed = 0, list[int]()
        async for writes in self.looked_through(database, now):
            for portion in portions(writes):
                async with database.writing(Service()) as tx:
                    await write(tx, portion)
            changed += len(writes)
            failed += writes.failed
        if failed:
            async with database.writing(Service()) as tx:
                await cases.open_technical(tx, reason=f"planning of {len(failed)}, first {failed[0]}", now=now)
        log.info("planned", extra={"changed": changed, "failed": len(failed)})
        return changed

    async def looked_through(self, database: Database, now: datetime) -> AsyncIterator[Writes]:
        """What the rows of everybody who wants to be reminded need, a batch of people at a time; nothing is written."""
        people: Sequence[Reminded] = ()
        while not people or len(people) == BATCH:
            async with database.reading(Service()) as tx:
                people = await contacts.reminded(tx, after=people[-1].id if people else 0, limit=BATCH)
                writes = await self._batch(tx, people, now)
            yield writes
            if not people:
                return

    async def _batch(self, tx: Transaction, people: Sequence[Reminded], now: datetime) -> Writes:
        ids = [person.id for person in people]
        told, had = await facts.histories(tx, ids), await check_ins.of(tx, ids)
        silent = await silence.since(tx, ids, pulls=self._pulls)
        writes = Writes()
        for one in people:
            person = _person(told[one.id], one, self._shelf.newest, now)
            about = About(person=person, had=had_of(had[one.id]), silence=silence_of(silent.get(one.id)))
            writes.add(self._worked_out(one.id, about, had[one.id], now))
            # This takes a while: who talks goes in between.
            await asyncio.sleep(0)
        return writes

    def _worked_out(self, contact_id: int, about: About, kept: Sequence[Kept], now: datetime) -> Writes:
        """As `writes`; where that stumbles over a person, nothing of theirs changes, and neither a turn nor a night ends for it."""
        try:
            return self.writes(contact_id, about, kept, now)
        except Exception:
            log.exception("planning_failed", extra={"contact": contact_id})
            return Writes(failed=[contact_id])

    def writes(self, contact_id: int, about: About, kept: Sequence[Kept], now: datetime) -> Writes:
        """How this person's rows become what is wanted."""
        library = self._shelf.newest
        rows = {(row.plan, row.cause): row for row in kept}
        wishes = list(wanted(library, self._worlds.guides(library), about, day_of(now)))
        planned_here = {name for name, plan in library.checkins.items() if plan.after_days is None}
        changes = reconciled(about.had, wishes, planned_here | ({row.plan for row in kept} - set(library.checkins)))

        def moment(one: Wanted) -> datetime:
            return due_at(one, about.person, contact_id, now)

        new = [
            Planned(
                contact_id=contact_id,
                plan=one.plan,
                cause=one.cause,
                day=one.day,
                due_at=moment(one),
                deadline=library.checkins[one.plan].deadline,
            )
            for one in changes.new
        ]
        moved = [(rows[had.plan, had.cause].id, one.cause, one.day, moment(one)) for had, one in changes.moved]
        touched = {id for id, *_ in moved}
        # The hour that somebody wants changed: the same day, another moment. What was put off to another day stays there.
        retimed = [
            (row.id, one.cause, one.day, moment(one))
            for one in wishes
            if (row := rows.get((one.plan, one.cause))) is not None
            and row.status == "planned"
            and row.id not in touched
            and row.due_at > now
            and day_of(row.due_at) == day_of(moment(one))
            and row.due_at != moment(one)
        ]
        weighed = [
            (row.id, deadline)
            for one in wishes
            if (row := rows.get((one.plan, one.cause))) is not None
            and row.status == "planned"
            and row.deadline != (deadline := library.checkins[one.plan].deadline)
        ]
        return Writes(new=new, moved=[*moved, *retimed], weighed=weighed, dropped=[rows[had.plan, had.cause].id for had in changes.dropped])


def due_at(one: Wanted, person: Person, contact_id: int, now: datetime) -> datetime:
    """The moment for what is meant for a day; where that has passed, the next at which somebody may be written to."""
    part = part_of_day(person)
    moment = moment_for(one.day, part, contact_id, before=one.before)
    return moment if moment > now else next_allowed(now, part, contact_id)


def had_of(rows: Sequence[Kept]) -> list[Had]:
    """Rows as the planning sees them."""
    return [
        Had(
            plan=row.plan,
            cause=row.cause,
            day=row.day,
            open=row.open,
            off=row.off,
            came=day_of(row.sent_at) if row.sent_at else None,
        )
        for row in rows
    ]


def silence_of(found: silence.Silence | None) -> Silence | None:
    """A silence in days, as the planning sees it."""
    return Silence(since=day_of(found.since), after=day_of(found.heard_at)) if found else None


async def write(tx: Transaction, writes: Writes) -> None:
    """Keep what changed."""
    await check_ins.plan_all(tx, writes.new)
    for id, cause, day, moment in writes.moved:
        await check_ins.move(tx, id, cause=cause, day=day, due_at=moment)
    for id, deadline in writes.weighed:
        await check_ins.weigh(tx, id, deadline=deadline)
    await check_ins.drop_these(tx, writes.dropped, check_ins.NOT_WANTED)


def portions(writes: Writes) -> list[Writes]:
    """In transactions that are short enough; those that go first make room for those that come."""
    cut = [Writes(dropped=writes.dropped[i : i + ROWS]) for i in range(0, len(writes.dropped), ROWS)]
    cut += [Writes(weighed=writes.weighed[i : i + ROWS]) for i in range(0, len(writes.weighed), ROWS)]
    cut += [Writes(moved=writes.moved[i : i + ROWS]) for i in range(0, len(writes.moved), ROWS)]
    return cut + [Writes(new=writes.new[i : i + ROWS]) for i in range(0, len(writes.new), ROWS)]


def _person(told: Mapping[str, Sequence[facts.Said]], one: Reminded, library: Library, now: datetime) -> Person:
    return Person(facts={**told_in(told), **kept_elsewhere(one.consents, one.language, library, now)})
