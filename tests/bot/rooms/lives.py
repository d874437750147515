"""People who live with the bot for months: they answer, or do not, stop for a while, change their minds and their days."""

from __future__ import annotations

import heapq
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count

from chronicle import Chronicle, Happening
from furnished import HandClock, MemoryChannel, Someone
from habits import Habits
from sqlalchemy import ColumnElement, create_engine, func, select

from bot.main import Bot
from bot.messages import Delivery, Outgoing
from dialogs.days import HOME, day_of
from dialogs.events import ConsentGiven, FactLearned
from storage import check_ins
from storage.check_ins import Kept
from storage.database import Service
from storage.tables import check_ins as table
from storage.tables import contacts

#: How often the clock ticks here, and when the night's planning is.
TICK = timedelta(minutes=10)
NIGHT = time(4, 40)


@dataclass
class Post(MemoryChannel):
    """The same channel, quick to look into for one of many."""

    boxes: dict[str, list[Outgoing]] = field(default_factory=dict)

    async def deliver(self, message: Outgoing) -> Delivery:
        if message.kind in ("say", "ask", "refresh"):
            self.boxes.setdefault(message.address, []).append(message)
        return Delivery(message_id="1")

    def to(self, address: str) -> list[Outgoing]:
        return self.boxes.get(address, [])


@dataclass
class Life:
    """One person, and how it is with them."""

    contact: int
    someone: Someone
    law: str
    end_day: date | None
    course_day: date | None
    agrees: bool = True
    blocked: bool = False
    in_hands: bool = False
    #: They erased everything, or somebody else talks from this phone now: nothing happens to them any more.
    erased: bool = False
    away: bool = False
    paused_until: datetime | None = None
    #: When they last said something.
    changed: datetime | None = None

    @property
    def over(self) -> bool:
        """Whether they are no longer there."""
        return self.erased or self.away


#: Whether a reason for which a check-in was dropped is true just now, among all that this person was ever promised.
Judge = Callable[[Life, Kept, Sequence[Kept], datetime], bool]


class Lives:
    """The house, its people, and a clock that jumps from one thing that happens to the next."""

    def __init__(self, bot: Bot, channel: Post, clock: HandClock, seed: int, true: Judge) -> None:
        # Looks beside the house, in the same file: so often that it must not wait for a thread.
        self.looking = create_engine(bot.database.url.set(drivername="sqlite"), isolation_level="AUTOCOMMIT").connect()
        self.bot, self.channel, self.clock, self._true = bot, channel, clock, true
        self.chance = random.Random(seed)
        self.chronicle = Chronicle()
        self.lives: dict[int, Life] = {}
        #: Every check-in that was ever promised, and to whom; and what was dropped for a reason that is not true.
        self.promised: dict[int, int] = {}
        self.came: set[int] = set()
        self.untrue: list[Happening] = []
        self._agenda: list[tuple[datetime, int, Callable[[], Awaitable[None]]]] = []
        self.number = count()
        self.habits = Habits(self)

    async def begin(self, people: int) -> None:
        """They come one after the other, under both laws, and say yes to being reminded."""
        for n in range(people):
            someone = Someone(self.bot, self.channel, address=str(5000 + n))
            await someone.begins()
            async with self.bot.database.reading(Service()) as tx:
                contact = (await tx.execute(select(func.max(contacts.c.id)))).scalar_one()
            law = ("wi2013", "wi2021")[n % 2]
            end = day_of(self.clock.time) + timedelta(days=self.chance.randint(30, 900))
            life = Life(contact=contact, someone=someone, law=law, end_day=end, course_day=day_of(self.clock.time))
            self.lives[contact] = life
            part = self.chance.choice(["ochtend", "middag", "avond"])
            often = self.chance.choice(["week", "twee_weken", "maand"])
            facts = {"wet_brief": law, "einddatum_duo": end.isoformat(), "gekozen_cursus": f"cursus{n}", "berichten_moment": part}
            yes = [ConsentGiven(purpose=purpose, yes=True) for purpose in ("remember", "remind")]
            await self.habits.says(life, *yes, *(FactLearned(fact=fact, value=value) for fact, value in facts.items()))
            await self.habits.says(life, FactLearned(fact="berichten_vaak", value=often))
            self.tell(life, "begins", f"{law}, term until {end}, messages in {part}, {often}")
            self.habits.plan_life(life)

    async def live(self, until: datetime) -> None:
        """Go from one thing to the next: what people do, what is due, and every night."""
        night = self._next_night(self.clock.time)
        while True:
            due = await self._next_due()
            planned = self._agenda[0][0] if self._agenda else until
            self.clock.time = max(self.clock.time, min(due or until, planned, night))
            if self.clock.time >= until:
                return
            if self.clock.time >= night:
                await self.watched(self.bot.checkins.plan())
                if night.astimezone(HOME).day == 1:
                    print(f"{night.astimezone(HOME):%b %Y}: {len(self.came)} came so far", flush=True)
                night = self._next_night(night)
            elif due is not None and self.clock.time >= due:
                await self._tick()
            else:
                await heapq.heappop(self._agenda)[2]()

    def stop(self) -> None:
        """Nobody looks any more."""
        self.looking.close()
        self.looking.engine.dispose()

    async def rows(self) -> list[Kept]:
        """Every check-in there ever was."""
        async with self.bot.database.reading(Service()) as tx:
            return [row for kept in (await check_ins.of(tx, list(self.lives))).values() for row in kept]

    # What is due.

    async def _next_due(self) -> datetime | None:
        """The tick at which the next one is due."""
        first = self.looking.execute(select(func.min(table.c.due_at)).where(table.c.status == "planned")).scalar()
        return None if first is None else first + (datetime.min.replace(tzinfo=first.tzinfo) - first) % TICK

    async def _tick(self) -> None:
        due = await self._waiting(table.c.due_at <= self.clock.time)
        await self.bot.checkins.tick()
        await self.bot.outbox.settled()
        after = await self.these(list(due))
        for row in after:
            life = self.lives[row.contact_id]
            if row.status == "sent":
                self.came.add(row.id)
                self.tell(life, "came", f"{row.plan} {row.cause}", row)
                self.habits.react(life, row)
            elif row.status == "dropped":
                await self._drop(life, row)
            else:
                self.tell(life, "put off", f"{self._why(life)}: {row.plan} until {row.due_at.astimezone(HOME):%d %b %H:%M}", row)

    def _why(self, life: Life) -> str:
        if life.in_hands:
            return "a human is answering"
        if life.blocked:
            return "not reachable"
        return "paused" if life.paused_until and life.paused_until > self.clock.time else "busy, or not at this hour"

    async def watched(self, doing: Awaitable[object], only: Life | None = None) -> None:
        """Do it, and see which promises were made and which were dropped: those of one person, where nobody else can have any."""
        theirs = () if only is None else (table.c.contact_id == only.contact,)
        before = await self._waiting(*theirs)
        await doing
        after = await self._waiting(*theirs)
        for id in after.keys() & self.came - before.keys():
            self.tell(self.lives[after[id].contact_id], "later", f"{after[id].plan} {after[id].cause}", after[id])
        self.promised |= {id: row.contact_id for id, row in after.items()}
        for row in await self.these(list(before.keys() - after.keys())):
            if row.status == "dropped":
                await self._drop(self.lives[row.contact_id], row)

    async def _drop(self, life: Life, row: Kept) -> None:
        self.tell(life, "dropped", f"{row.reason}: {row.plan} {row.cause}", row)
        theirs = await self.select(table.c.contact_id == life.contact) if row.reason == "overtaken" else []
        if not self._true(life, row, theirs, self.clock.time):
            self.untrue.append(self.chronicle.happenings[-1])

    async def _waiting(self, *where: ColumnElement[bool]) -> dict[int, Kept]:
        return {row.id: row for row in await self.select(table.c.status.in_(("planned", "claimed")), *where)}

    async def these(self, ids: list[int]) -> list[Kept]:
        return await self.select(table.c.id.in_(ids)) if ids else []

    async def select(self, *where: ColumnElement[bool]) -> list[Kept]:
        columns = [table.c[name] for name in Kept.__dataclass_fields__]
        return [Kept(**row) for row in self.looking.execute(select(*columns).where(*where).order_by(table.c.id)).mappings()]

    # Small things.

    def at(self, after: timedelta, do: Callable[[], Awaitable[None]]) -> None:
        heapq.heappush(self._agenda, (self.clock.time + after, next(self.number), do))

    def tell(self, life: Life, kind: str, what: str = "", row: Kept | None = None) -> None:
        self.chronicle.tell(self.clock.time, life.contact, kind, what, row)

    @staticmethod
    def _next_night(now: datetime) -> datetime:
        day = now.astimezone(HOME)
        tonight = datetime.combine(day.date(), NIGHT, HOME).astimezone(now.tzinfo)
        return tonight if tonight > now else datetime.combine(day.date() + timedelta(days=1), NIGHT, HOME).astimezone(now.tzinfo)
