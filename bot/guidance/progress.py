"""How somebody is getting on: what stands out, what went forward, and the road with its stations."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.guidance.fact_names import Law, PipStage
from bot.guidance.learner import learner
from bot.guidance.road import road, road_in_words, station_row
from bot.guidance.signals import low_periods, signals
from bot.guidance.standing import Standing
from bot.guidance.world import World
from dialogs.guides import Advice, Gives, Person, Request, Row, Signature
from dialogs.phrase import Phrase

#: So many are told at once; who has more on their mind hears the rest the next time.
MOST_SIGNALS = 3
#: The three years have not begun.
_BEFORE_PLAN = (PipStage.nothing, PipStage.invited, PipStage.talked)


def gains(standing: Standing) -> Mapping[str, Phrase]:
    """What went forward since the first time it was told."""
    know, today, now = standing.knowledge, standing.today, standing.about
    first = learner(Person(facts={name: said[:1] for name, said in standing.person.facts.items()}))
    found: dict[str, Phrase] = {}
    if first.level is not None and now.level is not None and now.level > first.level:
        found["level"] = know.sentence("progress.gain.level", today)
    more = len((now.passed or frozenset()) - (first.passed or frozenset()))
    if first.passed is not None and more:
        found["parts"] = know.sentence("progress.gain.parts", today, aantal=more)
    return found


class ProgressGuide:
    """The guide `progress`."""

    signature = Signature(
        name="progress",
        outcomes=("fine", "attention", "unclear"),
        values={
            "signals": Gives(kind="list", fields=("teken", "gezien", "dan"), present_when=("attention",)),
            "gains": Gives(kind="list", fields=("tekst",)),
            "stations": Gives(kind="list", fields=("station", "pictogram", "state"), present_when=("fine", "attention", "unclear")),
            "road": Gives(),
            "summary": Gives(),
            "low_periods": Gives(),
        },
    )

    def __init__(self, world: World) -> None:
        """Answer from this world."""
        self._world = world

    def consult(self, request: Request) -> Advice:
        """What stands out, what went forward, and the road with its stations."""
        standing = Standing.of(request.person, self._world, request.today)
        found = signals(standing)
        outcome = "attention" if found else "fine" if _enough(standing) else "unclear"
        return Advice(
            outcome=outcome,
            values={
                "signals": tuple(signal.key for signal in found[:MOST_SIGNALS]),
                "gains": tuple(gains(standing)),
                "stations": tuple(station.key for station in road(standing)),
                "road": road_in_words(standing),
                "low_periods": low_periods(standing),
                "summary": standing.knowledge.sentence(f"progress.{_summary(standing, outcome)}", request.today),
            },
        )

    def describe(self, request: Request, value: str, keys: Sequence[str]) -> Mapping[str, Row]:
        """The rows of signals, gains or stations."""
        standing = Standing.of(request.person, self._world, request.today)
        rows: Mapping[str, Callable[[], Mapping[str, Row]]] = {
            "signals": lambda: {one.key: {"teken": one.sign, "gezien": one.seen, "dan": one.then} for one in signals(standing)},
            "gains": lambda: {key: {"tekst": phrase} for key, phrase in gains(standing).items()},
            "stations": lambda: {one.key: station_row(one) for one in road(standing)},
        }
        found = rows[value]()
        return {key: found[key] for key in keys if key in found}


def _summary(standing: Standing, outcome: str) -> str:
    """The name of the sentence that says how it is going."""
    if outcome == "unclear" and standing.decided.law is Law.wi2021 and standing.about.pip_stage in _BEFORE_PLAN:
        return "before_plan"
    if outcome == "unclear" and standing.perhaps_exempt:
        return "perhaps_exempt"
    return "finished" if outcome == "fine" and standing.finished else outcome


def _enough(standing: Standing) -> bool:
    """Whether enough is known to say that nothing stands out."""
    about = standing.about
    told = standing.finished or about.lessons is not None or about.hours_4_weeks is not None
    return standing.decided.certain and told and standing.open_parts is not None
