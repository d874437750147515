"""The edition in use, and the older ones that somebody is still talking in."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import zlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from bot.errors import NotTakenIntoUse
from dialogs.checks import Surroundings, check
from dialogs.issues import Issue
from dialogs.library import FORMAT, Files, Library, read_library
from storage import editions
from storage.database import Database, Service

log = logging.getLogger(__name__)


def shipped(folder: Path) -> Files:
    """The dialog files below a folder, by their path inside it."""
    wanted = [*folder.glob("*.yaml"), *folder.glob("scripts/*.yaml"), *folder.glob("knowledge/*.yaml")]
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in sorted(wanted)}


def inspect(files: Files, surroundings: Surroundings, *, ways: bool = True) -> tuple[Library, list[Issue]]:
    """Read and check the files of an edition; without `ways` only what depends on this installation (see `dialogs.checks.check`)."""
    library, unread = read_library(files)
    return library, [*unread, *check(library, surroundings, ways=ways)]


class Shelf:
    """Holds libraries by edition number. All replicas take the newest one that they can read."""

    def __init__(self, database: Database, surroundings: Surroundings) -> None:
        self._database = database
        self._surroundings = surroundings
        self._libraries: dict[int, Library] = {}
        self._newest = 0
        #: Said in /readyz: the number of an edition whose format this release does not know.
        self.unknown_format: int | None = None

    @property
    def newest(self) -> Library:
        """The library in which new dialogs begin."""
        return self._libraries[self._newest]

    async def put(self, files: Files, now: datetime, *, released: bool = False) -> None:
        """Take the shipped files into use as an edition, unless they already are, or an administrator made a newer one.

        Files that came with the `released` program were looked through before its release; of others all ways are looked at here.
        Raises NotTakenIntoUse when they have errors.
        """
        async with self._database.reading(Service()) as tx:
            newest = await editions.newest(tx)
        if newest is None or (newest.origin == "shipped" and newest.hash != _hash(files)):
            await self._publish(files, now, released)
        await self.refresh()

    async def _publish(self, files: Files, now: datetime, released: bool) -> None:
        _, issues = await asyncio.to_thread(inspect, files, self._surroundings, ways=not released)
        if errors := [str(issue) for issue in issues if issue.grade == "error"]:
            raise NotTakenIntoUse(*errors)
        async with self._database.writing(Service()) as tx:
            await editions.add(tx, format=FORMAT, hash=_hash(files), content=_packed(files), origin="shipped", now=now)

    async def refresh(self) -> None:
        """Look whether there is a newer edition."""
        async with self._database.reading(Service()) as tx:
            row = await editions.newest(tx)
        if row is None or row.number == self._newest:
            return
        if row.format > FORMAT:
            self.unknown_format = row.number
            return
        await self._keep(row.number, row.content)
        self._newest = row.number
        log.info("edition_taken_into_use", extra={"edition": row.number})

    async def library(self, number: int) -> Library:
        """The library of an edition; the newest where that one is gone."""
        if number not in self._libraries:
            async with self._database.reading(Service()) as tx:
                row = await editions.by_number(tx, number)
            if row is None or row.format > FORMAT:
                return self.newest
            await self._keep(row.number, row.content)
        return self._libraries[number]

    async def _keep(self, number: int, content: bytes) -> None:
        library, _ = await asyncio.to_thread(read_library, _unpacked(content), number)
        self._libraries[number] = library


def _packed(files: Files) -> bytes:
    return zlib.compress(json.dumps(dict(files), ensure_ascii=False, sort_keys=True).encode())


def _unpacked(content: bytes) -> Mapping[str, str]:
    files: dict[str, str] = json.loads(zlib.decompress(content))
    return files


def _hash(files: Files) -> str:
    return hashlib.sha256(json.dumps(dict(files), sort_keys=True).encode()).hexdigest()
