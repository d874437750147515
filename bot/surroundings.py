"""What scripts are checked against: the guides, the forms, the pictograms, and the languages with their translations."""

from __future__ import annotations

from bot.forms import FORMS
from bot.guidance.binding import guides
from bot.guidance.knowledge import Knowledge
from bot.guidance.own_data import OwnDataGuide
from bot.guidance.places import Places
from bot.guidance.world import Catalogue, World
from bot.language.coverage import TextFaults
from bot.language.languages import SOURCE
from bot.language.pictures import read_pictograms
from bot.speech import Speech
from dialogs.checks import Surroundings


def surroundings(speech: Speech, places: Places) -> Surroundings:
    """Everything that a script may name."""
    empty = World(catalogue=Catalogue(), knowledge=Knowledge(), places=places)
    signatures = [*(guide.signature for guide in guides(empty).values()), speech.tongues.signature, OwnDataGuide.signature]
    return Surroundings(
        guides={signature.name: signature for signature in signatures},
        forms=FORMS,
        translations={code: TextFaults(speech.catalogs, code) for code in speech.languages.offered if code != SOURCE},
        pictograms=read_pictograms(),
    )
