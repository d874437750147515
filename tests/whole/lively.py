"""The real service in which one chat of Telegram may be as lively as it likes, and files are fetched at once: an hour takes seconds."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot import logs
from bot.serving import run
from bot.settings import Settings
from bot.tempo import Tempo


def main() -> None:
    settings = Settings()
    logs.set_up(settings.log_level)
    asyncio.run(run(settings, tempo=Tempo(chat_rate=None, files_every=timedelta(seconds=1))))


if __name__ == "__main__":
    main()
