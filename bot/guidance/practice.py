"""Where somebody practises for the exams that are left: only what DUO and the makers of the state exam offer, and free."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.guidance.exam_costs import names
from bot.guidance.exam_parts import outcome
from bot.guidance.exam_registering import central, state_exam
from bot.guidance.exams import ExamPart, parts_left
from bot.guidance.standing import Standing
from bot.guidance.world import World
from dialogs.guides import Advice, Gives, Request, Row, Signature
from dialogs.phrase import Joined, Phrase, Plain, Value

_OFFICIAL, _STATE = "official", "state"


def practice(standing: Standing) -> Mapping[str, tuple[ExamPart, ...]]:
    """The places to practise with the parts that are left for them; without parts where it is not known what is left."""
    if outcome(standing) in ("unclear", "route_unknown"):
        return {_OFFICIAL: (), _STATE: ()}
    left = parts_left(standing.parts, standing.about)
    found = {_OFFICIAL: tuple(filter(central, left)), _STATE: tuple(filter(state_exam, left))}
    if standing.about.aims_higher and found[_OFFICIAL]:
        found[_STATE] = found[_STATE] or tuple(part for part in left if part.level)
    return {name: parts for name, parts in found.items() if parts}


class PracticeGuide:
    """The guide `practice`."""

    signature = Signature(
        name="practice",
        outcomes=("known", "everything", "none", "nothing_left"),
        values={
            "places": Gives(kind="list", fields=("onderdelen", "tekst", "link")),
            "text": Gives(present_when=("none", "nothing_left")),
            "warning": Gives(),
        },
    )

    def __init__(self, world: World) -> None:
        """Answer from what this world knows."""
        self._world = world

    def consult(self, request: Request) -> Advice:
        """Where to practise, per part that is left; everything while that is not known."""
        standing, know = Standing.of(request.person, self._world, request.today), self._world.knowledge
        found, known = practice(standing), outcome(standing)
        values: dict[str, Value | Sequence[str] | None] = {
            "places": tuple(found),
            "warning": know.sentence("practice.warning", request.today),
        }
        if known == "nothing_left" or not found:
            name = "nothing_left" if known == "nothing_left" else "none"
            return Advice(outcome=name, values=values | {"text": know.sentence(f"practice.{name}", request.today)})
        return Advice(outcome="known" if known == "known" else "everything", values=values)

    def describe(self, request: Request, value: str, keys: Sequence[str]) -> Mapping[str, Row]:
        """For which parts, in words, and the address as it is typed."""
        standing = Standing.of(request.person, self._world, request.today)
        found = practice(standing)
        return {key: _row(standing, key, found[key]) for key in keys if key in found}


def _row(standing: Standing, name: str, parts: Sequence[ExamPart]) -> Row:
    know, today = standing.knowledge, standing.today
    of: Joined | Phrase = names(standing, parts) if parts else know.sentence(f"practice.all.{name}", today)
    link = Plain(text=str(know.value(f"practice.link.{name}", today)))
    return {"onderdelen": of, "link": link, "tekst": know.sentence(f"practice.{name}", today, onderdelen=of, link=link)}
