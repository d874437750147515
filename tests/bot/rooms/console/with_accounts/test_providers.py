"""Providers as they are: down, badly set up, with new keys, or of few words."""

from __future__ import annotations

import logging

import pytest
from aiohttp.test_utils import TestServer
from colleague import ZWOLLE, browser, employed
from furnished import HandClock, MemoryChannel, started
from going import ANJA, LIA, START, Journey, configured
from identity.server import SECRET, IdentityServer, Person
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from bot.main import Bot


@pytest.mark.parametrize(
    ("answer", "status", "told"),
    [
        ({"error": "access_denied"}, 400, "Het inloggen bij Gemeente Zwolle is gestopt"),
        ({"error": "temporarily_unavailable"}, 503, "antwoordt niet"),
        ({"error": "<script>alert(1)</script>"}, 503, "werkt nu niet"),
        ({"iss": "https://example.org"}, 400, "Wij laten u zo niet binnen"),
        ({"code": ""}, 400, "niet meer geldig"),
    ],
)
async def test_what_the_provider_answers_is_told_calmly(
    any_bot: Bot, journey: Journey, provider: IdentityServer, answer: dict[str, str], status: int, told: str
) -> None:
    provider.answer = answer
    page = await journey.goes(status)
    assert told in page
    assert "alert(1)" not in page


@pytest.mark.parametrize(
    ("description", "told"),
    [
        ({"issuer": "https://example.org"}, "werkt nu niet"),
        ({"authorization_endpoint": None}, "werkt nu niet"),
        ({"token_endpoint": "http://login.example.org/token"}, "werkt nu niet"),
        ({"jwks_uri": "file:///keys"}, "werkt nu niet"),
        ({"code_challenge_methods_supported": ["plain"]}, "werkt nu niet"),
        ({"padding": "x" * 600_000}, "werkt nu niet"),
    ],
)
async def test_a_provider_that_is_not_set_up_well_is_not_used(
    journey: Journey, provider: IdentityServer, description: dict[str, object], told: str
) -> None:
    provider.description = description
    assert told in await journey.colleague.get(START, 503)


@pytest.mark.parametrize("said", [{"code_challenge_methods_supported": None}, {"token_endpoint_auth_methods_supported": None}])
async def test_a_provider_that_leaves_something_empty_is_used_as_if_it_said_nothing(
    any_bot: Bot, journey: Journey, provider: IdentityServer, said: dict[str, object]
) -> None:
    await employed(any_bot, ANJA, [ZWOLLE])
    provider.description = said
    assert await journey.goes() == "/console/"


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("openid-configuration", 503, "Gemeente Zwolle antwoordt niet"),
        ("openid-configuration", 404, "werkt nu niet"),
        ("token", 500, "Gemeente Zwolle antwoordt niet"),
        ("token", 404, "werkt nu niet"),
        ("keys", 500, "Gemeente Zwolle antwoordt niet"),
        ("keys", 404, "werkt nu niet"),
    ],
)
async def test_a_provider_that_is_down_is_told_and_used_again_when_it_is_back(
    any_bot: Bot, journey: Journey, provider: IdentityServer, path: str, status: int, told: str
) -> None:
    await employed(any_bot, ANJA, [ZWOLLE])
    provider.broken = {path: status}
    assert told in (await journey.colleague.get(START, 503) if path == "openid-configuration" else await journey.goes(503))
    provider.broken = {}
    assert await journey.goes() == "/console/"


async def test_a_secret_that_the_provider_does_not_know_is_for_the_administrator(
    url: str, hand_clock: HandClock, memory_channel: MemoryChannel, provider: IdentityServer
) -> None:
    wrong = configured(provider, client_secret="verkeerd")
    async for bot in started(url, hand_clock, memory_channel, staff_providers=[wrong]):
        async with TestServer(bot.app()) as server:
            journey = Journey(await browser(server))
            assert "Meld dit bij de beheerder" in await journey.goes(503)
            await journey.colleague.client.close()


async def test_a_secret_goes_in_the_form_where_the_provider_wants_that(any_bot: Bot, journey: Journey, provider: IdentityServer) -> None:
    await employed(any_bot, ANJA, [ZWOLLE])
    provider.description = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    assert await journey.goes() == "/console/"


async def test_keys_are_read_once_and_anew_for_a_new_key_but_not_at_every_try(
    any_bot: Bot, journey: Journey, provider: IdentityServer, hand_clock: HandClock
) -> None:
    await employed(any_bot, ANJA, [ZWOLLE])
    for _ in range(2):
        await journey.goes()
        await journey.colleague.post("/console/sign-out")
    assert (provider.asked["keys"], provider.asked["openid-configuration"]) == (1, 1)
    provider.key = ECKey.generate_key("P-256", {"kid": "second"})
    await journey.goes(400)
    assert provider.asked["keys"] == 1, "asked not long ago"
    hand_clock.turn(minutes=2)
    await journey.goes()
    assert provider.asked["keys"] == 2
    await journey.colleague.post("/console/sign-out")
    hand_clock.turn(minutes=2)
    strange = RSAKey.generate_key(2048, {"kid": "strange"})
    provider.sign = lambda claims: jwt.encode({"alg": "RS256", "kid": "strange"}, claims, strange)
    for _ in range(3):
        await journey.goes(400)
    assert provider.asked["keys"] == 3


async def test_an_address_that_stands_in_no_token_is_asked_for(any_bot: Bot, journey: Journey, provider: IdentityServer) -> None:
    await employed(any_bot, ANJA, [ZWOLLE])
    provider.thin = True
    assert await journey.goes() == "/console/"
    await journey.colleague.post("/console/sign-out")
    await employed(any_bot, LIA, [ZWOLLE])
    provider.person = Person(sub="003", email=LIA)
    provider.claims = {"sub": "004"}
    assert "Wij laten u zo niet binnen" in await journey.goes(400), "another one than who signed in"
    provider.person, provider.claims = Person(sub="005", email=None), {}
    assert "Uw e-mailadres komt niet mee" in await journey.goes(403)


async def test_the_log_says_why_and_nothing_of_anybody(
    any_bot: Bot, journey: Journey, provider: IdentityServer, caplog: pytest.LogCaptureFixture
) -> None:
    await employed(any_bot, ANJA, [ZWOLLE])
    provider.person = Person(sub="subject-of-anja")
    provider.claims = {"nonce": "van een ander"}
    with caplog.at_level(logging.DEBUG):
        await journey.goes(400)
        provider.claims = {"email_verified": False}
        await journey.goes(403)
    told = [record for record in caplog.records if record.message == "staff_account_refused"]
    assert [(record.reason, record.detail) for record in told] == [("untrusted", "nonce"), ("unverified", "")]  # type: ignore[attr-defined]
    said = " ".join(str(vars(record)) for record in told)
    for secret in ("anja", "Anja", SECRET):
        assert secret not in said


async def test_without_a_provider_there_is_only_the_password(url: str, hand_clock: HandClock, memory_channel: MemoryChannel) -> None:
    async for bot in started(url, hand_clock, memory_channel):
        async with TestServer(bot.app()) as server:
            visitor = await browser(server)
            assert "account van" not in await visitor.get("/console/sign-in")
            await visitor.get(START, 404)
            await visitor.get(f"{START}/back?state=x&code=y", 404)
            await visitor.client.close()
