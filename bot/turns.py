"""One message from a person, from the moment it comes in until everything about it is kept."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot import cases
from bot.arriving import Arrival, read_input
from bot.messages import Inbound, Receipt
from bot.metrics import Metrics
from bot.persons import known
from bot.queueing import Queue
from bot.recording import Recorded, Recorder
from bot.shelf import Shelf
from bot.speech import Speech
from bot.world import Worlds
from dialogs.engine import day_of, take_turn
from dialogs.events import Event, FactWithdrawn, Said
from dialogs.guides import Known, Person, Slot
from dialogs.phrase import Phrase
from dialogs.sentences import Sentence
from dialogs.state import State
from storage import addresses, conversations, inbox, invitations
from storage.conversations import Held
from storage.database import Database, Service
from storage.transactions import Transaction

log = logging.getLogger(__name__)

#: A guest's answers are gone after this silence.
GUEST_KEPT = timedelta(hours=24)


@dataclass(frozen=True, kw_only=True)
class House:
    """What a turn needs of the rest of the house."""

    database: Database
    shelf: Shelf
    worlds: Worlds
    speech: Speech
    queue: Queue
    metrics: Metrics
    now: Callable[[], datetime]


class Turns:
    """Takes turns: one contact at a time, first kept, then sent."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def receive(self, inbound: Inbound) -> Receipt:
        """Take one update. Returns after the commit.

        A turn that raises is rolled back; a second transaction keeps the update, an apology and a technical case. Only when that
        fails too does this raise, and the update must not be acknowledged.
        """
        begun = time.perf_counter()
        now = self._house.now()
        try:
            async with self._house.database.writing(Service()) as tx:
                receipt = await self._turn(tx, inbound, now)
        except Exception:
            log.exception("turn_failed", extra={"channel": inbound.channel, "kind": inbound.kind})
            self._house.metrics.poisoned.inc()
            async with self._house.database.writing(Service()) as tx:
                receipt = await self._apologise(tx, inbound, now)
        self._house.metrics.seconds.observe(time.perf_counter() - begun)
        return receipt

    async def _turn(self, tx: Transaction, inbound: Inbound, now: datetime) -> Receipt:
        if await inbox.remember(tx, channel=inbound.channel, update_id=inbound.update_id, now=now) is None:
            self._house.metrics.repeats.labels(inbound.channel).inc()
            return Receipt(new=False)
        self._house.metrics.turns.labels(inbound.channel, inbound.kind).inc()
        if inbound.kind == "blocked":
            await addresses.unreachable(tx, channel=inbound.channel, address=inbound.address, now=now)
            return Receipt(new=True)
        held = await self._hold(tx, inbound, now)
        state = State.model_validate_json(held.state) if held.state else State()
        library = await self._house.shelf.library(state.edition) if state.frames else self._house.shelf.newest
        guides = self._house.worlds.guides(library)
        person = await known(tx, held, library, now)
        arrival = Arrival(inbound=inbound, held=held, state=state, library=library)
        given = read_input(arrival, self._house.speech, await self._invited(tx, inbound, now))
        after, events = take_turn(library, guides, state, person, given, now)
        if inbound.masked:
            events.insert(0, Said(phrase=Phrase(text=library.sentence(Sentence.masked))))
        if after.answers != state.answers or any(isinstance(event, FactWithdrawn) for event in events):
            belongs = self._house.worlds.municipality_of(_with(person, after), day_of(now))
            held = replace(held, municipality_code=belongs or held.municipality_code)
        recorded = await Recorder(tx, library, self._house.speech.renderer, now).record(held, after, events)
        if recorded.forgotten:
            return await self._farewell(tx, inbound, held, events, now)
        await self._keep(tx, recorded, library.edition if after.frames else 0, now)
        outgoing = await self._house.queue.turn(tx, arrival, recorded, events, now)
        return Receipt(new=True, outgoing=tuple(outgoing))

    async def _hold(self, tx: Transaction, inbound: Inbound, now: datetime) -> Held:
        held = await conversations.hold(tx, channel=inbound.channel, address=inbound.address)
        if held is None:
            language = self._house.speech.languages.best(inbound.languages)
            held = await conversations.begin(tx, channel=inbound.channel, address=inbound.address, language=language, now=now)
        if held.unreachable:
            await addresses.reachable(tx, held.address_id)
        return held

    async def _invited(self, tx: Transaction, inbound: Inbound, now: datetime) -> Mapping[str, Slot]:
        """What an invitation says of the person: the place of the municipality that gave it."""
        if not inbound.payload:
            return {}
        invitation = await invitations.use(tx, inbound.payload, now=now)
        return self._house.worlds.invited(invitation.place) if invitation else {}

    async def _keep(self, tx: Transaction, recorded: Recorded, edition: int, now: datetime) -> None:
        held = recorded.held
        await conversations.keep(
            tx,
            held,
            state=recorded.state.model_dump_json(),
            edition=edition,
            now=now,
            erase_after=None if held.remembered or held.consents.get("human") else now + GUEST_KEPT,
        )

    async def _farewell(self, tx: Transaction, inbound: Inbound, held: Held, events: list[Event], now: datetime) -> Receipt:
        """The last words to somebody of whom nothing is kept: said once, from a new and empty conversation."""
        language = held.language
        held = await conversations.begin(tx, channel=inbound.channel, address=inbound.address, language=language, now=now)
        arrival = Arrival(inbound=inbound, held=held, state=State(), library=self._house.shelf.newest)
        recorded = Recorded(held=held, state=State())
        await self._keep(tx, recorded, 0, now)
        outgoing = await self._house.queue.turn(tx, arrival, recorded, events, now)
        return Receipt(new=True, outgoing=tuple(outgoing))

    async def _apologise(self, tx: Transaction, inbound: Inbound, now: datetime) -> Receipt:
        """Our fault: the update is remembered, somebody technical is told, and the person hears that we are sorry."""
        if await inbox.remember(tx, channel=inbound.channel, update_id=inbound.update_id, now=now, poisoned=True) is None:
            return Receipt(new=False)
        held = await self._hold(tx, inbound, now)
        await cases.open_technical(tx, reason=f"{inbound.channel} {inbound.update_id}", now=now)
        recorded = Recorded(held=held, state=State())
        sorry = Phrase(text=self._house.shelf.newest.sentence(Sentence.sorry))
        outgoing = await self._house.queue.queue(tx, recorded, [self._house.queue.sentence(sorry, held)], now)
        return Receipt(new=True, outgoing=tuple(outgoing))


def _with(person: Person, state: State) -> Person:
    """The person with what was said in this conversation."""
    said = {name: (Known(value=answer.value, at=answer.at),) for name, answer in state.answers.items()}
    return Person(facts={**person.facts, **said})
