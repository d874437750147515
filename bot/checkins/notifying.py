"""Tells who only uses the web page that there is a message: by a signal on a phone, or by e-mail, never what the message says."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.guidance.hours import allowed, next_allowed
from bot.messages import Delivery, Failure, Letter, Mailer, Pusher, Signal
from bot.metrics import Metrics
from bot.shelf import Shelf
from bot.speech import Speech
from bot.wording import DUTCH
from dialogs.phrase import Phrase, Plain, Value
from dialogs.sentences import Sentence
from storage import mail_addresses, notices, reach, subscriptions
from storage.database import Database, Service
from storage.notices import Due
from storage.subscriptions import Subscription
from storage.transactions import Transaction

log = logging.getLogger(__name__)

#: The process that tells has this long before another may.
LEASE = timedelta(minutes=5)
#: People told at once.
BATCH = 50
#: The pause after each try that failed; after the last there is none.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120))
#: Seconds that a stop waits for what is under way; what is cut off then is told after the lease.
FINISH_WITHIN = 1.0


@dataclass(frozen=True, kw_only=True)
class Ways:
    """How this house can tell somebody; None where it cannot."""

    push: Pusher | None = None
    mail: Mailer | None = None


@dataclass(frozen=True, kw_only=True)
class MailWords:
    """What an e-mail says: above the address of the page, and beneath it."""

    subject: Sentence
    words: Sentence
    end: Sentence


WORD_OF_A_MESSAGE = MailWords(subject=Sentence.notice_discreet, words=Sentence.notice_mail, end=Sentence.notice_mail_end)
CODE_TO_CONFIRM = MailWords(subject=Sentence.code_mail_subject, words=Sentence.code_mail, end=Sentence.code_mail_end)


@dataclass(frozen=True, kw_only=True)
class _Outcome:
    """What became of one way. `later` is empty where another try makes no sense."""

    told: bool = False
    later: timedelta | None = None
    #: Whether waiting was our own failure, rather than asked for.
    tried: bool = False


_NO = _Outcome()


class Speaker:
    """Says the house's own sentences in a person's language."""

    def __init__(self, shelf: Shelf, speech: Speech) -> None:
        self._shelf = shelf
        self._speech = speech

    def say(self, key: Sentence, language: str, **values: str) -> str:
        """One sentence."""
        given: dict[str, Value] = {name: Plain(text=value) for name, value in values.items()}
        return self._speech.renderer.render(Phrase(text=self._shelf.newest.sentence(key), values=given), language)

    def signal(self, language: str, *, discreet: bool) -> Signal:
        """That there is a message; where others see the screen not even from whom."""
        text = self.say(Sentence.notice_discreet if discreet else Sentence.notice, language)
        return Signal(text=text, language=language.replace("_", "-"), direction=self._speech.languages.direction(language))

    def letter(self, to: str, about: MailWords, language: str, page_url: str, **values: str) -> Letter:
        """An e-mail in the person's language, with the Dutch beneath. The address of the page stands on a line of its own."""
        languages = [language] if language == DUTCH else [language, DUTCH]
        parts = [[self.say(about.words, each, **values), page_url, self.say(about.end, each)] for each in languages]
        text = "\n\n--\n\n".join("\n\n".join(paragraphs) for paragraphs in parts)
        return Letter(to=to, subject=self.say(about.subject, language), text=f"{text}\n")


class Notifier:
    """Tells people. Each telling is claimed by one process, and marked once it succeeded."""

    def __init__(
        self,
        database: Database,
        speaker: Speaker,
        ways: Ways,
        metrics: Metrics,
        *,
        writer: str,
        page_url: str,
        pulls: Collection[str],
        now: Callable[[], datetime],
    ) -> None:
        """`pulls` names the channels that only show what is fetched; `page_url` is where people read their messages."""
        self._database = database
        self._speaker = speaker
        self._ways = ways
        self._metrics = metrics
        self._writer = writer
        self._page_url = page_url
        self._pulls = tuple(pulls)
        self._now = now
        self._telling: set[asyncio.Task[None]] = set()

    async def tick(self) -> int:
        """Tell whom it is time to tell. Gives how many people."""
        now = self._now()
        async with self._database.writing(Service()) as tx:
            quiet = None if allowed(now) else next_allowed(now, None)
            due = await notices.claim(tx, writer=self._writer, now=now, lease_until=now + LEASE, limit=BATCH, quiet_until=quiet)
        tasks = [asyncio.create_task(self._tell(each)) for each in due]
        self._telling.update(tasks)
        for failure in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(failure, Exception):
                # It stays claimed, and is told once its lease ran out.
                log.error("telling_failed", exc_info=failure)
        self._telling.difference_update(tasks)
        return len(due)

    async def stop(self) -> None:
        """Let what is under way arrive, and cut off the rest."""
        if self._telling:
            _, late = await asyncio.wait(self._telling, timeout=FINISH_WITHIN)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        if self._ways.push is not None:
            await self._ways.push.stop()

    async def cannot_be_reminded(self, tx: Transaction, contact_ids: Collection[int]) -> set[int]:
        """Those of these people to whom no word of a message would come."""
        return await reach.unreachable(tx, contact_ids, pulls=self._pulls, mail=self._ways.mail is not None)

    async def _tell(self, due: Due) -> None:
        async with self._database.reading(Service()) as tx:
            browsers = await subscriptions.of(tx, due.contact_id) if self._ways.push else []
            mailbox = await mail_addresses.of(tx, due.contact_id, now=self._now()) if self._ways.mail else None
        to = mailbox.address if mailbox is not None and mailbox.confirmed else ""
        outcome, way = await self._push(browsers, due.language), "push"
        last = due.attempts >= len(PAUSES)
        if not outcome.told and (outcome.later is None or (last and outcome.tried)) and to:
            outcome, way = await self._mail(to, due.language), "mail"
        await self._keep(due, outcome, way, has_a_way=bool(browsers or to))

    async def _keep(self, due: Due, outcome: _Outcome, way: str, *, has_a_way: bool) -> None:
        now = self._now()
        give_up = outcome.later is None or (outcome.tried and due.attempts >= len(PAUSES))
        status = "told" if outcome.told else "failed" if has_a_way else "nobody"
        self._metrics.notices.labels(way, status if outcome.told or give_up else "later").inc()
        async with self._database.writing(Service()) as tx:
            if outcome.told:
                await notices.settle(tx, due.rows, writer=self._writer, status=status, way=way, now=now)
            elif give_up:
                await notices.settle(tx, due.rows, writer=self._writer, status=status)
            else:
                pause = PAUSES[due.attempts] if outcome.tried else outcome.later or PAUSES[0]
                await notices.put_off(tx, due.rows, writer=self._writer, not_before=now + pause, tried=outcome.tried)

    async def _push(self, browsers: Collection[Subscription], language: str) -> _Outcome:
        """To every browser of the person: one that took it is enough."""
        push = self._ways.push
        if push is None or not browsers:
            return _NO
        sent = [push.push(one.endpoint, one.keys, self._speaker.signal(language, discreet=one.discreet)) for one in browsers]
        outcomes = dict(zip((one.id for one in browsers), await asyncio.gather(*sent), strict=True))
        await self._tidy(outcomes)
        return _summed(outcomes.values())

    async def _tidy(self, outcomes: Mapping[int, Delivery]) -> None:
        """What is gone is forgotten; what can never be sent to as it is, is left alone."""
        gone = [id for id, each in outcomes.items() if each.failure is Failure.unreachable]
        broken = [id for id, each in outcomes.items() if each.failure is Failure.refused]
        if gone or broken:
            async with self._database.writing(Service()) as tx:
                await subscriptions.gone(tx, gone)
                await subscriptions.broken(tx, broken, now=self._now())

    async def _mail(self, to: str, language: str) -> _Outcome:
        if self._ways.mail is None:
            return _NO
        return _summed([await self._ways.mail.send(self._speaker.letter(to, WORD_OF_A_MESSAGE, language, self._page_url))])


def _summed(outcomes: Collection[Delivery]) -> _Outcome:
    """Told where one arrived; else later, where one may still arrive."""
    if any(each.sent for each in outcomes):
        return _Outcome(told=True)
    pauses = [each.retry_after or PAUSES[0] for each in outcomes if each.failure is Failure.slow_down]
    if pauses:
        return _Outcome(later=min(pauses))
    if any(each.failure is Failure.passing for each in outcomes):
        return _Outcome(later=PAUSES[0], tried=True)
    return _NO
