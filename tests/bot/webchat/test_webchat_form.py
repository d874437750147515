"""The page without script: a whole conversation, and what must not happen on the way."""

from __future__ import annotations

import re

import pytest
from webchat_client import Client, MakeClient
from webchat_forms import pressed
from webchat_pressing import look, press
from webchat_room import Room


async def test_a_conversation_goes_through_without_script(client: Client, room: Room) -> None:
    page = await look(client)
    assert "Welkom. Ik ben de Wegwijzer" in page
    page = await press(client, page, "◐ Een beetje")
    assert "Wanneer kunt u naar les?" in page
    page = await press(client, page, "✅ Klaar", boxes=("🌅 Overdag", "📅 In het weekend"))
    assert "laatste dag in de brief" in page
    page = await press(client, page, "Stuur", day="3", month="11", year="2026")
    assert "In welke plaats" in page
    page = await press(client, page, "Stuur", text="Zwolle")
    assert "past een school bij u" in page
    assert room.said() == [("button", "1:1"), ("button", "2:0,2!"), ("text", "2026-11-03"), ("text", "Zwolle")]


async def test_the_page_speaks_the_language_that_the_browser_asks_for(make_client: MakeClient, room: Room) -> None:
    page = await look(await make_client("ar-SY,ar;q=0.9,nl;q=0.5"))
    assert '<html lang="ar" dir="rtl">' in page
    assert "القائمة" in page
    assert room.heard[0].languages == ("ar-SY", "ar", "nl")


async def test_a_message_in_another_language_than_the_page_says_so_itself(make_client: MakeClient, room: Room) -> None:
    room.with_dutch = True
    page = await look(await make_client("ar"))
    assert re.search(r'<article [^>]*lang="ar" dir="rtl"', page)
    assert '<p class="dutch" lang="nl" dir="ltr">Welkom.' in page


async def test_an_option_works_by_its_number_also_when_nothing_is_ticked(client: Client, room: Room) -> None:
    page = await press(client, await look(client), "✅ Ja, dat kan ik")
    await press(client, page, "✅ Klaar")
    assert room.said()[-1] == ("button", "2:!")


async def test_the_same_post_twice_is_answered_once(client: Client, room: Room) -> None:
    action, fields = pressed(await look(client), "◐ Een beetje")
    for _ in range(2):
        async with client.post(action, data=fields) as response:
            assert response.status == 200
    assert room.said() == [("button", "1:1")]


async def test_one_person_cannot_use_up_the_update_of_another(make_client: MakeClient, room: Room) -> None:
    for client in (await make_client(), await make_client()):
        _, fields = pressed(await look(client), "◐ Een beetje")
        same = [(name, "0" * 32 if name == "update" else value) for name, value in fields]
        async with client.post("/chat", data=same) as response:
            assert response.status == 200
    assert len(room.said()) == 2


async def test_a_reload_begins_nothing_new_and_shows_the_open_question(client: Client, room: Room) -> None:
    first, second = await look(client), await look(client)
    assert len(room.heard) == 1
    assert "Kunt u lezen" in first
    assert "Kunt u lezen" in second


async def test_an_invitation_is_passed_on_and_leaves_the_address_bar(client: Client, room: Room) -> None:
    async with client.get("/?u=Welkom-42") as response:
        assert response.url.path_qs == "/"
        assert response.history[0].status == 303
    assert [(inbound.kind, inbound.payload) for inbound in room.heard] == [("start", "Welkom-42")]


async def test_an_invitation_that_is_no_code_is_left_out(client: Client, room: Room) -> None:
    await look(client, "/?u=%3Cscript%3E")
    assert room.heard[0].payload == ""


async def test_who_has_a_conversation_can_still_use_an_invitation(client: Client, room: Room) -> None:
    await look(client)
    await look(client, "/?u=Later-7")
    assert [inbound.payload for inbound in room.heard] == ["", "Later-7"]
    assert len(room.people) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"User-Agent": "TelegramBot (like TwitterBot)"},
        {"User-Agent": "WhatsApp/2.24 A"},
        {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"},
        {"Sec-Fetch-Dest": "image"},
    ],
)
async def test_nothing_begins_for_a_program_that_looks_at_the_link(make_client: MakeClient, room: Room, headers: dict[str, str]) -> None:
    client = await make_client(**headers)
    page = await look(client, "/?u=Welkom-42")
    assert room.heard == []
    assert not list(client.session.cookie_jar)
    assert "<title>Wegwijzer</title>" in page


async def test_nothing_begins_when_the_browser_only_guesses_ahead(client: Client, room: Room) -> None:
    async with client.get("/", headers={"Sec-Purpose": "prefetch;prerender"}) as response:
        assert response.status == 503
    async with client.head("/") as response:
        assert response.status == 200
    assert room.heard == []


async def test_a_phone_whose_make_sounds_like_a_bot_is_a_person(make_client: MakeClient, room: Room) -> None:
    await look(await make_client(**{"User-Agent": "Mozilla/5.0 (Linux; Android 14; CUBOT NOTE 50) Chrome/130"}))
    assert len(room.heard) == 1


async def test_who_was_taken_for_a_program_can_begin_by_a_button(make_client: MakeClient, room: Room) -> None:
    client = await make_client(**{"User-Agent": "somebot"})
    action, fields = pressed(await look(client), "Begin", _="")
    async with client.post(action, data=fields) as response:
        assert "Kunt u lezen" in await response.text()
    assert len(room.heard) == 1


async def test_typed_secrets_are_taken_out_before_the_house_hears_them(client: Client, room: Room) -> None:
    page = await look(client)
    await press(client, page, "Stuur", text="mijn bsn is 123456782")
    (heard,) = [inbound for inbound in room.heard if inbound.kind == "text"]
    assert heard.text == "mijn bsn is •••"
    assert heard.masked == ("bsn",)


async def test_what_people_type_is_shown_as_text_never_as_html(client: Client, room: Room) -> None:
    await look(client)
    room.tell(room.address, "<script>alert(1)</script> & https://duo.nl/x?a=1&b=2.")
    page = await look(client)
    assert "<script>alert" not in page
    assert '<a href="https://duo.nl/x?a=1&amp;b=2"' in page
