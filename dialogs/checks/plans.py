"""What a plan names must be there: its script, its facts, and a guide that knows days."""

from __future__ import annotations

from collections.abc import Iterator

from dialogs.checks.names import Names
from dialogs.conditions import names_in
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


def _of_guide(names: Names, plan: str, of: DaysOf) -> Iterator[Issue]:
    signature = names.guide(of.consult)
    if signature is None:
        yield _issue(names, "E203", plan, "days_of", guide=of.consult)
        return
    gives = signature.values.get(of.list)
    if gives is None or gives.kind != "list" or DAY not in gives.fields:
        yield _issue(names, "E224", plan, "days_of", list=of.list, guide=of.consult)


def _issue(names: Names, code: str, plan: str, word: str, **values: str) -> Issue:
    line = names.library.reads[CHECKINS].line(("plans", plan, word))
    return Issue(code=code, file=CHECKINS, line=line, values=values)
