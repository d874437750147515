"""A case: something a human of the municipality must look at."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime

from dialogs.guides import Slot
from storage import cases
from storage.conversations import Held
from storage.transactions import Transaction

log = logging.getLogger(__name__)


async def open_or_join(
    tx: Transaction,
    held: Held,
    *,
    topic: str,
    reason: str,
    rules: Sequence[str],
    urgent: bool,
    answers: Mapping[str, Slot],
    now: datetime,
) -> None:
    """Open a case about a person who asked for it, or add the reason, with the rules behind it, to the one that is open."""
    case = await cases.open_or_join(tx, held, topic=topic, reason=reason, rules=rules, urgent=urgent, summary=answers, now=now)
    log.info("case_joined" if case.joined else "case_opened", extra={"case": case.number, "topic": topic})


async def open_technical(tx: Transaction, *, reason: str, now: datetime) -> None:
    """Open a case without content: a turn went wrong and somebody technical must look."""
    case = await cases.open_technical(tx, reason=reason, now=now)
    log.error("technical_case_opened", extra={"case": case.number})


async def withdraw(tx: Transaction, contact_id: int) -> None:
    """The person takes back that the municipality may see their question."""
    await cases.withdraw(tx, contact_id)
    log.info("cases_withdrawn")


async def is_open(tx: Transaction, held: Held) -> bool:
    """Whether somebody of the municipality has something to do for this person: until then a guest is kept."""
    return bool(held.consents.get("human")) and await cases.is_open(tx, held.contact_id)
