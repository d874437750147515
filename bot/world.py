"""The world that the guides look at: an immutable snapshot, made anew when the data behind it changed."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import date

from bot.guidance.binding import guides
from bot.guidance.cards import course_label
from bot.guidance.knowledge import Knowledge
from bot.guidance.municipality import MunicipalityGuide
from bot.guidance.own_data import OwnConsentsGuide, OwnDataGuide
from bot.guidance.phones import MyNameHereGuide, NewJoinCodeGuide, PersonsHereGuide, TypedJoinCodeGuide
from bot.guidance.places import Places, PlacesGuide
from bot.guidance.tongues import LanguagesGuide
from bot.guidance.world import Catalogue, TownHall, World
from bot.snapshot import catalogue_of, team_of, town_hall_of
from dialogs.guides import Guide, Person, Request, Slot
from dialogs.library import Library
from dialogs.phrase import Plain
from storage import catalogue, habits, municipalities, revisions
from storage.database import Database, Service
from storage.habits import Worker

log = logging.getLogger(__name__)


class Worlds:
    """Holds the newest world, and the guides that see it with the knowledge of the newest edition."""

    def __init__(self, database: Database, languages: LanguagesGuide, places: Places) -> None:
        self._database = database
        self._languages = languages
        self._places = places
        self._revision = (-1, -1)
        self._catalogue = Catalogue()
        self._town_halls: Mapping[str, TownHall] = {}
        self._knowledge = Knowledge()
        self._guides: Mapping[str, Guide] = {}
        self._of_editions: dict[int, Mapping[str, Guide]] = {}

    async def refresh(self) -> bool:
        """Look whether the data changed; if so, make a new world. True when it did."""
        async with self._database.reading(Service()) as tx:
            revision = (await revisions.of(tx, catalogue.REVISION), await revisions.of(tx, habits.REVISION))
            if revision == self._revision:
                return False
            if revision[0] != self._revision[0]:
                self._catalogue = catalogue_of(await catalogue.load(tx))
            teams: dict[str, list[Worker]] = {}
            for worker in await habits.workers(tx):
                teams.setdefault(worker.municipality_code, []).append(worker)
            halls = await municipalities.all_of_them(tx)
            self._town_halls = {row.code: town_hall_of(row, team_of(teams.get(row.code, ()))) for row in halls}
        self._revision = revision
        self._bind()
        log.info("world_made", extra={"revision": ".".join(map(str, revision)), "courses": len(self._catalogue.courses)})
        return True

    def learn(self, library: Library) -> None:
        """Knowledge is always that of the newest edition."""
        self._knowledge = Knowledge(knowledge_rows(library))
        self._bind()

    def _bind(self) -> None:
        world = World(catalogue=self._catalogue, knowledge=self._knowledge, places=self._places, municipalities=self._town_halls)
        self.world = world
        self._guides = {**guides(world), "languages": self._languages}

    def guides(self, library: Library) -> Mapping[str, Guide]:
        """Every guide that a script of this library may consult."""
        if library.edition not in self._of_editions:
            self._of_editions[library.edition] = guides_of(library, self._places, lambda key: course_label(self.world, key))
        return {**self._guides, **self._of_editions[library.edition]}

    def municipality_of(self, person: Person, today: date) -> str | None:
        """The code of the municipality that this person belongs to."""
        hall = MunicipalityGuide(self.world).town_hall(Request(arguments={}, person=person, today=today))
        return hall.code if hall else None

    def invited(self, place: str) -> Mapping[str, Slot]:
        """What an invitation of a place says of the person who opens it."""
        return {"woonplaats": place} if self._places.get(place) else {}


def knowledge_rows(library: Library) -> list[Mapping[str, object]]:
    """The rows of knowledge of an edition, of all its files."""
    return [row for data in library.knowledge.values() if isinstance(data, dict) for row in data.get("rows", [])]


def guides_of(library: Library, places: Places, course_label: Callable[[str], Plain]) -> Mapping[str, Guide]:
    """The guides that tell a person about themselves, in the words of an edition; a course is called by its `course_label`."""
    own: tuple[Guide, ...] = (
        MyNameHereGuide(),
        NewJoinCodeGuide(),
        OwnConsentsGuide(library.facts),
        OwnDataGuide(library.facts, PlacesGuide(places).label, course_label, library.sentence),
        PersonsHereGuide(library.sentence),
        TypedJoinCodeGuide(),
    )
    return {guide.signature.name: guide for guide in own}
