"""Whom to call at once when somebody is in danger: for a life, for a home that is not safe, for the police."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.guidance.knowledge import Knowledge
from bot.guidance.world import World
from dialogs.guides import Advice, Gives, Request, Row, Signature
from dialogs.phrase import Phrase, Plain

#: What may be the matter, in the order in which the numbers are said: danger now goes first.
MATTERS = ("now", "life", "home", "police")


def numbers(knowledge: Knowledge, today: date) -> Mapping[str, Phrase]:
    """For each matter the sentence with its telephone number."""
    rows = {matter: knowledge.row(f"emergency.{matter}", today) for matter in MATTERS}
    return {matter: knowledge.sentence(row.key, today, number=Plain(text=str(row.value))) for matter, row in rows.items()}


class EmergencyGuide:
    """The guide `emergency`."""

    signature = Signature(name="emergency", outcomes=("known",), values={matter: Gives() for matter in MATTERS})

    def __init__(self, world: World) -> None:
        """Answer from what this world knows."""
        self._knowledge = world.knowledge

    def consult(self, request: Request) -> Advice:
        """The numbers, whoever asks."""
        return Advice(outcome="known", values=dict(numbers(self._knowledge, request.today)))

    def describe(self, request: Request, value: str, keys: Sequence[str]) -> Mapping[str, Row]:
        """This guide gives no lists."""
        return {}
