"""Many check-ins: planned in bounded memory, an idle tick that does not grow with them, and none lost when a process is killed."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.check_ins import Planned, idle, plan, start_due, told
from benchmarks.schedulers import kill_ours, run_apscheduler, run_job_queue

#: An idle tick with a thousand times as many rows may cost so many times as much.
TIMES_IDLE = 3
#: Memory of the planning with ten times the people, as a part of what ten times as much would be.
TIMES_MEMORY = 2


async def both(folder: Path, few: int, many: int) -> tuple[Planned, Planned]:
    found = []
    for people in (few, many):
        (folder / str(people)).mkdir()
        one = await plan(folder / str(people), people)
        print(told(one))
        found.append(one)
    return found[0], found[1]


async def planned_in_bounded_memory(folder: Path, few: int, many: int) -> None:
    small, large = await both(folder, few, many)
    assert large.rows >= large.people * 2
    assert (small.again, large.again) == (0, 0)
    assert large.peak <= small.peak * TIMES_MEMORY


async def test_planning_for_many_takes_no_more_memory_than_for_some(tmp_path: Path) -> None:
    await planned_in_bounded_memory(tmp_path, 400, 2_000)


@pytest.mark.long
async def test_planning_for_a_hundred_thousand_takes_no_more_memory_than_for_a_thousand(tmp_path: Path) -> None:
    await planned_in_bounded_memory(tmp_path, 1_000, 100_000)


async def idle_costs(folder: Path, few: int, many: int) -> None:
    for name in ("few", "many"):
        (folder / name).mkdir()
    some, more = await idle(folder / "few", few), await idle(folder / "many", many)
    print(f"an idle tick: {some:.2f} ms with {few:,} to come, {more:.2f} ms with {many:,}")
    assert more <= some * TIMES_IDLE


async def test_an_idle_tick_costs_the_same_however_many_are_to_come(tmp_path: Path) -> None:
    await idle_costs(tmp_path, 1_000, 50_000)


@pytest.mark.long
async def test_an_idle_tick_costs_the_same_with_a_million_to_come(tmp_path: Path) -> None:
    await idle_costs(tmp_path, 1_000, 1_000_000)


@pytest.mark.long
async def test_ten_thousand_due_ones_are_started_faster_than_by_a_scheduler_with_a_store(tmp_path: Path) -> None:
    ours, theirs, in_memory = await start_due(tmp_path, 10_000), run_apscheduler(tmp_path, 10_000), run_job_queue(tmp_path, 10_000)
    print(f"due: {ours:,.0f} a second; APScheduler with SQLAlchemyJobStore {theirs.per_second:,.0f} a second")
    print(f"for comparison, JobQueue of python-telegram-bot, which keeps nothing: {in_memory.per_second:,.0f} a second")
    assert ours >= theirs.per_second


async def test_a_process_that_is_killed_loses_no_check_in_and_a_scheduler_loses_what_it_had_taken(tmp_path: Path) -> None:
    ours, theirs = kill_ours(tmp_path, 4_000, kill_after=100), run_apscheduler(tmp_path, 400, kill_after=100)
    in_memory = run_job_queue(tmp_path, 4_000, kill_after=100)
    print(f"killed in the middle: ours {ours.done} done and {ours.left} left of 4,000; APScheduler {theirs.done} and {theirs.left} of 400")
    print(f"JobQueue of python-telegram-bot: {in_memory.done} done and {in_memory.left} left of 4,000")
    assert ours.done < 4_000, "it was killed too late to show anything"
    assert ours.done + ours.left == 4_000
