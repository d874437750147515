"""What Telegram itself knows: chats and their messages, taps that wait for an answer, commands."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from typing import Any

from botapi.rules import MAX_CAPTION, MAX_FETCHED, Refused, bad, commanding, documented, pictured, presses, sayable

Json = dict[str, Any]

BOT: Json = {
    "id": 100,
    "is_bot": True,
    "first_name": "Wegwijzer",
    "username": "wegwijzer_test_bot",
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
}


class ChatRoom:
    """One private chat, as Telegram keeps it."""

    def __init__(self, number: int, person: Json) -> None:
        self.person = person
        self.about: Json = {"id": number, "type": "private", "first_name": person["first_name"]}
        #: What stands on the screen, by message id, from both sides.
        self.messages: dict[int, Json] = {}
        self.reply_keyboard: Json | None = None
        self.blocked = False
        self.changed = asyncio.Event()
        self.edits = 0
        self.sent: deque[float] = deque()
        self.last_id = 0

    def put(self, message: Json) -> Json:
        """A new message stands at the end."""
        self.last_id += 1
        message = {"message_id": self.last_id, "date": int(time.time()), "chat": self.about, **message}
        self.messages[self.last_id] = message
        self.changed.set()
        return message


class World:
    """Carries out calls. Each method takes checked parameters and gives Telegram's result, or raises Refused."""

    def __init__(self, *, chat_pace: float | None = None, query_life: float = 15.0) -> None:
        #: Messages a second in one chat before 429 is answered; None: no limit.
        self.chat_pace = chat_pace
        #: Seconds in which a tap can be acknowledged.
        self.query_life = query_life
        self.rooms: dict[int, ChatRoom] = {}
        self.queries: dict[str, float] = {}
        self.acknowledged: list[str] = []
        self.commands: dict[tuple[str, str], list[Json]] = {}
        #: What people sent, by the name of each file; where each is, by that name; and what is told of every file instead of the truth.
        self.files: dict[str, bytes] = {}
        self.places: dict[str, str] = {}
        self.lies: Json = {}
        #: Messages that can not be changed any more.
        self.frozen: set[tuple[int, int]] = set()

    def do(self, method: str, call: Json) -> Any:
        """Carry one call out."""
        match method:
            case "getMe":
                return BOT
            case "sendMessage":
                return self._send(call, {"text": sayable(call["text"], call.get("parse_mode"))})
            case "sendPhoto":
                return self._send(call, {"photo": pictured(call["photo"]), **_caption(call)})
            case "sendDocument":
                return self._send(call, {"document": documented(call["document"]), **_caption(call)})
            case "editMessageText":
                return self._edit(call, {"text": sayable(call["text"], call.get("parse_mode"))})
            case "editMessageReplyMarkup":
                return self._edit(call, {})
            case "deleteMessage":
                if call["message_id"] not in self.room(call["chat_id"]).messages:
                    raise bad("message to delete not found")
                return self._delete(call, [call["message_id"]])
            case "deleteMessages":
                return self._delete(call, call["message_ids"])
            case "answerCallbackQuery":
                return self._acknowledge(call["callback_query_id"])
            case "getFile":
                return self._file(call["file_id"])
            case "setMyCommands" | "getMyCommands" | "deleteMyCommands":
                return self._menu(method, call)
        raise Refused(404, "Not Found")

    def room(self, chat: int | str) -> ChatRoom:
        """The chat a call is about."""
        room = self.rooms.get(int(chat)) if str(chat).lstrip("-").isdecimal() else None
        if room is None:
            raise bad("chat not found")
        if room.blocked:
            raise Refused(403, "Forbidden: bot was blocked by the user")
        return room

    def put(self, content: bytes, *, prefix: str = "AgACAgQ", place: str = "photos/{}.jpg") -> str:
        """A file that somebody sent; the name with which a bot asks for it, and at which place it is then."""
        name = f"{prefix}-file-{len(self.files)}"
        self.files[name], self.places[name] = content, place.format(name)
        return name

    def at(self, place: str) -> bytes | None:
        """The file that is at an address, where one is."""
        return next((self.files[name] for name, its in self.places.items() if its == place), None)

    def query(self) -> str:
        """A tap begins to wait for its acknowledgement."""
        number = str(10_000 + len(self.queries))
        self.queries[number] = time.monotonic()
        return number

    def _file(self, name: str) -> Json:
        if name not in self.files:
            raise bad("wrong file_id or the file is temporarily unavailable")
        weight = len(self.files[name])
        if weight > MAX_FETCHED:
            raise bad("file is too big")
        return {"file_id": name, "file_unique_id": name, "file_size": weight, "file_path": self.places[name], **self.lies}

    def _send(self, call: Json, content: Json) -> Json:
        room = self.room(call["chat_id"])
        markup = call.get("reply_markup")
        presses(markup)
        self._keep_pace(room)
        if markup and "keyboard" in markup:
            room.reply_keyboard = markup
        if markup and markup.get("remove_keyboard"):
            room.reply_keyboard = None
        inline = {"reply_markup": markup} if markup and "inline_keyboard" in markup else {}
        return room.put({"from": BOT, **content, **inline})

    def _edit(self, call: Json, content: Json) -> Json:
        room = self.room(call["chat_id"])
        message = room.messages.get(call["message_id"])
        presses(call.get("reply_markup"))
        if message is None or message["from"] is not BOT:
            raise bad("message to edit not found")
        if (room.about["id"], message["message_id"]) in self.frozen:
            raise bad("message can't be edited")
        new = {name: value for name, value in message.items() if name != "reply_markup"} | content
        if call.get("reply_markup", {}).get("inline_keyboard"):
            new["reply_markup"] = call["reply_markup"]
        if {**new, "edit_date": 0} == {**message, "edit_date": 0}:
            raise bad(
                "message is not modified: specified new message content and reply markup are exactly the same"
                " as a current content and reply markup of the message"
            )
        room.messages[message["message_id"]] = {**new, "edit_date": int(time.time())}
        room.edits += 1
        room.changed.set()
        return room.messages[message["message_id"]]

    def _delete(self, call: Json, numbers: list[int]) -> bool:
        room = self.room(call["chat_id"])
        if not 1 <= len(numbers) <= 100:
            raise bad("message identifiers are not specified")
        for number in numbers:
            room.messages.pop(number, None)
        room.changed.set()
        return True

    def _acknowledge(self, query: str) -> bool:
        if time.monotonic() - self.queries.get(query, float("-inf")) > self.query_life:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        self.acknowledged.append(query)
        return True

    def _menu(self, method: str, call: Json) -> Any:
        scope = call.get("scope", {"type": "default"})
        place = (f"{scope['type']}:{scope.get('chat_id', '')}", call.get("language_code", ""))
        if method == "getMyCommands":
            return self.commands.get(place, [])
        if method == "deleteMyCommands":
            self.commands.pop(place, None)
            return True
        commanding(call["commands"], place[1])
        self.commands[place] = call["commands"]
        return True

    def _keep_pace(self, room: ChatRoom) -> None:
        if self.chat_pace is None:
            return
        now = time.monotonic()
        while room.sent and now - room.sent[0] > 1:
            room.sent.popleft()
        if len(room.sent) >= self.chat_pace:
            raise Refused(429, "Too Many Requests: retry after 1", 1)
        room.sent.append(now)


def _caption(call: Json) -> Json:
    said = sayable(call.get("caption", ""), call.get("parse_mode"), MAX_CAPTION)
    return {"caption": said} if said else {}
