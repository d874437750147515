"""Which languages a browser asks for, and which of ours comes nearest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

#: More than this nobody reads.
MAX_TAGS = 10

_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


def asked_for(header: str) -> tuple[str, ...]:
    """Language tags of an Accept-Language header, most wanted first; what is no tag is left out."""
    weighed: list[tuple[float, str]] = []
    for part in header.split(",")[: 2 * MAX_TAGS]:
        tag, _, parameter = part.strip().partition(";")
        weight = _weight(parameter)
        if weight > 0 and _TAG.fullmatch(tag.strip()):
            weighed.append((weight, tag.strip()))
    ordered = sorted(weighed, key=lambda pair: -pair[0])
    return tuple(tag for _, tag in ordered[:MAX_TAGS])


def nearest(tags: Iterable[str], offered: Sequence[str]) -> str:
    """The offered code that fits the first fitting tag; the first offered where none fits."""
    by_tag = {html_tag(code).lower(): code for code in offered}
    for tag in tags:
        primary = tag.lower().partition("-")[0]
        found = by_tag.get(tag.lower()) or by_tag.get(primary)
        if found:
            return found
    return offered[0]


def html_tag(code: str) -> str:
    """A catalog's language code as HTML writes it: `fa_AF` is `fa-AF`."""
    return code.replace("_", "-")


def _weight(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
