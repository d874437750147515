"""What a plan names must be there: its script, its facts with values that can be, and a guide that knows days."""

from __future__ import annotations

from collections.abc import Iterator

from dialogs.checks.names import Names, listed
from dialogs.checks.values import ill_compared, impossible
from dialogs.conditions import Test, names_in
from dialogs.issues import Issue
from dialogs.library import CHECKINS
from dialogs.planning import DAY
from dialogs.plans import CheckInPlan, DaysOf


def plans(names: Names) -> Iterator[Issue]:
    """Names in plans that stand for nothing."""
    for name, plan in names.library.checkins.items():
        if plan.script not in names.library.scripts:
            yield _issue(names, "E202", name, "script", script=plan.script)
        for word, fact in _facts(plan):
            if fact not in names.library.facts:
                yield _issue(names, "E223", name, word, fact=fact)
        yield from _of_values(names, name, plan)
        if plan.days_of is not None:
            yield from _of_guide(names, name, plan.days_of)


def _facts(plan: CheckInPlan) -> Iterator[tuple[str, str]]:
    """Where in the plan a fact is named, and which."""
    if plan.since is not None:
        yield "since", plan.since
    if plan.then_every is not None and plan.then_every.fact is not None:
        yield "then_every", plan.then_every.fact
    for fact, _ in names_in(plan.when):
        yield "when", fact


def _of_values(names: Names, name: str, plan: CheckInPlan) -> Iterator[Issue]:
    """What a plan compares with; a value that can never be would hold for nobody, or for everybody."""
    tests: list[tuple[str, str, Test]] = [("when", fact, test) for fact, test in names_in(plan.when)]
    if plan.then_every is not None and plan.then_every.fact is not None:
        tests.append(("then_every", plan.then_every.fact, list(plan.then_every.values)))
    for word, fact, test in tests:
        if fact not in names.library.facts:
            continue
        allowed = names.choices("", fact)
        for value in impossible(test, allowed):
            yield _issue(names, "E301", name, word, name=fact, value=value, allowed=listed(allowed))
        for words in ill_compared(names, fact, test):
            yield _issue(names, "E307", name, word, name=fact, word=words)


def _of_guide(names: Names, plan: str, of: DaysOf) -> Iterator[Issue]:
    signature = names.guide(of.consult)
    if signature is None:
        yield _issue(names, "E203", plan, "days_of", guide=of.consult)
        return
    gives = signature.values.get(of.list)
    if gives is None or gives.kind != "list" or DAY not in gives.fields:
        yield _issue(names, "E224", plan, "days_of", list=of.list, guide=of.consult)


def _issue(names: Names, code: str, plan: str, word: str, /, **values: str) -> Issue:
    line = names.library.reads[CHECKINS].line(("plans", plan, word))
    return Issue(code=code, file=CHECKINS, line=line, values=values)
