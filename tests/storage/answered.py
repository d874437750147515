"""A case in which staff did everything that they can do."""

from __future__ import annotations

from talking import NOW

from storage import appointments, asking, handling
from storage.appointments import Offer
from storage.transactions import Transaction

OFFER = Offer(manner="phone", place="", interpreter=True, first_at=NOW, second_at=NOW)


async def is_worked_on(tx: Transaction, case_id: int) -> None:
    """One row of each kind."""
    await appointments.add(tx, case_id, OFFER, offered_by=1, now=NOW)
    await handling.write(tx, case_id, 1, "Belt graag.", now=NOW)
    await handling.look(tx, case_id, 1, now=NOW)
    await asking.add(tx, case_id, asked_by=1, phrases=[], now=NOW)
