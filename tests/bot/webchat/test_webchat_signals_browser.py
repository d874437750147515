"""The signal in a real browser: offered where it can be shown, made after a yes, shown by the worker.

A browser gets its subscription from its maker's servers, which tests do not call: here the page is handed a `PushManager`
that makes one, and the worker gets its signal from the browser's own tools.
"""

from __future__ import annotations

import asyncio
import json

import pytest
from aiohttp.test_utils import TestServer
from axe import violations
from playwright.async_api import Page, expect
from webchat_browser import OpenPage
from webchat_room import Room

from bot.checkins.ways import Standing

pytestmark = pytest.mark.browser

#: A point of the curve, as every house has one.
KEY = "BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM"
EVERYTHING = Standing(may_be_told=True, push_key=KEY, mail_offered=True)

#: Stands for the browser's own: remembers what it was asked, and gives what a maker's server would.
MANAGER = """
const given = { endpoint: "https://push.example.org/a", keys: { p256dh: "point", auth: "secret" } };
Notification.requestPermission = async () => window.says ?? "granted";
PushManager.prototype.getSubscription = async () => null;
PushManager.prototype.subscribe = async function (options) {
  window.asked = { visible: options.userVisibleOnly, octets: options.applicationServerKey.length };
  return { toJSON: () => given };
};
"""

#: What is shown, once something with this title is.
SHOWN = """async (wanted) => {
  const registration = await navigator.serviceWorker.ready;
  for (let tries = 0; tries < 100; tries += 1) {
    const all = await registration.getNotifications();
    if (all.some(({ title }) => title === wanted)) return all.map(({ title, lang, dir, body }) => ({ title, lang, dir, body }));
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return [];
}"""


async def notices(open_page: OpenPage, room: Room, language: str = "nl", script: str = MANAGER, **options: object) -> Page:
    page = await open_page(language, **options)
    room.ways.standing_now = EVERYTHING
    await page.add_init_script(script)
    await page.goto(page.url.rstrip("/") + "/notices")
    return page


async def test_a_yes_makes_a_signal_and_it_can_be_taken_back(open_page: OpenPage, room: Room) -> None:
    page = await notices(open_page, room)
    await expect(page.locator("#push-impossible")).to_be_hidden()
    await page.get_by_role("button", name="Ja, geef mij een seintje").click()
    await expect(page.get_by_text("U krijgt hier een seintje.")).to_be_visible()
    assert room.ways.wished == [("push", "https://push.example.org/a", "point", "secret")]
    await page.get_by_role("button", name="Geen seintje meer").click()
    await expect(page.get_by_role("button", name="Ja, geef mij een seintje")).to_be_visible()


async def test_the_phone_is_asked_only_after_a_yes_and_for_signals_that_are_seen(open_page: OpenPage, room: Room) -> None:
    page = await notices(open_page, room)
    assert await page.evaluate("window.asked") is None
    room.ways.takes = False
    await page.get_by_role("button", name="Ja, geef mij een seintje").click()
    await expect(page.locator("#push-notice")).to_have_text("Dit lukte niet. Probeer het later nog een keer.")
    assert await page.evaluate("window.asked") == {"visible": True, "octets": 65}


async def test_a_no_of_the_phone_is_said_calmly(open_page: OpenPage, room: Room) -> None:
    page = await notices(open_page, room, script=MANAGER + 'window.says = "denied";')
    await page.get_by_role("button", name="Ja, geef mij een seintje").click()
    await expect(page.locator("#push-notice")).to_contain_text("Uw telefoon houdt het seintje tegen.")
    assert room.ways.wished == []


@pytest.mark.parametrize("missing", ["delete window.PushManager;", "delete window.Notification;"])
async def test_a_browser_that_cannot_shows_no_button_and_says_so(open_page: OpenPage, room: Room, missing: str) -> None:
    page = await notices(open_page, room, script=missing)
    await expect(page.get_by_text("Met deze browser kan dat niet.")).to_be_visible()
    await expect(page.get_by_role("button", name="Ja, geef mij een seintje")).to_be_hidden()
    await expect(page.get_by_label("Uw e-mailadres")).to_be_visible()


async def test_without_script_an_e_mail_is_what_is_left(open_page: OpenPage, room: Room) -> None:
    page = await notices(open_page, room, java_script_enabled=False)
    await expect(page.get_by_text("Met deze browser kan dat niet.")).to_be_visible()
    await page.get_by_label("Uw e-mailadres").fill("samira@example.org")
    await page.get_by_role("button", name="Mail mij een code").click()
    await page.get_by_label("De code uit de e-mail").fill("123456")
    await page.get_by_role("button", name="Stuur de code").click()
    await expect(page.get_by_text("U krijgt een e-mail op dit adres:")).to_be_visible()


async def test_a_subscription_for_another_key_of_the_house_makes_room(open_page: OpenPage, room: Room) -> None:
    page = await notices(open_page, room)
    address = await page.locator("script[src*=signals]").get_attribute("src")
    brought = await page.evaluate(
        """async ([address, key]) => {
          const { subscribe } = await import(address);
          let old = { unsubscribe: async () => { old = null; } };
          const manager = {
            getSubscription: async () => old,
            subscribe: async () => {
              if (old) throw new DOMException("another key", "InvalidStateError");
              return { toJSON: () => ({ endpoint: "e", keys: { p256dh: "p", auth: "a" } }) };
            },
          };
          return await subscribe(manager, key, async (fields) => fields.toString());
        }""",
        [address, KEY],
    )
    assert brought == "endpoint=e&p256dh=p&auth=a"


@pytest.mark.parametrize("language", ["nl", "ar"])
async def test_axe_finds_nothing_and_nothing_sticks_out(open_page: OpenPage, room: Room, language: str) -> None:
    page = await notices(open_page, room, language, viewport={"width": 320, "height": 640})
    assert await violations(page) == ""
    assert await page.evaluate("document.documentElement.scrollWidth") <= 320
    await page.goto(page.url.replace("/notices", "/"))
    await expect(page.locator("#offer")).to_be_visible()
    assert await violations(page) == ""
    assert await page.evaluate("document.documentElement.scrollWidth") <= 320


async def test_what_comes_by_itself_counts_as_seen_once_the_page_is_in_front(open_page: OpenPage, room: Room) -> None:
    page = await open_page("nl")
    await page.evaluate("Object.defineProperty(document, 'visibilityState', { get: () => window.front ?? 'hidden' })")
    row = room.tell(room.address, "Hoe gaat het op school?")
    await expect(page.locator("#conversation").get_by_text("Hoe gaat het")).to_be_visible()
    await asyncio.sleep(2.5)
    assert (room.address, row.id) not in room.seen_rows, "nobody looks at it"
    async with page.expect_response("**/chat/seen"):
        await page.evaluate("window.front = 'visible'; document.dispatchEvent(new Event('visibilitychange'))")
    assert (room.address, row.id) in room.seen_rows


async def test_the_worker_shows_the_words_it_was_sent_in_their_direction(open_page: OpenPage, room: Room, server: TestServer) -> None:
    page = await open_page("nl")
    await page.context.grant_permissions(["notifications"], origin=str(server.make_url("")).rstrip("/"))
    session = await page.context.new_cdp_session(page)
    await session.send("ServiceWorker.enable")
    found: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    def learn(event: dict[str, list[dict[str, str]]]) -> None:
        for one in event["registrations"]:
            if not found.done():
                found.set_result(one["registrationId"])

    session.on("ServiceWorker.workerRegistrationUpdated", learn)
    await page.evaluate("navigator.serviceWorker.register('/worker.js', {scope: '/'}).then(() => navigator.serviceWorker.ready)")
    registration = await found

    async def signal(data: str) -> list[dict[str, str]]:
        where = {"origin": str(server.make_url("")).rstrip("/"), "registrationId": registration}
        await session.send("ServiceWorker.deliverPushMessage", {**where, "data": data})
        shown: list[dict[str, str]] = await page.evaluate(SHOWN, json.loads(data)["text"] if data.startswith("{") else "✉️")
        return shown

    sent = {"text": "هناك رسالة.", "lang": "ar", "dir": "rtl"}
    assert await signal(json.dumps(sent)) == [{"title": "هناك رسالة.", "lang": "ar", "dir": "rtl", "body": ""}]
    (unread,) = await signal("nonsense")
    assert unread["title"] == "✉️", "one takes the place of the other, and something is always shown"
