"""A Bot API server made for load: it knows just what an intake needs, answers at once, and counts what people wait."""

from __future__ import annotations

import asyncio
import sys
import time
from collections import Counter, deque
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import aiohttp
import orjson
from aiohttp import web
from benchmarks.people import Crowd, Json

INTAKE = Path(__file__).parent / "peers" / "intake.json"
BOT = {"id": 42, "is_bot": True, "first_name": "Proef", "username": "proef_bot"}
#: How many updates Telegram hands out at once, and how many webhook calls it has under way.
BATCH = 100
WEBHOOK_CALLS = 40
#: Seconds until a call that failed is made again.
RETRY = 0.2


@dataclass(frozen=True, kw_only=True)
class Load:
    """What is asked of a bot, as it stands on the command line."""

    people: int
    think: float
    #: The command by which people begin.
    begin: str = "/start"
    #: Seconds, or finished intakes, before counting begins and while it lasts; the other pair is 0.
    warm_up: float = 0.0
    seconds: float = 0.0
    first_contacts: int = 0
    contacts: int = 0


class BotApi:
    """The server's side of the conversation with one bot."""

    def __init__(self, crowd: Crowd) -> None:
        self.crowd = crowd
        crowd.send = self.put
        self.pending: deque[Json] = deque()
        self.news = asyncio.Event()
        self.awake = asyncio.Event()
        self.calls: Counter[str] = Counter()
        self.webhook = ""
        self.secret = ""
        self.posts: set[asyncio.Task[None]] = set()
        self.gate = asyncio.Semaphore(WEBHOOK_CALLS)
        self.client: aiohttp.ClientSession | None = None

    def put(self, update: Json) -> None:
        """An update for the bot: kept until asked for, or brought to its webhook."""
        if self.webhook:
            post = asyncio.create_task(self._post(update))
            self.posts.add(post)
            post.add_done_callback(self.posts.discard)
        else:
            self.pending.append(update)
            self.news.set()

    async def answer(self, request: web.BaseRequest) -> web.Response:
        """One call of a method by the bot."""
        method = request.path.rpartition("/")[2]
        self.calls[method] += 1
        result = await self._result(method, await _parameters(request))
        return web.Response(body=orjson.dumps({"ok": True, "result": result}), content_type="application/json")

    async def _result(self, method: str, asked: Json) -> Any:
        match method:
            case "sendMessage" | "editMessageText":
                return self._message(asked)
            case "getUpdates":
                self.awake.set()
                await self._wait(int(asked.get("offset") or 0), float(asked.get("timeout") or 0))
                return [self.pending[i] for i in range(min(int(asked.get("limit") or BATCH), len(self.pending)))]
            case "getMe":
                return BOT
            case "getMyCommands":
                return []
            case "setWebhook":
                self.webhook, self.secret = str(asked.get("url", "")), str(asked.get("secret_token", ""))
                self.awake.set()
            case "getWebhookInfo":
                return {"url": self.webhook, "has_custom_certificate": False, "pending_update_count": len(self.pending)}
            case "editMessageReplyMarkup":
                chat = {"id": int(asked["chat_id"]), "type": "private"}
                return {"message_id": int(asked["message_id"]), "date": int(time.time()), "chat": chat, "from": BOT}
        return True

    def _message(self, asked: Json) -> Json:
        chat = int(asked["chat_id"])
        message = {
            "message_id": int(asked.get("message_id") or self.crowd.next_number()),
            "date": int(time.time()),
            "chat": {"id": chat, "type": "private", "first_name": f"Persoon {chat}"},
            "from": BOT,
            "text": asked["text"],
        }
        markup = asked.get("reply_markup")
        if markup:
            message["reply_markup"] = orjson.loads(markup) if isinstance(markup, str) else markup
        self.crowd.hear(chat, message["text"], message)
        return message

    async def _wait(self, offset: int, patience: float) -> None:
        """Forget what the bot has acknowledged, and wait until there is something new."""
        while self.pending and self.pending[0]["update_id"] < offset:
            self.pending.popleft()
        if not self.pending and patience:
            self.news.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self.news.wait(), patience)

    async def _post(self, update: Json) -> None:
        self.client = self.client or aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=WEBHOOK_CALLS))
        headers = {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": self.secret}
        while True:
            with suppress(aiohttp.ClientConnectionError):
                async with self.gate, self.client.post(self.webhook, data=orjson.dumps(update), headers=headers) as answer:
                    self.calls[f"webhook {answer.status}"] += 1
                    if answer.ok:
                        return
            await asyncio.sleep(RETRY)


async def _parameters(request: web.BaseRequest) -> Json:
    if not request.can_read_body:
        return dict(request.query)
    body = await request.read()
    if request.content_type == "application/json":
        return dict(orjson.loads(body or b"{}"))
    if request.content_type == "multipart/form-data":
        return dict(await request.post())
    return dict(parse_qsl(body.decode()))


async def serve(load: Load) -> None:
    """Serve one bot under one load; tell the runner on standard output when counting begins and what was counted."""
    intake = orjson.loads(INTAKE.read_bytes())
    loop = asyncio.get_running_loop()
    crowd = Crowd(steps=intake["steps"], closing=intake["closing"], send=print, later=loop.call_later, begin=load.begin, think=load.think)
    api = BotApi(crowd)
    runner = web.ServerRunner(web.Server(api.answer, access_log=None))
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    _tell({"address": f"http://127.0.0.1:{runner.addresses[0][1]}"})

    await api.awake.wait()
    crowd.gather(load.people)
    await _until(crowd, load.warm_up, load.first_contacts)
    crowd.counting, begun, busy = True, time.perf_counter(), time.process_time()
    calls, finished = Counter(api.calls), crowd.finished
    _tell({"begun": True})
    await _until(crowd, load.seconds, load.contacts)
    _tell(
        {
            "seconds": time.perf_counter() - begun,
            "waits": crowd.waits,
            "contacts": crowd.finished - finished,
            "lost": crowd.lost,
            "calls": dict(api.calls - calls),
            "busy": time.process_time() - busy,
        }
    )
    await asyncio.Event().wait()  # until the runner has stopped the bot, and then us


async def _until(crowd: Crowd, seconds: float, contacts: int) -> None:
    end, enough = time.perf_counter() + seconds, crowd.finished + contacts
    while time.perf_counter() < end or crowd.finished < enough:
        await asyncio.sleep(0.05)
        crowd.look_round()


def _tell(news: Json) -> None:
    sys.stdout.buffer.write(orjson.dumps(news) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    asyncio.run(serve(Load(**orjson.loads(sys.argv[1]))))
