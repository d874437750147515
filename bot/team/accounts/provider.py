"""One provider: where it is found and which keys it signs with, both kept for a while, and what its code is worth."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote_plus, urlencode, urlsplit

from bot.settings import StaffProvider
from bot.team.accounts.asking import Asking, is_safe
from bot.team.accounts.errors import AccountRefused, Reason
from bot.team.accounts.tokens import Expected, Identity, Key, identity, is_known, keys_in, told

#: What a provider tells of itself is believed so long.
DESCRIBED_FOR, KEYS_FOR = timedelta(hours=1), timedelta(hours=1)
#: A key that we do not know: its keys are read anew, but not more often than this.
KEYS_AGAIN_AFTER = timedelta(minutes=1)
WELL_KNOWN = "/.well-known/openid-configuration"
#: Who somebody is, their address, and what colleagues call them.
SCOPE = "openid email profile"
#: How a provider says that a code is used or too old, and that it does not know us.
_CODE_REFUSED: Mapping[object, Reason] = {"invalid_grant": "stale"}


@dataclass(frozen=True, kw_only=True)
class Description:
    """What a provider tells of itself."""

    authorize: str
    token: str
    keys: str
    userinfo: str
    #: Whether our secret goes into the head of the request.
    secret_in_head: bool
    #: Whether it names itself in each answer.
    names_itself: bool


class Provider:
    """Speaks with it."""

    def __init__(self, settings: StaffProvider, asking: Asking, back: str, now: Callable[[], datetime]) -> None:
        """`back` is our address, to which it sends people back."""
        self.settings = settings
        self._asking = asking
        self._back = back
        self._now = now
        self._lock = asyncio.Lock()
        self._described: tuple[datetime, Description] | None = None
        self._keys: tuple[datetime, Sequence[Key]] | None = None

    async def address(self, *, state: str, nonce: str, challenge: str) -> str:
        """Where a browser is sent. Raises AccountRefused."""
        there = (await self._description()).authorize
        asked = {
            "response_type": "code",
            "client_id": self.settings.client_id,
            "redirect_uri": self._back,
            "scope": SCOPE,
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        return f"{there}{'&' if urlsplit(there).query else '?'}{urlencode(asked)}"

    async def check_issuer(self, named: str | None) -> None:
        """An answer that names another provider is not the answer of this one. Raises AccountRefused."""
        if named is None and not (await self._description()).names_itself:
            return
        if named != self.settings.issuer:
            raise AccountRefused("untrusted", "iss")

    async def identity(self, code: str, *, verifier: str, nonce: str) -> Identity:
        """Who brought this code. Raises AccountRefused."""
        description = await self._description()
        answer = await self._exchange(description, code, verifier)
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise AccountRefused("untrusted", "no_token")
        keys = await self._signing_keys(description, token)
        expected = Expected(issuer=self.settings.issuer, client_id=self.settings.client_id, nonce=nonce, now=self._now())
        found = identity(token, keys, expected)
        if found.email or not description.userinfo or not isinstance(answer.get("access_token"), str):
            return found
        return await self._more(description.userinfo, str(answer["access_token"]), found)

    async def _exchange(self, description: Description, code: str, verifier: str) -> Mapping[str, Any]:
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": self._back, "code_verifier": verifier}
        client, secret = self.settings.client_id, self.settings.client_secret.get_secret_value()
        headers = {"Accept": "application/json"}
        if description.secret_in_head:
            pair = f"{quote_plus(client)}:{quote_plus(secret)}"
            headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
        else:
            form |= {"client_id": client, "client_secret": secret}
        status, answer = await self._asking.post(description.token, form, headers)
        if status != 200:
            raise AccountRefused(_CODE_REFUSED.get(answer.get("error"), "misconfigured"), f"token_http_{status}")
        return answer

    async def _more(self, userinfo: str, access: str, found: Identity) -> Identity:
        """The address of who keeps it out of the token."""
        status, claims = await self._asking.get(userinfo, {"Authorization": f"Bearer {access}"})
        more = told(claims)
        if status != 200 or more.subject != found.subject:
            raise AccountRefused("untrusted", "userinfo")
        return more

    async def _description(self) -> Description:
        async with self._lock:
            if self._described is None or self._described[0] <= self._now() - DESCRIBED_FOR:
                status, document = await self._asking.get(self.settings.issuer.rstrip("/") + WELL_KNOWN)
                if status != 200 or document.get("issuer") != self.settings.issuer:
                    raise AccountRefused("misconfigured", "issuer" if status == 200 else f"discovery_http_{status}")
                self._described = (self._now(), _described(document))
            return self._described[1]

    async def _signing_keys(self, description: Description, token: str) -> Sequence[Key]:
        """Its keys, read anew where none of those that we know can have signed this."""
        async with self._lock:
            now = self._now()
            if self._keys is not None:
                read_at, keys = self._keys
                # A token that names a key of nobody must not make us ask at every try.
                if read_at > now - KEYS_AGAIN_AFTER or (read_at > now - KEYS_FOR and is_known(token, keys)):
                    return keys
            status, document = await self._asking.get(description.keys)
            if status != 200:
                raise AccountRefused("misconfigured", f"keys_http_{status}")
            self._keys = (now, keys_in(document))
            return self._keys[1]


def _described(document: Mapping[str, Any]) -> Description:
    """Raises AccountRefused where something is missing that we cannot do without."""
    addresses = [document.get(name) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
    if not all(is_safe(address) for address in addresses):
        raise AccountRefused("misconfigured", "endpoints")
    if "S256" not in (document.get("code_challenge_methods_supported") or ["S256"]):
        raise AccountRefused("misconfigured", "no_pkce")
    authorize, token, keys = map(str, addresses)
    userinfo = document.get("userinfo_endpoint")
    ways = document.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    return Description(
        authorize=authorize,
        token=token,
        keys=keys,
        userinfo=userinfo if isinstance(userinfo, str) and is_safe(userinfo) else "",
        secret_in_head="client_secret_basic" in ways,
        names_itself=document.get("authorization_response_iss_parameter_supported") is True,
    )
