"""Keeps one row for everybody whom a municipality may follow: after each turn of theirs, and every night."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Protocol

from bot.guidance.following import following
from bot.guidance.hours import next_time
from bot.guidance.standing import Standing
from bot.persons import told_in
from bot.world import Worlds
from dialogs.days import day_of
from dialogs.events import ConsentGiven, Event, FactLearned, FactWithdrawn, HandedOver, Submitted
from dialogs.guides import Known, Person
from dialogs.library import Library
from storage import caseload, facts, leases, silence
from storage.caseload import FOLLOW, Agreed, Shown
from storage.conversations import Held
from storage.database import Database, Service
from storage.transactions import Transaction

log = logging.getLogger(__name__)

#: Who a fact is shown to.
COORDINATOR = "coordinator"
#: People worked out and written together: few, so that no turn waits long.
BATCH = 100
#: The work of one process at a time, how long it has for it, and from when on it is done again the next night.
NIGHTLY = "caseload"
NIGHT = timedelta(hours=2)
BEFORE_DAWN = time(4, 50)
#: After these the row says something else.
CHANGES = (ConsentGiven, FactLearned, FactWithdrawn, HandedOver, Submitted)


class Newest(Protocol):
    """Where the newest edition is."""

    @property
    def newest(self) -> Library:
        """Its library."""
        ...


class Caseload:
    """Works rows out with the newest edition and the newest world, from what staff may see only."""

    def __init__(
        self,
        shelf: Newest,
        worlds: Worlds,
        pulls: Collection[str],
        cannot_be_reminded: Callable[[Transaction, Collection[int]], Awaitable[set[int]]],
    ) -> None:
        """`pulls`: channels that show what is fetched; `cannot_be_reminded`: those of some people to whom no message would come."""
        self._shelf = shelf
        self._worlds = worlds
        self._pulls = tuple(pulls)
        self._cannot_be_reminded = cannot_be_reminded

    async def after_turn(self, tx: Transaction, held: Held, events: Sequence[Event], now: datetime) -> None:
        """Somebody said something. Costs nothing for who is not followed; their row goes where the yes is taken back."""
        if not held.consents.get(FOLLOW):
            return
        if any(isinstance(event, CHANGES) for event in events):
            await self.one(tx, held.contact_id, now)
        else:
            await caseload.touch(tx, held.contact_id, language=held.language, now=now)

    async def one(self, tx: Transaction, contact_id: int, now: datetime) -> None:
        """The row of one person, inside the transaction that changed something of theirs."""
        person = await caseload.agreed_one(tx, contact_id)
        if person is not None:
            await caseload.put(tx, await self._worked_out(tx, [person], now))

    async def nightly(self, database: Database, writer: str, now: datetime) -> int | None:
        """Once a night, by one process: everybody's row. None where it is not to be done now."""
        async with database.writing(Service()) as tx:
            if not await leases.take(tx, NIGHTLY, holder=writer, now=now, until=now + NIGHT):
                return None
        try:
            count = await self.everybody(database, now)
        except BaseException:
            async with database.writing(Service()) as tx:
                await leases.give_back(tx, NIGHTLY, holder=writer)
            raise
        async with database.writing(Service()) as tx:
            await leases.done(tx, NIGHTLY, holder=writer, until=next_time(BEFORE_DAWN, now))
        return count

    async def everybody(self, database: Database, now: datetime) -> int:
        """Go through all who may be followed. What is read is read beside the turns; writing takes a few milliseconds a batch."""
        count, people = 0, list[Agreed]()
        while not count or len(people) == BATCH:
            async with database.reading(Service()) as tx:
                people = await caseload.agreed(tx, after=people[-1].contact_id if people else 0, limit=BATCH)
                rows = await self._worked_out(tx, people, now)
            if not people:
                break
            async with database.writing(Service()) as tx:
                same = await caseload.unchanged(tx, people)
                await caseload.put(tx, [row for row in rows if row.contact_id in same])
            count += len(people)
        async with database.writing(Service()) as tx:
            gone = await caseload.drop_all_others(tx)
        log.info("caseload_refreshed", extra={"count": count, "gone": gone})
        return count

    async def _worked_out(self, tx: Transaction, people: Sequence[Agreed], now: datetime) -> list[Shown]:
        ids = [person.contact_id for person in people]
        told = await facts.histories(tx, ids)
        reported, silent = await caseload.reporters(tx, ids), await silence.since(tx, ids, pulls=self._pulls)
        out_of_reach = await self._cannot_be_reminded(tx, ids)
        rows = []
        for one in people:
            unanswered = silent.get(one.contact_id)
            found = following(
                self.standing(told[one.contact_id], now),
                reported=one.contact_id in reported,
                silent_since=day_of(unanswered.since) if unanswered else None,
            )
            rows.append(
                Shown(
                    contact_id=one.contact_id,
                    municipality_code=one.municipality_code,
                    number=one.number,
                    language=one.language,
                    law=found.law,
                    route=found.route,
                    last_day=found.last_day,
                    estimated=found.estimated,
                    level=found.level,
                    trend=found.trend,
                    exams_left=found.exams_left,
                    signals=list(found.signals),
                    needs=[str(need) for need in found.needs],
                    harm=found.harm,
                    last_contact_at=one.last_heard_at,
                    reachable=one.contact_id not in out_of_reach,
                    refreshed_at=now,
                )
            )
        return rows

    def standing(self, told: Mapping[str, Sequence[facts.Said]], now: datetime) -> Standing:
        """Where somebody stands today, by what staff may see of them."""
        person = Person(facts=seen_by_staff(told, self._shelf.newest))
        return Standing.of(person, self._worlds.world, day_of(now))


def seen_by_staff(told: Mapping[str, Sequence[facts.Said]], library: Library) -> dict[str, tuple[Known, ...]]:
    """What of somebody's facts a coordinator may see."""
    seen = {name for name, fact in library.facts.items() if COORDINATOR in fact.seen_by}
    return told_in({name: history for name, history in told.items() if name in seen})
