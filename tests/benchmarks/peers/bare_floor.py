"""The bare floor: no framework, one commit per turn; nothing that keeps its answers can be much faster."""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
from pathlib import Path
from typing import Any

import aiohttp
import orjson
from aiohttp import web

API = os.environ["BENCH_API"] + "/bot42:token/"
WEBHOOK_PORT = int(os.environ.get("BENCH_WEBHOOK_PORT", "0"))
INTAKE = json.loads((Path(__file__).parent / "intake.json").read_text())
STEPS, CLOSING = INTAKE["steps"], INTAKE["closing"]


class Floor:
    """A bot of nothing but a socket and a file."""

    def __init__(self, session: aiohttp.ClientSession, database: sqlite3.Connection) -> None:
        self.session = session
        self.database = database

    async def call(self, method: str, **parameters: Any) -> Any:
        """Call a method of the Bot API."""
        body = orjson.dumps(parameters)
        async with self.session.post(API + method, data=body, headers={"Content-Type": "application/json"}) as answer:
            return orjson.loads(await answer.read())["result"]

    def keep(self, update: dict[str, Any]) -> int:
        """Keep what was said and commit; the number of the next question."""
        pressed = update.get("callback_query")
        message = pressed["message"] if pressed else update["message"]
        chat, said = message["chat"]["id"], pressed["data"] if pressed else message["text"]
        step, answers = self._known(chat)
        if said == "/start":
            step, answers = 0, {}
        else:
            answers[STEPS[step]["key"]] = said
            step += 1
        self.database.execute(
            "INSERT INTO person VALUES (?, ?, ?) ON CONFLICT (chat) DO UPDATE SET step = excluded.step, answers = excluded.answers",
            (chat, step, orjson.dumps(answers)),
        )
        self.database.commit()
        return step

    async def reply(self, update: dict[str, Any], step: int) -> None:
        """Ask the next question; after a button it takes the place of the last one."""
        question = _question(step)
        pressed = update.get("callback_query")
        if not pressed:
            await self.call("sendMessage", chat_id=update["message"]["chat"]["id"], **question)
            return
        message = pressed["message"]
        place = {"chat_id": message["chat"]["id"], "message_id": message["message_id"]}
        answered = self.call("answerCallbackQuery", callback_query_id=pressed["id"])
        await asyncio.gather(answered, self.call("editMessageText", **place, **question))

    def _known(self, chat: int) -> tuple[int, dict[str, str]]:
        row = self.database.execute("SELECT step, answers FROM person WHERE chat = ?", (chat,)).fetchone()
        return (row[0], orjson.loads(row[1])) if row else (0, {})

    async def poll(self) -> None:
        """Ask for updates; all that came are kept before the next are asked for, and answered at once."""
        offset = 0
        replies: set[asyncio.Task[None]] = set()
        while True:
            updates = await self.call("getUpdates", offset=offset, timeout=30)
            for update in updates:
                offset = update["update_id"] + 1
                reply = asyncio.create_task(self.reply(update, self.keep(update)))
                replies.add(reply)
                reply.add_done_callback(replies.discard)

    async def listen(self) -> None:
        """Be called for each update."""

        async def hear(request: web.BaseRequest) -> web.Response:
            update = orjson.loads(await request.read())
            await self.reply(update, self.keep(update))
            return web.Response()

        runner = web.ServerRunner(web.Server(hear, access_log=None))
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", WEBHOOK_PORT).start()
        await self.call("setWebhook", url=f"http://127.0.0.1:{WEBHOOK_PORT}/")
        await asyncio.Event().wait()


def _question(step: int) -> dict[str, Any]:
    if step == len(STEPS):
        return {"text": CLOSING}
    options = [[{"text": label, "callback_data": label}] for label in STEPS[step]["options"]]
    return {"text": STEPS[step]["question"]} | ({"reply_markup": {"inline_keyboard": options}} if options else {})


async def main() -> None:
    """Run until stopped."""
    database = sqlite3.connect(os.environ["BENCH_DATABASE"])
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")
    database.execute("CREATE TABLE person (chat INTEGER PRIMARY KEY, step INTEGER, answers BLOB)")
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=256)) as session:
        floor = Floor(session, database)
        await (floor.listen() if WEBHOOK_PORT else floor.poll())


asyncio.run(main())
