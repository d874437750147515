"""The outbox: what was queued is delivered, to one contact in order, to different contacts at once."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from bot.guidance.hours import allowed
from bot.illustrating import Illustrator
from bot.messages import Channel, Delivery, Failure, Outgoing
from bot.metrics import Metrics
from bot.queueing import LEASE, Queue
from storage import addresses, check_ins, outbox
from storage.database import Database, Service
from storage.transactions import Transaction

log = logging.getLogger(__name__)

#: Tries before a message is given up, with the pause before each next one.
PAUSES = tuple(timedelta(seconds=seconds) for seconds in (5, 30, 120, 600, 3600))
#: After that the check-in that said it comes again, so often at most.
AGAIN, MOST_AGAIN = timedelta(hours=1), 3
#: Rows that sweeps took and that are still under way, at most: more would wait here longer than their lease.
BATCH = 100
#: Marks of delivered messages are written together after this pause.
MARKING_SECONDS = 0.02
#: Seconds that a stop waits for deliveries under way; what is cut off then is sent after the next start.
FINISH_WITHIN = 1.0


class Outbox:
    """Delivers rows. A row is claimed by one process at a time; a claim runs out when its process died."""

    def __init__(
        self,
        database: Database,
        channels: Mapping[str, Channel],
        queue: Queue,
        illustrator: Illustrator,
        metrics: Metrics,
        writer: str,
        now: Callable[[], datetime],
        *,
        lease: timedelta = LEASE,
    ) -> None:
        self._database = database
        self._channels = channels
        self._queue = queue
        self._illustrator = illustrator
        self._metrics = metrics
        self._writer = writer
        self._now = now
        self._lease = lease
        self._lines: defaultdict[tuple[str, str], deque[Outgoing]] = defaultdict(deque)
        self._tasks: set[asyncio.Task[None]] = set()
        self._delivered: list[outbox.Sent] = []
        #: Rows that a sweep took and that are under way: what stands behind them is taken once they are marked.
        self._swept: set[int] = set()
        #: Until when each row that is under way is held.
        self._leases: dict[int, datetime] = {}
        #: There is room for what nobody waits for.
        self._room = asyncio.Event()
        self._room.set()
        #: Failed tries of rows that are under way again.
        self._attempts: dict[int, int] = {}
        self._marking: asyncio.Task[None] | None = None
        self._stopping = False

    def deliver(self, messages: Sequence[Outgoing]) -> None:
        """Send rows that this process holds. Returns at once."""
        for message in messages:
            key = (message.channel, message.address)
            line = self._lines[key]
            self._leases[message.id] = self._now() + self._lease
            if any(message.id == waiting.id for waiting in line):
                # A sweep took it because its lease ran out while it waits here for its turn.
                continue
            line.append(message)
            if len(line) == 1:
                self._begin(self._line(key))
        self._look_for_room()

    async def ebb(self) -> None:
        """Wait until there is room for what nobody waits for: then it can go within its lease, and fills no memory."""
        await self._room.wait()

    async def take_over(self) -> None:
        """After a start: on SQLite there is one process, so what an earlier one held is free at once. Elsewhere its lease runs out."""
        if self._database.dialect == "sqlite":
            async with self._database.writing(Service()) as tx:
                await outbox.free(tx, writer=self._writer)

    async def sweep(self) -> int:
        """Take what is due and nobody holds: after a restart, after a pause. Gives how many."""
        await self._mark()
        now = self._now()
        if (room := BATCH - len(self._swept)) <= 0:
            return 0
        async with self._database.writing(Service()) as tx:
            until, by_day = now + self._lease, allowed(now)
            rows = await outbox.claim(tx, writer=self._writer, now=now, lease_until=until, limit=room, by_day=by_day)
        self._swept.update(row.id for row in rows)
        self._attempts.update({row.id: row.attempts for row in rows if row.attempts})
        self.deliver([self._queue.outgoing(row.id, row.channel, row.address, row.content) for row in rows])
        return len(rows)

    async def settled(self) -> None:
        """Wait until everything that is under way was sent and marked."""
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def finish(self) -> None:
        """Before a stop, while the channels are still open: let what is under way arrive, and begin nothing from the rows."""
        self._stopping = True
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=FINISH_WITHIN)

    async def stop(self) -> None:
        """Cut off what is still under way, and write down what arrived; the rest stays queued."""
        await self.finish()
        late = list(self._tasks)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        await self._mark()

    def _begin(self, work: object) -> None:
        task = asyncio.ensure_future(work)  # type: ignore[call-overload]
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("outbox_task_failed", exc_info=error)

    async def _line(self, key: tuple[str, str]) -> None:
        """One contact's messages, one after the other; what cannot be sent now holds back what comes after it."""
        line = self._lines[key]
        try:
            while line:
                if not await self._one(line[0]):
                    await self._let_go(line)
                    break
                self._leases.pop(line.popleft().id, None)
                self._look_for_room()
        finally:
            # Whatever went wrong: the next message begins a new line, and what stood in this one is taken by a sweep.
            self._lines.pop(key, None)
            for left in line:
                self._leases.pop(left.id, None)
                self._swept.discard(left.id)
            self._look_for_room()

    def _look_for_room(self) -> None:
        if len(self._leases) < BATCH:
            self._room.set()
        else:
            self._room.clear()

    async def _one(self, message: Outgoing) -> bool:
        channel = self._channels.get(message.channel)
        if channel is None or not (channel.pulls or await self._still_ours(message)):
            return False
        try:
            # A page draws for itself, when it asks for the row.
            whole = message if channel.pulls else await self._illustrator.illustrated(message)
            delivery = await channel.deliver(whole)
        except Exception:
            log.exception("delivery_raised", extra={"row": message.id, "channel": message.channel})
            delivery = Delivery(failure=Failure.passing)
        if delivery.sent:
            self._metrics.sent.labels(message.channel).inc()
            if not channel.pulls:
                self._note(outbox.Sent(id=message.id, channel_message_id=delivery.message_id))
            return True
        await self._failed(message, delivery)
        return delivery.failure is Failure.refused

    async def _still_ours(self, message: Outgoing) -> bool:
        """What waited long in its line is held anew; False when another process took it over."""
        now = self._now()
        if now < self._leases[message.id] - self._lease / 2:
            return True
        async with self._database.writing(Service()) as tx:
            return await outbox.hold(tx, message.id, writer=self._writer, lease_until=now + self._lease)

    def _note(self, sent: outbox.Sent) -> None:
        self._delivered.append(sent)
        if self._marking is None:
            self._marking = asyncio.create_task(self._mark_soon())
            self._tasks.add(self._marking)
            self._marking.add_done_callback(self._ended)

    async def _mark_soon(self) -> None:
        await asyncio.sleep(MARKING_SECONDS)
        self._marking = None
        await self._mark()

    async def _mark(self) -> None:
        """Write down what was sent; of guests the text is forgotten with it."""
        sent, self._delivered = self._delivered, []
        if not sent:
            return
        try:
            async with self._database.writing(Service()) as tx:
                await outbox.sent(tx, sent, now=self._now())
        except BaseException:
            # What is not written down would be sent again: it goes with the next ones.
            self._delivered = [*sent, *self._delivered]
            raise
        taken = self._swept.intersection(one.id for one in sent)
        self._swept -= taken
        if taken and len(self._swept) <= BATCH // 2 and not self._stopping:
            await self.sweep()

    async def _failed(self, message: Outgoing, delivery: Delivery) -> None:
        reason = delivery.failure or Failure.passing
        now = self._now()
        self._swept.discard(message.id)
        self._metrics.failures.labels(message.channel, reason.value).inc()
        log.warning("delivery_failed", extra={"row": message.id, "channel": message.channel, "reason": reason.value})
        async with self._database.writing(Service()) as tx:
            match reason:
                case Failure.unreachable:
                    await addresses.unreachable(tx, channel=message.channel, address=message.address, now=now)
                case Failure.refused:
                    await outbox.fail(tx, message.id, writer=self._writer, code=reason.value)
                case Failure.slow_down:
                    later = now + (delivery.retry_after or PAUSES[0])
                    await outbox.put_off(tx, message.id, writer=self._writer, not_before=later, tried=False)
                case Failure.passing:
                    await self._try_later(tx, message, now)

    async def _try_later(self, tx: Transaction, message: Outgoing, now: datetime) -> None:
        tried = self._attempts.pop(message.id, 0)
        if tried + 1 >= len(PAUSES):
            check_in = await outbox.fail(tx, message.id, writer=self._writer, code=Failure.passing.value)
            if check_in is not None:
                await outbox.drop_for_check_in(tx, check_in)
                await check_ins.put_back(tx, check_in, due_at=now + AGAIN, most=MOST_AGAIN)
        else:
            await outbox.put_off(tx, message.id, writer=self._writer, not_before=now + PAUSES[tried], tried=True)

    async def _let_go(self, line: deque[Outgoing]) -> None:
        """What stands behind a message that waits is free again, to be taken in its order later; also what joins meanwhile."""
        while len(line) > 1:
            behind = [line.pop().id for _ in range(len(line) - 1)]
            async with self._database.writing(Service()) as tx:
                await outbox.release(tx, behind, writer=self._writer)
