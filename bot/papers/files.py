"""Photos and papers with a yes, and voices for who has the case: fetched after the commit, kept for one case; or people hear why not."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.drawing.errors import NotAPhoto, PhotoTooLarge
from bot.drawing.photos import MOST_BYTES, is_paper, kept_as
from bot.messages import Failure, Outgoing, PhotoSource
from bot.metrics import Metrics
from bot.papers.voices import sound_of
from bot.queueing import Queue
from bot.recording import Recorded
from bot.shelf import Shelf
from dialogs.phrase import Phrase
from dialogs.sentences import Sentence
from dialogs.state import State
from storage import conversations, files
from storage.database import Database, Service
from storage.files import Wanted
from storage.transactions import Transaction

log = logging.getLogger(__name__)

#: Whoever fetches one has this long before another may.
LEASE = timedelta(minutes=3)
#: Photos fetched at once.
BATCH = 5
#: The pause after each try that failed; after the last there is none.
PAUSES = tuple(timedelta(seconds=seconds) for seconds in (30, 120, 600, 3600))

#: Why a photo cannot be had, and what its person hears.
_GONE, _TOO_LARGE, _NOT_A_PHOTO, _NOT_A_VOICE = "gone", "too_large", "not_a_photo", "not_a_voice"
_TOLD: Mapping[str, Sentence] = {
    _GONE: Sentence.photo_gone,
    _TOO_LARGE: Sentence.photo_too_large,
    _NOT_A_PHOTO: Sentence.photo_unreadable,
}
_TOLD_OF_A_VOICE: Mapping[str, Sentence] = {
    _GONE: Sentence.voice_gone,
    _TOO_LARGE: Sentence.voice_too_large,
    _NOT_A_VOICE: Sentence.voice_unreadable,
}


@dataclass(frozen=True, kw_only=True)
class _Outcome:
    """What became of one try."""

    picture: bytes = b""
    #: Why it cannot be had at all.
    error: str = ""
    #: The pause that was asked for, where it is our turn to wait.
    later: timedelta | None = None


class Files:
    """Fetches what was said yes to. Each photo is fetched by one process, and nothing waits for the network in a transaction."""

    def __init__(
        self,
        database: Database,
        sources: Mapping[str, PhotoSource],
        shelf: Shelf,
        queue: Queue,
        metrics: Metrics,
        *,
        writer: str,
        deliver: Callable[[Sequence[Outgoing]], None],
        now: Callable[[], datetime],
    ) -> None:
        """`sources`: the channels that give a photo later; `deliver`: begins the way of what is said, after the commit."""
        self._database = database
        self._sources = sources
        self._shelf = shelf
        self._queue = queue
        self._metrics = metrics
        self._writer = writer
        self._deliver = deliver
        self._now = now

    async def take_over(self) -> None:
        """After a start: on SQLite there is one process, so what an earlier one held is free at once. Elsewhere its lease runs out."""
        if self._database.dialect == "sqlite":
            async with self._database.writing(Service()) as tx:
                await files.free(tx, writer=self._writer)

    async def tick(self) -> int:
        """Fetch what is wanted. Gives how many were looked at."""
        now = self._now()
        async with self._database.writing(Service()) as tx:
            wanted = await files.claim(tx, writer=self._writer, now=now, lease_until=now + LEASE, limit=BATCH)
        for failure in await asyncio.gather(*(self._one(each) for each in wanted), return_exceptions=True):
            if isinstance(failure, Exception):
                # It stays claimed, and is fetched once its lease ran out.
                log.error("photo_not_fetched", extra={"error": type(failure).__name__})
        return len(wanted)

    async def _one(self, wanted: Wanted) -> None:
        outcome = await self._fetched(wanted)
        if outcome.picture:
            async with self._database.writing(Service()) as tx:
                paper = wanted.seconds is None and is_paper(outcome.picture)
                await files.fill(tx, wanted.id, writer=self._writer, picture=outcome.picture, paper=paper)
            self._metrics.photos.labels("kept").inc()
        elif outcome.error:
            await self._give_up(wanted, outcome.error)
        elif outcome.later is None and wanted.attempts >= len(PAUSES):
            await self._give_up(wanted, _GONE)
        else:
            pause = outcome.later or PAUSES[wanted.attempts]
            async with self._database.writing(Service()) as tx:
                await files.put_off(tx, wanted.id, writer=self._writer, not_before=self._now() + pause, tried=outcome.later is None)

    async def _fetched(self, wanted: Wanted) -> _Outcome:
        source = self._sources.get(wanted.channel)
        if wanted.reference is None:
            return _Outcome(error=_GONE)
        if source is None:
            return _Outcome()
        got = await source.fetch(wanted.reference, MOST_BYTES)
        match got.failure:
            case None:
                return await _on_paper(got.content) if wanted.seconds is None else _recorded(got.content)
            case Failure.slow_down:
                return _Outcome(later=got.retry_after or PAUSES[0])
            case Failure.passing:
                return _Outcome()
            case _:
                return _Outcome(error=_TOO_LARGE if got.too_large else _GONE)

    async def _give_up(self, wanted: Wanted, error: str) -> None:
        """Its person is told, and can send another; not where nobody waits for it any more."""
        log.warning("photo_given_up", extra={"file": wanted.id, "reason": error})
        self._metrics.photos.labels(error).inc()
        outgoing: Sequence[Outgoing] = ()
        async with self._database.writing(Service()) as tx:
            if await files.give_up(tx, wanted.id, writer=self._writer, error=error):
                outgoing = await self._tell(tx, wanted.contact_id, (_TOLD if wanted.seconds is None else _TOLD_OF_A_VOICE)[error])
        self._deliver(outgoing)

    async def _tell(self, tx: Transaction, contact_id: int, key: Sentence) -> Sequence[Outgoing]:
        held = await conversations.hold_person(tx, contact_id)
        if held is None or held.unreachable:
            return ()
        said = self._queue.sentence(Phrase(text=self._shelf.newest.sentence(key)), held)
        return await self._queue.queue(tx, Recorded(held=held, state=State()), [said], self._now(), asked=False)


def _recorded(content: bytes) -> _Outcome:
    """A voice as it came: who spoke is what it is about."""
    return _Outcome(picture=content) if sound_of(content)[0] else _Outcome(error=_NOT_A_VOICE)


async def _on_paper(content: bytes) -> _Outcome:
    try:
        return _Outcome(picture=await kept_as(content))
    except PhotoTooLarge:
        return _Outcome(error=_TOO_LARGE)
    except NotAPhoto:
        return _Outcome(error=_NOT_A_PHOTO)
