"""The planning of a night goes through everybody: one of whom nothing can be worked out stops nobody else's."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import cast

from crowds import gather_crowd
from furnished import HandClock
from reminded import TUESDAY, at, rows
from sqlalchemy import select

from bot.checkins.plans import Plans
from bot.commands.previewing import Draft
from bot.main import Bot
from bot.world import Worlds
from dialogs.guides import Advice, Guide, Request, Row
from dialogs.library import Library
from storage import facts
from storage.conversations import hold_person
from storage.database import Service
from storage.tables import cases, contacts
from storage.tables import check_ins as table


class Watched:
    """A guide of which is told when it is asked."""

    def __init__(self, guide: Guide, asked: Callable[[Request], object]) -> None:
        self._guide, self._asked = guide, asked
        self.signature = guide.signature

    def consult(self, request: Request) -> Advice:
        self._asked(request)
        return self._guide.consult(request)

    def describe(self, request: Request, value: str, keys: Sequence[str]) -> Mapping[str, Row]:
        return self._guide.describe(request, value, keys)


class WatchedWorld:
    """The world, with guides that are watched."""

    def __init__(self, bot: Bot, asked: Callable[[Request], object]) -> None:
        self._bot, self._asked = bot, asked

    def guides(self, library: Library) -> Mapping[str, Guide]:
        return {name: Watched(guide, self._asked) for name, guide in self._bot.worlds.guides(library).items()}


def plans_of(bot: Bot, asked: Callable[[Request], object]) -> Plans:
    return Plans(bot.shelf, cast(Worlds, WatchedWorld(bot, asked)), ())


async def planned(bot: Bot, asked: Callable[[Request], object]) -> None:
    await plans_of(bot, asked).everybody(bot.database, bot.now())


def stumbles(request: Request) -> None:
    if request.person.value("beroep") == "over":
        raise ZeroDivisionError("made up for a test")


async def test_one_over_whom_the_planning_stumbles_stops_nobody_else(bot: Bot, hand_clock: HandClock) -> None:
    hand_clock.time = at(TUESDAY, 11)
    await gather_crowd(bot.database, "fake", ["first", "second", "third"], now=bot.now(), due_at=None)
    async with bot.database.writing(Service()) as tx:
        ids = list((await tx.execute(select(contacts.c.id).order_by(contacts.c.id))).scalars())
        for id in ids:
            await facts.learn(tx, id, {"examen_datum": "2027-02-10", "aangemeld_examen": "KNM"}, at=bot.now())
        await facts.learn(tx, ids[1], {"beroep": "over"}, at=bot.now())
    await planned(bot, stumbles)
    async with bot.database.reading(Service()) as tx:
        assert set((await tx.execute(select(table.c.contact_id))).scalars()) == {ids[0], ids[2]}
        assert len((await tx.execute(select(cases).where(cases.c.contact_id.is_(None)))).all()) == 1, "somebody technical is told"


async def test_while_everybody_is_planned_those_who_talk_go_in_between(bot: Bot, hand_clock: HandClock) -> None:
    crowd, heard = [f"phone {number}" for number in range(40)], list[int]()
    await gather_crowd(bot.database, "fake", crowd, now=bot.now(), due_at=None)
    turns = 0

    async def talks() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0)
            turns += 1

    talking = asyncio.create_task(talks())
    await planned(bot, lambda request: heard.append(turns))
    talking.cancel()
    assert len(set(heard)) == len(crowd)


async def test_a_turn_of_somebody_over_whom_the_planning_stumbles_goes_on(bot: Bot, contact: int) -> None:
    """What they said is kept; their check-ins stay as they are until the night that can work them out."""
    before = await rows(bot)
    async with bot.database.writing(Service()) as tx:
        await facts.learn(tx, contact, {"beroep": "over", "examen_datum": "2027-02-10"}, at=bot.now())
        held = await hold_person(tx, contact)
        assert held is not None
        await plans_of(bot, stumbles).after_turn(tx, held, bot.now())
    assert await rows(bot) == before != []


async def test_what_a_new_edition_says_cannot_wait_waits_no_more(bot: Bot, contact: int) -> None:
    """Rows that are there already learn it too, and so does what is no longer a deadline."""
    await bot.checkins.plan()
    plans = {name: plan.model_copy(update={"deadline": not plan.deadline}) for name, plan in bot.shelf.newest.checkins.items()}
    changed = replace(bot.shelf.newest, checkins=plans)
    before = {row.id: row.deadline for row in await rows(bot)}
    await Plans(Draft(changed), bot.worlds, ()).everybody(bot.database, bot.now())
    assert {row.id: row.deadline for row in await rows(bot)} == {id: not deadline for id, deadline in before.items()}
