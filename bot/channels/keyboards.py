"""Lays the choices under a message out as rows of buttons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from bot.channels.errors import ButtonDataTooLong
from bot.messages import Button

#: Longer labels are cut off on a narrow phone when two stand beside each other.
SHORT = 18
#: Bytes that Telegram takes for what a button sends back.
MAX_DATA = 64
#: Ways around the question rather than answers to it: small and below.
SERVICE_ROLES = frozenset({"unknown", "withheld", "why", "explain", "back", "human"})

_CHOSEN, _OPEN = "☑ ", "☐ "


class InlineKey(TypedDict):
    """One button, in Telegram's words."""

    text: str
    callback_data: str


class InlineKeyboard(TypedDict):
    """Buttons under a message, row by row, in Telegram's words."""

    inline_keyboard: list[list[InlineKey]]


def keyboard(buttons: Sequence[Button], question: str = "") -> InlineKeyboard | None:
    """The buttons of a message, answers first; None when there are none.

    Where several answers may be chosen (`question` is "many") each shows whether it is.
    Raises ButtonDataTooLong over 64 bytes.
    """
    if not buttons:
        return None
    answers = [button for button in buttons if button.role not in SERVICE_ROLES]
    service = [button for button in buttons if button.role in SERVICE_ROLES]
    rows = [*_rows(answers, most=2), *_rows(service, most=3)]
    return {"inline_keyboard": [[_key(button, question) for button in row] for row in rows]}


def _rows(buttons: Sequence[Button], *, most: int) -> list[list[Button]]:
    """Short labels side by side, a long one in a row of its own, the order kept."""
    rows: list[list[Button]] = []
    for button in buttons:
        last = rows[-1] if rows else []
        if last and len(last) < most and max(len(button.label), len(last[-1].label)) <= SHORT:
            last.append(button)
        else:
            rows.append([button])
    return rows


def _key(button: Button, question: str) -> InlineKey:
    if len(button.data.encode()) > MAX_DATA:
        raise ButtonDataTooLong(button.role)
    mark = ""
    if question == "many" and button.role == "answer":
        mark = _CHOSEN if button.chosen else _OPEN
    return {"text": mark + button.label, "callback_data": button.data}
