"""What is said about an appointment, what stands on its buttons, when it is reminded of, and what a tap on it does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.arriving import Arrival
from bot.drawing.dates import Date, calendar_file
from bot.guidance.fact_names import PartOfDay
from bot.guidance.hours import FIRST, allowed_day, moment_for, part_of_day
from bot.guidance.knowledge import Knowledge
from bot.language.render import Renderer
from bot.messages import File
from bot.queueing import Queue
from dialogs.days import HOME, day_of
from dialogs.guides import Person
from dialogs.phrase import Day, Joined, Phrase, Plain, Value
from storage import appointments, handling
from storage.appointments import Appointment, Offer
from storage.conversations import Held
from storage.transactions import Transaction

#: The letter before its number on a button, and which button is which.
APPOINTMENT = "a"
FIRST_TIME, SECOND_TIME, NEITHER, CANNOT = range(4)
WORDS = "answering."
#: A reminder in the morning is of use only so long before.
AHEAD = timedelta(hours=1)
#: In the morning everybody has their own minute within this time.
SPREAD_MINUTES = 15
_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Words:
    """The sentences about appointments that hold on a day."""

    knowledge: Knowledge
    today: date

    def say(self, key: str, **values: Value) -> Phrase:
        """One sentence."""
        return self.knowledge.sentence(WORDS + key, self.today, **values)

    def offer(self, offer: Offer) -> Phrase:
        """The question when somebody can come, or can be called."""
        told = self.say(f"offer_{offer.manner}", plaats=Plain(text=offer.place))
        return _together(told, *([self.say("interpreter")] if offer.interpreter else []), self.say("when"))

    def choices(self, offer: Offer) -> list[Phrase]:
        """What stands on the buttons under it."""
        return [*(self.say("time", **_moment(at)) for at in (offer.first_at, offer.second_at)), self.say("neither")]

    def about(self, key: str, it: Appointment, at: datetime) -> Phrase:
        """A sentence about an appointment that was agreed, as it is for this manner: key_place or key_phone."""
        said = self.say(f"{key}_{it.manner}", plaats=Plain(text=it.place), **_moment(at))
        return _together(said, self.say("interpreter")) if it.interpreter else said

    def cancelled(self, it: Appointment) -> Phrase:
        """It is not to be."""
        return self.say("cancelled", **_moment(it.at)) if it.at else self.say("withdrawn")

    def calendar(self, it: Appointment, at: datetime, held: Held, renderer: Renderer, now: datetime) -> File:
        """The appointment as a file for the phone; on one that is shared it says nothing about the person."""
        what, uid = renderer.render(self.say("calendar"), held.language), f"{held.contact_id} appointment {it.id}"
        kept = Date(day=day_of(at), what=what, uid=uid, begins=at, place=it.place)
        return calendar_file([kept], now, discreet=held.discreet or held.shared)


def next_reminder(at: datetime, after: datetime, part: PartOfDay | None, spread: int) -> datetime | None:
    """When to remind next of an appointment: the day before at the person's own hour, and that morning.

    Never on a day or at an hour when nobody is written to: the day before a Monday is a Saturday.
    """
    day = day_of(at)
    moments = [moment_for(day - _DAY, part, spread, before=day - _DAY)]
    morning = datetime.combine(day, time(FIRST.hour, spread % SPREAD_MINUTES), HOME)
    if allowed_day(day) and morning <= at - AHEAD:
        moments.append(morning)
    return next((moment for moment in moments if moment > after), None)


class Appointing:
    """What happens on a tap."""

    def __init__(self, queue: Queue, renderer: Renderer) -> None:
        self._queue = queue
        self._renderer = renderer

    async def tap(
        self, tx: Transaction, arrival: Arrival, person: Person, id: int, index: int, words: Words, now: datetime
    ) -> Sequence[dict[str, Any]] | None:
        """What is said after a tap; None where the appointment is over, was answered otherwise, or is not theirs."""
        held, it = arrival.held, await appointments.one(tx, id)
        if it is None or it.contact_id != held.contact_id or it.over:
            return None
        at = {FIRST_TIME: it.first_at, SECOND_TIME: it.second_at}.get(index)
        if at is not None and it.at == at and it.to_come(now):
            return [self._confirmed(held, it, at, words, now)]
        if at is not None and at > now:
            remind_at = next_reminder(at, now, part_of_day(person), held.contact_id)
            done = await appointments.agree(tx, id, at=at, remind_at=remind_at, now=now)
        else:
            asked = (index == NEITHER and it.status == "offered") or (index == CANNOT and it.to_come(now))
            done = asked and await appointments.refuse(tx, id, now=now)
        changed = await appointments.one(tx, id)
        if not done or changed is None:
            return None
        await handling.wake(tx, it.case_id, today=day_of(now))
        return [*self._closed(arrival, it, index, words), self._after(held, changed, words, now)]

    def _closed(self, arrival: Arrival, it: Appointment, index: int, words: Words) -> Sequence[dict[str, Any]]:
        """The buttons go from the message they stood under."""
        before = words.about("agreed", it, it.at) if it.at else words.offer(it)
        chosen = words.say("cannot") if index == CANNOT else words.choices(it)[index]
        return self._queue.tapped(arrival.held, arrival.inbound.message_id, before, chosen)

    def _after(self, held: Held, it: Appointment, words: Words, now: datetime) -> dict[str, Any]:
        if it.status == "refused" or it.at is None:
            return self._queue.about_case(words.say("refused"), held)
        return self._confirmed(held, it, it.at, words, now)

    def _confirmed(self, held: Held, it: Appointment, at: datetime, words: Words, now: datetime) -> dict[str, Any]:
        """When and where, a file for the calendar, and the way to say that it cannot be."""
        said = words.about("agreed", it, at)
        if it.remind_at is not None and day_of(it.remind_at) < day_of(at):
            said = _together(said, words.say("will_remind"))
        file = words.calendar(it, at, held, self._renderer, now)
        return self._queue.about_case(said, held, buttons=[cannot(it, words)], files=[file])


def cannot(it: Appointment, words: Words) -> tuple[str, Phrase]:
    """The button with which somebody says that they cannot come after all."""
    return data_of(it.id, CANNOT), words.say("cannot")


def data_of(id: int, index: int) -> str:
    """What a button of an appointment sends back."""
    return f"{APPOINTMENT}{id}:{index}"


def _moment(at: datetime) -> Mapping[str, Value]:
    return {"dag": Day(day=day_of(at)), "tijd": f"{at.astimezone(HOME):%H:%M}"}


def _together(*phrases: Phrase) -> Phrase:
    return Phrase(text="{said}", values={"said": Joined(items=phrases, style="sentences")})
