"""The page on which a person chooses how they are told of a message: plain forms, calm answers, and what was looked at."""

from __future__ import annotations

import re

import pytest
from webchat_client import Client, MakeClient
from webchat_forms import forms_of, pressed
from webchat_pressing import look
from webchat_room import Room

from bot.checkins.ways import Asked, Standing

EVERYTHING = Standing(may_be_told=True, push_key="BKey", mail_offered=True)
TYPED = {"endpoint": "https://push.example.org/a", "p256dh": "p", "auth": "a"}


async def posts(client: Client, page: str, words: str, **typed: str) -> str:
    """Press the button with these words; the page that comes of it."""
    form = next(form for form in forms_of(page) if words in form.buttons)
    async with client.post(form.action, data=[*form.fields, *typed.items()]) as response:
        assert response.status == 200
        return await response.text()


async def opened(client: Client, room: Room, standing: Standing = EVERYTHING) -> str:
    room.ways.standing_now = standing
    await look(client)
    return await look(client, "/notices")


async def test_without_a_yes_to_being_reminded_nothing_is_asked(client: Client, room: Room) -> None:
    page = await opened(client, room, Standing())
    assert "Ik stuur u nu niets uit mijzelf." in page
    assert "<form" not in page
    assert "signals.js" not in page


async def test_who_has_no_conversation_yet_sees_the_page_too(client: Client) -> None:
    assert "Ik stuur u nu niets uit mijzelf." in await look(client, "/notices")


async def test_an_e_mail_address_is_given_and_confirmed_without_script(client: Client, room: Room) -> None:
    page = await opened(client, room)
    page = await posts(client, page, "Mail mij een code", mail="samira@example.org")
    assert "Ik stuurde een code naar dit adres:" in page
    assert "s…@example.org" in page
    page = await posts(client, page, "Stuur de code", code="111111")
    assert "Deze code klopt niet." in page
    page = await posts(client, page, "Stuur de code", code="123456")
    assert "U krijgt een e-mail op dit adres:" in page
    assert "kan ik u niet herinneren" not in page
    page = await posts(client, page, "Geen e-mail meer")
    assert "Uw e-mailadres" in page
    assert room.ways.wished == [("mail", "samira@example.org"), ("code", "111111"), ("code", "123456"), ("no_mail",)]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (Asked.no_address, "Dit is geen e-mailadres."),
        (Asked.too_often, "Ik stuurde vandaag al genoeg codes."),
        (Asked.failed, "De e-mail ging niet weg."),
    ],
)
async def test_what_goes_wrong_with_an_address_is_said_and_it_stays_in_its_field(
    client: Client, room: Room, asked: Asked, words: str
) -> None:
    room.ways.asked = asked
    page = await posts(client, await opened(client, room), "Mail mij een code", mail="samira@example.org")
    assert words in page
    assert 'value="samira@example.org"' in page
    assert 'aria-invalid="true" aria-describedby="bad"' in page


async def test_a_house_without_e_mail_offers_none_and_one_without_signals_shows_no_button(client: Client, room: Room) -> None:
    only_push = await opened(client, room, Standing(may_be_told=True, push_key="BKey"))
    assert "Met een e-mail" not in only_push
    only_mail = await opened(client, room, Standing(may_be_told=True, mail_offered=True))
    assert "Ja, geef mij een seintje" not in only_mail
    nothing = await opened(client, room, Standing(may_be_told=True))
    assert "Zonder seintje kan ik u niet herinneren." in nothing
    assert "Een seintje kan ik u hier niet geven." in nothing
    assert "Dan kan ik u een seintje geven." not in nothing


async def test_a_browsers_script_brings_where_a_signal_goes(client: Client, room: Room) -> None:
    await opened(client, room)
    async with client.post("/notices/push", data=TYPED) as response:
        assert (response.status, await response.json()) == (200, {"kept": True})
    assert room.ways.wished == [("push", "https://push.example.org/a", "p", "a")]
    page = await look(client, "/notices")
    assert "U krijgt hier een seintje." in page
    page = await posts(client, page, "Geen seintje meer")
    assert "Mag ik u een seintje geven op deze telefoon?" in page


async def test_what_cannot_be_sent_to_is_refused(client: Client, room: Room) -> None:
    room.ways.takes = False
    await opened(client, room)
    async with client.post("/notices/push", data=TYPED) as response:
        assert (response.status, await response.json()) == (400, {"kept": False})


@pytest.mark.parametrize("path", ["push", "no-push", "mail", "code", "no-mail", "later"])
async def test_another_site_cannot_choose_for_somebody(client: Client, room: Room, path: str) -> None:
    await opened(client, room)
    async with client.post(f"/notices/{path}", data=TYPED, headers={"Sec-Fetch-Site": "cross-site"}) as response:
        assert response.status == 403
    assert room.ways.wished == []


@pytest.mark.parametrize("path", ["/notices/push", "/notices/mail", "/chat/seen"])
async def test_nobody_can_choose_without_a_conversation(client: Client, room: Room, path: str) -> None:
    async with client.post(path, data=TYPED) as response:
        assert response.status == 403
    assert room.ways.wished == []


async def test_codes_cannot_be_tried_without_end(client: Client, room: Room) -> None:
    await opened(client, room)
    answers = []
    for _ in range(6):
        async with client.post("/notices/code", data={"code": "1"}) as response:
            answers.append(response.status)
    assert answers == [200] * 5 + [429]


async def test_the_conversation_asks_once_there_is_something_to_offer_until_not_now(client: Client, room: Room) -> None:
    assert " hidden>" in offered(await look(client))
    room.ways.standing_now = EVERYTHING
    page = await look(client)
    assert " hidden>" not in offered(page)
    page = await posts(client, page, "Nu niet")
    assert " hidden>" in offered(page)
    assert 'href="/notices"' in page


async def test_the_script_of_the_page_hears_whether_to_ask(client: Client, room: Room) -> None:
    page = await look(client)
    room.ways.standing_now = EVERYTHING
    action, fields = pressed(page, "◐ Een beetje")
    async with client.post(action, data=fields, headers={"Accept": "application/json"}) as response:
        assert (await response.json())["offer"] is True


async def test_a_page_in_front_says_what_was_looked_at(client: Client, room: Room) -> None:
    await look(client)
    async with client.post("/chat/seen", data={"after": "2"}) as response:
        assert response.status == 204
    assert room.seen_rows == [(room.address, 2)]


async def test_a_page_without_script_says_it_by_a_picture_of_nothing(client: Client, room: Room) -> None:
    page = await look(client)
    found = re.search(r'<noscript><img class="unseen" src="(/chat/seen/\d+)" alt=""></noscript>', page)
    assert found
    async with client.get(found[1]) as response:
        assert response.status == 204
    assert room.seen_rows == [(room.address, 2)]


async def test_the_script_for_signals_may_act_for_the_whole_page_and_is_asked_for_anew(client: Client) -> None:
    async with client.get("/worker.js") as response:
        assert (response.status, response.content_type) == (200, "text/javascript")
        assert response.headers["Cache-Control"] == "no-store"
        assert "script-src 'self'" in response.headers["Content-Security-Policy"]
        assert "showNotification" in await response.text()


async def test_the_page_reads_from_the_right_in_arabic(make_client: MakeClient, room: Room) -> None:
    page = await opened(await make_client("ar"), room)
    assert '<html lang="ar" dir="rtl">' in page


def offered(page: str) -> str:
    """The tag of what the conversation asks by itself."""
    found = re.search(r'<aside class="offer".*?>', page)
    assert found
    return found[0]
