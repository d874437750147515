"""APScheduler with jobs in a database: each due job adds a line to a file. Prints when it has begun and when all are done."""

from __future__ import annotations

import asyncio
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler

FOLDER, NUMBER = Path(sys.argv[1]), int(sys.argv[2])
DONE = FOLDER / "done"
LEFT, ALL_DONE = set(range(NUMBER)), asyncio.Event()


async def job(number: int) -> None:
    """What a check-in would be: something that is kept."""
    with DONE.open("a") as lines:
        lines.write(f"{number}\n")
    LEFT.discard(number)
    if not LEFT:
        ALL_DONE.set()


async def main() -> None:
    """Add all jobs while the scheduler sleeps, then let them be due at once."""
    scheduler = AsyncIOScheduler(timezone="UTC", jobstores={"default": SQLAlchemyJobStore(url=f"sqlite:///{FOLDER / 'jobs.sqlite3'}")})
    scheduler.start(paused=True)
    due = datetime.now(UTC) - timedelta(seconds=1)
    for number in range(NUMBER):
        scheduler.add_job(job, "date", run_date=due, args=[number], id=str(number), misfire_grace_time=None)
    begun = time.perf_counter()
    print("begun", flush=True)
    scheduler.resume()
    await ALL_DONE.wait()
    print(time.perf_counter() - begun, flush=True)


asyncio.run(main())
