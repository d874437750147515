"""An answer of the provider that is not theirs, not for us, not for this browser or not of now lets nobody in."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from aiohttp.test_utils import TestServer
from colleague import ZWOLLE, browser, employed
from furnished import HandClock
from going import ANJA, CASES, LIA, START, Journey, actions
from identity.server import CLIENT, IdentityServer

from bot.main import Bot
from storage.database import Service
from storage.tables import staff_account_tries

#: The status of the page, and what it says.
NOT_FOR_US, CLOCK = (400, "Wij laten u zo niet binnen"), (400, "De klok loopt niet gelijk")
UNVERIFIED, UNKNOWN = (403, "nog niet bevestigd"), (403, "Wij kennen u hier nog niet")


async def test_a_browser_is_sent_with_proof_that_only_it_can_give(any_bot: Bot, journey: Journey, provider: IdentityServer) -> None:
    asked = parse_qs(urlsplit(await journey.leaves()).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == ["http://127.0.0.1:8080/console/sign-in/zwolle/back"]
    cookies = {cookie.key: cookie for cookie in journey.colleague.client.session.cookie_jar}
    kept = cookies["__Host-wegwijzer-staff-account"]
    assert (kept["samesite"], kept["httponly"], kept["secure"], kept["max-age"], kept["path"]) == ("Lax", True, True, "600", "/")
    async with any_bot.database.reading(Service()) as tx:
        row = str((await tx.exec_driver_sql("SELECT * FROM staff_account_try")).one())
    for secret in (kept.value, asked["state"][0], asked["nonce"][0]):
        assert secret not in row


@pytest.mark.parametrize(
    ("claims", "refused"),
    [
        ({"nonce": "van een ander"}, NOT_FOR_US),
        ({"nonce": None}, NOT_FOR_US),
        ({"aud": "another"}, NOT_FOR_US),
        ({"aud": [CLIENT, "another"]}, NOT_FOR_US),
        ({"aud": [CLIENT, "another"], "azp": "another"}, NOT_FOR_US),
        ({"azp": "another"}, NOT_FOR_US),
        ({"iss": "https://example.org"}, NOT_FOR_US),
        ({"iss": None}, NOT_FOR_US),
        ({"sub": None}, NOT_FOR_US),
        ({"sub": ""}, NOT_FOR_US),
        ({"sub": 7}, NOT_FOR_US),
        ({"sub": "x" * 256}, NOT_FOR_US),
        ({"exp": None}, NOT_FOR_US),
        ({"exp": 1}, CLOCK),
        ({"iat": 4_000_000_000}, CLOCK),
        ({"nbf": 4_000_000_000}, CLOCK),
        ({"email_verified": False}, UNVERIFIED),
        ({"email_verified": "false"}, UNVERIFIED),
        ({"email_verified": None, "email": "ａnja@zwolle.example.nl"}, UNKNOWN),
        ({"email": "niemand@zwolle.example.nl"}, UNKNOWN),
    ],
)
async def test_a_token_that_says_something_else_lets_nobody_in(
    any_bot: Bot, journey: Journey, provider: IdentityServer, claims: dict[str, object], refused: tuple[int, str]
) -> None:
    await employed(any_bot, ANJA, [ZWOLLE])
    provider.claims = claims
    status, told = refused
    assert told in await journey.goes(status)
    await journey.colleague.get(CASES, 303)
    assert await actions(any_bot) == ["password_set"]


@pytest.mark.parametrize("claims", [{"aud": [CLIENT]}, {"aud": [CLIENT, "another"], "azp": CLIENT}, {"email_verified": None}])
async def test_a_token_may_say_the_same_in_other_ways(
    any_bot: Bot, journey: Journey, provider: IdentityServer, claims: dict[str, object]
) -> None:
    await employed(any_bot, ANJA, [ZWOLLE])
    provider.claims = claims
    assert await journey.goes() == "/console/"


@pytest.mark.parametrize("way", ["unsigned", "signed_with_what_everybody_knows", "signed_by_a_stranger", "signed_and_changed", "no_token"])
async def test_a_token_without_a_good_signature_lets_nobody_in(any_bot: Bot, journey: Journey, provider: IdentityServer, way: str) -> None:
    await employed(any_bot, ANJA, [ZWOLLE])
    await employed(any_bot, LIA, [ZWOLLE])
    provider.sign = getattr(provider, way)
    assert "Wij laten u zo niet binnen" in await journey.goes(400)
    await journey.colleague.get(CASES, 303)


async def test_a_secret_among_its_keys_signs_nothing(any_bot: Bot, journey: Journey, provider: IdentityServer) -> None:
    await employed(any_bot, ANJA, [ZWOLLE])
    provider.more_keys = [{"kty": "oct", "k": "c2VjcmV0", "kid": provider.key.kid}, {**provider.key.as_dict(private=False), "use": "enc"}]
    provider.sign = provider.signed_with_what_everybody_knows
    assert "Wij laten u zo niet binnen" in await journey.goes(400)
    provider.sign = None
    assert await journey.goes() == "/console/"


@pytest.mark.parametrize("away", [-119, 119])
async def test_clocks_may_differ_a_little(
    any_bot: Bot, journey: Journey, provider: IdentityServer, hand_clock: HandClock, away: int
) -> None:
    await employed(any_bot, ANJA, [ZWOLLE])
    now = int(hand_clock.time.timestamp())
    provider.claims = {"iat": now + away, "exp": now + away + 1}
    assert await journey.goes() == "/console/"


async def test_an_answer_counts_once_in_the_browser_that_asked_and_for_ten_minutes(
    any_bot: Bot, server: TestServer, journey: Journey, hand_clock: HandClock
) -> None:
    await employed(any_bot, ANJA, [ZWOLLE])
    other = Journey(await browser(server))
    back = await journey.returns(await journey.leaves())
    assert "niet meer geldig" in await other.arrives(back, 400)
    await other.leaves()
    assert "niet meer geldig" in await other.arrives(back, 400)
    changed = back.replace("state=", "state=x")
    assert "niet meer geldig" in await journey.arrives(changed, 400)
    assert "niet meer geldig" in await journey.arrives(back.replace("/zwolle/", "/utrecht/"), 400)
    assert await journey.arrives(back) == "/console/"
    assert "niet meer geldig" in await journey.arrives(back, 400)

    await journey.colleague.post("/console/sign-out")
    back = await journey.returns(await journey.leaves())
    hand_clock.turn(minutes=11)
    assert "niet meer geldig" in await journey.arrives(back, 400)
    await journey.colleague.get(CASES, 303)
    await journey.leaves()
    async with any_bot.database.reading(Service()) as tx:
        assert len((await tx.execute(staff_account_tries.select())).all()) == 1, "what is too late is not kept"
    await other.colleague.client.close()


async def test_a_code_that_was_used_is_worth_nothing(any_bot: Bot, journey: Journey, server: TestServer) -> None:
    await employed(any_bot, ANJA, [ZWOLLE])
    used = await journey.returns(await journey.leaves())
    await journey.arrives(used)
    thief = Journey(await browser(server))
    own = parse_qs(urlsplit(await thief.returns(await thief.leaves())).query)
    code = parse_qs(urlsplit(used).query)["code"][0]
    assert "niet meer geldig" in await thief.arrives(f"{START}/back?state={own['state'][0]}&code={code}", 400)
    await thief.colleague.client.close()


async def test_a_code_of_somebody_else_needs_the_proof_of_their_browser(any_bot: Bot, journey: Journey, server: TestServer) -> None:
    await employed(any_bot, ANJA, [ZWOLLE])
    stolen = parse_qs(urlsplit(await journey.returns(await journey.leaves())).query)["code"][0]
    thief = Journey(await browser(server))
    own = parse_qs(urlsplit(await thief.leaves()).query)["state"][0]
    assert "niet meer geldig" in await thief.arrives(f"{START}/back?state={own}&code={stolen}", 400)
    await thief.colleague.client.close()
