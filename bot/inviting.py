"""How a municipality invites people: links and codes to hang up or to send, by route, and what became of them."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.cases.casework import scope_of
from bot.drawing.codes import qr
from bot.drawing.papers import Paper
from bot.guidance.references import Problem, problem
from bot.guidance.totals import one_of, parted, told
from bot.turns import House
from bot.wording import DUTCH
from dialogs.days import day_of
from dialogs.phrase import Phrase, Plain, Value
from storage import inbox, invitations, municipalities, staff
from storage.database import Service
from storage.invitations import Counted, Given
from storage.numbers import draw
from storage.staff import Member

log = logging.getLogger(__name__)

#: Where invitations are given out.
ROUTES = ("guidance", "language_duty", "coa", "library", "partner")
#: A personal invitation is worth something so long.
PERSONAL_KEPT = timedelta(days=90)
#: Lines of one list.
MOST_LINES = 500
#: Characters of a personal code: what nobody guesses.
_CODE_BYTES = 12
#: As what a form of the console is remembered, so that a second click makes nothing.
CONSOLE = "console"
#: Keys of the sentences of a leaflet, from the top.
_ABOVE, _BELOW = ("what", "language", "free"), ("secret",)


class InvitationNotFound(Exception):
    """There is no such invitation for this member of staff."""


class InvitedTwice(Exception):
    """The same form came a second time: nothing was made."""


@dataclass(frozen=True, kw_only=True)
class Way:
    """An invitation as somebody can use it."""

    code: str
    page: str
    #: Empty without Telegram.
    telegram: str
    #: An SVG.
    qr: str
    reference: str = ""


@dataclass(frozen=True, kw_only=True)
class Refused:
    """A line that cannot be a reference: its number, and why."""

    line: int
    why: Problem | str


@dataclass(frozen=True, kw_only=True)
class Told:
    """What is told of the invitations of one route; None is not told, because it leads to few people."""

    personal: int | None
    reached: int | None
    not_reached: int | None
    opened: int | None
    agreed: int | None


@dataclass(frozen=True, kw_only=True)
class Board:
    """Everything on the first page of the invitations."""

    told: Mapping[str, Told]
    everybody: Sequence[Given]
    not_opened: Sequence[Given]


class Inviting:
    """Reads in the scope of the staff; what it makes belongs to a municipality of theirs."""

    def __init__(
        self, house: House, mask: Callable[[str], tuple[str, tuple[str, ...]]], *, page_url: str, telegram: Callable[[], str]
    ) -> None:
        """`telegram` says what the bot is called there; empty where there is none. `mask` finds secrets in words."""
        self._house = house
        self._mask = mask
        self._page_url = page_url
        self._telegram = telegram

    async def board(self, member: Member) -> Board:
        """What there is, and what became of it."""
        scope = scope_of(member)
        async with self._house.database.reading(scope) as tx:
            return Board(
                told={route: _told(counted) for route, counted in (await invitations.counted(tx, scope)).items()},
                everybody=await invitations.for_everybody(tx, scope),
                not_opened=await invitations.not_opened(tx, scope),
            )

    async def invite_everybody(self, member: Member, route: str) -> str:
        """A code to hang up; gives it. Raises InvitationNotFound where they work for no municipality."""
        municipality, now = _of(member), self._house.now()
        code = draw().lower()
        async with self._house.database.writing(Service()) as tx:
            hall = await municipalities.one(tx, municipality)
            if hall is None:
                raise InvitationNotFound
            if hall.slug:
                code = f"{hall.slug}-{code}"
            place = self._place(municipality, hall.name)
            await invitations.add(tx, code=code, municipality_code=municipality, place=place, route=route, now=now)
            await staff.note(tx, member.id, "invitation_made", now=now)
        return code

    async def look(self, member: Member, code: str) -> tuple[Given, Way]:
        """An invitation to show or to print. Raises InvitationNotFound."""
        scope = scope_of(member)
        async with self._house.database.reading(scope) as tx:
            given = await invitations.find(tx, scope, code)
        if given is None:
            raise InvitationNotFound
        return given, self._way(code)

    async def opened(self, member: Member, given: Given) -> int | None:
        """How often it was opened, where that tells nothing about the few who opened another one of its route."""
        scope = scope_of(member)
        async with self._house.database.reading(scope) as tx:
            return one_of(given.uses, await invitations.uses_of(tx, scope, given.route))

    async def refused(self, member: Member, lines: Sequence[str]) -> list[Refused]:
        """The lines that cannot be references, or were opened already. Nothing of them is kept."""
        scope = scope_of(member)
        words = frozenset(self._house.worlds.world.knowledge.value("invitation.words", day_of(self._house.now())))
        async with self._house.database.reading(scope) as tx:
            known = await invitations.by_reference(tx, scope)
        found: list[Refused] = []
        for number, line in enumerate(lines, 1):
            why: Problem | str | None = problem(line, words, bool(self._mask(line)[1]))
            if why is None and line in lines[: number - 1]:
                why = "twice"
            elif why is None and line in known and known[line].uses:
                why = "opened"
            found += [Refused(line=number, why=why)] if why else []
        return found

    async def invite_persons(self, member: Member, lines: Sequence[str], route: str, once: str) -> list[Way]:
        """A code for each reference, shown this one time; one that was not opened yet gets another code.

        Give only lines that are not `refused`. Raises InvitedTwice, and InvitationNotFound where they work for no municipality.
        """
        scope, municipality, now = scope_of(member), _of(member), self._house.now()
        until = now + PERSONAL_KEPT
        ways: list[Way] = []
        async with self._house.database.writing(Service()) as tx:
            if await inbox.remember(tx, channel=CONSOLE, update_id=f"{member.id}:{once}", now=now) is None:
                raise InvitedTwice
            hall = await municipalities.one(tx, municipality)
            place = self._place(municipality, hall.name if hall else "")
            known = await invitations.by_reference(tx, scope)
            for line in lines:
                code = secrets.token_urlsafe(_CODE_BYTES)
                if line in known:
                    await invitations.renew(tx, known[line].id, code=code, route=route, now=now, valid_until=until)
                else:
                    said = {"municipality_code": municipality, "place": place, "route": route, "reference": line}
                    await invitations.add(tx, code=code, personal=True, valid_until=until, now=now, **said)
                ways.append(self._way(code, line))
            await staff.note(tx, member.id, "invitations_made", now=now)
        log.info("invitations_made", extra={"staff": member.id, "count": len(ways)})
        return ways

    async def leaflet(self, member: Member, code: str, language: str) -> Paper:
        """A leaflet in Dutch and another language, with the code. Raises InvitationNotFound."""
        given, way = await self.look(member, code)
        async with self._house.database.reading(Service()) as tx:
            hall = await municipalities.one(tx, given.municipality_code)
        name, phone = (hall.name, hall.phone) if hall else ("", "")
        languages = [*dict.fromkeys((language, DUTCH))]
        personal = given.code is None
        return Paper(
            template="leaflet",
            language=DUTCH,
            values={
                "title": self._told("title", DUTCH),
                "sender": name,
                "address": way.page,
                "telegram": way.telegram,
                "qr": way.qr,
                "parts": [self._part(each, name, phone, personal=personal) for each in languages],
            },
        )

    def _part(self, language: str, name: str, phone: str, *, personal: bool) -> Mapping[str, object]:
        above = [self._told(key, language, gemeente=Plain(text=name)) for key in _ABOVE]
        below = [self._told("personal", language)] if personal else []
        below += [self._told(key, language) for key in _BELOW]
        below += [self._told("call", language, telefoon=Plain(text=phone))] if phone else []
        return {
            "language": language,
            "title": self._told("title", language),
            "above": above,
            "scan": self._told("scan", language),
            "telegram": self._told("telegram", language),
            "below": below,
        }

    def _told(self, key: str, language: str, **values: Value) -> str:
        today = day_of(self._house.now())
        said: Phrase = self._house.worlds.world.knowledge.sentence(f"leaflet.{key}", today, **values)
        return self._house.speech.renderer.render(said, language)

    def _way(self, code: str, reference: str = "") -> Way:
        page, bot = f"{self._page_url}?u={code}", self._telegram()
        telegram = f"https://t.me/{bot}?start={code}" if bot else ""
        return Way(code=code, page=page, telegram=telegram, qr=qr(page), reference=reference)

    def _place(self, municipality: str, name: str) -> str:
        """The key of the town by which a municipality is called; empty where no town is."""
        found = self._house.worlds.world.places.find(name).candidates
        return next((place.key for place in found if place.municipality.code == municipality), "")


def _told(counted: Counted) -> Told:
    personal, reached, not_reached = parted(counted.personal, counted.reached)
    opened, agreed = told(counted.opened), told(counted.agreed)
    return Told(personal=personal, reached=reached, not_reached=not_reached, opened=opened, agreed=agreed)


def _of(member: Member) -> str:
    """The municipality for which somebody invites: their first. Raises InvitationNotFound where they work for none."""
    theirs = sorted(scope_of(member).municipalities)
    if not theirs:
        raise InvitationNotFound
    return theirs[0]


def lines_of(text: str) -> list[str]:
    """The references in a pasted list, a line each, without empty ones."""
    return [line for each in text.splitlines() if (line := each.strip())]
