"""The console with many people: what a list and a case page cost the server, beside the bare queries for the same rows."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from aiohttp import CookieJar
from aiohttp.test_utils import TestClient, TestServer
from furnished import settings
from sqlalchemy import Table, insert, update

from bot.caseload.people import LISTED
from bot.demo import COORDINATOR, PASSWORD, employ
from bot.guidance.following import HARM
from bot.main import Bot
from storage import casework, followed, migrating
from storage.database import Service, Staff
from storage.followed import Filter
from storage.tables import addresses, case_reasons, caseload, cases, contacts, conversations, messages_out
from storage.tables import staff as staff_table

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ZWOLLE = "GM0193"
SCOPE = Staff(municipalities=frozenset({ZWOLLE}))
CASE = "CCCCCC"
#: Of the person with the case.
OWN_MESSAGES = 200
PORTION = 2_000
ROUNDS = 15
OURS = {"Sec-Fetch-Site": "same-origin"}


@dataclass(frozen=True, kw_only=True)
class Cost:
    """Milliseconds of the server for one page, and of the queries alone."""

    page: float
    query: float

    @property
    def times(self) -> float:
        """How many times as long the page takes."""
        return self.page / self.query


@asynccontextmanager
async def crowded(folder: Path, people: int, messages: int) -> AsyncIterator[Bot]:
    """A house with so many people of one municipality who may be followed, and so many messages to them."""
    url = f"sqlite:///{folder / 'console.sqlite3'}"
    await migrating.upgrade(url)
    bot = Bot(settings(url), now=lambda: NOW)
    await bot.start()
    try:
        await employ(bot.office.staff)
        await _fill(bot, people, messages)
        yield bot
    finally:
        await bot.stop()


async def list_page(bot: Bot, client: TestClient) -> Cost:
    """The list as it is opened, those first who need it most."""

    async def query() -> None:
        async with bot.database.reading(SCOPE) as tx:
            assert len(await followed.listed(tx, SCOPE, Filter(), "harm", after=None, limit=LISTED)) == LISTED
            await followed.count(tx, SCOPE, Filter())

    return await _compared(client, "/console/people", query)


async def filtered_page(bot: Bot, client: TestClient) -> Cost:
    """The list with a filter that no index knows, in another order."""
    wanted = Filter(sign="few_lessons", law="wi2021")

    async def query() -> None:
        async with bot.database.reading(SCOPE) as tx:
            await followed.listed(tx, SCOPE, wanted, "last_day", after=None, limit=LISTED)
            await followed.count(tx, SCOPE, wanted)

    return await _compared(client, "/console/people?sign=few_lessons&law=wi2021&sort=last_day", query)


async def case_page(bot: Bot, client: TestClient) -> Cost:
    """A case with a long conversation."""

    async def query() -> None:
        async with bot.database.reading(SCOPE) as tx:
            work = await casework.one(tx, SCOPE, CASE)
            assert work is not None
            await casework.summary(tx, work.id)
            assert len(await casework.said(tx, SCOPE, work)) == OWN_MESSAGES
            await casework.typed(tx, work)

    return await _compared(client, f"/console/cases/{CASE}", query)


@asynccontextmanager
async def signed_in(bot: Bot) -> AsyncIterator[TestClient]:
    """A browser of the coordinator."""
    server = TestServer(bot.app())
    await server.start_server()
    client = TestClient(server, cookie_jar=CookieJar(unsafe=True, treat_as_secure_origin=[server.make_url("/")]))
    form = {"email": COORDINATOR, "password": PASSWORD}
    async with client.post("/console/sign-in", data=form, headers=OURS, allow_redirects=False) as response:
        assert response.status == 303
    try:
        yield client
    finally:
        await client.close()


async def _compared(client: TestClient, path: str, query: Callable[[], Awaitable[None]]) -> Cost:
    """Each in turn, so that what else the machine does falls on both."""

    async def page() -> None:
        async with client.get(path) as response:
            assert response.status == 200, response.status
            await response.read()

    waits: dict[str, list[float]] = {"page": [], "query": []}
    for _ in range(ROUNDS):
        for name, work in (("page", page), ("query", query)):
            begun = perf_counter()
            await work()
            waits[name].append((perf_counter() - begun) * 1000)
    return Cost(page=median(waits["page"]), query=median(waits["query"]))


async def _fill(bot: Bot, people: int, messages: int) -> None:
    chance = random.Random(7)
    ids = range(1, people + 1)
    numbers = {n: f"{n:06}" for n in ids}
    yes = {"remembered": True, "consents": {"remember": True, "follow": True}, "municipality_code": ZWOLLE, "created_at": NOW}
    await _put(bot, contacts, [{"id": n, "number": numbers[n], "language": "ar", **yes} for n in ids])
    await _put(bot, conversations, [{"contact_id": n, "last_heard_at": NOW} for n in ids])
    reached = [{"id": n, "contact_id": n, "channel": "fake", "address": str(n), "blind": str(n), "linked_at": NOW} for n in ids]
    await _put(bot, addresses, reached)
    await _put(bot, caseload, [_shown(chance, n, numbers[n]) for n in ids])
    async with bot.database.writing(Service()) as tx:
        case = {"number": CASE, "contact_id": 1, "municipality_code": ZWOLLE, "opened_at": NOW, "urgent": False, "state": "new"}
        (case_id,) = (await tx.execute(insert(cases).returning(cases.c.id), case)).one()
        reason = {"case_id": case_id, "topic": "mens", "reason": "Wil met een mens spreken", "urgent": False, "at": NOW}
        await tx.execute(insert(case_reasons), reason)
        await tx.execute(update(staff_table).values(name="Anja"))
    own = min(OWN_MESSAGES, messages)
    to = [1] * own + [2 + n % (people - 1) for n in range(messages - own)]
    text = {"text": "مرحبا، كيف الدروس؟", "dutch": "Dag, hoe gaan de lessen?", "language": "ar", "case": True}
    sent = {"kind": "say", "content": text, "status": "sent", "created_at": NOW, "not_before": NOW, "attempts": 1, "urgent": False}
    await _put(bot, messages_out, [{"contact_id": n, "address_id": n, **sent} for n in to])


async def _put(bot: Bot, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    for begin in range(0, len(rows), PORTION):
        async with bot.database.writing(Service()) as tx:
            await tx.execute(insert(table), list(rows[begin : begin + PORTION]))


def _shown(chance: random.Random, contact: int, number: str) -> dict[str, Any]:
    needs = chance.sample(list(HARM), chance.choice([0, 0, 0, 1, 1, 2]))
    return {
        "contact_id": contact,
        "municipality_code": ZWOLLE,
        "number": number,
        "language": "ar",
        "law": chance.choice(["wi2013", "wi2021"]),
        "last_day": date(2026, 11, 23) + timedelta(days=chance.randrange(1, 900)),
        "level": chance.choice(["zero", "a1", "a2"]),
        "trend": chance.choice(["up", "same", None]),
        "exams_left": chance.randrange(8),
        "signals": [],
        "needs": [str(need) for need in needs],
        "harm": max((HARM[need] for need in needs), default=0),
        "last_contact_at": NOW - timedelta(days=chance.randrange(90)),
        "refreshed_at": NOW,
    }
