"""Every text of an edition that a person may read, with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from dialogs.facts import SlotType
from dialogs.library import FACTS, SENTENCES, Library
from dialogs.script import AnyStep, Ask, Confirm, Forget, HandOver, Say, SayCount, SayEach, SayText

Kind = Literal["say", "question", "button", "row", "why", "reason", "fact", "sentence"]


@dataclass(frozen=True, kw_only=True)
class Text:
    """One text. `script` and `step` are empty outside scripts; `list` is the list of whose rows it tells."""

    text: str
    file: str
    line: int
    kind: Kind
    script: str = ""
    step: str = ""
    list: str | None = None
    mark: str | None = None
    #: The other form, where the text depends on a number.
    plural: str | None = None
    #: The name of that number.
    count: str | None = None


def texts_of(library: Library) -> Iterator[Text]:
    """All texts: of the scripts, then of the facts, then the engine's own."""
    for name, script in library.scripts.items():
        for step_name, step in script.steps.items():
            yield from texts_of_step(library, name, step_name, step)
    for name, fact in library.facts.items():
        yield _fact(library, fact.label, name, "label")
        for value, label in fact.values.items():
            yield _fact(library, label, name, "values", value, kind="button")
        if fact.why:
            yield _fact(library, fact.why, name, "why", kind="why")
    for key, sentence in library.sentences.items():
        yield Text(text=sentence, file=SENTENCES, line=_line(library, SENTENCES, "sentences", key), kind="sentence", step=key)


def texts_of_step(library: Library, script: str, name: str, step: AnyStep) -> Iterator[Text]:
    """The texts of one step."""

    def text(words: str, kind: Kind, *path: str, **more: str | None) -> Text:
        file, line = library.place(script, "steps", name, *path)
        return Text(text=words, file=file, line=line, kind=kind, script=script, step=name, mark=step.mark, **more)

    match step:
        case Say(say=SayText(text=words)):
            yield text(words, "say", "say", "text")
        case Say(say=SayEach(each=each, text=words)):
            yield text(words, "say", "say", "text", list=each)
        case Say(say=SayCount(count=count, one=one, other=other)):
            yield text(one, "say", "say", "one", plural=other, count=count)
        case Say(say=str(words)):
            yield text(words, "say", "say")
        case Ask():
            yield from (text(words, kind, *path, list=step.one_of if kind == "row" else None) for words, kind, path in _of_ask(step))
        case Confirm(text=str(words)):
            yield text(words, "say", "text")
        case HandOver():
            yield text(step.reason, "reason", "reason")
        case Forget():
            yield text(step.forget, "question", "forget")
        case _:
            return


def _of_ask(step: Ask) -> Iterator[tuple[str, Kind, tuple[str, ...]]]:
    yield step.ask, "question", ("ask",)
    for group, labels in (("options", step.options or {}), ("aside", step.aside)):
        for value, label in labels.items():
            yield label, "button", (group, value)
    if step.label:
        yield step.label, "row", ("label",)
    if step.why:
        yield step.why, "why", ("why",)


def labels_of(library: Library, step: Ask, kind: SlotType) -> Mapping[str, str]:
    """The choices that a question writes out itself: its own options, or else the fact's."""
    if kind not in ("choice", "many", "yes_no"):
        # Beside a text that is typed a script may offer some to choose.
        return (step.options or {}) if kind == "text" else {}
    fact = library.facts.get(step.slot)
    return step.options or (fact.values if fact and not step.one_of else {})


def _fact(library: Library, text: str, *path: str, kind: Kind = "fact") -> Text:
    return Text(text=text, file=FACTS, line=_line(library, FACTS, "facts", *path), kind=kind)


def _line(library: Library, file: str, *path: str) -> int:
    return library.reads[file].line(path) if file in library.reads else 1
