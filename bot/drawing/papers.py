"""Draws what is read on paper: a letter, a leaflet, a plan; A4, with every script that people write."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import typst

from bot.drawing.engine import fonts
from bot.drawing.errors import NotDrawn

MEDIA_TYPE = "application/pdf"
_HERE = Path(__file__).with_name("templates")


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What is to be drawn: plain JSON for one of the templates."""

    template: Literal["letter", "leaflet", "plan"]
    #: A language tag, for the reading aloud of the file.
    language: str
    values: Mapping[str, Any]


def printed(paper: Paper) -> bytes:
    """A PDF. Slow enough to belong in a thread. Raises NotDrawn, FontsMissing."""
    values = json.dumps({**paper.values, "language": paper.language.partition("_")[0]}, ensure_ascii=False)
    template = _HERE / f"paper_{paper.template}.typ"
    try:
        drawn, warnings = typst.compile_with_warnings(
            template,
            format="pdf",
            sys_inputs={"paper": values},
            root=_HERE,
            font_paths=fonts(),
            ignore_system_fonts=True,
        )
    except typst.TypstError as error:
        # The place, not the words: they may hold what a person said.
        raise NotDrawn(type(error).__name__) from None
    if warnings or not isinstance(drawn, bytes):
        raise NotDrawn(f"{len(warnings)} warnings.")
    return drawn
