"""Pictures and papers either way: what the person sent is shown to who has the case, and who has the case sends something back."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from bot.cases.appointing import WORDS
from bot.cases.casework import CaseNotFound, CaseNotTheirs, Casework, scope_of
from bot.drawing.errors import NotAPhoto, PhotoTooLarge
from bot.drawing.photos import is_paper, kept_as
from bot.guidance.replies import said_by
from bot.messages import File, Outgoing
from bot.turns import House
from dialogs.days import day_of
from storage import files, staff
from storage.casework import Work
from storage.database import Service
from storage.files import Kept, Kind
from storage.staff import Member

log = logging.getLogger(__name__)


class NotSent(Exception):
    """This is neither a picture nor a PDF; or `too_large`, which is the only argument then."""


class Pictures:
    """Each case is found in the scope of who asks; those methods raise CaseNotFound."""

    def __init__(self, house: House, cases: Casework, deliver: Callable[[Sequence[Outgoing]], None]) -> None:
        """`deliver` begins the way of what was said, after the commit."""
        self._house = house
        self._cases = cases
        self._deliver = deliver

    async def of_case(self, member: Member, work: Work) -> Sequence[Kept]:
        """What the person sent for a case that was found, without the pictures and voices themselves."""
        scope = scope_of(member)
        async with self._house.database.reading(scope) as tx:
            return await files.of_case(tx, scope, work.id)

    async def picture(self, member: Member, number: str, id: int) -> bytes:
        """A picture (JPEG) of a case, for who has it; that it was looked at is noted. Raises CaseNotTheirs."""
        return await self._opened(member, number, id, "picture_seen", "picture")

    async def _opened(self, member: Member, number: str, id: int, action: str, kind: Kind) -> bytes:
        work, scope = await self._cases.found(member, number), scope_of(member)
        if work.state != "taken" or work.taken_by != member.id:
            raise CaseNotTheirs
        async with self._house.database.reading(scope) as tx:
            its_own = any(each.id == id and each.kind == kind for each in await files.of_case(tx, scope, work.id))
            found = await files.picture(tx, scope, id) if its_own else None
        if found is None:
            raise CaseNotFound
        async with self._house.database.writing(Service()) as tx:
            await staff.note(tx, member.id, action, case_number=number, now=self._house.now())
        return found

    async def voice(self, member: Member, number: str, id: int) -> bytes:
        """A voice message of a case, for who has it, to keep for an interpreter; that it was taken along is noted. As `picture`."""
        return await self._opened(member, number, id, "voice_saved", "voice")

    async def paper(self, member: Member, number: str, id: int) -> bytes:
        """A PDF of a case, to save; that it was saved is noted. As `picture`."""
        return await self._opened(member, number, id, "paper_saved", "paper")

    async def send(self, member: Member, number: str, content: bytes, once: str) -> None:
        """Send a picture, drawn anew so that no place and no phone stand in it, or a PDF as it is.

        What it is, is seen from what is in it. Raises NotSent, and as `Casework.speaking`.
        """
        # Nobody has a picture drawn for a case that is not theirs to see.
        await self._cases.found(member, number)
        key, file = await _fit(content)
        words = self._house.worlds.world.knowledge.sentence(WORDS + key, day_of(self._house.now()))
        async with self._cases.speaking(member, number, once) as to:
            if to is None:
                return
            said = said_by(words, self._house.shelf.newest.sentence)
            outgoing = await self._house.queue.tell(to.tx, to.held, said, to.now, files=[file])
            await staff.note(to.tx, member.id, "file_sent", case_number=number, now=to.now)
        self._deliver(outgoing)


async def _fit(content: bytes) -> tuple[str, File]:
    """The words that go with it, and what is sent."""
    try:
        fit = await kept_as(content)
    except PhotoTooLarge:
        raise NotSent("too_large") from None
    except NotAPhoto:
        raise NotSent from None
    if is_paper(fit):
        return "paper", File(name="gemeente.pdf", media_type="application/pdf", content=fit)
    return "picture", File(name="gemeente.jpg", media_type="image/jpeg", content=fit)
