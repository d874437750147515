"""How a browser without script looks and presses."""

from __future__ import annotations

from webchat_client import Client
from webchat_forms import pressed


async def look(client: Client, path: str = "/") -> str:
    async with client.get(path) as response:
        assert response.status == 200
        return await response.text()


async def press(client: Client, page: str, words: str, boxes: tuple[str, ...] = (), **typed: str) -> str:
    action, fields = pressed(page, words, boxes=boxes, **typed)
    async with client.post(action, data=fields) as response:
        assert response.status == 200
        assert response.history[0].status == 303
        return await response.text()
