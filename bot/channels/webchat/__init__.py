"""The web page door: people come in by its page and posts, the composition root by `WebChat`."""

from __future__ import annotations

from bot.channels.webchat.door import WebChat
from bot.channels.webchat.doorbell import Doorbell
from bot.channels.webchat.needs import Needs

__all__ = ["Doorbell", "Needs", "WebChat"]
