"""Runs the Bot API server by itself, with one person to talk through: `python tests/botapi --port 8081`."""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))


async def main(port: int, token: str) -> None:
    """What is typed is said; `#2` taps the second button; what the bot says is printed."""
    from botapi.server import BotApi

    api = BotApi(token)
    print(f"TELEGRAM_API_URL={await api.start(port)}  TELEGRAM_TOKEN={token}", flush=True)
    person = api.person(language="nl")
    shown = asyncio.create_task(_show(person))
    try:
        while line := await asyncio.to_thread(sys.stdin.readline):
            typed = line.strip()
            if typed.startswith("#") and typed[1:].isdecimal():
                buttons = [label for seen in person.screen() for label in seen.buttons]
                await person.taps(buttons[int(typed[1:]) - 1])
            elif typed:
                await person.says(typed)
        await asyncio.Event().wait()
    finally:
        shown.cancel()
        await api.stop()


async def _show(person: object) -> None:
    from botapi.chat import Chat, NotSeen

    assert isinstance(person, Chat)
    while True:
        try:
            seen = await person.sees()
        except NotSeen:
            continue
        print(seen.text, *(f"\n  [{label}]" for label in seen.buttons), flush=True)


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--port", type=int, default=8081)
    options.add_argument("--token", default="100:test-token")
    given = options.parse_args()
    asyncio.run(main(given.port, given.token))
