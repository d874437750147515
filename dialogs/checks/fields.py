"""What a text shows, a form needs or a list tells must be known there, on every way that leads there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dialogs.checks.names import Names, fields_in
from dialogs.checks.paths import Ways
from dialogs.checks.texts import texts_of_step
from dialogs.issues import Issue
from dialogs.script import AnyStep, Ask, Say, SayEach, SayText, Submit


def fields(names: Names, ways: Mapping[str, Ways]) -> Iterator[Issue]:
    """Fields that may still be empty, lists that may not be looked for yet, and form fields without an answer."""
    for script, name, step in names.steps():
        yield from _of_texts(names, script, name, step, ways[script])
        yield from _of_lists(names, script, name, step, ways[script])
        if isinstance(step, Submit):
            yield from _of_form(names, script, name, step, ways[script])


def _of_texts(names: Names, script: str, name: str, step: AnyStep, ways: Ways) -> Iterator[Issue]:
    told: set[str] = set()
    for text in texts_of_step(names.library, script, name, step):
        row = names.row_fields(text.list) if text.list else frozenset()
        for field in sorted(fields_in(text) - row - told):
            if any(env.maybe_empty(field) for env in ways.taken.get(name, [])):
                told.add(field)
                yield Issue(code="E405", file=text.file, line=text.line, values={"field": field})


def _of_lists(names: Names, script: str, name: str, step: AnyStep, ways: Ways) -> Iterator[Issue]:
    match step:
        case Say(say=SayEach(each=slot)):
            path: tuple[str, ...] = ("say", "each")
        case Say(say=SayText(of=str(slot))):
            path = ("say", "of")
        case Ask(one_of=str(slot)):
            path = ("one_of",)
        case _:
            return
    if any(env.maybe_unfilled(slot) for env in ways.taken.get(name, [])):
        yield names.issue("E407", script, ("steps", name, *path), name=slot)


def _of_form(names: Names, script: str, name: str, step: Submit, ways: Ways) -> Iterator[Issue]:
    form = names.surroundings.forms[step.submit]
    for word, slot in step.with_.items():
        if form.fields[word].optional or not isinstance(slot, str) or not names.is_slot(slot):
            continue
        if any(env.maybe_unfilled(slot) for env in ways.taken.get(name, [])):
            yield names.issue("E406", script, ("steps", name, "with", word), name=slot, word=word, form=step.submit)
