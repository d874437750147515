"""Short ways for these tests to have somebody talk."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from storage import conversations, outbox
from storage.conversations import Held
from storage.outbox import NewMessage, Queued
from storage.transactions import Transaction

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
LEASE = timedelta(seconds=60)


async def meet(tx: Transaction, address: str, *, channel: str = "telegram", municipality: str | None = None) -> Held:
    """Somebody, held: known already or new."""
    held = await conversations.hold(tx, channel=channel, address=address)
    return held or await conversations.begin(tx, channel=channel, address=address, language="ar", now=NOW, municipality_code=municipality)


async def keep(tx: Transaction, held: Held, state: str = "{}", *, erase_after: datetime | None = None) -> None:
    """The end of a turn."""
    await conversations.keep(tx, held, state=state, edition=1, heard_at=NOW, erase_after=erase_after)


async def say(
    tx: Transaction,
    held: Held,
    *texts: str,
    writer: str = "one",
    now: datetime = NOW,
    urgent: bool = False,
    pulled: bool = False,
    asking: int = 0,
) -> list[Queued]:
    """Queue messages to somebody; with `asking`, the question of that number."""
    whose = {"contact_id": held.contact_id, "address_id": held.address_id, "kind": "ask" if asking else "say", "asking": asking}
    rows = [NewMessage(**whose, content={"text": text}, urgent=urgent, pulled=pulled) for text in texts]
    return await outbox.queue(tx, rows, writer=writer, lease_until=now + LEASE, now=now)
