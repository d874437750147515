"""Pictures and papers that people sent: offered, wanted with a yes, fetched by one process, and erased with the case or the person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import ColumnElement, and_, bindparam, case, delete, insert, literal_column, or_, select, update

from storage.scopes import Scope, visible
from storage.tables import cases, files
from storage.transactions import Transaction

#: Pictures that were sent within this time belong together; an earlier one that got no yes is thrown away.
TOGETHER = timedelta(minutes=10)

#: What a file of a case is to who opens it; what is not here yet counts as a picture.
Kind = Literal["picture", "paper", "voice"]

_ROW = files.c
# Written out: only then do both databases see that the index of what is to be fetched may be used.
_WANTED: ColumnElement[str] = literal_column("'wanted'")
_CLAIMED: ColumnElement[str] = literal_column("'claimed'")
_NOW = bindparam("now", type_=_ROW.not_before.type)
_FREE = or_(_ROW.status == _WANTED, _ROW.lease_until <= _NOW)
_DUE = (
    select(_ROW.id)
    .where(_ROW.status.in_([_WANTED, _CLAIMED]), _FREE, _ROW.not_before <= _NOW)
    .order_by(_ROW.not_before)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
    .cte("due")
)
_CLAIM = (
    update(files)
    .where(_ROW.id.in_(select(_DUE.c.id)))
    .values(status="claimed", claimed_by=bindparam("writer"), lease_until=bindparam("lease", type_=_ROW.lease_until.type))
    .returning(_ROW.id, _ROW.contact_id, _ROW.channel, _ROW.reference, _ROW.attempts, _ROW.seconds)
)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A picture to fetch, held by the process that claimed it."""

    id: int
    contact_id: int
    channel: str
    #: With which its channel gives it; None where nothing was on offer any more at the yes.
    reference: str | None
    #: Tries that failed before.
    attempts: int
    #: Of a voice message; None of a picture.
    seconds: int | None = None


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A picture, a paper or a voice message of a case, without what it shows or says."""

    id: int
    at: datetime
    status: str
    #: Of a voice message; None of a picture.
    seconds: int | None = None
    #: A PDF.
    paper: bool = False

    @property
    def kind(self) -> Kind:
        """How it is opened."""
        if self.seconds is not None:
            return "voice"
        return "paper" if self.paper else "picture"


@dataclass(frozen=True, kw_only=True)
class SentVoice:
    """A voice message as its channel names it."""

    channel: str
    reference: str = field(repr=False)
    seconds: int


async def offer(
    tx: Transaction,
    contact_id: int,
    *,
    channel: str,
    now: datetime,
    until: datetime,
    reference: str | None = None,
    picture: bytes | None = None,
    paper: bool = False,
) -> None:
    """Remember that it was sent, until a moment. It takes a yes to keep it."""
    mine = and_(_ROW.contact_id == contact_id, _ROW.status == "offered")
    await tx.execute(delete(files).where(mine, _ROW.at < now - TOGETHER))
    row = {"contact_id": contact_id, "channel": channel, "status": "offered", "reference": reference, "picture": picture, "paper": paper}
    await tx.execute(insert(files), {**row, "at": now, "expires_at": until, "not_before": now, "attempts": 0})


async def drop_offers(tx: Transaction, contact_id: int) -> None:
    """There was no yes: what is on offer is thrown away."""
    await tx.execute(delete(files).where(_ROW.contact_id == contact_id, _ROW.status == "offered"))


async def want(tx: Transaction, contact_id: int, case_id: int, *, channel: str, now: datetime) -> None:
    """There was a yes: what is on offer belongs to this case. Where nothing is left of it, a row without any says so."""
    wanted = (
        update(files)
        .where(_ROW.contact_id == contact_id, _ROW.status == "offered", _ROW.expires_at > now)
        .values(case_id=case_id, status=case((_ROW.picture.is_not(None), "kept"), else_="wanted"), expires_at=None, not_before=now)
    )
    if not (await tx.execute(wanted)).rowcount:
        row = {"contact_id": contact_id, "case_id": case_id, "channel": channel, "status": "wanted", "at": now, "not_before": now}
        await tx.execute(insert(files), {**row, "attempts": 0})


async def want_voice(tx: Transaction, contact_id: int, case_id: int, voice: SentVoice, *, now: datetime) -> None:
    """Somebody spoke to the human who has this case."""
    row = {"contact_id": contact_id, "case_id": case_id, **vars(voice)}
    await tx.execute(insert(files), {**row, "status": "wanted", "at": now, "not_before": now, "attempts": 0})


async def claim(tx: Transaction, *, writer: str, now: datetime, lease_until: datetime, limit: int) -> list[Wanted]:
    """Take what is wanted and nobody is fetching, the earliest first."""
    rows = await tx.execute(_CLAIM, {"writer": writer, "now": now, "lease": lease_until, "most": limit})
    return sorted((Wanted(**row) for row in rows.mappings().all()), key=lambda row: row.id)


async def fill(tx: Transaction, id: int, *, writer: str, picture: bytes, paper: bool = False) -> bool:
    """It was fetched. False where it is no longer wanted, or another process has it."""
    return await _held(tx, id, writer, status="kept", picture=picture, paper=paper, reference=None)


async def put_off(tx: Transaction, id: int, *, writer: str, not_before: datetime, tried: bool) -> None:
    """Not now: whoever claims it after this moment tries again."""
    await _held(tx, id, writer, status="wanted", not_before=not_before, attempts=_ROW.attempts + int(tried))


async def give_up(tx: Transaction, id: int, *, writer: str, error: str) -> bool:
    """It cannot be had. False where it is no longer wanted, or another process has it."""
    return await _held(tx, id, writer, status="failed", error=error, reference=None)


async def free(tx: Transaction, *, writer: str) -> None:
    """What others than this process hold is free at once: where it is certain that no other lives."""
    await tx.execute(update(files).where(_ROW.status == _CLAIMED, _ROW.claimed_by != writer).values(status="wanted"))


async def of_case(tx: Transaction, scope: Scope, case_id: int) -> Sequence[Kept]:
    """The pictures, papers and voice messages of a case, the first first: enough to show that they are there, hidden until opened."""
    query = select(_ROW.id, _ROW.at, _ROW.status, _ROW.seconds, _ROW.paper).join(cases, cases.c.id == _ROW.case_id)
    shown = query.where(_ROW.case_id == case_id, visible(scope, cases.c.municipality_code)).order_by(_ROW.id)
    return [Kept(**row) for row in (await tx.execute(shown)).mappings()]


async def picture(tx: Transaction, scope: Scope, id: int) -> bytes | None:
    """A picture (JPEG), a paper (PDF) or a voice message of a case that is not closed; None where there is none, or it is not for them."""
    query = select(_ROW.picture).join(cases, cases.c.id == _ROW.case_id)
    shown = query.where(_ROW.id == id, cases.c.state != "closed", visible(scope, cases.c.municipality_code))
    return (await tx.execute(shown)).scalar()


async def erase_closed(tx: Transaction, contact_id: int | None = None) -> int:
    """Pictures of cases that are closed go, of this person or of everybody. Gives how many."""
    closed = select(cases.c.id).where(cases.c.state == "closed")
    whose = _ROW.contact_id == contact_id if contact_id is not None else _ROW.case_id.is_not(None)
    return (await tx.execute(delete(files).where(whose, _ROW.case_id.in_(closed)))).rowcount


async def expire(tx: Transaction, now: datetime) -> int:
    """What got no yes in time is thrown away. Gives how many."""
    return (await tx.execute(delete(files).where(_ROW.status == "offered", _ROW.expires_at <= now))).rowcount


async def _held(tx: Transaction, id: int, writer: str, **values: object) -> bool:
    held = update(files).where(_ROW.id == id, _ROW.status == _CLAIMED, _ROW.claimed_by == writer)
    return bool((await tx.execute(held.values(**values))).rowcount == 1)
