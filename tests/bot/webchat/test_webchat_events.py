"""The stream of new messages, and what the page's script gets for its posts."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta

from aiohttp import ClientResponse, CookieJar, web
from aiohttp.test_utils import TestClient, TestServer
from webchat_client import Client, MakeClient
from webchat_room import Room

from bot.channels.webchat import WebChat
from bot.messages import Outgoing


async def next_event(stream: ClientResponse) -> dict[str, str]:
    """The fields of the next event; a comment is a field without a name."""
    fields: dict[str, str] = {}
    async with asyncio.timeout(5):
        while line := (await stream.content.readline()).decode().rstrip("\n"):
            name, _, value = line.partition(":")
            fields[name] = value.strip()
    return fields


async def next_row(stream: ClientResponse) -> dict[str, object]:
    event = await next_event(stream)
    row = json.loads(event["data"])
    assert event["id"] == str(row["id"])
    return dict(row)


async def test_a_message_that_comes_by_itself_reaches_the_open_page(client: Client, room: Room) -> None:
    await client.get("/")
    async with client.get("/chat/events?after=2") as stream:
        assert stream.headers["Content-Type"].startswith("text/event-stream")
        assert (await next_event(stream))["retry"] == "3000"
        room.tell(room.address, "Morgen is er taalcafé.")
        row = await next_row(stream)
    assert row["kind"] == "say"
    assert "Morgen is er taalcafé." in str(row["html"])


async def test_a_broken_stream_goes_on_after_the_last_row_that_the_page_has(client: Client, room: Room) -> None:
    await client.get("/")
    room.tell(room.address, "drie")
    room.tell(room.address, "vier")
    async with client.get("/chat/events?after=2", headers={"Last-Event-ID": "3"}) as stream:
        await next_event(stream)
        assert (await next_row(stream))["id"] == 4
    assert room.received_rows == [(room.address, 3)]
    assert room.seen_rows == [], "it may lie in a pocket"


async def test_the_door_rings_for_each_committed_row_and_sends_nothing_itself(server: TestServer, room: Room) -> None:
    door = WebChat(room.needs())
    with room.bell.subscribe("somebody") as bell:
        row = Outgoing(id=1, channel="web", address="somebody", text="x", language="nl", direction="ltr")
        delivery = await door.deliver(row)
        assert bell.is_set()
    assert delivery.sent
    assert door.pulls
    assert room.bell.listeners("somebody") == 0


async def test_a_quiet_stream_gives_a_sign_of_life_and_ends_when_the_door_stops(room: Room) -> None:
    app = web.Application()
    door = WebChat(room.needs(), heartbeat=timedelta(milliseconds=20))
    door.add_to(app)
    async with TestServer(app) as server:
        jar = CookieJar(unsafe=True, treat_as_secure_origin=server.make_url("/"))
        client = TestClient[web.Request, None](server, cookie_jar=jar)
        async with client:
            await client.get("/")
            async with client.get("/chat/events?after=2") as stream:
                await next_event(stream)
                assert await next_event(stream) == {"": "still here"}
                assert door.status() == {"streams": "1"}
                await door.stop()
                async with asyncio.timeout(5):
                    await stream.content.read()
            async with client.get("/chat/events") as refused:
                assert refused.status == 204
    assert door.status() == {"streams": "0"}


async def test_a_stream_without_a_conversation_is_told_not_to_come_back(client: Client) -> None:
    async with client.get("/chat/events") as stream:
        assert stream.status == 204


async def test_a_fifth_stream_ends_the_oldest_which_then_stays_away_for_a_while(client: Client, room: Room) -> None:
    await client.get("/")
    streams = [await client.get("/chat/events?after=2") for _ in range(5)]
    assert [await next_event(stream) for stream in streams] == [{"retry": "3000"}] * 5
    async with asyncio.timeout(5):
        assert await streams[0].content.read() == b"retry: 60000\n\n"
    room.tell(room.address, "Morgen is er taalcafé.")
    assert [(await next_row(stream))["id"] for stream in streams[1:]] == [3, 3, 3, 3]
    for stream in streams:
        stream.close()


async def test_a_post_of_the_script_brings_the_new_rows_itself(client: Client, room: Room) -> None:
    await client.get("/")
    fields = {"update": "0" * 32, "data": "1:1", "after": "2"}
    async with client.post("/chat", data=fields, headers={"Accept": "application/json"}) as response:
        news = await response.json()
    assert [row["kind"] for row in news["rows"]] == ["say", "ask"]
    assert news["rows"][1]["asking"] == 2


async def test_the_script_hears_the_words_as_they_were_kept(client: Client, room: Room) -> None:
    await client.get("/")
    fields = {"update": "0" * 32, "text": "bsn 123456782", "after": "2"}
    async with client.post("/chat", data=fields, headers={"Accept": "application/json"}) as response:
        assert (await response.json())["said"] == "bsn •••"


async def test_the_script_is_told_what_is_the_matter(make_client: MakeClient, room: Room) -> None:
    client = await make_client(Accept="application/json")
    async with client.post("/chat", data={"update": "0" * 32, "text": "x"}) as response:
        assert (response.status, await response.json()) == (401, {"problem": "no_session"})
    await client.get("/")
    room.failing = True
    async with client.post("/chat", data={"update": "0" * 32, "text": "x"}) as response:
        assert (response.status, await response.json()) == (503, {"problem": "not_kept", "wait": 0})


async def test_who_comes_back_after_hiding_is_not_hidden_again(client: Client, room: Room) -> None:
    await client.get("/")
    room.tell(room.address, "", kind="hide")
    async with client.get("/") as response:
        page = await response.text()
    assert 'data-last="3"' in page
    assert "Kunt u lezen" in page
