"""What is new for somebody of the staff, for a page that is open."""

from __future__ import annotations

from bot.casework import scope_of
from storage import news
from storage.database import Database
from storage.news import News
from storage.staff import Member


class NewsRoom:
    """Reads in the scope of the staff."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, member: Member) -> News:
        """The cases of their municipalities that nobody took."""
        scope = scope_of(member)
        async with self._database.reading(scope) as tx:
            return await news.untaken(tx, scope)
