"""The real service at another time of the day and in another tempo: `python elsewhen.py SHIFT SWEEP CHECK_IN LEASE`, in seconds."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime, timedelta

from bot import logs
from bot.serving import run
from bot.settings import Settings
from bot.tempo import Tempo


def main(shift: timedelta, sweep: timedelta, check_in: timedelta, lease: timedelta) -> None:
    settings = Settings()
    logs.set_up(settings.log_level)
    tempo = Tempo(sweep_every=sweep, check_in_every=check_in, row_lease=lease, check_in_lease=lease)
    asyncio.run(run(settings, now=lambda: datetime.now(UTC) + shift, tempo=tempo))


if __name__ == "__main__":
    main(*(timedelta(seconds=float(seconds)) for seconds in sys.argv[1:]))
