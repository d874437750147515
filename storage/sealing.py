"""Names, free text, addresses and conversations are kept sealed: unreadable without the key, and useless in another column."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from typing import Any
from weakref import WeakKeyDictionary

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import LargeBinary
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.types import TypeDecorator

from storage.errors import KeyNotUsable, KeysMissing, KeyUnknown, SealBroken

#: First byte of everything sealed: how the rest is laid out.
VERSION = b"\x01"
KEY_BYTES = 32
ID_BYTES = 4
NONCE_BYTES = 12
_HEAD = len(VERSION) + ID_BYTES


def new_key() -> str:
    """A fresh key, in the form the settings take."""
    return base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()


class KeyRing:
    """Keys in base64. The first seals; all of them open and find, so that a key can be replaced while people talk.

    What is sealed is `version‖key id‖nonce‖ciphertext`, bound to the place `table.column` it was made for (not to its row).
    Raises KeyNotUsable.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        raw = [_decoded(key) for key in keys]
        if not raw:
            raise KeyNotUsable
        self._current = _part(raw[0], b"id")[:ID_BYTES]
        self._ciphers = {_part(key, b"id")[:ID_BYTES]: AESGCM(_part(key, b"seal")) for key in raw}
        self._finders = [_part(key, b"find") for key in raw]

    def seal(self, content: bytes, place: str) -> bytes:
        """Close with the current key."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return VERSION + self._current + nonce + self._ciphers[self._current].encrypt(nonce, content, place.encode())

    def open(self, sealed: bytes, place: str) -> bytes:
        """What was sealed. Raises KeyUnknown or SealBroken."""
        if sealed[:1] != VERSION:
            raise SealBroken(place)
        cipher = self._ciphers.get(sealed[1:_HEAD])
        if cipher is None:
            raise KeyUnknown(place)
        nonce, rest = sealed[_HEAD : _HEAD + NONCE_BYTES], sealed[_HEAD + NONCE_BYTES :]
        try:
            return cipher.decrypt(nonce, rest, place.encode())
        except InvalidTag as error:
            raise SealBroken(place) from error

    def is_current(self, sealed: bytes) -> bool:
        """Whether the current key sealed this."""
        return sealed[1:_HEAD] == self._current

    def blind(self, value: str, place: str) -> str:
        """A keyed hash: the same value in the same column has the same one, and it tells nothing without the key."""
        return self.blinds(value, place)[0]

    def blinds(self, value: str, place: str) -> list[str]:
        """The hash by every key, the current first: what to look for while a key is being replaced."""
        content = f"{place}\0{value}".encode()
        return [hmac.digest(key, content, hashlib.sha256).hex() for key in self._finders]


# A column's type learns at the moment of reading or writing which engine it works for, through that engine's dialect, and nothing else.
# So the ring is tied to the dialect: two databases in one process have their own keys, and no query has to pass them along.
_RINGS: WeakKeyDictionary[Dialect, KeyRing] = WeakKeyDictionary()


def seal_with(dialect: Dialect, keys: KeyRing) -> None:
    """Everything that goes through this engine's dialect is sealed with these keys."""
    _RINGS[dialect] = keys


def ring_of(dialect: Dialect) -> KeyRing:
    """The keys of this engine. Raises KeysMissing."""
    try:
        return _RINGS[dialect]
    except KeyError:
        raise KeysMissing from None


class SealedText(TypeDecorator[str]):
    """Text, sealed for `place`: the column's own `table.column`."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        """Seal."""
        return None if value is None else ring_of(dialect).seal(value.encode(), self.place)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str | None:
        """Open."""
        return None if value is None else ring_of(dialect).open(bytes(value), self.place).decode()


class SealedBytes(TypeDecorator[bytes]):
    """What is no text, a picture for instance, sealed for `place`."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        """Seal."""
        return None if value is None else ring_of(dialect).seal(value, self.place)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> bytes | None:
        """Open."""
        return None if value is None else ring_of(dialect).open(bytes(value), self.place)


class SealedJson(TypeDecorator[Any]):
    """Plain JSON values, sealed for `place`."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    def process_bind_param(self, value: Any | None, dialect: Dialect) -> bytes | None:
        """Seal."""
        return None if value is None else ring_of(dialect).seal(orjson.dumps(value), self.place)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Any:
        """Open."""
        return None if value is None else orjson.loads(ring_of(dialect).open(bytes(value), self.place))


def _decoded(key: str) -> bytes:
    try:
        raw = base64.b64decode(key, validate=True)
    except (binascii.Error, ValueError):
        raise KeyNotUsable from None
    if len(raw) != KEY_BYTES:
        raise KeyNotUsable
    return raw


def _part(key: bytes, purpose: bytes) -> bytes:
    """One key for one purpose: the sealing key is never used to find, nor the other way round."""
    return hmac.digest(key, purpose, hashlib.sha256)
