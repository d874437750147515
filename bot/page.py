"""What the web page shows of a conversation, what it has shown, and the code that leads back to it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot.guidance.phones import ALPHABET
from bot.illustrating import Illustrator
from bot.messages import Outgoing
from bot.queueing import Queue
from storage import addresses, page
from storage.database import Database, Service
from storage.errors import AddressTaken

CODE_LENGTH = 10
#: A return code that was not used counts no more after this.
CODE_KEPT = timedelta(days=30)
WEB = "web"


class Page:
    """The room behind the chat page. The committed row is the delivery."""

    def __init__(self, database: Database, queue: Queue, illustrator: Illustrator, now: Callable[[], datetime]) -> None:
        self._database = database
        self._queue = queue
        self._illustrator = illustrator
        self._now = now

    async def history(self, address: str, after: int) -> Sequence[Outgoing]:
        """Rows for this address with a higher id, in order."""
        async with self._database.reading(Service()) as tx:
            rows = await page.after(tx, channel=WEB, address=address, row=after)
        return await self._whole(address, rows)

    async def open_now(self, address: str) -> Sequence[Outgoing]:
        """The last turn with the open question: what a reload shows. Empty for somebody new."""
        async with self._database.reading(Service()) as tx:
            rows = await page.last_turn(tx, channel=WEB, address=address)
        return await self._whole(address, rows)

    async def row(self, address: str, row: int) -> Outgoing | None:
        """One row of the person at this address, with its picture and files; None where it is not theirs, or its words are gone."""
        async with self._database.reading(Service()) as tx:
            rows = await page.one(tx, channel=WEB, address=address, row=row)
        return next(iter(await self._whole(address, rows)), None)

    async def _whole(self, address: str, rows: Sequence[page.Shown]) -> list[Outgoing]:
        return await self._illustrator.all_of([self._queue.outgoing(row.id, WEB, address, row.content) for row in rows])

    async def seen(self, address: str, last_id: int) -> None:
        """Somebody looked at every row up to this id. The last turn stays, for who reloads; a guest's older texts go."""
        async with self._database.writing(Service()) as tx:
            await page.seen(tx, channel=WEB, address=address, up_to=last_id, now=self._now())

    async def received(self, address: str, last_id: int) -> None:
        """The page has every row up to this id, perhaps behind another window or in a pocket."""
        async with self._database.writing(Service()) as tx:
            await page.seen(tx, channel=WEB, address=address, up_to=last_id, now=self._now(), looked=False)

    async def new_code(self, address: str) -> str:
        """A fresh return code; an older one counts no more."""
        code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
        async with self._database.writing(Service()) as tx:
            await addresses.set_return_code(tx, channel=WEB, address=address, code=code, until=self._now() + CODE_KEPT)
        return code

    async def use_code(self, code: str, address: str) -> bool:
        """This browser becomes an address of the person who has the code; not where somebody who is remembered uses it."""
        plain = "".join(sign for sign in code.upper() if sign in ALPHABET)
        try:
            async with self._database.writing(Service()) as tx:
                return await addresses.join_by_code(tx, channel=WEB, address=address, code=plain, now=self._now()) is not None
        except AddressTaken:
            return False
