"""What scripts are checked against: the guides, the forms, the pictograms, and the languages with their translations."""

from __future__ import annotations

from functools import partial

from bot.drawing.pictures import FILES, PICTURES
from bot.forms import FORMS
from bot.guidance.binding import guides
from bot.guidance.cards import course_label
from bot.guidance.knowledge import Knowledge
from bot.guidance.places import Places
from bot.guidance.world import Catalogue, World
from bot.language.coverage import TextFaults
from bot.language.languages import SOURCE
from bot.language.pictures import read_pictograms
from bot.speech import Speech
from bot.world import guides_of
from dialogs.checks import Surroundings
from dialogs.library import Library


def surroundings(speech: Speech, places: Places) -> Surroundings:
    """Everything that a script may name."""
    empty = World(catalogue=Catalogue(), knowledge=Knowledge(), places=places)
    every = {**guides(empty), **guides_of(Library(), places, partial(course_label, empty))}
    signatures = [*(guide.signature for guide in every.values()), speech.tongues.signature]
    return Surroundings(
        guides={signature.name: signature for signature in signatures},
        forms=FORMS,
        pictures=PICTURES,
        files=FILES,
        translations={code: TextFaults(speech.catalogs, code) for code in speech.languages.offered if code != SOURCE},
        pictograms=read_pictograms(),
    )
