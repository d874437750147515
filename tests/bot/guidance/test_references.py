"""References for invitations: numbers of the municipality's own pass; what says who somebody is does not."""

from __future__ import annotations

import pytest

from bot.guidance.references import problem

WORDS = {"zaak", "dossier"}


@pytest.mark.parametrize("line", ["2026-0012", "Z-2026/15", "zaak-2026-7", "DOSSIER.88", "AB12", "ZWO-0012", "1234567"])
def test_own_numbers_pass(line: str) -> None:
    assert problem(line, WORDS, False) is None


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Ahmed Jansen", "name"),
        ("Ahmed-12", "name"),
        ("ahmed12", "name"),
        ("JANSEN 12", "name"),
        ("محمد 12", "name"),
        ("zaak", "name"),
        ("jan@school.nl", "mail"),
        ("06-12345678", "phone"),
        ("+31 6 1234 5678", "phone"),
        ("123456782", "number"),
        ("123.456.789", "number"),
        ("12345678", "number"),
        ("1" * 41, "long"),
        ("2026 0012", "signs"),
        ("2026;12", "signs"),
    ],
)
def test_what_says_who_somebody_is_does_not(line: str, why: str) -> None:
    assert problem(line, WORDS, False) == why


def test_what_masking_took_for_a_secret_does_not() -> None:
    assert problem("AB12", WORDS, True) == "secret"
