"""What the dialog files are checked against: the guides, the forms and the translations of the house around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from dialogs.guides import Enclosure, Form, Signature


@dataclass(frozen=True, kw_only=True)
class TextFault:
    """What is wrong with one text in one language; `detail` says more where it is broken."""

    kind: Literal["missing", "broken"]
    detail: str = ""


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """Everything outside the files that a script may name."""

    guides: Mapping[str, Signature] = field(default_factory=dict)
    forms: Mapping[str, Form] = field(default_factory=dict)
    #: What may go with words: pictures, and kinds of files.
    pictures: Mapping[str, Enclosure] = field(default_factory=dict)
    files: Mapping[str, Enclosure] = field(default_factory=dict)
    #: Per offered language: the Dutch text (the msgid) to what is wrong with its translation. Whole texts are left out.
    translations: Mapping[str, Mapping[str, TextFault]] = field(default_factory=dict)
    #: The pictograms that may stand on a button, to their one meaning. Empty: any may.
    pictograms: Mapping[str, str] = field(default_factory=dict)
