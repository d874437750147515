"""The page in a real browser while things happen: pressed twice, offline, slow, hidden, in two tabs."""

from __future__ import annotations

import asyncio

import pytest
from playwright.async_api import Route, expect
from webchat_browser import (
    OpenPage,
    answer_day,
    in_conversation,
    press,
    slowly,
    throttled,
)
from webchat_room import Room

pytestmark = pytest.mark.browser


async def test_the_chosen_option_stands_there_at_once_and_the_others_go(open_page: OpenPage, room: Room) -> None:
    page = await open_page("nl")
    await page.route("**/chat", slowly)
    await press(page, "Een beetje")
    await expect(page.locator(".mine")).to_have_text("Uw antwoord: ◐ Een beetje")
    await expect(page.get_by_role("button", name="Ja, dat kan ik")).to_be_hidden()
    await expect(page.locator("#waiting")).to_be_visible()
    await expect(in_conversation(page, "Wanneer kunt u naar les?")).to_be_visible()
    await expect(page.locator("#waiting")).to_be_hidden()
    await expect(page.locator(".mine[data-waiting]")).to_have_count(0)


async def test_pressing_twice_says_it_once(open_page: OpenPage, room: Room) -> None:
    page = await open_page("nl")
    await page.get_by_role("button", name="Een beetje").dblclick()
    await expect(page.get_by_role("button", name="Klaar")).to_be_visible()
    assert room.said() == [("button", "1:1")]


async def test_typed_words_stay_until_they_are_kept_and_go_by_themselves_when_the_network_is_back(open_page: OpenPage, room: Room) -> None:
    page = await open_page("nl")
    await page.get_by_text("Zelf typen").click()
    await page.context.set_offline(True)
    field = page.get_by_label("Uw bericht")
    await field.fill("Ik heb een vraag")
    await page.locator(".composer .send").click()
    await expect(page.locator("#notice")).to_contain_text("Er is geen verbinding")
    await expect(field).to_have_value("Ik heb een vraag")
    await page.context.set_offline(False)
    await expect(page.locator(".mine")).to_have_text("Uw antwoord: Ik heb een vraag")
    await expect(field).to_have_value("")
    await expect(page.locator("#notice")).to_be_empty()
    assert room.said() == [("text", "Ik heb een vraag")]


async def test_words_that_were_changed_in_the_meantime_are_not_sent_in_their_old_form(open_page: OpenPage, room: Room) -> None:
    page = await open_page("nl")
    await page.get_by_text("Zelf typen").click()
    await page.context.set_offline(True)
    field = page.get_by_label("Uw bericht")
    await field.fill("oud")
    await page.locator(".composer .send").click()
    await expect(page.locator("#notice")).to_contain_text("Er is geen verbinding")
    await field.fill("nieuw")
    await page.context.set_offline(False)
    await page.locator(".composer .send").click()
    await expect(page.locator(".mine")).to_have_text("Uw antwoord: nieuw")
    assert room.said() == [("text", "nieuw")]


async def test_an_answer_whose_receipt_got_lost_counts_once(open_page: OpenPage, room: Room) -> None:
    page = await open_page("nl")
    lost: list[str | None] = []

    async def lose_the_first(route: Route) -> None:
        if lost:
            await route.continue_()
            return
        lost.append(route.request.post_data)
        await route.fetch()
        await route.abort()

    await page.route("**/chat", lose_the_first)
    await press(page, "Een beetje")
    await expect(page.locator("#again")).to_be_visible()
    await page.locator("#again").click()
    await expect(page.locator("#notice")).to_be_empty()
    await expect(page.get_by_role("button", name="Klaar")).to_have_count(1)
    assert room.said() == [("button", "1:1")]


async def test_what_came_while_the_network_was_away_is_there_afterwards(open_page: OpenPage, room: Room) -> None:
    page = await open_page("nl")
    await page.context.set_offline(True)
    room.tell(room.address, "Terwijl u weg was.")
    await page.context.set_offline(False)
    await expect(in_conversation(page, "Terwijl u weg was.")).to_have_count(1)
    await page.reload()
    await expect(in_conversation(page, "Terwijl u weg was.")).to_have_count(1)


async def test_typed_secrets_never_stand_in_the_conversation(open_page: OpenPage, room: Room) -> None:
    page = await open_page("nl")
    await page.get_by_text("Zelf typen").click()
    await page.get_by_label("Uw bericht").fill("mijn bsn is 123456782")
    await page.locator(".composer .send").click()
    await expect(page.locator(".mine")).to_have_text("Uw antwoord: mijn bsn is •••")


async def test_another_language_changes_the_whole_page(open_page: OpenPage, room: Room) -> None:
    page = await open_page("nl")
    await press(page, "Taal")
    await expect(page.locator("html")).to_have_attribute("dir", "rtl")
    await expect(page.get_by_role("button", name="القائمة")).to_be_visible()
    await expect(in_conversation(page, "هل تستطيع القراءة")).to_be_visible()


async def test_hide_clears_the_screen_and_the_way_back(open_page: OpenPage, room: Room) -> None:
    page = await open_page("nl")
    with room.bell.subscribe(room.address) as told:
        await press(page, "Verberg")
        await expect(page).to_have_title("Lege pagina")
        await asyncio.wait_for(told.wait(), 10)
    assert "Kunt u lezen" not in await page.content()
    await page.go_back()
    assert page.url == "about:blank"
    assert room.said() == [("command", "hide")]


async def test_hide_works_at_once_without_a_network(open_page: OpenPage, room: Room) -> None:
    page = await open_page("nl")
    await page.context.set_offline(True)
    await page.locator("[value=hide]").click(no_wait_after=True)
    await expect(page.get_by_text("Kunt u lezen")).to_have_count(0)


async def test_the_word_for_hide_also_clears_another_open_page_of_the_same_person(open_page: OpenPage, room: Room) -> None:
    page = await open_page("nl")
    other = await page.context.new_page()
    await other.goto(page.url)
    await press(page, "Verberg")
    await expect(other).to_have_title("Lege pagina")


async def test_a_location_is_offered_and_used_once(open_page: OpenPage, room: Room) -> None:
    page = await open_page("nl", permissions=["geolocation"], geolocation={"latitude": 52.5123456, "longitude": 6.0987654})
    await press(page, "Een beetje")
    await press(page, "Klaar")
    await answer_day(page)
    await press(page, "Gebruik waar ik nu ben")
    await expect(in_conversation(page, "past een school bij u")).to_be_visible()
    assert room.heard[-1].location == (52.512, 6.099)


async def test_a_question_beside_the_open_one_leaves_it_and_its_words_alone(open_page: OpenPage, room: Room) -> None:
    page = await open_page("nl")
    await press(page, "Een beetje")
    await page.get_by_text("Overdag").click()
    room.tell(room.address, "Er is les in de buurt.")
    await expect(in_conversation(page, "Er is les in de buurt.")).to_be_visible()
    await expect(page.get_by_label("Overdag")).to_be_checked()


async def test_an_answer_given_elsewhere_closes_the_question_here(open_page: OpenPage, room: Room) -> None:
    page = await open_page("nl")
    room.tell(room.address, "", kind="answered", asking=1, answered="Een beetje")
    await expect(page.locator(".mine")).to_have_text("Uw antwoord: Een beetje")
    await expect(page.locator(".answers")).to_have_count(0)
    await page.reload()
    await expect(page.locator(".mine")).to_have_text("Uw antwoord: Een beetje")
    await expect(page.locator(".answers")).to_have_count(0)


async def test_a_question_that_changes_does_so_in_its_place(open_page: OpenPage, room: Room) -> None:
    page = await open_page("nl")
    room.tell(room.address, "Kunt u lezen? Kies er één.", kind="refresh", question="choice", asking=1)
    await expect(in_conversation(page, "Kies er één")).to_be_visible()
    room.tell(room.address, "Kunt u lezen? Nog een keer.", kind="refresh", question="choice", edits="2")
    await expect(in_conversation(page, "Nog een keer")).to_be_visible()
    await expect(page.locator(".message")).to_have_count(2)


async def test_a_narrow_slow_browser_shows_the_question_soon_and_takes_the_answer(open_page: OpenPage, room: Room) -> None:
    page = await open_page("nl", path="/blank", viewport={"width": 320, "height": 480})
    session = await throttled(page)
    async with asyncio.timeout(6):
        await page.goto(page.url.replace("/blank", "/"), wait_until="domcontentloaded")
        await expect(page.get_by_role("button", name="Een beetje")).to_be_visible()
    await press(page, "Een beetje")
    async with asyncio.timeout(6):
        await expect(page.get_by_role("button", name="Klaar")).to_be_visible()
    await session.detach()


async def test_without_motion_nothing_moves(open_page: OpenPage) -> None:
    page = await open_page("nl", reduced_motion="reduce")
    names = await page.evaluate(
        "[...document.querySelectorAll('*')].map((e) => getComputedStyle(e).animationName).filter((n) => n !== 'none')"
    )
    assert names == []
