"""Taps on buttons of the municipality: they work beside whatever is open with the bot, and are filed in the person's case."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.arriving import Arrival
from bot.cases.appointing import APPOINTMENT, WORDS, Appointing, Words
from bot.language.render import Renderer
from bot.queueing import Queue
from bot.world import Worlds
from dialogs.days import day_of
from dialogs.guides import Person
from dialogs.phrase import Phrase, Value
from storage import asking, casework, consents, handling
from storage.conversations import Held
from storage.transactions import Transaction

#: What a button of the municipality sends back: a letter for what it belongs to, its number, and which button it is.
QUESTION = "q"
_DATA = re.compile(r"(?P<kind>[a-z])(?P<id>[0-9]{1,15}):(?P<index>[0-9]{1,2})")


def data_of(kind: str, id: int, index: int) -> str:
    """What a button sends back."""
    return f"{kind}{id}:{index}"


@dataclass(frozen=True, kw_only=True)
class Tapped:
    """What a tap came to."""

    #: The person, with what they agreed to by it.
    held: Held
    #: The contents of what is said to them.
    said: Sequence[dict[str, Any]]


class Tapping:
    """Answers taps. What is open with the bot stays as it is."""

    def __init__(self, queue: Queue, worlds: Worlds, renderer: Renderer) -> None:
        self._queue = queue
        self._worlds = worlds
        self._appointing = Appointing(queue, renderer)

    async def tap(self, tx: Transaction, arrival: Arrival, person: Person, now: datetime) -> Tapped | None:
        """What comes of it; None where the button is none of the municipality's."""
        found = _DATA.fullmatch(arrival.inbound.data) if arrival.inbound.kind == "button" else None
        if found is None:
            return None
        id, index = int(found["id"]), int(found["index"])
        if found["kind"] == QUESTION:
            return await self._question(tx, arrival, id, index, now)
        if found["kind"] == APPOINTMENT:
            words = Words(knowledge=self._worlds.world.knowledge, today=day_of(now))
            said = await self._appointing.tap(tx, arrival, person, id, index, words, now)
            return Tapped(held=arrival.held, said=said if said is not None else [self._said(arrival, "over", now)])
        return None

    async def _question(self, tx: Transaction, arrival: Arrival, id: int, index: int, now: datetime) -> Tapped:
        """One of the ready answers. A second tap changes nothing, and one on somebody else's question neither."""
        held, asked = arrival.held, await asking.one(tx, id)
        if asked is None or asked.contact_id != held.contact_id or asked.over or index >= len(asked.phrases) - 1:
            return Tapped(held=held, said=[self._said(arrival, "over", now)])
        question, *answers = (Phrase.model_validate(phrase) for phrase in asked.phrases)
        if not await asking.choose(tx, id, index, now=now):
            return Tapped(held=held, said=[self._said(arrival, "before", now, antwoord=answers[asked.chosen or 0])])
        await handling.wake(tx, asked.case_id, today=day_of(now))
        if asked.grants:
            held = await self._agreed(tx, arrival, asked.grants, index == 0, now)
            if index != 0:
                await casework.decline(tx, asked.case_id, now=now)
        shown = self._queue.tapped(held, arrival.inbound.message_id, question, answers[index])
        return Tapped(held=held, said=[*shown, self._said(arrival, "received", now)])

    async def _agreed(self, tx: Transaction, arrival: Arrival, purpose: str, yes: bool, now: datetime) -> Held:
        """The answer is a yes or a no to a purpose, and is proven like any other."""
        held = arrival.held
        await consents.give(tx, held.contact_id, purpose=purpose, yes=yes, edition=arrival.library.edition, at=now)
        return replace(held, consents={**held.consents, purpose: yes})

    def _said(self, arrival: Arrival, key: str, now: datetime, **values: Value) -> dict[str, Any]:
        return self._queue.sentence(self._worlds.world.knowledge.sentence(WORDS + key, day_of(now), **values), arrival.held)
