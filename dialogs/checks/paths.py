"""Walks all ways through the scripts without running them: where one can come, and what may be known there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import reduce
from typing import Literal

from dialogs.checks.envs import Env, split
from dialogs.checks.names import NOTHING, SOME, Names, Possible, Sign
from dialogs.checks.scope import Scope, closed, visits_of
from dialogs.guides import Gives
from dialogs.script import END, AnyStep, Ask, Confirm, Consult, Forget, HandOver, Say, SayEach, Visit, following
from dialogs.walk import YES

#: More ways than this into one step are looked at as one, in which everything may be that may be in any of them.
MAX_WAYS = 80
#: More ways out of a visited script than this count as one for its visitor.
MAX_EXITS = 4

#: What happens on the way from one step to the next: an answer is waited for, something is said, or neither.
Kind = Literal["asked", "said", "quiet"]


@dataclass(frozen=True)
class Node:
    """A step reached with certain knowledge; the step `end` is the end of the script."""

    script: str
    step: str
    env: Env


@dataclass(frozen=True)
class Edge:
    """A way from one node to the next. `outcome` is what the guide said, where the step consults."""

    source: Node
    target: Node
    kind: Kind
    outcome: str = ""


@dataclass
class Ways:
    """All ways through one script."""

    #: The first step, with what may be known on each way in.
    entries: list[Node] = field(default_factory=list)
    nodes: dict[Node, None] = field(default_factory=dict)
    #: Per step, what may be known where its condition holds.
    taken: dict[str, list[Env]] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    exits: dict[Env, None] = field(default_factory=dict)
    #: The least that happens on a way from the beginning to the end.
    kind: Kind = "asked"

    def passes(self, *kinds: Kind) -> bool:
        """Whether one can come from the beginning to the end on edges of these kinds only."""
        after: dict[Node, list[Node]] = {}
        for edge in self.edges:
            if edge.kind in kinds:
                after.setdefault(edge.source, []).append(edge.target)
        todo = list(self.entries)
        seen = set(todo)
        while todo:
            node = todo.pop()
            if node.step == END:
                return True
            new = [target for target in after.get(node, []) if target not in seen]
            seen.update(new)
            todo += new
        return False


def explore(names: Names) -> dict[str, Ways]:
    """All ways through all scripts, each entered as its beginning or its visitors do."""
    return _Explorer(names).explore()


class _Explorer:
    """Goes through the scripts until nothing new is found; scripts that visit each other feed each other."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.scripts = names.library.scripts
        self.scope = Scope(names, names.reads)
        self.ways = {name: Ways() for name in self.scripts}
        #: What each script was last walked with.
        self.walked: dict[str, object] = {}
        self.entries: dict[str, dict[str, Env]] = {name: {} for name in self.scripts}
        #: Per script and step what is read from there on, and per script what it tells its visitors: worked out once.
        self.told = {name: self.scope.fills[name] & self.scope.after[name] for name in self.scripts}
        self.live = {(name, step): live | self.told[name] for name, steps in self.scope.live.items() for step, live in steps.items()}
        #: What is known after a script, with the number of its exits from which that was worked out: exits are only added.
        self.left: dict[str, tuple[int, tuple[Env, ...]]] = {}

    def explore(self) -> dict[str, Ways]:
        """Round after round, until neither the ways in nor the ways out of any script change."""
        for name in own_starts(self.names):
            self.entries[name][""] = Env({}, self.names.start)
        changed = True
        while changed:
            changed = False
            for name in self.scripts:
                changed = self._renewed(name) or changed
        return self.ways

    def _renewed(self, script: str) -> bool:
        """Walk a script whose ways in changed, or which visits a script whose ways out changed."""
        visited = sorted(visits_of(self.scripts[script]))
        now = (tuple(self.entries[script].values()), *(self._left(name) for name in visited), *(self.ways[name].kind for name in visited))
        if self.walked.get(script) == now:
            return False
        self.walked[script] = now
        self._walk(script)
        return True

    # -- one script ---------------------------------------------------------------------------------------------------

    def _walk(self, script: str) -> None:
        first = next(iter(self.scripts[script].steps))
        entries = [Node(script, first, env) for env in self.entries[script].values()]
        ways = self.ways[script] = Ways(entries=entries, exits=self.ways[script].exits)
        seen: dict[str, set[Env]] = {}
        wide: dict[str, Env] = {}
        todo = list(entries)
        while todo:
            node = todo.pop()
            if node in ways.nodes:
                continue
            ways.nodes[node] = None
            if node.step == END:
                ways.exits[node.env] = None
                continue
            for edge in self._onward(ways, node):
                target = self._narrowed(edge.target, seen, wide)
                ways.edges.append(Edge(node, target, edge.kind, edge.outcome))
                todo.append(target)
        ways.kind = "quiet" if ways.passes("quiet") else "said" if ways.passes("quiet", "said") else "asked"

    def _narrowed(self, node: Node, seen: dict[str, set[Env]], wide: dict[str, Env]) -> Node:
        """The node without what matters nowhere; from a certain number on, all of a step in one."""
        env = node.env.projected(self.live[node.script, node.step])
        known = seen.setdefault(node.step, set())
        if env not in known and len(known) >= MAX_WAYS:
            env = wide[node.step] = wide[node.step].joined(env) if node.step in wide else env
        known.add(env)
        return Node(node.script, node.step, env)

    def _onward(self, ways: Ways, node: Node) -> Iterator[Edge]:
        step = self.scripts[node.script].steps[node.step]
        held, failed = split(node.env, step.when, lambda name: self.scope.name(node.script, name))
        for env in failed:
            yield Edge(node, Node(node.script, following(self.scripts[node.script], node.step), env), "quiet")
        ways.taken.setdefault(node.step, []).extend(held)
        for env in held:
            for kind, outcome, after in self._through(node, step, env):
                yield Edge(node, Node(node.script, self._target(node, step, outcome), after), kind, outcome)

    def _target(self, node: Node, step: AnyStep, outcome: str) -> str:
        named = step.go if isinstance(step.go, str) else (step.go or {}).get(outcome)
        return named or following(self.scripts[node.script], node.step)

    # -- one step -----------------------------------------------------------------------------------------------------

    def _through(self, node: Node, step: AnyStep, env: Env) -> Iterator[tuple[Kind, str, Env]]:
        """The ways through a step whose condition holds: what happens, how it comes out, what is known then."""
        match step:
            case Ask():
                yield from self._ask(node, step, env)
            case Consult():
                yield from self._consult(node, step, env)
            case Confirm():
                yield "quiet", "", env
                yield "asked", YES, self._confirmed(step, env)
            case Visit():
                yield from self._visit(node, step, env)
            case Forget():
                yield "asked", "", env
            case HandOver(wait=wait):
                yield ("asked" if wait else "quiet"), "", env
            case Say(say=SayEach(each=each)):
                yield ("quiet" if env[each] & {None, Sign.empty} else "said"), "", env
            case Say():
                yield "said", "", env
            case _:
                yield "quiet", "", env

    def _ask(self, node: Node, step: Ask, env: Env) -> Iterator[tuple[Kind, str, Env]]:
        asked, skipped = _with_items(env, None if step.options else step.one_of)
        known = env[step.slot] - NOTHING
        if step.slot in self.names.library.facts and not step.again and known:
            yield from (("quiet", outcome, after) for outcome, after in self._answered(step, env, known))
        for one in skipped:
            yield "quiet", "", one
        for one in asked:
            yield from (("asked", outcome, after) for outcome, after in self._answered(step, one, self.names.offered(step)))
            for aside in step.aside:
                yield "asked", aside, one.filled(f"{node.script}/{node.step}", frozenset({aside}))

    def _answered(self, step: Ask, env: Env, values: Possible) -> Iterator[tuple[str, Env]]:
        """One way for each answer that `go` names, and one for the rest."""
        named = set(step.go) if isinstance(step.go, dict) else set()
        for value in sorted(str(value) for value in values & named):
            yield value, env.filled(step.slot, frozenset({value}))
        if values - named:
            yield "", env.filled(step.slot, values - named)

    def _consult(self, node: Node, step: Consult, env: Env) -> Iterator[tuple[Kind, str, Env]]:
        signature = self.names.surroundings.guides[step.consult]
        for outcome in signature.outcomes:
            after = env.filled(f"{node.script}/{node.step}", frozenset({outcome}))
            for value, slot in step.gives.items():
                after = after.filled(slot, _given(signature.values[value], outcome))
            yield "quiet", outcome, after

    def _confirmed(self, step: Confirm, env: Env) -> Env:
        """Each line may have been changed on the way."""
        for fact in step.confirm:
            for ask in self.names.asks.get(fact, []):
                env = env.filled(fact, env[fact] | self.names.offered(ask))
        return env

    def _visit(self, node: Node, step: Visit, env: Env) -> Iterator[tuple[Kind, str, Env]]:
        site, entries = f"{node.script}/{node.step}", self.entries[step.visit]
        first = next(iter(self.scripts[step.visit].steps))
        inside = env.projected(self.live[step.visit, first])
        entries[site] = entries[site].joined(inside) if site in entries else inside
        if step.visit not in self.walked:
            # Else this walk would end here, and be done again once the visited script has a way out.
            self._renewed(step.visit)
        for left in self._left(step.visit):
            after = env
            for slot in self.told[step.visit]:
                after = after.filled(slot, left[slot])
            yield self.ways[step.visit].kind, "", after

    def _left(self, script: str) -> tuple[Env, ...]:
        """What may be known when this script is done, about the slots that it fills."""
        exits = self.ways[script].exits
        number, lefts = self.left.get(script, (0, ()))
        if number != len(exits):
            lefts = tuple(dict.fromkeys(env.projected(self.told[script]) for env in exits))
            lefts = lefts if len(lefts) <= MAX_EXITS else (reduce(Env.joined, lefts),)
            self.left[script] = len(exits), lefts
        return lefts


def own_starts(names: Names) -> list[str]:
    """Scripts that begin by themselves, and those that nothing leads to, so that they are looked at as well."""
    visits = {name: visits_of(script) for name, script in names.library.scripts.items()}
    starts = [name for name in visits if begins(names, name)]
    for name in visits:
        if name not in closed(visits, starts):
            starts.append(name)
    return starts


def begins(names: Names, script: str) -> bool:
    """Whether a person or a plan can begin with this script."""
    starts = names.library.scripts[script].starts
    planned = any(plan.script == script for plan in names.library.checkins.values())
    return planned or bool(starts.command or starts.keywords or starts.anywhere or starts.occasion or starts.welcome)


def _with_items(env: Env, one_of: str | None) -> tuple[list[Env], list[Env]]:
    """With at least one item to choose, and without: then the question is skipped."""
    if one_of is None:
        return [env], []
    empty = env[one_of] & {None, Sign.empty}
    asked = [env.only(one_of, env[one_of] - empty)] if env[one_of] - empty else []
    return asked, [env.only(one_of, empty)] if empty else []


def _given(gives: Gives, outcome: str) -> Possible:
    """What a guide puts into a slot with this outcome. A list that is always there may still be without items."""
    present = not gives.present_when or outcome in gives.present_when
    if gives.kind == "list":
        empty: Possible = frozenset({Sign.empty})
        return empty if not present else SOME if gives.present_when else SOME | empty
    return SOME if present else NOTHING
