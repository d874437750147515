"""Pictures and files on Telegram: in their order, once, and hidden with the rest."""

from __future__ import annotations

from io import BytesIO

import pytest
from botapi.rules import Upload
from botapi.server import BotApi
from PIL import Image
from telegram_outgoing import ask, outgoing

from bot.channels.telegram import TelegramChannel
from bot.drawing.engine import draw
from bot.messages import Failure, File, Picture

SKETCH = '{"parts": [{"name": "letters", "rows": [{"letter": "DUO", "layout": "ind"}]}], "language": "nl", "direction": "ltr"}'
DATES = File(name="wegwijzer.ics", media_type="text/calendar", content=b"BEGIN:VCALENDAR")
MORE = File(name="gegevens.json", media_type="application/json", content=b"{}")


@pytest.fixture(scope="module")
def picture() -> Picture:
    png, width, height = draw(SKETCH)
    return Picture(png=png, width=width, height=height)


def jpeg(size: tuple[int, int]) -> bytes:
    content = BytesIO()
    Image.new("RGB", size, "white").save(content, "JPEG")
    return content.getvalue()


async def test_a_picture_comes_with_its_words_under_it(api: BotApi, channel: TelegramChannel, picture: Picture) -> None:
    person = api.person()
    delivery = await channel.deliver(outgoing(person, "Welke brief?", picture=picture))
    seen = await person.sees("Welke brief?")
    assert seen.picture == (2 * picture.width, 2 * picture.height)
    assert delivery.message_id == str(seen.id)
    (call,) = api.called("sendPhoto")
    assert isinstance(call["photo"], Upload)
    assert call["photo"].content == picture.png


async def test_the_words_of_a_right_to_left_language_keep_their_direction_under_a_picture(
    api: BotApi, channel: TelegramChannel, picture: Picture
) -> None:
    person = api.person()
    await channel.deliver(outgoing(person, "DUO رسالة", picture=picture, direction="rtl", language="ar", dutch="Een brief"))
    assert (await person.sees()).text == "\u200fDUO رسالة\n\nEen brief"


@pytest.mark.parametrize(("length", "messages"), [(1024, 1), (1025, 2)])
async def test_words_that_do_not_fit_under_a_picture_follow_it(
    api: BotApi, channel: TelegramChannel, picture: Picture, length: int, messages: int
) -> None:
    person = api.person()
    delivery = await channel.deliver(outgoing(person, "a" * length, picture=picture))
    screen = person.screen()
    assert [bool(seen.picture) for seen in screen] == [True, False][:messages]
    assert screen[-1].text == "a" * length
    assert delivery.message_id == ",".join(str(seen.id) for seen in screen)


async def test_a_file_comes_with_the_words_and_a_second_one_after_it(api: BotApi, channel: TelegramChannel) -> None:
    person = api.person()
    await channel.deliver(outgoing(person, "Dit zijn uw gegevens.", files=(MORE, DATES)))
    assert [(seen.text, seen.file) for seen in person.screen()] == [("Dit zijn uw gegevens.", "gegevens.json"), ("", "wegwijzer.ics")]
    document = api.called("sendDocument")[1]["document"]
    assert (document.media_type, document.content) == ("text/calendar", b"BEGIN:VCALENDAR")


async def test_a_picture_its_words_and_a_file_come_in_this_order(api: BotApi, channel: TelegramChannel, picture: Picture) -> None:
    person = api.person()
    await channel.deliver(outgoing(person, "a" * 2000, picture=picture, files=(DATES,)))
    assert [(bool(seen.picture), len(seen.text), seen.file) for seen in person.screen()] == [
        (True, 0, ""),
        (False, 2000, ""),
        (False, 0, "wegwijzer.ics"),
    ]


async def test_after_a_failure_halfway_nothing_comes_twice(api: BotApi, channel: TelegramChannel, picture: Picture) -> None:
    person = api.person()
    message = outgoing(person, "a" * 2000, picture=picture, files=(DATES,))
    api.trouble("sendMessage", status=502)
    assert (await channel.deliver(message)).failure is Failure.passing
    api.trouble("sendDocument", status=429, retry_after=1)
    assert (await channel.deliver(message)).failure is Failure.slow_down
    channel_again = await channel.deliver(message)
    while channel_again.failure is Failure.slow_down:
        channel_again = await channel.deliver(message)
    assert [(bool(seen.picture), len(seen.text), seen.file) for seen in person.screen()] == [
        (True, 0, ""),
        (False, 2000, ""),
        (False, 0, "wegwijzer.ics"),
    ]
    assert channel_again.message_id == ",".join(str(seen.id) for seen in person.screen())


async def test_a_picture_that_telegram_refuses_leaves_the_words(api: BotApi, channel: TelegramChannel) -> None:
    person = api.person()
    broken = Picture(png=b"no picture", width=1, height=1)
    for text in ("Kort.", "a" * 2000):
        assert (await channel.deliver(outgoing(person, text, picture=broken))).sent
    assert [(seen.picture, len(seen.text)) for seen in person.screen()] == [(None, 5), (None, 2000)]


async def test_a_photo_among_the_files_is_seen_at_once_and_stays_a_file_where_telegram_refuses_it_as_a_photo(
    api: BotApi, channel: TelegramChannel
) -> None:
    person = api.person()
    for size in ((300, 200), (2100, 100)):
        photo = File(name="p.jpg", media_type="image/jpeg", content=jpeg(size))
        await channel.deliver(outgoing(person, "Hier is een foto.", files=(photo,)))
    assert [(seen.text, seen.picture, seen.file) for seen in person.screen()] == [
        ("Hier is een foto.", (300, 200), ""),
        ("Hier is een foto.", None, "p.jpg"),
    ]


async def test_hiding_takes_every_piece_away(api: BotApi, channel: TelegramChannel, picture: Picture) -> None:
    person = api.person()
    numbers = [
        (await channel.deliver(outgoing(person, "a" * 2000, picture=picture, files=(DATES,)))).message_id,
        await ask(channel, person),
    ]
    await channel.deliver(outgoing(person, "", kind="hide", edits=",".join(numbers)))
    assert person.screen() == []


async def test_a_question_sent_in_pieces_is_closed_at_its_last_one(api: BotApi, channel: TelegramChannel) -> None:
    person = api.person()
    numbers = await ask(channel, person, "\n\n".join("woord " * 500 for _ in range(2)))
    await channel.deliver(outgoing(person, "kort", kind="answered", edits=numbers, answered="✅ Ja"))
    assert "," in numbers
    assert [seen.buttons for seen in person.screen()] == [(), ()]
    assert person.screen()[-1].text.endswith("✅ Ja")
