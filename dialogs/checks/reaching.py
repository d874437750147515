"""Every script and every step can be reached, and every outcome of a guide leads to something that is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dialogs.checks.names import Names
from dialogs.checks.paths import Edge, Node, Ways, begins
from dialogs.conditions import Compare, names_in
from dialogs.issues import Issue
from dialogs.script import END, Consult, Visit


def reaching(names: Names, ways: Mapping[str, Ways]) -> Iterator[Issue]:
    """Scripts that nobody starts, steps that are never reached, outcomes after which nothing is said."""
    visited = {step.visit for script, _, step in names.steps() if isinstance(step, Visit) and step.visit != script}
    for script in names.library.scripts:
        if not begins(names, script) and script not in visited:
            yield names.issue("E404", script, ("script",), script=script)
    for script, name, step in names.steps():
        if not ways[script].taken.get(name):
            yield names.issue("E401", script, ("steps", name), step=name)
        elif isinstance(step, Consult) and begins(names, script):
            yield from _outcomes(names, script, name, ways[script])


def _outcomes(names: Names, script: str, name: str, ways: Ways) -> Iterator[Issue]:
    """An outcome must be named by a condition or a `go`, or else something must be said or asked after it."""
    named = _named(names, script, name)
    after: dict[Node, list[Edge]] = {}
    for edge in ways.edges:
        after.setdefault(edge.source, []).append(edge)
    for outcome in names.outcomes(script, name):
        begun = [edge.target for edge in ways.edges if edge.source.step == name and edge.outcome == outcome]
        if outcome not in named and _silent(begun, after):
            yield names.issue("E403", script, ("steps", name), step=name, outcome=outcome)


def _named(names: Names, script: str, name: str) -> set[str]:
    steps = names.library.scripts[script].steps
    go = steps[name].go
    found = set(go) if isinstance(go, dict) else set()
    for step in steps.values():
        for tested, test in names_in(step.when):
            if tested == name:
                wanted = test.is_not if isinstance(test, Compare) else test
                found |= {str(value) for value in (wanted if isinstance(wanted, list) else [wanted])}
    return found


def _silent(nodes: list[Node], after: Mapping[Node, list[Edge]]) -> bool:
    """Whether the end can be reached from one of these without a word."""
    todo, seen = list(nodes), set(nodes)
    while todo:
        node = todo.pop()
        if node.step == END:
            return True
        new = [edge.target for edge in after.get(node, []) if edge.kind == "quiet" and edge.target not in seen]
        seen.update(new)
        todo += new
    return False
