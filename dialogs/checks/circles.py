"""No way may lead back to where it began without asking anything: it would never end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from dialogs.checks.names import Names
from dialogs.checks.paths import Node, Ways
from dialogs.issues import Issue
from dialogs.script import END, Visit

_Graph = dict[Node, set[Node]]


def circles(names: Names, ways: Mapping[str, Ways]) -> Iterator[Issue]:
    """Each circle in which nothing is asked, once; across visits too. Then scripts that visit each other."""
    graph = _graph(names, ways)
    told: set[frozenset[tuple[str, str]]] = set()
    while (circle := _circle(graph)) is not None:
        graph[circle[-1]].discard(circle[-2])
        steps = frozenset((node.script, node.step) for node in circle)
        if steps not in told:
            told.add(steps)
            first = min(steps, key=lambda place: names.library.place(place[0], "steps", place[1]))
            listed = " → ".join(dict.fromkeys(node.step for node in reversed(circle)))
            yield names.issue("E402", first[0], ("steps", first[1]), steps=listed)
    yield from _visits(names)


def _graph(names: Names, ways: Mapping[str, Ways]) -> _Graph:
    """The ways on which nothing is asked; a visit also leads into the script that it visits."""
    graph: _Graph = {}
    for script, found in ways.items():
        steps = names.library.scripts[script].steps
        for edge in found.edges:
            step = steps[edge.source.step]
            if edge.kind != "asked" and edge.target.step != END:
                graph.setdefault(edge.source, set()).add(edge.target)
            if isinstance(step, Visit):
                graph.setdefault(edge.source, set()).update(ways[step.visit].entries)
    return graph


def _circle(graph: _Graph) -> list[Node] | None:
    """One circle, last to first and its first node again at the end."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        found: list[Node] = error.args[1]
        return found
    return None


def _visits(names: Names) -> Iterator[Issue]:
    """A script that comes back to itself by visits piles up; one jump too many and the pile is full."""
    visits = {name: {s.visit: n for n, s in script.steps.items() if isinstance(s, Visit)} for name, script in names.library.scripts.items()}
    told: set[str] = set()
    for script in visits:
        way = _way_back(visits, script)
        if way and not told & set(way):
            told.update(way)
            yield names.issue("W301", script, ("steps", visits[script][way[0]], "visit"), scripts=" → ".join((script, *way)))


def _way_back(visits: Mapping[str, Mapping[str, str]], script: str) -> tuple[str, ...]:
    todo: list[tuple[str, ...]] = [(name,) for name in visits[script]]
    seen: set[str] = set()
    while todo:
        way = todo.pop(0)
        if way[-1] == script:
            return way
        if way[-1] not in seen:
            seen.add(way[-1])
            todo += [(*way, name) for name in visits.get(way[-1], ())]
    return ()
