"""What Telegram refuses: unknown words, wrong types, texts too long, buttons too heavy, marks that do not match."""

from __future__ import annotations

import html
import json
import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, UnidentifiedImageError

SCHEMA = json.loads((Path(__file__).parent / "schema.json").read_text("utf-8"))

MAX_TEXT, MAX_CAPTION, MAX_DATA, MAX_COMMANDS = 4096, 1024, 64, 100
#: Bytes of a file that a bot may fetch.
MAX_FETCHED = 20_000_000
MAX_PHOTO, MAX_SIDES, MAX_RATIO = 10_000_000, 10_000, 20
PNG = b"\x89PNG\r\n\x1a\n"

_PLAIN: dict[str, tuple[type, ...]] = {"Integer": (int,), "Float": (int, float), "Boolean": (bool,), "String": (str,)}
#: What a message of a person may bring, and as what.
_SENT = {"photo": "Array of PhotoSize", "voice": "Voice", "video_note": "VideoNote"}
_TAGS = frozenset({"a", "b", "blockquote", "code", "del", "em", "i", "ins", "pre", "s", "span", "strike", "strong", "tg-spoiler", "u"})
_MARKDOWN_RESERVED = re.compile(r"(?<!\\)[>#+\-=|{}.!]")
_COMMAND_NAME = re.compile(r"[a-z0-9_]{1,32}")


@dataclass(frozen=True)
class Upload:
    """A file that came with a call."""

    name: str
    media_type: str
    content: bytes


class Refused(Exception):
    """An answer that is not ok."""

    def __init__(self, code: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after

    def answer(self) -> dict[str, Any]:
        """The answer as Telegram writes it."""
        answer: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        return answer if self.retry_after is None else {**answer, "parameters": {"retry_after": self.retry_after}}


def bad(description: str) -> Refused:
    """A call that is wrong."""
    return Refused(400, f"Bad Request: {description}")


def checked(method: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of a call, each of a type that the method takes. Stricter than Telegram: unknown ones are refused."""
    fields = SCHEMA["methods"].get(method)
    if fields is None:
        raise Refused(404, "Not Found")
    values = {}
    for name, value in given.items():
        if name not in fields:
            raise bad(f'parameter "{name}" is unknown')
        values[name] = _opened(value, fields[name]["types"])
        if not _fits_any(values[name], fields[name]["types"]):
            raise bad(f'parameter "{name}" has a wrong type')
    for name, field in fields.items():
        if field["required"] and name not in values:
            raise bad(f'parameter "{name}" is required')
    return values


def told(content: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a person sends, as Telegram tells of it. Raises AssertionError where a test makes up what Telegram never says."""
    for name, type_name in _SENT.items():
        assert name not in content or fits(content[name], type_name), f"no {type_name}: {content[name]}"
    return content


def sayable(text: str, parse_mode: str | None, most: int = MAX_TEXT) -> str:
    """The text after its marks were read. Raises Refused when it is empty, too long, or its marks do not match."""
    plain = _without_marks(text, parse_mode)
    if most == MAX_TEXT and not plain.strip():
        raise bad("message text is empty")
    if len(plain.encode("utf-16-le")) // 2 > most:
        raise bad("message is too long" if most == MAX_TEXT else "message caption is too long")
    return plain


def presses(markup: Mapping[str, Any] | None) -> None:
    """Refuse buttons that Telegram refuses."""
    for row in (markup or {}).get("inline_keyboard", []):
        for button in row:
            if not button["text"]:
                raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
            if len([name for name in button if name not in ("text", "style", "icon_custom_emoji_id")]) != 1:
                raise bad("can't parse inline keyboard button: exactly one action is needed")
            if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= MAX_DATA:
                raise bad("BUTTON_DATA_INVALID")


def pictured(photo: Upload | str) -> list[dict[str, Any]]:
    """The sizes of a photo, PNG or JPEG. Raises Refused where Telegram would not show it as one."""
    if isinstance(photo, str):
        return [_size(photo, 90, 90, 0)]
    if len(photo.content) > MAX_PHOTO:
        raise bad("IMAGE_PROCESS_FAILED")
    width, height = _sides(photo.content)
    if width + height > MAX_SIDES or max(width, height) > MAX_RATIO * min(width, height):
        raise bad("PHOTO_INVALID_DIMENSIONS")
    return [_size(f"photo-{width}x{height}", width, height, len(photo.content))]


def _sides(content: bytes) -> tuple[int, int]:
    """Width and height: of a PNG from its head, of a JPEG from the picture."""
    if content[:8] == PNG:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    try:
        with Image.open(BytesIO(content), formats=("JPEG",)) as picture:
            return picture.size
    except UnidentifiedImageError:
        raise bad("IMAGE_PROCESS_FAILED") from None


def documented(document: Upload | str) -> dict[str, Any]:
    """What is told of a file. Raises Refused for an empty one."""
    if isinstance(document, str):
        return {"file_id": document, "file_unique_id": document}
    if not document.content:
        raise bad("file must be non-empty")
    about = {"file_name": document.name, "mime_type": document.media_type, "file_size": len(document.content)}
    return {"file_id": document.name, "file_unique_id": document.name, **about}


def _size(name: str, width: int, height: int, weight: int) -> dict[str, Any]:
    return {"file_id": name, "file_unique_id": name, "width": width, "height": height, "file_size": weight}


def commanding(commands: list[Mapping[str, str]], language: str) -> None:
    """Refuse commands that Telegram refuses."""
    if len(commands) > MAX_COMMANDS:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad("invalid language code specified")
    for command in commands:
        if not _COMMAND_NAME.fullmatch(command["command"]):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")


def _opened(value: Any, types: list[str]) -> Any:
    """Forms carry everything but text as JSON."""
    if not isinstance(value, str) or "String" in types or "InputFile" in types:
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def _fits_any(value: Any, types: list[str]) -> bool:
    return any(fits(value, name) for name in types)


def fits(value: Any, name: str) -> bool:
    """Whether this is a value of a type of Telegram's; one that the schema does not hold fits everything."""
    if name.startswith("Array of "):
        return isinstance(value, list) and all(fits(item, name.removeprefix("Array of ")) for item in value)
    if name in _PLAIN:
        return isinstance(value, _PLAIN[name]) and (name == "Boolean" or not isinstance(value, bool))
    if name == "InputFile":
        return isinstance(value, Upload)
    if not isinstance(value, dict):
        return False
    fields = SCHEMA["types"].get(name)
    if fields is None:
        return True
    required = {field for field, told in fields.items() if told["required"]}
    return required <= value.keys() <= fields.keys() and all(_fits_any(item, fields[key]["types"]) for key, item in value.items())


def _without_marks(text: str, parse_mode: str | None) -> str:
    match parse_mode:
        case None:
            return text
        case "HTML":
            return _Html(text).plain
        case "MarkdownV2":
            return _markdown(text)
        case "Markdown":
            return text
    raise bad("unsupported parse_mode")


def _markdown(text: str) -> str:
    reserved = _MARKDOWN_RESERVED.search(text)
    if reserved:
        raise bad(f"can't parse entities: character '{reserved.group()}' is reserved and must be escaped")
    for mark in "*_~`":
        if len(re.findall(rf"(?<!\\){re.escape(mark)}", text)) % 2:
            raise bad("can't parse entities: can't find end of an entity")
    return re.sub(r"(?<!\\)[*_~`]", "", text).replace("\\", "")


class _Html(HTMLParser):
    """Reads the few tags that Telegram knows, and refuses others."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.plain = ""
        self._open: list[str] = []
        self.feed(text)
        self.close()
        if self._open:
            raise bad(f"can't parse entities: can't find end tag corresponding to start tag \"{self._open[-1]}\"")

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in _TAGS:
            raise bad(f'can\'t parse entities: unsupported start tag "{tag}"')
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            raise bad(f'can\'t parse entities: unexpected end tag "{tag}"')

    def handle_entityref(self, name: str) -> None:
        self.plain += html.unescape(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.plain += html.unescape(f"&#{name};")

    def handle_data(self, data: str) -> None:
        if "<" in data:
            raise bad("can't parse entities: unclosed start tag")
        self.plain += data
