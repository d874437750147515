"""Asks the Bot API server as a bot does, without a library between."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

#: Makes a call and gives the whole answer.
Ask = Callable[..., Awaitable[dict[str, Any]]]


async def refused(answer: Awaitable[dict[str, Any]]) -> str:
    """The code and the words of a refusal."""
    given = await answer
    assert not given["ok"]
    return f"{given['error_code']} {given['description']}"
