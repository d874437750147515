from __future__ import annotations

from datetime import date, timedelta

import pytest
from small_world import talk

from dialogs.inputs import Called, Heard, Picked, Started
from dialogs.transcripts import Act, ChatUnreadable, InLanguage, Later, Seen, play, play_awaiting, read_chat, rewritten, write_chat
from dialogs.transcripts.lines import BotLine, CommentLine, EndLine, HappenedLine, Shown, WorldLine, YouLine
from dialogs.transcripts.playing import fits

CHAT = """# Iemand zoekt een school.
script: intake
facts: {leest: ja, momenten: [dag]}
today: 2026-11-23

bot: Waar woont u?
you: Utrecht
bot: @bekend
     [confirm_ok] [Uw plaats]
     ...
you: =yes, no
you: [Ja] [Nee]
you: @why
case: hulp, urgent — Wil met een mens
     spreken
closed
start: menu
later: 8 days
language: ar
press old: [Ja]
end
"""


def lines(text: str) -> list[object]:
    return [line for line in read_chat(text, "proef.chat").lines if not isinstance(line, CommentLine)]


def first_difference(text: str) -> str:
    return str(play(read_chat(text, "proef.chat"), talk().take))


# -- reading ----------------------------------------------------------------------------------------------------------


def test_the_header_tells_script_facts_and_day() -> None:
    chat = read_chat(CHAT, "proef.chat")
    assert (chat.script, chat.facts, chat.today) == ("intake", {"leest": "ja", "momenten": ["dag"]}, date(2026, 11, 23))


def test_the_header_may_tell_the_language_where_it_is_played_and_which_ways_it_shows() -> None:
    chat = read_chat("script: intake\nlanguage: ar\nonly: house\nway: unhappy, again\n", "proef.chat")
    assert (chat.language, chat.only, chat.ways) == ("ar", "house", ("unhappy", "again"))


def test_every_line_is_read_with_its_number() -> None:
    assert lines(CHAT) == [
        BotLine(number=6, words="Waar woont u?"),
        YouLine(number=7, words="Utrecht"),
        BotLine(number=8, step="bekend", buttons=("confirm_ok", "Uw plaats")),
        YouLine(number=11, values=("yes", "no")),
        YouLine(number=12, buttons=("Ja", "Nee")),
        YouLine(number=13, called="why"),
        HappenedLine(number=14, text="case: hulp, urgent — Wil met een mens spreken"),
        WorldLine(number=16, word="closed"),
        WorldLine(number=17, word="start", text="menu"),
        WorldLine(number=18, word="later", text="8 days"),
        WorldLine(number=19, word="language", text="ar"),
        WorldLine(number=20, word="press old", text="[Ja]"),
        EndLine(number=21),
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("bot: Dag\n", 1),
        ("script: intake\nbot Dag\n", 2),
        ("script: intake\n\nyou:\n", 3),
        ("script: intake\n     los\n", 2),
        ("script: intake\nend: nu\n", 2),
        ("script: intake\ntoday: morgen\n", 2),
        ("script: intake\nonly: nowhere\n", 2),
        ("script: intake\nway: sideways\n", 2),
        ("script: intake\nfacts: {leest\n", 2),
        ("script: intake\nlater\n", 2),
    ],
)
def test_a_line_that_cannot_be_read_is_told(text: str, line: int) -> None:
    with pytest.raises(ChatUnreadable) as caught:
        read_chat(text, "proef.chat")
    assert caught.value.line == line


# -- playing ----------------------------------------------------------------------------------------------------------


def test_a_difference_shows_the_line_and_the_two_sentences() -> None:
    text = "script: intake\n\nbot: Waar woont u?\nyou: Utrecht\nbot: Kunt u schrijven?\n     [Ja] [Nee]\n"
    assert first_difference(text) == "proef.chat:5 — transcript: bot: Kunt u schrijven? [Ja] [Nee] — bot: Kunt u lezen? [✅ Ja] [❌ Nee]"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("script: intake\nbot: @lezen\n", "proef.chat:2 — transcript: bot: @lezen — bot: Waar woont u?"),
        ("script: intake\nbot: @wonen\nbot: @lezen\n", "proef.chat:3 — transcript: bot: @lezen — bot: "),
        ("script: intake\nbot: @wonen\nend\n", "proef.chat:3 — transcript: end — bot: "),
        ("script: intake\nbot: @wonen\nyou: [Ja]\n", "proef.chat:3 — transcript: you: [Ja] — bot: Waar woont u?"),
        ("script: intake\nyou: Utrecht\n", "proef.chat:1 — transcript:  — bot: Waar woont u?"),
        ("script: hulp\nbot: ...\n", "proef.chat:2 — transcript:  — bot: case: hulp, urgent — Wil met een mens spreken"),
        ("script: intake\nbot: ...\nform: wish\n", "proef.chat:3 — transcript: form: wish — bot: "),
        ("script: intake\nbot: @wonen\nlater: morgen\n", "proef.chat:3 — transcript: later: morgen — bot: Waar woont u?"),
    ],
)
def test_whatever_goes_otherwise_is_told_at_its_line(text: str, told: str) -> None:
    assert first_difference(text) == told


def test_what_is_typed_right_behind_is_one_flurry_and_one_miss() -> None:
    text = "script: intake\nbot: @wonen\nyou: Utrecht\nbot: @lezen\nyou: zzz\nbot: ...\nand: yyy\nyou: [Ja]\nbot: ...\n"
    assert play(read_chat(text, "proef.chat"), talk().take) is None
    assert "and: yyy" in rewritten(read_chat(text, "proef.chat"), talk().take).splitlines()


def test_a_line_to_write_on_is_no_gap() -> None:
    dots = "." * 40
    line = BotLine(number=1, words=f"Mijn naam: {dots} Datum: {dots}")
    assert fits(line, Shown(words=f"Mijn naam: {dots} Datum: {dots}"))
    assert not fits(line, Shown(words=f"Mijn naam: {dots} Datum: {dots} Dag"))


@pytest.mark.parametrize(
    "text",
    [
        "script: intake\nbot: Waar ... u?\n",
        "script: intake\nbot:   Waar   woont\n     u?\n",
        "script: intake\nbot: ...\nyou: Utrecht\nbot: ...\n     [Ja] [Nee]\n",
        "script: intake\nbot: @wonen\nyou: Utrecht\nbot: @lezen\n     [Ja] [...]\n",
        "script: intake\nbot: @wonen\nyou: Utrecht\nbot: @lezen\n     [Ja] [Nee] [unknown]\n",
        "script: kiezen\nbot: ...\nbot: Welke school wilt u?\n",
        "script: kiezen\nbot: ...\n",
        "script: intake\nbot: @wonen\nyou: Utrecht\nbot: @lezen\nyou: [Ja]\nbot: @tijden\nlanguage: ar\nbot: @tijden\n",
        "script: intake\nbot: @wonen\nyou: Utrecht\nbot: ...\nyou: [Ja]\nbot: ...\nyou: =dag\nbot: ...\npress old: [Ja]\nbot: old_button\n"
        "bot: @hoeveel\n",
    ],
)
def test_what_is_left_open_may_be_anything(text: str) -> None:
    assert play(read_chat(text, "proef.chat"), talk().take) is None, first_difference(text)


@pytest.mark.parametrize("buttons", ["[Ja]", "[Nee] [Ja]", "[Ja] [Nee] [Soms]"])
def test_buttons_that_are_told_are_told_wholly_and_in_order(buttons: str) -> None:
    text = f"script: intake\nbot: ...\nyou: Utrecht\nbot: @lezen\n     {buttons}\n"
    assert play(read_chat(text, "proef.chat"), talk().take) is not None


async def test_a_transcript_can_be_played_where_turns_are_awaited() -> None:
    at = talk()

    async def take(act: Act) -> Seen:
        return at.take(act)

    assert await play_awaiting(read_chat("script: intake\nbot: @wonen\nyou: Utrecht\nbot: @lezen\n", "proef.chat"), take) is None
    failure = await play_awaiting(read_chat("script: kiezen\nbot: @lezen\n", "proef.chat"), take)
    assert failure is not None
    assert failure.line == 2


# -- writing ----------------------------------------------------------------------------------------------------------


def recorded(*acts: Act) -> list[tuple[Act, Seen]]:
    at = talk()
    return [(act, at.take(act)) for act in acts]


def test_a_recorded_talk_is_written_as_it_was_seen_and_plays_again() -> None:
    acts = (
        Started(script="sturen"),
        Heard(text="Is er opvang?"),
        Picked(asking=2, indexes=(0,)),
        Called(word="back"),
        Picked(asking=3, indexes=(1,)),
        Later(time=timedelta(days=8)),
    )
    text = write_chat("sturen", recorded(*acts))
    assert text.startswith("script: sturen\n\nbot: Wat is uw vraag?\nyou: Is er opvang?\nbot: Zal ik het sturen?\n     [yes] [no]\n")
    assert "you: [yes]\nform: brief\nremind: na_een_week\nbot: Wilt u nog iets?\n" in text
    assert "later: 8 days\nbot: Hoe gaat het?\nend\n" in text
    assert play(read_chat(text, "proef.chat"), talk().take) is None


def test_a_talk_can_be_written_by_steps_and_values() -> None:
    acts = (Started(script="intake"), Heard(text="Utrecht"), Picked(asking=2, indexes=(1,)), Called(word="back"), InLanguage(language="ar"))
    text = write_chat("intake", recorded(*acts), steps=True)
    first = "script: intake\n\nbot: @wonen\nyou: Utrecht\nbot: @lezen\nyou: =nee\nbot: @tijden\n"
    assert text == first + "you: @back\nbot: @lezen\nlanguage: ar\nbot: @lezen\n"
    assert play(read_chat(text, "proef.chat"), talk().take) is None


OLD = """# Wie woont waar?
script: intake

bot: In welke stad woont u?
you: Utrecht
fact: woonplaats = ede
bot: Kunt u schrijven?
# tot hier
you: [Ja]
bot: ...
"""
NEW = """# Wie woont waar?
script: intake

bot: Waar woont u?
you: Utrecht
fact: woonplaats = utrecht
bot: Kunt u lezen?
     [Ja] [Nee]
# tot hier
you: [Ja]
fact: leest = ja
bot: Wanneer kunt u?
     [Overdag] [Avond] [Weekend]
"""


def test_rewriting_keeps_what_the_person_does_and_renews_what_the_bot_says() -> None:
    assert rewritten(read_chat(OLD, "proef.chat"), talk().take) == NEW
    assert play(read_chat(NEW, "proef.chat"), talk().take) is None
    assert rewritten(read_chat(NEW, "proef.chat"), talk().take) == NEW


def test_rewriting_leaves_open_what_is_left_open_within_words() -> None:
    """A code is another one every time: `Uw code is: ...` stays, as long as the bot still says the rest."""
    left_open = NEW.replace("Kunt u lezen?", "Kunt u ...?")
    assert rewritten(read_chat(left_open, "proef.chat"), talk().take) == left_open
    assert rewritten(read_chat(NEW.replace("Kunt u lezen?", "Wilt u ...?"), "proef.chat"), talk().take) == NEW


def test_rewriting_stops_where_a_button_is_gone() -> None:
    with pytest.raises(ChatUnreadable):
        rewritten(read_chat("script: intake\nbot: ...\nyou: [Misschien]\n", "proef.chat"), talk().take)
