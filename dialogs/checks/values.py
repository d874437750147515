"""A value that a script writes must be one that can be: in conditions, jumps, options, forms and types."""

from __future__ import annotations

from collections.abc import Iterator

from dialogs.checks.names import Names, listed
from dialogs.checks.texts import labels_of
from dialogs.conditions import NOT, Compare, Test
from dialogs.facts import FactDefinition
from dialogs.guides import UNKNOWN, WITHHELD, Form
from dialogs.issues import Issue
from dialogs.script import END, AnyStep, Ask, Confirm, Consult, Submit
from dialogs.walk import YES

#: Questions whose answers are written out.
_CLOSED = ("choice", "yes_no")


def values(names: Names) -> Iterator[Issue]:
    """Values that cannot be."""
    for script, name, step in names.steps():
        yield from _of_name(names, script, name, step)
        yield from _of_condition(names, script, name, step)
        yield from _of_go(names, script, name, step)
        match step:
            case Ask():
                yield from _of_ask(names, script, name, step)
            case Submit(submit=form) if form in names.surroundings.forms:
                yield from _of_form(names, script, name, step, names.surroundings.forms[form])
            case _:
                continue


def _of_name(names: Names, script: str, name: str, step: AnyStep) -> Iterator[Issue]:
    """A step and a slot with one name cannot be told apart in a condition."""
    if name in (END, NOT) or (names.is_slot(name) and names.outcomes(script, name)):
        yield names.issue("E309", script, ("steps", name), name=name)


# -- conditions -------------------------------------------------------------------------------------------------------


def _of_condition(names: Names, script: str, step_name: str, step: AnyStep) -> Iterator[Issue]:
    listing = isinstance(step.when, list)
    for index, mapping in enumerate(step.when if isinstance(step.when, list) else [step.when or {}]):
        top: tuple[str | int, ...] = ("steps", step_name, "when", index) if listing else ("steps", step_name, "when")
        for name, test in mapping.items():
            if not isinstance(test, dict):
                yield from _of_test(names, script, (*top, name), name, test)
            elif name == NOT:
                for inner, inner_test in test.items():
                    yield from _of_test(names, script, (*top, name, inner), inner, inner_test)
            else:
                yield names.issue("E307", script, (*top, name), name=name, word=listed(test))


def _of_test(names: Names, script: str, path: tuple[str | int, ...], name: str, test: Test) -> Iterator[Issue]:
    allowed = names.choices(script, name)
    for value in impossible(test, allowed):
        yield names.issue("E301", script, path, name=name, value=value, allowed=listed(allowed))
    for words in ill_compared(names, name, test):
        yield names.issue("E307", script, path, name=name, word=words)


def impossible(test: Test, allowed: frozenset[str] | None) -> list[str]:
    """The values that a condition tests and that can never be."""
    wanted = test.is_not if isinstance(test, Compare) else test
    if not allowed or wanted is None:
        return []
    texts = [
        ("yes" if value else "no") if isinstance(value, bool) else str(value)
        for value in (wanted if isinstance(wanted, list) else [wanted])
    ]
    return [text for text in texts if text not in allowed]


def ill_compared(names: Names, name: str, test: Test) -> Iterator[str]:
    """A day is before or after, a number at least or at most; nothing else is. The words that do not fit."""
    if not isinstance(test, Compare) or name in names.given:
        return
    fact = names.library.facts.get(name)
    kinds = {fact.type} if fact else {names.kind(step) for step in names.asks.get(name, [])}
    if (test.before is not None or test.after is not None) and kinds != {"date"}:
        yield "before, after"
    if (test.at_least is not None or test.at_most is not None) and kinds != {"number"}:
        yield "at_least, at_most"


# -- jumps ------------------------------------------------------------------------------------------------------------


def _of_go(names: Names, script: str, name: str, step: AnyStep) -> Iterator[Issue]:
    if isinstance(step, Ask):
        for aside in step.aside:
            if not isinstance(step.go, dict) or aside not in step.go:
                yield names.issue("E308", script, ("steps", name, "aside", aside), value=aside)
    if not isinstance(step.go, dict):
        return
    allowed = _answers(names, script, name, step)
    for answer in step.go:
        if answer not in allowed:
            path = ("steps", name, "go", answer)
            yield names.issue("E302" if allowed else "E311", script, path, value=answer, allowed=listed(allowed))


def _answers(names: Names, script: str, name: str, step: AnyStep) -> frozenset[str]:
    """What `go` may tell apart after this step."""
    match step:
        case Ask():
            listed_answers = labels_of(names.library, step, names.kind(step)) if names.kind(step) in _CLOSED else {}
            closed = {str(value) for value in names.answers(step) if isinstance(value, str)}
            return frozenset({*listed_answers, *closed, *step.aside, *names.refusals(step)})
        case Consult(consult=guide) if names.guide(guide) is not None:
            return frozenset(names.outcomes(script, name))
        case Consult():
            return frozenset(step.go or {})
        case Confirm():
            return frozenset({YES})
        case _:
            return frozenset()


# -- questions and forms ----------------------------------------------------------------------------------------------


def _of_ask(names: Names, script: str, name: str, step: Ask) -> Iterator[Issue]:
    fact = names.library.facts.get(step.slot)
    kind = names.kind(step)
    if fact and step.type and step.type != fact.type:
        yield names.issue("E305", script, ("steps", name, "type"), name=step.slot, type=step.type, wanted=fact.type)
        return
    for value in step.options or {}:
        if not _fits(fact, kind, value):
            allowed = "yes, no" if kind == "yes_no" else listed(fact.values if fact else ()) or "geen"
            yield names.issue("E303", script, ("steps", name, "options", value), value=value, name=step.slot, allowed=allowed)
    if kind in ("choice", "many") and not step.one_of and not labels_of(names.library, step, kind):
        yield names.issue("E306", script, ("steps", name), name=step.slot)


def _fits(fact: FactDefinition | None, kind: str, value: str) -> bool:
    if kind == "yes_no":
        return value in ("yes", "no")
    if kind not in ("choice", "many", "text"):
        return False
    return fact is None or value in fact.values


def _of_form(names: Names, script: str, name: str, step: Submit, form: Form) -> Iterator[Issue]:
    """Words for a field, or the choices of the slot that goes into it, must be among the field's choices."""
    for word, given in step.with_.items():
        choices = form.fields[word].choices if word in form.fields else ()
        if not choices:
            continue
        slot = isinstance(given, str) and names.is_slot(given)
        possible = (names.choices(script, str(given)) or frozenset()) - {UNKNOWN, WITHHELD} if slot else {str(given)}
        for value in sorted(possible - set(choices)):
            path = ("steps", name, "with", word)
            yield names.issue("E304", script, path, value=value, word=word, form=form.name, allowed=listed(choices))
