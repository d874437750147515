"""Who only uses the page is told that there is a message: once, in their language, and never what it says."""

from __future__ import annotations

from aiohttp import web
from at_page import Reader
from furnished import HandClock
from telling.mail_server import MailServer
from telling.push_server import PushServer

from bot.main import Bot
from storage.database import Service


async def test_a_message_that_comes_by_itself_is_told_by_a_signal(reader: Reader, push_server: PushServer) -> None:
    await reader.wants_a_signal()
    await reader.is_told("Hoe gaat het op school?")
    (taken,) = push_server.taken
    assert reader.phone.read(taken.body) == {"text": "Er is een bericht voor u van de Wegwijzer.", "lang": "nl", "dir": "ltr"}
    assert await reader.notices() == [("told", "push")]


async def test_an_answer_to_somebody_who_is_talking_is_not_told(reader: Reader, push_server: PushServer, bot: Bot) -> None:
    await reader.wants_a_signal()
    await reader.calls("menu")
    await reader.time_passes()
    assert push_server.taken == []
    assert await reader.notices() == []


async def test_it_is_told_in_the_language_of_the_person_and_from_its_side(reader: Reader, push_server: PushServer) -> None:
    await reader.wants_a_signal()
    await reader.speaks("ar")
    await reader.is_told("Hallo")
    (taken,) = push_server.taken
    signal = reader.phone.read(taken.body)
    assert (signal["lang"], signal["dir"]) == ("ar", "rtl")
    assert "رسالة" in signal["text"]


async def test_on_a_shared_phone_not_even_who_sends_it_is_told(reader: Reader, push_server: PushServer) -> None:
    await reader.wants_a_signal()
    await reader.shares_the_phone()
    await reader.is_told("Hallo")
    (taken,) = push_server.taken
    assert reader.phone.read(taken.body)["text"] == "Er is een bericht."


async def test_who_has_seen_it_is_not_told(reader: Reader, push_server: PushServer) -> None:
    await reader.wants_a_signal()
    await reader.gets("Hallo")
    await reader.looks()
    await reader.time_passes()
    assert push_server.taken == []
    assert await reader.notices() == [("seen", None)]


async def test_nobody_is_told_twice(reader: Reader, push_server: PushServer) -> None:
    await reader.wants_a_signal()
    await reader.is_told("Hallo")
    for _ in range(3):
        await reader.time_passes(hours=1)
    assert len(push_server.taken) == 1


async def test_a_browser_that_is_gone_is_forgotten_and_an_e_mail_goes_instead(
    reader: Reader, push_server: PushServer, post: MailServer
) -> None:
    await reader.wants_a_signal()
    await reader.wants_mail("samira@example.org")
    push_server.answers.append(web.Response(status=410))
    await reader.is_told("Hallo")
    assert await reader.notices() == [("told", "mail")]
    assert post.recipients == ["samira@example.org"]
    assert not (await reader.standing()).pushed
    await reader.is_told("Nog iets")
    assert push_server.asked == 1, "nothing is sent to it any more"


async def test_a_server_that_is_busy_is_tried_after_the_pause_that_it_named(reader: Reader, push_server: PushServer) -> None:
    await reader.wants_a_signal()
    push_server.answers.append(web.Response(status=429, headers={"Retry-After": "600"}))
    await reader.is_told("Hallo")
    await reader.time_passes(minutes=9)
    assert push_server.asked == 1
    await reader.time_passes(minutes=2)
    assert len(push_server.taken) == 1


async def test_failures_are_tried_again_with_growing_pauses_and_then_given_up(reader: Reader, push_server: PushServer) -> None:
    await reader.wants_a_signal()
    push_server.answers += [web.Response(status=503) for _ in range(9)]
    await reader.is_told("Hallo")
    for minutes, asked in ((1, 2), (4, 2), (1, 3), (29, 3), (1, 4), (119, 4), (1, 5), (600, 5)):
        await reader.time_passes(minutes=minutes)
        assert push_server.asked == asked
    assert await reader.notices() == [("failed", None)]
    assert (await reader.standing()).pushed, "the next one is tried again"


async def test_an_e_mail_says_only_that_there_is_a_message_and_where(reader: Reader, post: MailServer) -> None:
    await reader.wants_mail("samira@example.org")
    await reader.speaks("ar")
    await reader.is_told("Uw examen is op 3 december.")
    said = post.said()
    assert "رسالة" in said
    assert said.count("https://wegwijzer.example.org/\n") == 2
    assert "Er is een bericht voor u. U leest het op deze pagina." in said, "the Dutch stands beneath"
    letter = post.letters[-1]
    for word in ("examen", "december", reader.number):
        assert word not in said + str(letter["Subject"]) + str(letter["To"])


async def test_an_address_that_was_not_confirmed_gets_nothing_but_its_code(reader: Reader, post: MailServer) -> None:
    await reader.asks_for_mail("samira@example.org")
    await reader.is_told("Hallo")
    assert len(post.letters) == 1
    assert await reader.notices() == [("nobody", None)]


async def test_who_has_no_way_is_known_as_somebody_who_cannot_be_reminded(reader: Reader, bot: Bot) -> None:
    async def cannot() -> bool:
        async with bot.database.reading(Service()) as tx:
            return bool(await bot.notifier.cannot_be_reminded(tx, [reader.contact_id]))

    assert await cannot()
    await reader.wants_a_signal()
    assert not await cannot()
    await reader.no_signal()
    assert await cannot()


async def test_a_message_that_was_told_before_a_crash_is_told_once_more_at_most(
    reader: Reader, push_server: PushServer, hand_clock: HandClock, bot: Bot
) -> None:
    await reader.wants_a_signal()
    await reader.gets("Hallo")
    await reader.dies_while_telling()
    hand_clock.turn(minutes=4)
    await bot.notifier.tick()
    assert push_server.taken == [], "the one that died still has it"
    hand_clock.turn(minutes=2)
    await bot.notifier.tick()
    assert len(push_server.taken) == 1


async def test_the_figures_count_who_was_told_and_how(reader: Reader, bot: Bot) -> None:
    await reader.wants_a_signal()
    await reader.is_told("Hallo")
    assert b'wegwijzer_notices_total{outcome="told",way="push"} 1.0' in bot.metrics.text()
