"""Fetches from Telegram what somebody sent, after they said yes to it."""

from __future__ import annotations

from telegram.error import BadRequest, TelegramError

from bot.channels.telegram_calls import Calls
from bot.channels.telegram_request import TooFast, TooHeavy
from bot.messages import Failure, Fetched

#: Telegram's own limit for bots is told in these words.
_TOO_BIG = "too big"


async def fetched(calls: Calls, reference: str, at_most: int) -> Fetched:
    """The file behind a reference, or why it cannot be had. Nothing of the reference gets into an error."""
    try:
        return Fetched(content=await calls.download(reference, at_most))
    except TooHeavy:
        return Fetched(failure=Failure.refused, too_large=True)
    except BadRequest as error:
        return Fetched(failure=Failure.refused, too_large=_TOO_BIG in error.message)
    except TooFast as error:
        return Fetched(failure=Failure.slow_down, retry_after=error.pause)
    except TelegramError:
        return Fetched(failure=Failure.passing)
