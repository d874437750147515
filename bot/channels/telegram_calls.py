"""The few calls that every turn makes, as plain JSON.

The library's methods for these build and unpack so many objects that they take longer than a whole turn of ours;
for everything else its methods are used. (Measured: this door spends 0.5 ms of processor on a turn, with them 1.3 ms.)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, cast

from telegram.error import BadRequest
from yarl import URL

from bot.channels.keyboards import InlineKeyboard
from bot.channels.telegram_request import AiohttpRequest, TooHeavy
from bot.channels.telegram_texts import units
from bot.channels.telegram_updates import ALLOWED_UPDATES, RawUpdate
from bot.messages import File

#: What may stand under a message or in place of the phone's keyboard, as Telegram writes it.
Markup = InlineKeyboard | dict[str, Any]

#: Where a file is: names with a dot between letters only, so that it leads to nothing else.
_PLACE = re.compile(r"\w[\w.-]*(?:/\w[\w.-]*)*")
_NO_PREVIEW = {"is_disabled": True}


class Calls:
    """Each makes one call, and raises what `AiohttpRequest.call` raises. Addresses are chat ids."""

    def __init__(self, request: AiohttpRequest, base_url: str, file_url: str) -> None:
        """Both addresses end with the token: they must not get into a log."""
        self._request = request
        self._files = URL(file_url)
        base = URL(base_url)
        self._get_file = base / "getFile"
        self._get_updates = base / "getUpdates"
        self._send_message = base / "sendMessage"
        self._send_photo = base / "sendPhoto"
        self._send_document = base / "sendDocument"
        self._edit_text = base / "editMessageText"
        self._edit_markup = base / "editMessageReplyMarkup"
        self._delete_messages = base / "deleteMessages"
        self._answer_callback = base / "answerCallbackQuery"

    async def updates(self, offset: int, seconds: float, within: float) -> list[RawUpdate]:
        """Updates from this number on, waiting for the first at most so many seconds, `within` being the limit for all."""
        asked = {"offset": offset, "timeout": int(seconds), "allowed_updates": ALLOWED_UPDATES}
        return cast("list[RawUpdate]", await self._request.call(self._get_updates, asked, within))

    async def send(self, address: str, text: str, markup: Markup | None = None, *, silent: bool = False, covered: bool = False) -> int:
        """Send plain text; the number of the message. `covered`: it is not in the notification, and shows after a tap."""
        said: dict[str, Any] = {"chat_id": int(address), "text": text, "link_preview_options": _NO_PREVIEW}
        if markup is not None:
            said["reply_markup"] = markup
        if silent:
            said["disable_notification"] = True
        if covered:
            said |= {"entities": [{"type": "spoiler", "offset": 0, "length": units(text)}], "protect_content": True}
        return int((await self._request.call(self._send_message, said))["message_id"])

    async def photo(self, address: str, file: File, caption: str, markup: Markup | None = None) -> int:
        """Send a picture with words under it, or none; the number of the message."""
        return await self._upload(self._send_photo, "photo", address, file, caption, markup)

    async def document(self, address: str, file: File, caption: str, markup: Markup | None = None) -> int:
        """Send a file with words under it, or none; the number of the message."""
        return await self._upload(self._send_document, "document", address, file, caption, markup)

    async def _upload(self, url: URL, field: str, address: str, file: File, caption: str, markup: Markup | None) -> int:
        said: dict[str, Any] = {"chat_id": int(address)}
        if caption:
            said["caption"] = caption
        if markup is not None:
            said["reply_markup"] = markup
        return int((await self._request.upload(url, said, field, file))["message_id"])

    async def edit(self, address: str, number: int, text: str, markup: InlineKeyboard | None) -> None:
        """Change a message's text and buttons; without text only its buttons."""
        changed: dict[str, Any] = {"chat_id": int(address), "message_id": number}
        if markup is not None:
            changed["reply_markup"] = markup
        if text:
            await self._request.call(self._edit_text, {**changed, "text": text, "link_preview_options": _NO_PREVIEW})
        else:
            await self._request.call(self._edit_markup, changed)

    async def delete(self, address: str, numbers: Sequence[int]) -> None:
        """Delete at most 100 messages."""
        await self._request.call(self._delete_messages, {"chat_id": int(address), "message_ids": list(numbers)})

    async def download(self, reference: str, at_most: int) -> bytes:
        """A file that somebody sent, if it has at most so many bytes. Raises also TooHeavy."""
        about = await self._request.call(self._get_file, {"file_id": reference})
        if about.get("file_size", 0) > at_most:
            raise TooHeavy
        place = str(about.get("file_path", ""))
        if not _PLACE.fullmatch(place):
            raise BadRequest("the file has no address")
        return await self._request.download(self._files.joinpath(*place.split("/")), at_most)

    async def acknowledge(self, callback: str) -> None:
        """Stop the waiting sign on a button."""
        await self._request.call(self._answer_callback, {"callback_query_id": callback})
