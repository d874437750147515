"""A push server of our own on loopback: it takes a signal only as a browser's maker would, and opens it as the browser would."""

from __future__ import annotations

import base64
import json
import time
from dataclasses import dataclass, field
from typing import Any

import http_ece
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02

SECRET = b"sixteen octets.."


@dataclass
class Phone:
    """A browser with its own key, that can read what was meant for it."""

    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    @property
    def keys(self) -> dict[str, str]:
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {"p256dh": plain(point), "auth": plain(SECRET)}

    def read(self, body: bytes) -> dict[str, str]:
        opened: dict[str, str] = json.loads(http_ece.decrypt(body, private_key=self.key, auth_secret=SECRET, version="aes128gcm"))
        return opened


@dataclass
class Taken:
    """A signal that arrived."""

    body: bytes
    headers: dict[str, str]
    #: What the token says of who sent it.
    claims: dict[str, Any]


@dataclass
class PushServer:
    """Takes signals for any path; answers what is in `answers` first."""

    taken: list[Taken] = field(default_factory=list)
    answers: list[web.Response] = field(default_factory=list)
    asked: int = 0
    origin: str = ""

    def endpoint(self, name: str = "one") -> str:
        return f"{self.origin}/push/{name}"

    async def take(self, request: web.Request) -> web.Response:
        self.asked += 1
        if self.answers:
            return self.answers.pop(0)
        claims = claims_of(request.headers.get("Authorization", ""))
        if claims is None or claims["aud"] != self.origin or not time.time() < claims["exp"] < time.time() + 86_400:
            return web.Response(status=403)
        if not request.headers.get("TTL", "").isdigit() or request.headers.get("Content-Encoding") != "aes128gcm":
            return web.Response(status=400)
        self.taken.append(Taken(body=await request.read(), headers=dict(request.headers), claims=claims))
        return web.Response(status=201)

    def server(self) -> TestServer:
        app = web.Application()
        app.router.add_post("/push/{name}", self.take)
        return TestServer(app)


def claims_of(authorization: str) -> dict[str, Any] | None:
    """What a signed token says; None where its signature is not right."""
    if not authorization.startswith("vapid ") or not Vapid02.verify(authorization):
        return None
    token = authorization.split("t=", 1)[1].split(",", 1)[0]
    middle = token.split(".")[1]
    said: dict[str, Any] = json.loads(base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))
    return said


def plain(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()
