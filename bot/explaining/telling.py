"""An answer as lines to read in a terminal: each statement with its key, how sure it is, its source and the day it was checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_STEP = "  "


def told(answer: Mapping[str, Any]) -> str:
    """The answer, part by part; or what is wrong with the facts that were given."""
    if "problems" in answer:
        return "\n".join(f"{one['field']}: {one['problem']}" for one in answer["problems"])
    parts = ((name, part) for name, part in answer.items() if isinstance(part, Mapping))
    return "\n".join(line for name, part in parts for line in _part(name, part))


def _part(name: str, part: Mapping[str, Any], indent: str = "") -> Iterator[str]:
    yield f"{indent}{name}: {part['outcome']}"
    inner = indent + _STEP
    if "values" in part:
        yield from _guided(part, inner)
    else:
        yield from _statements(part.get("statements", ()), inner)
        yield from _own(part, inner)
    for within in ("mark", "recognised"):
        if part.get(within):
            yield from _part(within, part[within], inner)


def _guided(part: Mapping[str, Any], indent: str) -> Iterator[str]:
    """What a guide says: each value with the statements in it, each list row by row."""
    for name, text in _filled(part["values"]):
        yield f"{indent}{name}: {text}".replace("\n", f"\n{indent}{_STEP}")
        yield from _sources((one for one in part["statements"] if one["text"] in text), indent + _STEP)
    for name, rows in part["lists"].items():
        yield from (line for row in rows for line in _row(name, row, indent))


def _row(name: str, row: Mapping[str, Any], indent: str) -> Iterator[str]:
    yield f"{indent}{name} - {row['key']}"
    for field, text in _filled(row["fields"]):
        yield f"{indent}{_STEP}{field}: {text}".replace("\n", f"\n{indent}{_STEP * 2}")
        yield from _sources((one for one in row["statements"] if one["text"] in text), indent + _STEP * 2)


def _own(part: Mapping[str, Any], indent: str) -> Iterator[str]:
    """Parts of an answer with a form of their own."""
    for one in part.get("parts", ()):
        yield f"{indent}- {one['exam']} {one['level'] or ''}".rstrip()
        yield from _statements(one["statements"], indent + _STEP)
    for one in part.get("fitting", ()):
        yield f"{indent}{one['rank']}. {one['school']}, {one['place']}: {one['course']} ({one['points']})"
        yield from _statements([*one["reasons"], *one["cautions"]], indent + _STEP)
    for one in part.get("excluded", ()):
        yield f"{indent}x {one['school']}: {one['course']}"
        yield from _statements(one["reasons"], indent + _STEP)
    for one in part.get("rules", ()):
        yield f"{indent}- {one['rule']} {one['detail']}".rstrip() + f" ({one['because']}{', urgent' if one['urgent'] else ''})"
        yield from _statements(one["statements"], indent + _STEP)


def _statements(statements: Iterable[Mapping[str, Any]], indent: str) -> Iterator[str]:
    return (f"{indent}{one['text']}  {_source(one)}" for one in statements)


def _sources(statements: Iterable[Mapping[str, Any]], indent: str) -> Iterator[str]:
    return (f"{indent}{line}" for line in dict.fromkeys(map(_source, statements)))


def _source(one: Mapping[str, Any]) -> str:
    return f"[{one['key']}; {one['certainty']}: {one['source']}, {one['checked']}]"


def _filled(values: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Without those in which nothing is said."""
    return ((name, text) for name, text in values.items() if text)
