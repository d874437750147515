"""Compares the speed of Wegwijzer with other bots and prints a table: PYTHONPATH=tests python -m benchmarks, or make bench."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence

from benchmarks.check_ins import report
from benchmarks.contenders import CONTENDERS, FLOOR, OURS, PTB, Contender
from benchmarks.load_server import Load
from benchmarks.measuring import NotMeasured
from benchmarks.ranking import COURSES, rank
from benchmarks.rounds import compare, table

LOADS = ["busy", "thinking", "memory", "ranking", "check_ins"]
LEGEND = """
Turns a second: answered messages, each bot alone on one core. Ratio: round by round, then the median.
CPU s: per 1,000 turns; less: how many times less than the base.
MB: memory at the end. B/contact: growth of that memory per finished intake.
Lost: people without an answer. Calls: of the Bot API per turn. Server: how busy the people's own core was.
Others: the part of the bot's core that other programs used. Above a tenth, the machine was measured: measure again."""


def main() -> int:
    """Compare and print; 1 when a bot could not be measured."""
    options = _options()
    contenders = [CONTENDERS[name] for name in options.bots]
    try:
        if "busy" in options.loads:
            load = Load(people=50, think=0, warm_up=4, seconds=options.seconds)
            _show("50 people who answer at once", contenders, load, PTB.name, options)
        if "thinking" in options.loads:
            load = Load(people=500, think=6, warm_up=10, seconds=options.seconds)
            calm = [one for one in contenders if one in (FLOOR, OURS)]
            _show("500 people who think six seconds", calm, load, FLOOR.name, options)
        if "memory" in options.loads:
            load = Load(people=50, think=0, first_contacts=1000, contacts=4000)
            calm = [one for one in contenders if one in (FLOOR, OURS)]
            _show("what 4,000 more contacts leave in memory", calm, load, FLOOR.name, options)
        if "ranking" in options.loads:
            waits = rank()
            print(f"\nThe best of {COURSES:,} courses, of which usually {waits.found:.0f} fit")
            print(f"usual {waits.usual:.1f} ms, long {waits.long:.1f} ms (95 %), first in a new world {waits.first:.1f} ms")
        if "check_ins" in options.loads:
            print("\nCheck-ins")
            asyncio.run(report(people=100_000, to_come=1_000_000, due=10_000))
    except NotMeasured as failure:
        print("Not measured:", *failure.args, sep="\n", file=sys.stderr)
        return 1
    print(LEGEND)
    return 0


def _show(title: str, contenders: Sequence[Contender], load: Load, base: str, options: argparse.Namespace) -> None:
    comparison = compare(contenders, load, options.rounds, webhook=options.webhook, tell=lambda line: print(f"· {line}", file=sys.stderr))
    way = "webhook where there is one" if options.webhook else "polling"
    print(f"\n{title}; {options.rounds} rounds, {way}; ratio of turns against {base}", *table(comparison, base), sep="\n")
    if base == FLOOR.name and {FLOOR.name, OURS.name} <= set(comparison.rounds):
        p50 = comparison.difference(OURS.name, base, lambda one: one.p50) * 1000
        p99 = comparison.difference(OURS.name, base, lambda one: one.p99) * 1000
        print(f"{OURS.name} above the {base}: p50 {p50:+.1f} ms, p99 {p99:+.1f} ms")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("bots", nargs="*", default=list(CONTENDERS), help=f"which of {', '.join(CONTENDERS)}; default: all")
    parser.add_argument("--loads", nargs="+", default=LOADS, choices=LOADS)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=15.0, help="how long counting lasts, per bot and round")
    parser.add_argument("--webhook", action="store_true", help="let the server call the bots that can be called")
    return parser.parse_args()


sys.exit(main())
