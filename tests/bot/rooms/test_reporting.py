"""A report about a school: with a name an answer can follow; an anonymous one leads back to nobody, wherever one looks."""

from __future__ import annotations

import logging
import re
from datetime import UTC, datetime

import pytest
from furnished import Someone, everything_kept
from sqlalchemy import LargeBinary, select, type_coerce, update

from bot.errors import ReportHasNoReader
from bot.main import Bot
from bot.reports import forms as report_forms
from storage import conversations
from storage.database import Service
from storage.tables import cases, contacts, fraud_reports, messages_out, wishes
from storage.tables import conversations as talks

WORDS = "De directeur nam mijn papieren mee"
SCHOOL = "Voorbeeldschool De Brug"
OURS = ("bot", "dialogs", "storage")


async def remembered(someone: Someone) -> None:
    """Somebody who lets us keep what they say: of them most is kept."""
    await someone.begins()
    await someone.taps("Nederlands")
    async with someone.bot.database.writing(Service()) as tx:
        await tx.execute(update(contacts).values(remembered=True, consents={"remember": True}))
        await tx.execute(update(talks).values(erase_after=None))


async def to_the_name(someone: Someone) -> None:
    """A report, to the question whether it is with a name."""
    await someone.calls("melding")
    await someone.taps("DigiD of mijn pas", "Zij willen mijn DigiD", "Klaar")
    await someone.types(SCHOOL)
    await someone.taps("Deze week", "Berichten", "Klaar", "ik typ iets")
    await someone.types(WORDS)
    await someone.types("Zwolle")


async def anonymous(someone: Someone) -> None:
    await to_the_name(someone)
    await someone.taps("Zonder mijn naam", "stuur zonder naam", "ik ben klaar")


async def test_a_report_with_a_name_belongs_to_who_sent_it(someone: Someone, bot: Bot) -> None:
    await someone.begins()
    await someone.taps("Nederlands")
    await to_the_name(someone)
    await someone.taps("Met mijn naam", "dat hoeft niet", "stuur deze brief")
    async with bot.database.reading(Service()) as tx:
        row = (await tx.execute(select(fraud_reports))).one()
        held = (await tx.execute(select(talks.c.contact_id))).scalar_one()
    assert (row.contact_id, row.municipality_code, row.state) == (held, "GM0193", "new")
    assert (row.subjects, row.proof, row.happened) == (["F07"], ["berichten"], "deze_week")
    assert (row.school_name, row.own_words, row.own_words_language) == (SCHOOL, WORDS, "nl")
    assert WORDS in row.draft
    assert any("bewaard voor de gemeente" in message.text for message in someone.channel.sent)


async def test_what_is_sent_is_the_letter_that_was_shown(someone: Someone, bot: Bot) -> None:
    await someone.begins()
    await someone.taps("Nederlands")
    await to_the_name(someone)
    said = await someone.taps("Met mijn naam", "laat het mij weten")
    await someone.taps("stuur deze brief")
    async with bot.database.reading(Service()) as tx:
        draft = (await tx.execute(select(fraud_reports.c.draft))).scalar_one()
    shown = re.sub("[\u2066-\u2069]", "", said[0].text)
    assert draft in shown


async def test_without_a_yes_nothing_is_sent(someone: Someone, bot: Bot) -> None:
    await someone.begins()
    await someone.taps("Nederlands")
    await to_the_name(someone)
    await someone.taps("Zonder mijn naam", "stuur niets")
    async with bot.database.reading(Service()) as tx:
        assert (await tx.execute(select(fraud_reports))).all() == []


async def test_an_anonymous_report_leaves_no_link_to_who_sent_it(someone: Someone, bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    await remembered(someone)
    await anonymous(someone)
    async with bot.database.reading(Service()) as tx:
        row = (await tx.execute(select(fraud_reports))).one()
        assert (await tx.execute(select(cases))).all() == []
        assert (await tx.execute(select(wishes))).all() == []
    assert row.contact_id is None
    assert row.own_words == WORDS
    assert (row.at.hour, row.at.minute, row.at.second, row.at.microsecond) == (0, 0, 0, 0)
    elsewhere = await everything_kept(bot, "fraud_report")
    for told in (WORDS, SCHOOL, "DigiD, of logde in", "Zonder mijn naam", "zonder uw naam", "stuur zonder naam"):
        assert told not in elsewhere, told
    ours = " ".join(record.getMessage() + str(record.__dict__) for record in caplog.records if record.name.split(".")[0] in OURS)
    assert WORDS not in ours
    assert "report" not in ours


async def test_after_an_anonymous_report_the_state_of_the_talk_is_empty(someone: Someone, bot: Bot) -> None:
    await remembered(someone)
    await anonymous(someone)
    async with bot.database.reading(Service()) as tx:
        state = (await tx.execute(select(talks.c.state))).scalar_one()
        sealed = (await tx.execute(select(type_coerce(talks.c.state, LargeBinary)))).scalar_one()
    assert "melding" not in state
    assert WORDS not in state
    assert b"melding" not in bytes(sealed)


async def test_the_receipt_of_an_anonymous_report_does_not_say_what_it_is_for(someone: Someone, bot: Bot) -> None:
    await remembered(someone)
    await anonymous(someone)
    async with bot.database.reading(Service()) as tx:
        kept = [content for content in (await tx.execute(select(messages_out.c.content))).scalars() if content]
    told = " ".join(f"{content['text']} {content['answered']}" for content in kept)
    assert "Gelukt" in told
    assert not any(word in told for word in ("brief", "meld", "naam", "Blik op Werk"))


async def test_a_report_that_nobody_would_read_is_refused(someone: Someone, bot: Bot) -> None:
    now = datetime(2026, 11, 23, tzinfo=UTC)
    async with bot.database.writing(Service()) as tx:
        held = await conversations.begin(tx, channel="fake", address="9", language="nl", now=now)
        with pytest.raises(ReportHasNoReader):
            await report_forms.submit(tx, held, {"named": "no", "draft": "Een brief."}, now)
