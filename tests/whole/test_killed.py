"""The process dies at the worst moments; started again it owes nobody an answer, and repeats only what it could not know was sent."""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from collections.abc import Sequence

import pytest
from botapi.chat import Chat
from botapi.server import BotApi
from phone import PATIENCE
from service import Service
from sqlalchemy import select

from bot.keys import key_ring
from bot.settings import Settings
from storage.database import Database
from storage.database import Service as Everything
from storage.tables import addresses, messages_out

#: Longer than any test: whoever is held up by it is dead before it ends.
FOREVER = 60.0
QUIET = 1.0
CHATS = 10
#: Seconds at most from the first word of a round to the kill.
MOMENT = 0.5
#: Seconds in which what was sent is written down, also on a busy machine; what is sent later than that before a kill may come again.
MARKED_WITHIN = 0.5


async def kept(api: BotApi, update: int) -> None:
    """Wait until the bot asks for what comes after this update: then it has committed what it does with it."""
    async with asyncio.timeout(PATIENCE):
        while api.called("getUpdates")[-1]["offset"] <= update:  # noqa: ASYNC110 - the server rings no bell for calls
            await asyncio.sleep(0.01)


async def test_killed_between_commit_and_send_it_sends_after_the_start_and_once(polling: Service, api: BotApi) -> None:
    before, meanwhile = api.person(), api.person()
    api.trouble("sendMessage", late=FOREVER, status=502)
    await kept(api, await before.says("/start"))
    await polling.kill()
    assert before.screen() == []
    await meanwhile.says("/start")
    api.calm()
    await polling.start()
    for person in (before, meanwhile):
        await person.sees()
    await asyncio.sleep(QUIET)
    assert [len(person.screen()) for person in (before, meanwhile)] == [1, 1]


@pytest.mark.parametrize("rounds", [4, pytest.param(20, marks=pytest.mark.long)])
async def test_killed_again_and_again_while_many_talk_no_answer_is_lost(polling: Service, api: BotApi, rounds: int) -> None:
    chance = random.Random(rounds)
    people = [api.person() for _ in range(CHATS)]
    #: By person, what came in the last moment before each kill.
    moments: defaultdict[int, list[range]] = defaultdict(list)
    for _ in range(rounds):
        began = [api.world.rooms[person.id].last_id for person in people]
        await asyncio.sleep(MARKED_WITHIN)
        await all_say(people, "/start")
        await asyncio.sleep(MOMENT * chance.random())
        await polling.kill()
        for person, last in zip(people, began, strict=True):
            moments[person.id].append(range(last + 1, api.world.rooms[person.id].last_id + 1))
        await polling.start()
    await all_say(people, "/start")
    # Each beginning is answered with the open question, also when several come in a flurry.
    owed = rounds + 1
    answers = await all_sent(polling, CHATS * owed)
    repeated = 0
    for person in people:
        rows, shown = answers[person.id], {seen.id for seen in person.screen()}
        assert len(rows) == owed, "every update was answered once in the memory"
        assert set(rows) <= shown, "every answer arrived"
        twice = shown - set(rows)
        assert all(any(number in moment for moment in moments[person.id]) for number in twice), "only the last moment comes again"
        repeated += len(twice)
    print(f"\n{rounds} kills, {CHATS * (rounds + 1)} updates: nothing lost, {repeated} messages came twice")


async def all_say(people: Sequence[Chat], words: str) -> None:
    for person in people:
        await person.says(words)


async def all_sent(service: Service, owed: int) -> dict[int, list[int]]:
    """By person, the numbers that the memory has of the messages to them, once all that is owed was sent."""
    row = messages_out.c
    query = select(addresses.c.address, row.status, row.channel_message_id).join(addresses, addresses.c.id == row.address_id)
    settings = Settings(_env_file=None, database_url=service.settings["database_url"])  # type: ignore[call-arg]
    database = Database(settings.database_url, key_ring(settings), "looking on")
    try:
        async with asyncio.timeout(3 * PATIENCE):
            while True:
                async with database.reading(Everything()) as tx:
                    rows = (await tx.execute(query)).all()
                if len(rows) >= owed and all(status == "sent" for _, status, _ in rows):
                    break
                await asyncio.sleep(0.2)
    finally:
        await database.stop()
    numbers: defaultdict[int, list[int]] = defaultdict(list)
    for address, _, number in rows:
        numbers[int(address)].append(int(number))
    return numbers
