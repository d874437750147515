"""From Telegram's update to our inbound message."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.channels.telegram_updates import RawUpdate, chat_of, read_update
from bot.messages import Inbound, Photo, Voice

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
SOMEBODY = {"id": 7, "is_bot": False, "first_name": "Iemand", "language_code": "ar"}
PRIVATE = {"id": 7, "type": "private", "first_name": "Iemand"}
GROUP = {"id": -9, "type": "supergroup", "title": "Klas"}
IN_PRIVATE, IN_A_GROUP = {"message_id": 1, "chat": PRIVATE}, {"message_id": 1, "chat": GROUP}


def message(chat: dict[str, Any] = PRIVATE, sender: dict[str, Any] = SOMEBODY, **content: Any) -> RawUpdate:
    return {"update_id": 5, "message": {"message_id": 3, "date": 0, "chat": chat, "from": sender, **content}}  # type: ignore[typeddict-item]


def read(update: RawUpdate) -> Inbound:
    inbound = read_update(update, NOW)
    assert inbound is not None
    return inbound


def test_a_text_comes_in_with_who_and_when_and_the_language_of_the_phone() -> None:
    expected = Inbound(channel="telegram", address="7", update_id="5", received_at=NOW, kind="text", text="Zwolle", languages=("ar",))
    assert read(message(text="Zwolle")) == expected


def test_a_secret_never_comes_in() -> None:
    inbound = read(message(text="mijn bsn is 123456782"))
    assert (inbound.text, inbound.masked) == ("mijn bsn is [bsn]", ("bsn",))


def test_a_secret_under_a_picture_never_comes_in() -> None:
    inbound = read(message(photo=[], caption="wachtwoord: geheim"))
    assert (inbound.kind, inbound.text, inbound.masked) == ("photo", "wachtwoord: [code]", ("code",))


def test_a_phone_without_a_language_says_none() -> None:
    assert read(message(sender={"id": 7}, text="hallo")).languages == ()


@pytest.mark.parametrize(
    ("typed", "kind", "word", "payload"),
    [
        ("/start", "start", "start", ""),
        ("/start aB3_-x", "start", "start", "aB3_-x"),
        ("/start 123456782", "start", "start", ""),
        ("/start zwolle is mooi", "start", "start", ""),
        ("/menu", "command", "menu", ""),
        ("/Menu@wegwijzer_bot", "command", "menu", ""),
        ("/taal ar", "command", "taal", "ar"),
        ("/ menu", "text", "/ menu", ""),
        ("/قائمة", "text", "/قائمة", ""),
        ("1/2 dag", "text", "1/2 dag", ""),
    ],
)
def test_commands_and_start_links_are_told_from_text(typed: str, kind: str, word: str, payload: str) -> None:
    inbound = read(message(text=typed))
    assert (inbound.kind, inbound.text, inbound.payload) == (kind, word, payload)


def test_a_location_comes_in_as_degrees() -> None:
    inbound = read(message(location={"latitude": 52.5, "longitude": 6.1}))
    assert (inbound.kind, inbound.location) == ("location", (52.5, 6.1))


@pytest.mark.parametrize(
    ("what", "kind"),
    [
        (("sticker",), "unreadable"),
        (("contact",), "unreadable"),
        (("animation", "document"), "unreadable"),
        (("voice",), "voice"),
        (("video_note",), "voice"),
        (("document",), "document"),
        (("video",), "document"),
    ],
)
def test_what_cannot_be_read_comes_in_by_its_kind_and_without_itself(what: tuple[str, ...], kind: str) -> None:
    inbound = read(message(**{thing: {"file_id": "abc"} for thing in what}))
    assert (inbound.kind, inbound.text, inbound.data, inbound.photo) == (kind, "", "", None)
    assert "abc" not in str(inbound)


def test_of_a_photo_only_the_name_of_its_largest_size_comes_in_and_no_log_can_show_it() -> None:
    sizes = [{"file_id": "large", "width": 960, "height": 1280}, {"file_id": "small", "width": 90, "height": 120}]
    inbound = read(message(photo=sizes))
    assert (inbound.kind, inbound.photo) == ("photo", Photo(reference="large"))
    assert "large" not in str(inbound)


@pytest.mark.parametrize(
    ("what", "voice"), [("voice", Voice(reference="abc", seconds=75)), ("audio", Voice(reference="abc", seconds=75)), ("video_note", None)]
)
def test_of_a_voice_its_name_and_length_come_in_and_of_a_film_nothing(what: str, voice: Voice | None) -> None:
    inbound = read(message(**{what: {"file_id": "abc", "duration": 75}}))
    assert (inbound.kind, inbound.voice) == ("voice", voice)


@pytest.mark.parametrize("kind", ["application/pdf", "image/jpeg", "image/png", "image/webp", "IMAGE/JPEG"])
def test_a_paper_or_a_picture_that_comes_as_a_file_comes_in_as_a_photo(kind: str) -> None:
    inbound = read(message(document={"file_id": "paper", "mime_type": kind, "file_name": "123456782.pdf"}, caption="mijn brief"))
    assert (inbound.kind, inbound.text, inbound.photo) == ("photo", "mijn brief", Photo(reference="paper"))
    assert "paper" not in repr(inbound)


@pytest.mark.parametrize("document", [{"mime_type": "application/msword"}, {"mime_type": "image/svg+xml"}, {"mime_type": ""}, {}])
def test_any_other_file_comes_in_without_its_name(document: dict[str, str]) -> None:
    inbound = read(message(document={"file_id": "abc", **document}))
    assert (inbound.kind, inbound.photo) == ("document", None)


def test_a_photo_without_sizes_comes_in_without_a_name() -> None:
    assert read(message(photo=[])).photo is None


def test_a_button_comes_in_with_what_it_carries_and_what_to_acknowledge() -> None:
    query = {"id": "88", "from": SOMEBODY, "message": {"message_id": 12, "chat": PRIVATE, "date": 0}, "data": "3:1"}
    inbound = read({"update_id": 6, "callback_query": query})  # type: ignore[typeddict-item]
    assert (inbound.kind, inbound.data, inbound.message_id, inbound.callback_id) == ("button", "3:1", "12", "88")


def test_being_blocked_comes_in_and_being_let_in_again_does_not() -> None:
    def change(status: str) -> RawUpdate:
        return {"update_id": 6, "my_chat_member": {"chat": PRIVATE, "from": SOMEBODY, "new_chat_member": {"status": status}}}  # type: ignore[typeddict-item]

    assert read(change("kicked")).kind == "blocked"
    assert read_update(change("member"), NOW) is None


@pytest.mark.parametrize(
    "update",
    [
        message(chat=GROUP, text="hallo allemaal"),
        message(sender={**SOMEBODY, "is_bot": True}, text="biep"),
        message(pinned_message={}),
        {"update_id": 5, "edited_message": {"message_id": 1}},
        {"update_id": 5, "callback_query": {"id": "1", "from": SOMEBODY, "data": "1:0", "message": IN_A_GROUP}},
        {"update_id": 5, "callback_query": {"id": "1", "from": SOMEBODY, "data": "1:0", "inline_message_id": "x"}},
        {"update_id": 5, "callback_query": {"id": "1", "from": SOMEBODY, "game_short_name": "x", "message": IN_PRIVATE}},
        {"update_id": 5, "my_chat_member": {"chat": GROUP, "from": SOMEBODY, "new_chat_member": {"status": "kicked"}}},
    ],
    ids=["group", "bot", "bookkeeping", "edited", "button in group", "inline", "game", "thrown out of group"],
)
def test_what_needs_no_answer_does_not_come_in(update: RawUpdate) -> None:
    assert read_update(update, NOW) is None


def test_the_chat_of_an_update_is_found_wherever_it_stands() -> None:
    assert chat_of(message(text="x")) == 7
    assert chat_of({"update_id": 1, "my_chat_member": {"chat": {"id": 8}}}) == 8
    assert chat_of({"update_id": 1, "callback_query": {"message": {"chat": {"id": 9}}}}) == 9
    assert chat_of({"update_id": 1}) == 0
