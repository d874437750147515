"""From a form to an inbound message: the same fields with and without script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import get_args
from urllib.parse import parse_qsl

from aiohttp import web
from multidict import MultiDict

from bot.channels.webchat.errors import NotReadable, TooLong
from bot.channels.webchat.needs import Mask
from bot.messages import Inbound, Photo
from dialogs.inputs import Anywhere

CHANNEL = "web"
#: Characters of one typed message.
MAX_TEXT = 4_000
#: Octets of one post: 4,000 characters of Ge'ez, percent-encoded, and the other fields.
MAX_BODY = 48_000
MAX_FIELDS = 64
MAX_DATA = 64
#: Three decimals are about a hundred metres: enough for a town.
LOCATION_DECIMALS = 3

_UPDATE = re.compile(r"[A-Za-z0-9-]{16,64}")
_INVITATION = re.compile(r"[A-Za-z0-9_-]{1,64}")

Form = MultiDict[str]


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """Who posts, when, and which languages the browser asks for."""

    address: str
    languages: Sequence[str]
    now: datetime


async def read_form(request: web.Request) -> Form:
    """The fields of a post, read no further than the limit.

    Raises NotReadable or TooLong.
    """
    if request.content_type != "application/x-www-form-urlencoded":
        raise NotReadable
    body = bytearray()
    async for chunk in request.content.iter_chunked(8_192):
        body += chunk
        if len(body) > MAX_BODY:
            raise TooLong
    try:
        return MultiDict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MAX_FIELDS))
    except ValueError:
        raise NotReadable from None


def start_of(visitor: Visitor, update: str, invitation: str = "") -> Inbound:
    """The beginning of a conversation, with the code of an invitation if there was one."""
    payload = invitation if _INVITATION.fullmatch(invitation) else ""
    return _inbound(visitor, update, kind="start", payload=payload)


def inbound_of(form: Form, visitor: Visitor, mask: Mask) -> Inbound | None:
    """What the person said with this form, masked; None when it says nothing.

    Raises NotReadable or TooLong.
    """
    update = _update(form)
    if "command" in form:
        return _inbound(visitor, update, kind="command", text=_command(form["command"]))
    if "location" in form:
        return _inbound(visitor, update, kind="location", location=_location(form["location"]))
    if "data" in form:
        return _inbound(visitor, update, kind="button", data=_data(form["data"]))
    if "choose" in form:
        return _inbound(visitor, update, kind="button", data=_whole_choice(form["choose"], form.getall("chosen", [])))
    text, masked = mask(_typed(form))
    return _inbound(visitor, update, kind="text", text=text, masked=masked) if text else None


def photo_of(form: Form, visitor: Visitor, picture: bytes) -> Inbound:
    """A photo that the person sent, drawn anew, or their PDF. Raises NotReadable."""
    return _inbound(visitor, _update(form), kind="photo", photo=Photo(content=picture))


def last_row(value: str) -> int:
    """The id of the last row a page has shown, 0 where it has none or says nonsense."""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else 0


def _inbound(visitor: Visitor, update: str, **what: object) -> Inbound:
    # Scoped to the session, so that nobody can use up another one's update; hashed, so that the row does not hold the session.
    update_id = sha256(f"{visitor.address}:{update}".encode()).hexdigest()[:32]
    who = {"channel": CHANNEL, "address": visitor.address, "languages": tuple(visitor.languages), "received_at": visitor.now}
    return Inbound(update_id=update_id, **who, **what)  # type: ignore[arg-type]


def _update(form: Form) -> str:
    update = form.get("update", "")
    if not _UPDATE.fullmatch(update):
        raise NotReadable
    return update


def _command(word: str) -> str:
    if word not in get_args(Anywhere):
        raise NotReadable
    return word


def _data(data: str) -> str:
    if not data or len(data.encode()) > MAX_DATA:
        raise NotReadable
    return data


def _whole_choice(asking: str, chosen: Sequence[str]) -> str:
    """`7` with the boxes `7:0` and `7:2` ticked is `7:0,2!`."""
    indexes = [box.rpartition(":")[2] for box in chosen if box.rpartition(":")[0] == asking]
    if not all(index.isascii() and index.isdigit() for index in indexes):
        raise NotReadable
    return _data(f"{asking}:{','.join(indexes)}!")


def _location(value: str) -> tuple[float, float]:
    try:
        latitude, longitude = (round(float(part), LOCATION_DECIMALS) for part in value.split(","))
    except ValueError:
        raise NotReadable from None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise NotReadable
    return latitude, longitude


def _typed(form: Form) -> str:
    if "year" in form:
        return _day(form["year"], form.get("month", ""), form.get("day", ""))
    text = "".join(character for character in form.get("text", "").replace("\r\n", "\n") if _is_written(character))
    if len(text) > MAX_TEXT:
        raise TooLong
    return text.strip()


def _day(year: str, month: str, day: str) -> str:
    """The date as 2026-11-03; what is no date is passed on as typed, to be answered as not understood."""
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except (ValueError, OverflowError):
        return " ".join(part.strip()[:20] for part in (day, month, year) if part.strip())


def _is_written(character: str) -> bool:
    return character in "\n\t" or unicodedata.category(character) != "Cc"
