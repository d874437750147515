"""A house whose staff have an account of their municipality, and a browser that goes there."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from colleague import UTRECHT, Colleague
from furnished import HandClock, MemoryChannel, started
from going import Journey, configured
from identity.server import IdentityServer, identity_server

from bot.main import Bot


@pytest.fixture
async def provider(hand_clock: HandClock) -> AsyncIterator[IdentityServer]:
    async with identity_server(now=hand_clock) as running:
        yield running


@pytest.fixture
async def any_bot(url: str, hand_clock: HandClock, memory_channel: MemoryChannel, provider: IdentityServer) -> AsyncIterator[Bot]:
    """A house where the staff of Zwolle, and those of Utrecht, have an account; both at the same provider."""
    provider.redirects = {f"http://127.0.0.1:8080/console/sign-in/{key}/back" for key in ("zwolle", "utrecht")}
    providers = [configured(provider), configured(provider, key="utrecht", name="Gemeente Utrecht", municipalities=[UTRECHT])]
    async for bot in started(url, hand_clock, memory_channel, staff_providers=providers):
        yield bot


@pytest.fixture
def journey(visitor: Colleague) -> Journey:
    return Journey(visitor)
