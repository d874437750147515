"""Files as Dutch Excel writes them, and files that only pretend."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bot.catalogue import FileRefused
from bot.catalogue.sheets import MAX_MEGABYTES, MAX_UNPACKED_MEGABYTES, Formula, SheetRow, read_sheet

TEXT = "school;plaats\nDe Brug;Zwolle\nCafé Taal;’s-Hertogenbosch\n"


def written(folder: Path, content: bytes, name: str = "file.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def excel(folder: Path, *rows: list[Any], percent: tuple[int, int] | None = None) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if percent:
        book.active.cell(*percent).number_format = "0%"
    path = folder / "file.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_every_encoding_of_excel_is_read(tmp_path: Path, encoding: str) -> None:
    marked = "\ufeff" + TEXT if encoding == "utf-16-le" else TEXT
    rows = read_sheet(written(tmp_path, marked.encode(encoding)))
    assert [row.cells for row in rows] == [("school", "plaats"), ("De Brug", "Zwolle"), ("Café Taal", "’s-Hertogenbosch")]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_every_delimiter_is_seen_and_cells_may_hold_it(tmp_path: Path, delimiter: str) -> None:
    rows = read_sheet(written(tmp_path, f'a{delimiter}b\r\n"x{delimiter}y"{delimiter}"zegt ""ja"""\r\n'.encode()))
    assert rows[1].cells == (f"x{delimiter}y", 'zegt "ja"')


def test_the_line_by_which_excel_names_the_delimiter_is_no_row_but_counts(tmp_path: Path) -> None:
    rows = read_sheet(written(tmp_path, b"sep=,\na,b\n1;2,3\n"))
    assert [(row.number, row.cells) for row in rows] == [(2, ("a", "b")), (3, ("1;2", "3"))]


def test_empty_rows_are_passed_over_and_numbers_stay_those_of_excel(tmp_path: Path) -> None:
    rows = read_sheet(written(tmp_path, b"a;b\n;\n\n1;2\n"))
    assert [row.number for row in rows] == [1, 4]


def test_a_cell_with_two_lines_is_one_row(tmp_path: Path) -> None:
    rows = read_sheet(written(tmp_path, b'a;b\n"1\n1";2\n3;4\n'))
    assert [row.number for row in rows] == [1, 2, 3]


def test_a_formula_is_seen_in_csv_and_in_excel(tmp_path: Path) -> None:
    assert read_sheet(written(tmp_path, b"a\n=1+1\n"))[1].cells == (Formula(),)
    assert read_sheet(excel(tmp_path, ["a"], ["=1+1"]))[1].cells == (Formula(),)


def test_cells_of_excel_become_text(tmp_path: Path) -> None:
    path = excel(
        tmp_path,
        ["a"] * 8,
        [date(2026, 11, 2), datetime(2026, 11, 2, 10, tzinfo=UTC).replace(tzinfo=None), time(9), 12, 12.5, 0.2, True, None],
        percent=(2, 6),
    )
    assert read_sheet(path)[1].cells == ("2026-11-02", "2026-11-02", "09:00:00", "12", "12.5", "20", "ja")


@pytest.mark.parametrize("content", [b"", b"\n\n", b";;\n"])
def test_an_empty_file_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(FileRefused) as refused:
        read_sheet(written(tmp_path, content))
    assert refused.value.code == "empty"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xd0\xcf\x11\xe0 old", "old_excel"),
        (b"PK\x03\x04 broken", "broken_excel"),
        (b'a;b\n"open', "broken_csv"),
        (b"a\x00b\n", "not_text"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(tmp_path: Path, content: bytes, code: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read_sheet(written(tmp_path, content))
    assert refused.value.code == code
    assert refused.value.message


def test_a_file_that_is_too_large_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(MAX_MEGABYTES * 1024 * 1024 + 1)
    with pytest.raises(FileRefused) as refused:
        read_sheet(path)
    assert refused.value.code == "too_large"


def packed(**files: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, inner in files.items():
            archive.writestr(name, inner)
    return content.getvalue()


def test_an_excel_file_that_grows_too_large_is_not_unpacked(tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refused:
        read_sheet(written(tmp_path, packed(sheet=bytes((MAX_UNPACKED_MEGABYTES + 1) * 1024 * 1024))))
    assert refused.value.code == "too_large"


def test_an_archive_that_is_no_excel_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refused:
        read_sheet(written(tmp_path, packed(letter=b"hello")))
    assert refused.value.code == "broken_excel"


def test_an_excel_file_with_entities_is_refused(tmp_path: Path) -> None:
    good = excel(tmp_path, ["a"], ["b"])
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><workbook>&a;</workbook>'
    content = io.BytesIO()
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(content, "w") as target:
        for item in source.infolist():
            target.writestr(item.filename, bomb if item.filename == "xl/workbook.xml" else source.read(item.filename))
    with pytest.raises(FileRefused) as refused:
        read_sheet(written(tmp_path, content.getvalue()))
    assert refused.value.code == "broken_excel"


def test_csv_and_excel_give_the_same_rows(tmp_path: Path) -> None:
    from_csv = read_sheet(written(tmp_path, TEXT.encode()))
    assert read_sheet(excel(tmp_path, *[line.split(";") for line in TEXT.splitlines()])) == from_csv
    assert from_csv[0] == SheetRow(number=1, cells=("school", "plaats"))
