"""Interleaved rounds: every bot in turn, again and again, so that a slow moment of the machine falls on all alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.contenders import Contender
from benchmarks.load_server import Load
from benchmarks.measuring import Measurement, measure

NAME = 12
ENOUGH_CONTACTS = 500
WIDTHS = (9, 7, 9, 9, 8, 7, 7, 11, 6, 7, 8, 8)

Figure = Callable[[Measurement], float]


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Several bots under the same load, as many times each."""

    load: Load
    #: By name of the bot, one measurement per round.
    rounds: dict[str, list[Measurement]]

    def usual(self, name: str, figure: Figure) -> float:
        """The median of a figure over the rounds."""
        return median(figure(one) for one in self.rounds[name])

    def ratio(self, name: str, other: str, figure: Figure) -> float:
        """How many times the other's figure this one's is: the median of what each round says."""
        return median(figure(one) / figure(two) for one, two in zip(self.rounds[name], self.rounds[other], strict=True))

    def difference(self, name: str, other: str, figure: Figure) -> float:
        """How much more than the other's figure this one's is: the median of what each round says."""
        return median(figure(one) - figure(two) for one, two in zip(self.rounds[name], self.rounds[other], strict=True))


def compare(
    contenders: Sequence[Contender], load: Load, rounds: int, *, webhook: bool = False, tell: Callable[[str], None] = lambda _: None
) -> Comparison:
    """Measure every bot in every round; `tell` hears who is at work."""
    measured: dict[str, list[Measurement]] = {contender.name: [] for contender in contenders}
    for number in range(rounds):
        for contender in contenders:
            tell(f"round {number + 1} of {rounds}: {contender.name}")
            measured[contender.name].append(measure(contender, load, webhook=webhook and contender.webhook))
    return Comparison(load=load, rounds=measured)


def table(comparison: Comparison, base: str) -> Iterator[str]:
    """The comparison in lines; ratios of turns a second against one of the bots."""
    titles = zip(
        ("turns/s", "ratio", "p50 ms", "p99 ms", "CPU s", "less", "MB", "B/contact", "lost", "calls", "server", "others"),
        WIDTHS,
        strict=True,
    )
    yield " " * NAME + "".join(f"{title:>{width}}" for title, width in titles)
    for name in comparison.rounds:
        ratio = comparison.ratio(name, base, lambda one: one.turns_per_second) if base in comparison.rounds else 1.0
        cells = (
            f"{comparison.usual(name, lambda one: one.turns_per_second):.0f}",
            f"{ratio:.2f}",
            f"{comparison.usual(name, lambda one: one.p50) * 1000:.1f}",
            f"{comparison.usual(name, lambda one: one.p99) * 1000:.1f}",
            f"{comparison.usual(name, lambda one: one.cpu):.2f}",
            f"{1 / comparison.ratio(name, base, lambda one: one.cpu):.2f}" if base in comparison.rounds else "-",
            f"{comparison.usual(name, lambda one: one.memory) / 1e6:.0f}",
            f"{comparison.usual(name, lambda one: one.growth):.0f}" if _enough(comparison.rounds[name]) else "-",
            f"{sum(one.lost for one in comparison.rounds[name])}",
            f"{comparison.usual(name, _calls_per_turn):.1f}",
            f"{comparison.usual(name, lambda one: one.server_busy):.0%}",
            f"{comparison.usual(name, lambda one: one.others):.0%}",
        )
        yield f"{name:{NAME}}" + "".join(f"{cell:>{width}}" for cell, width in zip(cells, WIDTHS, strict=True))


def _enough(measurements: Sequence[Measurement]) -> bool:
    """Whether so many people came and went that growth is theirs, and not that of starting up."""
    return min(one.contacts for one in measurements) >= ENOUGH_CONTACTS


def _calls_per_turn(one: Measurement) -> float:
    said = sum(count for method, count in one.calls.items() if method != "getUpdates" and not method.startswith("webhook"))
    return said / one.turns
