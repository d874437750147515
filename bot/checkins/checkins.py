"""Check-ins that are due: claimed by one process, judged once more, and then their script starts, in one transaction each."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection, Sequence
from datetime import datetime, time, timedelta
from time import perf_counter
from typing import Protocol

from bot.cases import cases
from bot.checkins.plans import had_of, silence_of
from bot.guidance.due import TOO_OLD, GiveUp, PutOff, Situation, Start, verdict
from bot.guidance.hours import next_allowed, next_time, part_of_day
from bot.messages import Outgoing
from bot.persons import known
from bot.recording import REMIND
from bot.turns import House, Turns
from dialogs.checking_in import has_place
from dialogs.days import day_of
from dialogs.guides import Person, Phone
from dialogs.inputs import Due
from dialogs.parking import goes_on
from dialogs.planning import About, Had, overtaken, still_wanted
from dialogs.state import State
from storage import cases as case_rows
from storage import check_ins, contacts, conversations, leases, silence
from storage.check_ins import Claimed
from storage.conversations import Held
from storage.database import Service
from storage.errors import passes
from storage.transactions import Transaction

log = logging.getLogger(__name__)

#: Rows claimed at once.
BATCH = 100
#: Whoever claimed them has this long to start them before another may.
LEASE = timedelta(minutes=5)
#: Started at the same time: where one writes after the other, more would only stand before those who talk.
TOGETHER = {"sqlite": 1, "postgresql": 4}
#: The pause after each, as a multiple of the time it took: at least half of the time is for those who talk, and more when there are many.
REST = 1.0
#: After each time that it could not be started: the last is never followed by another, but where it cannot wait.
PAUSES = (timedelta(minutes=5), timedelta(hours=1), timedelta(days=1), timedelta(days=3))
#: What may pass by itself is no matter for somebody technical before so many tries.
PASSES_WITHIN = 3
#: While somebody is away from the phone that they share, or in a dialog of an older edition.
WAITS = timedelta(days=1)
#: The work of one process at a time, how long it has for it, and from when on it is done again the next night.
NIGHTLY = "plan_check_ins"
NIGHT = timedelta(hours=2)
BEFORE_DAWN = time(4, 40)


class Way(Protocol):
    """How what was said gets to people."""

    def deliver(self, messages: Sequence[Outgoing]) -> None:
        """Begin the way of what was said, after the commit."""

    async def ebb(self) -> None:
        """Wait until there is room for what nobody waits for."""


class CheckIns:
    """Starts what is due. Any number of processes may do so on one PostgreSQL."""

    def __init__(
        self, house: House, turns: Turns, writer: str, pulls: Collection[str], way: Way, *, lease: timedelta = LEASE, rest: float = REST
    ) -> None:
        """`pulls`: channels that show what is fetched; `lease`: how long what is claimed is held; `rest`: as REST."""
        self._house = house
        self._turns = turns
        self._writer = writer
        self._pulls = tuple(pulls)
        self._way = way
        self._lease = lease
        self._rest = rest

    async def take_over(self) -> None:
        """After a start: on SQLite there is one process, so what an earlier one held is free at once. Elsewhere its lease runs out."""
        if self._house.database.dialect == "sqlite":
            async with self._house.database.writing(Service()) as tx:
                await check_ins.free(tx, writer=self._writer)

    async def tick(self) -> int:
        """Start everything that is due now. Gives how many rows were looked at."""
        seen = 0
        while rows := await self._claim():
            seen += len(rows)
            gate = asyncio.Semaphore(TOGETHER[self._house.database.dialect])
            await asyncio.gather(*(self._guarded(row, gate) for row in rows))
            if len(rows) < BATCH:
                break
        return seen

    async def plan(self) -> None:
        """Once a night: what is to come for everybody, by one process. Asked again and again; a night that was missed is made up."""
        now, database = self._house.now(), self._house.database
        async with database.writing(Service()) as tx:
            if not await leases.take(tx, NIGHTLY, holder=self._writer, now=now, until=now + NIGHT):
                return
        try:
            await self._house.plans.everybody(database, now)
        except BaseException:
            async with database.writing(Service()) as tx:
                await leases.give_back(tx, NIGHTLY, holder=self._writer)
            raise
        async with database.writing(Service()) as tx:
            await leases.done(tx, NIGHTLY, holder=self._writer, until=next_time(BEFORE_DAWN, now))

    async def _claim(self) -> list[Claimed]:
        now = self._house.now()
        async with self._house.database.writing(Service()) as tx:
            return await check_ins.claim(tx, writer=self._writer, now=now, lease_until=now + self._lease, limit=BATCH)

    async def _guarded(self, row: Claimed, gate: asyncio.Semaphore) -> None:
        """One row, once there is room for what it says. Never raises: the others go on."""
        async with gate:
            await self._way.ebb()
            begun = perf_counter()
            try:
                async with self._house.database.writing(Service()) as tx:
                    outgoing = await self._one(tx, row)
                self._way.deliver(outgoing)
            except Exception as error:
                log.exception("check_in_failed", extra={"check_in": row.id, "plan": row.plan})
                await self._failed(row, told_at=PASSES_WITHIN if passes(error) else 1)
            await asyncio.sleep((perf_counter() - begun) * self._rest)

    async def _failed(self, row: Claimed, *, told_at: int) -> None:
        """It is tried again after a pause, and the person hears nothing. Somebody technical is told at that failure, and at the last.

        A deadline is not given up: it is tried again every day.
        """
        now, failures, last = self._house.now(), row.failures + 1, row.failures == len(PAUSES)
        pause = PAUSES[row.failures] if row.failures < len(PAUSES) else WAITS
        again = next_allowed(now + (min(pause, WAITS) if row.deadline else pause), None, row.contact_id)
        try:
            async with self._house.database.writing(Service()) as tx:
                if row.failures >= len(PAUSES) and not row.deadline:
                    await check_ins.give_up(tx, row.id, writer=self._writer, reason="failed")
                else:
                    await check_ins.put_off(tx, row.id, writer=self._writer, due_at=again, failed=True)
                if last or failures == told_at:
                    await cases.open_technical(tx, reason=f"check_in {row.id}", now=now)
        except Exception:
            # Its lease frees it, and it is looked at again.
            log.exception("check_in_kept", extra={"check_in": row.id})

    async def _one(self, tx: Transaction, row: Claimed) -> Sequence[Outgoing]:
        """Hold the person, look once more, and do what is right. The row and what is said are kept together or not at all."""
        now = self._house.now()
        held = await conversations.hold_person(tx, row.contact_id, fetched=self._pulls)
        if held is None:
            return await self._away(tx, row, now)
        state = State.model_validate_json(held.state) if held.state else State()
        newest = self._house.shelf.newest
        library = await self._house.shelf.library(state.edition) if goes_on(state, now) else newest
        person = await known(tx, held, newest, Phone(), now)
        situation = await self._situation(tx, row, held, person, now)
        judged = verdict(situation, now)
        plan = newest.checkins.get(row.plan)
        if isinstance(judged, Start) and (plan is None or plan.script not in library.scripts or not has_place(state, plan.script, now)):
            judged = PutOff(until=next_allowed(now + WAITS, situation.part, situation.spread))
        self._house.metrics.check_ins.labels(type(judged).__name__).inc()
        match judged:
            case GiveUp(reason=reason):
                await check_ins.give_up(tx, row.id, writer=self._writer, reason=reason)
            case PutOff(until=until):
                await check_ins.put_off(tx, row.id, writer=self._writer, due_at=until)
            case Start() if plan is not None and await check_ins.sent(tx, row.id, writer=self._writer, now=now):
                receipt = await self._turns.begin(tx, held, state, library, Due(script=plan.script, check_in=row.id), now)
                return receipt.outgoing
        return ()

    async def _away(self, tx: Transaction, row: Claimed, now: datetime) -> Sequence[Outgoing]:
        """Somebody who is not at the phone that they share: it waits for them, but not for ever."""
        paused_until = await contacts.paused_until(tx, row.contact_id)
        since = max(row.day, day_of(paused_until)) if paused_until else row.day
        if row.deadline or day_of(now) - since <= TOO_OLD:
            await check_ins.put_off(tx, row.id, writer=self._writer, due_at=next_allowed(now + WAITS, None, row.contact_id))
        else:
            await check_ins.give_up(tx, row.id, writer=self._writer, reason="away")
        return ()

    async def _situation(self, tx: Transaction, row: Claimed, held: Held, person: Person, now: datetime) -> Situation:
        rows = (await check_ins.of(tx, [row.contact_id]))[row.contact_id]
        silent = (await silence.since(tx, [row.contact_id], pulls=self._pulls)).get(row.contact_id)
        about = About(person=person, had=had_of(rows), silence=silence_of(silent))
        had = Had(plan=row.plan, cause=row.cause, day=row.day, open=True)
        library, today = self._house.shelf.newest, day_of(now)
        return Situation(
            day=row.day,
            due_at=row.due_at,
            deadline=row.deadline,
            agrees=held.remembered and bool(held.consents.get(REMIND)),
            wanted=still_wanted(library, self._house.worlds.guides(library), about, had, today),
            overtaken=overtaken(had, about.had, today),
            reachable=not held.unreachable,
            in_hands=await case_rows.in_hands(tx, row.contact_id),
            paused_until=held.paused_until,
            last_heard_at=held.last_heard_at,
            last_sent_at=max((one.sent_at for one in rows if one.sent_at is not None and one.id != row.id), default=None),
            part=part_of_day(person),
            spread=row.contact_id,
        )
