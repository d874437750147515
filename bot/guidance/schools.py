"""Says what is known of a school's quality mark: what it means, from which day and source, and what to do now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from bot.guidance.cards import sentences
from bot.guidance.courses import who_chooses
from bot.guidance.fact_names import Law
from bot.guidance.knowledge import Knowledge
from bot.guidance.school_names import Found, SchoolNames
from bot.guidance.searching import Search
from bot.guidance.world import VALID_MARKS, Institution, QualityMark, World
from dialogs.guides import Advice, Gives, Request, Row, Signature
from dialogs.phrase import Day, Phrase, Plain, Value

MarkOutcome = Literal["active", "aspirant", "suspended", "withdrawn", "being_checked"]
#: More schools than this nobody chooses from.
MOST_CANDIDATES = 5
_DUTCH = "nl"
_OUTCOMES: Mapping[QualityMark, MarkOutcome] = {
    QualityMark.active: "active",
    QualityMark.aspirant: "aspirant",
    QualityMark.suspended: "suspended",
    QualityMark.withdrawn: "withdrawn",
}
_STATUS = ("active", "aspirant", "suspended", "withdrawn", "being_checked")


@dataclass(frozen=True, kw_only=True, slots=True)
class MarkSaid:
    """What may be said of a school's mark."""

    outcome: MarkOutcome
    status: Phrase
    #: The day and the source of the mark, and where to look now.
    checked: Value
    #: So long ago that it may have changed.
    old: bool


def mark_said(school: Institution, knowledge: Knowledge, today: date) -> MarkSaid:
    """The status of a school. A change that nobody confirmed is *being checked*: it frightens nobody."""
    name = Plain(text=school.name, language=_DUTCH)
    outcome: MarkOutcome = "being_checked" if school.disputed else _OUTCOMES[school.mark]
    status = "being_checked" if school.disputed else school.mark.value
    old = today - school.mark_checked > timedelta(days=knowledge.value("school.mark_old_days", today))
    source = Plain(text=school.mark_source, language=_DUTCH)
    checked = knowledge.sentence("school.checked", today, dag=Day(day=school.mark_checked), bron=source)
    look = knowledge.sentence("school.old" if old else "school.look", today)
    said = knowledge.sentence(f"school.status.{status}", today, school=name)
    return MarkSaid(outcome=outcome, status=said, checked=sentences([checked, look]), old=old)


class SchoolsGuide:
    """The guide `schools`."""

    signature = Signature(
        name="schools",
        outcomes=(*_STATUS, "several", "not_found"),
        parameters={"name": "The school: its name as typed, or its key."},
        values={
            "candidates": Gives(kind="list", fields=("school", "plaats"), present_when=("several",)),
            "found": Gives(kind="list", fields=("school", "plaats"), present_when=_STATUS),
            "school": Gives(present_when=_STATUS),
            "status": Gives(present_when=_STATUS),
            "checked": Gives(present_when=_STATUS),
            "next_step": Gives(),
        },
    )

    def __init__(self, world: World) -> None:
        """Answer from this world. The names are put in order when the first is looked up."""
        self._world = world
        self._index: dict[tuple[str, ...], SchoolNames] = {}

    def consult(self, request: Request) -> Advice:
        """What is known of the school that is meant; a few to choose from when that is not sure."""
        found = self.find(request)
        know, today = self._world.knowledge, request.today
        if not found.keys:
            return Advice(outcome="not_found", values={"next_step": know.sentence("fit.unknown_school", today)})
        if len(found.keys) > 1 or not found.sure:
            next_step = know.sentence("school.next.several", today)
            return Advice(outcome="several", values={"candidates": found.keys[:MOST_CANDIDATES], "next_step": next_step})
        school = self._world.catalogue.institutions[found.keys[0]]
        said = mark_said(school, know, today)
        values: dict[str, Value | Sequence[str] | None] = {
            "found": found.keys,
            "school": Plain(text=school.name, language=_DUTCH),
            "status": said.status,
            "checked": said.checked,
            "next_step": self._next_step(Search.of(request, self._world), school),
        }
        return Advice(outcome=said.outcome, values=values)

    def describe(self, request: Request, value: str, keys: Sequence[str]) -> Mapping[str, Row]:
        """The name of each school, and the towns where it gives lessons."""
        schools = self._world.catalogue.institutions
        named = {key: Plain(text=schools[key].name, language=_DUTCH) for key in keys if key in schools}
        return {key: {"school": name, "plaats": self._towns(key)} for key, name in named.items()}

    def find(self, request: Request) -> Found:
        """Which schools are meant."""
        meant = str(request.arguments.get("name") or "")
        if meant in self._world.catalogue.institutions:
            return Found((meant,))
        return self._names(request.today).find(meant)

    def _names(self, today: date) -> SchoolNames:
        row = self._world.knowledge.find("school.shared_words", today)
        shared = tuple(row.value) if row else ()
        if shared not in self._index:
            self._index[shared] = SchoolNames({key: one.name for key, one in self._world.catalogue.institutions.items()}, shared)
        return self._index[shared]

    def _towns(self, school: str) -> Plain:
        rooms = (room for room in self._world.catalogue.locations.values() if room.institution == school)
        towns = dict.fromkeys(place.label if (place := self._world.places.get(room.place)) else room.place for room in rooms)
        return Plain(text=", ".join(towns), language=_DUTCH)

    def _next_step(self, search: Search, school: Institution) -> Phrase:
        know, today = self._world.knowledge, search.today
        if school.disputed:
            return know.sentence("school.next.being_checked", today)
        if school.mark not in VALID_MARKS:
            return know.sentence("school.next.no_new_people", today)
        own = search.law is Law.wi2013 or (search.law is Law.wi2021 and search.about.refugee is False)
        return know.sentence("school.next.may_take_people", today) if own else who_chooses(search)
