"""Which municipality belongs to somebody, whether it reads along, and truthfully how to reach it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time

from bot.guidance.fact_names import Law
from bot.guidance.law import ruling
from bot.guidance.learner import learner
from bot.guidance.world import TownHall, World
from dialogs.days import HOME
from dialogs.guides import Advice, Gives, Request, Row, Signature
from dialogs.phrase import Day, Joined, Plain, Value

_KNOWN = ("participating", "elsewhere")
_DUTCH = "nl"
#: When only the day of a question is known, it came during the day.
_DURING_THE_DAY = time(12)


class MunicipalityGuide:
    """The guide `municipality`."""

    signature = Signature(
        name="municipality",
        outcomes=("participating", "elsewhere", "unknown"),
        values={
            "name": Gives(present_when=_KNOWN),
            "how_to_reach": Gives(present_when=_KNOWN),
            "promise": Gives(present_when=("participating",)),
        },
    )

    def __init__(self, world: World) -> None:
        """Answer from this world."""
        self._world = world

    def consult(self, request: Request) -> Advice:
        """The municipality somebody is linked to under the new law, else the one of the home town."""
        hall = self.town_hall(request)
        if hall is None:
            return Advice(outcome="unknown")
        values: dict[str, Value] = {"name": Plain(text=hall.name, language=_DUTCH), "how_to_reach": self._reach(hall, request)}
        if not hall.participating:
            return Advice(outcome="elsewhere", values=values)
        return Advice(outcome="participating", values=values | {"promise": self._promise(hall, request)})

    def describe(self, request: Request, value: str, keys: Sequence[str]) -> Mapping[str, Row]:
        """This guide gives no lists."""
        return {}

    def town_hall(self, request: Request) -> TownHall | None:
        """The municipality of this person, also when all we know of it is its name."""
        about = learner(request.person)
        new_law = ruling(about, self._world.knowledge, request.today).law is not Law.wi2013
        key = (about.linked_place if new_law else None) or about.place
        place = self._world.places.get(key) if key else None
        if place is None:
            return None
        code, name = place.municipality.code, place.municipality.name
        return self._world.municipalities.get(code) or TownHall(code=code, name=name)

    def _reach(self, hall: TownHall, request: Request) -> Value:
        know, today = self._world.knowledge, request.today
        said = {"phone": hall.phone, "mail": hall.mail, "website": hall.website, "address": hall.address}
        values = {name: Plain(text=text) for name, text in said.items() if text}
        lines = [know.sentence(f"municipality.reach.{name}", today, **{name: value}) for name, value in values.items()]
        nothing = know.sentence("municipality.reach.town_hall", today, name=Plain(text=hall.name, language=_DUTCH))
        return Joined(items=tuple(lines or [nothing]), style="sentences")

    def _promise(self, hall: TownHall, request: Request) -> Value:
        know = self._world.knowledge
        days = hall.team.promised_days(hall.answer_days)
        asked = request.now or datetime.combine(request.today, _DURING_THE_DAY, HOME)
        day = None if days is None else hall.team.answer_day(asked, days)
        if day is None:
            return know.sentence("municipality.promise.none", request.today)
        return know.sentence("municipality.promise.day", request.today, dag=Day(day=day))
