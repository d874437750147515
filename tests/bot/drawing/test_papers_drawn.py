"""Letter, leaflet and plan on paper: drawn in every script, whatever was typed, and never from an empty page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from bot.drawing.codes import qr
from bot.drawing.errors import NotDrawn
from bot.drawing.papers import Paper, printed

ARABIC, TIGRINYA = "قال الأستاذ محمد أن أوقع", "ኣብ ቤት ትምህርቲ"
LETTER: Mapping[str, Any] = {
    "number": "K7M2QX",
    "sender": ["Gemeente Zwolle"],
    "addressee": ["Blik op Werk"],
    "day": "27 november 2026",
    "subject": "Melding over een taalschool",
    "opening": "Een inwoner meldt iets.",
    "facts": [["School", "De Brug"]],
    "happened": ["Iemand vroeg iets."],
    "proof": ["papieren"],
    "draft": f"Melding\n{ARABIC}\nDit is alles.",
    "words": ARABIC,
    "words_language": "ar",
    "closing": "Noem het kenmerk.",
    "signed": ["Gemeente Zwolle"],
    "headings": {"happened": "Wat er gebeurde", "proof": "Bewijs", "draft": "De brief", "words": "Woorden"},
}
PART = {"title": "Hulp", "above": ["Een.", "Twee."], "scan": "Kijk.", "telegram": "Of zo.", "below": ["Nooit een BSN."]}
LEAFLET: Mapping[str, Any] = {
    "title": "Hulp",
    "sender": "Zwolle",
    "address": "https://example.org/?u=zwolle",
    "telegram": "",
    "qr": qr("https://example.org/?u=zwolle"),
    "parts": [{**PART, "language": "ar", "title": ARABIC}, {**PART, "language": "nl"}],
}
PLAN: Mapping[str, Any] = {
    "languages": ["ti", "nl"],
    "sender": "Zwolle",
    "number": "K7M2QX",
    "title": [TIGRINYA, "Uw plan"],
    "headings": {name: [TIGRINYA, name] for name in ("now", "days", "steps", "notes")},
    "time": [TIGRINYA, "Nog een jaar."],
    "next": [TIGRINYA, "Meld u aan."],
    "days": [[[TIGRINYA, "maandag"], [TIGRINYA, "Examen"]]],
    "steps": [[TIGRINYA, "Eerst dit."]],
    "notes": [[TIGRINYA, "Let op."]],
    "made": [TIGRINYA, "Gemaakt vandaag."],
}


@pytest.mark.parametrize(
    ("template", "values"),
    [
        ("letter", LETTER),
        ("letter", {**LETTER, "words": "", "words_language": ""}),
        ("letter", {**LETTER, "words": "niet in de brief"}),
        ("letter", {**LETTER, "words": ARABIC, "words_language": ""}),
        ("letter", {**LETTER, "happened": ["Eén regel."] * 200}),
        ("letter", {**LETTER, "draft": '#panic("no") $ * _ \\ [', "opening": '#read("/etc/passwd")'}),
        ("leaflet", LEAFLET),
        ("leaflet", {**LEAFLET, "telegram": "https://t.me/bot?start=zwolle", "parts": LEAFLET["parts"][1:]}),
        ("plan", PLAN),
        ("plan", {**PLAN, "next": None, "days": [], "steps": [], "notes": []}),
    ],
)
def test_each_paper_is_drawn(template: Any, values: Mapping[str, Any]) -> None:
    assert printed(Paper(template=template, language="nl", values=values)).startswith(b"%PDF-")


def test_a_paper_that_lacks_something_is_not_drawn_and_its_words_are_not_told() -> None:
    with pytest.raises(NotDrawn) as failure:
        printed(Paper(template="letter", language="nl", values={"subject": "geheim"}))
    assert "geheim" not in str(failure.value)
