"""The way to a database that can be cut: what it held is broken off, and who comes is refused, until it is mended."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from service import free_port


class Crossing:
    """Carries bytes between a port of its own and the database."""

    def __init__(self, port: int) -> None:
        """`port`: where the database listens on this machine."""
        self.port = free_port()
        self._to = port
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()

    async def mend(self) -> None:
        """Let everybody pass."""
        self._server = await asyncio.start_server(self._pass, "127.0.0.1", self.port)

    async def cut(self) -> None:
        """Break everything off, and refuse who comes."""
        if self._server is not None:
            self._server.close()
        for writer in list(self._writers):
            writer.transport.abort()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", self._to)
        self._writers |= {writer, back}
        with suppress(ConnectionError):
            await asyncio.gather(_carry(reader, back), _carry(there, writer))
        self._writers -= {writer, back}


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while octets := await reader.read(65_536):
        writer.write(octets)
        await writer.drain()
    writer.close()
