"""What can go wrong in the memory.

StorageError
├── UrlRefused          the address of the database is of a kind that cannot be used
├── KeyNotUsable        a key is not 32 bytes in base64, or there is none
├── KeysMissing         something sealed is read or written without keys
├── KeyUnknown          something was sealed with a key that is no longer in the ring
├── SealBroken          something sealed was changed, or stands in another column than it was made for
├── ConversationMoved   a conversation was kept twice from one hold
├── AddressTaken        this address already belongs to somebody who is remembered
└── SchemaDiffers       the database does not have the tables of this release
"""

from __future__ import annotations

import sqlite3

import asyncpg  # type: ignore[import-untyped]
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as NoConnection


class StorageError(Exception):
    """Something is wrong in the memory."""

    def __init__(self, *details: object) -> None:
        super().__init__(self.__doc__, *details)


class UrlRefused(StorageError):
    """The database must be a SQLite file or PostgreSQL, given as a URL."""


class KeyNotUsable(StorageError):
    """A key must be 32 random bytes in base64, and there must be at least one."""


class KeysMissing(StorageError):
    """Something sealed was read or written through an engine that was given no keys."""


class KeyUnknown(StorageError):
    """Something was sealed with a key that is no longer in the ring."""


class SealBroken(StorageError):
    """Something sealed was changed, or stands in another column than it was made for."""


class ConversationMoved(StorageError):
    """The conversation was kept by another turn since it was held."""


class AddressTaken(StorageError):
    """The address already belongs to somebody who is remembered."""


class SchemaDiffers(StorageError):
    """The tables of the database are not those of this release."""


def passes(error: Exception) -> bool:
    """Whether the same may succeed later: the database was away or busy, two were at it at once. What is wrong in itself never does."""
    if isinstance(error, (DataError, IntegrityError, ProgrammingError)):
        return False
    # The drivers' own errors come from the first word to the database, before anything was asked of it.
    drivers = (sqlite3.OperationalError, asyncpg.PostgresError, asyncpg.InterfaceError)
    return isinstance(error, (DBAPIError, NoConnection, OSError, ConversationMoved, *drivers))
