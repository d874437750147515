"""Reads rows of cells from a file as Dutch Excel writes it: CSV in any of its spellings, or .xlsx."""

from __future__ import annotations

import codecs
import csv
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from bot.catalogue.errors import FileRefused

MAX_MEGABYTES = 20
#: What an .xlsx may grow to when it is unpacked.
MAX_UNPACKED_MEGABYTES = 200
MAX_ROWS = 50_000
MAX_COLUMNS = 100

_MEGABYTE = 1024 * 1024
_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DELIMITERS = ";,\t"
#: What openpyxl raises on a file that only pretends; refused entities and broken XML are among them.
_BROKEN = (KeyError, IndexError, ValueError, TypeError, AttributeError, SyntaxError, EOFError, OSError)


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that is reckoned; what it would give is not taken over."""


Cell = str | Formula


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetRow:
    """One row: its number as Excel shows it, and its cells as text up to the last one that is filled."""

    number: int
    cells: tuple[Cell, ...]


def read_sheet(path: Path) -> list[SheetRow]:
    """All rows with anything in them; the first holds the headings. Raises FileRefused, OSError."""
    if path.stat().st_size > MAX_MEGABYTES * _MEGABYTE:
        raise FileRefused("too_large", most=MAX_MEGABYTES)
    content = path.read_bytes()
    if content.startswith(_OLD_EXCEL):
        raise FileRefused("old_excel")
    rows = _excel(content) if content.startswith(_ZIP) else _csv(content)
    kept = list(_kept(rows))
    if not kept:
        raise FileRefused("empty")
    return kept


def _kept(rows: Iterable[Sequence[Cell]]) -> Iterator[SheetRow]:
    for number, cells in enumerate(rows, start=1):
        if number > MAX_ROWS:
            raise FileRefused("too_many_rows", most=MAX_ROWS)
        filled = max((place for place, cell in enumerate(cells, start=1) if cell), default=0)
        if filled:
            yield SheetRow(number=number, cells=tuple(cells[:filled]))


def _csv(content: bytes) -> Iterator[list[Cell]]:
    text = _decoded(content)
    first, _, rest = text.partition("\n")
    if first.strip().casefold().startswith("sep=") and len(first.strip()) == len("sep=;"):
        delimiter, text, before = first.strip()[-1], rest, 1
    else:
        delimiter, before = max(_DELIMITERS, key=first.count), 0
    yield from [[] for _ in range(before)]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = before
    try:
        for cells in reader:
            number += 1
            yield [Formula() if cell.startswith("=") else cell.strip() for cell in cells]
    except csv.Error:
        raise FileRefused("broken_csv", row=number + 1) from None


def _decoded(content: bytes) -> str:
    encoding = next((name for bom, name in _BOMS if content.startswith(bom)), None)
    for name in (encoding,) if encoding else ("utf-8", "cp1252"):
        try:
            text = content.decode(name)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise FileRefused("not_text")


def _excel(content: bytes) -> Iterator[list[Cell]]:
    _refuse_bomb(content)
    try:
        # Not data_only: that would take over what a formula last gave, without a word.
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        try:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            for row in sheet.iter_rows(max_col=MAX_COLUMNS):
                yield [_cell(cell) for cell in row]
        finally:
            book.close()
    except (InvalidFileException, zipfile.BadZipFile, zlib.error, *_BROKEN) as error:
        raise FileRefused("broken_excel") from error


def _refuse_bomb(content: bytes) -> None:
    if not openpyxl.DEFUSEDXML:
        raise FileRefused("broken_excel")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(item.file_size for item in packed.infolist())
    except zipfile.BadZipFile as error:
        raise FileRefused("broken_excel") from error
    if unpacked > MAX_UNPACKED_MEGABYTES * _MEGABYTE:
        raise FileRefused("too_large", most=MAX_UNPACKED_MEGABYTES)


def _cell(cell: Any) -> Cell:
    if cell.data_type == "f":
        return Formula()
    match cell.value:
        case None:
            return ""
        case bool() as yes:
            return "ja" if yes else "nee"
        case datetime() as moment:
            return moment.date().isoformat()
        case date() | time() as value:
            return value.isoformat()
        case float() | int() as number:
            return _number(number * 100 if "%" in (cell.number_format or "") else number)
        case value:
            return str(value).strip()


def _number(number: float) -> str:
    rounded = round(number, 6)
    return str(int(rounded)) if float(rounded).is_integer() else str(rounded)
