"""What can be set from outside, each with a sentence; everything has a default that works on a fresh machine."""

from __future__ import annotations

import base64
import json
from collections import Counter
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import SettingsIncomplete

PREFIX = "WEGWIJZER_"
SIGNAL_KEY_BYTES = 32
HERE = Path(__file__).resolve().parent.parent
#: This machine: what goes there needs no TLS.
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class StaffProvider(BaseModel):
    """Where the staff of some municipalities have an account, by OpenID Connect."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    key: str = Field(pattern=r"^[a-z0-9-]{1,40}$", description="What it is called in addresses; the provider knows our address with it.")
    name: str = Field(min_length=1, max_length=80, description="What its button is called.")
    issuer: str = Field(description="Its address, as it writes it itself.")
    client_id: str = Field(min_length=1, description="How it knows us.")
    client_secret: SecretStr = Field(min_length=1, description="By which we prove that it is us.")
    municipalities: frozenset[Annotated[str, Field(pattern=r"^GM\d{4}$")]] = Field(
        min_length=1, description="Who works for these, and for no other, comes in with it."
    )

    @field_validator("issuer")
    @classmethod
    def _is_an_issuer(cls, issuer: str) -> str:
        parts = urlsplit(issuer)
        safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
        if not (safe and parts.hostname and not parts.query and not parts.fragment and not any(sign.isspace() for sign in issuer)):
            raise ValueError("an address with https:// is needed, as the provider writes it itself")
        return issuer


class Settings(BaseSettings):
    """Read from the environment and from a file `.env`, with the prefix WEGWIJZER_."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", extra="ignore", frozen=True, hide_input_in_errors=True)

    mode: Literal["demo", "production"] = Field(default="demo", description="demo loads visibly made-up content; production never does.")
    host: str = Field(default="127.0.0.1", description="The address on which the web server listens.")
    port: int = Field(default=8080, ge=0, le=65535, description="The port on which the web server listens.")
    database_url: str = Field(
        default="sqlite+aiosqlite:///wegwijzer.sqlite3", description="SQLite file or postgresql+asyncpg address of the memory."
    )
    public_url: str = Field(
        default="", description="The address under which people reach us; with it Telegram calls us, without it we ask."
    )
    secret_key: SecretStr = Field(
        default=SecretStr(""), description="Keys of 32 bytes in base64, separated by commas; the first one encrypts, all of them decrypt."
    )
    telegram_token: SecretStr = Field(default=SecretStr(""), description="The token of the Telegram bot; empty means no Telegram.")
    telegram_api_url: str = Field(default="https://api.telegram.org", description="The Bot API server.")
    telegram_rate: float = Field(default=30.0, gt=0, description="Messages a second to Telegram; divide by the number of replicas.")
    vapid_private_key: SecretStr = Field(
        default=SecretStr(""), description="The key by which browsers know our signals; empty means no signals, in a demo one is made."
    )
    smtp_url: SecretStr = Field(
        default=SecretStr(""), description="The mail server, as smtp://name:password@host:587 or smtps://…; empty means no e-mail."
    )
    mail_from: str = Field(default="", description="The e-mail address from which we write, and that makers of browsers can write to.")
    staff_providers: Annotated[tuple[StaffProvider, ...], NoDecode] = Field(
        default=(), description="A JSON list of where staff have an account of their municipality; empty means that they use a password."
    )
    dialogs: Path = Field(default=HERE / "dialogs", description="The folder with scripts, facts and knowledge that are shipped.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(default="INFO", description="How much is written to the log.")

    @field_validator("vapid_private_key")
    @classmethod
    def _is_a_key(cls, key: SecretStr) -> SecretStr:
        given = key.get_secret_value()
        octets = base64.urlsafe_b64decode(given + "=" * (-len(given) % 4))
        if given and len(octets) != SIGNAL_KEY_BYTES:
            raise ValueError("a key as `python -m bot signal-key` prints it is needed")
        return key

    @field_validator("smtp_url")
    @classmethod
    def _is_a_mail_server(cls, url: SecretStr) -> SecretStr:
        parts = urlsplit(url.get_secret_value())
        if parts.geturl() and not (parts.scheme in ("smtp", "smtps") and parts.hostname):
            raise ValueError("an address as smtp://name:password@host:587 is needed")
        return url

    @field_validator("staff_providers", mode="before")
    @classmethod
    def _is_a_list(cls, given: object) -> object:
        try:
            return json.loads(given.strip() or "[]") if isinstance(given, str) else given
        except ValueError:
            raise ValueError("a JSON list is needed") from None

    @field_validator("staff_providers")
    @classmethod
    def _each_has_its_key(cls, providers: tuple[StaffProvider, ...]) -> tuple[StaffProvider, ...]:
        if any(count > 1 for count in Counter(provider.key for provider in providers).values()):
            raise ValueError("each provider needs a key of its own")
        return providers

    @model_validator(mode="after")
    def _complete(self) -> Settings:
        if self.mode == "production" and not self.secret_key.get_secret_value():
            raise SettingsIncomplete(f"{PREFIX}SECRET_KEY")
        signals, mails = (bool(each.get_secret_value()) for each in (self.vapid_private_key, self.smtp_url))
        if not self.mail_from and (mails or (signals and self.mode == "production")):
            raise SettingsIncomplete(f"{PREFIX}MAIL_FROM")
        if (mails or self.staff_providers) and not self.public_url and self.mode == "production":
            raise SettingsIncomplete(f"{PREFIX}PUBLIC_URL")
        return self

    @property
    def page_url(self) -> str:
        """Where the chat page is, for who is sent there."""
        return f"{self.public_url.rstrip('/') or f'http://{self.host}:{self.port}'}/"

    @property
    def webhook(self) -> bool:
        """Whether Telegram calls us."""
        return bool(self.public_url)
