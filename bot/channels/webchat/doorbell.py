"""The bell between a commit and the open pages of one process."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


class Doorbell:
    """Rings every open page of an address. It carries no content: the page fetches the committed rows itself."""

    def __init__(self) -> None:
        self._bells: dict[str, set[asyncio.Event]] = {}

    @contextmanager
    def subscribe(self, address: str) -> Iterator[asyncio.Event]:
        """An event that is set at each ring, for as long as the context is open."""
        bell = asyncio.Event()
        self._bells.setdefault(address, set()).add(bell)
        try:
            yield bell
        finally:
            listeners = self._bells[address]
            listeners.discard(bell)
            if not listeners:
                del self._bells[address]

    def notify(self, address: str) -> None:
        """Ring all pages of this address; where nobody listens nothing happens."""
        for bell in self._bells.get(address, ()):
            bell.set()

    def listeners(self, address: str) -> int:
        """How many pages of this address are open here."""
        return len(self._bells.get(address, ()))
