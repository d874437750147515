"""Telegram for the staff, beside their own talk with the bot: linked by a one-time code, and told there of cases. The office may enter."""

from bot.team.telegram.linking import CODE_FOR, TELLS, Standing, TelegramLinks
from bot.team.telegram.noticing import StaffTelegram
from bot.team.telegram.writing import StaffMessages

__all__ = ["CODE_FOR", "TELLS", "StaffMessages", "StaffTelegram", "Standing", "TelegramLinks"]
