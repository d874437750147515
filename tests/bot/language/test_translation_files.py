"""Collecting texts, bringing catalogs up to date, and what is wrong with them; on a small house and on the real one."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.language import po
from bot.language.catalogs import Catalogs, Status, po_path
from bot.language.collecting import updated
from bot.language.coverage import TextFaults
from bot.language.faults import Fault, Forms, faults
from bot.language.languages import LOCALES, Languages
from bot.language.texts import check, extract, template_path, update

TWO = Forms(2, "(n != 1)")
ARABIC = Forms(6, "(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=0 && n%100<=2 ? 4 : 5)")
RUSSIAN = Forms(3, "(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2)")

SCRIPT = """\
script: proef
title: Proef
steps:
  hallo: {say: "Dag {naam}.", mark: warning}
  prijs: {say: "U krijgt 10% van het geld."}
  tellen: {say: {count: n, one: "{n} les", other: "{n} lessen"}}
"""
PAGE = "<h1>{{ _('Hallo') }}</h1><p>{{ _('Nog %(dagen)s dagen', dagen=days) }}</p>"

CATALOGS = sorted(LOCALES.glob("*/LC_MESSAGES/*.po"))


@pytest.fixture
def house(tmp_path: Path) -> Path:
    for folder in ("locales", "dialogs/scripts", "bot/channels/page/templates"):
        (tmp_path / folder).mkdir(parents=True)
    for name in ("babel.cfg", "languages.yaml"):
        shutil.copy(LOCALES / name, tmp_path / "locales")
    (tmp_path / "dialogs/scripts/proef.yaml").write_text(SCRIPT, "utf-8")
    (tmp_path / "bot/channels/page/templates/page.html").write_text(PAGE, "utf-8")
    return tmp_path


@pytest.fixture
def translate(house: Path) -> Callable[[str, str], None]:
    """Puts a translation after the msgid of the English catalog."""

    def put(text: str, translation: str) -> None:
        path = po_path(house / "locales", "en")
        before, found, after = path.read_text("utf-8").partition(f'msgid "{text}"\nmsgstr ""')
        assert found
        path.write_text(f'{before}msgid "{text}"\nmsgstr "{translation}"{after}', "utf-8")

    return put


def kinds(house: Path, language: str = "en") -> list[tuple[str, str, str]]:
    return [(found.grade, found.kind, found.text) for found in check(house).problems if found.language in ("", language)]


def test_the_template_holds_dialogs_and_pages_without_dates_or_line_numbers(house: Path) -> None:
    text = extract(house).read_text("utf-8")
    assert 'msgid "Dag {naam}."' in text
    assert "#. mark: warning" in text
    assert "#: dialogs/scripts/proef.yaml\n" in text
    assert 'msgid "Nog %(dagen)s dagen"' in text
    assert "Date" not in text
    assert "Generated" not in text


def test_a_per_cent_sign_is_no_field(house: Path) -> None:
    text = extract(house).read_text("utf-8")
    assert text.count("python-format") == 1


def test_a_moved_line_changes_nothing(house: Path) -> None:
    before = extract(house).read_text("utf-8")
    script = house / "dialogs/scripts/proef.yaml"
    script.write_text("# A remark.\n\n" + script.read_text("utf-8"), "utf-8")
    assert extract(house).read_text("utf-8") == before


def test_update_begins_offered_languages_and_is_stable(languages: Languages, house: Path) -> None:
    extract(house)
    paths = update(house)
    assert [path.name for path in paths] == ["wegwijzer.pot", *["wegwijzer.po"] * 3]
    before = [path.read_text("utf-8") for path in paths]
    update(house)
    assert [path.read_text("utf-8") for path in paths] == before
    assert "nplurals=6" in before[2]


def test_changed_dutch_keeps_its_old_translation_as_outdated(
    languages: Languages, house: Path, translate: Callable[[str, str], None]
) -> None:
    update(house)
    translate("Dag {naam}.", "Hello {naam}.")
    script = house / "dialogs/scripts/proef.yaml"
    script.write_text(script.read_text("utf-8").replace("Dag {naam}", "Goedendag {naam}"), "utf-8")
    update(house)
    text = po_path(house / "locales", "en").read_text("utf-8")
    assert 'msgid "Goedendag {naam}."\nmsgstr "Hello {naam}."' in text
    assert '#| msgid "Dag {naam}."' in text
    catalogs = Catalogs.read(languages, house / "locales")
    assert catalogs.status("en", "Goedendag {naam}.") is Status.outdated
    assert catalogs.find("en", "Goedendag {naam}.").language == "nl"
    assert ("error", "outdated", "Goedendag {naam}.") in kinds(house)


def test_a_translators_comment_stays(languages: Languages, house: Path, translate: Callable[[str, str], None]) -> None:
    update(house)
    translate("Dag {naam}.", "Hello {naam}.")
    path = po_path(house / "locales", "en")
    path.write_text(path.read_text("utf-8").replace("#. at: proef.hallo.say", "# draft\n#. at: proef.hallo.say"), "utf-8")
    update(house)
    assert Catalogs.read(languages, house / "locales").status("en", "Dag {naam}.") is Status.draft


def test_a_missing_text_is_an_error_only_where_it_is_marked(languages: Languages, house: Path) -> None:
    update(house)
    found = kinds(house)
    assert ("error", "missing", "Dag {naam}.") in found
    assert ("warning", "missing", "Proef") in found
    assert ("warning", "missing", "{n} les") in found


def test_another_field_is_an_error(languages: Languages, house: Path, translate: Callable[[str, str], None]) -> None:
    update(house)
    translate("Dag {naam}.", "Hello {name}.")
    assert ("error", "fields", "Dag {naam}.") in kinds(house)


def test_files_that_are_behind_are_an_error(languages: Languages, house: Path) -> None:
    assert ("error", "stale_template", "") in kinds(house)
    extract(house)
    assert ("error", "stale_catalog", "") in kinds(house)
    update(house)
    assert {kind for _, kind, _ in kinds(house)} == {"missing"}


def test_an_open_brace_in_the_dutch_is_an_error(languages: Languages, house: Path) -> None:
    script = house / "dialogs/scripts/proef.yaml"
    script.write_text(script.read_text("utf-8").replace("10% van", "{10% van"), "utf-8")
    assert ("error", "braces", "U krijgt {10% van het geld.") in kinds(house)


def test_another_rule_of_counting_than_the_language_has_is_an_error(languages: Languages, house: Path) -> None:
    update(house)
    path = po_path(house / "locales", "ar")
    text = path.read_text("utf-8")
    path.write_text(text.replace(text[text.index("nplurals") : text.index(";\\n")], "nplurals=6; plural=(n != 1)"), "utf-8")
    assert "rule" in {kind for _, kind, _ in kinds(house, "ar")}


def test_a_catalog_that_cannot_be_read_is_told_among_the_rest(languages: Languages, house: Path) -> None:
    update(house)
    po_path(house / "locales", "ar").write_text("nonsense\n", "utf-8")
    assert ("error", "unreadable", "") in kinds(house, "ar")


@pytest.mark.parametrize(
    ("ids", "strings", "forms", "expected"),
    [
        (["Dag {a}"], ["Hello {a}"], TWO, []),
        (["Dag {a}"], ["Hello"], TWO, [Fault(kind="fields", detail="a")]),
        (["Dag"], ["Hello {a}"], TWO, [Fault(kind="fields", detail="a")]),
        (["Dag %(a)s"], ["Hello"], TWO, [Fault(kind="fields", detail="a")]),
        (["Dag {a}"], ["Hello {a"], TWO, [Fault(kind="braces", detail="expected '}' before end of string")]),
        (["{n} les", "{n} lessen"], ["one lesson", "{n} lessons"], TWO, []),
        (["{n} les", "{n} lessen"], ["{n} lesson", "lessons"], TWO, [Fault(kind="fields", detail="n")]),
        (["{n} les", "{n} lessen"], ["{n} lesson"], TWO, [Fault(kind="forms", detail="1 of 2")]),
        (["{n} l", "{n} l"], ["a", "b", "c", "{n} d", "{n} e", "{n} f"], ARABIC, []),
        (["{n} l", "{n} l"], ["a", "b", "c", "d", "{n} e", "{n} f"], ARABIC, [Fault(kind="fields", detail="n")]),
        (["{n} l", "{n} l"], ["a", "{n} b", "{n} c"], RUSSIAN, [Fault(kind="fields", detail="n")]),
    ],
)
def test_fields_and_forms_are_those_of_the_dutch(ids: list[str], strings: list[str], forms: Forms, expected: list[Fault]) -> None:
    assert faults(ids, strings, forms) == expected


def test_a_text_that_comes_back_is_not_lost(languages: Languages) -> None:
    catalog = po.new("en", "English")
    catalog.add("Weg", "Gone")
    empty, full = po.new(), po.new()
    full.add("Weg")
    without = po.write(updated(catalog, empty))
    assert '#~ msgid "Weg"' in without
    assert 'msgstr "Gone"' in without


def test_the_real_files_are_in_step_with_the_dutch(languages: Languages) -> None:
    assert template_path().exists()
    assert [str(found) for found in check().problems if found.grade == "error" and found.kind not in ("missing", "outdated")] == []


def test_nothing_that_needs_care_is_untranslated_in_an_offered_language(languages: Languages) -> None:
    assert [str(found) for found in check().problems if found.grade == "error" and found.kind in ("missing", "outdated")] == []


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.parent.parent.name)
def test_gettexts_own_tool_accepts_every_catalog(path: Path, tmp_path: Path) -> None:
    tool = shutil.which("msgfmt")
    if tool is None:
        assert not os.environ.get("CI"), "msgfmt must be there in CI"
        pytest.skip("msgfmt is not installed: catalogs were not checked by it")
    result = subprocess.run([tool, "--check-format", "-o", tmp_path / "out.mo", path], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr


def test_a_check_of_scripts_hears_what_is_wrong_with_a_text(
    languages: Languages, house: Path, translate: Callable[[str, str], None]
) -> None:
    update(house)
    translate("Dag {naam}.", "Hello {name}.")
    translate("Proef", "Trial")
    found = TextFaults(Catalogs.read(languages, house / "locales"), "en")
    assert found["Dag {naam}."].kind == "broken"
    assert found["Dag {naam}."].detail == "fields naam, name"
    assert found["Hallo"].kind == "missing"
    assert found["Nergens"].kind == "missing"
    assert "Proef" not in found
    assert "Dag {naam}." in list(found)


def test_the_report_has_a_line_for_each_language(house: Path) -> None:
    update(house)
    report = check(house)
    assert report.errors == 3
    assert report.lines()[-3:] == [f"{code}: 6 texts: 6 missing, 0 outdated, 0 draft, 0 checked" for code in ("en", "ar", "ti")]
