"""Reads a YAML file into plain data, and remembers on which line everything stood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

#: An author's file is a few kilobytes; anything beyond this is a mistake or an attack.
MAX_CHARACTERS = 400_000
MAX_DEPTH = 20
#: Documents whose answer is remembered: two editions, and a draft.
MAX_REMEMBERED = 128

Path = tuple[str | int, ...]


class Unreadable(Exception):
    """The file is not YAML that can be read."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(problem)
        self.line = line
        self.problem = problem


@dataclass(frozen=True)
class Read:
    """Plain data and, per path into it, the line (from 1) on which it begins."""

    data: Any
    lines: Mapping[Path, int]

    def line(self, path: Sequence[str | int]) -> int:
        """The line of this path, or of the nearest thing around it."""
        known = tuple(path)
        while known and known not in self.lines:
            known = known[:-1]
        return self.lines.get(known, 1)


@lru_cache(maxsize=MAX_REMEMBERED)
def read_yaml(text: str) -> Read:
    """Read one document. The same text gives the same, remembered answer: leave its data as they are.

    Raises Unreadable with the line where the text is no YAML, repeats a key, uses anchors or tags, or is too large or deep.
    """
    if len(text) > MAX_CHARACTERS:
        raise Unreadable(1, "too large")
    try:
        loaded = _parser().load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Unreadable(mark.line + 1 if mark else 1, str(error.problem or error)) from error
    except (YAMLError, ValueError, RecursionError) as error:
        raise Unreadable(1, str(error).splitlines()[0]) from error
    lines: dict[Path, int] = {(): 1}
    return Read(_plain(loaded, (), lines), lines)


def _parser() -> YAML:
    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _plain(node: Any, path: Path, lines: dict[Path, int]) -> Any:
    if len(path) > MAX_DEPTH:
        raise Unreadable(lines.get(path[:1], 1), "too deep")
    if getattr(node, "anchor", None) is not None and node.anchor.value is not None:
        raise Unreadable(lines.get(path, 1), "anchors are not used here")
    if getattr(getattr(node, "tag", None), "value", None) is not None:
        raise Unreadable(lines.get(path, 1), "tags are not used here")
    match node:
        case CommentedMap():
            return {str(key): _child(node, key, (*path, str(key)), lines) for key in node}
        case CommentedSeq():
            return [_child(node, index, (*path, index), lines) for index in range(len(node))]
        case bool() | None:
            return node
        case int():
            return int(node)
        case float():
            return float(node)
        case str():
            return str(node)
        case _:
            return node


def _child(node: Any, key: Any, path: Path, lines: dict[Path, int]) -> Any:
    place = node.lc.key(key) if isinstance(node, CommentedMap) else node.lc.item(key)
    lines[path] = place[0] + 1
    return _plain(node[key], path, lines)
