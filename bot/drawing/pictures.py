"""Which pictures and files there are, what each reads of its rows, and those rows in somebody's own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from bot.drawing.errors import RowsUnfit
from bot.language.pictures import bare, without_pictogram
from bot.language.render import Renderer
from dialogs.guides import Enclosure, Row
from dialogs.phrase import Day, Plain, Value

#: A calendar shows so many dates at most.
MOST_DATES = 3
#: More school cards than this would make a picture too tall for a phone.
MOST_SCHOOLS = 3
#: Where a station of the road can be.
STATES = ("done", "here", "next")

#: What a script may name after `picture`. Fields are phrases, but for those that are the same in every language, and days.
PICTURES: Mapping[str, Enclosure] = {
    picture.name: picture
    for picture in (
        Enclosure(name="road", fields=("station", "pictogram", "state")),
        Enclosure(name="calendar", fields=("day", "what", "pictogram")),
        Enclosure(name="school", fields=("school", "soort", "plaats", "afstand", "tijden", "prijs", "sterren", "redenen")),
        Enclosure(name="letters", fields=("letter", "layout", "pictogram")),
    )
}
#: What a script may name after `file`. A row may also have a plain `uid`, the same for the same date.
FILES: Mapping[str, Enclosure] = {"calendar": Enclosure(name="calendar", fields=("day", "what"))}

#: Words for the drawing, not for people; `state` is one of STATES.
_PLAIN = frozenset({"pictogram", "layout"})
_DAYS = frozenset({"day"})
#: Pictograms inside a sentence: the letters of the pictures do not have them.
_NOT_LETTERS = re.compile("[\u2190-\u23ff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u20e3\U0001f000-\U0001faff]+ ?")
_MOST = {"calendar": MOST_DATES, "school": MOST_SCHOOLS}


def in_words(name: str, rows: Iterable[Row], language: str, renderer: Renderer) -> dict[str, Any]:
    """One part of a sketch: plain JSON, its words as this language says them, a day as {weekday, day, month, year}.

    Raises RowsUnfit.
    """
    kept = sorted(rows, key=_date) if name == "calendar" else list(rows)
    fields = PICTURES[name].fields
    drawn = [{field: _field(field, row.get(field, ""), language, renderer) for field in fields} for row in kept[: _MOST.get(name)]]
    return {"name": name, "rows": drawn}


def _field(field: str, value: Value, language: str, renderer: Renderer) -> Any:
    if field == "state":
        return plain(value) if plain(value) in STATES else STATES[-1]
    if field in _PLAIN:
        return bare(plain(value))
    if field in _DAYS:
        return renderer.leaf(day_of(value), language)
    return _NOT_LETTERS.sub("", without_pictogram(renderer.render(value, language))).strip()


def _date(row: Row) -> str:
    return day_of(row["day"]).isoformat()


def plain(value: Value) -> str:
    """A word that is the same in every language."""
    return value.text if isinstance(value, Plain) else str(value)


def day_of(value: Value) -> date:
    """The day of a field that holds one. Raises RowsUnfit."""
    if not isinstance(value, Day):
        raise RowsUnfit
    return value.day
