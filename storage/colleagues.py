"""Staff as those see them who manage them: who works for a municipality, and what they saw and changed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select, update

from storage import revisions
from storage.habits import REVISION
from storage.sealing import ring_of
from storage.staff import BLIND, plain
from storage.tables import audit_entries, cases, staff, staff_accounts, staff_municipalities
from storage.transactions import Transaction

_ABOUT = staff.alias("about")


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """Somebody of the staff, for who manages them."""

    id: int
    email: str
    name: str
    role: str
    municipalities: frozenset[str]
    #: Chose a password once, or came in with an account; may no longer sign in; is asked a code of the phone.
    joined: bool
    disabled: bool
    second_factor: bool
    #: Providers where an account is theirs.
    issuers: tuple[str, ...]
    has_password: bool


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Who saw or changed what."""

    id: int
    at: datetime
    action: str
    #: Who did it, and which colleague it was about.
    name: str
    about: str
    #: Which case; empty where there is none, or it may not be seen.
    case_number: str


async def listed(tx: Transaction, codes: Collection[str] | None) -> Sequence[Colleague]:
    """Who works for any of these municipalities; None: everybody."""
    query = select(staff).order_by(staff.c.id)
    if codes is not None:
        query = query.where(staff.c.id.in_(_working_for(codes)))
    return await _colleagues(tx, query)


async def one(tx: Transaction, member_id: int) -> Colleague | None:
    """By their row."""
    found = await _colleagues(tx, select(staff).where(staff.c.id == member_id))
    return found[0] if found else None


async def by_email(tx: Transaction, email: str) -> Colleague | None:
    """By their address, also when they cannot sign in."""
    blinds = ring_of(tx.dialect).blinds(plain(email), BLIND)
    found = await _colleagues(tx, select(staff).where(staff.c.blind.in_(blinds)))
    return found[0] if found else None


async def set_role(tx: Transaction, member_id: int, role: str) -> None:
    """From now on they do something else."""
    await tx.execute(update(staff).where(staff.c.id == member_id).values(role=role))
    await revisions.bump(tx, REVISION)


async def trail(tx: Transaction, codes: Collection[str] | None, *, before: int, limit: int) -> Sequence[Entry]:
    """What was seen and changed by who works for these municipalities, the newest first; None: by everybody.

    Of somebody who works elsewhere too only what was about a case of these municipalities, or about no case.
    """
    row = audit_entries.c
    query = (
        select(row.id, row.at, row.action, row.case_number, staff.c.name, staff.c.email)
        .add_columns(_ABOUT.c.name.label("about_name"), _ABOUT.c.email.label("about_email"))
        .join(staff, staff.c.id == row.staff_id)
        .outerjoin(_ABOUT, _ABOUT.c.id == row.about_id)
        .where(row.id < before)
        .order_by(row.id.desc())
        .limit(limit)
    )
    if codes is not None:
        query = query.where(staff.c.id.in_(_working_for(codes)), _about_these(codes))
    return [
        Entry(
            id=each.id,
            at=each.at,
            action=each.action,
            name=each.name or each.email,
            about=each.about_name or each.about_email or "",
            case_number=each.case_number or "",
        )
        for each in (await tx.execute(query)).all()
    ]


def _working_for(codes: Collection[str]) -> Select[Any]:
    return select(staff_municipalities.c.staff_id).where(staff_municipalities.c.municipality_code.in_(codes))


def _about_these(codes: Collection[str]) -> ColumnElement[bool]:
    """About no case, a case of these municipalities, or one that was erased and could be of no other."""
    number = audit_entries.c.case_number
    elsewhere = select(staff_municipalities.c.staff_id).where(staff_municipalities.c.municipality_code.not_in(codes))
    here = select(cases.c.number).where(cases.c.municipality_code.in_(codes))
    erased = and_(number.not_in(select(cases.c.number)), audit_entries.c.staff_id.not_in(elsewhere))
    return or_(number.is_(None), number.in_(here), erased)


async def _colleagues(tx: Transaction, query: Select[Any]) -> Sequence[Colleague]:
    rows = (await tx.execute(query)).all()
    own = staff_municipalities.c
    towns: dict[int, set[str]] = {}
    for row in await tx.execute(select(own.staff_id, own.municipality_code).where(own.staff_id.in_([each.id for each in rows]))):
        towns.setdefault(row.staff_id, set()).add(row.municipality_code)
    accounts: dict[int, list[str]] = {}
    account = staff_accounts.c
    theirs = select(account.staff_id, account.issuer).where(account.staff_id.in_([each.id for each in rows])).order_by(account.id)
    for row in await tx.execute(theirs):
        accounts.setdefault(row.staff_id, []).append(row.issuer)
    return [
        Colleague(
            id=row.id,
            email=row.email,
            name=row.name or row.email,
            role=row.role,
            municipalities=frozenset(towns.get(row.id, ())),
            joined=row.password_hash is not None or row.id in accounts,
            disabled=row.disabled_at is not None,
            second_factor=row.totp_secret is not None,
            issuers=tuple(accounts.get(row.id, ())),
            has_password=row.password_hash is not None,
        )
        for row in rows
    ]
