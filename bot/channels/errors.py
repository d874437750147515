"""What can go wrong at a door to people.

ChannelError
├── TokenRefused      the chat network does not know the bot's token
└── ButtonDataTooLong a button carries more than the network takes
"""

from __future__ import annotations


class ChannelError(Exception):
    """Something is wrong at a door to people."""

    def __init__(self, *details: object) -> None:
        super().__init__(self.__doc__, *details)


class TokenRefused(ChannelError):
    """Telegram does not accept the bot's token. Take the right one from BotFather and start again."""


class ButtonDataTooLong(ChannelError):
    """A button's data is longer than 64 bytes."""
