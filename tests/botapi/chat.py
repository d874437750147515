"""Somebody with a phone, who types, taps and looks at the screen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from botapi.rules import told

if TYPE_CHECKING:
    from botapi.server import BotApi
    from botapi.world import ChatRoom

#: Seconds that a person looks at the screen before giving up.
WITHIN = 5.0


@dataclass(frozen=True)
class Seen:
    """One message of the bot, as it stands on the screen now."""

    id: int
    text: str
    #: Labels of the buttons under it.
    buttons: tuple[str, ...]
    #: Row by row, with what each sends back.
    rows: tuple[tuple[tuple[str, str], ...], ...]
    #: Width and height of the picture above the text, in dots; none.
    picture: tuple[int, int] | None = None
    #: The name of the file that came with it; empty where there is none.
    file: str = ""


class NotSeen(AssertionError):
    """What was looked for did not appear."""


class Chat:
    """One person's side of the chat with the bot."""

    def __init__(self, api: BotApi, room: ChatRoom) -> None:
        self._api = api
        self._room = room
        self._looked = 0
        #: Seconds that this person looks at the screen before giving up.
        self.patience = WITHIN
        self.id: int = room.about["id"]

    async def says(self, text: str) -> int:
        """Type a text and send it; the number of the update."""
        if not text.startswith("/"):
            return self._send({"text": text})
        command = text.split(maxsplit=1)[0]
        return self._send({"text": text, "entities": [{"type": "bot_command", "offset": 0, "length": len(command)}]})

    async def sends(self, **content: Any) -> int:
        """Send something else: a sticker, a sound, a film."""
        return self._send(content)

    async def shows(self, content: bytes, caption: str = "") -> int:
        """Send a photo, which Telegram keeps in two sizes."""
        small, large = self._api.world.put(b"small"), self._api.world.put(content)
        sizes = [
            {"file_id": small, "file_unique_id": small, "width": 90, "height": 120, "file_size": 5},
            {"file_id": large, "file_unique_id": large, "width": 960, "height": 1280, "file_size": len(content)},
        ]
        return self._send({"photo": sizes, **({"caption": caption} if caption else {})})

    async def hands_over(self, content: bytes, *, kind: str = "application/pdf") -> int:
        """Send a file."""
        file = self._api.world.put(content, prefix="BQACAgQ", place="documents/{}.pdf")
        return self._send({"document": {"file_id": file, "file_unique_id": file, "file_size": len(content), "mime_type": kind}})

    async def speaks(self, content: bytes, *, seconds: int) -> int:
        """Send a voice message."""
        file = self._api.world.put(content, prefix="AwACAgQ", place="voice/{}.oga")
        about = {"file_id": file, "file_unique_id": file, "file_size": len(content), "mime_type": "audio/ogg"}
        return self._send({"voice": {**about, "duration": seconds}})

    async def films(self, *, seconds: int) -> int:
        """Send a round film of one's own face."""
        file = self._api.world.put(b"film", prefix="DQACAgQ", place="video_notes/{}.mp4")
        return self._send({"video_note": {"file_id": file, "file_unique_id": file, "length": 384, "duration": seconds, "file_size": 4}})

    async def shares(self, latitude: float, longitude: float) -> int:
        """Send one's location."""
        return self._send({"location": {"latitude": latitude, "longitude": longitude}})

    async def blocks(self) -> int:
        """Block the bot."""
        self._room.blocked = True
        about = {"user": {"id": 100, "is_bot": True, "first_name": "Wegwijzer"}}
        change = {"old_chat_member": {**about, "status": "member"}, "new_chat_member": {**about, "status": "kicked", "until_date": 0}}
        return self._api.happen(my_chat_member={"chat": self._room.about, "from": self._room.person, "date": 0, **change})

    async def taps(self, label: str) -> int:
        """Tap the lowest button whose label holds these words; wait until there is one."""
        await self._until(lambda: self._button(label), f"a button with {label!r}")
        message, data = self._button(label) or ({}, "")
        return self.taps_again(message, data)

    def taps_again(self, message: dict[str, Any], data: str) -> int:
        """Tap a button by what it sends back, also one that is not there any more."""
        query = {"id": self._api.world.query(), "from": self._room.person, "chat_instance": "1", "message": message, "data": data}
        return self._api.happen(callback_query=query)

    async def sees(self, text: str = "") -> Seen:
        """The first message not looked at yet that holds these words; wait until there is one."""
        await self._until(lambda: self._unseen(text), f"a message with {text!r}" if text else "a new message")
        seen = self._unseen(text)
        assert seen is not None
        self._looked = seen.id
        return seen

    async def until(self, holds: Callable[[list[Seen]], bool]) -> list[Seen]:
        """Wait until something is true of the screen, and give it."""
        await self._until(lambda: holds(self.screen()), "the screen that was waited for")
        return self.screen()

    async def finds(self, text: str) -> Seen:
        """The first message that holds these words, looked at or not; wait until there is one."""
        return next(seen for seen in await self.until(lambda screen: any(text in seen.text for seen in screen)) if text in seen.text)

    def screen(self) -> list[Seen]:
        """Every message of the bot that stands there now."""
        return [_seen(message) for message in self._room.messages.values() if message["from"]["is_bot"]]

    @property
    def reply_keyboard(self) -> list[str]:
        """Labels of the keys in place of the phone's keyboard."""
        rows = (self._room.reply_keyboard or {}).get("keyboard", [])
        return [key["text"] for row in rows for key in row]

    def raw(self, number: int) -> dict[str, Any]:
        """A message as Telegram keeps it."""
        return self._room.messages[number]

    def _send(self, content: dict[str, Any]) -> int:
        self._room.blocked = False
        return self._api.happen(message=self._room.put({"from": self._room.person, **told(content)}))

    def _button(self, label: str) -> tuple[dict[str, Any], str] | None:
        for message in reversed(self._room.messages.values()):
            for row in message.get("reply_markup", {}).get("inline_keyboard", []):
                for button in row:
                    if label in button["text"]:
                        return message, button["callback_data"]
        return None

    def _unseen(self, text: str) -> Seen | None:
        return next((seen for seen in self.screen() if seen.id > self._looked and text in seen.text), None)

    async def _until(self, look: Callable[[], object], what: str) -> None:
        try:
            async with asyncio.timeout(self.patience):
                while not look():
                    self._room.changed.clear()
                    await self._room.changed.wait()
        except TimeoutError:
            raise NotSeen(f"{what} did not appear; on the screen: {[seen.text for seen in self.screen()]}") from None


def _seen(message: dict[str, Any]) -> Seen:
    keyboard = message.get("reply_markup", {}).get("inline_keyboard", [])
    rows = tuple(tuple((button["text"], button.get("callback_data", "")) for button in row) for row in keyboard)
    text = message.get("text", message.get("caption", ""))
    picture = next(((size["width"], size["height"]) for size in message.get("photo", [])), None)
    file = message.get("document", {}).get("file_name", "")
    return Seen(message["message_id"], text, tuple(label for row in rows for label, _ in row), rows, picture, file)
