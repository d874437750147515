"""One measurement: a bot on the first core, the Bot API server with its people on the second."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import IO, Any

import orjson
from benchmarks.contenders import Contender, Start
from benchmarks.load_server import Load

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
#: Seconds that a bot may take to start and to answer the first people.
LONGEST = 60.0
#: Finished intakes a second, at the very least.
SLOWEST = 5.0
#: Seconds between two looks at whether a bot still runs.
GLANCE = 0.2
TICKS = os.sysconf("SC_CLK_TCK")


class NotMeasured(Exception):
    """A bot or the load server stopped before it was measured."""


@dataclass(frozen=True, kw_only=True)
class Measurement:
    """What one bot did under one load."""

    turns: int
    turns_per_second: float
    #: Seconds from an update to its answer.
    p50: float
    p99: float
    #: Seconds of processor time, user and system, per 1,000 turns.
    cpu: float
    #: Bytes of memory in use at the end, and by how many they grew per finished intake.
    memory: int
    growth: float
    contacts: int
    #: People who heard nothing for too long.
    lost: int
    #: Which part of its core the load server used: near 1, it is the server that was measured.
    server_busy: float
    #: Which part of the bot's core other programs used meanwhile: they were measured with it.
    others: float
    calls: Mapping[str, int]


def measure(contender: Contender, load: Load, *, webhook: bool = False) -> Measurement:
    """Run one bot under one load, in processes and a folder of their own; NotMeasured when that fails."""
    first, second = _cores()
    argument = orjson.dumps(asdict(replace(load, begin=contender.begin))).decode()
    with tempfile.TemporaryDirectory(prefix="wegwijzer-bench-") as folder:
        command = (sys.executable, "-m", "benchmarks.load_server", argument)
        server_start = Start(command=command, environment=os.environ | {"PYTHONPATH": str(HERE.parent)})
        with _process(server_start, second, Path(folder) / "server.log") as server:
            address = _news(server)["address"]
            bot_start = contender.start(address, Path(folder), webhook)
            longest = LONGEST + load.warm_up + load.seconds + load.contacts / SLOWEST
            with _process(bot_start, first, Path(folder) / "bot.log") as bot, _guarded(bot, server, longest):
                try:
                    _news(server)
                    before = _glance(bot.pid, first)
                    counted = _news(server)
                    return _measurement(counted, before, _glance(bot.pid, first))
                except NotMeasured as failure:
                    raise NotMeasured(contender.name, (Path(folder) / "bot.log").read_text()[-2000:], *failure.args) from None


@contextmanager
def _guarded(bot: subprocess.Popen[bytes], server: subprocess.Popen[bytes], seconds: float) -> Iterator[None]:
    """Stop the server, and so the waiting for it, when the bot has stopped or the time is over."""
    done = threading.Event()

    def watch() -> None:
        end = time.monotonic() + seconds
        while not done.wait(GLANCE):
            if bot.poll() is not None or time.monotonic() > end:
                server.kill()
                return

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


@dataclass(frozen=True, kw_only=True)
class _Glance:
    """What the system says of a process and its core: seconds of processor time, bytes of memory."""

    cpu: float
    core: float
    memory: int


def _measurement(counted: dict[str, Any], before: _Glance, after: _Glance) -> Measurement:
    waits = sorted(counted["waits"])
    turns = len(waits)
    cpu = after.cpu - before.cpu
    if not turns:
        raise NotMeasured("nobody got an answer", counted)
    return Measurement(
        turns=turns,
        turns_per_second=turns / counted["seconds"],
        p50=waits[turns // 2],
        p99=waits[min(turns - 1, turns * 99 // 100)],
        cpu=cpu / turns * 1000,
        memory=after.memory,
        growth=(after.memory - before.memory) / max(1, counted["contacts"]),
        contacts=counted["contacts"],
        lost=counted["lost"],
        server_busy=counted["busy"] / counted["seconds"],
        others=max(0.0, after.core - before.core - cpu) / counted["seconds"],
        calls=counted["calls"],
    )


@contextmanager
def _process(start: Start, core: int, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("wb") as lines:
        process = subprocess.Popen(
            start.command,
            env=start.environment,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if "load_server" in str(start.command) else lines,
            stderr=lines,
        )
        os.sched_setaffinity(process.pid, {core})
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            if process.stdout:
                process.stdout.close()


def _news(server: subprocess.Popen[bytes]) -> dict[str, Any]:
    told: IO[bytes] | None = server.stdout
    line = told.readline() if told else b""
    if not line:
        raise NotMeasured("the load server stopped")
    return dict(orjson.loads(line))


def _cores() -> tuple[int, int]:
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) < 2:
        raise NotMeasured("two cores are needed: one for the bot, one for the people")
    return cores[0], cores[1]


def _glance(pid: int, core: int) -> _Glance:
    own = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    every = {name: numbers for name, *numbers in map(str.split, Path("/proc/stat").read_text().splitlines())}
    user, nice, system, _idle, _waiting, interrupts, soft, stolen = map(int, every[f"cpu{core}"][:8])
    resident = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return _Glance(
        cpu=(int(own[11]) + int(own[12])) / TICKS,
        core=(user + nice + system + interrupts + soft + stolen) / TICKS,
        memory=resident * os.sysconf("SC_PAGE_SIZE"),
    )
