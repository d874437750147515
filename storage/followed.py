"""Those whom a municipality may follow, as its staff look at them: lists that are filtered and sorted, one person, who looks after whom."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, String, and_, cast, func, literal, or_, select, update

from storage.caseload import CaseloadRow
from storage.database import visible
from storage.scopes import Scope
from storage.tables import caseload, cases, contacts
from storage.transactions import Transaction

Order = Literal["harm", "last_day", "contact", "exams", "number"]
_ROW = caseload.c
#: Comes after every day that somebody may have.
_LATEST = date(9999, 12, 31)
#: What a list is sorted by, and whether the largest goes first; then by number.
_KEYS: Mapping[str, tuple[ColumnElement[Any], bool]] = {
    "harm": (_ROW.harm, True),
    "last_day": (func.coalesce(_ROW.last_day, literal(_LATEST, _ROW.last_day.type), type_=_ROW.last_day.type), False),
    "contact": (_ROW.last_contact_at, False),
    "exams": (func.coalesce(_ROW.exams_left, -1), True),
    "number": (_ROW.number, False),
}


@dataclass(frozen=True, kw_only=True)
class Followed(CaseloadRow):
    """One person in a list."""

    coordinator_id: int | None
    rests_until: date | None
    rests_at: int | None


@dataclass(frozen=True, kw_only=True)
class Filter:
    """Which people; what is empty does not matter."""

    number: str = ""
    #: `unknown`: while it is not sure.
    law: str = ""
    level: str = ""
    #: At least and at most so many parts open.
    exams: tuple[int, int] | None = None
    exams_unknown: bool = False
    #: Their last day comes before this one.
    before: date | None = None
    no_last_day: bool = False
    #: A key of what stands out, or a word of why they need help; a key with an end such as `failed.SPR` is found by its beginning.
    sign: str = ""
    reachable: bool | None = None
    coordinator: int | None = None
    nobodys: bool = False


#: Where a page ends: what its last person is sorted by, and their number.
After = tuple[Any, str]

_COLUMNS = [_ROW[name] for name in Followed.__dataclass_fields__]


async def listed(tx: Transaction, scope: Scope, found: Filter, order: Order, *, after: After | None, limit: int) -> list[Followed]:
    """The next people of a list."""
    key, largest_first = _KEYS[order]
    query = select(*_COLUMNS).where(visible(scope, _ROW.municipality_code), *_conditions(found))
    if after is not None:
        value, number = after
        further = key < value if largest_first else key > value
        beside = _ROW.number < number if largest_first else _ROW.number > number
        query = query.where(or_(further, and_(key == value, beside)))
    sorted_by = (key.desc(), _ROW.number.desc()) if largest_first else (key, _ROW.number)
    rows = (await tx.execute(query.order_by(*sorted_by).limit(limit))).mappings()
    return [Followed(**row) for row in rows]


def end_of(row: Followed, order: Order) -> After:
    """Where a list goes on after this person."""
    values: Mapping[str, Any] = {
        "harm": row.harm,
        "last_day": row.last_day or _LATEST,
        "contact": row.last_contact_at,
        "exams": -1 if row.exams_left is None else row.exams_left,
        "number": row.number,
    }
    return values[order], row.number


async def count(tx: Transaction, scope: Scope, found: Filter) -> int:
    """How many people a list has in all."""
    query = select(func.count()).select_from(caseload).where(visible(scope, _ROW.municipality_code), *_conditions(found))
    return (await tx.execute(query)).scalar_one()


async def one(tx: Transaction, scope: Scope, number: str) -> Followed | None:
    """The person with this short number; None where this staff may not see them."""
    query = select(*_COLUMNS).where(_ROW.number == number, visible(scope, _ROW.municipality_code))
    row = (await tx.execute(query)).mappings().one_or_none()
    return None if row is None else Followed(**row)


async def these(tx: Transaction, scope: Scope, numbers: Collection[str]) -> list[Followed]:
    """Those of these numbers that this staff may see."""
    query = select(*_COLUMNS).where(_ROW.number.in_(numbers), visible(scope, _ROW.municipality_code))
    return [Followed(**row) for row in (await tx.execute(query)).mappings()]


async def of_contacts(tx: Transaction, scope: Scope, contact_ids: Collection[int]) -> dict[int, Followed]:
    """Those of these people who may be followed."""
    query = select(*_COLUMNS).where(_ROW.contact_id.in_(contact_ids), visible(scope, _ROW.municipality_code))
    return {row["contact_id"]: Followed(**row) for row in (await tx.execute(query)).mappings()}


async def need_help(tx: Transaction, scope: Scope, member_id: int, today: date, *, limit: int) -> list[Followed]:
    """Who is to be helped now by this member of staff, the worst first: theirs and nobody's."""
    query = select(*_COLUMNS).where(_wanted(scope, member_id, today))
    order = (_ROW.harm.desc(), func.coalesce(_ROW.last_day, literal(_LATEST, _ROW.last_day.type)), _ROW.last_contact_at, _ROW.number)
    return [Followed(**row) for row in (await tx.execute(query.order_by(*order).limit(limit))).mappings()]


async def counted(tx: Transaction, scope: Scope, member_id: int, today: date) -> tuple[int, int]:
    """How many people are to be helped now by this member of staff, and how many they look at in all: theirs and nobody's."""
    mine = select(func.count()).select_from(caseload).where(_of(scope, member_id))
    now = select(func.count()).select_from(caseload).where(_wanted(scope, member_id, today))
    return (await tx.execute(now)).scalar_one(), (await tx.execute(mine)).scalar_one()


def _of(scope: Scope, member_id: int) -> ColumnElement[bool]:
    return and_(visible(scope, _ROW.municipality_code), or_(_ROW.coordinator_id.is_(None), _ROW.coordinator_id == member_id))


def _wanted(scope: Scope, member_id: int, today: date) -> ColumnElement[bool]:
    """Something is needed, and who was looked at lately is left alone until it is worse."""
    awake = or_(_ROW.rests_until.is_(None), _ROW.rests_until <= today, _ROW.harm > func.coalesce(_ROW.rests_at, 0))
    return and_(_of(scope, member_id), _ROW.harm > 0, awake)


async def assign(tx: Transaction, contact_ids: Collection[int], member_id: int | None) -> None:
    """Somebody of the staff looks after these people from now on; None: nobody."""
    await tx.execute(update(caseload).where(_ROW.contact_id.in_(contact_ids)).values(coordinator_id=member_id))


async def rest(tx: Transaction, contact_id: int, *, until: date | None) -> None:
    """Somebody of the staff looked at this person, and will again on this day, or when it is worse."""
    await tx.execute(update(caseload).where(_ROW.contact_id == contact_id).values(rests_until=until, rests_at=_ROW.harm))


def _conditions(found: Filter) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool] | None] = [
        _ROW.number.startswith(found.number, autoescape=True) if found.number else None,
        _or_unknown(_ROW.law, found.law),
        _or_unknown(_ROW.level, found.level),
        _ROW.exams_left.between(*found.exams) if found.exams else None,
        _ROW.exams_left.is_(None) if found.exams_unknown else None,
        _ROW.last_day < found.before if found.before else None,
        _ROW.last_day.is_(None) if found.no_last_day else None,
        _signed(found.sign) if found.sign else None,
        _ROW.reachable.is_(found.reachable) if found.reachable is not None else None,
        _ROW.coordinator_id == found.coordinator if found.coordinator is not None else None,
        _ROW.coordinator_id.is_(None) if found.nobodys else None,
    ]
    return [each for each in wanted if each is not None]


def _or_unknown(column: ColumnElement[Any], wanted: str) -> ColumnElement[bool] | None:
    if not wanted:
        return None
    return column.is_(None) if wanted == "unknown" else column == wanted


def _signed(sign: str) -> ColumnElement[bool]:
    """Both are lists of words in JSON, which is text on SQLite."""
    lists = [cast(column, String) for column in (_ROW.signals, _ROW.needs)]
    return or_(*(each.contains(f'"{sign}{end}', autoescape=True) for each in lists for end in ('"', ".")))


@dataclass(frozen=True, kw_only=True)
class Reach:
    """Whether somebody wants messages of our own accord."""

    agrees: bool
    paused_until: datetime | None


async def reach(tx: Transaction, contact_id: int) -> Reach:
    """Whether this person wants messages."""
    row = contacts.c
    found = (await tx.execute(select(row.consents, row.paused_until).where(row.id == contact_id))).one_or_none()
    return Reach(agrees=bool(found and found.consents.get("remind")), paused_until=found.paused_until if found else None)


@dataclass(frozen=True, kw_only=True)
class OldCase:
    """A case about somebody, as their page names it."""

    number: str
    state: str
    urgent: bool
    opened_at: datetime


async def cases_of(tx: Transaction, scope: Scope, contact_id: int) -> list[OldCase]:
    """The cases about this person, the newest first."""
    row = cases.c
    columns = [row[name] for name in OldCase.__dataclass_fields__]
    query = select(*columns).where(row.contact_id == contact_id, visible(scope, row.municipality_code)).order_by(row.id.desc())
    return [OldCase(**one) for one in (await tx.execute(query)).mappings()]
