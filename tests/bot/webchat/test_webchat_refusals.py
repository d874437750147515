"""What the page refuses, gives back and keeps closed."""

from __future__ import annotations

import re

import pytest
from aiohttp.test_utils import TestServer
from webchat_client import Client, MakeClient
from webchat_forms import forms_of, pressed
from webchat_pressing import look, press
from webchat_room import Room

from bot.channels.webchat.desk import POLICY


async def test_a_post_from_another_site_is_refused(client: Client, room: Room) -> None:
    action, fields = pressed(await look(client), "◐ Een beetje")
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "", "Origin": "https://elsewhere.example"}):
        async with client.post(action, data=fields, headers=headers) as response:
            assert response.status == 403
            assert "kan ik niet aannemen" in await response.text()
    assert room.said() == []


async def test_a_browser_that_says_nothing_of_where_it_comes_from_needs_the_token_of_the_form(client: Client, room: Room) -> None:
    action, fields = pressed(await look(client), "◐ Een beetje")
    silent = {"Sec-Fetch-Site": ""}
    without = [(name, value) for name, value in fields if name != "token"]
    async with client.post(action, data=without, headers=silent) as response:
        assert response.status == 403
    async with client.post(action, data=fields, headers=silent) as response:
        assert response.status == 200
    assert room.said() == [("button", "1:1")]


async def test_our_own_origin_is_enough_behind_a_proxy_that_ends_tls(client: Client, server: TestServer, room: Room) -> None:
    action, fields = pressed(await look(client), "◐ Een beetje")
    headers = {"Sec-Fetch-Site": "", "Origin": f"https://{server.host}:{server.port}"}
    async with client.post(action, data=fields, headers=headers) as response:
        assert response.status == 200
    assert room.said() == [("button", "1:1")]


async def test_a_failure_gives_back_what_was_typed_and_the_next_try_is_the_same_update(client: Client, room: Room) -> None:
    action, fields = pressed(await look(client), "Stuur", text="Ik heb een vraag")
    room.failing = True
    async with client.post(action, data=fields) as response:
        assert response.status == 503
        page = await response.text()
    assert "Het lukt nu niet" in page
    assert ">Ik heb een vraag</textarea>" in page
    room.failing = False
    (form,) = forms_of(page)
    assert dict(form.fields)["update"] == dict(fields)["update"]
    async with client.post(form.action, data=[*form.fields, ("text", "Ik heb een vraag")]) as response:
        assert response.status == 200
    assert room.said() == [("text", "Ik heb een vraag")]


async def test_a_failure_is_logged_by_its_kind_and_place_without_its_words(
    client: Client, room: Room, caplog: pytest.LogCaptureFixture
) -> None:
    action, fields = pressed(await look(client), "Stuur", text="mijn geheim")
    room.failing = True
    async with client.post(action, data=fields) as response:
        assert response.status == 503
    (record,) = [record for record in caplog.records if record.name.startswith("bot.")]
    assert record.getMessage() == "web_page_failed"
    assert vars(record)["error"] == "RuntimeError"
    assert record.exc_info is None
    assert not any("geheim" in str(value) or "database" in str(value) for value in vars(record).values())


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ("number", 'inputmode="numeric"'),
        ("text", "<textarea"),
        ("place", 'autocapitalize="words"'),
        ("date", '<option value="11">november'),
    ],
)
async def test_each_kind_of_question_has_its_own_field(client: Client, room: Room, question: str, field: str) -> None:
    await look(client)
    room.tell(room.address, "Wat is het?", kind="ask", question=question, asking=9)
    page = await look(client)
    assert field in page.split("Wat is het?")[1].split("</article>")[0]


async def test_a_machine_that_posts_is_slowed_down_and_loses_nothing(make_client: MakeClient, room: Room) -> None:
    client = await make_client("ar")
    page = await look(client)
    for number in range(30):
        _, fields = pressed(page, "إرسال", text=f"سؤال {number}")
        fresh = [(name, f"{number:032}" if name == "update" else value) for name, value in fields]
        async with client.post("/chat", data=fresh, allow_redirects=False) as response:
            if response.status == 429:
                refusal = await response.text()
                break
    assert int(response.headers["Retry-After"]) >= 1
    assert "هذا سريع جداً" in refusal
    assert f">سؤال {number}</textarea>" in refusal


async def test_a_text_that_is_too_long_is_given_back(client: Client, room: Room) -> None:
    _, fields = pressed(await look(client), "Stuur", text="a" * 4_001)
    async with client.post("/chat", data=fields) as response:
        assert response.status == 413
        assert f">{'a' * 4_001}</textarea>" in await response.text()


async def test_a_post_that_is_far_too_large_is_not_read_to_its_end(client: Client, room: Room) -> None:
    await look(client)
    async with client.post("/chat", data={"text": "a" * 60_000}) as response:
        assert response.status == 413
    assert room.said() == []


@pytest.mark.parametrize(
    "change",
    [{"data": ""}, {"data": "1:" + "0" * 70}, {"update": "short"}, {"command": "shutdown"}, {"location": "here"}, {"location": "91,0"}],
)
async def test_a_form_that_is_not_ours_is_refused(client: Client, room: Room, change: dict[str, str]) -> None:
    _, fields = pressed(await look(client), "◐ Een beetje")
    async with client.post("/chat", data=dict(fields) | change) as response:
        assert response.status == 400
    assert room.said() == []


async def test_hide_leads_to_a_page_that_says_nothing_about_us(client: Client, room: Room) -> None:
    page = await press(client, await look(client), "🚪 Verberg")
    assert "Wegwijzer" not in page
    assert room.said() == [("command", "hide")]
    assert "Kunt u lezen" in await look(client)


async def test_the_commands_on_top_reach_the_house(client: Client, room: Room) -> None:
    page = await look(client)
    for words in ("🧭 Menu", "👤 Mens", "🌐 Taal"):
        page = await press(client, page, words)
    assert room.said() == [("command", "menu"), ("command", "human"), ("command", "language")]
    assert 'dir="rtl"' in page


async def test_every_page_is_closed_to_everything_from_outside(client: Client, room: Room) -> None:
    await look(client)
    for path in ("/", "/code", "/blank"):
        async with client.get(path) as response:
            assert response.headers["Content-Security-Policy"] == POLICY
            assert response.headers["Cache-Control"] == "no-store"
            assert response.headers["X-Content-Type-Options"] == "nosniff"
            text = await response.text()
            assert not re.search(r'(?:src|href|action)="(?:https?:)?//', text)
            assert not re.search(r"<style|\son\w+=|\sstyle=", text)


async def test_the_cookie_is_for_this_host_only_and_not_for_scripts(client: Client, room: Room) -> None:
    async with client.get("/") as response:
        cookie = response.cookies["__Host-wegwijzer"]
    assert cookie["secure"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"
    assert cookie["domain"] == ""
    assert cookie.value == room.address


async def test_a_wrong_address_is_answered_calmly(client: Client) -> None:
    async with client.get("/nowhere") as response:
        assert response.status == 404
        assert "Deze pagina is er niet" in await response.text()
    async with client.get("/nowhere", headers={"Accept": "application/json"}) as response:
        assert response.status == 404
        assert "Deze pagina" not in await response.text()


async def test_static_files_are_kept_for_ever_under_a_name_that_changes_with_them(client: Client, room: Room) -> None:
    page = await look(client)
    (style,) = re.findall(r'href="(/chat/static/\w+/page\.css)"', page)
    async with client.get(style) as response:
        assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert response.headers["Content-Type"].startswith("text/css")
        assert response.headers["Content-Encoding"] == "gzip"
    async with client.get("/chat/static/older/page.css") as response:
        assert response.headers["Cache-Control"] == "no-cache"
    async with client.get("/chat/static/older/../door.py") as response:
        assert response.status == 404


async def test_a_return_code_leads_back_after_a_cleared_browser(make_client: MakeClient, room: Room) -> None:
    first, second = await make_client(), await make_client()
    await press(first, await look(first), "◐ Een beetje")
    action, fields = pressed(await look(first, "/code"), "Maak een code", _="")
    async with first.post(action, data=fields) as response:
        assert "KLM-4827-PRT" in await response.text()
    page = await look(second, "/code")
    assert "Maak een code" not in page
    assert len(room.people) == 1
    action, fields = pressed(page, "Ga terug naar mijn gesprek", code="KLM-4827-PRT")
    async with second.post(action, data=fields) as response:
        assert "Wanneer kunt u naar les?" in await response.text()


async def test_an_unknown_code_is_said_to_be_unknown_and_stays_in_its_field(client: Client, room: Room) -> None:
    action, fields = pressed(await look(client, "/code"), "Ga terug naar mijn gesprek", code="XXX-1")
    async with client.post(action, data=fields) as response:
        page = await response.text()
    assert "Deze code ken ik niet" in page
    assert 'value="XXX-1"' in page
    assert room.people == {}


async def test_codes_cannot_be_guessed_by_trying_many(client: Client, room: Room) -> None:
    action, fields = pressed(await look(client, "/code"), "Ga terug naar mijn gesprek", code="XXX-1")
    statuses = []
    for _ in range(25):
        async with client.post(action, data=fields) as response:
            statuses.append(response.status)
    assert statuses[-1] == 429


async def test_a_post_after_the_cookie_is_gone_starts_again_in_peace(client: Client, room: Room) -> None:
    async with client.post("/chat", data={"update": "0" * 32, "text": "hallo"}) as response:
        assert "Kunt u lezen" in await response.text()


async def test_the_receipt_of_what_was_shown_comes_with_the_next_post(client: Client, room: Room) -> None:
    await press(client, await look(client), "◐ Een beetje")
    assert room.seen_rows == [(room.address, 2)]
