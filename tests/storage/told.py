"""Short ways for tests to have somebody on the web page who wants to be told of a message."""

from __future__ import annotations

from datetime import timedelta

from talking import LEASE, NOW, meet

from storage import mail_addresses, outbox, staff, staff_letters, staff_notices, staff_telegram, subscriptions
from storage.conversations import Held
from storage.outbox import NewMessage
from storage.staff_letters import NewLetter
from storage.transactions import Transaction

ENDPOINT = "https://push.example.org/wpush/v2/secretpart"
KEYS = {"p256dh": "BPublic", "auth": "shared"}
DAY = timedelta(days=1)


async def on_page(tx: Transaction, address: str = "page", municipality: str | None = None) -> Held:
    return await meet(tx, address, channel="web", municipality=municipality)


async def wants_a_signal(tx: Transaction, held: Held, endpoint: str = ENDPOINT) -> None:
    await subscriptions.keep(tx, contact_id=held.contact_id, address_id=held.address_id, endpoint=endpoint, keys=KEYS, now=NOW)


async def gives_mail(tx: Transaction, held: Held, address: str = "a@example.org", code: str = "123456") -> None:
    await mail_addresses.ask(tx, held.contact_id, address=address, code=code, now=NOW, until=NOW + LEASE, within=DAY)


async def says(
    tx: Transaction, held: Held, *texts: str, notify: bool = True, pulled: bool = True, check_in: int | None = None
) -> list[int]:
    whose = {"contact_id": held.contact_id, "address_id": held.address_id, "check_in": check_in}
    rows = [NewMessage(**whose, kind="say", content={"text": each}, pulled=pulled, notify=notify) for each in texts]
    return [row.id for row in await outbox.queue(tx, rows, writer="one", lease_until=NOW + LEASE, now=NOW)]


async def is_told_in_every_way(tx: Transaction, held: Held, text: str) -> None:
    """A message, and a row in each table about being told of it."""
    await wants_a_signal(tx, held, f"https://push.example.org/{held.contact_id}")
    await gives_mail(tx, held)
    await says(tx, held, text)


async def told_of(tx: Transaction, name: str, case_id: int) -> int:
    """Somebody of the staff, who is to be told of a case."""
    code = f"invitation of {name}"
    member = await staff.invite(tx, email=f"{name}@example.org", role="coordinator", municipalities=[], code=code, until=NOW, now=NOW)
    new = NewLetter(staff_id=member, case_id=case_id, kind="new", not_before=NOW)
    await staff_letters.add(tx, [new])
    await staff_notices.add(tx, [new])
    await staff_telegram.link(tx, member, f"chat of {name}", now=NOW)
    await staff_telegram.set_code(tx, member, code, until=NOW + DAY, now=NOW)
    return member
