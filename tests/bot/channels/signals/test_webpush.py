"""A signal reaches the browser it is meant for, can be read there only, and goes nowhere else."""

from __future__ import annotations

from datetime import timedelta
from socket import AF_INET

import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult
from telling.push_server import Phone, PushServer, plain

from bot.channels.webpush import Outside, WebPush
from bot.keys import new_signal_key
from bot.messages import Delivery, Failure, Signal

SIGNAL = Signal(text="هناك رسالة.", language="ar", direction="rtl")
OUTSIDE = "https://push.example.org/wpush/v2/abc"


async def sends(push: WebPush, server: PushServer, phone: Phone) -> Delivery:
    return await push.push(server.endpoint(), phone.keys, SIGNAL)


async def test_the_browser_and_nobody_else_can_read_the_signal(push: WebPush, push_server: PushServer) -> None:
    phone = Phone()
    assert (await sends(push, push_server, phone)).sent
    (taken,) = push_server.taken
    assert phone.read(taken.body) == {"text": "هناك رسالة.", "lang": "ar", "dir": "rtl"}
    assert "رسالة".encode() not in taken.body


async def test_the_signal_says_who_sends_it_and_when_it_is_too_old(push: WebPush, push_server: PushServer) -> None:
    await sends(push, push_server, Phone())
    (taken,) = push_server.taken
    assert taken.claims["sub"] == "mailto:wegwijzer@example.org"
    assert (taken.headers["TTL"], taken.headers["Topic"], taken.headers["Urgency"]) == ("259200", "message", "normal")
    assert push.public_key in taken.headers["Authorization"]


@pytest.mark.parametrize(
    ("status", "failure"),
    [
        (404, Failure.unreachable),
        (410, Failure.unreachable),
        (400, Failure.refused),
        (403, Failure.refused),
        (413, Failure.refused),
        (302, Failure.refused),
        (401, Failure.passing),
        (500, Failure.passing),
        (503, Failure.passing),
    ],
)
async def test_each_answer_has_its_meaning(push: WebPush, push_server: PushServer, status: int, failure: Failure) -> None:
    push_server.answers.append(web.Response(status=status, headers={"Location": push_server.endpoint("elsewhere")}))
    assert (await sends(push, push_server, Phone())).failure is failure
    assert push_server.asked == 1, "it follows nobody elsewhere"


@pytest.mark.parametrize(("named", "pause"), [("90", 90), ("", 60), ("Wed, 21 Oct 2026", 60), ("99999999", 86_400)])
async def test_who_says_that_it_is_too_much_is_left_alone(push: WebPush, push_server: PushServer, named: str, pause: int) -> None:
    push_server.answers.append(web.Response(status=429, headers={"Retry-After": named} if named else {}))
    delivery = await sends(push, push_server, Phone())
    assert (delivery.failure, delivery.retry_after) == (Failure.slow_down, timedelta(seconds=pause))


async def test_a_server_that_is_away_is_tried_later() -> None:
    push = WebPush(new_signal_key(), "a@example.org", also={"http://127.0.0.1:9"})
    assert (await push.push("http://127.0.0.1:9/push", Phone().keys, SIGNAL)).failure is Failure.passing
    await push.stop()


@pytest.mark.parametrize(
    "endpoint",
    [
        "",
        "http://push.example.org/a",
        "https://127.0.0.1/a",
        "https://[::1]/a",
        "https://2130706433/a",
        "https://localhost/a",
        "https://push.example.org:8443/a",
        "https://name@push.example.org/a",
        "https://push.example.org:x/a",
        "https://push.example.org/" + "a" * 2_000,
        "ftp://push.example.org/a",
    ],
)
async def test_an_endpoint_that_leads_into_a_house_is_refused(push: WebPush, endpoint: str) -> None:
    assert not push.fits(endpoint, Phone().keys)
    assert (await push.push(endpoint, Phone().keys, SIGNAL)).failure is Failure.refused


class Names(AbstractResolver):
    """Knows where every name leads."""

    def __init__(self, *hosts: str) -> None:
        self.hosts = hosts

    async def resolve(self, host: str, port: int = 0, family: int = 0) -> list[ResolveResult]:
        return [ResolveResult(hostname=host, host=each, port=port, family=AF_INET, proto=0, flags=0) for each in self.hosts]

    async def close(self) -> None: ...


@pytest.mark.parametrize("inside", ["127.0.0.1", "10.0.0.7", "192.168.1.1", "169.254.169.254", "::1", "fd00::1"])
async def test_a_name_that_leads_into_the_house_is_not_followed(inside: str) -> None:
    with pytest.raises(OSError, match="not outside"):
        await Outside(Names(inside)).resolve("push.example.org")
    (found,) = await Outside(Names(inside, "8.8.8.8")).resolve("push.example.org", 443)
    assert found["host"] == "8.8.8.8"


@pytest.mark.parametrize(
    "keys",
    [
        {},
        {"p256dh": "", "auth": ""},
        {"p256dh": plain(b"\x04" + b"1" * 64), "auth": plain(b"1" * 16)},
        {"p256dh": Phone().keys["p256dh"], "auth": plain(b"short")},
        {"p256dh": "é", "auth": "é"},
    ],
)
async def test_keys_that_no_browser_gives_are_refused(push: WebPush, keys: dict[str, str]) -> None:
    assert push.fits(OUTSIDE, Phone().keys)
    assert not push.fits(OUTSIDE, keys)
