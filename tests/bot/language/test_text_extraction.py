"""Which texts of the dialog files are translated, and what the translator is told."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from dialogs.extraction import Text, extract, texts_in
from dialogs.reading import Unreadable, read_yaml

SCRIPT = """\
script: cursus_kiezen
title: Een cursus kiezen
starts: {command: cursus, keywords: cursus, school}
steps:
  alfabet:
    when: {leest: "niet te vertalen"}
    ask: Kunt u lezen?
    slot: leest_latijn
    why: Dan weet ik welke cursus past.
    options: {ja: ✅ Ja, nee: ❌ Nee}
    aside: {later: 📅 Later}
  zoeken:
    consult: courses
    with: {text: doel}
    gives: {offers: cursussen}
  kaart:
    mark: deciding
    say: {each: cursussen, text: "{school}, in {plaats}", picture: school}
  teller:
    say: {count: n, one: "{n} cursus", other: "{n} cursussen"}
  leeg:
    say: "{reden}"
  mens:
    hand_over: cursus
    reason: Alleen voor de coördinator
  keuze:
    confirm: [leest_latijn]
    text: Klopt dit?
  wissen:
    forget: Weet u het zeker?
"""

FACTS = """\
facts:
  leest:
    type: choice
    label: Lezen
    values: {ja: ✅ Ja}
    purpose: Niet te vertalen
    legal_basis: {wi2013: x, wi2021: y}
    keep: Niet te vertalen
    why: Daarom.
"""

KNOWLEDGE = """\
rows:
  - key: fee.KNM
    text: KNM kost {bedrag}.
    source: Regeling, artikel 3
    value: {text: geen zin}
  - key: wait
    one: "{n} week wachten"
    other: "{n} weken wachten"
"""


def found(text: str, name: str) -> list[Text]:
    return list(texts_in(read_yaml(text), name))


def test_every_text_of_a_script_is_found_with_its_line() -> None:
    assert [(text.line, text.text) for text in found(SCRIPT, "cursus_kiezen")] == [
        (3, "cursus"),
        (3, "school"),
        (2, "Een cursus kiezen"),
        (7, "Kunt u lezen?"),
        (9, "Dan weet ik welke cursus past."),
        (10, "✅ Ja"),
        (10, "❌ Nee"),
        (11, "📅 Later"),
        (18, "{school}, in {plaats}"),
        (20, "{n} cursus"),
        (28, "Klopt dit?"),
        (30, "Weet u het zeker?"),
    ]


def test_the_translator_hears_where_it_stands_and_what_is_asked() -> None:
    told = {text.text: text.comments for text in found(SCRIPT, "cursus_kiezen")}
    assert told["✅ Ja"] == ["at: cursus_kiezen.alfabet.options.ja", "question: Kunt u lezen?"]
    assert told["{school}, in {plaats}"][-1] == "mark: deciding"


def test_babel_gets_line_function_texts_and_comments() -> None:
    file = BytesIO(SCRIPT.encode())
    file.name = "dialogs/scripts/cursus_kiezen.yaml"
    calls = {function: texts for _, function, texts, _ in extract(file, {}, (), {})}
    assert calls["ngettext"] == ("{n} cursus", "{n} cursussen")
    assert calls["pgettext"] == ("keyword", "school")
    assert calls["gettext"] == "Weet u het zeker?"


def test_of_a_fact_its_label_values_and_reason_are_translated() -> None:
    assert [text.text for text in found(FACTS, "facts")] == ["Lezen", "✅ Ja", "Daarom."]
    assert found(FACTS, "facts")[1].question == "Lezen"


def test_of_knowledge_its_sentences_are_translated() -> None:
    fee, wait = found(KNOWLEDGE, "fees")
    assert (fee.line, fee.text, fee.place) == (3, "KNM kost {bedrag}.", "fees.fee.KNM.text")
    assert (wait.text, wait.plural, wait.place) == ("{n} week wachten", "{n} weken wachten", "fees.wait.one")


@pytest.mark.parametrize("text", ["", "[]", "other: {text: Hallo}", "just words"])
def test_a_file_of_another_kind_has_no_texts(text: str) -> None:
    assert found(text, "x") == []


def test_a_file_that_is_no_yaml_is_told_with_its_line() -> None:
    with pytest.raises(Unreadable):
        list(extract(BytesIO(b"script: [\n"), {}, (), {}))


def test_every_text_of_the_house_has_a_place_of_its_own(pytestconfig: pytest.Config) -> None:
    dialogs = Path(pytestconfig.rootpath) / "dialogs"
    files = [dialogs / "facts.yaml", *dialogs.glob("scripts/*.yaml"), *dialogs.glob("knowledge/*.yaml")]
    texts = [text for file in files for text in texts_in(read_yaml(file.read_text("utf-8")), file.stem) if text.context is None]
    assert texts
    by_place: dict[str, set[str]] = {}
    for text in texts:
        by_place.setdefault(text.place, set()).add(text.text)
    # A new price is a new row with the same key; then both rows say the same.
    assert not {place: words for place, words in by_place.items() if len(words) > 1}
