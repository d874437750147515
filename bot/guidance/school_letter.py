"""A letter to the school, ready in Dutch, with the same in the person's own language beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.guidance.dutch import in_dutch
from bot.guidance.fact_names import Law
from bot.guidance.fraud import school_meant, words
from bot.guidance.law import ruling
from bot.guidance.learner import learner
from bot.guidance.schools import SchoolsGuide
from bot.guidance.world import World
from dialogs.guides import UNKNOWN, WITHHELD, Advice, Gives, Request, Row, Signature
from dialogs.phrase import Joined, Phrase, Plain, Value

ASK = "letter.ask."
#: The request after which somebody may have no lessons: that is thought over first.
STOP = "stoppen"

_DUTCH = "nl"
_LETTER = "letter"
#: Left open, to be written by hand.
_OPEN = "..............................."


class SchoolLetterGuide:
    """The guide `school_letter`."""

    signature = Signature(
        name="school_letter",
        outcomes=("ready", "think_first"),
        parameters={
            "asks": "What to ask: kopie, uren, factuur, stoppen.",
            "school": "The school, as typed.",
        },
        values={
            "letter": Gives(),
            "translated": Gives(kind="list", fields=("text",)),
            "caution": Gives(present_when=("think_first",)),
        },
    )

    def __init__(self, world: World) -> None:
        """Answer from this world."""
        self._world = world
        self._schools = SchoolsGuide(world)

    def consult(self, request: Request) -> Advice:
        """The letter; who wants to stop hears what to think of first."""
        text = in_dutch(self._letter(request, signed=True))
        translated = () if learner(request.person).language == _DUTCH else (_LETTER,)
        values: dict[str, Value | Sequence[str]] = {"letter": Plain(text=text, language=_DUTCH), "translated": translated}
        if STOP not in words(request.arguments.get("asks")):
            return Advice(outcome="ready", values=values)
        return Advice(outcome="think_first", values=values | {"caution": self._caution(request)})

    def describe(self, request: Request, value: str, keys: Sequence[str]) -> Mapping[str, Row]:
        """The letter as phrases, so that it is read in the person's language."""
        return {key: {"text": self._letter(request, signed=False)} for key in keys if key == _LETTER}

    def _letter(self, request: Request, *, signed: bool) -> Joined:
        """A line each. The lines for name and day stay open: they are not for us to know."""
        know, today = self._world.knowledge, request.today
        name = self._name(request)
        head = know.sentence("letter.head", today, school=Plain(text=name)) if name else know.sentence("letter.head.unknown", today)
        asks = [f"{ASK}{word}" for word in words(request.arguments.get("asks"))]
        lines: list[Value] = [head, know.sentence("letter.begin", today)]
        lines += [know.sentence(key, today) for key in asks if know.find(key, today)]
        lines.append(know.sentence("letter.answer", today))
        if signed:
            lines += [
                Joined(items=(know.sentence(key, today), Plain(text=_OPEN)), style="sentences") for key in ("letter.name", "letter.day")
            ]
        return Joined(items=tuple(lines), style="lines")

    def _name(self, request: Request) -> str | None:
        school, typed = school_meant(self._schools, self._world, request), request.arguments.get("school")
        if school is not None:
            return school.name
        return typed if isinstance(typed, str) and typed not in (UNKNOWN, WITHHELD) else None

    def _caution(self, request: Request) -> Phrase:
        """Under the new law the municipality chose the school; while the law is not clear, somebody must be asked."""
        know, today = self._world.knowledge, request.today
        about = learner(request.person)
        decided = ruling(about, know, today)
        if (decided.certain and decided.law is Law.wi2013) or about.refugee is False:
            return know.sentence("letter.caution.own", today)
        return know.sentence("letter.caution" if decided.certain and about.refugee else "letter.caution.unclear", today)
