"""Reads what Telegram tells: from its update to our inbound message, with secrets already taken out."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import Literal, TypedDict

from bot.channels.masking import mask
from bot.messages import Inbound, Photo, Voice

#: The kinds of updates that Telegram is asked for.
ALLOWED_UPDATES = ("message", "callback_query", "my_chat_member")


class RawChat(TypedDict, total=False):
    """Where something was said."""

    id: int
    type: str


class RawLocation(TypedDict):
    """A place on earth, in degrees."""

    latitude: float
    longitude: float


class RawUser(TypedDict, total=False):
    """Who said it."""

    id: int
    is_bot: bool
    language_code: str


class RawSize(TypedDict, total=False):
    """A photo in one of its sizes."""

    file_id: str
    width: int
    height: int


class RawDocument(TypedDict, total=False):
    """Something sent as a file."""

    file_id: str
    mime_type: str


class RawSound(TypedDict, total=False):
    """Something to listen to."""

    file_id: str
    duration: int


RawMessage = TypedDict(
    "RawMessage",
    {
        "message_id": int,
        "chat": RawChat,
        "from": RawUser,
        "text": str,
        "caption": str,
        "location": RawLocation,
        "photo": list[RawSize],
        "document": RawDocument,
        "voice": RawSound,
        "audio": RawSound,
    },
    total=False,
)
RawQuery = TypedDict("RawQuery", {"id": str, "from": RawUser, "message": RawMessage, "data": str}, total=False)


class RawMember(TypedDict, total=False):
    """What somebody is in a chat."""

    status: str


RawChange = TypedDict("RawChange", {"chat": RawChat, "from": RawUser, "new_chat_member": RawMember}, total=False)


class RawUpdate(TypedDict, total=False):
    """One update, as far as we read it."""

    update_id: int
    message: RawMessage
    callback_query: RawQuery
    my_chat_member: RawChange


#: Things a person can send that we cannot read, but should answer, by what they are to us; anything else is Telegram's own
#: bookkeeping. None of them is fetched or kept; a photo or a paper may be, after a yes, and a voice where a human has the person's case.
_THINGS: tuple[tuple[Literal["photo", "document", "voice", "unreadable"], frozenset[str]], ...] = (
    # An animation comes as a document too.
    ("unreadable", frozenset({"animation", "checklist", "contact", "dice", "game", "poll", "sticker", "venue"})),
    ("voice", frozenset({"audio", "video_note", "voice"})),
    ("photo", frozenset({"photo"})),
    ("document", frozenset({"document", "paid_media", "story", "video"})),
)
#: What comes as a file and can be kept as a photo is, as far as its sender says; what is in it is looked at once it is fetched.
_PAPERS = frozenset({"application/pdf", "image/jpeg", "image/png", "image/webp"})
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@\w+)?(?:\s+(.*))?", re.DOTALL)
_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")


def read_update(update: RawUpdate, now: datetime) -> Inbound | None:
    """What a person said or did; None for what needs no answer: groups, other bots, bookkeeping.

    Of something that cannot be read (a document, a film, a sticker) only the words beside it come along; of photo and voice their name too.
    Raises KeyError where the update lacks what Telegram promises.
    """
    number = str(update["update_id"])
    if "callback_query" in update:
        return _button(update["callback_query"], number, now)
    if "message" in update:
        return _message(update["message"], number, now)
    if "my_chat_member" in update:
        return _membership(update["my_chat_member"], number, now)
    return None


def chat_of(update: RawUpdate) -> int:
    """The chat an update is about, or 0."""
    message = update.get("message") or update.get("callback_query", {}).get("message") or update.get("my_chat_member") or {}
    return message.get("chat", {}).get("id", 0)


def _message(message: RawMessage, number: str, now: datetime) -> Inbound | None:
    sender = message.get("from", {})
    if message["chat"]["type"] != "private" or sender.get("is_bot"):
        return None
    wordless = _wordless(message["chat"], sender, number, now)
    if "text" in message:
        return _typed(wordless, message["text"])
    if "location" in message:
        place = message["location"]
        return replace(wordless, kind="location", location=(place["latitude"], place["longitude"]))
    for kind, things in _THINGS:
        if not things.isdisjoint(message):
            words, secrets = mask(message.get("caption", ""))
            photo = _photo(message["photo"]) if kind == "photo" else _paper(message) if kind == "document" else None
            voice = _voice(message.get("voice") or message.get("audio") or {}) if kind == "voice" else None
            return replace(wordless, kind="photo" if photo else kind, text=words, masked=secrets, photo=photo, voice=voice)
    return None


def _photo(sizes: list[RawSize]) -> Photo | None:
    """By its largest size: where the words of a letter can be read."""
    largest = max(sizes, key=lambda size: size["width"] * size["height"], default=None)
    return Photo(reference=largest["file_id"]) if largest else None


def _paper(message: RawMessage) -> Photo | None:
    """A paper or a picture that came as a file; None of any other file."""
    document = message.get("document", {})
    return Photo(reference=document["file_id"]) if document.get("mime_type", "").lower() in _PAPERS and "file_id" in document else None


def _voice(sound: RawSound) -> Voice | None:
    """None of a film of somebody's face, which is more than a voice."""
    return Voice(reference=sound["file_id"], seconds=sound.get("duration", 0)) if "file_id" in sound else None


def _typed(wordless: Inbound, typed: str) -> Inbound:
    text, kinds = mask(typed)
    command = _COMMAND.fullmatch(text)
    if command is None:
        return replace(wordless, text=text, masked=kinds)
    word, rest = command[1].lower(), command[2] or ""
    payload = rest if _PAYLOAD.fullmatch(rest) else ""
    return replace(wordless, kind="start" if word == "start" else "command", text=word, payload=payload, masked=kinds)


def _button(query: RawQuery, number: str, now: datetime) -> Inbound | None:
    message = query.get("message", {})
    if "data" not in query or message.get("chat", {}).get("type") != "private":
        return None
    return replace(
        _wordless(message["chat"], query.get("from", {}), number, now),
        kind="button",
        data=query["data"],
        message_id=str(message["message_id"]),
        callback_id=query["id"],
    )


def _membership(change: RawChange, number: str, now: datetime) -> Inbound | None:
    """Only being blocked matters: who lets the bot in again also starts it again."""
    if change["chat"]["type"] != "private" or change["new_chat_member"].get("status") != "kicked":
        return None
    return replace(_wordless(change["chat"], change.get("from", {}), number, now), kind="blocked")


def _wordless(chat: RawChat, sender: RawUser, number: str, now: datetime) -> Inbound:
    language = sender.get("language_code")
    return Inbound(
        channel="telegram",
        address=str(chat["id"]),
        update_id=number,
        received_at=now,
        kind="text",
        languages=(language,) if language else (),
    )
