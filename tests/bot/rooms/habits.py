"""What people do with a check-in, and what else happens in their lives."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from bot.messages import Button, Outgoing
from bot.recording import Recorder
from dialogs.days import HOME, day_of
from dialogs.events import ConsentGiven, Event, FactLearned
from dialogs.sentences import Sentence
from dialogs.state import State
from storage import conversations, facts
from storage.check_ins import Kept
from storage.database import Service
from storage.facts import Said
from storage.tables import cases, contacts
from storage.tables import check_ins as table

if TYPE_CHECKING:
    from lives import Life, Lives

#: What people do with a check-in, and how often of a hundred.
REACTIONS = {"answer": 45, "leave": 15, "ignore": 25, "later": 10, "quiet": 5}
#: What else happens in a life, and how often of a hundred; and the usual days between two of them.
TURNS_OF_LIFE = {"talk": 35, "case": 20, "end_day": 20, "course": 12, "stop": 7, "block": 6}
USUAL_DAYS = 35


class Habits:
    """Chance decides, always in the same way."""

    def __init__(self, lives: Lives) -> None:
        self._lives = lives
        sentence = lives.bot.shelf.newest.sentence
        self._later, self._quiet = sentence(Sentence.check_in_later), sentence(Sentence.check_in_quiet)

    def react(self, life: Life, row: Kept) -> None:
        (kind,) = self._lives.chance.choices(list(REACTIONS), list(REACTIONS.values()))
        after = timedelta(minutes=self._lives.chance.choice([2, 20, 200, 2000]))
        if kind != "ignore" and not life.blocked and not life.over:
            self._lives.at(after, lambda: self._lives.watched(self._taps(life, row, kind), life))

    async def _taps(self, life: Life, row: Kept, kind: str) -> None:
        now = await self._lives.these([row.id])
        question = next((message for message in reversed(self._lives.channel.to(life.someone.address)) if message.buttons), None)
        if life.blocked or not now or now[0].status != "sent" or question is None:
            return
        open_ones = await self._lives.select(table.c.contact_id == life.contact, table.c.status == "sent")
        wanted = {"later": self._later, "quiet": self._quiet}.get(kind)
        button = next((one for one in question.buttons if one.label == wanted), None) or self._any(question)
        await self._press(life, button)
        if kind == "quiet" and not life.over:
            await self._pause(life)
        if kind == "answer":
            for _ in range(4):
                if life.over:
                    return
                self._lives.clock.turn(minutes=1)
                if (open_one := self._lives.channel.to(life.someone.address)[-1]).buttons:
                    await self._press(life, self._any(open_one))
        for one in await self._lives.these([one.id for one in open_ones]):
            if one.status == "answered":
                self._lives.tell(life, "answered", f"{one.plan} {one.cause}", one)

    def _any(self, question: Outgoing) -> Button:
        plain = [one for one in question.buttons if one.label not in (self._later, self._quiet)]
        return self._lives.chance.choice(plain or list(question.buttons))

    async def _press(self, life: Life, button: Button) -> None:
        life.changed = self._lives.clock.time
        await life.someone.gives(life.someone.inbound("button", data=button.data, message_id="5"))
        await self._look(life)

    async def _pause(self, life: Life) -> None:
        question = self._lives.channel.to(life.someone.address)[-1]
        if question.buttons:
            await self._press(life, question.buttons[self._lives.chance.randrange(2)])

    async def _look(self, life: Life) -> None:
        """How it stands with them after a tap: a menu can lead anywhere."""
        async with self._lives.bot.database.reading(Service()) as tx:
            row = (await tx.execute(select(contacts).where(contacts.c.id == life.contact))).one_or_none()
            told = await facts.history(tx, life.contact)
            here = await conversations.hold_person(tx, life.contact) is not None
        if row is None or not here:
            life.erased, life.away = row is None, row is not None
            self._lives.tell(life, "leaves", "everything erased" if life.erased else "somebody else has the phone")
            return
        self._pauses(life, row.paused_until)
        if life.agrees and not row.consents.get("remind"):
            self._no_more(life)
        # A check-in about the time that is left asks for that day: they may have taken it back, or told another.
        end = told["einddatum_duo"][-1].value if told.get("einddatum_duo") else None
        if end != (life.end_day and life.end_day.isoformat()):
            life.end_day = date.fromisoformat(str(end)) if end else None
            self._lives.tell(life, "changes", f"end of term: {life.end_day}")
        # The same for the course, to which an open talk about schools can lead.
        course = _first_said(told.get("gekozen_cursus", ()))
        if course != life.course_day:
            life.course_day = course
            self._lives.tell(life, "changes", f"course: that of {course}")

    def _pauses(self, life: Life, until: datetime | None) -> None:
        """A pause begins, becomes longer, or is over."""
        if until == life.paused_until:
            return
        life.paused_until = until
        if until is None or until <= self._lives.clock.time:
            self._lives.tell(life, "pause over")
            return
        self._lives.tell(life, "pauses", f"until {until.astimezone(HOME):%d %b}")
        self._lives.at(until - self._lives.clock.time, lambda: self._ends(life, until))

    async def _ends(self, life: Life, until: datetime) -> None:
        if life.paused_until == until:
            self._lives.tell(life, "pause over")

    def plan_life(self, life: Life) -> None:
        (kind,) = self._lives.chance.choices(list(TURNS_OF_LIFE), list(TURNS_OF_LIFE.values()))
        after = timedelta(minutes=int(self._lives.chance.expovariate(1 / (USUAL_DAYS * 1440))) + 1)
        does: Mapping[str, Callable[[Life], Awaitable[None]]] = {
            "talk": self._talk,
            "case": self._case,
            "end_day": self._end_day,
            "course": self._course,
            "stop": self._stop,
            "block": self._block,
        }

        async def happen() -> None:
            if life.over:
                return
            if not life.blocked:
                await self._lives.watched(does[kind](life), life)
            self.plan_life(life)

        self._lives.at(after, happen)

    async def _talk(self, life: Life) -> None:
        """Begin something by oneself, and leave it open."""
        life.changed = self._lives.clock.time
        self._lives.tell(life, "talks", "and leaves it open")
        await life.someone.calls(self._lives.chance.choice(["menu", "cursus", "instellingen"]))

    async def _case(self, life: Life) -> None:
        if life.in_hands:
            return
        life.in_hands = True
        days = self._lives.chance.randint(2, 25)
        self._lives.tell(life, "case", f"taken for {days} days")
        values = {"number": f"T{next(self._lives.number)}", "contact_id": life.contact, "urgent": False, "state": "taken"}
        async with self._lives.bot.database.writing(Service()) as tx:
            await tx.execute(update(cases).where(cases.c.contact_id == life.contact).values(state="closed"))
            await tx.execute(insert(cases), {**values, "opened_at": self._lives.clock.time})
        self._lives.at(timedelta(days=days), lambda: self._close(life))

    async def _close(self, life: Life) -> None:
        life.in_hands = False
        async with self._lives.bot.database.writing(Service()) as tx:
            await tx.execute(update(cases).where(cases.c.contact_id == life.contact).values(state="closed"))
        self._lives.tell(life, "closed")

    async def _end_day(self, life: Life) -> None:
        life.end_day = day_of(self._lives.clock.time) + timedelta(days=self._lives.chance.randint(-20, 700))
        self._lives.tell(life, "changes", f"end of term: {life.end_day}")
        await self.says(life, FactLearned(fact="einddatum_duo", value=life.end_day.isoformat()))

    async def _course(self, life: Life) -> None:
        life.course_day = day_of(self._lives.clock.time)
        self._lives.tell(life, "changes", "course: another")
        await self.says(life, FactLearned(fact="gekozen_cursus", value=f"cursus{next(self._lives.number) + 1000}"))

    async def _stop(self, life: Life) -> None:
        """No more reminders; some weeks later they want them again."""
        if not life.agrees:
            return
        self._no_more(life)
        await self.says(life, ConsentGiven(purpose="remind", yes=False))

    def _no_more(self, life: Life) -> None:
        life.agrees = False
        self._lives.tell(life, "says no")
        self._lives.at(timedelta(days=self._lives.chance.randint(3, 60)), lambda: self._lives.watched(self._agree(life), life))

    async def _agree(self, life: Life) -> None:
        if life.over:
            return
        life.agrees = True
        self._lives.tell(life, "says yes")
        await self.says(life, ConsentGiven(purpose="remind", yes=True))

    async def _block(self, life: Life) -> None:
        life.blocked = True
        self._lives.tell(life, "blocks")
        await self._lives.bot.receive(life.someone.inbound("blocked"))
        self._lives.at(timedelta(days=self._lives.chance.randint(2, 40)), lambda: self._lives.watched(self._come_back(life), life))

    async def _come_back(self, life: Life) -> None:
        if life.over:
            return
        life.blocked = False
        life.changed = self._lives.clock.time
        self._lives.tell(life, "is back")
        await life.someone.calls("menu")

    async def says(self, life: Life, *events: Event) -> None:
        """What a turn would learn, through the rooms that keep it; and the planning after it."""
        life.changed = self._lives.clock.time
        now = self._lives.clock.time
        async with self._lives.bot.database.writing(Service()) as tx:
            held = await conversations.hold_person(tx, life.contact)
            assert held is not None
            state = State.model_validate_json(held.state) if held.state else State()
            recorder = Recorder(tx, self._lives.bot.shelf.newest, self._lives.bot.speech.renderer, now)
            recorded = await recorder.record(held, state, events)
            kept = recorded.state.model_dump_json()
            await conversations.keep(tx, recorded.held, state=kept, edition=held.edition, heard_at=now, erase_after=None)


def _first_said(history: Sequence[Said]) -> date | None:
    """The day on which the present value was told; None where there is none."""
    same = list(takewhile(lambda said: said.value == history[-1].value, reversed(history)))
    return day_of(same[-1].at) if same else None
