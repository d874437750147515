"""The JobQueue of python-telegram-bot, in memory: each due job adds a line to a file. Prints when it has begun and when all are done."""

from __future__ import annotations

import asyncio
import sys
import time
import warnings
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from telegram.ext import Application, ApplicationBuilder, CallbackContext

FOLDER, NUMBER = Path(sys.argv[1]), int(sys.argv[2])
DONE = FOLDER / "done"
LEFT, ALL_DONE = set(range(NUMBER)), asyncio.Event()


async def job(context: CallbackContext[Any, Any, Any, Any]) -> None:
    """What a check-in would be: something that is kept."""
    assert context.job is not None
    number = context.job.data
    with DONE.open("a") as lines:
        lines.write(f"{number}\n")
    LEFT.discard(number)  # type: ignore[arg-type]
    if not LEFT:
        ALL_DONE.set()


async def main() -> None:
    """Add all jobs while the queue sleeps, then let them be due at once. Nothing is asked of Telegram, so nothing is initialized."""
    warnings.filterwarnings("ignore", message="Tasks created via")
    application: Application[Any, Any, Any, Any, Any, Any] = ApplicationBuilder().token("42:token").build()
    queue = application.job_queue
    assert queue is not None
    queue.scheduler.start(paused=True)
    due = datetime.now(UTC) - timedelta(seconds=1)
    for number in range(NUMBER):
        queue.run_once(job, due, data=number, job_kwargs={"misfire_grace_time": None})
    begun = time.perf_counter()
    print("begun", flush=True)
    queue.scheduler.resume()
    await ALL_DONE.wait()
    print(time.perf_counter() - begun, flush=True)


asyncio.run(main())
