"""Messages to send in the tests of the Telegram door."""

from __future__ import annotations

from typing import Any

from botapi.chat import Chat

from bot.channels.telegram import TelegramChannel
from bot.messages import Button, Outgoing

YES_NO = (Button(label="✅ Ja", data="1:0"), Button(label="❌ Nee", data="1:1"))
numbers = iter(range(1, 10_000))


def outgoing(person: Chat, text: str = "Welke school?", **more: Any) -> Outgoing:
    given = {"id": next(numbers), "language": "nl", "direction": "ltr", "kind": "say", **more}
    return Outgoing(channel="telegram", address=str(person.id), text=text, **given)


async def ask(channel: TelegramChannel, person: Chat, text: str = "Welke school?", **more: Any) -> str:
    """Ask, and give the number of the message."""
    delivery = await channel.deliver(
        outgoing(person, text, **{"kind": "ask", "question": "choice", "asking": 1, "buttons": YES_NO, **more})
    )
    assert delivery.sent
    return delivery.message_id
