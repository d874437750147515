"""What can be set from outside, each with a sentence; everything has a default that works on a fresh machine."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import SettingsIncomplete

PREFIX = "WEGWIJZER_"
SIGNAL_KEY_BYTES = 32
HERE = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Read from the environment and from a file `.env`, with the prefix WEGWIJZER_."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", extra="ignore", frozen=True)

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

    @model_validator(mode="after")
    def _complete(self) -> Settings:
        if self.mode == "production" and not self.secret_key.get_secret_value():
            raise SettingsIncomplete(f"{PREFIX}SECRET_KEY")
        signals, mails = (bool(each.get_secret_value()) for each in (self.vapid_private_key, self.smtp_url))
        if not self.mail_from and (mails or (signals and self.mode == "production")):
            raise SettingsIncomplete(f"{PREFIX}MAIL_FROM")
        if mails and not self.public_url and self.mode == "production":
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
