"""Which translation is used, and how far each is."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from bot.language.catalogs import Catalogs, Found, Status
from bot.language.coverage import coverage
from bot.language.errors import CatalogUnreadable
from bot.language.languages import Languages

PERSIAN = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=1; plural=0;\n"

msgid "Welke taal wilt u?"
msgstr "چه زبانی می‌خواهید؟"
"""


def test_a_missing_text_falls_back_along_the_chain(languages: Languages, catalogs: Catalogs) -> None:
    assert catalogs.find("ar", "Alleen in het Engels") == Found("Only in English", "en")
    assert catalogs.find("ar", "Nergens vertaald") == Found("Nergens vertaald", "nl")
    dari = Catalogs(languages, {"fa": PERSIAN})
    assert dari.find("fa_AF", "Welke taal wilt u?").language == "fa"


def test_a_missing_catalog_never_falls_to_the_language_of_the_machine(languages: Languages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "fr")
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    empty = Catalogs(languages, {})
    assert empty.find("ti", "Ja") == Found("Ja", "nl")


def test_a_fuzzy_text_is_never_used(catalogs: Catalogs) -> None:
    assert catalogs.find("en", "Oud") == Found("Oud", "nl")
    assert catalogs.status("en", "Oud") is Status.outdated


def test_a_translation_with_another_field_is_never_used(catalogs: Catalogs) -> None:
    assert catalogs.find("en", "Hallo {naam}") == Found("Hallo {naam}", "nl")
    assert catalogs.status("en", "Hallo {naam}") is Status.outdated


def test_a_text_is_missing_draft_or_checked(catalogs: Catalogs) -> None:
    assert catalogs.status("en", "Nergens vertaald") is Status.missing
    assert catalogs.status("en", "Welke taal wilt u?") is Status.draft
    assert catalogs.status("ar", "Welke taal wilt u?") is Status.checked
    assert catalogs.status("nl", "Welke taal wilt u?") is Status.checked


@pytest.mark.parametrize(
    ("count", "expected"), [(0, "لا دورات"), (1, "دورة واحدة"), (2, "دورتان"), (3, "{n} دورات"), (11, "{n} دورةً"), (100, "{n} دورة")]
)
def test_arabic_has_six_forms_of_number(catalogs: Catalogs, count: int, expected: str) -> None:
    assert catalogs.find("ar", "{n} cursus", plural="{n} cursussen", count=count).text == expected


def test_dutch_has_one_and_other(catalogs: Catalogs) -> None:
    assert [catalogs.find("nl", "een", plural="meer", count=count).text for count in (0, 1, 2)] == ["meer", "een", "meer"]


def test_context_keeps_two_meanings_apart(catalogs: Catalogs) -> None:
    assert catalogs.find("ar", "mei", context="maand").text == "أيار"
    assert catalogs.find("ar", "mei").language == "nl"


def test_one_missing_form_makes_a_text_missing(languages: Languages) -> None:
    half = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "een"
msgid_plural "meer"
msgstr[0] "one"
msgstr[1] ""
"""
    catalogs = Catalogs(languages, {"en": half})
    assert catalogs.status("en", "een") is Status.missing
    assert catalogs.find("en", "een", plural="meer", count=1).language == "nl"


def test_coverage_counts_each_text_once(catalogs: Catalogs) -> None:
    keys = [(None, "Welke taal wilt u?"), (None, "Oud"), (None, "Nergens vertaald"), ("keyword", "school")]
    english, arabic = coverage(keys, catalogs, ["en", "ar"])
    assert (english.missing, english.outdated, english.draft, english.checked) == (1, 1, 1, 1)
    assert (arabic.missing, arabic.checked, arabic.total) == (2, 2, 4)


def test_a_broken_catalog_is_refused(languages: Languages) -> None:
    with pytest.raises(CatalogUnreadable):
        Catalogs(languages, {"en": 'msgid "a"\nnonsense\n'})


def test_a_folder_without_catalogs_speaks_dutch(languages: Languages, tmp_path: Path) -> None:
    assert Catalogs.read(languages, tmp_path).find("ar", "Ja").language == "nl"


def test_fifteen_hundred_texts_in_three_languages_load_in_a_blink(languages: Languages) -> None:
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    body = "".join(
        f'#. at: script.stap{n}.say\nmsgid "Zin {n} over {{school}} in {{plaats}}."\nmsgstr "Text {n}: {{school}} at {{plaats}}."\n\n'
        for n in range(1500)
    )
    texts = dict.fromkeys(("en", "tr", "so"), head + body)
    spent = []
    for _ in range(3):
        begun = time.process_time()
        catalogs = Catalogs(languages, texts)
        spent.append(time.process_time() - begun)
    assert catalogs.find("so", "Zin 7 over {school} in {plaats}.").language == "so"
    assert min(spent) < 0.3, f"{min(spent):.2f} seconds of processor time"
