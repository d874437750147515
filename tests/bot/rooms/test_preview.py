"""Before changed plans are published it is said how many people would get what; small numbers are not told."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

from furnished import HandClock, MemoryChannel, Someone, settings
from sqlalchemy import update

from bot.commands.previewing import preview
from bot.main import Bot
from bot.settings import HERE
from storage import facts
from storage.database import Service
from storage.tables import contacts

CHANGED = """
plans:
  vraag:
    title: Een vraag
    script: oefenen
    since: examen_datum
    days: [-7]
"""


async def test_a_changed_plan_is_counted_and_changes_nothing(
    bot: Bot, memory_channel: MemoryChannel, hand_clock: HandClock, sqlite_url: str, tmp_path: Path
) -> None:
    for number in range(7):
        await Someone(bot, memory_channel, address=str(3000 + number)).begins()
    async with bot.database.writing(Service()) as tx:
        await tx.execute(update(contacts).values(remembered=True, consents={"remember": True, "remind": True}))
        for contact in range(1, 7):
            await facts.learn(tx, contact, {"examen_datum": "2027-01-19"}, at=hand_clock())
    folder = tmp_path / "dialogs"
    copytree(HERE / "dialogs", folder, ignore=lambda _, names: [name for name in names if name.endswith(".py")])
    (folder / "checkins.yaml").write_text(CHANGED, "utf-8")
    lines = await preview(folder, settings(sqlite_url), hand_clock())
    assert "vraag · Een vraag: 6 new (0 within 28 days, the first on 2027-01-12), 0 moved, 0 dropped" in lines
    assert await preview(folder, settings(sqlite_url), hand_clock()) == lines, "nothing was changed by looking"
