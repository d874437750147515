"""An OpenID provider of our own on loopback: strict as a good one, and it can be told to misbehave."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape
from typing import Any
from urllib.parse import unquote_plus, urlencode

from aiohttp import web
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

CLIENT, SECRET = "wegwijzer", "geheim: met/tekens + spaties"  # not a real one
#: Seconds that a token counts.
COUNTS_FOR = 300


@dataclass(kw_only=True)
class Person:
    """Somebody with an account there."""

    sub: str = "001"
    email: str | None = "anja@zwolle.example.nl"
    email_verified: object = True
    name: str = "Anja de Vries"

    def claims(self) -> dict[str, object]:
        return {name: value for name, value in vars(self).items() if value is not None}


@dataclass
class Granted:
    """What a code is worth."""

    challenge: str
    nonce: str
    redirect_uri: str
    person: Person


def ours() -> datetime:
    return datetime.now(UTC)


@dataclass
class IdentityServer:
    """Its fields can be changed at any moment."""

    #: Who is at the keyboard.
    person: Person = field(default_factory=Person)
    #: Where people may be sent back to; empty: anywhere.
    redirects: set[str] = field(default_factory=set)
    now: Callable[[], datetime] = ours
    #: Whether somebody must press a button; else they are signed in there already.
    asks: bool = False
    #: Claims that differ from what is right.
    claims: dict[str, object] = field(default_factory=dict)
    #: What it tells of itself that differs from what is right.
    description: dict[str, object] = field(default_factory=dict)
    #: What is in its answer to a sign-in that differs from what is right.
    answer: dict[str, str] = field(default_factory=dict)
    #: Paths that answer with this status.
    broken: dict[str, int] = field(default_factory=dict)
    #: Makes the token; by default it signs with its newest key.
    sign: Callable[[dict[str, Any]], str] | None = None
    #: The e-mail address stands in no token, only where one can ask for more.
    thin: bool = False
    #: By path.
    asked: Counter[str] = field(default_factory=Counter)
    url: str = ""

    def __post_init__(self) -> None:
        self.key: RSAKey | ECKey = RSAKey.generate_key(2048, {"kid": "first", "use": "sig"})
        #: What is found at its address for keys, beside the newest one.
        self.more_keys: list[dict[str, object]] = [{"kty": "AKP", "alg": "ML-DSA-65", "pub": "AAAA", "kid": "new times"}]
        self._codes: dict[str, Granted] = {}
        self._tokens: dict[str, Person] = {}

    @property
    def issuer(self) -> str:
        return f"{self.url}/tenant"

    def app(self) -> web.Application:
        app = web.Application(middlewares=[self._counted])
        app.router.add_get("/tenant/.well-known/openid-configuration", self._describe)
        app.router.add_get("/keys", self._keys)
        app.router.add_get("/authorize", self._authorize)
        app.router.add_post("/authorize", self._decided)
        app.router.add_post("/token", self._token)
        app.router.add_get("/userinfo", self._userinfo)
        return app

    @web.middleware
    async def _counted(self, request: web.Request, handler: Any) -> web.StreamResponse:
        name = request.path.rsplit("/", 1)[-1]
        self.asked[name] += 1
        if name in self.broken:
            return web.Response(status=self.broken[name], text="broken")
        response: web.StreamResponse = await handler(request)
        return response

    async def _describe(self, _: web.Request) -> web.Response:
        told = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "response_types_supported": ["code"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }
        return web.json_response({**told, **self.description})

    async def _keys(self, _: web.Request) -> web.Response:
        return web.json_response({"keys": [*self.more_keys, self.key.as_dict(private=False)]})

    async def _authorize(self, request: web.Request) -> web.Response:
        asked = request.query
        right = (
            asked.get("client_id") == CLIENT
            and (asked.get("redirect_uri") in self.redirects or not self.redirects)
            and asked.get("response_type") == "code"
            and asked.get("code_challenge_method") == "S256"
            and {"openid", "email"} <= set(asked.get("scope", "").split())
            and all(len(asked.get(name, "")) >= 43 for name in ("state", "nonce", "code_challenge"))
        )
        if not right:
            return web.Response(status=400, text="This is not how to ask.")
        if not self.asks:
            return self._back(request, allowed=True)
        page = f"""<!doctype html><html lang="nl"><title>Inloggen bij de gemeente</title><h1>Account van de gemeente</h1>
            <form method="post" action="{escape(request.path_qs)}">
            <button name="allowed" value="yes">Ga verder als {escape(self.person.name)}</button>
            <button name="allowed" value="no">Annuleer</button></form></html>"""
        return web.Response(text=page, content_type="text/html")

    async def _decided(self, request: web.Request) -> web.Response:
        return self._back(request, allowed=(await request.post()).get("allowed") == "yes")

    def _back(self, request: web.Request, *, allowed: bool) -> web.Response:
        asked = request.query
        answer = {"state": asked["state"]}
        if allowed:
            answer["code"] = code = secrets.token_urlsafe(16)
            self._codes[code] = Granted(asked["code_challenge"], asked["nonce"], asked["redirect_uri"], self.person)
        else:
            answer["error"] = "access_denied"
        answer |= self.answer
        return web.Response(status=302, headers={"Location": f"{asked['redirect_uri']}?{urlencode(answer)}"})

    async def _token(self, request: web.Request) -> web.Response:
        form = {name: str(value) for name, value in (await request.post()).items()}
        if not self._is_our_client(request.headers.get("Authorization", ""), form):
            return web.json_response({"error": "invalid_client"}, status=401)
        granted = self._codes.pop(form.get("code", ""), None)
        proof = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
        if granted is None or granted.challenge != proof or granted.redirect_uri != form.get("redirect_uri"):
            return web.json_response({"error": "invalid_grant"}, status=400)
        now = int(self.now().timestamp())
        said = {"sub": granted.person.sub} if self.thin else granted.person.claims()
        times = {"iat": now, "exp": now + COUNTS_FOR}
        claims = {"iss": self.issuer, "aud": CLIENT, "nonce": granted.nonce, **times, **said, **self.claims}
        access = secrets.token_urlsafe(16)
        self._tokens[access] = granted.person
        token = (self.sign or self.signed)({name: value for name, value in claims.items() if value is not None})
        return web.json_response({"id_token": token, "access_token": access, "token_type": "Bearer"})

    async def _userinfo(self, request: web.Request) -> web.Response:
        person = self._tokens.get(request.headers.get("Authorization", "").removeprefix("Bearer "))
        return web.json_response(person.claims() if person else {}, status=200 if person else 401)

    def _is_our_client(self, head: str, form: dict[str, str]) -> bool:
        in_form = self.description.get("token_endpoint_auth_methods_supported") == ["client_secret_post"]
        if in_form:
            return (form.get("client_id"), form.get("client_secret")) == (CLIENT, SECRET)
        client, _, secret = base64.b64decode(head.removeprefix("Basic ")).decode().partition(":")
        return (unquote_plus(client), unquote_plus(secret)) == (CLIENT, SECRET) and "client_secret" not in form

    def signed(self, claims: dict[str, Any]) -> str:
        """With its newest key."""
        algorithm = "ES256" if isinstance(self.key, ECKey) else "RS256"
        return jwt.encode({"alg": algorithm, "kid": self.key.kid}, claims, self.key, algorithms=[algorithm])

    def unsigned(self, claims: dict[str, Any]) -> str:
        """With no key at all."""
        return f"{_part({'alg': 'none', 'typ': 'JWT'})}.{_part(claims)}."

    def signed_with_what_everybody_knows(self, claims: dict[str, Any]) -> str:
        """Its public key taken for a secret."""
        public = self.key.as_pem(private=False)
        head, body = (_part(value) for value in ({"alg": "HS256", "kid": self.key.kid, "typ": "JWT"}, claims))
        return f"{head}.{body}.{_packed(hmac.digest(public, f'{head}.{body}'.encode(), 'sha256'))}"

    def signed_by_a_stranger(self, claims: dict[str, Any]) -> str:
        """Another key under the same name."""
        stranger = RSAKey.generate_key(2048, {"kid": self.key.kid})
        return jwt.encode({"alg": "RS256", "kid": self.key.kid}, claims, stranger)

    def signed_and_changed(self, claims: dict[str, Any]) -> str:
        """Somebody else was put in afterwards."""
        head, _, mac = self.signed(claims).split(".")
        return f"{head}.{_part({**claims, 'email': 'lia@zwolle.example.nl'})}.{mac}"

    def no_token(self, _: dict[str, Any]) -> str:
        return "geen token"


def _part(value: dict[str, Any]) -> str:
    return _packed(json.dumps(value).encode())


def _packed(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


@asynccontextmanager
async def identity_server(**given: Any) -> AsyncIterator[IdentityServer]:
    """Running, on a free port of this machine."""
    server = IdentityServer(**given)
    runner = web.AppRunner(server.app(), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    server.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield server
    finally:
        await runner.cleanup()
