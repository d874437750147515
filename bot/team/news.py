"""What is new for somebody of the staff, for a page that is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.cases.casework import scope_of
from storage import casework, news
from storage.casework import Work
from storage.database import Database
from storage.news import News
from storage.staff import Member


@dataclass(frozen=True, kw_only=True)
class CaseNews:
    """What came in a case since its page was drawn."""

    #: How often the person was heard.
    heard: int
    #: Something was said to them that the reader did not say.
    said: bool
    #: A colleague has it now.
    taken: bool
    closed: bool
    #: When the newest of all this was; None where there is nothing.
    newest: datetime | None


class NewsRoom:
    """Reads in the scope of the staff."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, member: Member) -> News:
        """The cases of their municipalities that nobody took."""
        scope = scope_of(member)
        async with self._database.reading(scope) as tx:
            return await news.untaken(tx, scope)

    async def of_case(self, member: Member, work: Work, since: datetime) -> CaseNews:
        """What came after a moment in a case that was found for them."""
        scope, theirs = scope_of(member), work.state == "taken" and work.taken_by == member.id
        async with self._database.reading(scope) as tx:
            heard = await news.heard(tx, work.id, since)
            # Only who has the case can answer, so what was said in one's own is no news to oneself.
            told = [] if theirs else await casework.said(tx, scope, work, since)
        # What the bot says at the same moment is its receipt.
        said = [each.at for each in told if each.at not in heard]
        taken = [work.taken_at] if work.taken_at and work.taken_at > since and work.state == "taken" and not theirs else []
        closed = [work.closed_at] if work.closed_at and work.closed_at > since else []
        newest = max([*heard, *said, *taken, *closed], default=None)
        return CaseNews(heard=len(heard), said=bool(said), taken=bool(taken), closed=bool(closed), newest=newest)
