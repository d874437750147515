"""Finds what is broken in one translation: other fields than its Dutch has, or too few or too many forms of number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from gettext import c2py
from typing import Literal

from bot.language.po import percent_fields
from dialogs.phrase import fields_of

#: Numbers up to here are tried to see which of them a form serves.
_TRIED = 200


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing that is broken in a translation; `detail` names the fields or the count of forms."""

    kind: Literal["fields", "forms", "braces"]
    detail: str


@dataclass(frozen=True)
class Forms:
    """How a language counts: how many forms, and the rule that chooses one, as in a catalog's header."""

    count: int
    rule: str


def faults(ids: Sequence[str], strings: Sequence[str], forms: Forms) -> list[Fault]:
    """What is broken in a translation that is there. `ids` is the Dutch: one text, or one and other."""
    expected = forms.count if len(ids) > 1 else 1
    if len(strings) != expected:
        return [Fault(kind="forms", detail=f"{len(strings)} of {expected}")]
    try:
        wanted = frozenset[str]().union(*(_fields(text) for text in ids))
        found = [_fields(text) for text in strings]
    except ValueError as error:
        return [Fault(kind="braces", detail=str(error))]
    lenient = _for_one_number(forms) if len(ids) > 1 else frozenset()
    wrong = [(have - wanted) | (frozenset() if form in lenient else wanted - have) for form, have in enumerate(found)]
    return [Fault(kind="fields", detail=", ".join(sorted(names))) for names in dict.fromkeys(wrong) if names]


@cache
def _for_one_number(forms: Forms) -> frozenset[int]:
    """The forms that serve a single number and so may leave it out: "een week" needs no figure."""
    choose = c2py(forms.rule)
    served = [choose(number) for number in range(_TRIED)]
    return frozenset(form for form in range(forms.count) if served.count(form) == 1)


def _fields(text: str) -> frozenset[str]:
    return frozenset(fields_of(text)) | percent_fields(text)
