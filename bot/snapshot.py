"""Rows of the memory as the guides see them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from sqlalchemy import Row

from bot.guidance.office_hours import Habits, Team
from bot.guidance.world import Catalogue, Course, Institution, Kind, Level, Literacy, Location, QualityMark, Session, TownHall
from storage import catalogue
from storage.habits import Worker


def catalogue_of(rows: catalogue.Catalogue) -> Catalogue:
    """Schools, locations and courses."""
    return Catalogue.of(
        (_institution(row) for row in rows.institutions),
        (_location(row) for row in rows.locations),
        (_course(row) for row in rows.courses),
    )


def town_hall_of(row: Row[Any], team: Team) -> TownHall:
    """A municipality as somebody who can be reached."""
    return TownHall(
        code=row.code,
        name=row.name,
        participating=row.participating,
        phone=row.phone,
        mail=row.mail,
        website=row.website,
        address=row.address,
        answer_days=row.answer_days,
        team=team,
    )


def team_of(workers: Sequence[Worker]) -> Team:
    """Those who take cases: the coordinators; where there is none the team leads."""
    return Team(members=tuple(habits_of(one) for one in [each for each in workers if each.role != "lead"] or workers))


def habits_of(worker: Worker) -> Habits:
    """What somebody of the staff set, as the guides see it."""
    own = worker.habit
    return Habits(
        opens=own.opens,
        closes=own.closes,
        free_weekdays=frozenset(own.free_weekdays),
        leave=tuple((leave.first_day, leave.last_day) for leave in worker.leaves),
        answer_days=own.answer_days,
        mails=own.mails,
        digests=tuple(time(hour) for hour in own.digests),
    )


def _institution(row: Row[Any]) -> Institution:
    return Institution(
        key=row.key,
        name=row.name,
        mark=QualityMark(row.quality_mark),
        mark_checked=row.mark_checked,
        mark_source=row.mark_source,
        disputed=row.suggested_mark is not None and row.suggested_mark != row.quality_mark,
        stars=row.stars,
        pass_rate=row.pass_rate,
        satisfaction=row.satisfaction,
        website=row.website,
    )


def _location(row: Row[Any]) -> Location:
    return Location(key=row.key, institution=row.institution_key, place=row.place, address=row.street, postcode=row.postcode4)


def _course(row: Row[Any]) -> Course:
    return Course(
        key=row.key,
        institution=row.institution_key,
        location=row.location_key,
        name=row.name,
        kind=Kind(row.kind),
        level_from=Level(row.level_from),
        level_to=Level(row.level_to),
        checked=row.checked,
        source=row.source,
        literacy=Literacy(row.literacy),
        hours_per_week=row.hours_per_week,
        weeks=row.weeks,
        price_per_hour=row.price_per_hour,
        group_size=row.group_size,
        sessions=tuple(
            Session(weekday=day, start=time.fromisoformat(start), end=time.fromisoformat(end)) for day, start, end in row.sessions
        ),
        start_dates=tuple(date.fromisoformat(day) for day in row.start_dates),
        childcare=row.childcare,
        online_percent=row.online_percent,
        support_languages=tuple(row.support_languages),
    )


def _session(weekday: int, start: str, end: str) -> Session:
    return Session(weekday=weekday, start=time.fromisoformat(start), end=time.fromisoformat(end))
