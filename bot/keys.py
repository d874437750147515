"""The keys of the house, for sealing and for signals: given in production, made and kept beside the database in a demo."""

from __future__ import annotations

import base64
import os
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy.engine import make_url

from bot.settings import Settings
from storage.sealing import KeyRing, new_key

KEY_FILE = "wegwijzer.key"
SIGNAL_KEY_FILE = "wegwijzer.signal.key"


def key_ring(settings: Settings) -> KeyRing:
    """The keys of the settings; a demo without any makes one and keeps it in a file that only its owner reads."""
    given = settings.secret_key.get_secret_value()
    if not given:
        given = _demo_key(_folder(settings.database_url) / KEY_FILE, new_key)
    return KeyRing([key.strip() for key in given.split(",") if key.strip()])


def signal_key(settings: Settings) -> str:
    """The private key by which browsers know our signals; empty where production was given none. Another key ends all signals."""
    given = settings.vapid_private_key.get_secret_value()
    if given or settings.mode == "production":
        return given
    return _demo_key(_folder(settings.database_url) / SIGNAL_KEY_FILE, new_signal_key)


def new_signal_key() -> str:
    """A fresh private key: 32 bytes of P-256 as the web writes them."""
    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return base64.urlsafe_b64encode(number.to_bytes(32, "big")).rstrip(b"=").decode()


def _folder(database_url: str) -> Path:
    name = make_url(database_url).database or ""
    return Path(name).resolve().parent if database_url.startswith("sqlite") and name not in ("", ":memory:") else Path.cwd()


def _demo_key(path: Path, made: Callable[[], str]) -> str:
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(made())
    return path.read_text("ascii")
