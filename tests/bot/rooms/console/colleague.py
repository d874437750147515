"""Somebody of the staff at the console, over HTTP, and people who ask for a human."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from aiohttp import ClientResponse, CookieJar
from aiohttp.test_utils import TestClient, TestServer
from furnished import Someone
from sqlalchemy import select

from bot.main import Bot
from storage.database import Service
from storage.tables import audit_entries

PASSWORD = "een lang wachtwoord"  # not a real one
OURS = {"Sec-Fetch-Site": "same-origin"}
ZWOLLE, UTRECHT = "GM0193", "GM0344"
DORA = "dora@zwolle.example.nl"
YES, MENU = "✅", "menu"


@dataclass(frozen=True, kw_only=True)
class Saved:
    """A file from the console."""

    content: bytes
    media_type: str
    name: str


@dataclass
class Colleague:
    """A browser, signed in or not."""

    client: TestClient
    headers: dict[str, str] = field(default_factory=lambda: dict(OURS))

    async def get(self, path: str, status: int = 200) -> str:
        async with self.client.get(path, allow_redirects=False) as response:
            return await _text(response, status)

    async def post(self, path: str, status: int = 303, **form: str) -> str:
        """The page, or where the answer leads."""
        async with self.client.post(path, data=form, headers=self.headers, allow_redirects=False) as response:
            text = await _text(response, status)
            return response.headers["Location"] if status == 303 else text

    async def saves(self, path: str) -> Saved:
        """A file that is offered to be saved: kept nowhere on the way, and nothing of it runs in the page."""
        async with self.client.get(path, allow_redirects=False) as response:
            assert response.status == 200
            assert (response.headers["Cache-Control"], response.headers["X-Content-Type-Options"]) == ("no-store", "nosniff")
            name = re.fullmatch(r'attachment; filename="(.+)"', response.headers["Content-Disposition"])
            assert name is not None
            return Saved(content=await response.read(), media_type=response.content_type, name=name[1])

    async def signs_in(self, email: str, password: str = PASSWORD, status: int = 303) -> str:
        return await self.post("/console/sign-in", status, email=email, password=password)

    async def only_case(self) -> str:
        """The number of the one case in the list."""
        (number,) = numbers(await self.get("/console/cases"))
        return number


async def _text(response: ClientResponse, status: int) -> str:
    text = await response.text()
    assert response.status == status, (response.status, response.headers.get("Location"), text[:2000])
    return text


def numbers(page: str) -> list[str]:
    """The numbers of the cases in a list."""
    return re.findall(r'href="/console/cases/([A-Z0-9]{6})"', page)


async def browser(server: TestServer) -> Colleague:
    """A new browser at the console."""
    jar = CookieJar(unsafe=True, treat_as_secure_origin=[server.make_url("/")])
    return Colleague(TestClient(server, cookie_jar=jar))


async def employed(bot: Bot, email: str, municipalities: list[str], role: str = "coordinator") -> None:
    """Somebody who was invited and chose a password."""
    assert await bot.office.staff.accept(await bot.office.staff.invite(email, role, municipalities), f"Collega {email}", PASSWORD)


async def noted(bot: Bot, action: str) -> list[str | None]:
    """The numbers of the cases of which the trail holds this action, the earliest first."""
    async with bot.database.reading(Service()) as tx:
        found = select(audit_entries.c.case_number).where(audit_entries.c.action == action).order_by(audit_entries.c.id)
        return list((await tx.execute(found)).scalars())


async def asks_for_a_human(person: Someone, town: str) -> None:
    """Somebody of a town asks for a human, and agrees to what that means."""
    await person.begins()
    await person.calls("human")
    await person.types(town)
    await person.gives(person.inbound("button", data=person.button(YES).data))
