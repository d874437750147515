"""Which known tricks somebody may mean who tells it in their own words: words that stand together, in any of the languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import islice, product

from bot.guidance.knowledge import Knowledge
from bot.guidance.recognising import PATTERN, patterns
from bot.guidance.world import World
from dialogs.folding import fold
from dialogs.guides import Advice, Gives, Request, Row, Signature
from dialogs.phrase import Value

WORDS = "fraud.words."
#: Words that turn what stands near into its opposite.
NEGATIONS = "fraud.negations"

#: So many are asked back at once.
MOST_ASKED = 4
#: Words that belong together stand at most so far from each other.
SPAN = 12
#: So far a *not* reaches: to what comes after it, and (Dutch) to what stands before it.
REACH_ON, REACH_BACK = 3, 2
#: Ways to find one term in a text that are tried.
_MOST_SPOTS = 6

# A point or comma inside a number ends nothing.
_SENTENCE_ENDS = re.compile(r"(?:(?<!\d)\.|\.(?!\d)|[!?;؛؟።\n])+")
_CLAUSE_ENDS = re.compile(r"(?:(?<!\d),|,(?!\d)|[:()،፣፤])+")


@dataclass(frozen=True, slots=True)
class _Word:
    """A folded word, with the numbers of the sentence and the clause in which it stands."""

    text: str
    sentence: int
    clause: int


@dataclass(frozen=True, slots=True)
class _Part:
    """One word of a form: `laptop*` begins so, `*laptop*` holds it."""

    core: str
    open_before: bool
    open_after: bool

    def fits(self, word: str) -> bool:
        """Whether a folded word is meant."""
        if self.open_before:
            return self.core in word if self.open_after else word.endswith(self.core)
        return word.startswith(self.core) if self.open_after else word == self.core


def likely(text: str, knowledge: Knowledge, today: date) -> tuple[str, ...]:
    """Ids of the patterns that the text may tell of, in the order of the knowledge. To be asked back before anything is said of them."""
    words = list(_words(text))
    negations = _negations(knowledge, today)
    keys = knowledge.keys(WORDS, today)
    found = tuple(
        key.removeprefix(WORDS)
        for key in keys
        if any(_told(group, words, negations) for groups in knowledge.value(key, today).values() for group in groups)
    )
    # Who says that a laptop is free or billed is not asked besides whether it is lent.
    known = patterns(knowledge, today)
    said_already = {id for id in found if id in known and {known[id].billed, known[id].kept} & set(found)}
    return tuple(id for id in found if id not in said_already)


def _words(text: str) -> Iterator[_Word]:
    for number, sentence in enumerate(_SENTENCE_ENDS.split(text)):
        for clause, part in enumerate(_CLAUSE_ENDS.split(sentence)):
            yield from (_Word(word, number, clause) for word in fold(part).split())


def _negations(knowledge: Knowledge, today: date) -> frozenset[str]:
    return frozenset(fold(word) for words in knowledge.value(NEGATIONS, today).values() for word in words)


def _told(group: Sequence[str], words: Sequence[_Word], negations: frozenset[str]) -> bool:
    """Whether each term of the group stands in one sentence, near each other and not turned into its opposite."""
    terms = [_forms(term) for term in group]
    means_not = any(part.core in negations for forms in terms for form in forms for part in form)
    spots: list[list[range]] = []
    for forms in terms:
        found = (spot for spot in _spots(forms, words) if means_not or not _negated(spot, words, negations))
        spots.append(list(islice(found, _MOST_SPOTS)))
        if not spots[-1]:
            return False
    return any(_together(way, words) for way in product(*spots))


def _together(way: Sequence[range], words: Sequence[_Word]) -> bool:
    places = [place for spot in way for place in spot]
    apart = max(places) - min(places) > SPAN or len({words[place].sentence for place in places}) > 1
    return len(places) == len(set(places)) and not apart


def _spots(forms: Sequence[Sequence[_Part]], words: Sequence[_Word]) -> Iterator[range]:
    """Where one of the forms of a term stands."""
    for form in forms:
        for start in range(len(words) - len(form) + 1):
            if all(part.fits(words[start + step].text) for step, part in enumerate(form)):
                yield range(start, start + len(form))


@cache
def _forms(term: str) -> tuple[tuple[_Part, ...], ...]:
    """The forms of a term as the knowledge writes them. Folded once: there are few terms and many sentences."""
    return tuple(tuple(_Part(fold(part), part[:1] == "*", part[-1:] == "*") for part in form.split("_")) for form in term.split())


def _negated(spot: range, words: Sequence[_Word], negations: frozenset[str]) -> bool:
    own = words[spot.start]
    near = [words[place] for place in range(max(0, spot.start - REACH_ON), min(len(words), spot.stop + REACH_BACK)) if place not in spot]
    return any((word.sentence, word.clause) == (own.sentence, own.clause) and word.text in negations for word in near)


class FraudWordsGuide:
    """The guide `fraud_words`."""

    signature = Signature(
        name="fraud_words",
        outcomes=("urgent", "likely", "none"),
        parameters={"words": "What somebody typed, in their own words."},
        values={"patterns": Gives(kind="list", fields=("label",), present_when=("urgent", "likely"))},
    )

    def __init__(self, world: World) -> None:
        """Answer from what this world knows."""
        self._knowledge = world.knowledge

    def consult(self, request: Request) -> Advice:
        """What may be meant; urgent when somebody may be in danger."""
        know, words = self._knowledge, request.arguments.get("words")
        found = likely(words, know, request.today) if isinstance(words, str) else ()
        if not found:
            return Advice(outcome="none")
        urgent = [id for id in found if know.value(f"{PATTERN}{id}", request.today).get("urgent")]
        ordered = (*urgent, *(id for id in found if id not in urgent))
        return Advice(outcome="urgent" if urgent else "likely", values={"patterns": ordered[:MOST_ASKED]})

    def describe(self, request: Request, value: str, keys: Sequence[str]) -> Mapping[str, Row]:
        """The label of each pattern."""
        rows: dict[str, dict[str, Value]] = {}
        for key in keys:
            if self._knowledge.find(f"{PATTERN}{key}", request.today):
                rows[key] = {"label": self._knowledge.sentence(f"{PATTERN}{key}", request.today)}
        return rows
