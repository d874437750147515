"""Which names still matter from a step on, and which slots a script fills: what no one reads need not be remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from dialogs.checks.names import Names
from dialogs.script import END, AnyStep, Script, Visit, following

#: What a step reads: its script, its name, the step.
Reads = Callable[[str, str, AnyStep], Iterator[str]]
_Live = dict[str, dict[str, frozenset[str]]]


class Scope:
    """Worked out once for a library. Steps are named by script and step, slots and facts by their own name."""

    def __init__(self, names: Names, reads: Reads) -> None:
        self._names = names
        self._reads = reads
        self._scripts = names.library.scripts
        visits = {name: visits_of(script) for name, script in self._scripts.items()}
        filled = {name: {n for step in script.steps.values() for n in names.fills(step)} for name, script in self._scripts.items()}
        #: Slots that a script or one that it visits may fill.
        self.fills = {name: frozenset[str]().union(*(filled[n] for n in closed(visits, [name]))) for name in self._scripts}
        #: Per script and step: what is read there or later, until the script is done.
        self.live: _Live = {name: dict.fromkeys((*script.steps, END), frozenset()) for name, script in self._scripts.items()}
        self._settle()
        #: What is read after a script, by those that visit it.
        self.after = dict.fromkeys(self._scripts, frozenset[str]())
        self._settle_after()

    def name(self, script: str, name: str) -> str:
        """A slot or fact by its own name, a step by script and step."""
        return name if self._names.is_slot(name) else f"{script}/{name}"

    def _settle(self) -> None:
        """Backwards from the ends, round after round, until nothing more is found to be read."""
        changed = True
        while changed:
            changed = False
            for script_name, script in self._scripts.items():
                for name, step in reversed(script.steps.items()):
                    live = self._live_at(script_name, name, step)
                    changed = changed or live != self.live[script_name][name]
                    self.live[script_name][name] = live

    def _live_at(self, script: str, name: str, step: AnyStep) -> frozenset[str]:
        own = (self.name(script, read) for read in self._reads(script, name, step))
        gone = {self.name(script, filled) for filled in self._names.always_fills(name, step)}
        later = frozenset[str]().union(*(self.live[script][target] for target in _targets(self._scripts[script], name, step)))
        inside = self._first(step.visit) if isinstance(step, Visit) else frozenset[str]()
        return (later - gone).union(own, inside)

    def _first(self, script: str) -> frozenset[str]:
        return self.live[script][next(iter(self._scripts[script].steps))]

    def _settle_after(self) -> None:
        changed = True
        while changed:
            changed = False
            for script_name, script in self._scripts.items():
                for name, step in script.steps.items():
                    if isinstance(step, Visit):
                        later = self.after[script_name].union(*(self.live[script_name][t] for t in _targets(script, name, step)))
                        changed = changed or not later <= self.after[step.visit]
                        self.after[step.visit] |= later


def visits_of(script: Script) -> set[str]:
    """The scripts that this one visits."""
    return {step.visit for step in script.steps.values() if isinstance(step, Visit)}


def closed(links: Mapping[str, Iterable[str]], begin: Iterable[str]) -> set[str]:
    """Everything that can be reached on these links, with the beginning itself."""
    todo = list(begin)
    seen = set(todo)
    while todo:
        new = set(links[todo.pop()]) - seen
        seen |= new
        todo += new
    return seen


def _targets(script: Script, name: str, step: AnyStep) -> set[str]:
    named = {step.go} if isinstance(step.go, str) else set((step.go or {}).values())
    return named if isinstance(step.go, str) and step.when is None else {*named, following(script, name)}
