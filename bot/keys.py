"""The keys that seal what is personal: given in production, made and kept beside the database in a demo."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy.engine import make_url

from bot.settings import Settings
from storage.sealing import KeyRing, new_key

KEY_FILE = "wegwijzer.key"


def key_ring(settings: Settings) -> KeyRing:
    """The keys of the settings; a demo without any makes one and keeps it in a file that only its owner reads."""
    given = settings.secret_key.get_secret_value()
    if not given:
        given = _demo_key(_folder(settings.database_url) / KEY_FILE)
    return KeyRing([key.strip() for key in given.split(",") if key.strip()])


def _folder(database_url: str) -> Path:
    name = make_url(database_url).database or ""
    return Path(name).resolve().parent if database_url.startswith("sqlite") and name not in ("", ":memory:") else Path.cwd()


def _demo_key(path: Path) -> str:
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(new_key())
    return path.read_text("ascii")
