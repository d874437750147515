"""Carries calls to Telegram over one set of open connections."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast

import aiohttp
import orjson
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.messages import File

Json = dict[str, Any]

#: Seconds for a call to be answered; Telegram is slow at times, and a call given up may have been carried out.
ANSWER_WITHIN = 20.0
CONNECT_WITHIN = 10.0
#: Calls under way at the same time.
CONNECTIONS = 256
#: The pause when Telegram asks for one without saying how long.
PAUSE_UNNAMED = timedelta(seconds=5)

_CHUNK = 65_536
_MOST_OF_A_REFUSAL = 4_096
_JSON = {"Content-Type": "application/json"}


class TooFast(TelegramError):
    """Telegram asks for a pause."""

    def __init__(self, pause: timedelta) -> None:
        super().__init__(f"asked to wait {pause.total_seconds():g} seconds")
        self.pause = pause


class TooHeavy(TelegramError):
    """A file has more bytes than were asked for."""

    def __init__(self) -> None:
        super().__init__("the file is too heavy")


class AiohttpRequest(BaseRequest):
    """The way to the network, for the library's methods and for our own calls, over one aiohttp session.

    Addresses hold the bot's token, so neither they nor the errors that name them ever leave this class.
    """

    def __init__(self, *, answer_within: float = ANSWER_WITHIN) -> None:
        self._within = _timeout(answer_within)
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Seconds that a call may take."""
        return self._within.total

    async def initialize(self) -> None:
        """Open the session; a second time does nothing."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=CONNECTIONS),
                cookie_jar=aiohttp.DummyCookieJar(),
            )

    async def shutdown(self) -> None:
        """Close the session; a second time does nothing."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def call(self, url: URL, parameters: Json, within: float | None = None) -> Any:
        """Make one call and give its bare result.

        Raises TimedOut, NetworkError, BadRequest, Forbidden, InvalidToken, Conflict or TooFast.
        """
        return self._result(*await self._send(url, orjson.dumps(parameters), _timeout(within) if within else self._within))

    async def upload(self, url: URL, parameters: Json, field: str, file: File) -> Any:
        """Make a call that carries a file in one of its fields; otherwise as `call`."""
        form = aiohttp.FormData()
        for name, value in parameters.items():
            form.add_field(name, value if isinstance(value, str) else orjson.dumps(value).decode())
        form.add_field(field, file.content, filename=file.name, content_type=file.media_type)
        return self._result(*await self._send(url, form, self._within))

    async def download(self, url: URL, at_most: int) -> bytes:
        """What is at this address, if it has at most so many bytes. Raises TooHeavy, and what `call` raises."""
        if self._session is None:
            raise NetworkError("not started")
        content = bytearray()
        try:
            async with self._session.get(url, timeout=self._within, allow_redirects=False) as response:
                if response.status != 200:
                    raise _refusal(response.status, await response.content.read(_MOST_OF_A_REFUSAL))
                async for chunk in response.content.iter_chunked(_CHUNK):
                    content += chunk
                    if len(content) > at_most:
                        raise TooHeavy
        except TimeoutError:
            raise TimedOut from None
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(type(error).__name__) from None
        return bytes(content)

    async def do_request(self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any) -> tuple[int, bytes]:
        """Send one call of the library's. Raises TimedOut, TooFast or NetworkError."""
        status, payload = await self._send(URL(url), orjson.dumps(request_data.parameters) if request_data else b"{}", self._within)
        if status == 429:
            raise _refusal(status, payload)
        return status, payload

    @staticmethod
    def parse_json_payload(payload: bytes) -> Json:
        """The answer. Raises TelegramError; unlike the library's it writes nothing of it to the log."""
        try:
            return cast("Json", orjson.loads(payload))
        except ValueError:
            raise TelegramError("the answer is no JSON") from None

    def _result(self, status: int, payload: bytes) -> Any:
        if status != 200:
            raise _refusal(status, payload)
        return self.parse_json_payload(payload)["result"]

    async def _send(self, url: URL, body: bytes | aiohttp.FormData, within: aiohttp.ClientTimeout) -> tuple[int, bytes]:
        if self._session is None:
            raise NetworkError("not started")
        headers = _JSON if isinstance(body, bytes) else None
        try:
            async with self._session.post(url, data=body, headers=headers, timeout=within, allow_redirects=False) as response:
                return response.status, await response.read()
        except TimeoutError:
            raise TimedOut from None
        except (aiohttp.ClientError, OSError) as error:
            # Its words may hold the address, and so the token.
            raise NetworkError(type(error).__name__) from None


def _timeout(seconds: float) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=seconds, connect=CONNECT_WITHIN)


def _refusal(status: int, payload: bytes) -> TelegramError:
    try:
        answer = orjson.loads(payload)
        words = str(answer["description"])
    except (ValueError, KeyError, TypeError):
        answer, words = {}, f"status {status}"
    match status:
        case 400:
            return BadRequest(words)
        case 401 | 404:
            return InvalidToken(words)
        case 403:
            return Forbidden(words)
        case 409:
            return Conflict(words)
        case 429:
            seconds = answer.get("parameters", {}).get("retry_after")
            return TooFast(timedelta(seconds=seconds) if seconds else PAUSE_UNNAMED)
    return NetworkError(words)
