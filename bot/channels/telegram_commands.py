"""Tells Telegram which commands to offer in its menu, in each language."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import TelegramError

#: A command's Latin name, and what it does in somebody's words.
Commands = Sequence[tuple[str, str]]

#: Chats of which we remember what was told last.
_MANY = 10_000

_log = logging.getLogger(__name__)


class CommandMenu:
    """The menu of commands. What Telegram already shows is not sent again; a failure is logged and tried the next time."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._described: dict[str, int] = {}

    async def publish(self, commands: Mapping[str, Commands]) -> None:
        """Set the commands per language of the phone; "" is for phones in any other language.

        Telegram knows two-letter codes only: other languages are left out here, see `describe`.
        """
        for language, wanted in commands.items():
            if len(language) not in (0, 2):
                continue
            new = tuple(BotCommand(name, description) for name, description in wanted)
            try:
                if await self._bot.get_my_commands(language_code=language or None) != new:
                    await self._bot.set_my_commands(new, language_code=language or None)
            except TelegramError as error:
                _log.warning("telegram_commands_failed", extra={"language": language, "error": type(error).__name__})

    async def describe(self, address: str, commands: Commands) -> None:
        """Set the commands of one chat, in the language of the talk."""
        wanted = hash(tuple(commands))
        if self._described.get(address) == wanted:
            return
        try:
            await self._bot.set_my_commands([BotCommand(*command) for command in commands], BotCommandScopeChat(int(address)))
        except TelegramError as error:
            _log.warning("telegram_commands_failed", extra={"error": type(error).__name__})
            return
        if len(self._described) >= _MANY:
            self._described.clear()
        self._described[address] = wanted
