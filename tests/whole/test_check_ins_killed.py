"""Hundreds of check-ins are due, and processes die or lose their database in the middle: each one comes, and comes once."""

from __future__ import annotations

import asyncio
import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
from botapi.server import BotApi
from crossing import Crossing
from crowds import gather_crowd
from service import ROOT, Service
from sqlalchemy import func, make_url, select, text

from bot.keys import key_ring
from bot.settings import Settings
from dialogs.days import HOME
from storage.database import Database
from storage.database import Service as Everything
from storage.sealing import new_key
from storage.tables import check_ins, messages_out

FEW, MANY = 200, 3_000
KEY = new_key()
#: Longer than any test.
FOREVER = 600.0
#: Seconds in which what was sent is written down, also on a busy machine; what is sent later than that before a kill may come again.
MARKED_WITHIN = 0.5
#: Seconds that a process holds what it took.
LEASE = 8.0
SWEEP, TICK = 0.5, 0.5
PAUSE = 0.1

sizes = pytest.mark.parametrize("many", [FEW, pytest.param(MANY, marks=pytest.mark.long)])


def at_noon() -> float:
    """Seconds from now to noon of a Tuesday in the Netherlands: at night nothing comes by itself."""
    now = datetime.now(UTC)
    tuesday = now + timedelta(days=(1 - now.weekday()) % 7 + 7)
    noon = tuesday.astimezone(HOME).replace(hour=12, minute=0, second=0)
    return (noon - now).total_seconds()


class Town:
    """A crowd on a Bot API server, its memory, and any number of processes that serve it."""

    def __init__(self, folder: Path, api: BotApi, url: str, many: int) -> None:
        self.api = api
        self.many = many
        self.shift = at_noon()
        self.phones = [api.person() for _ in range(many)]
        self.services: list[Service] = []
        self._folder = folder
        self._url = url
        self._settings = Settings(_env_file=None, database_url=url, secret_key=KEY)  # type: ignore[call-arg]

    @asynccontextmanager
    async def memory(self) -> AsyncIterator[Database]:
        database = Database(self._settings.database_url, key_ring(self._settings), "looking on")
        try:
            yield database
        finally:
            await database.stop()

    async def settle(self) -> None:
        """Everybody has a check-in that is due."""
        now = datetime.now(UTC) + timedelta(seconds=self.shift)
        async with self.memory() as database:
            phones = [str(phone.id) for phone in self.phones]
            await gather_crowd(database, "telegram", phones, now=now, due_at=now - timedelta(minutes=5))

    def service(self, *, webhook: bool = False, url: str = "") -> Service:
        """One more process; not started yet."""
        program = (str(ROOT / "tests/whole/elsewhen.py"), *map(str, (self.shift, SWEEP, TICK, LEASE)))
        telegram = {"telegram_token": self.api.token, "telegram_api_url": self.api.url, "telegram_rate": "500"}
        # Made-up schools would only make the start longer.
        memory = {"database_url": url or self._url, "secret_key": KEY, "mode": "production"}
        service = Service(
            self._folder / f"process{len(self.services)}", webhook=webhook, command=program, log_level="WARNING", **telegram, **memory
        )
        self.services.append(service)
        return service

    def came(self) -> Counter[tuple[int, str]]:
        """How often each message stands on each screen."""
        return Counter((phone.id, seen.text) for phone in self.phones for seen in phone.screen())

    async def begun(self, least: int) -> None:
        """Wait until so many messages came."""
        await until(lambda: self.came().total() >= least)

    async def all_sent(self) -> int:
        """Wait until everything is sent; how many messages the memory has for them."""
        row = messages_out.c
        async with self.memory() as database:
            async with asyncio.timeout(FOREVER):
                while True:
                    async with database.reading(Everything()) as tx:
                        started = (await tx.execute(select(func.count()).where(check_ins.c.status == "sent"))).scalar_one()
                        unsent = (await tx.execute(select(func.count()).where(row.status != "sent"))).scalar_one()
                        rows = (await tx.execute(select(func.count(), func.count(row.contact_id.distinct())))).one()
                    if started == self.many and not unsent:
                        break
                    await asyncio.sleep(PAUSE)
        assert rows[1] == self.many
        return int(rows[0])

    async def claimed(self) -> int:
        """How many check-ins are claimed and not started."""
        async with self.memory() as database, database.reading(Everything()) as tx:
            return int((await tx.execute(select(func.count()).where(check_ins.c.status == "claimed"))).scalar_one())

    async def twice(self, excused: Counter[tuple[int, str]]) -> int:
        """Everything came, and nothing twice but these; how many did."""
        owed = await self.all_sent()
        await asyncio.sleep(2 * SWEEP)
        came = self.came()
        assert len(came) == owed, "every message that the memory has arrived"
        again = {message for message, times in came.items() if times > 1}
        assert again <= set(excused), "only what was sent in the last moment before a kill comes again"
        return came.total() - len(came)


async def until(holds: Callable[[], bool], *, within: float = 60.0) -> None:
    async with asyncio.timeout(within):
        while not holds():  # noqa: ASYNC110 - nobody rings a bell
            await asyncio.sleep(0.01)


Build = Callable[..., Awaitable[Town]]


@pytest.fixture
async def build(tmp_path: Path, furnished: Path, api: BotApi) -> AsyncIterator[Build]:
    """Makes a town, on SQLite or on the PostgreSQL at this address."""
    towns: list[Town] = []

    async def make(many: int, url: str = "", *, settled: bool = True) -> Town:
        if not url:
            shutil.copytree(furnished, tmp_path / "memory", ignore=shutil.ignore_patterns("*.log"))
            url = f"sqlite:///{tmp_path}/memory/wegwijzer.sqlite3"
        town = Town(tmp_path, api, url, many)
        if settled:
            await town.settle()
        towns.append(town)
        return town

    yield make
    for town in towns:
        for service in town.services:
            await service.kill()


@sizes
async def test_killed_with_some_claimed_and_some_on_their_way_each_comes_once(build: Build, api: BotApi, many: int) -> None:
    town = await build(many)
    service = town.service()
    api.trouble("sendMessage", times=many, late=FOREVER, status=502)
    await service.start()
    await until(lambda: len(api.called("getUpdates")) > 0)
    while not await stuck(town):
        pass
    claimed = await town.claimed()
    await service.kill()
    assert claimed > 0
    assert town.came() == Counter()
    api.calm()
    await service.start()
    assert await town.twice(Counter()) == 0
    print(f"\n{many} due, killed with {claimed} claimed and the others on their way: each came once")


async def stuck(town: Town) -> bool:
    """The way is full, and nothing more is started."""
    before = await town.claimed()
    await asyncio.sleep(1.0)
    return 0 < before == await town.claimed() < town.many


@pytest.mark.parametrize(("many", "rounds"), [(FEW, 2), pytest.param(MANY, 12, marks=pytest.mark.long)])
async def test_killed_at_any_moment_again_and_again_each_comes_and_nearly_none_twice(build: Build, many: int, rounds: int) -> None:
    chance, town = random.Random(rounds), await build(many)
    service = town.service()
    excused: Counter[tuple[int, str]] = Counter()
    for done in range(rounds):
        await service.start()
        await town.begun(many * done // rounds + 1)
        await asyncio.sleep(chance.random())
        before = town.came()
        await asyncio.sleep(MARKED_WITHIN)
        await service.kill()
        excused += town.came() - before
    await service.start()
    twice = await town.twice(excused)
    print(f"\n{many} due, {rounds} kills at random moments: nothing lost, {twice} messages came twice")


#: Writing that a check-in was sent takes long: then a kill is in the middle of the transaction.
SLOW = (
    "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(3); RETURN NEW; END $$",
    "CREATE TRIGGER slow BEFORE UPDATE ON check_in FOR EACH ROW WHEN (NEW.status = 'sent') EXECUTE FUNCTION slow()",
)


@pytest.mark.postgres
async def test_killed_in_the_middle_of_the_transaction_nothing_was_said_and_it_comes_once(build: Build, postgres_url: str) -> None:
    town = await build(40, postgres_url)
    async with town.memory() as database, database.writing(Everything()) as tx:
        for statement in SLOW:
            await tx.execute(text(statement))
    service = town.service()
    await service.start()
    while not await town.claimed():
        pass
    await asyncio.sleep(1.0)
    await service.kill()
    assert town.came() == Counter()
    async with town.memory() as database, database.writing(Everything()) as tx:
        await tx.execute(text("DROP TRIGGER slow ON check_in"))
    await service.start()
    assert await town.twice(Counter()) == 0


@pytest.mark.postgres
@pytest.mark.parametrize(("many", "processes"), [(FEW, 2), pytest.param(MANY, 3, marks=pytest.mark.long)])
async def test_one_of_several_processes_is_killed_and_the_others_do_its_part(
    build: Build, postgres_url: str, many: int, processes: int
) -> None:
    town = await build(many, postgres_url, settled=False)
    first, *others = (town.service(webhook=True) for _ in range(processes))
    for each in (first, *others):
        await each.start()
    await town.settle()
    await town.begun(1)
    before = town.came()
    await asyncio.sleep(MARKED_WITHIN)
    await first.kill()
    excused = town.came() - before
    left = many - len({phone for phone, _ in town.came()})
    assert left > 0
    twice = await town.twice(excused)
    print(f"\n{many} due, one of {processes} processes killed with {left} to come: nothing lost, {twice} messages came twice")


@pytest.mark.postgres
@pytest.mark.parametrize(("many", "seconds"), [(FEW, 5.0), pytest.param(MANY, 60.0, marks=pytest.mark.long)])
async def test_while_the_database_is_away_the_service_lives_and_says_so_and_goes_on_afterwards(
    build: Build, postgres_url: str, many: int, seconds: float
) -> None:
    town = await build(many, postgres_url)
    crossing = Crossing(make_url(postgres_url).port or 5432)
    await crossing.mend()
    service = town.service(url=make_url(postgres_url).set(port=crossing.port).render_as_string(hide_password=False))
    try:
        await service.start()
        await town.begun(1)
        await crossing.cut()
        said = await wrong(service)
        await asyncio.sleep(seconds)
        assert said == await wrong(service) != {}
        await crossing.mend()
        assert await town.twice(Counter()) == 0
        assert await wrong(service) == {}
    finally:
        await service.kill()
        await crossing.cut()


async def wrong(service: Service) -> dict[str, str]:
    """What /readyz says is wrong."""
    async with aiohttp.ClientSession() as session, session.get(f"{service.url}/readyz") as response:
        told: dict[str, str] = (await response.json())["wrong"]
        assert (response.status == 200) == (not told)
        return told


@pytest.mark.parametrize(("many", "seconds"), [(FEW, 5.0), pytest.param(MANY, 60.0, marks=pytest.mark.long)])
async def test_while_another_process_writes_for_long_nothing_is_lost(build: Build, many: int, seconds: float) -> None:
    town = await build(many)
    service = town.service()
    await service.start()
    await town.begun(1)
    other = sqlite3.connect(service.settings["database_url"].removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    await asyncio.sleep(seconds)
    other.execute("ROLLBACK")
    other.close()
    assert await town.twice(Counter()) == 0
    assert (await wrong(service)) == {}
