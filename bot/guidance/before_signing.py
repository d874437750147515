"""What to ask a school before signing, the most important first, and three tricks to say no to, chosen for the law that holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.guidance.fact_names import Law
from bot.guidance.searching import Search
from bot.guidance.world import World
from dialogs.guides import Advice, Gives, Request, Row, Signature

QUESTIONS = "school.question."
TRICKS = "fraud.trick."
MOST_TRICKS = 3

_PREFIXES = {"questions": QUESTIONS, "tricks": TRICKS}


class BeforeSigningGuide:
    """The guide `before_signing`."""

    signature = Signature(
        name="before_signing",
        outcomes=("told",),
        values={name: Gives(kind="list", fields=("text",)) for name in ("questions", "tricks")},
    )

    def __init__(self, world: World) -> None:
        """Answer from what this world knows."""
        self._world = world

    def consult(self, request: Request) -> Advice:
        """Questions and tricks that matter to this person."""
        search = Search.of(request, self._world)
        tricks = self._keys(search, TRICKS)[:MOST_TRICKS]
        return Advice(outcome="told", values={"questions": self._keys(search, QUESTIONS), "tricks": tricks})

    def describe(self, request: Request, value: str, keys: Sequence[str]) -> Mapping[str, Row]:
        """The sentence of each."""
        known = set(self._world.knowledge.keys(_PREFIXES[value], request.today))
        return {key: {"text": self._world.knowledge.sentence(key, request.today)} for key in keys if key in known}

    def _keys(self, search: Search, prefix: str) -> tuple[str, ...]:
        """A row names for whom it is (`own_choice`, `municipality`) and its place in the list there."""
        situation = _situation(search)
        know = self._world.knowledge
        places = {key: know.value(key, search.today).get(situation) for key in know.keys(prefix, search.today)}
        return tuple(sorted((key for key, place in places.items() if place is not None), key=lambda key: places[key]))


def _situation(search: Search) -> str:
    if search.paid_by_municipality:
        return "municipality"
    own = search.law is Law.wi2013 or (search.law is Law.wi2021 and search.about.refugee is False)
    return "own_choice" if own else "unclear"
