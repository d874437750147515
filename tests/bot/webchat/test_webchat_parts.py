"""The small parts of the web page, each by itself."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest
from multidict import MultiDict

import bot.channels.webchat as package
from bot.channels.webchat.errors import TooOften
from bot.channels.webchat.limits import Allowance, Buckets, network_of
from bot.channels.webchat.posts import Form, Visitor, inbound_of, last_row
from bot.channels.webchat.shown import fold, split_label, with_links
from bot.channels.webchat.tongues import asked_for, nearest
from bot.messages import Button, Inbound, Outgoing

NOW = datetime(2026, 11, 3, 9, tzinfo=UTC)
FOLDER = Path(package.__file__).parent
QUESTION = Outgoing(id=1, channel="web", address="a", text="?", language="nl", direction="ltr", kind="ask", question="choice", asking=1)


def heard(*fields: tuple[str, str]) -> Inbound | None:
    form: Form = MultiDict([("update", "0" * 32), *fields])
    return inbound_of(form, Visitor(address="a", languages=("nl",), now=NOW), lambda text: (text, ()))


@pytest.mark.parametrize(
    ("header", "tags"),
    [
        ("nl", ("nl",)),
        ("en;q=0.5, ar-SY, nl;q=0.9", ("ar-SY", "nl", "en")),
        ("*, nl;q=0, <b>;q=1, ti;q=x", ()),
        ("", ()),
    ],
)
def test_languages_are_read_in_the_order_of_their_weight(header: str, tags: tuple[str, ...]) -> None:
    assert asked_for(header) == tags


@pytest.mark.parametrize(("tags", "code"), [(("fa-AF",), "fa_AF"), (("ar-SY", "nl"), "ar"), (("zh", "AR"), "ar"), ((), "nl")])
def test_the_nearest_of_our_languages_is_chosen(tags: tuple[str, ...], code: str) -> None:
    assert nearest(tags, ["nl", "ar", "fa_AF"]) == code


@pytest.mark.parametrize(
    ("label", "parts"),
    [
        ("🌅 Overdag", ("🌅", "Overdag")),
        ("✏️ Zelf typen", ("✏️", "Zelf typen")),
        ("◐ Een beetje", ("◐", "Een beetje")),
        ("0️⃣ Geen school", ("0️⃣", "Geen school")),
        ("3 kilometer", ("", "3 kilometer")),
        ("Ja", ("", "Ja")),
        ("✅", ("", "✅")),
    ],
)
def test_a_pictogram_is_told_from_the_words(label: str, parts: tuple[str, str]) -> None:
    assert split_label(label) == parts


def test_a_later_question_closes_the_earlier_one_but_not_a_message_beside_it() -> None:
    beside = replace(QUESTION, id=2, asking=0, buttons=(Button(label="Ja", data="c7:0"),))
    later = replace(QUESTION, id=3, asking=2)
    assert [message.open for message in fold([QUESTION, beside, later])] == [False, True, True]


def test_an_answer_stands_under_its_question_whose_buttons_go() -> None:
    answer = replace(QUESTION, id=2, kind="answered", answered="Ja")
    (message,) = fold([QUESTION, answer])
    assert (message.answered, message.open) == ("Ja", False)


def test_a_refresh_changes_its_question_in_place() -> None:
    (message,) = fold([QUESTION, replace(QUESTION, id=2, kind="refresh", text="nieuw", edits="1", asking=0)])
    assert (message.row.id, message.row.text) == (1, "nieuw")


def test_a_link_ends_before_the_full_stop_and_the_isolate_behind_it() -> None:
    text = with_links("Zie \u2068https://duo.nl/a?b=1&c=2\u2069. <b>")
    assert 'href="https://duo.nl/a?b=1&amp;c=2"' in text
    assert text.endswith("</a>\u2069. &lt;b&gt;")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Bel 112. Of bel gratis 0800-0113, dag en nacht.", ["112", "0800-0113"]),
        ("اتصلوا بالرقم \u2068112\u2069. اتصلوا بـ \u20680900-8844\u2069", ["112", "0900-8844"]),
        ("Bel 030-3030645 of 112", ["030-3030645", "112"]),
        ("U had 112 uur les, € 112. Op 01-02-2026, nummer 3112, 112-3.", []),
    ],
)
def test_a_telephone_number_can_be_called_with_one_tap(text: str, numbers: list[str]) -> None:
    assert re.findall(r'href="tel:([^"]+)"', with_links(text)) == numbers


@pytest.mark.parametrize(
    ("fields", "kind", "words"),
    [
        ([("text", "  hallo\r\ndaar \x00")], "text", "hallo\ndaar"),
        ([("year", "٢٠٢٦"), ("month", "11"), ("day", "٣")], "text", "2026-11-03"),
        ([("year", "2026"), ("month", "2"), ("day", "30")], "text", "30 2 2026"),
        ([("choose", "c7"), ("chosen", "c7:0"), ("chosen", "c7:2"), ("chosen", "8:1")], "button", "c7:0,2!"),
        ([("data", "4:1"), ("text", "")], "button", "4:1"),
        ([("command", "my_data")], "command", "my_data"),
    ],
)
def test_a_form_becomes_what_the_person_said(fields: list[tuple[str, str]], kind: str, words: str) -> None:
    inbound = heard(*fields)
    assert inbound is not None
    assert (inbound.kind, inbound.text or inbound.data) == (kind, words)


def test_a_location_is_kept_to_about_a_hundred_metres() -> None:
    inbound = heard(("location", "52.51234567,6.0987654"))
    assert inbound is not None
    assert inbound.location == (52.512, 6.099)


def test_an_empty_field_says_nothing() -> None:
    assert heard(("text", "   ")) is None


def test_the_row_of_an_update_does_not_hold_the_session() -> None:
    inbound = heard(("text", "x"))
    assert inbound is not None
    assert inbound.update_id != "0" * 32
    assert len(inbound.update_id) == 32


@pytest.mark.parametrize(("value", "number"), [("12", 12), ("", 0), ("-1", 0), ("٣", 0), ("9" * 30, 0)])
def test_a_nonsense_row_id_counts_as_none(value: str, number: int) -> None:
    assert last_row(value) == number


def test_a_bucket_lets_a_burst_through_and_then_one_each_so_many_seconds() -> None:
    now = NOW
    buckets = Buckets(Allowance(burst=2, seconds=10), lambda: now)
    buckets.take("a")
    buckets.take("a")
    with pytest.raises(TooOften) as refusal:
        buckets.take("a")
    assert refusal.value.wait == 10
    buckets.take("b")
    now += timedelta(seconds=10)
    buckets.take("a")


def test_an_ipv6_household_is_one_visitor() -> None:
    assert network_of("2001:db8::1") == network_of("2001:db8::ffff")
    assert network_of("2001:db8:0:1::1") != network_of("2001:db8::1")
    assert network_of("192.0.2.1") == "192.0.2.1"


def test_nothing_of_the_page_comes_from_outside_or_is_minified() -> None:
    files = [*FOLDER.glob("static/*"), *FOLDER.glob("templates/*")]
    assert len(files) > 10
    for path in files:
        text = path.read_text()
        assert max(map(len, text.splitlines())) < 260, path.name
        assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", text), path.name
        if path.suffix == ".js":
            assert text.startswith("// "), path.name


def test_the_styles_know_no_left_and_right() -> None:
    css = re.sub(r"/\*.*?\*/", "", "".join(path.read_text() for path in FOLDER.glob("static/*.css")), flags=re.DOTALL)
    assert re.findall(r"(?<![\w-])(?:left|right|top|bottom|width|height)\s*:", css) == []
    assert re.findall(r"[\w-]+-(?:left|right|top|bottom)\s*:|:\s*(?:left|right)\b", css) == []


def test_every_pair_of_text_and_ground_has_a_contrast_of_seven() -> None:
    css = (FOLDER / "static" / "theme.css").read_text()
    light, dark = css.split("@media", 1)
    for theme in (light, light + dark):
        tokens = dict(re.findall(r"--wegwijzer-([\w-]+): (#\w{6});", theme))
        grounds = {name.removesuffix("-background-color"): value for name, value in tokens.items() if name.endswith("-background-color")}
        pairs = [(f"{name}-color", ground) for name, ground in grounds.items() if f"{name}-color" in tokens]
        pairs += [("option-color", grounds["option-active"]), ("action-color", grounds["action-active"])]
        pairs += product(("document-color", "subtle-color", "link-color"), (grounds["document"], grounds["surface"]))
        assert len(pairs) >= 12
        for name, ground in pairs:
            assert contrast(tokens[name], ground) >= 7, (name, ground)


def contrast(one: str, other: str) -> float:
    """As WCAG reckons it."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
