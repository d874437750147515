"""The ways to tell of a message that the settings allow: signals to browsers, and e-mail."""

from __future__ import annotations

from bot.channels.mail import Mail
from bot.channels.webpush import WebPush
from bot.checkins.notifying import Ways
from bot.keys import signal_key
from bot.settings import Settings

#: To whom the makers of browsers would write about our signals, in a demo.
NOBODY = "wegwijzer@localhost"


def ways_of(settings: Settings) -> Ways:
    """Signals where there is a key, e-mail where there is a server."""
    key, smtp = signal_key(settings), settings.smtp_url.get_secret_value()
    push = WebPush(key, settings.mail_from or NOBODY) if key else None
    return Ways(push=push, mail=Mail(smtp, settings.mail_from) if smtp else None)
