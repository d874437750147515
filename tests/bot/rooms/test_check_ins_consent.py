"""A no to being reminded takes away what was to come; a yes again brings back what was promised for a day that is still to come."""

from __future__ import annotations

from furnished import HandClock, Someone
from reminded import TUESDAY, at, comes, only, rows

from bot.main import Bot
from bot.recording import REMIND, Recorder
from dialogs.events import ConsentGiven
from dialogs.state import State
from storage.conversations import hold_person, keep
from storage.database import Service


async def says(bot: Bot, contact: int, *, yes: bool) -> None:
    """Their answer to being reminded."""
    async with bot.database.writing(Service()) as tx:
        held = await hold_person(tx, contact)
        assert held is not None
        recorder = Recorder(tx, bot.shelf.newest, bot.speech.renderer, bot.now())
        recorded = await recorder.record(held, State(), [ConsentGiven(purpose=REMIND, yes=yes)])
        await keep(tx, recorded.held, state=held.state or "", edition=held.edition, heard_at=None, erase_after=None)


async def test_what_a_script_promised_comes_after_a_no_and_a_yes(someone: Someone, contact: int, bot: Bot, hand_clock: HandClock) -> None:
    await only(bot, contact, at("2026-12-03", 10))
    await says(bot, contact, yes=False)
    assert [(row.status, row.reason) for row in await rows(bot)] == [("dropped", "no_consent")]
    await says(bot, contact, yes=True)
    assert await comes(someone) == []
    hand_clock.time = at("2026-12-03", 10)
    assert await comes(someone) != []


async def test_what_was_due_in_between_stays_away(someone: Someone, contact: int, bot: Bot, hand_clock: HandClock) -> None:
    await only(bot, contact, at(TUESDAY, 10))
    await says(bot, contact, yes=False)
    await says(bot, contact, yes=True)
    assert await comes(someone) == []
    assert [row.status for row in await rows(bot)] == ["dropped"]
