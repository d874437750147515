"""The commands about staff: an invitation as a link, and an end to signing in."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from bot.errors import AddressUnfit, MunicipalityUnknown
from bot.keys import key_ring
from bot.settings import Settings
from bot.team.staffing import StaffRoom
from storage import municipalities
from storage.database import Database, Service
from storage.migrating import upgrade


async def invite(email: str, role: str, codes: Collection[str], settings: Settings) -> str:
    """A link that works once. Raises AddressUnfit or MunicipalityUnknown."""
    if "@" not in email.strip("@ "):
        raise AddressUnfit(email)
    async with _opened(settings) as database:
        async with database.reading(Service()) as tx:
            known = {row.code for row in await municipalities.all_of_them(tx)}
        if bool(codes) == (role == "admin") or not known.issuperset(codes):
            raise MunicipalityUnknown(", ".join(sorted(set(codes) - known)))
        code = await _room(database).invite(email, role, codes)
    return f"{settings.page_url}console/invitation/{code}"


async def disable(email: str, settings: Settings) -> bool:
    """Somebody can no longer sign in. False: nobody by that address."""
    async with _opened(settings) as database:
        return await _room(database).disable(email)


def _room(database: Database) -> StaffRoom:
    return StaffRoom(database, lambda: datetime.now(UTC))


@asynccontextmanager
async def _opened(settings: Settings) -> AsyncIterator[Database]:
    await upgrade(settings.database_url)
    database = Database(settings.database_url, key_ring(settings), "staff")
    await database.start()
    try:
        yield database
    finally:
        await database.stop()
