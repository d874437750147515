"""Who of the staff is told of what: what the cases and the settings say becomes rows, by e-mail and on Telegram, each row once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal, cast

from bot.guidance.telling_staff import Colleague, Telling, Waiting, tellings
from bot.snapshot import habits_of
from storage import habits, municipalities, staff_letters, staff_notices, staff_telegram
from storage.database import Database, Service
from storage.habits import Worker
from storage.staff_letters import NewLetter, Untaken
from storage.staff_telegram import Link

#: Cases that are looked at together.
CASES = 2_000


class StaffTelling:
    """Plans, whoever looks. What is told is decided once, for every way that is there at that moment."""

    def __init__(self, database: Database, *, mail: bool, telegram: bool) -> None:
        """`mail` and `telegram`: whether this house has that way. Nothing is planned for a way that it has not."""
        self._database = database
        self._mail = mail
        self._telegram = telegram

    async def plan(self, now: datetime) -> None:
        """Add what is not there yet."""
        async with self._database.reading(Service()) as tx:
            waiting = await staff_letters.untaken(tx, CASES)
            if not waiting:
                return
            workers = await habits.workers(tx)
            links = await staff_telegram.links(tx, {one.id for one in workers})
            promised = {row.code: row.answer_days for row in await municipalities.participating(tx)}
            ids = [case.id for case in waiting]
            known = await staff_letters.known(tx, ids) | await staff_notices.known(tx, ids)
        planned = self._planned(waiting, workers, links, promised, now)
        new = [each for each in planned if (each.colleague, each.case, each.kind) not in known]
        on_telegram = {id for id, link in links.items() if self._reaches(link)}
        letters = [each for each in new if "mail" in each.ways or each.colleague not in on_telegram]
        notices = [each for each in new if "telegram" in each.ways and each.colleague in on_telegram]
        if new:
            async with self._database.writing(Service()) as tx:
                await staff_letters.add(tx, [_row(each) for each in letters])
                await staff_notices.add(tx, [_row(each) for each in notices])

    def _planned(
        self,
        waiting: Sequence[Untaken],
        workers: Sequence[Worker],
        links: Mapping[int, Link],
        promised: Mapping[str, int | None],
        now: datetime,
    ) -> list[Telling]:
        planned: list[Telling] = []
        for code in {case.municipality_code for case in waiting}:
            team = [self._colleague(one, links.get(one.id)) for one in workers if one.municipality_code == code]
            theirs = [
                Waiting(id=case.id, opened_at=case.opened_at, urgent_since=case.urgent_since)
                for case in waiting
                if case.municipality_code == code
            ]
            planned += tellings(team, theirs, now, promised.get(code))
        return planned

    def _colleague(self, worker: Worker, link: Link | None) -> Colleague:
        """With the ways that reach them. Where their Telegram takes nothing, e-mail stands in, whatever they chose."""
        reached = link is not None and (self._mail or self._reaches(link))
        told = cast("Literal['none', 'urgent', 'all']", link.tells if link is not None and reached else "none")
        own = replace(habits_of(worker), mails=self._mail and worker.habit.mails, telegram=told)
        return Colleague(id=worker.id, lead=worker.role == "lead", habits=own)

    def _reaches(self, link: Link) -> bool:
        return self._telegram and not link.broken


def _row(telling: Telling) -> NewLetter:
    return NewLetter(staff_id=telling.colleague, case_id=telling.case, kind=telling.kind, not_before=telling.at)
