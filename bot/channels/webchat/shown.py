"""From committed rows to what stands on the page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from bot.language.pictures import split
from bot.messages import Button, Outgoing

#: Roles that help with a question rather than answer it: laid out more quietly, under the answers.
QUIET_ROLES = frozenset({"unknown", "withheld", "why", "explain", "back", "human"})
#: Kinds of question that are answered by typing rather than by a button.
TYPED = frozenset({"date", "number", "place", "text"})

#: More signs than this fill a phone, and a picture under them is not seen.
MOST_BEFORE_PICTURE = 200
_CALL = Markup('<a class="number" href="tel:{0}" dir="ltr">{0}</a>')
_ANCHOR = Markup('<a href="{0}" target="_blank" rel="noopener" dir="ltr">{0}</a>')
#: A web address, a Dutch telephone number, or the number for danger where nothing is counted by it.
_LINK = re.compile(
    r"(?P<address>https?://[^\s<>\"'\u2066-\u2069]+[^\s<>\"'\u2066-\u2069.,;:!?)\]])"
    r"|(?<![\w.,/-])(?<!€ )(?:0\d{2,3}-\d{4,8}(?![\w-])|112(?=[\u2069.,;:!?)]*(?:\s|$))(?! \w))"
)


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One message as it stands on the page."""

    row: Outgoing
    #: The person's own answer under it, when the house told that.
    answered: str = ""
    #: False once a later question came or the answer is given: its buttons are gone.
    open: bool = True

    @property
    def picture_first(self) -> bool:
        """Under many words nobody sees the picture: then it stands above them, for who does not read so much."""
        return len(self.row.text) > MOST_BEFORE_PICTURE


def fold(rows: Iterable[Outgoing]) -> tuple[Shown, ...]:
    """What the rows come to: changed in place, answered, and only the newest question open."""
    shown: list[Shown] = []
    for row in rows:
        match row.kind:
            case "say" | "ask":
                shown = [_closed_by(row, earlier) for earlier in shown]
                shown.append(Shown(row=row))
            case "refresh":
                shown = [replace(old, row=_refreshed(old.row, row)) if _is_about(row, old.row) else old for old in shown]
            case "answered":
                shown = [replace(old, answered=row.answered, open=False) if _is_about(row, old.row) else old for old in shown]
            case "clear":
                shown.clear()
            case "hide":
                pass  # Was meant for the pages that were open then; who comes back goes on.
    return tuple(shown)


def split_label(label: str) -> tuple[str, str]:
    """A pictogram as it is coloured, and the words after it; the pictogram is empty where the label has none."""
    first, _, rest = label.partition(" ")
    return (first, rest) if rest and split(label)[0] else ("", label)


def is_quiet(button: Button) -> bool:
    """Whether a button helps with the question rather than answers it."""
    return button.role in QUIET_ROLES


def asking_of(button: Button) -> str:
    """The part of a button's data that names the question."""
    return button.data.rpartition(":")[0]


def with_links(text: str) -> Markup:
    """The text, escaped, with each web address in it as a link, and each telephone number as one that calls."""
    parts: list[Markup] = []
    end = 0
    for match in _LINK.finditer(text):
        link = _ANCHOR if match["address"] else _CALL
        parts += [escape(text[end : match.start()]), link.format(match[0])]
        end = match.end()
    return Markup("").join([*parts, escape(text[end:])])


def _closed_by(newer: Outgoing, earlier: Shown) -> Shown:
    return replace(earlier, open=False) if newer.asking and earlier.row.asking else earlier


def _is_about(change: Outgoing, row: Outgoing) -> bool:
    if change.edits:
        return change.edits == str(row.id)
    return change.asking > 0 and change.asking == row.asking


def _refreshed(old: Outgoing, change: Outgoing) -> Outgoing:
    """The place on the page stays that of the first row."""
    return replace(change, id=old.id, kind=old.kind, edits="")
