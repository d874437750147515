"""Many people live with the bot for months: what was promised comes once and at a good hour, or is dropped for a true reason."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from chronicle import Happening, causes, late_by
from furnished import BEGIN, HandClock, settings, shipped
from lives import Life, Lives, Post

from bot.clock import Clock
from bot.guidance.hours import allowed
from bot.main import Bot
from bot.settings import HERE
from bot.tempo import Tempo
from dialogs.days import day_of
from storage.check_ins import Kept

#: Beside the plans that are shipped, one of every kind: what is due and when is known here without asking the planning.
PLANS = """
  proef_lessen:
    title: Proef, de lessen
    script: proef_vraag
    since: gekozen_cursus
    days: [7]
    then_every: {days: 30, fact: berichten_vaak, values: {week: 7, twee_weken: 14, maand: 30}}
  proef_einddatum:
    title: Proef, de laatste dag
    script: proef_datum
    since: einddatum_duo
    months: [-12, -6, -3, -1]
    deadline: true
  proef_stil:
    title: Proef, stil
    script: proef_vraag
    silent_days: 21
  proef_jaar:
    title: Proef, elk jaar
    script: proef_jaar
    each: {months: [1, 5, 9], day: 15}
"""
SCRIPT = """
script: {name}
title: Proef {name}
steps:
  vraag:
    ask: Hoe gaat het?
    slot: {name}
    options: {{goed: ✅ Goed, slecht: ❌ Niet zo goed}}
  waarom:
    when: {{{name}: slecht}}
    ask: Wat is er?
    slot: {name}_wat
    options: {{les: 📅 Geen les, anders: 📄 Iets anders}}
  dank:
    say: Dank u.
"""
#: What stands in the way, and with what that ends.
IN_THE_WAY = {"case": "closed", "pauses": "pause over", "says no": "says yes", "blocks": "is back"}
ONLY_WITHOUT = {"says no": "says yes", "blocks": "is back"}
#: Christmas on a Friday and somebody who is talking: more days there never are between "now it may" and "now it is there".
PATIENCE = timedelta(days=5)


def true(life: Life, row: Kept, theirs: Sequence[Kept], now: datetime) -> bool:
    """Whether the reason for which it was dropped is so, by what happened to this person."""
    match row.reason:
        case "no_consent":
            return not life.agrees
        case "unreachable":
            return life.blocked
        case "away":
            return life.away
        case "not_wanted":
            return _not_wanted(life, row, now)
        case "overtaken":
            return any(_overtakes(one, row, now) for one in theirs)
        case _:
            return False


def _not_wanted(life: Life, row: Kept, now: datetime) -> bool:
    cause = causes(row)
    match row.plan:
        case "proef_lessen":
            return cause != life.course_day
        case "proef_einddatum":
            return cause != life.end_day
        case "proef_stil":
            return cause is not None and life.changed is not None and day_of(life.changed) >= cause
        case "proef_jaar":
            return False
        case _:
            return life.changed is not None


def _overtakes(one: Kept, row: Kept, now: datetime) -> bool:
    """Whether this one is about the same, is meant for a later day, and comes now or is still to come."""
    if row.day is None or one.day is None or not row.day < one.day <= day_of(now):
        return False
    comes = one.open or (one.sent_at is not None and one.sent_at >= now)
    return comes and one.plan == row.plan and one.cause.rpartition("/")[0] == row.cause.rpartition("/")[0]


@pytest.fixture
async def lives(sqlite_url: str, tmp_path: Path, hand_clock: HandClock) -> AsyncIterator[Lives]:
    edition, post = tmp_path / "dialogs", Post()
    shutil.copytree(HERE / "dialogs", edition, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    with (edition / "checkins.yaml").open("a") as plans:
        plans.write(PLANS)
    for name in ("proef_vraag", "proef_datum", "proef_jaar"):
        (edition / "scripts" / f"{name}.yaml").write_text(SCRIPT.format(name=name))
    bot = Bot(
        settings(sqlite_url).model_copy(update={"dialogs": edition}),
        now=hand_clock,
        channels=[post],
        tempo=Tempo(check_in_rest=0),
        **shipped(),
    )
    # Time is turned here, by nobody else.
    bot.clock = Clock()
    await bot.start()
    try:
        found = Lives(bot, post, hand_clock, seed=4, true=true)
        yield found
        found.stop()
    finally:
        await bot.stop()


async def test_five_months_of_twelve_people(lives: Lives) -> None:
    await lived(lives, people=12, days=150)


@pytest.mark.long
async def test_two_years_of_five_hundred_people(lives: Lives) -> None:
    await lived(lives, people=500, days=730)


async def lived(lives: Lives, *, people: int, days: int) -> None:
    await lives.begin(people)
    await lives.live(BEGIN + timedelta(days=days))
    story = lives.chronicle
    print(*story.summary(), "", *story.life(story.most_told()), sep="\n")
    rows, late = await lives.rows(), starved(lives)
    for who in {one.who: one for one in (*lives.untrue, *late)}:
        print("", f"What is not right in the time of {who}:", *story.life(who), sep="\n")
    assert story.twice() == []
    assert [str(one) for one in story.of("came") if not allowed(one.at)] == []
    assert [str(one) for one in lives.untrue] == []
    assert {row.id for row in rows} >= {id for id, who in lives.promised.items() if not lives.lives[who].erased}
    assert still_waiting(rows, BEGIN + timedelta(days=days)) == []
    assert [f"{one} meant for {one.row and one.row.day}" for one in late] == []


def still_waiting(rows: list[Kept], now: datetime) -> list[Kept]:
    """What should have come by now and neither came nor was dropped."""
    return [row for row in rows if row.open and row.due_at < now - timedelta(days=1)]


def starved(lives: Lives) -> list[Happening]:
    """What came long after it could have: long after its day, and after everything that stood in its way."""
    late: list[Happening] = []
    came: defaultdict[int, list[datetime]] = defaultdict(list)
    for one in lives.chronicle.of("came"):
        row = one.row
        assert row is not None
        kinds = ONLY_WITHOUT if row.deadline else IN_THE_WAY
        free = lives.chronicle.hindered_until(one.who, one.at, kinds)
        after = late_by(row, one.at)
        # One comes a day: those that came meanwhile stood before this one.
        before = timedelta(days=sum(one.at - after <= at for at in came[one.who]))
        came[one.who].append(one.at)
        if after - before > PATIENCE and not (free and one.at - free - before <= PATIENCE):
            late.append(one)
    return late
