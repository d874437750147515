"""For whom a transaction works: the service itself, or staff who may see the people of some municipalities only."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, false, true


@dataclass(frozen=True)
class Service:
    """The service: turns, clock, outbox, login. Sees everybody."""


@dataclass(frozen=True, kw_only=True)
class Staff:
    """Somebody of the staff. Sees the people of these municipalities (GM and four digits), and nobody else."""

    municipalities: frozenset[str]


Scope = Service | Staff


def visible(scope: Scope, municipality_code: ColumnElement[str]) -> ColumnElement[bool]:
    """The condition for a query that staff may run. PostgreSQL has row-level security as its second lock; SQLite has this only."""
    match scope:
        case Service():
            return true()
        case Staff(municipalities=codes):
            return municipality_code.in_(sorted(codes)) if codes else false()
