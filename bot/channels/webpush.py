"""Signals to browsers by Web Push: encrypted for one browser, signed with our key, sent to its maker's server and nowhere else."""

from __future__ import annotations

import base64
import binascii
import logging
from collections.abc import Collection, Mapping
from datetime import timedelta
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import orjson
from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout, TCPConnector, ThreadedResolver
from aiohttp.abc import AbstractResolver, ResolveResult
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02
from pywebpush import WebPusher

from bot.messages import Delivery, Failure, Signal

log = logging.getLogger(__name__)

#: A signal that could not be shown by then is too old.
KEPT_FOR = timedelta(days=3)
#: Undelivered signals with the same topic replace each other: nobody gets ten at once.
TOPIC = "message"
WITHIN = ClientTimeout(total=15)
LONGEST_ENDPOINT = 2_000
#: What to wait where a server only says that it is too much.
PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(days=1)

_POINT_BYTES, _AUTH_BYTES = 65, 16


class WebPush:
    """Sends signals, as a `Pusher`.

    `contact` is an address that a browser's maker can write to. `also` names origins (as `http://127.0.0.1:8090`) that may
    be sent to although they are not outside: for who runs a push server of their own.
    """

    def __init__(self, private_key: str, contact: str, *, also: Collection[str] = ()) -> None:
        self._vapid = Vapid02.from_string(private_key)
        point = self._vapid.public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.public_key = base64.urlsafe_b64encode(point).rstrip(b"=").decode()
        self._contact = f"mailto:{contact}"
        self._also = frozenset(also)
        self._session: ClientSession | None = None

    async def stop(self) -> None:
        """Close what is open."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    def fits(self, endpoint: str, keys: Mapping[str, str]) -> bool:
        """Whether this can be what a browser gave: an address outside, a point of the curve and a secret."""
        if len(endpoint) > LONGEST_ENDPOINT or not (_is_outside(endpoint) or _origin(endpoint) in self._also):
            return False
        point, secret = _octets(keys.get("p256dh", "")), _octets(keys.get("auth", ""))
        try:
            ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        except ValueError:
            return False
        return len(point) == _POINT_BYTES and len(secret) == _AUTH_BYTES

    async def push(self, endpoint: str, keys: Mapping[str, str], signal: Signal) -> Delivery:
        """Send one signal."""
        if not self.fits(endpoint, keys):
            return Delivery(failure=Failure.refused)
        said = orjson.dumps({"text": signal.text, "lang": signal.language, "dir": signal.direction})
        body: bytes = WebPusher({"endpoint": endpoint, "keys": dict(keys)}).encode(said)["body"]
        headers = {
            **self._vapid.sign({"sub": self._contact, "aud": _origin(endpoint)}),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(int(KEPT_FOR.total_seconds())),
            "Topic": TOPIC,
            "Urgency": "normal",
        }
        try:
            async with self._open().post(endpoint, data=body, headers=headers, allow_redirects=False) as response:
                return _outcome(response)
        except (ClientError, OSError, TimeoutError) as error:
            log.warning("push_not_sent", extra={"error": type(error).__name__})
            return Delivery(failure=Failure.passing)

    def _open(self) -> ClientSession:
        if self._session is None:
            resolver = ThreadedResolver() if self._also else Outside(ThreadedResolver())
            self._session = ClientSession(connector=TCPConnector(resolver=resolver), timeout=WITHIN, trust_env=False)
        return self._session


class Outside(AbstractResolver):
    """Finds only addresses of the open internet: an endpoint comes from outside, and must not lead into the house."""

    def __init__(self, inner: AbstractResolver) -> None:
        self._inner = inner

    async def resolve(self, host: str, port: int = 0, family: Any = 0) -> list[ResolveResult]:
        """Addresses of a name. Raises OSError where none is outside."""
        found = [one for one in await self._inner.resolve(host, port, family) if ip_address(one["host"]).is_global]
        if not found:
            raise OSError("not outside")
        return found

    async def close(self) -> None:
        """Nothing is kept open."""
        await self._inner.close()


def _is_outside(endpoint: str) -> bool:
    try:
        parts = urlsplit(endpoint)
        host = parts.hostname or ""
        if parts.scheme != "https" or parts.port not in (None, 443) or parts.username is not None or "." not in host:
            return False
    except ValueError:
        return False
    # A number instead of a name would not be looked up, and so not be looked at.
    return not host.replace(".", "").isdigit() and ":" not in host and host.isascii()


def _origin(endpoint: str) -> str:
    parts = urlsplit(endpoint)
    return f"{parts.scheme}://{parts.netloc}"


def _octets(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return b""


def _outcome(response: ClientResponse) -> Delivery:
    status = response.status
    if status < 300:
        return Delivery()
    log.warning("push_refused", extra={"status": status})
    match status:
        case 404 | 410:
            return Delivery(failure=Failure.unreachable)
        case 429:
            return Delivery(failure=Failure.slow_down, retry_after=_pause(response.headers.get("Retry-After", "")))
        case 401 | 408:
            return Delivery(failure=Failure.passing)
        case _ if status >= 500:
            return Delivery(failure=Failure.passing)
        case _:
            return Delivery(failure=Failure.refused)


def _pause(named: str) -> timedelta:
    """The pause that a server names in seconds; a minute where it names none."""
    if not (named.isascii() and named.isdigit() and len(named) < 9):
        return PAUSE
    return min(timedelta(seconds=int(named)), LONGEST_PAUSE)
