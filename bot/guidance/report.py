"""Puts together a report to Blik op Werk from what was chosen: in Dutch, and the same in the person's own language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.guidance.dutch import in_dutch
from bot.guidance.fraud import clues, judged, school_meant, words, yes_no
from bot.guidance.knowledge import Knowledge
from bot.guidance.learner import learner
from bot.guidance.schools import SchoolsGuide
from bot.guidance.world import Institution, World
from dialogs.guides import UNKNOWN, WITHHELD, Advice, Gives, Request, Row, Signature, Slot
from dialogs.phrase import Joined, Phrase, Plain, Value

_DUTCH = "nl"
#: The one item of the list that holds the letter in the person's language.
_LETTER = "letter"


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What a report is made of."""

    #: Ids of patterns.
    patterns: tuple[str, ...] = ()
    school: str | None = None
    #: A word of the knowledge: how long ago.
    when: str | None = None
    #: Words of the knowledge: which proof there is.
    proof: tuple[str, ...] = ()
    #: As typed.
    own_words: str = ""
    #: The language of the own words, as a tag.
    language: str | None = None
    #: Whether the municipality knows who reports; None when somebody sends it without us.
    named: bool | None = None


def letter(told: Told, knowledge: Knowledge, today: date, *, attach: bool) -> Joined:
    """The letter, a line each. `attach`: the own words stand in it as they were typed; else it only says that they go along."""
    parts = (*_matter(told, knowledge, today), *_own_words(told, knowledge, today, attach=attach))
    if told.named is None:
        return Joined(items=parts, style="lines")
    signed = knowledge.sentence("report.named" if told.named else "report.anonymous", today)
    return Joined(items=(*parts, signed), style="lines")


def _matter(told: Told, know: Knowledge, today: date) -> Iterator[Phrase]:
    yield know.sentence("report.head", today)
    if told.school:
        yield know.sentence("report.school", today, school=Plain(text=told.school))
    else:
        yield know.sentence("report.school.unknown", today)
    yield know.sentence("report.what" if told.patterns else "report.what.unknown", today)
    for id in told.patterns:
        yield know.sentence(f"fraud.report.{id}", today)
    yield _known(know, today, "report.when.", told.when) or know.sentence("report.when.unknown", today)
    proof = [sentence for word in told.proof if (sentence := _known(know, today, "report.proof.", word))]
    if proof:
        yield know.sentence("report.proof", today, bewijs=Joined(items=tuple(proof)))
    else:
        yield know.sentence("report.proof.none", today)


def _own_words(told: Told, know: Knowledge, today: date, *, attach: bool) -> Iterator[Value]:
    if not told.own_words:
        return
    if not attach:
        yield know.sentence("report.words.attached", today)
        return
    name = know.value("report.languages", today).get(told.language or "")
    yield know.sentence("report.words.language", today, taal=Plain(text=name)) if name else know.sentence("report.words", today)
    yield Plain(text=told.own_words, language=told.language)


def _known(know: Knowledge, today: date, prefix: str, word: str | None) -> Phrase | None:
    return know.sentence(f"{prefix}{word}", today) if word and know.find(f"{prefix}{word}", today) else None


class ReportGuide:
    """The guide `report`."""

    signature = Signature(
        name="report",
        outcomes=("drafted",),
        parameters={
            "situations": "What happened: situations of `fraud_situations`, or patterns of `fraud_words`.",
            "lent_back": "Whether a laptop of the school goes back.",
            "on_invoice": "Whether that laptop stands on an invoice.",
            "school": "The school, as typed.",
            "when": "How long ago: deze_week, deze_maand, langer, nog_steeds.",
            "proof": "Which proof there is: berichten, papieren, facturen, fotos, getuige.",
            "words": "Own words, typed for this report.",
            "typed_before": "Own words, typed before.",
            "add_typed": "Yes when what was typed before may go along.",
            "named": "Yes when the municipality may know who reports, no when not; left out when it is sent without us.",
        },
        values={
            "draft": Gives(),
            "translated": Gives(kind="list", fields=("text",)),
            "patterns": Gives(),
            "school_key": Gives(),
            "own_words": Gives(),
            "contact": Gives(),
            "after": Gives(),
        },
    )

    def __init__(self, world: World) -> None:
        """Answer from this world."""
        self._world = world
        self._schools = SchoolsGuide(world)

    def consult(self, request: Request) -> Advice:
        """The Dutch letter, what it is about, and where it can go without us."""
        know, today = self._world.knowledge, request.today
        told, school = self._told(request)
        contact = (know.sentence("report.contact", today), know.sentence("report.contact.check", today))
        translated = () if learner(request.person).language == _DUTCH else (_LETTER,)
        values: dict[str, Value | Sequence[str]] = {
            "draft": Plain(text=in_dutch(letter(told, know, today, attach=True)), language=_DUTCH),
            "translated": translated,
            "patterns": Plain(text=", ".join(told.patterns)),
            "school_key": Plain(text=school.key if school else ""),
            "own_words": Plain(text=told.own_words, language=told.language),
            "contact": Joined(items=contact, style="sentences"),
            "after": know.sentence("report.after", today),
        }
        return Advice(outcome="drafted", values=values)

    def describe(self, request: Request, value: str, keys: Sequence[str]) -> Mapping[str, Row]:
        """The same letter as phrases, so that it is read in the person's language."""
        told, _ = self._told(request)
        return {key: {"text": letter(told, self._world.knowledge, request.today, attach=False)} for key in keys if key == _LETTER}

    def _told(self, request: Request) -> tuple[Told, Institution | None]:
        given = request.arguments
        school = school_meant(self._schools, self._world, request)
        before = _said(given.get("typed_before"))
        found = judged(clues(given), request.person, self._world.knowledge, request.today)
        told = Told(
            patterns=found.patterns,
            school=school.name if school else _said(given.get("school")),
            when=_said(given.get("when")),
            proof=words(given.get("proof")),
            own_words="\n".join(filter(None, (before if yes_no(given.get("add_typed")) else None, _said(given.get("words"))))),
            language=learner(request.person).language,
            named=yes_no(given.get("named")),
        )
        return told, school


def _said(value: Slot) -> str | None:
    return value if isinstance(value, str) and value not in (UNKNOWN, WITHHELD, "") else None
