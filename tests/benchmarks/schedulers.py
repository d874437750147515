"""Runs a scheduler with due jobs in a process of its own, to its end or until it is killed."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from benchmarks.environments import HERE

ROOT = HERE.parent.parent
#: Seconds.
LONGEST = 300.0


@dataclass(frozen=True, kw_only=True)
class Scheduled:
    """What became of the jobs."""

    #: Zero when it was killed.
    per_second: float
    done: int
    #: Still in its store, so that they would be run after a new start.
    left: int


def run_apscheduler(folder: Path, jobs: int, *, kill_after: int | None = None) -> Scheduled:
    """APScheduler's own store with so many due jobs; killed as `kill -9` does when `kill_after` of them are done."""
    own = folder / "apscheduler"
    own.mkdir()
    seconds = _run([str(HERE / "peers" / "apscheduler_jobs.py"), str(own), str(jobs)], lambda: _lines(own), kill_after)
    left = _count(own / "jobs.sqlite3", "SELECT count(*) FROM apscheduler_jobs")
    return Scheduled(per_second=jobs / seconds if seconds else 0.0, done=_lines(own), left=left)


def run_job_queue(folder: Path, jobs: int, *, kill_after: int | None = None) -> Scheduled:
    """The JobQueue of python-telegram-bot with so many due jobs: it has no store, so what is not done at the end is lost."""
    own = folder / "job_queue"
    own.mkdir()
    seconds = _run([str(HERE / "peers" / "ptb_jobs.py"), str(own), str(jobs)], lambda: _lines(own), kill_after)
    return Scheduled(per_second=jobs / seconds if seconds else 0.0, done=_lines(own), left=0)


def kill_ours(folder: Path, rows: int, kill_after: int) -> Scheduled:
    """The same with our own rows: a process that claims and marks, killed in the middle."""
    own = folder / "ours"
    own.mkdir()
    store = own / "many.sqlite3"
    sent = "SELECT count(*) FROM check_in WHERE status = 'sent'"
    _run(["-m", "benchmarks.check_ins", str(own), str(rows)], lambda: _count(store, sent), kill_after)
    left = _count(store, "SELECT count(*) FROM check_in WHERE status IN ('planned', 'claimed')")
    return Scheduled(per_second=0.0, done=_count(store, sent), left=left)


def _run(command: list[str], done: Callable[[], int], kill_after: int | None) -> float:
    """Seconds that it took; 0 when it was killed."""
    around = os.environ | {"PYTHONPATH": os.pathsep.join((str(HERE.parent), str(ROOT)))}
    with subprocess.Popen([sys.executable, *command], stdout=subprocess.PIPE, text=True, env=around, cwd=ROOT) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        if kill_after is None:
            return float(process.stdout.readline())
        end = time.monotonic() + LONGEST
        while done() < kill_after and time.monotonic() < end:
            time.sleep(0.001)
        process.kill()
    return 0.0


def _count(store: Path, query: str) -> int:
    with closing(sqlite3.connect(store)) as connection:
        return int(connection.execute(query).fetchone()[0])


def _lines(folder: Path) -> int:
    lines = folder / "done"
    return lines.read_bytes().count(b"\n") if lines.exists() else 0
