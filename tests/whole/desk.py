"""The console of the running service for a coordinator whose browser draws nothing: what its pages say, and what its forms send."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from html import unescape
from io import BytesIO

from aiohttp import ClientSession, CookieJar, FormData
from journeys import Tongue
from phone import PATIENCE
from service import Service

OURS = {"Sec-Fetch-Site": "same-origin"}
#: Seconds between two looks at a page.
LOOKS_AGAIN = 0.2


class Desk:
    """The browser of the demo's coordinator, signed in."""

    def __init__(self, session: ClientSession) -> None:
        self._session = session

    async def reads(self, path: str) -> str:
        """What a page says, as it stands in its source."""
        async with self._session.get(path) as response:
            return unescape(await response.text())

    async def reads_until(self, path: str, holds: Callable[[str], object]) -> str:
        """Draw a page again and again, until something is true of it."""
        for _ in range(int(PATIENCE / LOOKS_AGAIN)):
            if holds(page := await self.reads(path)):
                return page
            await asyncio.sleep(LOOKS_AGAIN)
        raise AssertionError(page)

    async def does(self, path: str, *, status: int = 200, **form: str) -> str:
        """Send a form; what the page says that follows."""
        async with self._session.post(path, data=form) as response:
            page = unescape(await response.text())
            assert response.status == status, page
            return page

    async def uploads(self, path: str, content: bytes, **form: str) -> None:
        """Send a form with a file."""
        data = FormData(form)
        data.add_field("file", BytesIO(content), filename="weg.jpg", content_type="image/jpeg")
        async with self._session.post(path, data=data) as response:
            assert response.ok, await response.text()

    async def saves(self, path: str) -> bytes:
        """What is behind a link."""
        async with self._session.get(path) as response:
            assert response.ok, await response.text()
            return await response.read()

    async def only_case(self) -> str:
        """The address of the one case that is open."""
        (number,) = set(re.findall(r"/console/cases/([A-Z0-9]{6})", await self.reads("/console/cases")))
        return f"/console/cases/{number}"


@asynccontextmanager
async def signed_in(service: Service) -> AsyncIterator[Desk]:
    """At the console of a service."""
    email, password = service.coordinator
    jar = CookieJar(unsafe=True, treat_as_secure_origin=[service.url])
    async with ClientSession(service.url, cookie_jar=jar, headers=OURS) as session:
        desk = Desk(session)
        await desk.does("/console/sign-in", email=email, password=password)
        yield desk


def drawn(page: str) -> str:
    """How far the talk goes that a page shows."""
    return re.search(r'name="seen" value="([^"]+)"', page)[1]  # type: ignore[index]


def translated(page: str, tongue: Tongue) -> tuple[str, list[str]]:
    """Of a preview, as who speaks this will read it: the words, and what stands on the buttons."""
    reading = page.partition(f'<p class="said" lang="{tongue.code}"')[2].partition("</section>")[0]
    words = re.search(r">(.*?)</p>", reading, re.DOTALL)[1]  # type: ignore[index]
    return words.strip(), re.findall(r"<li>(.*?)</li>", reading)
