"""What comes by itself, in the hands of staff: when it is to come, and what they ask for again."""

from __future__ import annotations

from datetime import timedelta

from colleague import Colleague
from followed import followed
from sqlalchemy import select, update

from bot.main import Bot
from dialogs.days import day_of
from storage.database import Service
from storage.tables import check_ins, contacts

BEGUN = {"wet_brief": "wi2013", "les_status": "begonnen"}


async def planned(bot: Bot, zwolle: Colleague) -> str:
    """The address of the page of somebody for whom a coordinator planned one."""
    here = f"/console/people/{await followed(bot, BEGUN)}"
    assert await zwolle.post(f"{here}/check-ins", plan="lessen_eerst", day=in_days(bot, 9)) == f"{here}?done=planned"
    return here


def in_days(bot: Bot, days: int) -> str:
    return (day_of(bot.now()) + timedelta(days=days)).isoformat()


async def test_during_a_pause_it_is_shown_for_the_end_of_the_pause(any_bot: Bot, zwolle: Colleague) -> None:
    here = await planned(any_bot, zwolle)
    assert "2 december" in await zwolle.get(here)
    async with any_bot.database.writing(Service()) as tx:
        await tx.execute(update(contacts).values(paused_until=any_bot.now() + timedelta(days=30)))
    page = await zwolle.get(here)
    assert "2 december" not in page
    assert page.count("23 december") == 2


async def test_one_that_is_asked_for_later_is_shown_for_the_day_on_which_it_comes_again(any_bot: Bot, zwolle: Colleague) -> None:
    here = await planned(any_bot, zwolle)
    async with any_bot.database.writing(Service()) as tx:
        await tx.execute(update(check_ins).values(sent_at=any_bot.now()))
    assert "2 december" in await zwolle.get(here)


async def test_what_came_already_can_be_asked_once_more(any_bot: Bot, zwolle: Colleague) -> None:
    here = await planned(any_bot, zwolle)
    async with any_bot.database.writing(Service()) as tx:
        await tx.execute(update(check_ins).values(status="sent"))
    assert await zwolle.post(f"{here}/check-ins", plan="lessen_eerst", day=in_days(any_bot, 9)) == f"{here}?done=planned"
    async with any_bot.database.reading(Service()) as tx:
        assert sorted((await tx.execute(select(check_ins.c.status))).scalars()) == ["planned", "sent"]
