"""What may be known at one point of a script: for each name the values it can have there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from datetime import date

from dialogs.checks.names import NO_VALUE, Possible, Seen, Sign
from dialogs.conditions import Compare, Condition, Test, holds
from dialogs.guides import Slot

#: Any day will do: what depends on it is a comparison of a value that is not known here.
_SOME_DAY = date(2000, 1, 1)

#: What a name can be that was not touched yet.
Start = Callable[[str], Possible]
#: By name and test: what the test gave.
Found = Mapping[tuple[str, str], Possible]
#: How the names of a condition are called in an Env: steps by script and step.
Named = Callable[[str], str]


class Env:
    """Possible values per name. Never changed; a change makes a new one."""

    __slots__ = ("_found", "_hash", "_start", "_values")

    def __init__(self, values: Mapping[str, Possible], start: Start, found: Found | None = None) -> None:
        """`start` tells what a name can be that was not touched yet; `found` what tests of a value that is not known gave."""
        self._values = values
        self._start = start
        self._found: Found = found or {}
        #: Worked out when it is looked up for the first time: most are only steps on the way to another.
        self._hash: int | None = None

    def __getitem__(self, name: str) -> Possible:
        return self._values.get(name) or self._start(name)

    def __eq__(self, other: object) -> bool:
        """Equal where everything that is known is equal."""
        return self is other or (isinstance(other, Env) and self._values == other._values and self._found == other._found)

    def __hash__(self) -> int:
        if self._hash is None:
            self._hash = hash((frozenset(self._values.items()), frozenset(self._found.items())))
        return self._hash

    def maybe_empty(self, name: str) -> bool:
        """Whether there may be no value to show."""
        return bool(self[name] & NO_VALUE)

    def maybe_unfilled(self, name: str) -> bool:
        """Whether it may not even have been asked."""
        return None in self[name]

    def filled(self, name: str, values: Possible) -> Env:
        """The name has new values; what was found out about the old ones counts no more."""
        found = {key: answer for key, answer in self._found.items() if key[0] != name}
        return Env({**self._values, name: values}, self._start, found)

    def only(self, name: str, values: Possible) -> Env:
        """The name is found to have one of fewer values."""
        return self if self._values.get(name) == values else Env({**self._values, name: values}, self._start, self._found)

    def seen(self, name: str, test: Test) -> Possible:
        """What was found out about a test of a value that is not known: holds, does not, or both."""
        return self._found.get((name, repr(test))) or frozenset({True, False})

    def found(self, name: str, test: Test, answer: bool) -> Env:
        """What such a test gave; the same test gives the same until the name is filled anew."""
        return Env(self._values, self._start, {**self._found, (name, repr(test)): frozenset({answer})})

    def projected(self, names: Set[str]) -> Env:
        """Only what is known about these names."""
        values = {name: value for name, value in self._values.items() if name in names}
        return Env(values, self._start, {key: answer for key, answer in self._found.items() if key[0] in names})

    def joined(self, other: Env) -> Env:
        """What may be known when either of the two was the way here; the same one where the other adds nothing."""
        wider = {name: here | other[name] for name, here in self._values.items() if not other[name] <= here}
        wider |= {name: there | self[name] for name, there in other._values.items() if name not in self._values and not there <= self[name]}
        both = {key: here | other._found[key] for key, here in self._found.items() if key in other._found}
        if not wider and both == self._found:
            return self
        return Env({**self._values, **wider}, self._start, both)


def split(env: Env, condition: Condition | None, named: Named) -> tuple[list[Env], list[Env]]:
    """The ways on when the condition holds, and when it does not."""
    if condition is None:
        return [env], []
    if isinstance(condition, dict):
        return _all(env, condition, named)
    held: list[Env] = []
    rest = [env]
    for mapping in condition:
        pairs = [_all(one, mapping, named) for one in rest]
        held += [one for pair in pairs for one in pair[0]]
        rest = [one for pair in pairs for one in pair[1]]
    return held, rest


def _all(env: Env, mapping: Mapping[str, Test | dict[str, Test]], named: Named) -> tuple[list[Env], list[Env]]:
    held = [env]
    failed: list[Env] = []
    for name, test in mapping.items():
        pairs = [_not(one, test, named) if isinstance(test, dict) else _one(one, named(name), test) for one in held]
        held = [one for pair in pairs for one in pair[0]]
        failed += [one for pair in pairs for one in pair[1]]
    return held, failed


def _not(env: Env, mapping: Mapping[str, Test], named: Named) -> tuple[list[Env], list[Env]]:
    held, failed = _all(env, mapping, named)
    return failed, held


def _one(env: Env, name: str, test: Test) -> tuple[list[Env], list[Env]]:
    return _where(env, name, test, True), _where(env, name, test, False)


def _where(env: Env, name: str, test: Test, wanted: bool) -> list[Env]:
    answers = {value: _answers(env, name, value, test) for value in env[name]}
    kept = frozenset(value for value, possible in answers.items() if wanted in possible)
    if not kept:
        return []
    way = env.only(name, kept)
    return [way.found(name, test, wanted) if any(len(answers[value]) > 1 for value in kept) else way]


def _answers(env: Env, name: str, value: Seen, test: Test) -> Possible:
    """How a test of this value can come out."""
    if value is not Sign.some:
        plain: Slot = 0 if isinstance(value, Sign) else value
        return frozenset({holds({name: test}, lambda _: plain, _SOME_DAY)})
    if not isinstance(test, Compare):
        wanted = set(test if isinstance(test, list) else [test])
        return frozenset({False}) if wanted <= NO_VALUE else env.seen(name, test)
    if test == Compare(known=True):
        return frozenset({True})
    return frozenset({False}) if test.known is False else env.seen(name, test)
