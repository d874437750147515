"""Words that people with little Dutch and a small screen can read: short sentences, short buttons, a picture on each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dialogs.checks.names import Names
from dialogs.checks.texts import Text, labels_of, texts_of
from dialogs.issues import Issue
from dialogs.pictograms import parted, plain
from dialogs.script import Ask
from dialogs.sentences import Sentence

#: Letters on a button, besides its pictogram.
LONG_LABEL = 24
#: Words in a sentence.
LONG_SENTENCE = 15
#: Letters in a text.
LONG_TEXT = 300
#: Sentences in a text.
MANY_SENTENCES = 4

#: The engine's own sentences that stand on buttons.
BUTTONS = frozenset(
    {
        Sentence.yes,
        Sentence.no,
        Sentence.unknown,
        Sentence.withheld,
        Sentence.why,
        Sentence.back,
        Sentence.human,
        Sentence.done,
        Sentence.confirm_ok,
        Sentence.confirm_change,
        Sentence.forget_yes,
        Sentence.forget_no,
        Sentence.other_place,
        Sentence.check_in_later,
        Sentence.check_in_quiet,
        Sentence.resume,
        Sentence.none_of_these,
        Sentence.subject,
        Sentence.that_day,
        Sentence.this_day,
        Sentence.other_day,
        Sentence.explain,
    }
)

_SENTENCE_END = re.compile(r"(?<=[.!?:])\s+")
_FIELD = re.compile(r"\{\w+\}")


def wording(names: Names) -> Iterator[Issue]:
    """Warnings about how things are said."""
    for text in texts_of(names.library):
        if text.kind in ("button", "row") or text.step in BUTTONS:
            yield from _button(names, text)
        elif text.kind != "reason":
            yield from _hard(text)
        if text.kind == "question":
            yield from _question(text)
    for script, name, step in names.steps():
        if isinstance(step, Ask):
            yield from _twice(names, script, name, step)


def _warn(code: str, text: Text, /, **values: object) -> Issue:
    return Issue(code=code, file=text.file, line=text.line, values={name: str(value) for name, value in values.items()})


def _button(names: Names, text: Text) -> Iterator[Issue]:
    pictogram, words = parted(text.text)
    if len(words) > LONG_LABEL and not _FIELD.search(words):
        yield _warn("W101", text, text=words, length=len(words), most=LONG_LABEL)
    if not pictogram and not words.startswith("{"):
        yield _warn("W105", text, text=words)
    known = {plain(sign) for sign in names.surroundings.pictograms}
    if pictogram and known and plain(pictogram) not in known:
        yield _warn("W108", text, pictogram=pictogram)


def _hard(text: Text) -> Iterator[Issue]:
    for words in filter(None, (text.text, text.plural)):
        sentences = [part for part in _SENTENCE_END.split(words.strip()) if part]
        longest = max(sentences, key=_count, default="")
        if _count(longest) > LONG_SENTENCE:
            yield _warn("W102", text, words=_count(longest), most=LONG_SENTENCE)
        if len(words) > LONG_TEXT:
            yield _warn("W103", text, length=len(words), most=LONG_TEXT)
        if len(sentences) > MANY_SENTENCES:
            yield _warn("W104", text, count=len(sentences), most=MANY_SENTENCES)


def _count(sentence: str) -> int:
    return len([word for word in sentence.split() if any(sign.isalnum() for sign in word)])


def _question(text: Text) -> Iterator[Issue]:
    if not text.text.rstrip().endswith("?"):
        yield _warn("W106", text)


def _twice(names: Names, script: str, name: str, step: Ask) -> Iterator[Issue]:
    """Two choices of one question must not look the same to who cannot read."""
    seen: dict[str, str] = {}
    labels = {**labels_of(names.library, step, names.kind(step)), **step.aside}
    for value, label in labels.items():
        pictogram = plain(parted(label)[0])
        if pictogram and seen.setdefault(pictogram, value) != value:
            group = "aside" if value in step.aside else "options"
            yield names.issue("W107", script, ("steps", name, group, value), pictogram=pictogram)
