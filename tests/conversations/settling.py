"""Makes somebody at the channel who said before what the head of a transcript says is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count

from furnished import Someone

from bot.main import Bot
from bot.phones import MOST_TRIES, TRIES_WITHIN
from bot.queueing import Queue
from bot.recording import Recorder
from dialogs.engine import day_of
from dialogs.events import ConsentGiven, Ended, Event, FactLearned, HandedOver, LanguageChosen
from dialogs.guides import Known, Person, Phone
from dialogs.library import Library
from dialogs.phrase import Phrase, Plain
from dialogs.state import Answer, State
from dialogs.transcripts import Transcript
from storage import conversations, outbox, phones
from storage.conversations import Held
from storage.database import Service
from storage.outbox import NewMessage
from storage.transactions import Transaction

_others = count(1)


async def settle(bot: Bot, someone: Someone, chat: Transcript) -> None:
    """Keep what is known as the house does: as facts of who said yes to that, else with the talk of a guest."""
    if not chat.facts and "phone" not in {line.split(":")[0] for line in chat.header}:
        return
    now, library = bot.now(), bot.shelf.newest
    async with bot.database.writing(Service()) as tx:
        held = await conversations.begin(tx, channel=someone.channel.name, address=someone.address, language=someone.languages[0], now=now)
        person = Person(facts={name: (Known(value=value, at=now),) for name, value in chat.facts.items()})
        held = replace(held, municipality_code=bot.worlds.municipality_of(person, day_of(now)))
        state = State(answers={name: Answer(value=value, at=now) for name, value in chat.facts.items()})
        recorder = Recorder(tx, library, bot.speech.renderer, now)
        recorded = await recorder.record(held, state, list(_events(library, chat)))
        await _keep(tx, recorded.held, recorded.state, now)
        await _share(tx, bot, recorded.held, chat.phone)


def _events(library: Library, chat: Transcript) -> Iterator[Event]:
    """What was said, and agreed to; the answers of a guest stay with the talk."""
    listed = [(name, value, library.facts[name]) for name, value in chat.facts.items()]
    yield from (FactLearned(fact=name, value=value) for name, value, fact in listed if fact.setting)
    for name, value, fact in listed:
        if fact.kept_as == "language":
            yield LanguageChosen(language=str(value))
        elif fact.kept_as == "consent":
            yield ConsentGiven(purpose=fact.consent or name, yes=value == "yes")
            if fact.consent == "human" and value == "yes":
                yield HandedOver(topic="vraag", reason=Phrase(text="Een vraag van eerder"))
    yield Ended()


async def _share(tx: Transaction, bot: Bot, held: Held, phone: Phone) -> None:
    """Who else uses the phone, and which code counts elsewhere."""
    now = bot.now()
    if phone.label:
        await phones.be_known(tx, held.address_id, held.contact_id, phone.label)
    for other in phone.others:
        companion = await _elsewhere(tx, held, now)
        await phones.be_known(tx, held.address_id, companion.contact_id, other.label or None)
        if other.waiting:
            await _write_to(tx, bot, held, companion)
    if phone.typed_code:
        owner = await _elsewhere(tx, held, now)
        await phones.be_known(tx, owner.address_id, owner.contact_id, phone.code_owner)
        await phones.set_code(tx, owner.contact_id, phone.typed_code, until=now + timedelta(hours=1))
    for _ in range(MOST_TRIES if phone.too_many_codes else 0):
        await phones.tried(tx, held.address_id, now=now, within=TRIES_WITHIN)


async def _elsewhere(tx: Transaction, held: Held, now: datetime) -> Held:
    """Somebody else, who talked before at a phone of their own."""
    other = await conversations.begin(tx, channel=held.channel, address=f"{held.address}-{next(_others)}", language="nl", now=now)
    await _keep(tx, other, State(asking=1), now)
    return other


async def _write_to(tx: Transaction, bot: Bot, held: Held, companion: Held) -> None:
    """A message that waits at this address until somebody else is there."""
    queue = Queue(bot.speech.renderer, bot.speech.languages, "earlier", ())
    content = queue.sentence(Phrase(text="{said}", values={"said": Plain(text="Dag")}), companion)
    row = NewMessage(contact_id=companion.contact_id, address_id=held.address_id, kind="say", content=content)
    await outbox.queue(tx, [row], writer="earlier", lease_until=bot.now(), now=bot.now())


async def _keep(tx: Transaction, held: Held, state: State, now: datetime) -> None:
    await conversations.keep(tx, held, state=state.model_dump_json(), edition=0, heard_at=now, erase_after=None)
