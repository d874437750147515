"""Writes dates as a calendar file that any phone takes: whole days or moments, each with a reminder the day before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from icalendar import Alarm, Calendar, Event

from bot.messages import File

FILE_NAME = "wegwijzer.ics"
MEDIA_TYPE = "text/calendar"
#: The reminder comes at nine in the morning of the day before.
REMINDER = timedelta(hours=-15)
#: A talk takes about so long; of it the phone reminds a day and two hours before.
LENGTH = timedelta(hours=1)
DAY_BEFORE, HOURS_BEFORE = timedelta(days=-1), timedelta(hours=-2)
#: Where the days are days; phones that know no better then take their own.
ZONE = "Europe/Amsterdam"
#: All that stands on a screen which others may see.
DISCREET = "Wegwijzer"


@dataclass(frozen=True, kw_only=True)
class Date:
    """One day to keep, in the words of the person."""

    day: date
    what: str
    #: The same for the same date of the same person, so that a phone changes it instead of adding a second one.
    uid: str
    #: Of a talk: when it begins, and where; else it is the whole day.
    begins: datetime | None = None
    place: str = ""


def calendar_file(dates: Iterable[Date], now: datetime, *, discreet: bool) -> File:
    """The dates as a file. `discreet`: others use this phone, so titles and reminders say nothing about the person."""
    calendar = Calendar()
    calendar.add("prodid", "-//Wegwijzer//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-timezone", ZONE)
    for one in dates:
        calendar.add_component(_event(one, now, discreet))
    return File(name=FILE_NAME, media_type=MEDIA_TYPE, content=calendar.to_ical())


def _event(one: Date, now: datetime, discreet: bool) -> Event:
    title = DISCREET if discreet else one.what
    event = Event()
    event.add("uid", f"{sha256(one.uid.encode()).hexdigest()[:32]}@wegwijzer")
    event.add("dtstamp", now)
    event.add("dtstart", one.begins or one.day)
    event.add("dtend", one.begins + LENGTH if one.begins else one.day + timedelta(days=1))
    event.add("summary", title)
    if one.place and not discreet:
        event.add("location", one.place)
    event.add("transp", "OPAQUE" if one.begins else "TRANSPARENT")
    event.add("class", "PRIVATE")
    for before in (DAY_BEFORE, HOURS_BEFORE) if one.begins else (REMINDER,):
        event.add_component(_alarm(title, before))
    return event


def _alarm(title: str, before: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", before)
    return alarm
