"""A Bot API server of our own: real HTTP on this machine, as strict as Telegram, and as unreliable as one asks for."""

from __future__ import annotations

import asyncio
import re
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
import orjson
from aiohttp import web
from botapi.chat import Chat
from botapi.rules import Refused, Upload, bad, checked
from botapi.world import ChatRoom, World

Json = dict[str, Any]

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
#: Updates given at most in one answer.
MOST_UPDATES = 100
#: Calls remembered for tests.
MOST_CALLS = 10_000


@dataclass(kw_only=True)
class Trouble:
    """Something that goes wrong with the next calls of one method."""

    method: str
    times: int = 1
    #: Answer with this status instead of carrying the call out; 0: carry it out.
    status: int = 0
    description: str = "made up for a test"
    retry_after: int | None = None
    #: Seconds before anything happens.
    late: float = 0.0
    #: Carry the call out, but close the connection without an answer.
    unheard: bool = False


@dataclass(frozen=True)
class Call:
    """One call as the bot made it."""

    method: str
    parameters: Mapping[str, Any]


class BotApi:
    """The server. `await start()`, point the bot at `url`, and talk through `person()`."""

    def __init__(
        self,
        token: str = "100:test-token",
        *,
        chat_pace: float | None = None,
        query_life: float = 15.0,
        retry_pause: float = 0.05,
        first_update: int = 1,
    ) -> None:
        self.token = token
        self.world = World(chat_pace=chat_pace, query_life=query_life)
        #: Each update is delivered so many times.
        self.copies = 1
        self.calls: deque[Call] = deque(maxlen=MOST_CALLS)
        self.pending: list[Json] = []
        self.url = ""
        self._troubles: list[Trouble] = []
        self._retry_pause = retry_pause
        self._next_update = first_update
        self._news = asyncio.Event()
        self._poll = 0
        self._hook: Json = {}
        self._last_error = ""
        self._pushing: set[asyncio.Task[None]] = set()
        self._slots = asyncio.Semaphore(40)

    async def start(self, port: int = 0) -> str:
        """Listen; the address without a slash at the end."""
        app = web.Application(client_max_size=2**24)
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        app.router.add_get("/file/bot{token}/{place:.+}", self._give)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        self._session = aiohttp.ClientSession()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self.url

    async def stop(self) -> None:
        """Close everything."""
        for task in list(self._pushing):
            task.cancel()
        await asyncio.gather(*self._pushing, return_exceptions=True)
        self._poll += 1
        self._news.set()
        await self._session.close()
        await self._runner.cleanup()

    def person(self, number: int | None = None, *, language: str = "nl", name: str = "Iemand") -> Chat:
        """Somebody with a phone; the same number, the same chat."""
        number = number if number is not None else 1_000 + len(self.world.rooms)
        if number not in self.world.rooms:
            who = {"id": number, "is_bot": False, "first_name": name, "language_code": language}
            self.world.rooms[number] = ChatRoom(number, who)
        return Chat(self, self.world.rooms[number])

    def trouble(self, method: str, **kinds: Any) -> None:
        """Let the next calls of a method go wrong; see `Trouble`."""
        self._troubles.append(Trouble(method=method, **kinds))

    def calm(self) -> None:
        """Nothing goes wrong any more."""
        self._troubles.clear()

    def called(self, method: str) -> list[Mapping[str, Any]]:
        """The parameters of each call of a method, the oldest first."""
        return [call.parameters for call in self.calls if call.method == method]

    async def brought(self) -> None:
        """Wait until the webhook took everything."""
        await asyncio.gather(*self._pushing)

    def happen(self, **content: Any) -> int:
        """Something happened of which the bot is to be told; the number of the update."""
        update = {"update_id": self._next_update, **content}
        self._next_update += 1
        for _ in range(self.copies):
            self.pending.append(update)
            if self._hook:
                self._push(update)
        self._news.set()
        return update["update_id"]

    def set_webhook(self, url: str, **more: Any) -> None:
        """Set a webhook behind the bot's back."""
        self._set_webhook({"url": url, **more})

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        trouble = self._trouble_with(method)
        try:
            if trouble and trouble.late:
                await asyncio.sleep(trouble.late)
            if trouble and trouble.status:
                raise Refused(trouble.status, trouble.description, trouble.retry_after)
            if request.match_info["token"] != self.token:
                raise Refused(401, "Unauthorized")
            result = await self._do(method, await _parameters(request))
        except Refused as refused:
            return web.Response(status=refused.code, body=orjson.dumps(refused.answer()), content_type="application/json")
        if trouble and trouble.unheard and request.transport:
            request.transport.close()
        return web.Response(body=orjson.dumps({"ok": True, "result": result}), content_type="application/json")

    async def _give(self, request: web.Request) -> web.StreamResponse:
        """A file that somebody sent; what goes wrong with it is called `download`."""
        trouble = self._trouble_with("download")
        if trouble and trouble.late:
            await asyncio.sleep(trouble.late)
        content = self.world.at(request.match_info["place"])
        refused = Refused(trouble.status, trouble.description) if trouble and trouble.status else None
        if request.match_info["token"] != self.token or content is None:
            refused = Refused(404, "Not Found")
        if refused:
            return web.Response(status=refused.code, body=orjson.dumps(refused.answer()), content_type="application/json")
        self.calls.append(Call("download", {"file": request.match_info["place"]}))
        return web.Response(body=content, content_type="application/octet-stream")

    async def _do(self, method: str, given: Mapping[str, Any]) -> Any:
        call = checked(method, given)
        self.calls.append(Call(method, call))
        match method:
            case "getUpdates":
                return await self._updates(call)
            case "setWebhook":
                return self._set_webhook(call)
            case "deleteWebhook":
                return self._set_webhook({"url": "", **call})
            case "getWebhookInfo":
                info = {"url": self._hook.get("url", ""), "has_custom_certificate": False, "pending_update_count": len(self.pending)}
                return {**info, "last_error_message": self._last_error} if self._last_error else info
        return self.world.do(method, call)

    async def _updates(self, call: Json) -> list[Json]:
        if self._hook:
            raise Refused(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook first")
        self._poll += 1
        mine = self._poll
        # Wakes the request that was open before: it gives way to this one.
        self._news.set()
        offset = call.get("offset", 0)
        self.pending = [update for update in self.pending if update["update_id"] >= offset] if offset >= 0 else self.pending[offset:]
        deadline = asyncio.get_running_loop().time() + call.get("timeout", 0)
        while not self.pending:
            self._news.clear()
            try:
                async with asyncio.timeout_at(deadline):
                    await self._news.wait()
            except TimeoutError:
                return []
            if mine != self._poll:
                raise Refused(409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running")
        return self.pending[: call.get("limit", MOST_UPDATES)]

    def _set_webhook(self, call: Json) -> bool:
        if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", call.get("secret_token", "")):
            raise bad("secret token contains unallowed characters")
        if call["url"] and not re.match(r"https://|http://127\.0\.0\.1", call["url"]):
            raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        if call.get("drop_pending_updates"):
            self.pending.clear()
        self._hook = call if call["url"] else {}
        self._slots = asyncio.Semaphore(call.get("max_connections", 40))
        if self._hook:
            for update in self.pending:
                self._push(update)
        return True

    def _push(self, update: Json) -> None:
        task = asyncio.create_task(self._bring(update))
        self._pushing.add(task)
        task.add_done_callback(self._pushing.discard)

    async def _bring(self, update: Json) -> None:
        """Post an update until it is taken; what the answer asks for is carried out."""
        while self._hook:
            headers = {SECRET_HEADER: self._hook["secret_token"]} if self._hook.get("secret_token") else {}
            body = orjson.dumps(update)
            try:
                async with (
                    self._slots,
                    self._session.post(self._hook["url"], data=body, headers={**headers, "Content-Type": "application/json"}) as response,
                ):
                    answer = await response.read()
                    if response.status < 300:
                        break
                    self._last_error = f"Wrong response from the webhook: {response.status}"
            except aiohttp.ClientError as error:
                self._last_error = type(error).__name__
            await asyncio.sleep(self._retry_pause)
        else:
            return
        if update in self.pending:
            self.pending.remove(update)
        if answer:
            await self._answered(orjson.loads(answer))

    async def _answered(self, call: Json) -> None:
        try:
            await self._do(call.pop("method"), call)
        except Refused as refused:
            self._last_error = refused.description

    def _trouble_with(self, method: str) -> Trouble | None:
        for trouble in self._troubles:
            if trouble.method == method and trouble.times:
                trouble.times -= 1
                return trouble
        return None


async def _parameters(request: web.Request) -> dict[str, Any]:
    """From the address, and from a body of JSON or a form."""
    given: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        body = await request.read()
        return {**given, **(orjson.loads(body) if body else {})}
    form = await request.post()
    return {**given, **{name: _uploaded(value) if isinstance(value, web.FileField) else value for name, value in form.items()}}


def _uploaded(field: web.FileField) -> Upload:
    return Upload(field.filename, field.content_type, field.file.read())
