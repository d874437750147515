"""What Dutch words mean that stand in letters and are heard at school: one word, or the words of a subject to choose from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.guidance.world import World
from dialogs.guides import Advice, Gives, Request, Row, Signature
from dialogs.phrase import Plain
from dialogs.terms import BESIDE, PREFIX, Term, Terms


class TermsGuide:
    """The guide `terms`."""

    signature = Signature(
        name="terms",
        outcomes=("one", "several", "none"),
        parameters={
            "text": "A word as it was typed.",
            "term": "The key of a word that was chosen.",
            "subject": "The subject of which the words are wanted; all of them where it is left out.",
        },
        values={
            "explanation": Gives(present_when=("one",)),
            "terms": Gives(kind="list", fields=("term", "explanation"), present_when=("several",)),
        },
    )

    def __init__(self, world: World) -> None:
        """Explain from what this world knows."""
        self._knowledge = world.knowledge

    def consult(self, request: Request) -> Advice:
        """The explanation of one word, or the keys of several to choose from."""
        text, key, subject = (request.arguments.get(name) for name in ("text", "term", "subject"))
        terms = self._terms(request)
        if text or key:
            asked = terms.named(str(text)) if text else terms.all.get(str(key))
            return _about((asked,) if asked else ())
        return _about(tuple(term for term in terms.all.values() if subject in (None, term.subject)))

    def describe(self, request: Request, value: str, keys: Sequence[str]) -> Mapping[str, Row]:
        """Each word with its explanation."""
        known = self._terms(request).all
        return {key: {"term": Plain(text=known[key].name), "explanation": known[key].explained} for key in keys if key in known}

    def _terms(self, request: Request) -> Terms:
        keys = (BESIDE, *self._knowledge.keys(PREFIX, request.today))
        rows = (row for key in keys if (row := self._knowledge.find(key, request.today)) is not None)
        return Terms(row.model_dump() for row in rows)


def _about(terms: Sequence[Term]) -> Advice:
    if not terms:
        return Advice(outcome="none")
    if len(terms) == 1:
        return Advice(outcome="one", values={"explanation": terms[0].explained})
    return Advice(outcome="several", values={"terms": [term.key for term in terms]})
