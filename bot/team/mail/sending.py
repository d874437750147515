"""Tells staff by e-mail: what was planned gets sent, each letter by one process, until the mail server took it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from bot.checkins.notifying import LEASE, PAUSES
from bot.messages import Delivery, Failure, Mailer
from bot.metrics import Metrics
from bot.team.mail.writing import StaffLetters
from bot.team.telling import StaffTelling
from storage import staff_letters
from storage.database import Database, Service
from storage.staff_letters import LINKS, Due
from storage.transactions import Transaction

log = logging.getLogger(__name__)

#: Letters that are sent at one tick.
BATCH = 500
#: Under this name the figures count them.
WAY = "staff_mail"


class StaffMail:
    """Plans and sends. Without a mail server nothing is planned, so that nothing old goes out once there is one."""

    def __init__(
        self,
        database: Database,
        mailer: Mailer | None,
        telling: StaffTelling,
        metrics: Metrics,
        *,
        writer: str,
        page_url: str,
        now: Callable[[], datetime],
    ) -> None:
        """`mailer` is None where this house sends no e-mail; `telling` plans what is to be told."""
        self._database = database
        self._mailer = mailer
        self._telling = telling
        self._metrics = metrics
        self._writer = writer
        self._letters = StaffLetters(page_url)
        self._now = now

    @property
    def is_there(self) -> bool:
        """Whether this house sends e-mail."""
        return self._mailer is not None

    def fits(self, address: str) -> bool:
        """Whether this can be an e-mail address; where there is no mail server anything with an @ can."""
        return self._mailer.fits(address) if self._mailer else "@" in address.strip("@ ")

    def address(self, code: str) -> str:
        """Where the link with this code leads."""
        return self._letters.address(code)

    async def link(self, tx: Transaction, staff_id: int, kind: str, code: str) -> None:
        """A link is to be sent, in the transaction that made it."""
        if self._mailer is not None:
            await staff_letters.add_link(tx, staff_id, kind, code, now=self._now())

    async def tick(self) -> int:
        """Tell whom it is time to tell. Gives how many letters went."""
        if self._mailer is None:
            return 0
        now = self._now()
        await self._telling.plan(now)
        async with self._database.writing(Service()) as tx:
            due = await staff_letters.claim(tx, writer=self._writer, now=now, lease_until=now + LEASE, limit=BATCH)
        return sum([await self._send(self._mailer, each) for each in due])

    async def _send(self, mailer: Mailer, due: Due) -> bool:
        if due.kind in LINKS:
            letter = self._letters.with_link(due.email, due.kind, due.code)
        else:
            letter = self._letters.about_cases(due.email, due.kind, len(due.rows))
        return await self._keep(due, await mailer.send(letter))

    async def _keep(self, due: Due, delivery: Delivery) -> bool:
        now = self._now()
        give_up = delivery.failure is Failure.refused or due.attempts >= len(PAUSES)
        self._metrics.notices.labels(WAY, "told" if delivery.sent else "failed" if give_up else "later").inc()
        async with self._database.writing(Service()) as tx:
            if delivery.sent:
                await staff_letters.settle(tx, due.rows, writer=self._writer, status="told", now=now)
            elif give_up:
                log.error("staff_not_told", extra={"staff": due.staff_id, "kind": due.kind})
                await staff_letters.settle(tx, due.rows, writer=self._writer, status="failed")
            else:
                await staff_letters.put_off(tx, due.rows, writer=self._writer, not_before=now + PAUSES[due.attempts], tried=True)
        return delivery.sent
