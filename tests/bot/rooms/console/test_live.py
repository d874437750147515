"""What an open page asks by itself: how many questions are new, of the own municipalities, without keeping a session alive."""

from __future__ import annotations

import json

from aiohttp.test_utils import TestServer
from colleague import Colleague, asks_for_a_human
from furnished import HandClock, MemoryChannel, Someone

from bot.main import Bot

NEWS, CASES = "/console/news", "/console/cases"


async def test_new_questions_are_counted_for_who_may_see_them(
    any_bot: Bot, memory_channel: MemoryChannel, hand_clock: HandClock, zwolle: Colleague, utrecht: Colleague
) -> None:
    nothing = {"new": 0, "newest": "", "said": "Er zijn geen nieuwe vragen."}
    assert json.loads(await zwolle.get(NEWS)) == nothing
    for number in range(2):
        await asks_for_a_human(Someone(any_bot, memory_channel, address=str(number)), "Zwolle")
        hand_clock.turn(minutes=3)
    news = json.loads(await zwolle.get(NEWS))
    assert (news["new"], news["said"]) == (2, "Er zijn 2 nieuwe vragen. De oudste wacht 6 minuten.")
    assert f'data-newest="{news["newest"]}"' in await zwolle.get(CASES), "what is in the list is no news"
    assert json.loads(await utrecht.get(NEWS)) == nothing


async def test_what_was_taken_is_no_longer_new(any_bot: Bot, memory_channel: MemoryChannel, zwolle: Colleague) -> None:
    await asks_for_a_human(Someone(any_bot, memory_channel), "Zwolle")
    await zwolle.post(f"{CASES}/{await zwolle.only_case()}/take")
    assert json.loads(await zwolle.get(NEWS))["new"] == 0


async def test_an_open_page_does_not_keep_somebody_signed_in(zwolle: Colleague, hand_clock: HandClock) -> None:
    for _ in range(4):
        hand_clock.turn(minutes=14)
        await zwolle.get(NEWS)
    hand_clock.turn(minutes=14)
    await zwolle.get(NEWS, 303)
    await zwolle.get(CASES, 303)


async def test_only_the_page_that_asks_may_run_its_script(server: TestServer, zwolle: Colleague) -> None:
    for path, allowed in ((CASES, True), ("/console/account", False), ("/console/settings", False)):
        async with zwolle.client.get(path) as response:
            assert ("script-src 'self'" in response.headers["Content-Security-Policy"]) is allowed, path
            assert ("<script" in await response.text()) is allowed, path
    page = await zwolle.get(CASES)
    script = page.split('<script type="module" src="')[1].split('"')[0]
    async with zwolle.client.get(script) as response:
        assert response.status == 200
        assert response.content_type == "text/javascript"
    await zwolle.get(script.replace("console.js", "guard.py"), 404)
