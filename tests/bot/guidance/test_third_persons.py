"""Names of third persons are hidden where they can be found; what cannot be found is known."""

from __future__ import annotations

from datetime import date

import pytest

from bot.guidance.knowledge import Knowledge
from bot.guidance.third_persons import ThirdPersons
from bot.settings import HERE
from dialogs.reading import read_yaml

TODAY = date(2026, 11, 27)


@pytest.fixture(scope="module")
def third_persons() -> ThirdPersons:
    rows = read_yaml((HERE / "dialogs/knowledge/fraud_report.yaml").read_text("utf-8")).data
    return ThirdPersons(Knowledge.of_files({"fraud_report": rows}), TODAY)


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Mijn docent Ahmed Jansen tekende voor mij.", ["Ahmed Jansen"]),
        ("Meneer van der Berg zei: teken nu.", ["van der Berg"]),
        ("Ik belde mevr. De Vries, en toen de directeur.", ["De Vries"]),
        ("Mevrouw Fatima el Amrani nam mijn pas", ["Fatima el Amrani"]),
        ("De docent zei niets. Jansen ook niet.", []),
        ("Mijn docent heet Jansen.", []),
        ("The teacher Mr. Smith said no.", ["Smith"]),
        ("قال الأستاذ محمد أن أوقع", ["محمد"]),
        ("Bel 06-12345678 of mail jan@school.nl.", ["06-12345678", "jan@school.nl"]),
        ("Ik betaalde € 1500 op 3 november 2026 voor 120 uren.", []),
        ("docent\nAnna kwam niet", []),
        ("", []),
    ],
)
def test_what_is_hidden(third_persons: ThirdPersons, text: str, hidden: list[str]) -> None:
    pieces = third_persons.pieces(text)
    assert [piece.text for piece in pieces if piece.hidden] == hidden
    assert "".join(piece.text for piece in pieces) == text, "nothing is lost"
