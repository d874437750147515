"""A case as staff read it: why it came, what was sent along, how the person stands, and the talk in the order in which it went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.cases.sent_along import sent_along
from bot.guidance.rules_told import RuleTold, rules_told
from bot.turns import House
from bot.wording import DUTCH
from dialogs.days import day_of
from dialogs.phrase import Phrase
from storage import asking, casework, files, followed
from storage.asking import Asked
from storage.casework import Because, Work
from storage.database import Service, Staff
from storage.files import Kept
from storage.followed import Followed
from storage.transactions import Transaction


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing that was said, by the bot and the municipality in Dutch, or by the person as they typed it; or that they spoke."""

    at: datetime
    text: str
    #: Of what the person typed or spoke: the language they are answered in.
    language: str = ""
    #: As it was sent, where that is not Dutch.
    sent: str = ""
    sent_language: str = ""
    #: Of a question with buttons: what stands on them, and what the person tapped.
    answers: Sequence[str] = ()
    chosen: str = ""
    answered_at: datetime | None = None
    #: The person tapped this, and did not type it.
    tapped: bool = False
    #: The person spoke: what is known of that without listening.
    voice: Kept | None = None


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One reason of a case, with the rules that it follows from; None where none is to be named."""

    text: str
    #: When it was added last.
    at: datetime
    rules: Sequence[RuleTold] | None


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A case with everything that is shown of it."""

    work: Work
    #: What colleagues call who has it; empty where nobody has.
    holder: str
    #: Label and value of what the person agreed to send along.
    summary: Sequence[tuple[str, str]]
    reasons: Sequence[Reason]
    lines: Sequence[Line]
    #: How the person stands; None where they did not agree to be followed.
    person: Followed | None = None


class Sheets:
    """Reads everything that is shown of a case."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def of(self, work: Work, scope: Staff) -> Sheet:
        """Of a case that was found in this scope."""
        async with self._house.database.reading(scope) as tx:
            summary, because = await casework.summary(tx, work.id), await casework.because(tx, work.id)
            person = (await followed.of_contacts(tx, scope, [work.contact_id])).get(work.contact_id)
            lines = await self._lines(tx, work, scope)
        async with self._house.database.reading(Service()) as tx:
            holder = await casework.name_of(tx, work.taken_by)
        return Sheet(
            work=work,
            holder=holder,
            summary=sent_along(self._house, summary),
            reasons=[self._reason(each) for each in because],
            lines=lines,
            person=person,
        )

    async def _lines(self, tx: Transaction, work: Work, scope: Staff) -> list[Line]:
        """What was said on both sides. What was answered at the same moment comes after what it answers."""
        language = work.language or ""
        typed = [Line(at=one.at, text=one.text, language=one.language) for one in await casework.typed(tx, work)]
        kept = [one for one in await files.of_case(tx, scope, work.id) if one.seconds is not None]
        spoken = [Line(at=one.at, text="", language=language, voice=one) for one in kept]
        asked = {one.asked_at: one for one in await asking.of_case(tx, work.id)}
        told = [self._asked(_line(one), asked.get(one.at)) for one in await casework.said(tx, scope, work)]
        tapped = [Line(at=one.answered_at, text=one.chosen, language=language, tapped=True) for one in told if one.answered_at]
        return sorted([*typed, *spoken, *tapped, *told], key=lambda line: line.at)

    def _reason(self, because: Because) -> Reason:
        knowledge, day = self._house.worlds.world.knowledge, day_of(because.at)
        rules = None if because.rules is None else rules_told(because.rules, knowledge, day)
        return Reason(text=because.reason, at=because.at, rules=rules)

    def _asked(self, line: Line, asked: Asked | None) -> Line:
        """The line with what stood on its buttons."""
        if asked is None:
            return line
        answers = [self._house.speech.renderer.render(Phrase.model_validate(phrase), DUTCH) for phrase in asked.phrases[1:]]
        chosen = answers[asked.chosen] if asked.chosen is not None else ""
        return replace(line, answers=answers, chosen=chosen, answered_at=asked.answered_at)


def _line(written: casework.Written) -> Line:
    content = written.content or {}
    dutch, text = content.get("dutch", ""), content.get("text", "")
    return Line(at=written.at, text=dutch or text, sent=text if dutch else "", sent_language=content.get("language", "") if dutch else "")
