"""One municipality never sees another's people: by the query on both databases, and by the database itself on PostgreSQL."""

from __future__ import annotations

import pytest
from answered import is_worked_on
from shown_rows import shown
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from talking import NOW, keep, meet
from told import is_told_in_every_way, told_of

from storage import caseload, cases, casework, facts, files, invitations, municipalities, phones, reports, wishes
from storage.database import Database, Service, Staff, visible
from storage.reports import NewReport
from storage.tables import METADATA, contacts

UTRECHT = Staff(municipalities=frozenset({"GM0344"}))
BOTH = Staff(municipalities=frozenset({"GM0344", "GM0363"}))
NOBODY = Staff(municipalities=frozenset())

#: Tables of people, and how many rows the staff of one of the two municipalities sees.
SEEN = {
    "contact": 1,
    "caseload": 1,
    "address": 1,
    "fact": 1,
    "message_out": 1,
    "case_file": 1,
    "case_reason": 1,
    "case_message": 1,
    "case_question": 1,
    "appointment": 1,
    "case_note": 1,
    "case_look": 1,
    "wish": 1,
    "fraud_report": 1,
    "report_step": 1,
    "invitation": 1,
    "file": 1,
    "push_subscription": 1,
    "mail_address": 1,
    "notice": 1,
    "staff_letter": 0,
    "staff_notice": 0,
    "staff_telegram": 0,
    "staff_telegram_code": 0,
    "conversation": 0,
}


async def _fill(database: Database) -> None:
    async with database.writing(Service()) as tx:
        for code in ("GM0344", "GM0363"):
            held = await meet(tx, code, municipality=code)
            await facts.learn(tx, held.contact_id, {"level": "a2"}, at=NOW)
            case = await cases.open_or_join(tx, held, topic="money", reason="Geld", urgent=False, summary={}, now=NOW)
            await files.want(tx, held.contact_id, case.id, channel="telegram", now=NOW)
            await casework.file(tx, case.id, text="Ik wacht.", language="nl", now=NOW)
            await is_worked_on(tx, case.id)
            await wishes.add(tx, held, subject="other", details={}, now=NOW)
            report = await reports.add(tx, NewReport(municipality_code=code, draft="Een brief."), contact_id=held.contact_id, now=NOW)
            await reports.note_step(tx, report, staff_id=1, state="checked", remark="", told=False, now=NOW)
            await municipalities.put(tx, [{"code": code, "name": code}])
            await invitations.add(tx, code=code, now=NOW, municipality_code=code)
            await phones.be_known(tx, held.address_id, held.contact_id, "Ster")
            await phones.set_code(tx, held.contact_id, code, until=NOW)
            await caseload.put(tx, [shown(held)])
            await is_told_in_every_way(tx, held, "hello")
            await keep(tx, held)
            await told_of(tx, code, case.id)


async def test_a_query_of_staff_shows_their_municipalities_only(database: Database) -> None:
    await _fill(database)
    for scope, expected in ((UTRECHT, ["GM0344"]), (BOTH, ["GM0344", "GM0363"]), (NOBODY, []), (Service(), ["GM0344", "GM0363"])):
        async with database.reading(Service()) as tx:
            query = select(contacts.c.municipality_code).where(visible(scope, contacts.c.municipality_code)).order_by(contacts.c.id)
            assert (await tx.execute(query)).scalars().all() == expected


@pytest.mark.postgres
async def test_the_database_itself_shows_staff_their_municipalities_only(postgres_database: Database) -> None:
    await _fill(postgres_database)
    for table, seen in SEEN.items():
        for scope, expected in ((Service(), 2), (UTRECHT, seen), (BOTH, 2 * seen), (NOBODY, 0)):
            async with postgres_database.reading(scope) as tx:
                assert (await tx.execute(select(func.count()).select_from(METADATA.tables[table]))).scalar() == expected, (table, scope)


@pytest.mark.postgres
async def test_without_a_scope_nothing_is_there(postgres_database: Database) -> None:
    await _fill(postgres_database)
    async with postgres_database.reading(Service()) as tx:
        await tx.execute(text("SELECT set_config('app.scope', '', true)"))
        for table in SEEN:
            assert (await tx.execute(select(func.count()).select_from(METADATA.tables[table]))).scalar() == 0, table


@pytest.mark.postgres
async def test_staff_cannot_write_into_another_municipality(postgres_database: Database) -> None:
    await _fill(postgres_database)
    with pytest.raises(DBAPIError, match="row-level security"):
        async with postgres_database.writing(UTRECHT) as tx:
            await tx.execute(contacts.update().values(municipality_code="GM0363"))
    async with postgres_database.writing(UTRECHT) as tx:
        assert (await tx.execute(contacts.update().values(dutch_beside=True))).rowcount == 1


@pytest.mark.postgres
async def test_a_scope_does_not_outlive_its_transaction(postgres_database: Database) -> None:
    async with postgres_database.reading(Service()) as tx:
        backend = (await tx.execute(text("SELECT pg_backend_pid()"))).scalar()
    for _ in range(20):
        async with postgres_database._readers.begin() as bare:
            if (await bare.execute(text("SELECT pg_backend_pid()"))).scalar() == backend:
                assert (await bare.execute(text("SELECT coalesce(current_setting('app.scope', true), '')"))).scalar() == ""
                return
    pytest.fail("the connection did not come back")


@pytest.mark.postgres
async def test_every_table_of_people_is_guarded_even_from_its_owner(postgres_database: Database) -> None:
    people = {table.name for table in METADATA.tables.values() if {"contact_id", "case_id"} & set(table.columns.keys())} | {"contact"}
    people |= {"report_step", "invitation", "saved_view", "staff_week", "staff_habit", "staff_leave", "staff_recovery_code"}
    people |= {"staff_telegram", "staff_telegram_code"}
    people |= {"staff", "staff_municipality", "staff_session", "login_try", "audit_entry", "staff_account", "staff_account_try"}
    guarded = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relrowsecurity AND relforcerowsecurity"
    plain = "SELECT NOT rolsuper AND NOT rolbypassrls FROM pg_roles WHERE rolname = current_user"
    async with postgres_database.reading(Service()) as tx:
        assert set((await tx.execute(text(guarded))).scalars()) == people
        assert (await tx.execute(text(plain))).scalar() is True, "run these tests as a plain role"
