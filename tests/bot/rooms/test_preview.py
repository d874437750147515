"""Before changed plans are published it is said how many people would get what; small numbers are not told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest
from furnished import HandClock, MemoryChannel, Someone, settings
from sqlalchemy import update

from bot.commands.previewing import preview
from bot.errors import PlansRefused
from bot.main import Bot
from bot.settings import HERE
from storage import facts
from storage.database import Service
from storage.tables import contacts

ONE_MORE = """
  vraag:
    title: Een vraag
    script: oefenen
    since: examen_datum
    days: [-7, -2]
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
    folder = changed(tmp_path, lambda plans: plans + ONE_MORE)
    lines = await preview(folder, settings(sqlite_url), hand_clock())
    assert "vraag · Een vraag: 12 new for 6 people (0 within 28 days, the first on 2027-01-12), 0 moved, 0 dropped" in lines
    assert await preview(folder, settings(sqlite_url), hand_clock()) == lines, "nothing was changed by looking"


@pytest.mark.parametrize(
    ("right", "wrong"), [("navraag_stil_gemeente", "navraag_stl"), ("wachtlijst", "wachtlyst"), ("days: [10]", "days: [tien]")]
)
async def test_plans_that_cannot_be_published_are_refused_with_the_place(
    bot: Bot, hand_clock: HandClock, sqlite_url: str, tmp_path: Path, right: str, wrong: str
) -> None:
    folder = changed(tmp_path, lambda plans: plans.replace(right, wrong))
    with pytest.raises(PlansRefused) as refused:
        await preview(folder, settings(sqlite_url), hand_clock())
    assert {str(reason).partition(":")[0] for reason in refused.value.args[1:]} == {"checkins.yaml"}


async def test_a_folder_without_plans_is_no_wish_to_drop_everything(hand_clock: HandClock, sqlite_url: str, tmp_path: Path) -> None:
    with pytest.raises(PlansRefused):
        await preview(tmp_path, settings(sqlite_url), hand_clock())


def changed(place: Path, change: Callable[[str], str]) -> Path:
    """A copy of the dialogs in which the plans are others."""
    folder = place / "dialogs"
    copytree(HERE / "dialogs", folder, ignore=lambda _, names: [name for name in names if name.endswith(".py")])
    plans = folder / "checkins.yaml"
    plans.write_text(change(plans.read_text("utf-8")), "utf-8")
    return folder
