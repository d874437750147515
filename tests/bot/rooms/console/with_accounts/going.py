"""A browser on its way to the provider of a municipality, and back to the console."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from aiohttp import ClientSession
from colleague import ZWOLLE, Colleague
from identity.server import CLIENT, SECRET, IdentityServer

from bot.main import Bot
from storage.database import Service
from storage.tables import audit_entries

ANJA, LIA, BRAM = "anja@zwolle.example.nl", "lia@zwolle.example.nl", "bram@utrecht.example.nl"
START = "/console/sign-in/zwolle"
CASES = "/console/cases"


def configured(server: IdentityServer, **differs: object) -> dict[str, object]:
    given = {"key": "zwolle", "name": "Gemeente Zwolle", "issuer": server.issuer, "client_id": CLIENT, "client_secret": SECRET}
    return {**given, "municipalities": [ZWOLLE], **differs}


@dataclass
class Journey:
    """A browser on its way: to the provider, and back."""

    colleague: Colleague

    async def leaves(self, start: str = START) -> str:
        """Where the provider is asked."""
        async with self.colleague.client.get(start, allow_redirects=False) as response:
            assert response.status == 303, await response.text()
            return response.headers["Location"]

    async def returns(self, address: str) -> str:
        """Where the provider sends it back to."""
        async with ClientSession() as session, session.get(address, allow_redirects=False) as response:
            assert response.status == 302, await response.text()
            back = urlsplit(response.headers["Location"])
            return f"{back.path}?{back.query}"

    async def arrives(self, back: str, status: int = 303) -> str:
        """Where the console leads to, or its page."""
        async with self.colleague.client.get(back, allow_redirects=False) as response:
            text = await response.text()
            assert response.status == status, (response.status, text)
            return response.headers.get("Location", text)

    async def goes(self, status: int = 303, start: str = START) -> str:
        """The whole way."""
        return await self.arrives(await self.returns(await self.leaves(start)), status)


async def actions(bot: Bot) -> list[str]:
    async with bot.database.reading(Service()) as tx:
        return [row.action for row in (await tx.execute(audit_entries.select().order_by(audit_entries.c.id))).all()]
