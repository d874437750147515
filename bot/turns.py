"""One message from a person, from the moment it comes in until everything about it is kept."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot import exporting, phones
from bot.arriving import Arrival, read_input
from bot.caseload.caseload import Caseload
from bot.cases import cases, filing
from bot.cases.tapping import Tapping
from bot.checkins.plans import Plans
from bot.exporting import Exporter
from bot.messages import Inbound, Receipt
from bot.metrics import Metrics
from bot.papers import photo_forms
from bot.persons import greeting, known
from bot.queueing import Queue
from bot.recording import REMIND, Recorded, Recorder
from bot.shelf import Shelf
from bot.speech import Speech
from bot.world import Worlds
from dialogs.engine import day_of, take_turn
from dialogs.events import CheckInAnswered, ConsentGiven, Event, FactLearned, FactWithdrawn, Said
from dialogs.guides import Known, Person, Slot
from dialogs.inputs import Called, CaseClosed, Due, Happened, Input, Started
from dialogs.library import Library
from dialogs.phrase import Phrase
from dialogs.sentences import Sentence
from dialogs.state import State
from storage import addresses, contacts, conversations, inbox, invitations
from storage.conversations import Held
from storage.database import Database, Service
from storage.transactions import Transaction

log = logging.getLogger(__name__)

#: A guest's answers are gone after this silence.
GUEST_KEPT = timedelta(hours=24)
#: After these something else may be to come.
PLANNED_FROM = (FactLearned, FactWithdrawn, ConsentGiven, CheckInAnswered)


@dataclass(frozen=True, kw_only=True)
class House:
    """What a turn needs of the rest of the house."""

    database: Database
    shelf: Shelf
    worlds: Worlds
    speech: Speech
    queue: Queue
    plans: Plans
    caseload: Caseload
    metrics: Metrics
    now: Callable[[], datetime]


class Turns:
    """Takes turns: one contact at a time, first kept, then sent."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._tapping = Tapping(house.queue, house.worlds, house.speech.renderer)

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
        arrival, person = await self._talk(tx, inbound, now)
        if (tapped := await self._tapping.tap(tx, arrival, person, now)) is not None:
            return await self._beside(tx, replace(arrival, held=tapped.held), tapped.said, now)
        given = read_input(arrival, self._house.speech, await self._invited(tx, inbound, arrival.held, now))
        if inbound.photo is not None and given == Happened(occasion="photo"):
            await photo_forms.offer(tx, arrival.held, inbound.photo, now)
        if (filed := await filing.file(tx, arrival, given, now)) is not None:
            said = [self._house.queue.about_case(Phrase(text=arrival.library.sentence(key)), arrival.held) for key in filed]
            return await self._beside(tx, arrival, said, now)
        return await self._answer(tx, arrival, person, given, now)

    async def _talk(self, tx: Transaction, inbound: Inbound, now: datetime) -> tuple[Arrival, Person]:
        """Where the talk with who is at this address stands, and what is known about them."""
        held = await self._hold(tx, inbound, now)
        state = State.model_validate_json(held.state) if held.state else State()
        library = await self._house.shelf.library(state.edition) if state.frames else self._house.shelf.newest
        phone = await phones.phone_of(tx, held, inbound.text if inbound.kind == "text" else "", now)
        person = await known(tx, held, library, phone, now)
        return Arrival(inbound=inbound, held=held, state=state, library=library), person

    async def begin(self, tx: Transaction, held: Held, state: State, library: Library, given: Due | CaseClosed, now: datetime) -> Receipt:
        """A check-in, or a case that was closed, begins a turn. The person did nothing yet, so what is said may wait for those who did."""
        person = await known(tx, held, library, await phones.phone_of(tx, held, "", now), now)
        nobody = Inbound(channel=held.channel, address=held.address, update_id="", received_at=now, kind="receipt")
        arrival = Arrival(inbound=nobody, held=held, state=state, library=library)
        return await self._answer(tx, arrival, person, given, now, heard=False)

    async def _answer(
        self, tx: Transaction, arrival: Arrival, person: Person, given: Input, now: datetime, *, came: bool = False, heard: bool = True
    ) -> Receipt:
        """Take the turn, and keep and queue what comes of it.

        `came`: they took the phone over, so what stands on it goes first. `heard`: the person did something.
        """
        inbound, held, state, library = arrival.inbound, arrival.held, arrival.state, arrival.library
        after, events = take_turn(library, self._house.worlds.guides(library), state, person, given, now)
        if inbound.masked:
            events.insert(0, Said(phrase=Phrase(text=library.sentence(Sentence.masked))))
        if came and given != _begun(library):
            events.insert(0, Said(phrase=greeting(library, person)))
        if after.answers != state.answers or any(isinstance(event, FactWithdrawn) for event in events):
            belongs = self._house.worlds.municipality_of(_with(person, after), day_of(now))
            held = replace(held, municipality_code=belongs or held.municipality_code)
        recorded = await Recorder(tx, library, self._house.speech.renderer, now).record(held, after, events)
        if recorded.forgotten:
            return await self._farewell(tx, inbound, held, events, now)
        edition = library.edition if after.frames else 0
        if phones.moves(events) and (receipt := await self._moved(tx, inbound, recorded, edition, now)):
            return receipt
        if exporting.asked(events):
            exporter = Exporter(library, self._house.worlds.guides(library), self._house.speech.renderer, now)
            recorded = replace(recorded, files=(*recorded.files, *await exporter.files(tx, recorded.held, _with(person, after))))
        await self._keep(tx, recorded, edition, now, heard=heard)
        if recorded.held.consents.get(REMIND) and recorded.held.remembered and any(isinstance(event, PLANNED_FROM) for event in events):
            await self._house.plans.after_turn(tx, recorded.held, now)
        if heard:
            await self._house.caseload.after_turn(tx, recorded.held, events, now)
        arrival = replace(arrival, discreet=recorded.held.discreet or held.shared)
        check_in = given.check_in if isinstance(given, Due) else None
        outgoing = await self._house.queue.turn(tx, arrival, recorded, events, now, clear=came, asked=heard, check_in=check_in)
        return Receipt(new=True, outgoing=tuple(outgoing))

    async def _beside(self, tx: Transaction, arrival: Arrival, contents: Sequence[Mapping[str, Any]], now: datetime) -> Receipt:
        """What was typed or tapped is for a human, who hears of it; the dialog stays where it is."""
        recorded = Recorded(held=arrival.held, state=arrival.state)
        await self._keep(tx, recorded, arrival.library.edition if arrival.state.frames else 0, now)
        await self._house.caseload.after_turn(tx, recorded.held, (), now)
        return Receipt(new=True, outgoing=tuple(await self._house.queue.queue(tx, recorded, contents, now)))

    async def _moved(self, tx: Transaction, inbound: Inbound, recorded: Recorded, edition: int, now: datetime) -> Receipt | None:
        """Somebody else is at the phone now: nothing more is said to who was there, and the other is greeted. None: nobody else is."""
        before = recorded.held.contact_id
        if await phones.is_there(tx, recorded.held):
            return None
        if await contacts.is_there(tx, before):
            await self._keep(tx, recorded, edition, now)
        # What was typed is of who left.
        inbound = replace(inbound, kind="receipt", text="", data="", payload="", masked=(), languages=(recorded.held.language,))
        arrival, person = await self._talk(tx, inbound, now)
        given: Input = Called(word="menu") if arrival.held.state else _begun(arrival.library)
        return await self._answer(tx, arrival, person, given, now, came=True)

    async def _hold(self, tx: Transaction, inbound: Inbound, now: datetime) -> Held:
        held = await conversations.hold(tx, channel=inbound.channel, address=inbound.address)
        if held is None:
            language = self._house.speech.languages.best(inbound.languages)
            held = await conversations.begin(tx, channel=inbound.channel, address=inbound.address, language=language, now=now)
        if held.unreachable:
            await addresses.reachable(tx, held.address_id)
        return held

    async def _invited(self, tx: Transaction, inbound: Inbound, held: Held, now: datetime) -> Mapping[str, Slot]:
        """What an invitation says of the person: the place of the municipality that gave it."""
        if not inbound.payload:
            return {}
        invitation = await invitations.use(tx, inbound.payload, now=now, contact_id=held.contact_id)
        return self._house.worlds.invited(invitation.place) if invitation else {}

    async def _keep(self, tx: Transaction, recorded: Recorded, edition: int, now: datetime, *, heard: bool = True) -> None:
        held = recorded.held
        await conversations.keep(
            tx,
            held,
            state=recorded.state.model_dump_json(),
            edition=edition,
            asking=recorded.state.question.asking if recorded.state.question else 0,
            heard_at=now if heard else None,
            erase_after=None if held.remembered or await cases.is_open(tx, held) else now + GUEST_KEPT,
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
    said = {name: (Known(value=answer.value, at=answer.at, by=answer.by),) for name, answer in state.answers.items()}
    return replace(person, facts={**person.facts, **said})


def _begun(library: Library) -> Input:
    """The beginning for somebody new."""
    return Started(script=library.welcome or "")
