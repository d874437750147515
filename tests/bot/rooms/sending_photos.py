"""A channel that keeps photos, and somebody who sends one on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import count

from at_phones import chooses
from furnished import MemoryChannel, Someone
from PIL import Image
from sqlalchemy import select

from bot.main import Bot
from bot.messages import Failure, Fetched, Outgoing, Photo
from storage.database import Service
from storage.tables import files as file_table

BSN = b"mijn bsn staat in dit bestand"
PAPER = b"%PDF-1.7\nvoorbeeld\n%%EOF"
_REFERENCES: Iterator[str] = (f"photo-reference-{number}" for number in count(1))


def taken() -> bytes:
    """A photo as a phone makes it."""
    file = BytesIO()
    Image.new("RGB", (40, 30), "white").save(file, "JPEG", comment=BSN)
    return file.getvalue()


@dataclass
class Keeper(MemoryChannel):
    """A channel that keeps what people send, and gives it later; what is in `troubles` goes wrong first."""

    photos: dict[str, bytes] = field(default_factory=dict)
    troubles: list[Fetched] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    async def fetch(self, reference: str, at_most: int) -> Fetched:
        self.asked.append(reference)
        if self.troubles:
            return self.troubles.pop(0)
        content = self.photos.get(reference)
        if content is None:
            return Fetched(failure=Failure.refused)
        return Fetched(content=content) if len(content) <= at_most else Fetched(failure=Failure.refused, too_large=True)


async def shows(someone: Someone, content: bytes | None = None, text: str = "") -> str:
    """Send a photo; with which it can be fetched."""
    assert isinstance(someone.channel, Keeper)
    reference = next(_REFERENCES)
    someone.channel.photos[reference] = content if content is not None else taken()
    await someone.gives(someone.inbound("photo", photo=Photo(reference=reference), text=text))
    return reference


async def says_yes(someone: Someone) -> list[Outgoing]:
    await chooses(someone, "sturen")
    await chooses(someone, "ja")
    if someone.channel.to(someone.address)[-1].question == "place":
        await someone.types("Zwolle")
    return await chooses(someone, "yes")


async def begins(someone: Someone) -> None:
    await someone.begins()
    await chooses(someone, "nl")


async def rows(bot: Bot) -> list[tuple[str, bool]]:
    """How each photo stands, and whether it is here."""
    async with bot.database.reading(Service()) as tx:
        found = await tx.execute(select(file_table.c.status, file_table.c.picture).order_by(file_table.c.id))
        return [(row.status, row.picture is not None) for row in found]
