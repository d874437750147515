"""What people in each offered language will see: broken translations, and missing ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePath

from dialogs.checks.names import Names
from dialogs.checks.surroundings import TextFault
from dialogs.extraction import Text, texts_in
from dialogs.issues import Issue


def translations(names: Names) -> Iterator[Issue]:
    """Broken is an error everywhere; missing is one where the text is marked, and a warning elsewhere."""
    for file, read in names.library.reads.items():
        for text in texts_in(read, PurePath(file).stem):
            yield from _of_text(file, text, names.surroundings.translations)


def _of_text(file: str, text: Text, translated: Mapping[str, Mapping[str, TextFault]]) -> Iterator[Issue]:
    for language, faults in translated.items():
        fault = faults.get(text.text)
        if fault is not None:
            code = "E601" if fault.kind == "broken" else "E602" if text.mark else "W201"
            values = {"language": language, "text": text.text, "detail": fault.detail, "mark": text.mark or ""}
            yield Issue(code=code, file=file, line=text.line, values=values)
