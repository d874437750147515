"""Reads what a provider says of somebody: a token that it signed, for us, lately, for this one sign-in. Alone knows the library."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from joserfc import jws, jwt
from joserfc.errors import ExpiredTokenError, InvalidClaimError, JoseError
from joserfc.jwk import ECKey, RSAKey, import_key
from joserfc.jwt import JWTClaimsRegistry

from bot.team.accounts.errors import AccountRefused

#: Signatures with a private key only: a token that is not signed, or with what everybody knows, is none.
SIGNATURES = {
    "RSA": ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    "EC": ("ES256", "ES384", "ES512"),
}
ALGORITHMS = tuple(name for names in SIGNATURES.values() for name in names)
#: Seconds that our clock and theirs may differ.
LEEWAY = 120
#: A longer subject is against the rules of OpenID Connect.
LONGEST_SUBJECT = 255
#: Claims about the time.
_TIMES = frozenset({"exp", "iat", "nbf"})

Key = RSAKey | ECKey


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Who somebody is at a provider, by its own word."""

    subject: str
    #: Empty where the provider does not say it.
    email: str = ""
    #: False only where the provider says so.
    verified: bool = True
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What the token of one sign-in must say."""

    issuer: str
    client_id: str
    nonce: str
    now: datetime


def keys_in(document: Mapping[str, Any]) -> Sequence[Key]:
    """The keys with which a provider signs; what cannot be used for that is left out."""
    given = document.get("keys")
    return [key for each in (given if isinstance(given, list) else ()) if (key := _key(each)) is not None]


def is_known(token: str, keys: Sequence[Key]) -> bool:
    """Whether one of these keys could have signed it. Raises AccountRefused where it is no token that we trust."""
    return bool(_fitting(token, keys))


def identity(token: str, keys: Sequence[Key], expected: Expected) -> Identity:
    """Who it says somebody is. Raises AccountRefused."""
    claims = _claims(token, keys)
    rules = JWTClaimsRegistry(
        now=int(expected.now.timestamp()),
        leeway=LEEWAY,
        iss={"essential": True, "value": expected.issuer},
        aud={"essential": True, "value": expected.client_id},
        nonce={"essential": True, "value": expected.nonce},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
    )
    try:
        rules.validate(claims)
    except (ExpiredTokenError, InvalidClaimError) as error:
        raise AccountRefused("clock" if error.claim in _TIMES else "untrusted", error.claim) from None
    except JoseError as error:
        raise AccountRefused("untrusted", error.error) from None
    # For others too: then it must say that it was us who asked.
    others = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if claims.get("azp", None if others else expected.client_id) != expected.client_id:
        raise AccountRefused("untrusted", "azp")
    if len(claims["sub"]) > LONGEST_SUBJECT:
        raise AccountRefused("untrusted", "sub")
    return told(claims)


def told(claims: Mapping[str, Any]) -> Identity:
    """What is said of somebody."""
    email, name = claims.get("email"), claims.get("name")
    return Identity(
        subject=str(claims.get("sub", "")),
        email=email if isinstance(email, str) else "",
        # Some write it as a word.
        verified=claims.get("email_verified", True) in (True, "true"),
        name=name if isinstance(name, str) else "",
    )


def _claims(token: str, keys: Sequence[Key]) -> dict[str, Any]:
    """What it says, once it is certain who says it."""
    for key in _fitting(token, keys):
        try:
            return jwt.decode(token, key, algorithms=ALGORITHMS).claims
        except (JoseError, ValueError):
            continue
    raise AccountRefused("untrusted", "signature")


def _fitting(token: str, keys: Sequence[Key]) -> Sequence[Key]:
    try:
        header = jws.extract_compact(token.encode()).headers()
    except (JoseError, ValueError):
        raise AccountRefused("untrusted", "format") from None
    algorithm, kid = header.get("alg"), header.get("kid")
    if algorithm not in ALGORITHMS:
        raise AccountRefused("untrusted", "algorithm")
    return [key for key in keys if algorithm in SIGNATURES[key.key_type] and (kid is None or key.kid == kid)]


def _key(given: object) -> Key | None:
    if not isinstance(given, dict) or given.get("kty") not in SIGNATURES or given.get("use", "sig") != "sig":
        return None
    try:
        key = import_key(given)
    except (JoseError, ValueError, TypeError, KeyError):
        return None
    return key if isinstance(key, RSAKey | ECKey) else None
