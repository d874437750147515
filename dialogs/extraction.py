"""Finds every text for people in the dialog files, so that it can be translated."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO, Any

from dialogs.phrase import fields_of
from dialogs.reading import Path, Read, read_yaml
from dialogs.script import Starts

#: Keywords are translated apart from the same word on a screen: a translation may hold several, with commas between.
KEYWORD = "keyword"


@dataclass(frozen=True, kw_only=True)
class Text:
    """One text, where it stands, and what a translator needs to know about it."""

    line: int
    text: str
    plural: str | None = None
    context: str | None = None
    #: File, step and key: stays the same when the words change.
    place: str
    #: Of a button: the question above it.
    question: str | None = None
    #: Special care: warning, deciding, consent, money, term.
    mark: str | None = None

    @property
    def comments(self) -> list[str]:
        """What the translator is told."""
        told = (("at", self.place), ("question", self.question), ("mark", self.mark))
        return [f"{name}: {value}" for name, value in told if value]


@dataclass(frozen=True, kw_only=True)
class _Keys:
    """Which keys of a kind of file hold texts."""

    texts: frozenset[str] = frozenset()
    #: Keys that hold a mapping of names to texts.
    maps: frozenset[str] = frozenset()
    #: Keys below which nothing is for people to read.
    closed: frozenset[str] = frozenset()


#: The kind of a file is told by the key at its top.
_KINDS: Mapping[str, _Keys] = {
    "script": _Keys(
        texts=frozenset({"title", "say", "ask", "text", "why", "label", "forget"}),
        maps=frozenset({"options", "aside"}),
        closed=frozenset({"starts", "when", "with", "gives", "go"}),
    ),
    "facts": _Keys(texts=frozenset({"label", "why"}), maps=frozenset({"values"}), closed=frozenset({"legal_basis"})),
    "plans": _Keys(texts=frozenset({"title"})),
    "rows": _Keys(texts=frozenset({"text"}), closed=frozenset({"value"})),
    "sentences": _Keys(maps=frozenset({"sentences"})),
}
#: Keys that only group; they say nothing in the name of a place.
_GROUPS = ("steps", "rows", "facts", "plans", "sentences")


def extract(
    fileobj: IO[bytes], keywords: Mapping[str, Any], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[tuple[int, str, str | tuple[str, ...], list[str]]]:
    """The plug-in for `babel.extractors`: line, gettext function, texts, comments.

    Raises Unreadable where the file is no YAML.
    """
    name = PurePath(getattr(fileobj, "name", "")).stem
    for found in texts_in(read_yaml(fileobj.read().decode("utf-8")), name):
        match found:
            case Text(context=str(context), text=text):
                yield found.line, "pgettext", (context, text), found.comments
            case Text(plural=str(plural), text=text):
                yield found.line, "ngettext", (text, plural), found.comments
            case _:
                yield found.line, "gettext", found.text, found.comments


def texts_in(read: Read, name: str) -> Iterator[Text]:
    """The texts of one file in the order of its lines; `name` is the file's, without folder and ending."""
    if not isinstance(read.data, dict):
        return
    keys = next((keys for kind, keys in _KINDS.items() if kind in read.data), None)
    if keys is not None:
        yield from _keywords(read, name)
        yield from _Walk(read, name, keys).below(read.data, ())


def _keywords(read: Read, name: str) -> Iterator[Text]:
    starts = read.data.get("starts")
    if not isinstance(starts, dict):
        return
    for keyword in Starts.model_validate(starts).keywords:
        yield Text(line=read.line(("starts", "keywords")), text=keyword, context=KEYWORD, place=f"{name}.keywords")


class _Walk:
    """Walks through one file."""

    def __init__(self, read: Read, name: str, keys: _Keys) -> None:
        self._read = read
        self._name = name
        self._keys = keys

    def below(self, node: Any, path: Path, around: Mapping[str, str] | None = None) -> Iterator[Text]:
        """The texts of a node; `around`: the question and the mark of the step that it belongs to."""
        match node:
            case dict():
                yield from self._mapping(node, path, around or {})
            case list():
                for index, item in enumerate(node):
                    yield from self.below(item, (*path, index), around)

    def _mapping(self, node: Mapping[str, Any], path: Path, around: Mapping[str, str]) -> Iterator[Text]:
        mark = node.get("mark", around.get("mark"))
        if isinstance(node.get("one"), str) and isinstance(node.get("other"), str):
            yield self._text(node["one"], (*path, "one"), mark, plural=node["other"])
        for key, value in node.items():
            below = (*path, key)
            if key in self._keys.closed:
                continue
            if key in self._keys.maps and isinstance(value, dict):
                question = node.get("ask") or node.get("label")
                labels = ((name, label) for name, label in value.items() if isinstance(label, str) and _has_words(label))
                yield from (self._text(label, (*below, name), mark, question=question) for name, label in labels)
            elif isinstance(value, str):
                if key in self._keys.texts and _has_words(value):
                    plural = node.get("plural") if key == "text" else None
                    yield self._text(value, below, mark, plural=plural if isinstance(plural, str) else None)
            else:
                yield from self.below(value, below, {"mark": mark} if mark else {})

    def _text(self, text: str, path: Path, mark: str | None, *, plural: str | None = None, question: str | None = None) -> Text:
        return Text(line=self._read.line(path), text=text, plural=plural, place=self._place(path), question=question, mark=mark)

    def _place(self, path: Path) -> str:
        """The path in words: an item of a list is called by its own key."""
        names: list[str] = [self._name]
        node: Any = self._read.data
        for part in path:
            node = node[part]
            if isinstance(part, int):
                names.append(str(node.get("key", part)) if isinstance(node, dict) else str(part))
            elif part not in _GROUPS or len(names) > 1:
                names.append(part)
        return ".".join(names)


def _has_words(text: str) -> bool:
    """Whether anything is left to translate beside the fields."""
    try:
        fields = list(fields_of(text))
    except ValueError:
        return True
    for field in fields:
        text = text.replace("{" + field + "}", "")
    return any(sign.isalpha() for sign in text)
