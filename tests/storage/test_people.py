"""A person: known by their address, remembered only with a yes, and gone without a trace when they say so."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from answered import is_worked_on
from shown_rows import shown
from sqlalchemy import ForeignKeyConstraint, func, select, text
from talking import NOW, keep, meet
from told import is_told_in_every_way, told_of

from storage import (
    caseload,
    cases,
    casework,
    check_ins,
    consents,
    contacts,
    conversations,
    facts,
    inbox,
    phones,
    reports,
    wishes,
)
from storage.conversations import Held
from storage.database import Database, Service
from storage.files import want
from storage.reports import NewReport
from storage.tables import METADATA, case_reasons
from storage.tables import check_ins as check_in_table
from storage.tables import facts as fact_table
from storage.transactions import Transaction


async def _count(tx: Transaction, table: Any) -> int:
    return (await tx.execute(select(func.count()).select_from(table))).scalar_one()


def chosen(held: Held, due_at: datetime) -> check_ins.Planned:
    """A check-in a week after a course was chosen."""
    return check_ins.Planned(contact_id=held.contact_id, plan="first_week", cause="chosen", day=due_at.date(), due_at=due_at)


async def _fill(tx: Transaction, address: str) -> Held:
    """Somebody of whom there is a row in every table that can hold one."""
    row = await inbox.remember(tx, channel="web", update_id=address, now=NOW)
    assert row is not None
    held = await meet(tx, address)
    await inbox.note(tx, row, contact_id=held.contact_id, text="hello")
    await consents.give(tx, held.contact_id, purpose="remember", yes=True, edition=1, at=NOW)
    await facts.learn(tx, held.contact_id, {"level": "a2"}, at=NOW)
    await check_ins.plan_all(tx, [chosen(held, NOW)])
    case = await cases.open_or_join(tx, held, topic="money", reason="Geld", urgent=False, summary={"a": 1}, now=NOW)
    await want(tx, held.contact_id, case.id, channel="telegram", now=NOW)
    await casework.file(tx, case.id, text="Ik wacht.", language="nl", now=NOW)
    await is_worked_on(tx, case.id)
    await wishes.add(tx, held, subject="other", details={"a": 1}, now=NOW)
    report = await reports.add(tx, NewReport(municipality_code="GM0344", draft="Een brief."), contact_id=held.contact_id, now=NOW)
    await reports.note_step(tx, report, staff_id=1, state="checked", remark="Gebeld.", told=False, now=NOW)
    await phones.be_known(tx, held.address_id, held.contact_id, "Ster")
    await phones.set_code(tx, held.contact_id, f"code of {address}", until=NOW)
    await caseload.put(tx, [shown(held)])
    await is_told_in_every_way(tx, held, "hello")
    await keep(tx, held)
    await told_of(tx, address, case.id)
    return held


def _owned() -> list[Any]:
    """Every table whose rows point at a contact, directly or through another table."""
    owned = {METADATA.tables["contact"]}
    while True:
        more = {
            table
            for table in METADATA.tables.values()
            for constraint in table.constraints
            if isinstance(constraint, ForeignKeyConstraint) and constraint.referred_table in owned
        } - owned
        if not more:
            return sorted(owned, key=lambda table: table.name)
        owned |= more


async def test_the_same_update_twice_is_remembered_once(database: Database) -> None:
    async with database.writing(Service()) as tx:
        assert await inbox.remember(tx, channel="telegram", update_id="7", now=NOW) is not None
        assert await inbox.remember(tx, channel="web", update_id="7", now=NOW) is not None
    async with database.writing(Service()) as tx:
        assert await inbox.remember(tx, channel="telegram", update_id="7", now=NOW, poisoned=True) is None
        assert await inbox.purge(tx, NOW) == 0
        assert await inbox.purge(tx, NOW + timedelta(days=2)) == 2


async def test_erasing_leaves_no_row_of_a_person_in_any_table(database: Database) -> None:
    async with database.writing(Service()) as tx:
        gone, stays = await _fill(tx, "gone"), await _fill(tx, "stays")
        before = {table.name: await _count(tx, table) for table in _owned()}
        await contacts.erase(tx, gone.contact_id)
        after = {table.name: await _count(tx, table) for table in _owned()}
        still = await conversations.hold(tx, channel="telegram", address="stays")
    assert before == dict.fromkeys(before, 2), "fill this table in _fill, so that this test covers it"
    assert after == dict.fromkeys(before, 1)
    assert still is not None
    assert still.contact_id == stays.contact_id


def test_every_column_that_names_a_contact_goes_with_them() -> None:
    for table in METADATA.tables.values():
        for column in table.columns:
            if column.name == "contact_id":
                (key,) = column.foreign_keys
                assert (key.target_fullname, key.ondelete) == ("contact.id", "CASCADE"), f"{table.name}.{column.name}"


async def test_the_number_of_somebody_erased_is_never_given_to_another(database: Database) -> None:
    async with database.writing(Service()) as tx:
        first = await meet(tx, "a")
        await contacts.erase(tx, first.contact_id)
        second = await meet(tx, "a")
    assert second.contact_id > first.contact_id


async def test_a_guest_is_erased_after_a_day_of_silence_and_nobody_else(database: Database) -> None:
    async with database.writing(Service()) as tx:
        newcomer = await meet(tx, "only opened the page")
        guest, kept = await meet(tx, "guest"), await meet(tx, "kept")
        await keep(tx, guest, erase_after=NOW + timedelta(hours=30))
        await keep(tx, kept, erase_after=None)
        assert await contacts.expired(tx, NOW + timedelta(hours=23), 10) == []
        assert await contacts.expired(tx, NOW + timedelta(hours=25), 10) == [newcomer.contact_id]
        assert await contacts.expired(tx, NOW + timedelta(days=400), 10) == [newcomer.contact_id, guest.contact_id]


async def test_what_a_turn_changed_of_a_person_is_kept(database: Database) -> None:
    async with database.writing(Service()) as tx:
        held = await meet(tx, "a")
        changed = replace(
            held,
            language="ti",
            language_asked=True,
            dutch_beside=True,
            discreet=True,
            remembered=True,
            consents={"remember": True, "remind": False},
            municipality_code="GM0344",
        )
        await keep(tx, changed, '{"asking": 3}')
    async with database.writing(Service()) as tx:
        again = await meet(tx, "a")
    assert replace(again, revision=0) == replace(changed, state='{"asking": 3}', edition=1, revision=0)


async def test_a_pause_is_seen_by_the_next_turn(database: Database) -> None:
    async with database.writing(Service()) as tx:
        held = await meet(tx, "a")
        await contacts.pause(tx, held.contact_id, until=NOW + timedelta(days=7))
        assert (await meet(tx, "a")).paused_until == NOW + timedelta(days=7)


async def test_consents_are_proven_each_by_a_row(database: Database) -> None:
    async with database.writing(Service()) as tx:
        held = await meet(tx, "a")
        for purpose, yes in (("remember", True), ("remind", True), ("remember", False)):
            await consents.give(tx, held.contact_id, purpose=purpose, yes=yes, edition=1, at=NOW)
        assert await consents.of(tx, held.contact_id) == {"remember": False, "remind": True}
        assert await _count(tx, METADATA.tables["consent"]) == 3


async def test_facts_have_a_history_and_a_withdrawal_takes_the_newest_back(database: Database) -> None:
    async with database.writing(Service()) as tx:
        held = await meet(tx, "a")
        for level in ("a1", "a2"):
            await facts.learn(tx, held.contact_id, {"level": level, "children": 2}, at=NOW)
        await facts.withdraw(tx, held.contact_id, "level", at=NOW)
        await facts.withdraw(tx, held.contact_id, "never said", at=NOW)
        told = await facts.history(tx, held.contact_id)
        assert {name: [said.value for said in values] for name, values in told.items()} == {"level": ["a1"], "children": [2, 2]}
        assert await _count(tx, fact_table) == 6
        await facts.erase(tx, held.contact_id)
        assert await facts.history(tx, held.contact_id) == {}


@pytest.mark.parametrize(
    ("value", "is_plain"),
    [
        ("a2", True),
        ("2026-03-02", True),
        (7, True),
        (False, True),
        (["ma", "di"], True),
        ("I live with my aunt", False),
        (["x", "two words"], False),
    ],
)
async def test_a_closed_value_is_plain_and_what_somebody_typed_is_sealed(database: Database, value: Any, is_plain: bool) -> None:
    async with database.writing(Service()) as tx:
        held = await meet(tx, "a")
        await facts.learn(tx, held.contact_id, {"fact": value}, at=NOW)
        row = (await tx.execute(select(fact_table.c.value, fact_table.c.sealed_value))).one()
        assert row == ((value, None) if is_plain else (None, value))
        assert (await facts.history(tx, held.contact_id))["fact"][0].value == value


async def test_a_name_of_one_word_is_sealed_when_the_fact_is_free_text(database: Database) -> None:
    async with database.writing(Service()) as tx:
        held = await meet(tx, "a")
        await facts.learn(tx, held.contact_id, {"called": "Selam"}, at=NOW, free_text={"called"}, said_by="helped")
        assert (await tx.execute(select(fact_table.c.value))).scalar_one() is None
        (said,) = (await facts.history(tx, held.contact_id))["called"]
        assert (said.value, said.said_by) == ("Selam", "helped")


async def test_planning_for_the_same_cause_moves_the_same_check_in(database: Database) -> None:
    async with database.writing(Service()) as tx:
        held = await meet(tx, "a")
        for days in (1, 3):
            await check_ins.plan_all(tx, [chosen(held, NOW + timedelta(days=days))])
        assert (await tx.execute(select(check_in_table.c.due_at))).scalars().all() == [NOW + timedelta(days=3)]


async def test_a_check_in_that_was_done_is_not_done_again(database: Database) -> None:
    async with database.writing(Service()) as tx:
        held = await meet(tx, "a")
        await check_ins.plan_all(tx, [chosen(held, NOW)])
        await tx.execute(check_in_table.update().values(status="sent"))
        await check_ins.plan_all(tx, [chosen(held, NOW + timedelta(days=9))])
        row = (await tx.execute(select(check_in_table.c.status, check_in_table.c.due_at))).one()
    assert row == ("sent", NOW)


async def test_a_second_reason_joins_the_open_case(database: Database) -> None:
    async with database.writing(Service()) as tx:
        held = await meet(tx, "a")
        first = await cases.open_or_join(tx, held, topic="money", reason="Geld", urgent=False, summary={"a": 1}, now=NOW)
        second = await cases.open_or_join(tx, held, topic="fraud", reason="Oplichting", urgent=True, summary={"a": 2}, now=NOW)
        case = (await tx.execute(select(METADATA.tables["case_file"]))).one()
        assert (first.joined, second.joined, first.number == second.number) == (False, True, True)
        assert (case.urgent, case.summary) == (True, {"a": 2})
        assert (await tx.execute(select(case_reasons.c.topic).order_by(case_reasons.c.id))).scalars().all() == ["money", "fraud"]
        await tx.execute(METADATA.tables["case_file"].update().values(state="closed"))
        third = await cases.open_or_join(tx, held, topic="money", reason="Geld", urgent=False, summary=None, now=NOW)
    assert third.number != first.number


async def test_technical_cases_have_no_person_and_do_not_join(database: Database) -> None:
    async with database.writing(Service()) as tx:
        first = await cases.open_technical(tx, reason="web 1", now=NOW)
        second = await cases.open_technical(tx, reason="web 2", now=NOW)
    assert first.number != second.number


@pytest.mark.postgres
async def test_planning_for_somebody_who_is_talking_waits_for_nobody(postgres_database: Database) -> None:
    """Their turn holds them; a row that only points at them does not stand in its way, and it not in that of the row."""
    async with postgres_database.writing(Service()) as tx:
        await meet(tx, "a")
    async with postgres_database.writing(Service()) as turn, postgres_database.writing(Service()) as night:
        held = await meet(turn, "a")
        await night.execute(text("SET LOCAL lock_timeout = '500ms'"))
        await check_ins.plan_all(night, [chosen(held, NOW)])
