"""Short numbers to speak about a person or a case without their name."""

from __future__ import annotations

import secrets

#: No vowels (no words come out), nothing that looks like something else.
LETTERS = "BCDFGHJKMNPQRTVWXZ2346789"
LENGTH = 6
#: With so many numbers free, five draws that are all taken do not happen.
DRAWS = 5


def draw() -> str:
    """A number that is probably free; the table's unique column decides."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
