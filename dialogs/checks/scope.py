"""Which names still matter from a step on, and which slots a script fills: what no one reads need not be remembered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dialogs.checks.names import Names
from dialogs.script import END, AnyStep, Script, Visit
from dialogs.walk import following


class Scope:
    """Worked out once for a library. Steps are named by script and step, slots and facts by their own name."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._scripts = names.library.scripts
        own = {name: frozenset[str]().union(*self._reads(name).values()) for name in self._scripts}
        filled = {name: frozenset(n for step in script.steps.values() for n in names.fills(step)) for name, script in self._scripts.items()}
        visits = {name: visits_of(script) for name, script in self._scripts.items()}
        #: What a script reads, and what the scripts that it visits read.
        self.read = {name: _gathered(own, closed(visits, [name])) for name in self._scripts}
        #: Slots that a script or one that it visits may fill.
        self.fills = {name: _gathered(filled, closed(visits, [name])) for name in self._scripts}
        #: What is read after a script, by those that visit it.
        self.after: dict[str, frozenset[str]] = dict.fromkeys(self._scripts, frozenset())
        #: What is read in a script from a step on.
        self.live = {name: self._live(name) for name in self._scripts}
        while (after := self._after()) != self.after:
            self.after = after
            self.live = {name: self._live(name) for name in self._scripts}

    def _after(self) -> dict[str, frozenset[str]]:
        after = dict.fromkeys(self._scripts, frozenset[str]())
        for name, script in self._scripts.items():
            for step_name, step in script.steps.items():
                if isinstance(step, Visit):
                    onward = _targets(script, step_name, step)
                    after[step.visit] = after[step.visit].union(*(self.live[name][target] for target in onward))
        return after

    def name(self, script: str, name: str) -> str:
        """A slot or fact by its own name, a step by script and step."""
        return name if self._names.is_slot(name) else f"{script}/{name}"

    def _reads(self, script: str) -> dict[str, frozenset[str]]:
        """Per step what it reads."""
        steps = self._scripts[script].steps
        return {name: frozenset(self.name(script, read) for read in self._names.reads(script, name, step)) for name, step in steps.items()}

    def _live(self, script: str) -> dict[str, frozenset[str]]:
        """Per step what may be read there or later."""
        steps, reads = self._scripts[script].steps, self._reads(script)
        onward = {name: _targets(self._scripts[script], name, step) - {END} for name, step in steps.items()}
        live = {END: self.after[script]}
        for name in steps:
            reached = closed(onward, [name])
            inner = [self.read[step.visit] for other in reached if isinstance(step := steps[other], Visit)]
            live[name] = self.after[script].union(*(reads[other] for other in reached), *inner)
        return live


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


def _gathered(per_script: Mapping[str, frozenset[str]], scripts: Iterable[str]) -> frozenset[str]:
    return frozenset[str]().union(*(per_script[name] for name in scripts))


def _targets(script: Script, name: str, step: AnyStep) -> set[str]:
    named = {step.go} if isinstance(step.go, str) else set((step.go or {}).values())
    return {*named, following(script, name)}
