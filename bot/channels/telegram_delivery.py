"""Brings one of our messages to somebody's Telegram, and says what became of it."""

from __future__ import annotations

import logging
from contextlib import suppress
from datetime import timedelta
from typing import Any

from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot.channels.errors import ButtonDataTooLong
from bot.channels.keyboards import InlineKeyboard, keyboard
from bot.channels.telegram_calls import Calls, Markup
from bot.channels.telegram_pacing import Pace
from bot.channels.telegram_parts import Part, parts_of, shown
from bot.channels.telegram_request import TooFast
from bot.channels.telegram_texts import MAX_UNITS, directed, split, units
from bot.messages import Delivery, Failure, Outgoing

_log = logging.getLogger(__name__)

#: Shown for a moment, while the location button is taken away.
_PASSING_WORDS = "…"
#: Messages that Telegram deletes in one call.
_MOST_DELETED = 100


class Deliverer:
    """Sends, changes and hides messages within the pace."""

    def __init__(self, calls: Calls, pace: Pace) -> None:
        self._calls = calls
        self._pace = pace
        #: The numbers of those pieces of a message that went before one failed: the next try goes on from there.
        self._begun: dict[int, list[int]] = {}
        #: Where a location button stands, and the message that did nothing but bring it (0: it came with words worth keeping).
        self._invited: dict[str, int] = {}

    async def deliver(self, message: Outgoing) -> Delivery:
        """Bring the message; what Telegram answers is told in the result, never raised."""
        if (seconds := self._pace.held(message.address)) > 0:
            return Delivery(failure=Failure.slow_down, retry_after=timedelta(seconds=seconds), detail="a pause is running")
        try:
            delivery = await self._bring(message)
        except ButtonDataTooLong as error:
            delivery = Delivery(failure=Failure.refused, detail=str(error))
        except TelegramError as error:
            delivery = failed(error)
            if delivery.retry_after:
                self._pace.hold(message.address, delivery.retry_after.total_seconds())
        if delivery.failure in (None, Failure.refused, Failure.unreachable):
            self._begun.pop(message.id, None)
        return delivery

    async def _bring(self, message: Outgoing) -> Delivery:
        match message.kind:
            case "answered":
                return await self._close(message)
            case "refresh":
                return await self._change(message) or await self._send(message)
            case "hide" | "clear":
                await self._delete(message.address, [int(known) for known in message.edits.split(",") if known.isdecimal()])
                return await self._send(message) if message.text else Delivery()
            case "say" | "ask":
                return await self._send(message)

    async def _send(self, message: Outgoing) -> Delivery:
        """Send it as one message or several, the buttons under the last. Gives the numbers of all, so that all can be hidden."""
        buttons: Markup | None = keyboard(message.buttons, message.question)
        if message.location_prompt and buttons is None:
            buttons = _location_key(message.location_prompt)
            self._invited.setdefault(message.address, 0)
        elif message.location_prompt:
            await self._invite(message)
        elif message.kind == "ask" and message.question != "place" and message.address in self._invited:
            await self._withdraw_invitation(message.address)
        parts = parts_of(message)
        numbers = self._begun.setdefault(message.id, [])
        for place in range(len(numbers), len(parts)):
            numbers.append(await self._put(message, parts[place], buttons if place == len(parts) - 1 else None))
        return Delivery(message_id=",".join(str(number) for number in numbers if number))

    async def _put(self, message: Outgoing, part: Part, markup: Markup | None) -> int:
        """Send one piece; its number. A drawing that Telegram does not take is left out: the words say the same."""
        address = message.address
        for bring, file in ((self._calls.photo, part.photo), (self._calls.document, part.file)):
            if file is None:
                continue
            await self._pace.wait(address)
            try:
                return await bring(address, file, part.text, markup)
            except BadRequest as error:
                _log.error("telegram_refused_file", extra={"error": str(error)})
        if not part.text and (part.photo or part.file):
            return 0
        await self._pace.wait(address)
        return await self._calls.send(address, part.text, markup, covered=message.discreet)

    async def _say(self, address: str, text: str, markup: Markup | None, *, aside: bool = False) -> int:
        await self._pace.wait(address)
        return await self._calls.send(address, text, markup, silent=aside)

    async def _change(self, message: Outgoing) -> Delivery | None:
        """Change a message that stands there; None when it has to be sent anew."""
        if not _last(message.edits).isdecimal():
            return None
        try:
            await self._edit(message, split(shown(message))[-1], keyboard(message.buttons, message.question))
        except BadRequest as error:
            # The words may change some day: then it is sent anew, which is no harm.
            return Delivery(message_id=message.edits) if "not modified" in error.message else None
        return Delivery(message_id=message.edits)

    async def _close(self, message: Outgoing) -> Delivery:
        """Take the buttons from an answered question and show the answer; where that is too late it stays as it is."""
        if _last(message.edits).isdecimal():
            text = split(shown(message))[-1]
            if message.answered:
                text = f"{text}\n\n{directed(message.answered, message.direction)}"
            with suppress(BadRequest):
                await self._edit(message, text if units(text) <= MAX_UNITS else "", None)
        # A copy of a question, which has no words, is closed once the next one stands there: what that offers stays.
        if message.question == "place" or (message.text and message.address in self._invited):
            await self._withdraw_invitation(message.address)
        return Delivery(message_id=message.edits)

    async def _edit(self, message: Outgoing, text: str, markup: InlineKeyboard | None) -> None:
        await self._pace.wait(message.address)
        await self._calls.edit(message.address, int(_last(message.edits)), text, markup)

    async def _invite(self, message: Outgoing) -> None:
        """Offer a button to share a location. It cannot stand under the question, which has buttons of its own."""
        if message.address in self._invited:
            return
        words = directed(message.location_prompt, message.direction)
        self._invited[message.address] = await self._say(message.address, words, _location_key(message.location_prompt), aside=True)

    async def _withdraw_invitation(self, address: str) -> None:
        """The button goes only with a message that says so; that message and the invitation are deleted."""
        with suppress(BadRequest):
            passing = await self._say(address, _PASSING_WORDS, {"remove_keyboard": True}, aside=True)
            await self._delete(address, [passing, *filter(None, [self._invited.get(address)])])
        self._invited.pop(address, None)

    async def _delete(self, address: str, numbers: list[int]) -> None:
        """Delete what can still be deleted: after 48 hours nothing can."""
        for first in range(0, len(numbers), _MOST_DELETED):
            with suppress(BadRequest):
                await self._pace.wait(address)
                await self._calls.delete(address, numbers[first : first + _MOST_DELETED])


def failed(error: TelegramError) -> Delivery:
    """What an error of Telegram or of the way to it means for a message."""
    match error:
        case Forbidden():
            return Delivery(failure=Failure.unreachable, detail=str(error))
        case TooFast():
            return Delivery(failure=Failure.slow_down, retry_after=error.pause, detail=str(error))
        case BadRequest() | ChatMigrated():
            return Delivery(failure=Failure.refused, detail=str(error))
        case _:
            return Delivery(failure=Failure.passing, detail=f"{type(error).__name__}: {error}")


def _last(numbers: str) -> str:
    """Of a message that was sent in pieces, the one with the buttons."""
    return numbers.rpartition(",")[2]


def _location_key(prompt: str) -> dict[str, Any]:
    """A key in place of the phone's keyboard that shares where one is."""
    return {"keyboard": [[{"text": prompt, "request_location": True}]], "resize_keyboard": True, "one_time_keyboard": True}
