"""Cases as staff work on them: which are open, what is in one, who has it, and what the person typed meanwhile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, false, func, insert, select, update

from storage import files
from storage.database import visible
from storage.scopes import Scope
from storage.tables import case_messages, case_reasons, cases, contacts, messages_out, staff
from storage.transactions import Transaction

#: Cases on one screen; messages that are looked at for the page of one.
LISTED = 200
SHOWN = 500
#: Under this key the content of a message says that it is about the person's case.
ABOUT = "case"


@dataclass(frozen=True, kw_only=True)
class Work:
    """One case. Language and number of the person are empty where somebody else guides them now."""

    id: int
    number: str
    contact_id: int
    municipality_code: str
    urgent: bool
    state: str
    opened_at: datetime
    taken_by: int | None
    language: str | None
    person: str | None
    #: Until which day it may wait. From that day on it stands on top, until somebody does something with it.
    snoozed_until: date | None = None
    #: When it was taken by who has it.
    taken_at: datetime | None = None
    #: When and how staff closed it.
    closed_at: datetime | None = None
    outcome: str | None = None
    #: Why, in Dutch, the oldest first.
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Because:
    """One reason of a case, in Dutch."""

    reason: str
    at: datetime
    #: Keys of the rules that it follows from; None where none is to be named.
    rules: Sequence[str] | None


@dataclass(frozen=True, kw_only=True)
class Written:
    """Something that was said on one side: the content of an outgoing message, or what the person typed."""

    at: datetime
    content: Mapping[str, Any] | None = None
    text: str = ""
    language: str = ""


#: What became of a talk that staff began and the person did not want.
DECLINED = "declined"
_LATER = (cases.c.snoozed_until, cases.c.taken_at, cases.c.closed_at, cases.c.outcome)


async def listed(tx: Transaction, scope: Scope, today: date) -> list[Work]:
    """What is open for this staff: urgent ones first, then what waited until today, then the oldest; last what may still wait."""
    waits = func.coalesce(cases.c.snoozed_until > today, false())
    order = (waits, cases.c.urgent.desc(), cases.c.snoozed_until.is_(None), cases.c.opened_at, cases.c.id)
    return await _listed(tx, _work(scope).where(cases.c.state != "closed").order_by(*order))


async def earlier(tx: Transaction, scope: Scope, work: Work) -> list[Work]:
    """The other cases of the same person, the newest first."""
    return await _listed(tx, _work(scope).where(cases.c.contact_id == work.contact_id, cases.c.id != work.id).order_by(cases.c.id.desc()))


async def _listed(tx: Transaction, query: Any) -> list[Work]:
    rows = (await tx.execute(query.limit(LISTED))).mappings().all()
    reasons = await _reasons(tx, [row["id"] for row in rows])
    return [Work(**row, reasons=reasons[row["id"]]) for row in rows]


async def one(tx: Transaction, scope: Scope, number: str) -> Work | None:
    """The case with this short number; None where this staff may not see it."""
    row = (await tx.execute(_work(scope).where(cases.c.number == number))).mappings().one_or_none()
    if row is None:
        return None
    return Work(**row, reasons=(await _reasons(tx, [row["id"]]))[row["id"]])


async def because(tx: Transaction, case_id: int) -> list[Because]:
    """Why the case was opened or joined, the oldest first, each reason once with the newest rules behind it."""
    row = case_reasons.c
    found = await tx.execute(select(row.reason, row.at, row.rules).where(row.case_id == case_id).order_by(row.id))
    return list({each.reason: Because(**each._mapping) for each in found}.values())


async def summary(tx: Transaction, case_id: int) -> Mapping[str, Any]:
    """What the person agreed to send along; empty when the case is closed."""
    found = (await tx.execute(select(cases.c.summary).where(cases.c.id == case_id))).scalar()
    return found if isinstance(found, Mapping) else {}


async def said(tx: Transaction, scope: Scope, work: Work, since: datetime | None = None) -> list[Written]:
    """What was said to the person about the case, the oldest first: when it was opened or joined, and marked as such since.

    What else they talk about with the bot is not for staff. `since`: only what came after it.
    """
    row = messages_out.c
    because = set((await tx.execute(select(case_reasons.c.at).where(case_reasons.c.case_id == work.id))).scalars())
    query = (
        select(row.created_at, row.content)
        .join(contacts, contacts.c.id == row.contact_id)
        .where(row.contact_id == work.contact_id, row.created_at >= work.opened_at, row.kind.in_(("say", "ask")))
        .where(visible(scope, contacts.c.municipality_code))
        .order_by(row.id.desc())
        .limit(SHOWN)
    )
    found = reversed((await tx.execute(query if since is None else query.where(row.created_at > since))).all())
    about = (each for each in found if each.content and (each.created_at in because or each.content.get(ABOUT)))
    return [Written(at=each.created_at, content=each.content) for each in about]


async def typed(tx: Transaction, work: Work) -> list[Written]:
    """What the person typed while somebody had the case, the oldest first."""
    row = case_messages.c
    query = select(row.at, row.text, row.language).where(row.case_id == work.id).order_by(row.id.desc()).limit(SHOWN)
    return [Written(**each._mapping) for each in reversed((await tx.execute(query)).all())]


async def name_of(tx: Transaction, member_id: int | None) -> str:
    """What colleagues call somebody of the staff."""
    row = (await tx.execute(select(staff.c.name, staff.c.email).where(staff.c.id == member_id))).one_or_none()
    return (row.name or row.email) if row else ""


async def take(tx: Transaction, case_id: int, member_id: int, *, now: datetime) -> bool:
    """Somebody takes it; False where somebody else was first, or it was closed."""
    free = update(cases).where(cases.c.id == case_id, cases.c.state == "new")
    return (await tx.execute(free.values(state="taken", taken_by=member_id, taken_at=now))).rowcount == 1


async def give_back(tx: Transaction, case_id: int, member_id: int) -> bool:
    """Whoever has it no longer does; False where they do not have it."""
    return (
        await tx.execute(_theirs(case_id, member_id).values(state="new", taken_by=None, taken_at=None, snoozed_until=None))
    ).rowcount == 1


async def close(tx: Transaction, case_id: int, member_id: int, *, outcome: str, now: datetime) -> bool:
    """It is done: what was sent along is gone, pictures too. False where it is not theirs."""
    done = _theirs(case_id, member_id).values(state="closed", closed_at=now, outcome=outcome, summary=None, snoozed_until=None)
    if (await tx.execute(done)).rowcount == 0:
        return False
    await files.erase_closed(tx)
    return True


async def decline(tx: Transaction, case_id: int, *, now: datetime) -> None:
    """The person does not want the talk that staff began: it is closed, with that as the reason. What they asked themselves stays open."""
    more = select(case_reasons.c.case_id).where(case_reasons.c.case_id == case_id).group_by(case_reasons.c.case_id).having(func.count() > 1)
    begun = update(cases).where(cases.c.id == case_id, cases.c.state != "closed", cases.c.id.not_in(more))
    await tx.execute(begun.values(state="closed", closed_at=now, outcome=DECLINED, snoozed_until=None))


async def is_theirs(tx: Transaction, case_id: int, member_id: int) -> bool:
    """Whether somebody has this case now. Held until the transaction ends, so that it stays so."""
    query = select(cases.c.id).where(cases.c.id == case_id, cases.c.state == "taken", cases.c.taken_by == member_id)
    return (await tx.execute(query.with_for_update())).scalar() is not None


async def taken(tx: Transaction, contact_id: int) -> int | None:
    """The case of this person that a human has now."""
    return (await tx.execute(select(cases.c.id).where(cases.c.contact_id == contact_id, cases.c.state == "taken").limit(1))).scalar()


async def last_typed(tx: Transaction, case_id: int) -> datetime | None:
    """When the person last typed something for who has the case."""
    query = select(case_messages.c.at).where(case_messages.c.case_id == case_id).order_by(case_messages.c.id.desc()).limit(1)
    return (await tx.execute(query)).scalar()


async def file(tx: Transaction, case_id: int, *, text: str, language: str, now: datetime) -> None:
    """Keep what the person typed for who has the case."""
    await tx.execute(insert(case_messages), {"case_id": case_id, "text": text, "language": language, "at": now})


def _work(scope: Scope) -> Any:
    guided = and_(contacts.c.id == cases.c.contact_id, visible(scope, contacts.c.municipality_code))
    own = (cases.c.id, cases.c.number, cases.c.contact_id, cases.c.municipality_code, cases.c.urgent, cases.c.state, cases.c.opened_at)
    return (
        select(*own, *_LATER, cases.c.taken_by, contacts.c.language, contacts.c.number.label("person"))
        .outerjoin(contacts, guided)
        .where(cases.c.contact_id.is_not(None), cases.c.municipality_code.is_not(None), visible(scope, cases.c.municipality_code))
    )


def _theirs(case_id: int, member_id: int) -> Any:
    return update(cases).where(cases.c.id == case_id, cases.c.state == "taken", cases.c.taken_by == member_id)


async def _reasons(tx: Transaction, case_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    query = select(case_reasons.c.case_id, case_reasons.c.reason).where(case_reasons.c.case_id.in_(case_ids)).order_by(case_reasons.c.id)
    found: dict[int, tuple[str, ...]] = dict.fromkeys(case_ids, ())
    for row in (await tx.execute(query)).all():
        if row.reason not in found[row.case_id]:
            found[row.case_id] = (*found[row.case_id], row.reason)
    return found
