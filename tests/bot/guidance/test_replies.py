"""Standard replies: what is shipped can be filled in, rendered in every language, and says who speaks."""

from __future__ import annotations

from datetime import date

import pytest
from teaching import TODAY, shipped_knowledge

from bot.guidance.replies import FieldMissing, own_words, said_by, standard_replies
from bot.speech import Speech
from dialogs.sentences import Sentence

SPEECH = Speech.read()
REPLIES = standard_replies(shipped_knowledge(), TODAY)
GIVEN = {"date": TODAY.isoformat(), "time": "10:30", "text": "Voorbeeldplein 1"}
COME = REPLIES["reply.come_by"]


def words(key: Sentence) -> str:
    return key.value


def test_there_are_enough_to_help_and_each_has_a_title_of_its_own() -> None:
    assert len(REPLIES) >= 8
    assert len({reply.title for reply in REPLIES.values()}) == len(REPLIES)


@pytest.mark.parametrize("key", REPLIES)
def test_each_can_be_filled_in_and_read_in_every_language(key: str) -> None:
    reply = REPLIES[key]
    filled = reply.filled({field.name: GIVEN[field.kind] for field in reply.fields}, TODAY)
    said = {SPEECH.renderer.render(filled, language) for language in SPEECH.languages.offered}
    assert len(said) == len(SPEECH.languages.offered), "translated"
    assert not any("{" in text for text in said)


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("dag", ""),
        ("dag", "morgen"),
        ("dag", date(2020, 1, 1).isoformat()),
        ("tijd", "half elf"),
        ("tijd", "25:00"),
        ("tijd", "10:75"),
        ("plaats", " "),
        ("plaats", "x" * 201),
    ],
)
def test_what_cannot_be_is_asked_again(field: str, given: str) -> None:
    whole = {each.name: GIVEN[each.kind] for each in COME.fields}
    with pytest.raises(FieldMissing, match=field):
        COME.filled({**whole, field: given}, TODAY)


def test_who_speaks_stands_above_it_and_own_words_are_said_to_be_dutch() -> None:
    render = SPEECH.renderer.render
    assert render(said_by(REPLIES["reply.interpreter"].filled({}, TODAY), words), "nl").startswith("from_municipality\n\n")
    assert render(said_by(own_words("Dag {u}."), words), "nl") == "from_municipality_dutch\n\nDag {u}."
