"""Tells staff on Telegram: what was planned gets sent, each by one process; where Telegram does not take it, e-mail does."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from bot.checkins.notifying import LEASE, PAUSES
from bot.messages import Channel, Delivery, Failure
from bot.metrics import Metrics
from bot.team.telegram.writing import StaffMessages
from bot.team.telling import StaffTelling
from storage import staff_letters, staff_notices, staff_telegram
from storage.database import Database, Service
from storage.staff_letters import NewLetter
from storage.staff_notices import Due
from storage.staff_telegram import Link
from storage.transactions import Transaction

log = logging.getLogger(__name__)

#: Messages that are sent at one tick.
BATCH = 500
#: Under this name the figures count them.
WAY = "staff_telegram"
#: Tries again of what cannot wait, before e-mail takes over; of the rest there are as many as pauses.
HURRIED = 1
#: Telegram will not take it later either.
_FOR_GOOD = (Failure.unreachable, Failure.refused)


class StaffTelegram:
    """Sends what is due. Without Telegram there is nothing to send, and e-mail was planned instead."""

    def __init__(
        self,
        database: Database,
        channel: Channel | None,
        messages: StaffMessages,
        telling: StaffTelling,
        metrics: Metrics,
        *,
        mails: bool,
        writer: str,
        now: Callable[[], datetime],
    ) -> None:
        """`channel` is None where this house has no Telegram; `mails`: whether it sends e-mail."""
        self._database = database
        self._channel = channel
        self._messages = messages
        self._telling = telling
        self._metrics = metrics
        self._mails = mails
        self._writer = writer
        self._now = now

    async def tick(self) -> int:
        """Tell whom it is time to tell. Gives how many messages went."""
        if self._channel is None:
            return 0
        now = self._now()
        await self._telling.plan(now)
        async with self._database.writing(Service()) as tx:
            due = await staff_notices.claim(tx, writer=self._writer, now=now, lease_until=now + LEASE, limit=BATCH)
            links = await staff_telegram.links(tx, {each.staff_id for each in due})
        sent = await asyncio.gather(*(self._send(self._channel, each, links) for each in due), return_exceptions=True)
        for failure in sent:
            if isinstance(failure, Exception):
                # It stays claimed, and is told once its lease ran out.
                log.error("staff_telling_failed", extra={"error": type(failure).__name__})
        return sum(each is True for each in sent)

    async def _send(self, channel: Channel, due: Due, links: Mapping[int, Link]) -> bool:
        link = links.get(due.staff_id)
        if link is None or link.broken:
            await self._hand_over(due)
            return False
        delivery = await channel.deliver(self._messages.notice(link.address, due.kind, len(due.rows), due.rows[0]))
        await self._keep(due, delivery)
        return delivery.sent

    async def _keep(self, due: Due, delivery: Delivery) -> None:
        now = self._now()
        most = len(PAUSES) if due.kind == "new" else HURRIED
        if delivery.sent:
            self._count("told")
            async with self._database.writing(Service()) as tx:
                await staff_notices.settle(tx, due.rows, writer=self._writer, status="told", now=now)
        elif delivery.failure in _FOR_GOOD or (delivery.failure is Failure.passing and due.attempts >= most):
            await self._hand_over(due, broken=delivery.failure in _FOR_GOOD)
        else:
            self._count("later")
            tried = delivery.failure is Failure.passing
            pause = PAUSES[due.attempts] if tried else delivery.retry_after or PAUSES[0]
            async with self._database.writing(Service()) as tx:
                await staff_notices.put_off(tx, due.rows, writer=self._writer, not_before=now + pause, tried=tried)

    async def _hand_over(self, due: Due, *, broken: bool = False) -> None:
        """E-mail tells it at once, if it did not or does not already. `broken`: their Telegram takes nothing any more."""
        self._count("mailed" if self._mails else "failed")
        async with self._database.writing(Service()) as tx:
            if broken:
                await staff_telegram.breaks(tx, due.staff_id, now=self._now())
            if self._mails:
                await self._by_mail(tx, due.staff_id, due.kind, due.cases)
            else:
                log.error("staff_not_told", extra={"staff": due.staff_id, "kind": due.kind})
            await staff_notices.settle(tx, due.rows, writer=self._writer, status="mailed" if self._mails else "failed")

    async def _by_mail(self, tx: Transaction, staff_id: int, kind: str, cases: Collection[int]) -> None:
        now = self._now()
        await staff_letters.add(tx, [NewLetter(staff_id=staff_id, case_id=case, kind=kind, not_before=now) for case in cases])

    def _count(self, status: str) -> None:
        self._metrics.notices.labels(WAY, status).inc()
