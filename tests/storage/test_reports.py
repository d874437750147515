"""Reports about schools: sealed, seen by one municipality only, and anonymous when somebody wants that."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import LargeBinary, func, select, type_coerce
from sqlalchemy.exc import IntegrityError
from talking import NOW, meet, say

from storage import contacts, outbox, reports
from storage.database import Database, Service, Staff, visible
from storage.reports import NewReport
from storage.tables import fraud_reports, messages_out

UTRECHT = Staff(municipalities=frozenset({"GM0344"}))
WORDS = "أخذوا توقيعي"


def _report(code: str = "GM0344") -> NewReport:
    return NewReport(
        municipality_code=code,
        draft="Ik heb getekend op een leeg papier.",
        subjects=("F05",),
        proof=("paper",),
        happened="this_week",
        school_key=None,
        school_name="Voorbeeldschool De Brug",
        own_words=WORDS,
        own_words_language="ar",
    )


async def test_a_report_with_a_name_belongs_to_who_sent_it(database: Database) -> None:
    async with database.writing(Service()) as tx:
        held = await meet(tx, "a")
        await reports.add(tx, _report(), contact_id=held.contact_id, now=NOW)
        row = (await tx.execute(select(fraud_reports))).one()
    assert (row.contact_id, row.state, row.at) == (held.contact_id, "new", NOW)
    assert (row.subjects, row.proof, row.happened) == (["F05"], ["paper"], "this_week")
    assert (row.own_words, row.own_words_language) == (WORDS, "ar")


async def test_an_anonymous_report_has_no_person_and_no_hour(database: Database) -> None:
    async with database.writing(Service()) as tx:
        await meet(tx, "a")
        await reports.add(tx, _report(), contact_id=None, now=NOW)
        row = (await tx.execute(select(fraud_reports))).one()
    assert row.contact_id is None
    assert row.at == NOW.replace(hour=0, minute=0)


async def test_an_anonymous_report_stays_when_its_writer_is_erased_and_a_named_one_goes(database: Database) -> None:
    async with database.writing(Service()) as tx:
        held = await meet(tx, "a")
        unnamed = await reports.add(tx, _report(), contact_id=None, now=NOW)
        await reports.add(tx, _report(), contact_id=held.contact_id, now=NOW + timedelta(days=1))
        await contacts.erase(tx, held.contact_id)
        assert (await tx.execute(select(fraud_reports.c.id))).scalars().all() == [unnamed]


async def test_nobody_who_is_anonymous_is_to_be_told(database: Database) -> None:
    async with database.writing(Service()) as tx:
        held = await meet(tx, "a")
        for contact_id in (None, held.contact_id):
            await reports.add(tx, replace(_report(), wants_to_hear=True), contact_id=contact_id, now=NOW)
        found = await reports.listed(tx, UTRECHT)
    assert {(report.contact_id, report.wants_to_hear) for report in found} == {(None, False), (held.contact_id, True)}


async def test_a_report_changes_only_from_the_states_that_are_meant_and_its_history_stays(database: Database) -> None:
    async with database.writing(Service()) as tx:
        id = await reports.add(tx, _report(), contact_id=None, now=NOW)
        assert await reports.change(tx, id, "checked", only_from=["new"])
        assert not await reports.change(tx, id, "checked", only_from=["new"])
        await reports.note_step(tx, id, staff_id=1, state="checked", remark="Klopt.", told=False, now=NOW)
        (report,) = await reports.listed(tx, UTRECHT)
        assert await reports.one(tx, UTRECHT, report.number) == report
        assert await reports.one(tx, Staff(municipalities=frozenset({"GM0363"})), report.number) is None
        (step,) = await reports.steps(tx, id)
    assert (report.state, report.subjects, step.state, step.remark) == ("checked", ("F05",), "checked", "Klopt.")


async def test_what_was_typed_and_the_letter_are_sealed(database: Database) -> None:
    async with database.writing(Service()) as tx:
        await reports.add(tx, _report(), contact_id=None, now=NOW)
        sealed = [fraud_reports.c.school_name, fraud_reports.c.own_words, fraud_reports.c.draft]
        row = (await tx.execute(select(*(type_coerce(column, LargeBinary) for column in sealed)))).one()
    for content, plain in zip(row, ("Voorbeeldschool", WORDS, "papier"), strict=True):
        assert plain.encode() not in bytes(content)


async def test_a_state_that_is_not_declared_is_refused(database: Database) -> None:
    async with database.writing(Service()) as tx:
        await reports.add(tx, _report(), contact_id=None, now=NOW)
    with pytest.raises(IntegrityError):
        async with database.writing(Service()) as tx:
            await tx.execute(fraud_reports.update().values(state="lost"))


async def test_a_query_of_staff_shows_reports_of_their_municipality_only(database: Database) -> None:
    async with database.writing(Service()) as tx:
        for code in ("GM0344", "GM0363"):
            await reports.add(tx, _report(code), contact_id=None, now=NOW)
        mine = select(fraud_reports.c.municipality_code).where(visible(UTRECHT, fraud_reports.c.municipality_code))
        assert (await tx.execute(mine)).scalars().all() == ["GM0344"]


@pytest.mark.postgres
async def test_the_database_itself_hides_anonymous_reports_of_other_municipalities(postgres_database: Database) -> None:
    async with postgres_database.writing(Service()) as tx:
        for code in ("GM0344", "GM0363"):
            await reports.add(tx, _report(code), contact_id=None, now=NOW)
    async with postgres_database.reading(UTRECHT) as tx:
        assert (await tx.execute(select(func.count()).select_from(fraud_reports))).scalar() == 1


async def test_words_that_were_said_in_a_talk_are_forgotten_and_those_that_wait_or_are_older_are_not(database: Database) -> None:
    async with database.writing(Service()) as tx:
        held, other = await meet(tx, "a"), await meet(tx, "b")
        await say(tx, held, "long ago", pulled=True, now=NOW - timedelta(days=30))
        await say(tx, held, "the letter", pulled=True)
        await say(tx, other, "to another", pulled=True)
        await say(tx, held, "not delivered yet")
        await outbox.forget_words(tx, held.contact_id, since=NOW - timedelta(days=14))
        kept = (await tx.execute(select(messages_out.c.content).order_by(messages_out.c.id))).scalars().all()
    assert [content and content["text"] for content in kept] == ["long ago", None, "to another", "not delivered yet"]
