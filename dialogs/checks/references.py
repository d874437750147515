"""Everything that a script names must be there: steps, scripts, guides, forms, plans, slots, fields, sentences."""

from __future__ import annotations

from collections.abc import Iterator

from dialogs.checks.enclosures import enclosures
from dialogs.checks.names import Names, fields_in, listed
from dialogs.checks.texts import Text, texts_of, texts_of_step
from dialogs.conditions import NOT, Condition, names_in
from dialogs.guides import Form, Signature
from dialogs.issues import Issue
from dialogs.library import SENTENCES
from dialogs.phrase import fields_of
from dialogs.script import END, AnyStep, Ask, Confirm, Consult, Remind, Say, Submit, Visit
from dialogs.sentences import Sentence
from dialogs.walk import PLACES

#: The fields that the engine fills in its own sentences.
SENTENCE_FIELDS = {
    Sentence.code_mail: {"code", "minutes"},
    Sentence.confirm_change: {"label"},
    Sentence.confirm_line: {"label", "value"},
    Sentence.number_needed: {"at_least", "at_most"},
    Sentence.person_named: {"name"},
    Sentence.person_unnamed: {"number"},
    Sentence.person_waiting: {"name"},
    Sentence.person_greeting: {"name"},
    Sentence.said_with_help: {"value"},
    Sentence.said_by_municipality: {"value"},
    Sentence.subject: {"title"},
    Sentence.resume: {"title"},
    Sentence.perhaps_day: {"day"},
    Sentence.this_day: {"day"},
}


def references(names: Names) -> Iterator[Issue]:
    """Names that stand for nothing."""
    for script, name, step in names.steps():
        yield from _of_step(names, script, name, step)
        yield from _of_condition(names, script, name, step.when)
        yield from _of_go(names, script, name, step)
        for text in texts_of_step(names.library, script, name, step):
            yield from _of_fields(names, text)
    yield from _outside_scripts(names)


def _of_step(names: Names, script: str, name: str, step: AnyStep) -> Iterator[Issue]:
    here = ("steps", name)
    library = names.library
    match step:
        case Visit(visit=visit) if visit not in library.scripts:
            yield names.issue("E202", script, (*here, "visit"), script=visit)
        case Remind(remind=plan) if plan not in library.checkins:
            yield names.issue("E205", script, (*here, "remind"), plan=plan)
        case Consult(consult=guide):
            signature = names.guide(guide)
            if signature is None:
                yield names.issue("E203", script, (*here, "consult"), guide=guide)
            else:
                yield from _of_guide(names, script, name, step, signature)
        case Submit(submit=form):
            if form in names.surroundings.forms:
                yield from _of_form(names, script, name, step, names.surroundings.forms[form])
            else:
                yield names.issue("E204", script, (*here, "submit"), form=form)
        case Say():
            yield from enclosures(names, script, name, step)
        case Ask():
            yield from _of_ask(names, script, name, step)
        case Confirm(confirm=facts):
            yield from _of_confirm(names, script, name, facts)
        case _:
            return


def _of_ask(names: Names, script: str, name: str, step: Ask) -> Iterator[Issue]:
    if step.one_of and not names.is_list(step.one_of):
        yield names.issue("E212", script, ("steps", name, "one_of"), name=step.one_of)
    if step.about and not names.is_slot(step.about):
        yield names.issue("E222", script, ("steps", name, "about"), name=step.about)
    if names.kind(step) == "place" and PLACES not in names.surroundings.guides:
        yield names.issue("E203", script, ("steps", name), guide=PLACES)


def _of_confirm(names: Names, script: str, name: str, facts: list[str]) -> Iterator[Issue]:
    asked = {step.slot for step in names.library.scripts[script].steps.values() if isinstance(step, Ask)}
    for index, fact in enumerate(facts):
        path = ("steps", name, "confirm", index)
        if fact not in names.library.facts:
            yield names.issue("E214", script, path, name=fact)
        elif fact not in asked:
            yield names.issue("E310", script, path, name=fact)


def _of_guide(names: Names, script: str, name: str, step: Consult, signature: Signature) -> Iterator[Issue]:
    for parameter in step.with_:
        if parameter not in signature.parameters:
            known = listed(signature.parameters) or "geen"
            yield names.issue("E208", script, ("steps", name, "with", parameter), word=parameter, guide=signature.name, known=known)
    for value in step.gives:
        if value not in signature.values:
            known = listed(signature.values) or "niets"
            yield names.issue("E209", script, ("steps", name, "gives", value), word=value, guide=signature.name, known=known)


def _of_form(names: Names, script: str, name: str, step: Submit, form: Form) -> Iterator[Issue]:
    for word in step.with_:
        if word not in form.fields:
            known = listed(form.fields) or "geen"
            yield names.issue("E210", script, ("steps", name, "with", word), word=word, form=form.name, known=known)
    for word, field in form.fields.items():
        if word not in step.with_ and not field.optional:
            yield names.issue("E211", script, ("steps", name), word=word, form=form.name)


def _of_condition(names: Names, script: str, step: str, condition: Condition | None) -> Iterator[Issue]:
    for name, _ in names_in(condition):
        if not names.is_slot(name) and not names.outcomes(script, name) and not _broken_consult(names, script, name):
            yield names.issue("E207", script, _place(condition, step, name), name=name)


def _place(condition: Condition | None, step: str, name: str) -> tuple[str | int, ...]:
    """Where a condition tests this name."""
    for index, mapping in enumerate(condition if isinstance(condition, list) else [condition or {}]):
        top = ("steps", step, "when", index) if isinstance(condition, list) else ("steps", step, "when")
        inner = mapping.get(NOT)
        if name in mapping:
            return (*top, name)
        if isinstance(inner, dict) and name in inner:
            return (*top, NOT, name)
    return ("steps", step, "when")


def _broken_consult(names: Names, script: str, name: str) -> bool:
    """A step that consults a guide that is not there has an issue already."""
    step = names.library.scripts[script].steps.get(name)
    return isinstance(step, Consult) and names.guide(step.consult) is None


def _of_go(names: Names, script: str, name: str, step: AnyStep) -> Iterator[Issue]:
    steps = names.library.scripts[script].steps
    targets = {(): step.go} if isinstance(step.go, str) else {(answer,): target for answer, target in (step.go or {}).items()}
    for path, target in targets.items():
        if target != END and target not in steps:
            yield names.issue("E201", script, ("steps", name, "go", *path), step=target)


def _of_fields(names: Names, text: Text) -> Iterator[Issue]:
    here = {"file": text.file, "line": text.line}
    for words in (text.text, text.plural or ""):
        try:
            list(fields_of(words))
        except ValueError as error:
            yield Issue(code="E216", values={"problem": str(error), "text": words}, **here)  # type: ignore[arg-type]
            return
    row = names.row_fields(text.list) if text.list else frozenset()
    for field in sorted(fields_in(text) - row):
        if not names.is_slot(field):
            known = listed(row) if text.list else ""
            yield Issue(code="E217" if known else "E213", values={"field": field, "known": known}, **here)  # type: ignore[arg-type]


def _outside_scripts(names: Names) -> Iterator[Issue]:
    library = names.library
    for text in texts_of(library):
        if text.kind == "sentence" and text.step not in Sentence.__members__:
            yield Issue(code="E215", file=text.file, line=text.line, values={"name": text.step})
        elif not text.script:
            yield from _of_fixed_fields(text)
    for key in Sentence:
        if key not in library.sentences:
            yield Issue(code="E206", file=SENTENCES, line=1, values={"name": key})


def _of_fixed_fields(text: Text) -> Iterator[Issue]:
    """Facts have no fields, and the engine's sentences only those that it fills."""
    allowed = SENTENCE_FIELDS.get(Sentence(text.step), set()) if text.kind == "sentence" else set()
    try:
        unknown = set(fields_of(text.text)) - allowed
    except ValueError as error:
        yield Issue(code="E216", file=text.file, line=text.line, values={"problem": str(error), "text": text.text})
        return
    for field in sorted(unknown):
        yield Issue(code="E213", file=text.file, line=text.line, values={"field": field})
