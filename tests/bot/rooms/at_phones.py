"""Persons at phones, as the tests about them need them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from furnished import Someone
from sqlalchemy import select

from bot.main import Bot
from bot.messages import Outgoing
from dialogs.state import State
from storage import facts as facts_kept
from storage.conversations import hold, keep
from storage.database import Service
from storage.tables import addresses, conversations

STAR = "🌻"
#: What only the first person says: their town, their level, their name for themselves.
OF_THE_FIRST = ("Zwolle", "ander_schrift", "andere letters")


async def answers(someone: Someone) -> None:
    """The first person: remembered, with a few answers, which stand on the screen."""
    await someone.begins()
    await chooses(someone, "nl")
    async with someone.bot.database.writing(Service()) as tx:
        held = await hold(tx, channel=someone.channel.name, address=someone.address)
        assert held is not None
        await facts_kept.learn(tx, held.contact_id, {"woonplaats": "GM0193/Zwolle", "leest": "ander_schrift"}, at=someone.bot.now())
        held = replace(held, remembered=True, consents={"remember": True})
        await keep(tx, held, state=held.state or "", edition=held.edition, heard_at=someone.bot.now(), erase_after=None)
    said = await someone.calls("my_data")
    assert "Zwolle" in said[0].text
    await chooses(someone, "niets")


async def takes_name(someone: Someone) -> None:
    await someone.calls("wie")
    await someone.taps("Ik kies een naam", "Bloem")


async def there(bot: Bot, channel: str = "fake", address: str = "1001") -> int | None:
    async with bot.database.reading(Service()) as tx:
        found = (await tx.execute(select(addresses.c.contact_id, addresses.c.channel, addresses.c.address))).all()
    return next(row.contact_id for row in found if (row.channel, row.address) == (channel, address))


async def chooses(someone: Someone, value: str) -> list[Outgoing]:
    """Press the button of the open question that stands for this value, whatever its words are."""
    contact = await there(someone.bot, someone.channel.name, someone.address)
    async with someone.bot.database.reading(Service()) as tx:
        kept = (await tx.execute(select(conversations.c.state).where(conversations.c.contact_id == contact))).scalar_one()
    question = State.model_validate_json(kept).question
    assert question is not None
    index = next(index for index, option in enumerate(question.options) if option.value == value)
    return await someone.gives(someone.inbound("button", data=f"{question.asking}:{index}", message_id="5"))


def words_in(row: dict[str, Any]) -> str:
    return json.dumps(row, default=str, ensure_ascii=False)
