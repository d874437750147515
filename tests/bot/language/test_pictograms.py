"""Pictograms on buttons."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.language.errors import RegisterUnreadable
from bot.language.pictures import bare, read_pictograms, split, without_pictogram
from dialogs.extraction import texts_in
from dialogs.reading import read_yaml


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("✅ Ja", "Ja"),
        ("◐ Een beetje", "Een beetje"),
        ("↩️ Terug", "Terug"),
        ("👨‍👩‍👧 Gezin", "Gezin"),
        ("⏸ توقف", "توقف"),
        ("0️⃣ Geen school", "Geen school"),
        ("Ja", "Ja"),
        ("Een beetje", "Een beetje"),
        ("1 jaar", "1 jaar"),
        ("€ 50", "€ 50"),
    ],
)
def test_a_label_without_its_pictogram_is_its_words(label: str, words: str) -> None:
    assert without_pictogram(label) == words


def test_each_pictogram_has_one_meaning_and_each_meaning_one_pictogram(tmp_path: Path) -> None:
    assert read_pictograms()[bare("↩️")] == "back"
    path = tmp_path / "pictograms.yaml"
    path.write_text("🏫: school\n📖: school\n", "utf-8")
    with pytest.raises(RegisterUnreadable):
        read_pictograms(path)


def test_every_button_begins_with_a_pictogram_of_the_list(pytestconfig: pytest.Config) -> None:
    known = read_pictograms()
    dialogs = Path(pytestconfig.rootpath) / "dialogs"
    files = [dialogs / "facts.yaml", *sorted(dialogs.glob("scripts/*.yaml"))]
    labels = [text for file in files for text in texts_in(read_yaml(file.read_text("utf-8")), file.stem) if text.question]
    assert labels
    assert not {f"{text.place}: {text.text}" for text in labels if split(text.text)[0] not in known}
