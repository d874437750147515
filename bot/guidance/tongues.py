"""Tells which languages can be chosen, each by its own name."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from dialogs.guides import Advice, Gives, Request, Row, Signature
from dialogs.phrase import Plain


class LanguagesGuide:
    """The guide `languages`: the languages on offer."""

    signature = Signature(
        name="languages",
        outcomes=("offered", "checked", "draft"),
        parameters={"chosen": "A language that was chosen: was it checked by somebody who grew up with it?"},
        values={"offered": Gives(kind="list", fields=("name",))},
    )

    def __init__(self, offered: Mapping[str, str], checked: Collection[str]) -> None:
        """Offer these languages: code to own name, in the order in which they are shown; `checked` by a native speaker."""
        self._offered = offered
        self._checked = checked

    def consult(self, request: Request) -> Advice:
        """All of them; and whether the one that was chosen is checked."""
        chosen = request.arguments.get("chosen")
        outcome = "offered" if chosen is None else "checked" if chosen in self._checked else "draft"
        return Advice(outcome=outcome, values={"offered": tuple(self._offered)})

    def describe(self, request: Request, value: str, keys: Sequence[str]) -> Mapping[str, Row]:
        """The own name of each."""
        return {key: {"name": Plain(text=self._offered[key], language=key)} for key in keys if key in self._offered}
