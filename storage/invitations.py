"""Invitations: codes that say where somebody comes from, and how many came with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, insert, or_, select, update

from storage.database import visible
from storage.scopes import Scope
from storage.sealing import ring_of
from storage.tables import contacts, invitations
from storage.transactions import Transaction

#: Where the keyed hash of a personal code is used.
CODE = "invitation.code_hash"
#: Invitations on one screen.
LISTED = 500


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """What a code tells. Empty means that it says nothing about it."""

    id: int
    municipality_code: str | None
    #: The key of a place.
    place: str
    route: str


@dataclass(frozen=True, kw_only=True)
class Given:
    """An invitation as staff see it: one for everybody has a code, one for a person the municipality's own reference."""

    id: int
    municipality_code: str
    route: str
    code: str | None
    reference: str | None
    uses: int
    created_at: datetime
    valid_until: datetime | None


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What became of the invitations of one route."""

    #: Personal ones, and how many of those were opened.
    personal: int = 0
    reached: int = 0
    #: How often those for everybody were opened.
    opened: int = 0
    #: People who came with one and let the municipality follow them.
    agreed: int = 0


async def add(
    tx: Transaction,
    *,
    code: str,
    now: datetime,
    municipality_code: str | None = None,
    place: str = "",
    route: str = "",
    personal: bool = False,
    valid_until: datetime | None = None,
    reference: str | None = None,
) -> int:
    """Make an invitation. The code of a personal one is kept as a hash only."""
    kept = {"code_hash": ring_of(tx.dialect).blind(code, CODE)} if personal else {"code": code}
    said = {"municipality_code": municipality_code, "place": place, "route": route, "reference": reference}
    row = {**said, "created_at": now, "valid_until": valid_until, **kept}
    added: int = (await tx.execute(insert(invitations).returning(invitations.c.id), row)).scalar_one()
    return added


async def renew(tx: Transaction, id: int, *, code: str, route: str, now: datetime, valid_until: datetime) -> None:
    """Another code for a personal invitation that nobody opened; the old one is worth nothing any more."""
    kept = {"code_hash": ring_of(tx.dialect).blind(code, CODE), "route": route, "created_at": now, "valid_until": valid_until}
    await tx.execute(update(invitations).where(invitations.c.id == id).values(**kept))


async def use(tx: Transaction, code: str, *, now: datetime, contact_id: int | None = None) -> Invitation | None:
    """What a code tells, counted as used once more; None for an unknown or old one, and for a personal one that was used.

    The person is counted with the first invitation that they came with.
    """
    row = invitations.c
    statement = (
        update(invitations)
        .where(_is(tx, code), or_(row.valid_until.is_(None), row.valid_until > now), or_(row.code.is_not(None), row.uses == 0))
        .values(uses=row.uses + 1)
        .returning(row.id, row.municipality_code, row.place, row.route)
    )
    found = (await tx.execute(statement)).one_or_none()
    if found is None:
        return None
    first = update(contacts).where(contacts.c.id == contact_id, contacts.c.invitation_id.is_(None))
    await tx.execute(first.values(invitation_id=found.id))
    return Invitation(**found._mapping)


async def find(tx: Transaction, scope: Scope, code: str) -> Given | None:
    """The invitation with this code, where this staff may see it. It is not counted as used."""
    row = (await tx.execute(_given(scope).where(_is(tx, code)))).one_or_none()
    return None if row is None else Given(**row._mapping)


async def for_everybody(tx: Transaction, scope: Scope) -> list[Given]:
    """Those that may hang on a wall, the newest first."""
    query = _given(scope).where(invitations.c.code.is_not(None)).order_by(invitations.c.id.desc()).limit(LISTED)
    return [Given(**row._mapping) for row in await tx.execute(query)]


async def not_opened(tx: Transaction, scope: Scope) -> list[Given]:
    """The personal ones with which nobody came yet and of which it is known for whom they are, the oldest first."""
    query = _given(scope).where(invitations.c.reference.is_not(None), invitations.c.uses == 0).order_by(invitations.c.id).limit(LISTED)
    return [Given(**row._mapping) for row in await tx.execute(query)]


async def by_reference(tx: Transaction, scope: Scope) -> dict[str, Given]:
    """The personal ones by the municipality's own reference."""
    found = await tx.execute(_given(scope).where(invitations.c.code.is_(None)))
    given = [Given(**row._mapping) for row in found]
    return {one.reference: one for one in given if one.reference is not None}


async def uses_of(tx: Transaction, scope: Scope, route: str) -> list[int]:
    """How often each of those that may hang on a wall was opened, of one route."""
    row = invitations.c
    query = select(row.uses).where(row.route == route, row.code.is_not(None), visible(scope, row.municipality_code))
    return list((await tx.execute(query)).scalars())


async def forget_references(tx: Transaction, now: datetime, limit: int) -> int:
    """Of personal ones that nobody opened and that are over, for whom they were is forgotten. The rows stay, to be counted."""
    row = invitations.c
    over = select(row.id).where(row.reference.is_not(None), row.uses == 0, row.valid_until <= now).order_by(row.id).limit(limit)
    return (await tx.execute(update(invitations).where(row.id.in_(over)).values(reference=None))).rowcount


async def counted(tx: Transaction, scope: Scope) -> Mapping[str, Counted]:
    """What became of them, by route."""
    row, theirs = invitations.c, visible(scope, invitations.c.municipality_code)
    personal = row.code.is_(None)
    query = select(
        row.route,
        func.count().filter(personal).label("personal"),
        func.count().filter(and_(personal, row.uses > 0)).label("reached"),
        func.coalesce(func.sum(row.uses).filter(row.code.is_not(None)), 0).label("opened"),
    )
    sums = (await tx.execute(query.where(theirs).group_by(row.route))).all()
    followed = contacts.c.consents["follow"].as_boolean()
    came = select(row.route, func.count().label("agreed")).join(contacts, contacts.c.invitation_id == row.id)
    agreed: dict[str, int] = defaultdict(int)
    for one in await tx.execute(came.where(theirs, followed, visible(scope, contacts.c.municipality_code)).group_by(row.route)):
        agreed[one.route] = one.agreed
    return {one.route: Counted(personal=one.personal, reached=one.reached, opened=one.opened, agreed=agreed[one.route]) for one in sums}


def _is(tx: Transaction, code: str) -> ColumnElement[bool]:
    return or_(invitations.c.code == code, invitations.c.code_hash.in_(ring_of(tx.dialect).blinds(code, CODE)))


def _given(scope: Scope) -> Any:
    row = invitations.c
    shown = (row.id, row.municipality_code, row.route, row.code, row.reference, row.uses, row.created_at, row.valid_until)
    return select(*shown).where(visible(scope, row.municipality_code))
